"""What a rule is: a module named by its code; its docstring explains, its function looks at a draft.

The docstring has four parts, in this order: the first paragraph says what is wrong, `Why:` what harm it does, `Bad:`
and `Good:` hold an example each, indented.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from inspect import cleandoc
from types import ModuleType

from ingest.document import Span
from ingest.rule_names import REPORTED_BY_STAGES, RULES
from ingest.rules.draft import Draft
from models import CaseRecord, Severity

SUPPRESSIONS = "UA906"
"""The rule about the suppressions themselves, which only those who apply them can report."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found wrong at one place.

    `message` says what is wrong and what to write instead, without a final stop. `span` is the place in the normalised
    text; where it is None and `pointer` (RFC 6901, into the record) has evidence, that is the place. `severity`
    replaces the rule's own for this place.
    """

    message: str
    span: Span | None = None
    pointer: str | None = None
    severity: Severity | None = None


Check = Callable[[Draft], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The parts of a rule's docstring, each without indentation."""

    what: str
    why: str
    bad: str
    good: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the check.

    `needs` names the fields of the record (`targets`, `letter`, ...) without which it must not judge: where the reading
    of one of them broke, the rule is passed over. `check` is None for a rule whose findings others report: the stages
    of the pipeline, or those who apply suppressions.
    """

    code: str
    name: str
    severity: Severity
    docstring: str
    needs: frozenset[str] = frozenset()
    check: Check | None = None

    @property
    def explanation(self) -> Explanation:
        """The parts of the docstring. Raises MalformedRule where one is missing."""
        match = re.fullmatch(_EXPLANATION, cleandoc(self.docstring), re.DOTALL)
        if match is None:
            raise MalformedRule(
                self.code, "its docstring does not have the parts what, Why:, Bad:, Good:, in this order"
            )
        return Explanation(*(cleandoc("\n" + match[part]) for part in ("what", "why", "bad", "good")))


class MalformedRule(Exception):
    """A rule's module does not have the form that it must have: a defect of the program."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason


_EXPLANATION = r"(?P<what>\S.*?)\n\s*\nWhy: (?P<why>\S.*?)\n\s*\nBad:\n(?P<bad>    .*?)\n\s*\nGood:\n(?P<good>    .*)"


def rule_of(module: ModuleType) -> Rule:
    """The rule that a module holds. Raises MalformedRule where it is none."""
    code = module.__name__.rpartition(".")[2]
    if code not in RULES:
        raise MalformedRule(code, "the catalogue has no such code")
    check: Check | None = getattr(module, "check", None)
    if check is None and code not in REPORTED_BY_STAGES | {SUPPRESSIONS}:
        raise MalformedRule(code, "it has no function check, and no stage reports it")
    needs = frozenset[str](getattr(module, "NEEDS", ()))
    if not needs <= set(CaseRecord.model_fields):
        raise MalformedRule(code, "NEEDS names what is no field of the record")
    name, severity = RULES[code]
    return Rule(code, name, severity, module.__doc__ or "", needs, check)

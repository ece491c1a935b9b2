"""Runs rules over a draft. A rule that breaks becomes a finding (UA904) and costs nothing but itself."""

from collections.abc import Iterable, Iterator

from ingest.rule_names import finding_of
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem, Rule
from models import Finding

STAGE_FAILED = "UA904"


def findings_of(draft: Draft, rules: Iterable[Rule]) -> list[Finding]:
    """What the stages reported under the codes of these rules and what the rules themselves find, by place.

    A defect of the program (UA904) is always among them: it cannot be ignored.
    """
    chosen = list(rules)
    broken = _broken_fields(draft)
    found = draft.reported(STAGE_FAILED, *(rule.code for rule in chosen))
    for rule in chosen:
        if not rule.needs & broken:
            found += _of_rule(draft, rule)
    return sorted(found, key=lambda one: (one.start is None, one.start or 0, one.rule))


def _of_rule(draft: Draft, rule: Rule) -> list[Finding]:
    if rule.check is None:
        return []
    try:
        return [_finding(draft, rule, problem) for problem in rule.check(draft)]
    except Exception as error:
        return [finding_of(STAGE_FAILED, f"the rule {rule.code} broke ({type(error).__name__})")]


def _finding(draft: Draft, rule: Rule, problem: Problem) -> Finding:
    span = problem.span
    if span is None and problem.pointer is not None:
        span = draft.span(problem.pointer)
    return Finding(
        rule=rule.code,
        name=rule.name,
        severity=problem.severity or rule.severity,
        message=problem.message,
        start=span.start if span else None,
        end=span.end if span else None,
        page=draft.document.page_at(span.start) if span else None,
        pointer=problem.pointer,
    )


def _broken_fields(draft: Draft) -> frozenset[str]:
    """The fields of the record whose reading broke, as UA904 names them."""

    def names() -> Iterator[str]:
        for one in draft.reported(STAGE_FAILED):
            if one.pointer:
                yield one.pointer.split("/")[1]

    return frozenset(names())

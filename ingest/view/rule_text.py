"""View: a rule explained to a person, and the list of all rules."""

import textwrap
from collections.abc import Iterable

from ingest.rules.rule import Rule


def rule_text(rule: Rule) -> str:
    """What a rule says, why, and an example of each kind."""
    told = rule.explanation
    parts = (
        f"{rule.code} {rule.name} ({rule.severity.value})",
        told.what,
        f"Why: {told.why}",
        f"Bad:\n{textwrap.indent(told.bad, '    ')}",
        f"Good:\n{textwrap.indent(told.good, '    ')}",
    )
    return "\n\n".join(parts) + "\n"


def rules_text(rules: Iterable[Rule]) -> str:
    """A line for each rule: code, severity, name, and what it finds."""
    listed = list(rules)
    width = max((len(rule.name) for rule in listed), default=0)
    return "".join(
        f"{rule.code}  {rule.severity.value:7}  {rule.name:{width}}  {' '.join(rule.explanation.what.split())}\n"
        for rule in listed
    )

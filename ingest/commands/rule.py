"""`uacase rule`: explain one rule, or several."""

import argparse
import sys

from ingest.commands.usage import UsageError
from ingest.exit_code import ExitCode


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    rule = commands.add_parser("rule", help="explain a rule of the check", description="Say what a rule finds and why.")
    rule.add_argument("codes", metavar="CODE", nargs="+", help="codes such as UA203, or how several begin")


def run(chosen: argparse.Namespace) -> ExitCode:
    """Print the explanations, in the order of the codes given."""
    from ingest.rules.registry import rules
    from ingest.view.rule_text import rule_text

    texts: list[str] = []
    for prefix in chosen.codes:
        found = [rule for code, rule in rules().items() if code.startswith(prefix.upper())]
        if not found:
            raise UsageError(f"No rule's code begins with {prefix!r}. All are listed by: uacase rules")
        texts += map(rule_text, found)
    sys.stdout.write("\n".join(texts))
    return ExitCode.DONE

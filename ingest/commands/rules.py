"""`uacase rules`: list the rules of the check."""

import argparse
import sys

from ingest.exit_code import ExitCode


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    commands.add_parser(
        "rules",
        help="list the rules of the check",
        description="List all rules: code, severity, name, and what it finds.",
    )


def run(_: argparse.Namespace) -> ExitCode:
    """Print a line for each rule."""
    from ingest.rules.registry import rules
    from ingest.view.rule_text import rules_text

    sys.stdout.write(rules_text(rules().values()))
    return ExitCode.DONE

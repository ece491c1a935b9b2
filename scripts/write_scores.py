"""Write the table of scores in the README: the fixtures for development beside those that are only scored.

Usage: python scripts/write_scores.py [--check]

With --check nothing is written; exit code 1 says that the README does not hold what the program measures.
Of the holdout only numbers are shown, here and in the README.
"""

import sys
from collections.abc import Iterator

from ingest import Options
from ingest.evaluation.evaluate import evaluate
from ingest.evaluation.report import Report, Score
from scripts.gold import FIXTURES, HOLDOUT

README = FIXTURES.parent / "README.md"
START = "<!-- scores: written by scripts/write_scores.py -->"
END = "<!-- end of scores -->"
NOT_COUNTED = Score()
FIELDS = (
    *("header.ua_number", "header.kind", "header.index_number", "header.issue_date", "header.title", "header.summary"),
    *("header.countries", "header.format", "subjects.name", "subjects.aliases", "subjects.pronouns", "subjects.gender"),
    *("subjects.age", "subjects.description", "concerns", "action.instructions", "action.appeal_points"),
    *("action.deadline", "action.preferred_languages", "targets.name", "targets.honorific", "targets.role"),
    *("targets.organization", "targets.address.lines", "targets.address.street", "targets.address.city"),
    *("targets.address.region", "targets.address.postal_code", "targets.address.country", "targets.emails"),
    *("targets.phones", "targets.faxes", "targets.telexes", "targets.social", "targets.salutation"),
    *("letter.salutation", "letter.paragraphs", "letter.demands", "letter.bounds", "additional_information"),
    *("additional_information.bounds", "events", "events.date", "related_documents", "legal_references", "sections"),
    "findings",
)
GROUPS = ("header", "people", "action", "targets", "addresses", "contacts", "letter", "narrative", "structure")


def main(arguments: list[str]) -> int:
    """Measure both parts and write the table, or compare it."""
    options = Options(mentions=False)
    development = evaluate([FIXTURES], options=options, exclude=[HOLDOUT])
    scored_only = evaluate([HOLDOUT], options=options)
    before = README.read_text("utf-8")
    after = with_scores(before, scores_block(development, scored_only))
    if "--check" not in arguments:
        README.write_text(after, "utf-8")
        return 0
    if before == after:
        return 0
    print("The scores in README.md are not fresh: run python scripts/write_scores.py", file=sys.stderr)
    return 1


def with_scores(readme: str, block: str) -> str:
    """The text with the block between its two marks. Raises ValueError where a mark is missing."""
    before, _, rest = readme.partition(START)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"README.md has no place for the scores: {START} ... {END}")
    return f"{before}{START}\n{block}{END}{after}"


def scores_block(development: Report, scored_only: Report) -> str:
    """The table in Markdown, ending with a line feed: its rows are always the same, only the numbers vary."""
    return "".join(f"{line}\n" for line in _lines(development, scored_only))


def _lines(*parts: Report) -> Iterator[str]:
    yield "| | development | | | only scored | | |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    yield _row("documents", *((str(part.documents), "", "") for part in parts))
    yield _row("every field right, strict and soft", *(_right(part) for part in parts))
    yield _row("all fields, mean F1 (macro), strict and soft", *(_macro(part) for part in parts))
    yield _row("", *(("precision", "recall", "F1") for _ in parts))
    yield _row("**all values (micro)**", *(_numbers(part.total.strict) for part in parts))
    for group in GROUPS:
        yield _row(f"**{group}**", *(_numbers(_group(part, group)) for part in parts))
    for field in FIELDS:
        yield _row(f"`{field}`", *(_numbers(_field(part, field)) for part in parts))


def _row(name: str, *cells: tuple[str, str, str]) -> str:
    return f"| {' | '.join((name, *(cell for part in cells for cell in part)))} |"


def _right(report: Report) -> tuple[str, str, str]:
    return f"{report.right}", f"{report.soft_right}", ""


def _macro(report: Report) -> tuple[str, str, str]:
    return _number(report.total.macro_f1), _number(report.total.soft_macro_f1), ""


def _group(report: Report, name: str) -> Score:
    return next((one.strict for one in report.groups if one.name == name), NOT_COUNTED)


def _field(report: Report, name: str) -> Score:
    return next((one.strict for one in report.fields if one.field == name), NOT_COUNTED)


def _numbers(score: Score) -> tuple[str, str, str]:
    return _number(score.precision), _number(score.recall), _number(score.f1)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

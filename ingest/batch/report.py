"""The report of a run: one HTML file with its charts in it, to be read without a network. It runs no script."""

from collections.abc import Iterable, Mapping
from html import escape

from ingest.batch.summary import Summary

_MOST_BARS = 40
_BAR = 18
_LABEL = 150
_WIDTH = 640
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root { color-scheme: light dark; --bar: #2f6f9f; --faint: #8888; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
table { border-collapse: collapse; } td, th { padding: .15rem .8rem .15rem 0; text-align: left; vertical-align: top; }
th { border-bottom: 1px solid var(--faint); } td.n { text-align: right; font-variant-numeric: tabular-nums; }
td { overflow-wrap: anywhere; } svg { max-width: 100%; height: auto; } svg text { font-size: 12px; fill: currentColor; }
svg rect { fill: var(--bar); } .note { color: gray; }
"""
_STATUS_WORDS = {
    "done": "gave records",
    "partial": "gave records that are not complete",
    "failed": "failed",
    "skipped_duplicate": "same bytes as a file before",
    "not_a_ua": "no Urgent Action",
}


def report_html(summary: Summary) -> bytes:
    """The whole report as one page in UTF-8."""
    parts = [
        _heading(summary),
        _table("Inputs", ("", "files"), ((_STATUS_WORDS[key], count) for key, count in summary.by_status.items())),
        _chart("Records for each year", summary.by_year),
        _chart("Records for each country", summary.by_country),
        _coverage(summary),
        _chart("Errors by code", summary.by_error),
        _failures(summary),
        _table("Findings by rule", ("rule", "findings"), summary.by_rule.items()),
        _table("Families of layout", ("family", "records"), summary.by_family.items()),
        _table("Languages", ("language", "records"), summary.by_language.items()),
        _table(
            "Slowest files",
            ("file", "seconds", "MB of memory"),
            ((one.path, f"{one.seconds:.2f}", _megabytes(one.peak_memory_bytes)) for one in summary.slowest),
        ),
    ]
    page = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>uacase batch</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{''.join(parts)}</body>\n</html>\n"
    )
    return page.encode("utf-8", errors="replace")


def _heading(summary: Summary) -> str:
    return (
        f"<h1>{summary.records:,} records from {summary.inputs:,} inputs</h1>\n"
        f'<p class="note">uacase {escape(summary.program_version)}, vocabulary {escape(summary.vocabulary_version)}. '
        f"{summary.cases_in_several_records:,} cases have several records: see the view <code>same_ua</code> of the "
        "manifest.</p>\n"
    )


def _coverage(summary: Summary) -> str:
    """A bar for each part of the record: the share of records that hold it."""
    if not summary.records:
        return ""
    shares = {part: round(100 * count / summary.records) for part, count in summary.filled.items()}
    return _chart("Percent of records that hold", shares, whole=100)


def _failures(summary: Summary) -> str:
    if not summary.failures:
        return ""
    rows = (
        (one.path, one.error_code or "UA904", one.error or "The record is not complete") for one in summary.failures
    )
    more = '<p class="note">The first only; all are in the view <code>failures</code> of the manifest.</p>\n'
    whole = len(summary.failures) == summary.by_status["failed"] + summary.by_status["partial"]
    return _table("Failures", ("file", "code", "reason"), rows) + ("" if whole else more)


def _table(title: str, heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    body = "".join(f"<tr>{''.join(_cell(value) for value in row)}</tr>\n" for row in rows)
    if not body:
        return ""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    return f"<h2>{escape(title)}</h2>\n<table>\n<tr>{head}</tr>\n{body}</table>\n"


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f'<td class="n">{value:,}</td>'
    return f"<td>{escape(str(value))}</td>"


def _chart(title: str, counts: Mapping[str, int], whole: int | None = None) -> str:
    """Horizontal bars, each with its name and figure; `whole` is the longest that a bar can be."""
    if not counts:
        return ""
    shown = list(counts.items())[:_MOST_BARS] if whole is None and not _are_years(counts) else list(counts.items())
    most = whole or max(count for _, count in shown) or 1
    bars = "".join(_bar(number, name, count, most) for number, (name, count) in enumerate(shown))
    height = len(shown) * _BAR + 4
    rest = len(counts) - len(shown)
    note = f'<p class="note">and {rest:,} more</p>\n' if rest else ""
    return (
        f'<h2>{escape(title)}</h2>\n<svg role="img" aria-label="{escape(title)}" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}">\n{bars}</svg>\n{note}'
    )


def _are_years(counts: Mapping[str, int]) -> bool:
    return all(name.isdecimal() for name in counts)


def _bar(number: int, name: str, count: int, most: int) -> str:
    top = number * _BAR
    length = round((_WIDTH - _LABEL - 70) * count / most, 1)
    return (
        f'<text x="{_LABEL - 8}" y="{top + 14}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="{_LABEL}" y="{top + 3}" width="{length}" height="{_BAR - 5}"></rect>'
        f'<text x="{_LABEL + length + 6}" y="{top + 14}">{count:,}</text>\n'
    )


def _megabytes(size: int | None) -> str:
    return "" if size is None else f"{size / 1_000_000:,.0f}"

"""View: the differences of an evaluation as one self-contained HTML page, document by document.

The page holds what the documents say. It loads nothing and runs nothing.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape
from re import findall

from ingest.evaluation.report import Difference, DocumentResult, FieldScore, Report
from ingest.view.scores import difference_kind, document_name, score_text, value_text

_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; color: #1b1b1b;
  background: #fff; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid #ddd; }
th { font-weight: 600; background: #f6f6f6; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.value { width: 36%; overflow-wrap: anywhere; white-space: pre-wrap; }
code { font-size: .9em; color: #555; }
summary { cursor: pointer; font-weight: 600; padding: .3rem 0; }
del { background: #ffe0e0; color: #8a0000; text-decoration: line-through; }
ins { background: #dcf5dc; color: #04540a; text-decoration: none; }
.beside { color: #666; }
@media (prefers-color-scheme: dark) {
  body { background: #16181a; color: #e6e6e6; } th { background: #24272a; } th, td { border-color: #3a3d40; }
  code, .beside { color: #aaa; }
  del { background: #4a1d1d; color: #ffb3b3; } ins { background: #17391a; color: #b5f0b8; }
}
"""
_WORDS = r"\s+|\w+|[^\w\s]"


def differences_page(report: Report) -> bytes:
    """The page, in UTF-8."""
    return "\n".join(_page(report)).encode("utf-8", errors="replace") + b"\n"


def _page(report: Report) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>uacase evaluate</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>Differences from gold</h1>"
    yield (
        f"<p>{report.documents} documents, every field right in {report.right}. {escape(report.program)}. "
        "This page holds what the documents say: keep it as you keep them.</p>"
    )
    yield from _scores(report)
    if all(one.right and one.error is None for one in report.results):
        yield "<p>No differences.</p>"
    for result in report.results:
        if result.differences or result.error is not None:
            yield from _document(result)
    yield "</body>\n</html>"


def _scores(report: Report) -> Iterator[str]:
    yield "<details>\n<summary>Scores by field</summary>\n<table>"
    heads = ("right", "wrong", "missed", "precision", "recall", "F1", "soft F1", "span F1")
    yield "<tr><th>field</th>" + "".join(f'<th class="number">{head}</th>' for head in heads) + "</tr>"
    for field in report.fields:
        numbers = "".join(f'<td class="number">{number}</td>' for number in _numbers(field))
        yield f"<tr{_beside(field)}><td>{escape(field.field)}</td>{numbers}</tr>"
    yield "</table>\n</details>"


def _beside(field: FieldScore) -> str:
    return ' class="beside"' if field.beside else ""


def _numbers(field: FieldScore) -> tuple[str, ...]:
    strict = field.strict
    scores = (strict.precision, strict.recall, strict.f1, field.soft.f1, field.span.f1)
    return (str(strict.tp), str(strict.fp), str(strict.fn), *map(score_text, scores))


def _document(result: DocumentResult) -> Iterator[str]:
    about = f"{result.family}, {result.language}, {result.file_type}: {len(result.differences)} differences"
    yield f"<details open>\n<summary>{escape(document_name(result.name, result.record))} ({escape(about)})</summary>"
    if result.error is not None:
        yield f"<p>{escape(result.error)}</p>"
    yield "<table>\n<tr><th>field</th><th></th><th>gold</th><th>record</th></tr>"
    for difference in result.differences:
        yield _difference(difference)
    yield "</table>\n</details>"


def _difference(difference: Difference) -> str:
    gold, found = _marked(value_text(difference.gold), value_text(difference.found))
    pointer = difference.gold_pointer or difference.found_pointer or ""
    return (
        f"<tr><td>{escape(difference.field)}<br><code>{escape(pointer)}</code></td>"
        f"<td>{difference_kind(difference)}</td>"
        f'<td class="value" dir="auto">{gold}</td><td class="value" dir="auto">{found}</td></tr>'
    )


def _marked(gold: str, found: str) -> tuple[str, str]:
    """Both texts, escaped, with the words marked that the other one has not."""
    if not gold or not found:
        return escape(gold), escape(found)
    golds, founds = findall(_WORDS, gold), findall(_WORDS, found)
    left, right = [], []
    for kind, start, end, other_start, other_end in SequenceMatcher(None, golds, founds, autojunk=False).get_opcodes():
        one, other = escape("".join(golds[start:end])), escape("".join(founds[other_start:other_end]))
        left.append(one if kind == "equal" or not one else f"<del>{one}</del>")
        right.append(other if kind == "equal" or not other else f"<ins>{other}</ins>")
    return "".join(left), "".join(right)

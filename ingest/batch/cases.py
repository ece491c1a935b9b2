"""Records of one case are linked: the same Urgent Action in several files, languages and versions.

Two records belong together where they bear the same number (`UA 147/20`) or the same index number, whatever language
mark the index number ends with; and so do those that a third one joins. Nothing but what the documents state counts.
"""

import re

from ingest.batch.manifest import Manifest
from ingest.kept_patterns import compiled

_LANGUAGE_MARK = compiled(r"/[a-z]$", re.IGNORECASE)


def link_cases(manifest: Manifest) -> int:
    """Give each record with a number the id of its case, the line of the first; gives how many cases have several."""
    leader: dict[int, int] = {}
    first_with: dict[str, int] = {}
    for line, series, number, index_number in manifest.rows(
        "SELECT line, series, ua_number, index_number FROM records WHERE line IS NOT NULL ORDER BY line"
    ):
        leader[line] = line
        for key in _keys(series, number, index_number):
            _join(leader, first_with.setdefault(key, line), line)
    cases = {line: _leader(leader, line) for line in leader}
    numbered = set(first_with.values()) | {line for line, first in cases.items() if line != first}
    manifest.link_cases((case, line) for line, case in cases.items() if line in numbered)
    sizes: dict[int, int] = {}
    for case in cases.values():
        sizes[case] = sizes.get(case, 0) + 1
    return sum(size > 1 for size in sizes.values())


def _keys(series: str | None, number: str | None, index_number: str | None) -> list[str]:
    keys = []
    if number is not None:
        keys.append(f"number {series or 'UA'} {number}")
    if index_number is not None:
        parts = _LANGUAGE_MARK.sub("", index_number).upper().split("/")
        keys.append("index " + "/".join(part.lstrip("0") for part in parts))
    return keys


def _leader(leader: dict[int, int], line: int) -> int:
    while leader[line] != line:
        leader[line] = leader[leader[line]]
        line = leader[line]
    return line


def _join(leader: dict[int, int], one: int, other: int) -> None:
    """The lower line leads, so that the ids do not depend on the order of joining."""
    first, second = sorted((_leader(leader, one), _leader(leader, other)))
    leader[second] = first

"""Patterns that are kept on disk are those that `re` compiles, and a file that is spoilt costs nothing but time."""

import re
from pathlib import Path

import pytest

from ingest import kept_patterns

SOURCES = (
    (r"(?P<day>\d{1,2})\s(?P<month>[^\W\d_]+)|(?:x|(y))", re.IGNORECASE),
    (r"^(?:Ärger|öl)(?!\w)", re.IGNORECASE | re.MULTILINE),
    (r"(?-i:FU)(?P<rest>.{0,5}?)(?P=rest)", re.IGNORECASE),
    (r"(?!)", re.RegexFlag(0)),
)
TEXT = "3 May x y\nÄRGER ÖL öl\nFU fu FUabab"


@pytest.mark.parametrize(("source", "flags"), SOURCES)
def test_a_kept_pattern_is_the_same(source: str, flags: re.RegexFlag) -> None:
    kept, usual = kept_patterns.compiled(source, flags), re.compile(source, flags)
    assert kept == usual
    assert (kept.flags, kept.groups, kept.groupindex) == (usual.flags, usual.groups, usual.groupindex)
    found = [(one.span(), one.groupdict(), one.lastgroup) for one in kept.finditer(TEXT)]
    assert found == [(one.span(), one.groupdict(), one.lastgroup) for one in usual.finditer(TEXT)]


def test_what_was_kept_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "some" / "x.patterns"
    first = kept_patterns._Store(path)
    entry = first.get(*SOURCES[0])
    first._save()
    assert [one.name for one in path.parent.iterdir()] == ["x.patterns"]

    def fail(*_: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr(kept_patterns, "_compiled_now", fail)
    assert kept_patterns._Store(path).get(*SOURCES[0]) == entry


def test_old_patterns_are_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_patterns, "_MOST", 2)
    path = tmp_path / "x.patterns"
    for source, flags in SOURCES[:3]:
        store = kept_patterns._Store(path)
        store.get(source, flags)
        store._save()
    assert list(kept_patterns._Store(path)._known) == [(SOURCES[2][0], int(SOURCES[2][1]))]


@pytest.mark.parametrize("spoilt", [b"", b"\x00\x01", b"not marshalled"])
def test_a_spoilt_file_is_passed_over(spoilt: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.patterns"
    path.write_bytes(spoilt)
    assert kept_patterns._Store(path).get(*SOURCES[0])[2] == re.compile(SOURCES[0][0]).groups


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = kept_patterns._Store(tmp_path / "file" / "x.patterns")
    store.get(*SOURCES[0])
    store._save()

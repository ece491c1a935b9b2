"""Patterns that are kept are those that `re` compiles."""

import re

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
    usual = re.compile(source, flags)
    for kept in (kept_patterns.compiled(source, flags), kept_patterns.compiled.__wrapped__(source, flags)):
        assert kept == usual
        assert (kept.flags, kept.groups, kept.groupindex) == (usual.flags, usual.groups, usual.groupindex)
        found = [(one.span(), one.groupdict(), one.lastgroup) for one in kept.finditer(TEXT)]
        assert found == [(one.span(), one.groupdict(), one.lastgroup) for one in usual.finditer(TEXT)]


@pytest.mark.parametrize("letters", ["[íiìîĩï]", "['’‘`´]", "[^sć’]", r"[k\s‐-–-]", "[\U0001f600ås]"])
@pytest.mark.parametrize("flags", [re.RegexFlag(0), re.IGNORECASE])
def test_a_small_set_holds_the_same_characters(letters: str, flags: re.RegexFlag) -> None:
    every = "".join(map(chr, (*range(0x3000), 0x1F600)))
    assert kept_patterns.compiled(letters, flags).findall(every) == re.compile(letters, flags).findall(every)


def test_an_unknown_engine_is_left_to_re(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_patterns, "_engine", lambda: object())
    assert kept_patterns.compiled.__wrapped__(*SOURCES[0]) == re.compile(*SOURCES[0])


def test_a_pattern_that_is_none_is_refused_as_usual() -> None:
    with pytest.raises(re.error):
        kept_patterns.compiled("(")

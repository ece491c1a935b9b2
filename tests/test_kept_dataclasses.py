"""Dataclasses whose methods are kept are those that `dataclasses` makes."""

import dataclasses
from dataclasses import FrozenInstanceError, dataclass, field

import pytest

from ingest import kept_dataclasses


def test_kept_methods_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    sources: list[str] = []

    def counted(source: str, names: dict[str, object], made: dict[str, object]) -> None:
        sources.append(source)
        kept_dataclasses._exec(source, names, made)

    monkeypatch.setattr(dataclasses, "exec", counted, raising=False)

    @dataclass(frozen=True, slots=True)
    class Piece:
        text: str
        marks: list[str] = field(default_factory=list)

    assert any("def __init__" in source for source in sources)
    piece = Piece("a", ["b"])
    assert piece == Piece("a", ["b"]) != Piece("a")
    assert repr(piece).endswith("Piece(text='a', marks=['b'])")
    with pytest.raises(FrozenInstanceError):
        piece.text = "c"  # type: ignore[misc]

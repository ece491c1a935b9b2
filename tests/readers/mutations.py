"""Damaged files for property tests: bytes flipped, cut out, spliced in; and packages whose parts are damaged."""

import io
import time
import zipfile
from collections.abc import Callable

from hypothesis import strategies as st

from ingest.errors import UacaseError
from ingest.reading import Reading
from scripts.gold import FIXTURES

FORMATS = FIXTURES / "formats"
TEXT = FIXTURES / "modern" / "is_ethiopia_first.txt"
MOST_SECONDS = 20.0


@st.composite
def mutated(draw: st.DrawFn, whole: bytes) -> bytes:
    """`whole` with one to six bytes flipped, stretches cut or stretches of its own spliced in."""
    data = whole
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, max(0, len(data) - 1)))
        end = min(len(data), start + draw(st.integers(1, 400)))
        match draw(st.sampled_from(("flip", "cut", "splice", "bytes"))):
            case "flip":
                data = (
                    data[:start]
                    + bytes(byte ^ draw(st.integers(1, 255)) for byte in data[start : start + 1])
                    + data[start + 1 :]
                )
            case "cut":
                data = data[:start] + data[end:]
            case "splice":
                goal = draw(st.integers(0, len(data)))
                data = data[:goal] + data[start:end] + data[goal:]
            case _:
                data = data[:start] + draw(st.binary(max_size=12)) + data[start:]
    return data


@st.composite
def damaged_package(draw: st.DrawFn, whole: bytes) -> bytes:
    """A zip package one of whose parts is mutated, while the package itself is sound."""
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    parts[name] = draw(mutated(parts[name]))
    return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip package of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def parts_of(whole: bytes) -> dict[str, bytes]:
    """The parts of a zip package by their names."""
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        return {name: package.read(name) for name in package.namelist()}


def reads_or_refuses(read: Callable[[bytes], Reading | list[Reading]], data: bytes) -> None:
    """Demand a sound reading or a typed error, in bounded time."""
    started = time.process_time()
    try:
        result = read(data)
    except UacaseError:
        result = []
    assert time.process_time() - started < MOST_SECONDS
    for reading in result if isinstance(result, list) else [result]:
        is_sound(reading)


def is_sound(reading: Reading) -> None:
    """Demand that all spans of a reading lie in its text, links in order and apart, and a glyph for each character."""
    assert reading.glyphs is None or len(reading.glyphs) == len(reading.text)
    position = 0
    for link in reading.links:
        assert position <= link.start < link.end <= len(reading.text)
        position = link.end
    for start, end in reading.furniture:
        assert 0 <= start < end <= len(reading.text)


def labels(reading: Reading) -> list[tuple[str, str]]:
    """The links of a reading: label and destination."""
    return [(reading.text[link.start : link.end], link.url) for link in reading.links]


def own_text() -> str:
    """The text that the fixtures of one Urgent Action hold."""
    return TEXT.read_text("utf-8").strip()

"""The DOCX fixtures are what their script writes of their sources, byte for byte."""

from pathlib import Path

import pytest

from scripts.make_docx_fixtures import FOLDER, made

SOURCES = sorted(FOLDER.glob("*.source.toml"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_fixture_is_what_the_script_writes(source: Path) -> None:
    assert FOLDER.joinpath(source.name.replace(".source.toml", ".docx")).read_bytes() == made(source)


def test_each_fixture_has_a_source_and_gold() -> None:
    stems = {path.name.split(".")[0] for path in SOURCES}
    wanted = {f"{stem}{end}" for stem in stems for end in (".source.toml", ".docx", ".gold.json")}
    assert {path.name for path in FOLDER.iterdir()} == wanted

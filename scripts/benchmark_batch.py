"""Measure a batch: files per second, memory of the workers over the run, and that kills change no byte.

Usage: python scripts/benchmark_batch.py [--files N] [--jobs N] [--short] [--mentions] [--kills N]

The corpus is made of the text fixtures, each file with a line of its own at the end; with --short, of invented Urgent
Actions of ten lines, which take a quarter of the time and show the memory of a long run as well. With --kills the same
corpus is converted twice more: once while workers are killed at random moments, once while the whole run is, again and
again.
"""

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from scripts.gold import FIXTURES

ROOT = FIXTURES.parent
_FOLDERS = ("modern", "eras", "es", "fr", "de")
_SHORT = """URGENT ACTION
TEACHER AT RISK IN PERU
UA: {number}/20 Index: AMR 46/{number}/2020 Peru Date: 6 January 2020
Ana Flores was arrested on {day} December 2019 in Lima.
TAKE ACTION: WRITE AN APPEAL
Minister of the Interior
Fax: +51 1 418 4030
Salutation: Dear Minister
PLEASE TAKE ACTION UNTIL: {day} February 2020
"""
_PARTS = 10
_SEED = 20_26
_MEGABYTE = 1_000_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=3_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--mentions", action="store_true")
    parser.add_argument("--kills", type=int, default=0)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        run = _Run(Path(place), chosen.jobs, mentions=chosen.mentions)
        _write_corpus(run.corpus, chosen.files, short=chosen.short)
        _measure(run, chosen.files)
        if chosen.kills:
            _kill(run, chosen.kills)


@dataclass(frozen=True, slots=True)
class _Run:
    """How the command is called."""

    place: Path
    jobs: int
    mentions: bool

    @property
    def corpus(self) -> Path:
        return self.place / "corpus"

    def start(self, out: str) -> subprocess.Popen[bytes]:
        speed = [] if self.mentions else ["--no-mentions"]
        command = [sys.executable, "-m", "ingest", "batch", "--resume", *speed, "--jobs", str(self.jobs)]
        return subprocess.Popen(
            [*command, "--out", str(self.place / out), str(self.corpus)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def written(self, out: str) -> list[bytes]:
        return [(self.place / out / name).read_bytes() for name in ("records.jsonl", "findings.jsonl")]


def _write_corpus(folder: Path, count: int, *, short: bool) -> None:
    folder.mkdir()
    if short:
        for number in range(1, count + 1):
            (folder / f"{number:05}.txt").write_text(_SHORT.format(number=number, day=number % 28 + 1))
        return
    texts = [path.read_bytes() for name in _FOLDERS for path in sorted((FIXTURES / name).glob("*.txt"))]
    for number in range(count):
        (folder / f"{number:05}.txt").write_bytes(texts[number % len(texts)] + b"\nFile %d\n" % number)


def _measure(run: _Run, count: int) -> None:
    """One run that nobody disturbs."""
    started = time.perf_counter()
    process = run.start("faultless")
    peak = 0
    while process.poll() is None:
        with suppress(psutil.Error):
            peak = max(peak, psutil.Process(process.pid).memory_info().rss)
        time.sleep(0.2)
    seconds = time.perf_counter() - started
    manifest = sqlite3.connect(run.place / "faultless" / "manifest.sqlite")
    rows = manifest.execute("SELECT peak_memory_bytes, seconds FROM inputs ORDER BY position").fetchall()
    statuses = manifest.execute("SELECT status, count(*) FROM inputs GROUP BY status").fetchall()
    manifest.close()
    console = Console()
    console.print(f"{count:,} files, {run.jobs} jobs: {seconds:.0f} s, {count / seconds:.1f} files/s; {dict(statuses)}")
    console.print(
        f"most memory of the parent: {peak / _MEGABYTE:.0f} MB; load of the machine: {os.getloadavg()[0]:.1f}"
    )
    table = Table("part of the run", "median MB of a worker", "most MB", "mean seconds a file")
    for part in range(_PARTS):
        some = rows[part * len(rows) // _PARTS : (part + 1) * len(rows) // _PARTS]
        held = sorted(row[0] / _MEGABYTE for row in some)
        mean = sum(row[1] for row in some) / len(some)
        table.add_row(f"{part + 1}", f"{held[len(held) // 2]:.0f}", f"{held[-1]:.0f}", f"{mean:.3f}")
    console.print(table)


def _kill(run: _Run, kills: int) -> None:
    expected = run.written("faultless")
    chance = random.Random(_SEED)
    done = _kill_workers(run, kills, chance)
    print(f"{done} kills of workers: {'the same bytes' if run.written('workers') == expected else 'OTHER BYTES'}")
    done = _kill_runs(run, kills, chance)
    print(f"{done} kills of the run: {'the same bytes' if run.written('runs') == expected else 'OTHER BYTES'}")


def _kill_workers(run: _Run, kills: int, chance: random.Random) -> int:
    done = 0
    while done < kills:
        shutil.rmtree(run.place / "workers", ignore_errors=True)
        process = run.start("workers")
        while process.poll() is None:
            time.sleep(chance.uniform(0.0, 1.0))
            with suppress(psutil.Error, IndexError):
                workers = [one for server in psutil.Process(process.pid).children() for one in server.children()]
                if done < kills:
                    chance.choice(workers).kill()
                    done += 1
        _finish(run, "workers")
    return done


def _kill_runs(run: _Run, kills: int, chance: random.Random) -> int:
    done = 0
    while done < kills:
        process = run.start("runs")
        # A line comes when the listing is over, and then for each twentieth part: so the moments spread over the run.
        for _ in range(chance.randint(0, 3)):
            if process.stderr is not None:
                process.stderr.readline()
        time.sleep(chance.uniform(0.0, 0.5))
        if process.poll() is not None:
            # All is converted: the rest of the kills are for a run from the start.
            shutil.rmtree(run.place / "runs")
        else:
            process.kill()
            done += 1
        process.communicate()
    _finish(run, "runs")
    return done


def _finish(run: _Run, out: str) -> None:
    process = run.start(out)
    process.communicate()


if __name__ == "__main__":
    main()

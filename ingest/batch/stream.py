"""Many files as a stream of outcomes, in the order of their paths: the Python side of a batch, without its folder."""

import os
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

from ingest.batch.run import WARM, processors
from ingest.batch.workers import Done, Limits, Task, Wait, Workers
from ingest.found import Doubt
from ingest.pipeline import Options
from ingest.record import finding
from models import Outcome, Status

_JOB = "ingest.batch.conversion:outcome_of"
_AHEAD = 4
"""How many files for each worker may be done or under way before the first of them is given."""


def convert_many(
    paths: Iterable[str | os.PathLike[str]],
    *,
    jobs: int | None = None,
    options: Options | None = None,
    timeout: float = 300,
    max_memory: int = 2_000,
) -> Generator[Outcome]:
    """Convert files in `jobs` processes (None: one for each processor) and give their outcomes in the order of paths.

    Paths are taken as they are needed, and only a few outcomes are held at a time. A file that takes more than
    `timeout` seconds or `max_memory` megabytes, or crashes its process, has an outcome that says so. Nothing is raised
    for what is in a file; WorkersDoNotStart is raised where processes cannot be started, most often since the caller's
    program does not protect its start by `if __name__ == "__main__":`.
    """
    count = jobs or processors()
    chosen = options or Options()
    with Workers(_JOB, count, Limits(timeout, max_memory), preload=(WARM,)) as workers:
        yield from _in_order(workers, _Ahead(paths, chosen, _AHEAD * count))


class _Ahead:
    """Tasks for paths, held back while too many outcomes wait for an earlier one."""

    def __init__(self, paths: Iterable[str | os.PathLike[str]], options: Options, most: int) -> None:
        self._paths = iter(paths)
        self._options = options
        self._most = most
        self.names: dict[int, str] = {}

    def tasks(self) -> Iterator[Task | Wait]:
        for key, path in enumerate(self._paths):
            while len(self.names) >= self._most:
                yield Wait.A_LITTLE
            self.names[key] = Path(path).name
            yield Task(key, (os.fspath(path), self._options))


def _in_order(workers: Workers, ahead: _Ahead) -> Iterator[Outcome]:
    waiting: dict[int, Outcome] = {}
    turn = 0
    for done in workers.results(ahead.tasks()):
        waiting[done.key] = _outcome(done, ahead.names[done.key])
        while turn in waiting:
            del ahead.names[turn]
            yield waiting.pop(turn)
            turn += 1


def _outcome(done: Done, name: str) -> Outcome:
    if done.error is None:
        outcome: Outcome = done.value
        return outcome
    problem = finding(None, Doubt(done.error.rule, str(done.error)))
    return Outcome(name, Status.FAILED, (), (problem,), str(done.error), {"lost": done.seconds})

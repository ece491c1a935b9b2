"""Workers: separate processes that do one task at a time within hard limits of time and memory.

A task whose worker hangs or takes too much memory is lost, and so is one that crashes its process, twice. A worker
that is killed from outside costs nothing: the task is done again, up to `MOST_KILLS` times. No other task is ever
concerned, since a worker holds one only.

Why this is no pool of a library (tried in 2026 with two workers, 1,500 tasks of 3 ms and a `kill -9` every 0.1 s, and
400 tasks of 50 ms with one every 0.5 s):

- `concurrent.futures`, Python 3.11: the first kill breaks the executor, 1,476 to 1,489 of the 1,500 tasks failed. It
  knows no time limit for a running task, and does not say whose process died.
- loky 3.7.0: the same by design (`TerminatedWorkerError` for all that was handed in, 1,500 of 1,500), no time limits.
- pebble 5.2.3 has time limits, recycles workers and says whose task died. But its workers share one channel with one
  lock: killed at the wrong moment, a worker takes the lock with it. With tasks of 3 ms each of three runs hung with
  1,125 to 1,458 tasks never answered; with tasks of 50 ms three of four runs were whole but for the killed tasks, and
  one broke (300 of 400 failed). It watches no memory.

So each worker here has a pipe of its own and shares nothing, one loop waits for all of them, and that is the whole of
it. The operating system's own limits stand behind the loop's: an alarm that ends a worker which outlives its parent,
a ceiling on its address space, no core dumps (they would hold documents).
"""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from ingest.errors import OutOfMemory, OutOfTime, UacaseError, WorkerCrashed, WorkerKilled

MOST_KILLS = 3
"""How often a task's worker may be killed from outside until it is given up."""
_MOST_LOST_SERVERS = 50
"""How often it may be lost with the server that forks the workers: that is no sign against the task, and a kill may
cost it two workers of the same server, one after the other."""
_MOST_CRASHES = 2
"""A crash may be another's fault, such as of the task before; the second in a fresh process is the task's own."""
_LOOK_EVERY = 0.05
"""Seconds between two looks at the memory of the workers."""
_START_SECONDS = 120
"""A process that is not ready by then never will be."""
_MOST_FAILED_STARTS = 5
"""In a row; a start that was killed from outside is borne with longer."""
_MOST_KILLED_STARTS = 50
_GRACE = 5
"""Seconds after its time limit when the system itself ends a worker."""
_KILLS = {signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP} if os.name == "posix" else set()
"""Signals that come from outside; all others are a crash."""
_LOST_SERVER = 255
"""The exit code where the server that forks the workers was killed, and the worker's own is not known."""
_ENDING_SECONDS = 5
"""A killed process that waits for a disk may take its time; nobody waits for it longer."""
_MEGABYTE = 1_000_000


class WorkersDoNotStart(Exception):
    """Worker processes end before they are ready, one after the other."""

    def __init__(self) -> None:
        super().__init__(
            "The worker processes do not start. Check the memory that is left; a Python program that converts files "
            'has to do so below `if __name__ == "__main__":`.'
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """Hard limits of a task, and after how many tasks a worker is replaced by a fresh one."""

    seconds: float = 300
    megabytes: int = 2_000
    tasks: int = 200


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: the arguments of the workers' function; `key` tells tasks apart."""

    key: int
    arguments: tuple[Any, ...]


class Wait(Enum):
    """What stands in a stream of tasks where there is none yet."""

    NOT = "not"
    """The next may be asked for at once; this only lets the workers be looked after."""
    A_LITTLE = "a little"
    """There may be one after some worker has come to an end."""


@dataclass(frozen=True, slots=True)
class Done:
    """A task that came to an end: its value, or the reason why there is none (`error`).

    `again` is true where another try may go better. `peak_bytes` is the most memory that the worker held meanwhile.
    """

    key: int
    value: Any = None
    error: UacaseError | None = None
    again: bool = False
    seconds: float = 0.0
    peak_bytes: int | None = None


@dataclass(slots=True)
class _Attempt:
    """A task, and how often its process has died under it."""

    task: Task
    kills: int = 0
    lost_servers: int = 0
    crashes: int = 0


class Workers:
    """Some processes that run one function, named as `module:function`. A context: at its end none is left.

    `preload` names modules that the workers share, where the system can do that.
    """

    def __init__(self, function: str, jobs: int, limits: Limits, *, preload: tuple[str, ...] = ()) -> None:
        self._function = function
        self._limits = limits
        self._jobs = jobs
        self._context = _context(preload)
        self._workers: list[_Worker] = []
        self._failed_starts = 0

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()
        self._workers = []

    def results(self, tasks: Iterator[Task | Wait]) -> Iterator[Done]:
        """Do the tasks and give what became of each, in the order in which they end.

        A task is taken when a worker is free for it, and so no more are held than there are workers. Raises
        WorkersDoNotStart.
        """
        waiting: list[_Attempt] = []
        more = True
        while True:
            if more or waiting:
                self._fill()
            hurry = False
            if more and not waiting and any(worker.is_free for worker in self._workers):
                task = next(tasks, None)
                more = task is not None
                hurry = more and task is not Wait.A_LITTLE
                if isinstance(task, Task):
                    waiting.append(_Attempt(task))
            for worker in self._workers:
                if waiting and worker.is_free:
                    worker.begin(waiting.pop())
            if not more and not waiting and not any(worker.attempt for worker in self._workers):
                return
            yield from self._look(waiting, 0 if hurry else _LOOK_EVERY)

    def _fill(self) -> None:
        while len(self._workers) < self._jobs:
            try:
                worker = _Worker(self._context, self._function, self._limits)
            except (EOFError, OSError):
                # The server that forks them was killed. A new one comes with a try after it has wholly ended, and a
                # busy system takes a while for that: its socket is closed before its parent hears of it.
                self._count_failed_start(_MOST_KILLED_STARTS)
                time.sleep(_LOOK_EVERY)
                return
            self._workers.append(worker)

    def _look(self, waiting: list[_Attempt], seconds: float) -> Iterator[Done]:
        """Wait a little for answers, and see to it that the limits are kept."""
        ready = set(wait([source for worker in self._workers for source in worker.sources], seconds))
        for worker in tuple(self._workers):
            if ready.intersection(worker.sources):
                answer = worker.answer()
                if answer is not None:
                    yield answer
            outcome = worker.overdrawn() if worker.alive else worker.lost()
            if not worker.alive:
                self._workers.remove(worker)
                self._count_start(worker)
            if isinstance(outcome, Done):
                yield outcome
            elif outcome is not None:
                waiting.append(outcome)

    def _count_start(self, worker: "_Worker") -> None:
        if worker.was_ready:
            self._failed_starts = 0
        else:
            self._count_failed_start(_MOST_KILLED_STARTS if worker.was_killed else _MOST_FAILED_STARTS)

    def _count_failed_start(self, most: int) -> None:
        self._failed_starts += 1
        if self._failed_starts >= most:
            raise WorkersDoNotStart


def _context(preload: tuple[str, ...]) -> Any:
    """Workers are forked from a server that has the modules loaded, where the system can do that."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["ingest.batch.conversion", *preload])
    return context


class _Worker:
    """One process, from this side of its pipe."""

    def __init__(self, context: Any, function: str, limits: Limits) -> None:
        self.attempt: _Attempt | None = None
        self.was_ready = False
        self.alive = True
        self._limits = limits
        self._tasks_left = limits.tasks
        self._connection, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=_serve, args=(theirs, function, limits), daemon=True)
        self._process.start()
        theirs.close()
        self._begun = time.monotonic()
        self._held = _memory_of(self._process.pid)

    @property
    def is_free(self) -> bool:
        return self.alive and self.was_ready and self.attempt is None

    @property
    def sources(self) -> tuple[Any, ...]:
        """What becomes ready when the worker has something to say, or dies."""
        return self._connection, self._process.sentinel

    @property
    def was_killed(self) -> bool:
        """Whether something outside ended the process, and no fault of what it did."""
        code = self._process.exitcode or 0
        return -code in _KILLS or code == _LOST_SERVER

    def begin(self, attempt: _Attempt) -> None:
        self.attempt = attempt
        self._begun = time.monotonic()
        # A worker that is gone is noticed at the next look, whether it took the task or not.
        with suppress(OSError):
            self._connection.send(attempt.task.arguments)

    def answer(self) -> Done | None:
        """What the worker has said, if it is the end of its task."""
        try:
            if not self._connection.poll():
                self.alive = self._process.is_alive()
                return None
            message = self._connection.recv()
        except (EOFError, OSError):
            self.alive = False
            return None
        if message is None:
            self.was_ready = True
            return None
        assert self.attempt is not None
        value, seconds, peak = message
        error = OutOfMemory(self._limits.megabytes) if isinstance(value, MemoryError) else None
        done = Done(self.attempt.task.key, None if error else value, error, seconds=seconds, peak_bytes=peak)
        self.attempt = None
        self._tasks_left -= 1
        if self._tasks_left == 0 or (self._held.now() or 0) > self._limits.megabytes * _MEGABYTE / 2:
            self.end()
        return done

    def overdrawn(self) -> Done | None:
        """End the worker if its task takes too long or too much; a start may take too long as well."""
        seconds = time.monotonic() - self._begun
        if self.attempt is None:
            if not self.was_ready and seconds > _START_SECONDS:
                self.end()
            return None
        error: UacaseError
        if seconds > self._limits.seconds:
            error = OutOfTime(self._limits.seconds)
        elif (self._held.now() or 0) > self._limits.megabytes * _MEGABYTE:
            error = OutOfMemory(self._limits.megabytes)
        else:
            return None
        return self._give_up(error)

    def lost(self) -> Done | _Attempt | None:
        """What becomes of the task of a worker that died: it is tried again, or has ended with it."""
        # Its pipe closes a moment before it has ended, and how it ended is what counts.
        self._process.join(_ENDING_SECONDS)
        self.end()
        attempt = self.attempt
        if attempt is None:
            return None
        code = self._process.exitcode or 0
        if code == -getattr(signal, "SIGALRM", 0):
            return self._give_up(OutOfTime(self._limits.seconds))
        if code == _LOST_SERVER:
            attempt.lost_servers += 1
            lost = attempt.lost_servers
            return attempt if lost < _MOST_LOST_SERVERS else self._give_up(WorkerKilled(lost))
        if self.was_killed:
            attempt.kills += 1
            return attempt if attempt.kills < MOST_KILLS else self._give_up(WorkerKilled(attempt.kills))
        attempt.crashes += 1
        return attempt if attempt.crashes < _MOST_CRASHES else self._give_up(WorkerCrashed(_ending(code)))

    def _give_up(self, error: UacaseError) -> Done:
        assert self.attempt is not None
        peak = self._held.most
        self.end()
        again = isinstance(error, WorkerKilled)
        return Done(self.attempt.task.key, None, error, again, time.monotonic() - self._begun, peak)

    def end(self) -> None:
        """Kill the process, whatever it does; it holds nothing that has to be put away."""
        self.alive = False
        self._process.kill()
        if self._process.exitcode == _LOST_SERVER and self._process.pid is not None:
            # Its server is gone and knows no more of it.
            with suppress(OSError):
                os.kill(self._process.pid, signal.SIGKILL)
        self._process.join(_ENDING_SECONDS)
        self._connection.close()


def _ending(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


class _Held:
    """The memory that a process holds."""

    def __init__(self, pid: int) -> None:
        import psutil

        self.most: int | None = None
        self._gone: tuple[type[Exception], ...] = (psutil.Error,)
        try:
            self._process: psutil.Process | None = psutil.Process(pid)
        except psutil.Error:
            self._process = None

    def now(self) -> int | None:
        """Bytes in memory now; None where the process is gone."""
        if self._process is None:
            return None
        try:
            held = int(self._process.memory_info().rss)
        except self._gone:
            return None
        self.most = max(held, self.most or 0)
        return held


def _memory_of(pid: int | None) -> _Held:
    assert pid is not None
    return _Held(pid)


# --- the other side: what runs in the worker's process


def _serve(connection: Connection, function: str, limits: Limits) -> None:
    """Do tasks until the parent closes the pipe, by going away too."""
    _keep_quiet()
    _limit_memory(limits)
    module, _, name = function.partition(":")
    work = getattr(import_module(module), name)
    with suppress(EOFError, OSError, KeyboardInterrupt):
        connection.send(None)
        while True:
            arguments = connection.recv()
            _alarm(limits.seconds + _GRACE)
            _forget_peak()
            started = time.perf_counter()
            try:
                value = work(*arguments)
            except MemoryError:
                value = MemoryError()
            seconds = time.perf_counter() - started
            connection.send((value, seconds, _peak()))
            _alarm(0)


def _keep_quiet() -> None:
    """Leave interrupts to the parent, and keep what libraries print, which may quote a document, off the terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def _limit_memory(limits: Limits) -> None:
    """Let no single step take the machine's memory before the parent has looked; and leave no core dump behind."""
    if os.name != "posix":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "linux":
        return
    with open("/proc/self/statm") as figures:
        mapped = int(figures.read().split()[0]) * resource.getpagesize()
    ceiling = mapped + 2 * limits.megabytes * _MEGABYTE
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, hard))


def _alarm(seconds: float) -> None:
    """Let the system end this process then, also where its parent is gone and its code never comes back."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _forget_peak() -> None:
    """Let the system count the most memory anew, where it can."""
    with suppress(OSError), open("/proc/self/clear_refs", "w") as control:
        control.write("5")


def _peak() -> int | None:
    """The most bytes held in memory since then; of the whole life of the process where that is all that is known."""
    with suppress(OSError), open("/proc/self/status") as lines:
        for line in lines:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1_024
    if os.name != "posix":
        return None
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1_024

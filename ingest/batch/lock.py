"""One run at a time on one output folder.

The lock is the system's own on an open file (flock), not the file's being there: it goes with the process that held
it, also after `kill -9`, and a lock file that was left behind locks nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_NAME = "batch.lock"


class OutputInUse(Exception):
    """Another run writes to the folder. `folder` is the folder as given."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}: Another run writes to this folder. Wait until it ends, or choose another folder.")
        self.folder = folder


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock. Raises OutputInUse where another process holds it."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK_NAME, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise OutputInUse(folder) from error
    try:
        yield
    finally:
        lock.release()

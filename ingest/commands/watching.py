"""Watching: which of some files were written since they were last looked at. Looks at their times again and again."""

import time
from collections.abc import Iterator
from pathlib import Path

from ingest.commands.checked_files import files_of

_PAUSE = 0.5
"""Seconds between two looks."""

_Stamp = tuple[int, int]


def changes(names: list[str], pause: float = _PAUSE) -> Iterator[list[str]]:
    """The files at first, and then, each time that some changed or came, those; never ends by itself.

    A file counts once it stays the same between two looks, so that none is read while it is being written.
    """
    known: dict[str, _Stamp] = {}
    before = _stamps(names)
    while True:
        now = _stamps(names)
        settled = [name for name, stamp in now.items() if before.get(name) == stamp and known.get(name) != stamp]
        known = {name: known[name] for name in known if name in now} | {name: now[name] for name in settled}
        if settled:
            yield settled
        before = now
        time.sleep(pause)


def _stamps(names: list[str]) -> dict[str, _Stamp]:
    """Time and size of each file that is there."""
    stamps: dict[str, _Stamp] = {}
    for name in files_of(names):
        try:
            state = Path(name).stat()
        except OSError:
            continue
        stamps[name] = (state.st_mtime_ns, state.st_size)
    return stamps

"""The memory that a command's process may take: what asks for more fails with an error and not with the machine."""

import sys
from pathlib import Path

USUAL_MEGABYTES = 2_000
_STATUS = Path("/proc/self/statm")


def limit_memory(megabytes: int) -> None:
    """Let the process take so many megabytes (of 1,000,000 bytes) more than now. Without effect outside of Linux.

    What a library written in C makes of it is its own affair: some end the process.
    """
    if sys.platform != "linux" or not _STATUS.exists():
        return
    import resource

    now = int(_STATUS.read_text("ascii").split()[0]) * resource.getpagesize()
    wanted = now + megabytes * 1_000_000
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard == resource.RLIM_INFINITY or wanted < hard:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))

"""A time limit that a conversion keeps by itself: its long loops ask now and then whether the time is over.

Nothing is interrupted from outside, so a program that calls the library stays as it is. What a C library does in one
call is not watched; only a process of its own can be ended there.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from ingest.errors import TimeExceeded

T = TypeVar("T")

_STEPS = 256
_deadline: ContextVar[tuple[float, float] | None] = ContextVar("deadline", default=None)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """What runs inside may take so many seconds. Limits inside limits: the one that ends first counts."""
    outer = _deadline.get()
    here = (time.monotonic() + seconds, seconds)
    token = _deadline.set(here if outer is None or here[0] < outer[0] else outer)
    try:
        yield
    finally:
        _deadline.reset(token)


def seconds_left() -> float | None:
    """How many seconds there still are; None where no limit is set."""
    limit = _deadline.get()
    return None if limit is None else limit[0] - time.monotonic()


def check_time() -> None:
    """Raise TimeExceeded if the time is over; nothing where no limit is set."""
    limit = _deadline.get()
    if limit is not None and time.monotonic() > limit[0]:
        raise TimeExceeded(limit[1])


def in_time(items: Iterable[T]) -> Iterator[T]:
    """The items, the time looked at now and then. Raises TimeExceeded."""
    for count, item in enumerate(items):
        if count % _STEPS == 0:
            check_time()
        yield item

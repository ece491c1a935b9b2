"""Property tests draw the same examples in each run: one that fails can be run again, one that passed stays so.

Each process of the tests reads scans by one thread: there are as many processes as cores, and threads that wait for one
another cost a fifth more.

What is loaded before the first test (the modules, the list of tests) stays to the end: it is kept out of the collection
of garbage, which otherwise takes a tenth of the time of all conversions.
"""

import gc

import pytest
from hypothesis import settings

from ingest.readers.ocr import rapid
from tests.called import Called

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
rapid._THREADS = 1

_OBJECTS_BETWEEN_COLLECTIONS = 20_000


def pytest_collection_finish() -> None:
    """Before the first test of this process."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 100)


@pytest.fixture
def called(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Called:
    return Called(capfdbinary, monkeypatch)

"""Property tests draw the same examples in each run: one that fails can be run again, one that passed stays so.

Each process of the tests reads scans by one thread: there are as many processes as cores, and threads that wait for one
another cost a fifth more.
"""

import pytest
from hypothesis import settings

from ingest.readers.ocr import rapid
from tests.called import Called

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
rapid._THREADS = 1


@pytest.fixture
def called(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Called:
    return Called(capfdbinary, monkeypatch)

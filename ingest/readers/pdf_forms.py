"""Engine: whether a PDF's forms, drawings that pages and other forms draw again, can keep PDFium busy without an end.

A form may draw itself, or ten others of which each draws ten: PDFium follows all of it inside one call, which nothing
in this process can stop. So a file in which forms draw forms is first opened by a process of its own.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice

from ingest.deadline import check_time, seconds_left
from ingest.errors import TimeExceeded

USUAL_SECONDS = 120.0
"""For opening the pages, where no limit is set."""
_FORM = re.compile(rb"/Subtype\s{0,20}/(?:Form\b|[^\s/<>\[\]()]{0,30}#)")
"""A form, or a name with an escaped letter, which may be one. A form is a stream, so it is never packed away."""
_OWN_RESOURCES = re.compile(rb"/Resources\s{0,20}(?:<<|(?P<object>\d{1,9})\s{1,20}\d{1,5}\s{1,20}R)")
_LONGEST_DICTIONARY = 20_000
_MOST_LOOKED_AT = 200
"""Forms; a file with more of them is opened by a process of its own, whatever they are."""
_PROGRAM = """
import sys
import pypdfium2
document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
for index in range(len(document)):
    document[index].close()
"""


def require_end(data: bytes) -> None:
    """Raise TimeExceeded if forms draw forms in a PDF and its pages are not open when the time is over."""
    forms = [match.start() for match in islice(_FORM.finditer(data), _MOST_LOOKED_AT + 1)]
    if len(forms) <= _MOST_LOOKED_AT and not any(_may_draw_forms(data, start) for start in forms):
        return
    left = seconds_left()
    limit = USUAL_SECONDS if left is None else max(left, 0.0)
    try:
        subprocess.run(
            [sys.executable, "-P", "-c", _PROGRAM],
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        check_time()
        raise TimeExceeded(limit) from error
    except OSError:
        # Where no process can be started, nothing is known, and most such files are sound.
        return


def _may_draw_forms(data: bytes, position: int) -> bool:
    """Whether the form whose dictionary holds `position` has resources among which forms may be."""
    start = data.rfind(b"obj", max(0, position - _LONGEST_DICTIONARY), position)
    end = data.find(b"stream", position, position + _LONGEST_DICTIONARY)
    if start < 0 or end < 0:
        return True
    dictionary = data[start:end]
    own = _OWN_RESOURCES.search(dictionary)
    if own is None or b"/XObject" in dictionary:
        # Without resources of its own it has those of the page.
        return True
    return own["object"] is not None and any(b"/XObject" in one for one in _objects(data, int(own["object"])))


def _objects(data: bytes, number: int) -> Iterator[bytes]:
    """The objects of a number; one that may hold anything where it is packed away."""
    found = False
    for match in re.finditer(rb"(?<!\d)%d\s{1,20}\d{1,5}\s{1,20}obj" % number, data):
        found = True
        yield data[match.end() : data.find(b"endobj", match.end(), match.end() + _LONGEST_DICTIONARY)]
    if not found:
        yield b"/XObject"

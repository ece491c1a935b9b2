"""How the command's process starts and ends: as any other, but sooner."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def ran(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_what_is_to_be_done_at_the_end_is_done() -> None:
    done = ran(
        "import atexit, sys\n"
        "from ingest.starting import end_at_once\n"
        "atexit.register(print, 'last', file=sys.stderr)\n"
        "sys.stdout.write('no line feed')\n"
        "end_at_once(3)"
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "no line feed", "last\n")


def test_the_end_waits_for_other_threads() -> None:
    done = ran(
        "import threading, time\n"
        "from ingest.starting import end_at_once\n"
        "threading.Thread(target=lambda: (time.sleep(0.2), print('written'))).start()\n"
        "end_at_once(1)"
    )
    assert (done.returncode, done.stdout) == (1, "written\n")


@pytest.mark.parametrize("early", [True, False], ids=["before Pydantic", "behind Pydantic"])
def test_pydantic_finds_no_plugins_and_validates(early: bool) -> None:
    start = "import ingest.starting; ingest.starting.start_quickly()"
    model = "import pydantic\nclass Page(pydantic.BaseModel):\n    number: int"
    done = ran(
        "\n".join((*((start, model) if early else (model, start)), "print(Page(number='7').number)"))
        + "\nfrom pydantic.plugin._loader import get_plugins\nprint(list(get_plugins()))"
    )
    assert (done.stdout, done.stderr) == ("7\n[]\n", "")


def test_what_else_the_plugin_loader_has_is_there() -> None:
    done = ran(
        "import ingest.starting; ingest.starting.start_quickly()\n"
        "from pydantic.plugin._loader import PYDANTIC_ENTRY_POINT_GROUP\nprint(PYDANTIC_ENTRY_POINT_GROUP)"
    )
    assert (done.stdout, done.stderr) == ("pydantic\n", "")


@pytest.mark.parametrize("before", ["", "import logging\n"], ids=["not yet loaded", "loaded before"])
def test_what_libraries_log_goes_nowhere(before: str) -> None:
    done = ran(
        f"{before}from ingest.starting import silence_logging\nsilence_logging()\n"
        "import logging\nlogging.getLogger('some.library').warning('a name')\nprint(logging.__spec__.name)"
    )
    assert (done.stdout, done.stderr) == ("logging\n", "")


def test_a_check_loads_no_logging() -> None:
    done = ran(
        "import sys\nfrom ingest.cli import main\nmain(['check', 'fixtures/rules/base/is_2018.txt'])\n"
        "print('logging' in sys.modules)"
    )
    assert done.stdout.splitlines()[-1] == "False"


def test_annotations_given_as_text_are_evaluated() -> None:
    done = ran(
        "import ingest.starting; ingest.starting.start_quickly()\n"
        "import typing\ndef told(pages: 'list[\"Page\"]', *more: 'int'): ...\nclass Page: ...\n"
        "print(typing.get_type_hints(told), typing.ForwardRef('Page'))"
    )
    kinds = "{'pages': list[__main__.Page], 'more': <class 'int'>}"
    assert (done.stdout, done.stderr) == (f"{kinds} ForwardRef('Page')\n", "")


def test_only_patterns_of_modules_are_kept() -> None:
    done = ran(
        "from ingest import kept_patterns\nkept_patterns.keep_patterns_of_modules()\n"
        "import re\nasked = []\nusual = kept_patterns.compiled\n"
        "kept_patterns.compiled = lambda source, flags=0: asked.append(source) or usual(source, flags)\n"
        "def named(): return re.compile('of a function')\n"
        "named()\nre.compile(b'of bytes')\n"
        "class Page: number = re.compile('of a (?P<page>class)', re.IGNORECASE)\n"
        "re.sub('of a module', '', '')\nprint(asked, Page.number.search('OF A CLASS')['page'])"
    )
    assert (done.stdout, done.stderr) == ("['of a (?P<page>class)', 'of a module'] CLASS\n", "")

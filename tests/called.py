"""The command, run in the process of the tests: for what does not depend on how a program starts and ends."""

import subprocess
from pathlib import Path

import pytest

from ingest.cli import main

ROOT = Path(__file__).parent.parent
_LIMITED = ("convert", "explain")
"""Commands that limit the memory of their process, which here is that of the tests that follow."""


class Called:
    """Runs the command in a folder, and takes what it writes from the process's own streams."""

    def __init__(self, captured: pytest.CaptureFixture[bytes], patch: pytest.MonkeyPatch) -> None:
        self._captured = captured
        self._patch = patch
        for command in _LIMITED:
            patch.setattr(f"ingest.commands.{command}.limit_memory", lambda megabytes: None)
        patch.delenv("COLUMNS", raising=False)

    def __call__(self, *arguments: str | Path, folder: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
        self._patch.chdir(folder)
        self._captured.readouterr()
        try:
            code = main([*map(str, arguments)])
        except SystemExit as ending:
            code = int(ending.code or 0)
        return subprocess.CompletedProcess(arguments, code, *self._captured.readouterr())

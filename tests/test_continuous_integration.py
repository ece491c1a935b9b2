"""The action's steps as shell, and the hooks of pre-commit in a temporary repository, as far as no network is needed.

The action's first step installs from package indexes; here a program that is installed already takes its place.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.cases import base

ROOT = Path(__file__).parent.parent


def draft(path: Path, *, faulty: bool) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = base("is_2018")
    path.write_text(text.replace("contact@justice-et", "contact@justice@et") if faulty else text, "utf-8")
    return path


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A command `uacase` that runs this source."""
    path = tmp_path / "bin" / "uacase"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m ingest "$@"\n')
    path.chmod(0o755)
    return path


def steps() -> list[str]:
    """The shell of the action's steps, in order."""
    text = (ROOT / "action.yml").read_text("utf-8")
    blocks = re.findall(r"^      run: \|\n((?:        .*\n)+)", text, re.MULTILINE)
    return ["".join(line[8:] + "\n" for line in block.splitlines()) for block in blocks]


def act(folder: Path, program: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The action's last step, as a runner starts it."""
    installed = folder / "temp" / "uacase" / "bin"
    installed.mkdir(parents=True, exist_ok=True)
    shutil.copy(program, installed / "uacase")
    given = {"PATHS": ".", "ARGUMENTS": "", "OUTPUT": "github", "OUTPUT_FILE": "", **inputs}
    variables = {f"UACASE_{key}": value for key, value in given.items()}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", steps()[-1]],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "RUNNER_TEMP": str(folder / "temp"), **variables},
        capture_output=True,
        text=True,
    )


def test_the_action_annotates(tmp_path: Path, program: Path) -> None:
    draft(tmp_path / "drafts" / "a.txt", faulty=True)
    done = act(tmp_path, program, PATHS="drafts", ARGUMENTS="--as-of 2000-01-01")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=drafts/a.txt,line=18,")


def test_the_action_writes_a_file_and_passes(tmp_path: Path, program: Path) -> None:
    draft(tmp_path / "drafts" / "a.txt", faulty=False)
    given = {"ARGUMENTS": "--as-of 2000-01-01", "OUTPUT": "sarif", "OUTPUT_FILE": "out.sarif"}
    done = act(tmp_path, program, PATHS="drafts/*.txt", **given)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert '"version": "2.1.0"' in (tmp_path / "out.sarif").read_text("utf-8")


def test_inputs_are_no_shell(tmp_path: Path, program: Path) -> None:
    done = act(tmp_path, program, PATHS="$(touch${IFS}evil) ;touch evil")
    assert done.returncode != 0
    assert not (tmp_path / "evil").exists()


def test_no_step_writes_an_input_into_its_shell() -> None:
    assert len(steps()) == 2
    assert "${{" not in "".join(steps())


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_the_hook_runs(tmp_path: Path, program: Path) -> None:
    """`language: python` would build an environment from package indexes; `system` runs the same entry from here."""
    pytest.importorskip("pre_commit")
    hooks, drafts = tmp_path / "hooks", tmp_path / "drafts"
    hooks.mkdir()
    manifest = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    (hooks / ".pre-commit-hooks.yaml").write_text(manifest.replace("language: python", "language: system"), "utf-8")
    draft(drafts / "bad.txt", faulty=True)
    draft(drafts / "good.txt", faulty=False)
    for folder in (hooks, drafts):
        git(folder, "init", "-q")
        git(folder, "add", ".")
        git(folder, "commit", "-qm", "first")

    def tried(*files: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pre_commit", "try-repo", str(hooks), "uacase-check", "--files", *files]
        paths = {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)}
        return subprocess.run(command, cwd=drafts, env=paths, capture_output=True, text=True)

    (drafts / "uacase.toml").write_text('ignore = ["UA302"]', "utf-8")
    failed = tried("bad.txt")
    assert failed.returncode == 1
    assert "UA203 error" in failed.stdout
    assert tried("good.txt").returncode == 0

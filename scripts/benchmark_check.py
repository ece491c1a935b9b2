"""How long `uacase check` of a text draft takes, beside what Python needs to import its libraries, in one run.

`python scripts/benchmark_check.py [DRAFT] [--rounds N]` starts both programs in turns and compares the least processor
time and the least time on the clock of each. The goal: at most 1.5 times the imports and 150 ms, and half a second from
the start of the process on an ordinary machine that does nothing else.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
DRAFT = ROOT / "fixtures" / "rules" / "base" / "is_2018.txt"
IMPORTS = "import pydantic, phonenumbers, dateparser"
# An installed program has its modules compiled.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
FACTOR, MARGIN, LIMIT = 1.5, 0.15, 0.5


def seconds(program: list[str]) -> tuple[float, float]:
    """Processor time and time on the clock of one start of a program. Raises SystemExit where it fails."""
    before, started = os.times(), time.perf_counter()
    done = subprocess.run(program, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    elapsed, after = time.perf_counter() - started, os.times()
    if done.returncode not in (0, 1):
        raise SystemExit(f"the program ended with {done.returncode}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return spent, elapsed


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("draft", nargs="?", type=Path, default=DRAFT)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    programs = {
        "imports": [sys.executable, "-c", IMPORTS],
        "check": [sys.executable, "-m", "ingest", "check", "--as-of", "2000-01-01", str(chosen.draft.resolve())],
    }
    seconds(programs["check"])
    rounds = [{name: seconds(program) for name, program in programs.items()} for _ in range(chosen.rounds)]
    spent = {name: min(one[name][0] for one in rounds) for name in programs}
    clock = {name: min(one[name][1] for one in rounds) for name in programs}
    goal = FACTOR * spent["imports"] + MARGIN
    for name in programs:
        print(f"{name:8} {spent[name] * 1000:7.0f} ms processor {clock[name] * 1000:7.0f} ms clock")
    print(f"goal     {goal * 1000:7.0f} ms processor {LIMIT * 1000:7.0f} ms clock")
    print(f"check / goal: {spent['check'] / goal:.2f}; check / imports: {spent['check'] / spent['imports']:.2f}")


if __name__ == "__main__":
    main()

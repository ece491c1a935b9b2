"""A batch as a program of its own, to be killed: `python -m tests.batch_run OUT CONVERTER JOBS INPUT...`."""

import sys
from pathlib import Path

from ingest.batch.manifest import InputStatus
from ingest.batch.run import Plan, run_batch
from ingest.batch.workers import Limits

BEGUN = "begun"


class Told:
    """Says on standard output when the listing is over, and keeps quiet about the rest."""

    def found(self, count: int) -> None:
        """Nothing."""

    def begin(self, total: int, ended: int) -> None:
        """Say that the conversion begins."""
        print(BEGUN, flush=True)

    def ended(self, status: InputStatus) -> None:
        """Nothing."""

    def step(self, what: str) -> None:
        """Nothing."""


if __name__ == "__main__":
    out, converter, jobs, *inputs = sys.argv[1:]
    limits = Limits(seconds=2 if "hang" in out else 300)
    plan = Plan(
        tuple(inputs),
        Path(out),
        jobs=int(jobs),
        limits=limits,
        resume=True,
        convert=f"tests.batch_converters:{converter}",
    )
    run_batch(plan, Told())

"""uacase: Urgent Actions become structured, validated case records. This is the whole public API."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.batch.stream import convert_many
    from ingest.errors import UacaseError
    from ingest.pipeline import Options, convert
    from models import CaseRecord, Outcome, Status

__version__ = "0.1.0"
__all__ = ["CaseRecord", "Options", "Outcome", "Status", "UacaseError", "convert", "convert_many"]

_HOMES = {
    "CaseRecord": "models",
    "Options": "ingest.pipeline",
    "Outcome": "models",
    "Status": "models",
    "UacaseError": "ingest.errors",
    "convert": "ingest.pipeline",
    "convert_many": "ingest.batch.stream",
}


def __getattr__(name: str) -> object:
    """Import a public name at its first use, so that the command line starts without the pipeline."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)

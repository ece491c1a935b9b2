"""uacase: Urgent Actions become structured, validated case records. This is the whole public API."""

from ingest.errors import UacaseError
from ingest.pipeline import Options, convert
from models import CaseRecord, Outcome, Status

__all__ = ["CaseRecord", "Options", "Outcome", "Status", "UacaseError", "convert"]

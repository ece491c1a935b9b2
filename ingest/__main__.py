"""`python -m ingest` is the command `uacase`."""

from ingest.cli import process

if __name__ == "__main__":
    process()

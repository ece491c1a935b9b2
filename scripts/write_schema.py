"""Write the published JSON Schema, `models/case_record.schema.json`, from the models.

Usage: python scripts/write_schema.py [--check]

With --check nothing is written; exit code 1 says that the committed file is not what the models give.
"""

import sys
from pathlib import Path

from models.schema import case_record_schema_text

SCHEMA_FILE = Path(__file__).parent.parent / "models" / "case_record.schema.json"


def main(arguments: list[str]) -> int:
    """Write the file, or compare it."""
    text = case_record_schema_text()
    if "--check" not in arguments:
        SCHEMA_FILE.write_text(text, "utf-8")
        return 0
    if SCHEMA_FILE.is_file() and SCHEMA_FILE.read_text("utf-8") == text:
        return 0
    print("models/case_record.schema.json is not fresh: run python scripts/write_schema.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

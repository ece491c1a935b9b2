"""Complete hand-written gold records with evidence, offsets, source and mentions of the program's own record.

Usage: python scripts/complete_gold.py [--dry-run] PATH ...

A PATH is a document, its `.gold.json`, or a folder of them. A gold record is only completed if each hand-written
value agrees with the program's; otherwise the differences are listed and the file stays as it is. With --dry-run no
file is changed. Headings are compared without their final colon, findings by their rules alone. Exit code: 0 if all
agree, 1 if one does not.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest import Options, convert
from ingest.evaluation.contract import BESIDE, contract, misfits
from ingest.evaluation.gold import document_of, gold_of, heading_by_hand, is_complete, rule_codes
from ingest.evaluation.scoring import Comparison, compare_record
from ingest.evaluation.similarity import is_empty
from ingest.view.scores import parted, value_text
from scripts.gold import gold_files, in_holdout, read_gold


def main(arguments: list[str]) -> int:
    """Complete what the arguments name and return the exit code."""
    dry_run = "--dry-run" in arguments
    paths = [Path(argument) for argument in arguments if argument != "--dry-run"]
    if not paths:
        print(__doc__)
        return 2
    results = [complete(gold, dry_run=dry_run) for path in paths for gold in _golds(path)]
    print(f"{sum(results)} of {len(results)} agree")
    return 0 if all(results) else 1


def _golds(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from gold_files(path)
    elif path.name.endswith(".gold.json"):
        yield path
    else:
        yield gold_of(path)


def complete(gold_path: Path, *, dry_run: bool) -> bool:
    """Complete one gold record if it agrees, unless `dry_run`; say what became of it."""
    if in_holdout(gold_path):
        print(f"{gold_path}: left alone, it belongs to the holdout")
        return False
    if not gold_path.is_file():
        print(f"{gold_path}: there is no such gold record; write its values by hand first")
        return False
    gold = read_gold(gold_path)
    try:
        outcome = convert(document_of(gold_path), options=Options(strict=True))
    except Exception as error:
        print(f"{gold_path}: the program failed: {type(error).__name__}: {error}")
        return False
    if outcome.record is None:
        print(f"{gold_path}: no record: {outcome.error}")
        return False
    record = outcome.record.model_dump(mode="json", by_alias=True)
    found = list(differences(gold, record))
    if found:
        print(f"{gold_path}: {len(found)} differences (- gold, + program)", *found, sep="\n  ")
        return False
    before = gold_path.read_text("utf-8")
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    if dry_run:
        print(f"{gold_path}: agrees")
        return True
    gold_path.write_text(text, "utf-8")
    print(f"{gold_path}: {_deed(before, text, was_complete=is_complete(gold))}")
    return True


def _deed(before: str, after: str, *, was_complete: bool) -> str:
    if before == after:
        return "unchanged"
    return "refreshed" if was_complete else "completed"


def differences(gold: dict[str, Any], record: dict[str, Any]) -> Iterator[str]:
    """Where the hand-written values of a gold record and the program's record differ, a line each."""
    yield from misfits(gold)
    for key in contract():
        if key not in gold:
            yield f"/{key}: the gold record has no such member"
            continue
        found = [one for one in compare_record({key: gold[key]}, record) if not one.strict and one.field not in BESIDE]
        yield from map(_difference, found)
        if not found and _by_hand(key, gold[key]) != _by_hand(key, record[key]):
            yield f"/{key}: every value that gold states agrees, but the order differs or a member is absent"


def _difference(one: Comparison) -> str:
    gold, found = parted(value_text(one.gold), value_text(one.found))
    parts = [f"- {gold}"] * (one.gold_pointer is not None) + [f"+ {found}"] * (one.found_pointer is not None)
    return f"{one.gold_pointer or one.found_pointer}: {' '.join(parts)}"


def _by_hand(key: str, value: Any) -> Any:
    """A value of the record as far as it is written by hand, without what is empty."""
    if key == "sections":
        return [(one["kind"], heading_by_hand(one["heading"])) for one in value]
    if key == "findings":
        return sorted(rule_codes(value))
    return _stated(value)


def _stated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _stated(one) for key, one in value.items() if not is_empty(one)}
    return [_stated(one) for one in value] if isinstance(value, list) else value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

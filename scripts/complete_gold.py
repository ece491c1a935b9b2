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
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from ingest import Options, convert
from scripts.gold import document_of, gold_files, gold_of, in_holdout, is_complete, read_gold

FROM_THE_PROGRAM = frozenset({"schema_version", "source", "evidence", "mentions", "text"})
LONGEST_SHOWN = 150


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
    for key in record:
        if key in FROM_THE_PROGRAM:
            continue
        if key not in gold:
            yield f"/{key}: the gold record has no such member"
            continue
        yield from _compared(_by_hand(key, gold[key]), _by_hand(key, record[key]), f"/{key}")
    for key in gold.keys() - record.keys() - FROM_THE_PROGRAM:
        yield f"/{key}: the contract has no such member"


def _by_hand(key: str, value: Any) -> Any:
    """A value of the record as far as it is written by hand."""
    if key == "sections":
        return [{"kind": one["kind"], "heading": _without_colon(one["heading"])} for one in value]
    if key == "findings":
        return sorted(one if isinstance(one, str) else one["rule"] for one in value)
    return value


def _without_colon(heading: str | None) -> str | None:
    return heading.rstrip().removesuffix(":").rstrip() if heading else None


def _compared(gold: Any, program: Any, pointer: str) -> Iterator[str]:
    if isinstance(gold, dict) and isinstance(program, dict):
        for key in sorted(gold.keys() | program.keys()):
            yield from _compared(gold.get(key), program.get(key), f"{pointer}/{key}")
    elif isinstance(gold, list) and isinstance(program, list):
        yield from _compared_lists(gold, program, pointer)
    elif isinstance(gold, str) and isinstance(program, str) and gold != program:
        yield f"{pointer}: {_where_texts_part(gold, program)}"
    elif type(gold) is not type(program) or gold != program:
        yield f"{pointer}: - {_shown(gold)} + {_shown(program)}"


def _compared_lists(gold: list[Any], program: list[Any], pointer: str) -> Iterator[str]:
    """What one list has and the other has not; members that stand in each other's place are compared in depth."""
    matcher = SequenceMatcher(None, [_shown(one, None) for one in gold], [_shown(one, None) for one in program], False)
    for kind, gold_start, gold_end, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        shared = min(gold_end - gold_start, end - start)
        for offset in range(shared):
            index = gold_start + offset
            yield from _compared(gold[index], program[start + offset], f"{pointer}/{index}")
        for index in range(gold_start + shared, gold_end):
            yield f"{pointer}/{index}: - {_shown(gold[index])}"
        for index in range(start + shared, end):
            yield f"{pointer}/{index}: + {_shown(program[index])}"


def _where_texts_part(gold: str, program: str) -> str:
    """Both texts, without most of what they begin with in common."""
    if max(len(gold), len(program)) <= LONGEST_SHOWN:
        return f"- {_shown(gold)} + {_shown(program)}"
    common = next(
        (i for i, (a, b) in enumerate(zip(gold, program, strict=False)) if a != b), min(len(gold), len(program))
    )
    start = max(0, common - 30)
    return f"from character {start}: - {_shown(gold[start:])} + {_shown(program[start:])}"


def _shown(value: Any, length: int | None = LONGEST_SHOWN) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if length is None or len(text) <= length else f"{text[:length]}\u2026"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

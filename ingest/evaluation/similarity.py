"""When two values are the same: strictly, softly, and how alike they are otherwise."""

import json
import unicodedata
from functools import lru_cache
from typing import Any

_ALIKE = 60.0
"""Per cent of likeness below which two texts have nothing to do with each other."""
_STROKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


def is_empty(value: object) -> bool:
    """Whether a value states nothing: null, false, and what holds nothing else. A flag that is not set is no value."""
    if isinstance(value, dict):
        return all(is_empty(one) for one in value.values())
    return value is None or value is False or value == "" or value == []


def canonical(value: object) -> str:
    """A text that is equal for equal values only; 1 and true differ, and so do null and a text."""
    if isinstance(value, dict):
        value = {key: one for key, one in value.items() if not is_empty(one)}
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def agrees(gold: object, found: object) -> bool:
    """Whether `found` says what `gold` says, in all members that gold has; what is empty agrees with what is absent."""
    if isinstance(gold, dict) and isinstance(found, dict):
        return all(agrees(value, found.get(key)) for key, value in gold.items())
    if isinstance(gold, list) and isinstance(found, list):
        return len(gold) == len(found) and all(map(agrees, gold, found))
    return (is_empty(gold) and is_empty(found)) or canonical(gold) == canonical(found)


def folded(value: object, *, literal: bool = False) -> str:
    """The value without letter case, accents, punctuation and spacing; a `literal` one without letter case only.

    A text of nothing but punctuation stays as it is.
    """
    text = value if isinstance(value, str) else canonical(value)
    return text.casefold().strip() if literal else _folded(text)


@lru_cache(maxsize=65_536)
def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()).translate(_STROKED)
    # Only marks that combine are accents; the vowel signs of Indic scripts are letters.
    kept = "".join(
        char for char in decomposed if unicodedata.category(char)[0] in "LNM" and not unicodedata.combining(char)
    )
    return kept or text


def likeness(one: object, other: object) -> float:
    """How alike two values are: 1 where equal, 0.99 where equal but for what is folded, 0 where unrelated."""
    from rapidfuzz.fuzz import ratio

    if canonical(one) == canonical(other):
        return 1.0
    first, second = folded(one), folded(other)
    if first == second:
        return 0.99
    if not isinstance(one, str | dict) or not isinstance(other, str | dict):
        return 0.0
    return min(ratio(first, second, score_cutoff=_ALIKE) / 100, 0.98)


def part_likeness(gold: dict[str, Any], found: dict[str, Any]) -> float:
    """The sum of likenesses of all leaf values that two parts can share, over the members that gold has."""
    total = 0.0
    for key, value in gold.items():
        other = found.get(key)
        if is_empty(value) or is_empty(other):
            continue
        if isinstance(value, dict) and isinstance(other, dict):
            total += part_likeness(value, other)
        elif isinstance(value, list) and isinstance(other, list):
            total += sum(max(likeness(one, another) for another in other) for one in value)
        else:
            total += likeness(value, other)
    return total

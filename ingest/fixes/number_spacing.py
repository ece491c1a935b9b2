"""Fix: a phone or fax number that is valid, but not set as +251 11 552 0874, is set so (ITU-T E.123).

A number without its country's code gets it only where UA207 missed it: the record then has it by the country that the
target's address prints.
"""

import re
from collections.abc import Iterable, Iterator

from ingest.document import Span
from ingest.fixes.fix import Fix
from ingest.kept_patterns import compiled
from ingest.numbering_plans import plans
from ingest.rules.draft import Draft
from models import Finding

WITHOUT_CODE = "UA207"
_POINTER = compiled(r"/targets/\d+/(?:phones|faxes)/\d+")
_GROUPED = compiled(r"\+\d{1,3}(?: \d{1,6}){2,8}")
_WRITTEN = compiled(r"[+\d\s().\u2010-\u2013/-]+")


def offered(draft: Draft, findings: Iterable[Finding]) -> Iterator[Fix]:
    """The numbers of the record that are written otherwise. `findings` are those that the draft is left with."""
    without_code = [(one.start or 0, one.end or 0) for one in findings if one.rule == WITHOUT_CODE]
    for pointer, places in draft.record.evidence.items():
        if not _POINTER.fullmatch(pointer):
            continue
        for place in places:
            new = _international(_value(draft, pointer))
            complained = any(start < place.end and place.start < end for start, end in without_code)
            if new is not None and _may_be(place.quote, new, complained):
                span = Span(place.start, place.end)
                mends = frozenset({WITHOUT_CODE} if complained else ())
                yield Fix(span, place.quote, new, "the number in international form", mends)


def _value(draft: Draft, pointer: str) -> str:
    _, _, target, kind, index = pointer.split("/")
    held = draft.record.targets[int(target)]
    return (held.phones if kind == "phones" else held.faxes)[int(index)]


def _international(value: str) -> str | None:
    """The number in groups; None for one with an extension, or that is not valid after all."""
    phonenumbers = plans()
    if ";" in value:
        return None
    number = phonenumbers.parse(value)
    if not phonenumbers.is_valid_number(number):
        return None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return re.sub(r"[^+\d]+", " ", written)


def _may_be(quote: str, new: str, complained: bool) -> bool:
    """Whether the quote is the whole number, written otherwise."""
    if _GROUPED.fullmatch(quote) or not _WRITTEN.fullmatch(quote) or "\n" in quote:
        return False
    if quote.count("(") != quote.count(")"):
        return False
    code, _, national = new.removeprefix("+").partition(" ")
    digits, national = re.sub(r"\D", "", quote), national.replace(" ", "")
    if quote.lstrip().startswith("+"):
        return digits == code + national
    return complained and digits in (national, f"0{national}")

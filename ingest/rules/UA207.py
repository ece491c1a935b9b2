"""A phone or fax number has no international prefix, in a UA that is sent to several countries.

Why: Abroad it cannot be dialled, and a program has to guess its country from the address.

Bad:
    Washington DC 20009
    Phone: 202 555 0142

Good:
    Washington DC 20009
    Phone: +1 202 555 0142
"""

import re
from collections.abc import Iterator

from ingest.kept_patterns import compiled
from ingest.numbering_plans import plans
from ingest.rules.draft import Draft
from ingest.rules.expectations import Expected
from ingest.rules.rule import Problem
from models import SocialNetwork, Target

NEEDS = ("header", "targets")


def check(draft: Draft) -> Iterator[Problem]:
    """Fires at each number printed without its country code; those of the configured home country need none.

    Old documents were written for the exchanges of their day.
    """
    if not draft.expects(Expected.CURRENT_CODES):
        return
    for index, target in enumerate(draft.record.targets):
        for pointer, number in _numbers(target):
            places = draft.spans(f"/targets/{index}/{pointer}")
            if not places or _has_code(draft.quote(places[0]), number) or _is_at_home(draft, number):
                continue
            message = f"this number has no country code; write it as {_international(number)}"
            yield Problem(message, places[0], f"/targets/{index}/{pointer}")


def _numbers(target: Target) -> Iterator[tuple[str, str]]:
    """The target's numbers in E.164, each with its pointer below the target."""
    for key, numbers in (("phones", target.phones), ("faxes", target.faxes)):
        for place, number in enumerate(numbers):
            yield f"{key}/{place}", number
    for place, account in enumerate(target.social):
        if account.network is SocialNetwork.WHATSAPP and account.handle:
            yield f"social/{place}/handle", account.handle


def _has_code(printed: str, number: str) -> bool:
    """Whether a printed number shows its country code: behind a plus, a prefix for abroad, or bare and in full.

    A short second number ("or 542 1648") goes by the first, where its evidence begins.
    """
    if compiled(r"[(\s]*[+\uff0b]").match(printed):
        return True
    digits = compiled(r"\D").sub("", printed)
    code = _code(number)
    return bool(re.match(rf"(?:00|011|810)?{code}", digits)) and len(digits) >= len(
        compiled(r"\D").sub("", _bare(number))
    )


def _bare(number: str) -> str:
    return number.partition(";")[0]


def _code(number: str) -> int:
    return int(plans().parse(_bare(number), None).country_code or 0)


def _is_at_home(draft: Draft, number: str) -> bool:
    home = draft.settings.home
    return home is not None and plans().country_code_for_region(home.upper()) == _code(number)


def _international(number: str) -> str:
    parsed = plans().parse(_bare(number), None)
    return str(plans().format_number(parsed, plans().PhoneNumberFormat.INTERNATIONAL))

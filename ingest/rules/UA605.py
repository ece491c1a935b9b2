"""A private phone number, e-mail address or home address of the person at risk stands in the text.

Why: The Urgent Action goes to thousands, and those who threaten the person read it too.

Bad:
    ... His family can be called; his phone number is +251 91 123 45 67. He lives at 12 Churchill Road ...

Good:
    ... His family can be reached through the office of the Urgent Action network ...
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from ingest import vocabulary
from ingest.document import Span
from ingest.kept_patterns import compiled
from ingest.paragraphs import paragraphs
from ingest.rules.draft import Draft
from ingest.rules.rule import Problem
from ingest.sentences import sentences
from models import SectionKind

NEEDS = ("targets", "subjects")
_TOLD = (
    SectionKind.SUMMARY,
    SectionKind.LETTER,
    SectionKind.ADDITIONAL_INFORMATION,
    SectionKind.BACKGROUND,
    SectionKind.SUBJECT_NAMES,
)
_PHONE = compiled(r"(?<![\w/.])\+?\(?\d(?:[ ().-]{0,3}\d){6,14}(?![\w/])")
_EMAIL = compiled(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_NEAR = 80


def check(draft: Draft) -> Iterator[Problem]:
    """Fires in the narrative and the name line at a number, e-mail or street that words make the person's own.

    What belongs to a target or to the configured domains is none; nor is a prison or an office where they are held.
    """
    for part in draft.parts(*_TOLD):
        for paragraph in paragraphs(draft.document, part.body):
            for parts in sentences(draft.document, paragraph):
                for span in parts:
                    yield from _in_sentence(draft, span)


def _in_sentence(draft: Draft, span: Span) -> Iterator[Problem]:
    key = "any_phone" if _names_the_person(draft, span) else "phone"
    for place in _behind(draft, key, _phone, span):
        yield Problem("this looks like a private phone number of the person at risk; take it out", place)
    for place in _emails(draft, span):
        yield Problem("this looks like a private e-mail address of the person at risk; take it out", place)
    for place in _behind(draft, "home", _street, span):
        yield Problem("this looks like the home address of the person at risk; name the town only", place)


def _names_the_person(draft: Draft, span: Span) -> bool:
    """Whether a sentence holds a part of a subject's name."""
    words = {word for one in draft.record.subjects for word in one.name.split() if len(word) > 2 and word[0].isupper()}
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", draft.quote(span)) for word in words)


def _behind(draft: Draft, key: str, wanted: Callable[[], re.Pattern[str]], span: Span) -> Iterator[Span]:
    """What is wanted, shortly behind words of the key, once for each place; its pattern is made when one is there."""
    seen: set[Span] = set()
    for cue in vocabulary.pattern("private_contacts", key).finditer(draft.text, *span):
        match = wanted().search(draft.text, cue.end(), min(span.end, cue.end() + _NEAR))
        if match and Span(*match.span()) not in seen:
            seen.add(Span(*match.span()))
            yield Span(*match.span())


def _emails(draft: Draft, span: Span) -> Iterator[Span]:
    for match in _EMAIL.finditer(draft.text, *span):
        if _is_public(draft, match.group().casefold()):
            continue
        cue = vocabulary.pattern("private_contacts", "email").search(
            draft.text, max(span.start, match.start() - _NEAR), match.start()
        )
        if cue or _holds_a_name(draft, match.group().partition("@")[0]):
            yield Span(*match.span())


def _is_public(draft: Draft, address: str) -> bool:
    known = {email.casefold() for target in draft.record.targets for email in (*target.emails, *target.copy_emails)}
    domain = address.partition("@")[2]
    own = any(domain == one or domain.endswith(f".{one}") for one in draft.settings.own_domains)
    return own or address in known


def _holds_a_name(draft: Draft, local: str) -> bool:
    """Whether the part before the at sign is made of two words of one subject's name."""
    letters = vocabulary.without_marks(local)
    return any(
        sum(vocabulary.without_marks(word) in letters for word in name.split() if len(word) > 2) >= 2
        for subject in draft.record.subjects
        for name in (subject.name, *subject.aliases)
    )


def _phone() -> re.Pattern[str]:
    return _PHONE


@cache
def _street() -> re.Pattern[str]:
    """A street with a house's number, in either order."""
    street = vocabulary.expression("addresses", "street")
    joined = vocabulary.alternatives("addresses", "street_ending")
    number = vocabulary.alternatives("writing", "number_word")
    word = r"[^\W\d_][\w'\u2019-]{0,30}"
    return compiled(
        rf"(?:\d{{1,5}}[a-zA-Z]?,?\s{{1,3}}(?:{word}\s{{1,3}}){{0,4}}{street})"
        rf"|(?:{street}\.?\s{{1,3}}(?:{word}[\s,]{{1,3}}){{0,5}}(?:{number}\.?\s?)?\d{{1,5}}(?![\d/]))"
        rf"|(?:{word}{joined}\s{{1,3}}\d{{1,4}})",
        re.IGNORECASE,
    )

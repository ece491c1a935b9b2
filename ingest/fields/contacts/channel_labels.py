"""Part of the field `targets`: the labels of channels, salutation and copies in a block."""

import re
from functools import cache

from ingest import vocabulary
from ingest.document import Span
from ingest.fields import misread
from ingest.kept_patterns import compiled, compiled_once
from models import SocialNetwork

SOCIAL_KEYS = {
    "twitter": SocialNetwork.TWITTER,
    "facebook": SocialNetwork.FACEBOOK,
    "instagram": SocialNetwork.INSTAGRAM,
    "telegram": SocialNetwork.TELEGRAM,
    "telegram_address": SocialNetwork.TELEGRAM,
    "whatsapp": SocialNetwork.WHATSAPP,
    "youtube": SocialNetwork.YOUTUBE,
    "vk": SocialNetwork.VK,
    "weibo": SocialNetwork.WEIBO,
    "other_social": SocialNetwork.OTHER,
}
CHANNEL_KEYS = ("email", "phone", "fax", "phone_and_fax", "telex", "website", *SOCIAL_KEYS)
LABEL_KEYS = (*CHANNEL_KEYS, "salutation", "copies", "address_label")


def may_hold_label(text: str, span: Span) -> bool:
    """Whether a mark or value stands in a stretch that a label has behind it: most lines of a block hold none."""
    return _BEHIND_LABEL.search(text, *span) is not None


_BEHIND_LABEL = compiled(r"[:\uff1a=\d@]|https?:|www\.", re.IGNORECASE)


def label_pattern(*, by_ocr: bool = False) -> re.Pattern[str]:
    """Labels of channels, salutation and copies, each with its colon or dot; the group's name gives the key.

    `by_ocr`: also as OCR misreads them ("Emai1:").
    """
    return _label_pattern(by_ocr)


@cache
def _label_pattern(by_ocr: bool) -> re.Pattern[str]:
    name = f"labels{' by OCR' if by_ocr else ''}"
    return compiled_once(name, lambda: _labels_source(by_ocr), re.IGNORECASE)


def _labels_source(by_ocr: bool) -> str:
    found = [(wording.text, key) for key in LABEL_KEYS for wording in vocabulary.wordings("contacts", key)]
    found.sort(key=lambda entry: -len(entry[0]))
    labels = [(text, f"(?P<{key}_{index}>{_label_source(text, by_ocr)})") for index, (text, key) in enumerate(found)]
    # OCR misreads first letters too.
    groups = "|".join(label for _, label in labels) if by_ocr else vocabulary.by_first_letter(labels)
    at_word = r"(?<![\w@/.+-])"
    # Behind a small letter, a figure or a word in capitals: the blank or line break before the label was lost.
    glued = r"(?-i:(?<=[a-z\d])(?=[A-Z]{2}|[A-Z][a-z]{2})|(?<=[A-Z]{3})(?=[A-Z][a-z]{2}))(?=\w{2,12}\.?[ \t]{0,2}:)"
    number_word = rf"(?:[ \t]{{0,3}}(?:{vocabulary.alternatives('writing', 'number_word')}\.?)?)"
    # "Fax(es):", "E-mail (office):", "Email/s:", "Tel 2:"
    note = r"(?:[ ]?\([^()\d\n]{1,50}\)(?=[ \t]{0,3}:)|(?:/e?s|[ ]?\d)(?=[ \t]{0,3}:))?"
    # A label in two languages, one of which nobody knows ("Barua pepe/E-mail:", "Fax / Faksi:").
    second = r"(?:[ ]?/[ ]?(?P<second>[^\W\d_](?:[^\W\d_]|-){1,15}(?:[ ][^\W\d_]{2,12}){0,2})(?=[ \t]{0,3}:))?"
    opens_line = r"(?:(?<![^\n])|(?<=[\n\t ]{2}))"
    first = rf"(?:{opens_line}(?P<first>[^\W\d_](?:[^\W\d_]|-){{1,15}}(?:[ ][^\W\d_]{{2,12}}){{0,2}})/)?"
    dash = r"(?<=\w\w)[ \t]{1,3}[-\u2013\u2014](?=[ \t]{1,3}(?:[+(]{0,2}\d|[\w.+-]{1,60}@))"
    # One figure alone is no number to dial ("Brigada M\u00f3vil No. 2").
    figures = r"\d[\d ()./-]{0,4}\d"
    separator = rf"[ \t]{{0,3}}\.?[ \t]{{0,3}}[:\uff1a=]|[.;](?=[ \t]{{0,3}}(?:[+(@]|{figures}))|{dash}"
    before_value = rf"(?=(?:[ \t]{{1,3}}|\n[ \t]{{0,8}})(?:[+(]{{0,2}}[ ]?{figures}|@|https?:|www\.|[\w.+-]{{1,60}}@))"
    return (
        rf"(?:{at_word}{first}|{glued})(?:{groups}){number_word}{second}{note}"
        rf"(?P<mark>{separator}|{before_value})[ \t]{{0,6}}"
    )


def _label_source(wording: str, by_ocr: bool) -> str:
    return vocabulary.source_of(wording, misread.letters_as_printed(wording) if by_ocr else re.escape)


def social_key_of(wording: str) -> str | None:
    """The key of the social network that a wording names ("Twitter", "X/Twitter"); None for anything else."""
    for key in SOCIAL_KEYS:
        if key != "telegram_address" and vocabulary.fullmatch(wording.strip(), "contacts", key):
            return key
    return None


def label_key(match: re.Match[str]) -> str:
    """The vocabulary key of the label that matched; a phone's and a fax's side by side ("Simu/Faksi") are both."""
    aside = ("mark", "first", "second")
    named = (name for name, text in match.groupdict().items() if text is not None and name not in aside)
    key = next(named).rsplit("_", 1)[0]
    beside = match["first"] or match["second"]
    other = {"phone": "fax", "fax": "phone"}.get(key)
    is_both = beside and other and vocabulary.fullmatch(beside, "contacts", other)
    return "phone_and_fax" if is_both else key


def network_of_label(quote: str) -> SocialNetwork:
    """The network that a label such as "Twitter/X:" names."""
    match = label_pattern().match(quote + " @") or label_pattern(by_ocr=True).match(quote + " @")
    return SOCIAL_KEYS.get(label_key(match), SocialNetwork.OTHER) if match else SocialNetwork.OTHER

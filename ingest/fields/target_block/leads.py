"""Part of the field `targets`: words of a sentence that lead to a target, or to those who get copies."""

import re
from functools import cache

from ingest import vocabulary
from ingest.document import Document, Line, Span
from ingest.fields.address_rules import is_city, shows_address
from ingest.fields.contacts.channel_labels import label_pattern
from ingest.fields.offices import SURE_INSTITUTION, opens_official, organization_score, role_score
from ingest.fields.official_names import is_honorific_alone, is_titled_name
from ingest.fields.official_words import elided_article, is_connector, is_name_particle, is_role_word, opens_office
from ingest.fields.target_block.formulas import quoted_formula
from ingest.headings import asks_who_gets_copies
from ingest.kept_patterns import compiled, kept_pattern
from ingest.places import country_of
from ingest.shapes import begins_small


@cache
def _leads() -> re.Pattern[str]:
    """The words of a sentence that stand before an official or an address ("Please write to the", "at")."""
    words = vocabulary.expression("contacts", "lead_in")
    places = vocabulary.expression("contacts", "lead_to_place")
    articles = vocabulary.expression("contacts", "lead_article")
    return compiled(rf"(?:{words}|(?-i:{places}))(?:\s{{1,3}}(?-i:{articles}))?[\s:]{{1,3}}", re.IGNORECASE)


@cache
def _in_a_country() -> re.Pattern[str]:
    """In which country an official is, before him in a sentence ("and in Malaysia the Minister ...")."""
    words = vocabulary.expression("contacts", "in_place")
    articles = vocabulary.expression("contacts", "lead_article")
    to = vocabulary.expression("contacts", "copy_to")
    return compiled(
        rf"(?:[^\W\d_]{{1,3}}\s)?{words}\s(?P<place>(?-i:[^\W\d_a-z])[^,\n]{{2,30}}?)\s(?:{articles}|{to})\s"
        rf"(?-i:(?=[^\W\d_a-z]))",
        re.IGNORECASE,
    )


@cache
def _somewhere() -> re.Pattern[str]:
    """A place alone behind the word that says in which place something is ("In Oman")."""
    words = vocabulary.expression("contacts", "in_place")
    return compiled(rf"{words}\s(?P<place>[^\W\d_][^,\n]{{2,40}})")


@cache
def _addressed_to() -> re.Pattern[str]:
    """The word for "to" before an official, with an article ("To the", "An den", "Al"), or "for the attention of"."""
    to = vocabulary.expression("contacts", "copy_to")
    attention = vocabulary.expression("contacts", "for_attention")
    articles = vocabulary.expression("contacts", "lead_article")
    return compiled(rf"(?:(?P<attention>{attention})|{to})(?:\s(?:{articles}))?[\s:]{{1,3}}(?=[^\W\d_])", re.IGNORECASE)


@cache
def only_leads() -> re.Pattern[str]:
    """Words that lead to an official, before the colon that parts them from it ("and to:", "Attn:")."""
    words = vocabulary.expression("contacts", "lead_in", "for_attention")
    joins = vocabulary.expression("officials", "conjunction")
    return compiled(rf"(?:{words}|{joins})[.:]?", re.IGNORECASE)


def leads_alone(text: str) -> bool:
    """Whether the words before a colon only lead to whom a letter goes to ("Attn", "and to")."""
    return vocabulary.fullmatch(text.strip(), "contacts", "for_attention", "lead_in", "copy_to") is not None


@cache
def _sent_to() -> re.Pattern[str]:
    """The part of a sentence that says what should be sent, and where to ("Letters on the trial should go to the")."""
    verbs = vocabulary.expression("contacts", "sent_to")
    articles = vocabulary.expression("contacts", "lead_article")
    return compiled(
        rf"(?-i:[^\W\d_a-z])(?P<subject>[^,;:.\d@\"]{{2,70}}?)\s{verbs}(?:\s{{1,3}}(?-i:{articles}))?\s{{1,3}}",
        re.IGNORECASE,
    )


def _sent(document: Document, part: Span) -> re.Match[str] | None:
    """The words at the start of a part that say where letters should go, if it has some."""
    sent = _sent_to().match(document.text, *part)
    written = sent and vocabulary.pattern("phrases", "writing").search(document.text, part.start, sent.end())
    return sent if written else None


@cache
def _asked_to() -> re.Pattern[str]:
    """A capital and small words up to the one for "to" with an article ("Please write by airmail to the")."""
    to = vocabulary.expression("contacts", "copy_to")
    articles = vocabulary.expression("contacts", "lead_article")
    small = r"(?:[a-z\u00df-\u00ff'\u2019-]{1,16}\s){0,6}?"
    return compiled(rf"[^\W\d_a-z][^\W\d_]{{2,16}}\s{small}{to}(?:\s{articles})?[\s:]{{1,3}}(?=[^\W\d_a-z])")


@cache
def _to_and_colon() -> re.Pattern[str]:
    """Words up to the one for "to" and a colon ("If you can, write a short letter (of 200 words) to:", "and, if you
    can, to:").
    """
    to = vocabulary.expression("contacts", "copy_to")
    small = r"[a-z\u00df-\u00ff]{1,10}(?:,?\s[a-z\u00df-\u00ff]{1,10}){1,6},?"
    return compiled(
        rf"[ \t]{{0,40}}(?P<said>(?:[^\W\d_a-z](?:[^\n:;@()]|\([^\n:;@()]{{3,60}}\)){{15,160}}?|{small}))"
        rf"\s{to}[ \t]?:(?:[ \t]{{1,8}}|$)",
        re.MULTILINE,
    )


def end_of_request(document: Document, line: Span) -> int | None:
    """Where the request to write ends that opens a line and has "to:" at its end; None where none does.

    It asks for no copies, and its commas part nothing of a target.
    """
    asked = _to_and_colon().match(document.text, *line)
    if asked is None:
        return None
    said = asked["said"]
    if vocabulary.pattern("contacts", "copy_word").search(said):
        return None
    words = said.split()
    # "Telegrams and express letters to:"
    opens = vocabulary.match(said, "phrases", "writing") is not None
    if all(map(begins_small, words[1:] if opens else words)):
        return asked.end()
    if len(words) < _FEWEST_WORDS_OF_SENTENCE or sum(map(begins_small, words)) < _SMALL_SHARE * len(words):
        return None
    if opens_official(said):
        return None
    return asked.end() if vocabulary.pattern("phrases", "writing").search(said) else None


def end_of_lead(document: Document, behind: Span) -> int | None:
    """Where the words end that name one more receiver behind a note on copies ("... and, if possible, to: ")."""
    led = _and_to_with_colon().search(document.text, *behind)
    return led.end() if led is not None else None


@cache
def _and_to_with_colon() -> re.Pattern[str]:
    joint = vocabulary.expression("officials", "conjunction")
    to = vocabulary.expression("contacts", "copy_to")
    return compiled(rf"{joint}(?:,?\s[a-z\u00df-\u00ff]{{1,10}}){{0,6}},?\s{to}[ \t]?:[ \t]{{1,8}}(?=[^\W\d_a-z])")


@cache
def _to_alone() -> re.Pattern[str]:
    """The word for "to" alone, where the rest of its sentence stands before a comma or on the line above."""
    to = vocabulary.expression("contacts", "copy_to")
    articles = vocabulary.expression("contacts", "lead_article")
    return compiled(rf"(?P<to>{to})(?:\s{articles})?\s{{1,3}}(?=[^\W\d_a-z])")


@cache
def _aside_and_to() -> re.Pattern[str]:
    """Small words and a comma before the word for "to" with an article ("instead of a letter, to the")."""
    to = vocabulary.expression("contacts", "copy_to")
    articles = vocabulary.expression("contacts", "lead_article")
    small = r"[a-z\u00df-\u00ff'\u2019-]{1,16}"
    return compiled(rf"(?:{small}\s){{1,9}}{small},\s{to}\s{articles}\s{{1,3}}(?=[^\W\d_a-z])")


def _led(document: Document, part: Span) -> re.Match[str] | None:
    """The words that lead to an official or a place at the start of a part, if it has some."""
    lead = _leads().match(document.text, *part)
    if lead is not None:
        return lead
    asked = _asked_to().match(document.text, *part)
    if asked is not None and vocabulary.pattern("phrases", "writing").search(document.text, *asked.span()):
        rest = document.text[asked.end() : part.end]
        # "Letters to the Editor" is a page of a paper.
        printed = vocabulary.match(rest, "officials", "editor") is not None
        return asked if opens_official(rest) and not printed else None
    alone = _to_alone().match(document.text, *part)
    if alone is not None and not is_name_particle(alone["to"]):
        rest = document.text[alone.end() : part.end]
        return alone if opens_official(rest) or is_titled_name(rest) else None
    aside = _aside_and_to().match(document.text, *part)
    if aside is not None and opens_official(document.text[aside.end() : part.end]):
        return aside
    lead = _addressed_to().match(document.text, *part)
    if lead is None or not (lead["attention"] or document.text[part.start].isupper()):
        return None
    return lead if lead["attention"] or opens_official(document.text[lead.end() : part.end]) else None


def without_lead(document: Document, part: Span, before: str) -> Span | None:
    """A part of a sentence without the words that lead to what it names; None where it only says in which place."""
    placed = _in_a_country().match(document.text, *part)
    if placed is not None and country_of(placed["place"]) and placed.end() < part.end:
        return Span(placed.end(), part.end)
    somewhere = _somewhere().fullmatch(document.text, *part)
    if somewhere and (country_of(somewhere["place"]) or is_city(somewhere["place"])):
        return None
    goes_on = is_connector(document.quote(part).split()[0]) and _is_office(before) if before else False
    sent = _sent(document, part)
    if sent is None and _is_fragment(document.quote(part)) and not (shows_address(before) or goes_on):
        return None
    match = sent or _led(document, part)
    if match is None:
        return part
    rest = document.trimmed(Span(match.end(), part.end))
    if rest.start >= rest.end:
        return None
    return rest if not document.text[rest.start].islower() else part


def _is_office(text: str) -> bool:
    return role_score(text) > 0 or organization_score(text) >= SURE_INSTITUTION


_FEWEST_WORDS_OF_FRAGMENT = 4
_FEWEST_WORDS_OF_SENTENCE = 6
_SMALL_SHARE_OF_SENTENCE = 0.75
_SMALL_SHARE = 0.6


def _is_fragment(text: str) -> bool:
    """Whether a part is a piece of a sentence in small letters, and neither an office nor an address."""
    words = text.split()
    if len(words) >= _FEWEST_WORDS_OF_SENTENCE and sum(map(begins_small, words)) >= _SMALL_SHARE_OF_SENTENCE * len(
        words
    ):
        return not (opens_official(text) or shows_address(text) or (is_role_word(words[0]) and role_score(text) > 0))
    if len(words) < _FEWEST_WORDS_OF_FRAGMENT or not words[0][0].islower() or opens_office(words[0]):
        return False
    if is_titled_name(text) or role_score(text) > 0:
        return False
    small = sum(word[0].islower() for word in words)
    return small >= _SMALL_SHARE * len(words) and not shows_address(text)


def tells_where(text: str) -> bool:
    """Whether words before a colon are a sentence, mostly in small letters, and no official ("The nearest one is:")."""
    words = text.split()
    small = sum(map(begins_small, words))
    return len(words) >= _FEWEST_WORDS_OF_FRAGMENT and 2 * small >= len(words) and not opens_official(text)


@cache
def _article() -> re.Pattern[str]:
    return compiled(rf"{vocabulary.expression('contacts', 'lead_article')}\s{{1,3}}")


def without_article(document: Document, part: Span) -> Span:
    """An official at the start of a sentence's part without the article before him."""
    article = _article().match(document.text, *part)
    rest = document.text[article.end() : part.end] if article is not None else ""
    opens = opens_official(rest) or rest[:1] in ('"', "\u201c", "\u00ab")
    return Span(article.end(), part.end) if article is not None and opens else part


def behind_article_below(document: Document, line: Line, end: int) -> int:
    """Where a line of a block that ends at `end` begins without "to" alone above an article ("\u00e0 | l'Ordre")."""
    led = _to_above_article().match(document.text, line.start, end)
    return led.end() if led is not None else line.start


@kept_pattern()
def _to_above_article() -> str:
    to = vocabulary.alternatives("contacts", "copy_to")
    articles = vocabulary.alternatives("contacts", "lead_article")
    return (
        rf"[ \t]{{0,40}}(?i:{to})[ \t]{{0,4}}\n[ \t]{{0,40}}(?:{elided_article()}|{articles}\s{{1,3}})(?=[^\W\d_a-z])"
    )


_PART_OF_SENTENCE = compiled(r"[^,;()]+")
_SENTENCE_STOP = compiled(r"[\"\u201d)]?\.[\"\u201d]?(?=\s|$)")


def told_target_end(document: Document, paragraph: Span) -> int | None:
    """Where the sentence ends with which a paragraph names somebody to write to and his country; None where none does.

    It asks to write to him, or says where letters or copies should go; how to begin a letter goes with it.
    """
    text = document.text
    if not any((_sent(document, paragraph), _led(document, paragraph), _copy_lead().match(text, *paragraph))):
        return None
    parts = (match for match in _PART_OF_SENTENCE.finditer(text, *paragraph))
    placed = next((match.end() for match in parts if country_of(_SENTENCE_STOP.sub("", match.group()).strip())), None)
    if placed is None:
        return None
    channels = [match.end() for match in label_pattern().finditer(text, placed, paragraph.end)]
    formulas = [match.end() for match in quoted_formula().finditer(text, placed, paragraph.end)]
    last = max([placed, *channels, *formulas])
    stop = _SENTENCE_STOP.search(text, last, paragraph.end) if text[last - 1] != "." else None
    return stop.end() if stop else last if text[last - 1] == "." else paragraph.end


_LONGEST_ABBREVIATION = 4


def asks_for_copies(text: str) -> bool:
    """Whether a line is nothing but words that ask for copies, those who get them on the lines below."""
    alone = vocabulary.fullmatch(text.rstrip(" :"), "contacts", "copies")
    if alone is not None and len(alone.group()) > _LONGEST_ABBREVIATION:
        return True
    if _copy_heading().fullmatch(text.strip(" :*_-\u2013")) or asks_who_gets_copies(text):
        return True
    if text.endswith(":") and _names_copies_only(text.rstrip(" :")):
        return True
    words = text.rstrip(" :").rsplit(None, 1)[-1:]
    leads = text.endswith(":") or bool(words and vocabulary.fullmatch(words[0], "contacts", "copy_to"))
    led = _copy_lead().match(f"{text} X") if leads else None
    return led is not None and led.end() == len(text) + 1


def breaks_in_request(text: str, rest: str) -> bool:
    """Whether a line breaks off the words that ask for copies, which the next one ends ("Copies should | go to:")."""
    text, rest = text.strip(), rest.strip()
    if not rest[:1].islower() or not rest.endswith((":", "?")) or text.endswith((".", ":", "?")):
        return False
    asks = vocabulary.pattern("contacts", "copy_word").search(text) is not None
    return asks and asks_for_copies(f"{text} {rest}")


@cache
def _copy_heading() -> re.Pattern[str]:
    """The word for a copy, a word or two before it and the one for "to" behind it, without those who get one.

    "Con copia", "Kopien an"; or the mark of a copy alone ("cc").
    """
    words = rf"(?:[^\W\d_]{{1,12}}\s){{0,2}}{vocabulary.expression('contacts', 'copy_word')}"
    to = vocabulary.expression("contacts", "copy_to")
    return compiled(rf"{words}(?:\s{to})?|{vocabulary.expression('contacts', 'copy_mark')}\.?", re.IGNORECASE)


_MOST_WORDS_OF_COPIES = 8


def _names_copies_only(text: str) -> bool:
    """Whether a line with a colon behind it speaks of copies and names nobody ("Copies to these colleagues")."""
    words = text.split()
    named = vocabulary.pattern("contacts", "copy_word").search(text)
    if named is None or named.start() > _OPENS_CLAUSE or len(words) > _MOST_WORDS_OF_COPIES:
        return False
    rest = text[named.end() :]
    return not compiled(r"[:,;@\d]").search(rest) and not any(word[0].isupper() for word in rest.split())


@cache
def _copy_lead() -> re.Pattern[str]:
    """Words of a sentence that ask for copies, before whom to send them to.

    Either they are known as a whole, or they hold the word for a copy and, behind it, the word for "to" or a colon.
    """
    known = vocabulary.expression("contacts", "copy_lead")
    copies = vocabulary.expression("contacts", "copy_word")
    to = vocabulary.expression("contacts", "copy_to")
    articles = vocabulary.expression("contacts", "lead_article")
    any_other = rf"{copies}[^\n:.;\d@]{{0,45}}?(?:\s{to}|(?=:))"
    return compiled(
        rf"[^\n:.;\d@]{{0,60}}?(?:{known}|{any_other})[\s:]{{1,3}}(?:(?-i:{articles})\s{{1,3}}|{elided_article()})?"
        # "Copie à l'ambassade : S.E. ..."
        r"(?:(?-i:[a-z\u00df-\u00ff]{1,20})\s?:\s{1,3})?(?=[^\W\d_])",
        re.IGNORECASE,
    )


def led_to_copy(document: Document, line: Span) -> re.Match[str] | None:
    """The words of a sentence that ask for copies at the start of a line, before an official or institution."""
    led = _copy_lead().match(document.text, *line)
    if led is None:
        return None
    named = vocabulary.match(document.text, "contacts", "copies", start=line.start, end=line.end)
    if named is not None and _names_office(document.text[named.end() : led.end()]):
        # "Please copy Malaysia's High Commissioner to ...": the "to" is the office's.
        led = compiled(r"[\s\S]*").match(document.text, line.start, named.end() + 1)
    if led is None:
        return None
    first = document.text[led.end() : line.end].split()[:1]
    # An address such as "minister@example.org" opens with an office's word, and names nobody.
    if not first or "@" in first[0] or (first[0][0].islower() and not opens_office(first[0])):
        return None
    return led


def _names_office(text: str) -> bool:
    return any(word[0].isupper() and not word.isupper() and is_role_word(word) for word in text.split())


_BEHIND_TARGET = compiled(r"[,;.)]\s{1,3}(?=[^\W\d_])")
# So far behind its beginning, at most, a clause names copies.
_OPENS_CLAUSE = 25


def inline_copy(document: Document, line: Span) -> int | None:
    """Where, inside a line, a clause begins that asks for copies ("..., and copies to the High Commission ...")."""
    if vocabulary.pattern("contacts", "copy_word").search(document.text, *line) is None:
        return None
    for match in _BEHIND_TARGET.finditer(document.text, *line):
        before = document.text[line.start : match.start() + 1].split()[-1]
        if before.endswith(".") and is_honorific_alone(before):
            continue
        clause = Span(match.end(), line.end)
        named = vocabulary.pattern("contacts", "copy_word").search(document.text, *clause)
        if named is not None and named.start() - clause.start <= _OPENS_CLAUSE and led_to_copy(document, clause):
            return match.end()
    return None


@cache
def copy_mark() -> re.Pattern[str]:
    """The mark of a copy at the start of a line, without a colon, before whom it goes to ("cc  Chairperson, ...")."""
    marks = vocabulary.expression("contacts", "copy_mark")
    return compiled(rf"[ \t]{{0,20}}{marks}\.?[ \t]{{1,8}}(?-i:(?=[^\W\d_a-z]))", re.IGNORECASE)

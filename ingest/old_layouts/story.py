"""The story below a 1973-2008 header: where it begins, and where its first paragraph ends."""

from ingest import vocabulary
from ingest.document import Document, Span, plain
from ingest.kept_patterns import compiled
from ingest.paragraphs import paragraphs
from ingest.preface import behind_mail
from ingest.shapes import is_shouted, reads_as_prose, telegraphed

FEWEST_PROSE_WORDS = 12


def story_start(document: Document, span: Span) -> int:
    """Where the narrative begins: the first paragraph that reads as sentences and not as a list of names."""
    for paragraph in paragraphs(document, span):
        text = plain(document.quote(*paragraph.spans))
        told = ends_sentence(text) or telegraphed(text) or _told_in_capitals(text)
        if len(text.split()) >= FEWEST_PROSE_WORDS and told:
            return paragraph.span.start
    return span.end


_CAPITAL_STOP = compiled(r"(?P<word>[A-Z\u00c0-\u00de]{4,40})[.!?][\"\u201d')]{0,2}(?=\s|$)")
_FEWEST_SENTENCES = 2


def _told_in_capitals(text: str) -> bool:
    """Whether a text all in capitals is sentences: it ends in a full stop, and holds two of them or a verb.

    A list of names has full stops behind titles and initials alone, or one at its very end.
    """
    if not is_shouted(text) or compiled(r"[.!?][\"\u201d')]{0,2}\s{0,3}$").search(text) is None:
        return False
    short = vocabulary.word_set("abbreviations") | vocabulary.word_set("rank", "officials")
    stops = [stop["word"].casefold() for stop in _CAPITAL_STOP.finditer(text)]
    sentences = sum(word not in short and f"{word}." not in short for word in stops)
    verbs = vocabulary.word_set("auxiliary", "people")
    return sentences >= _FEWEST_SENTENCES or (
        sentences > 0 and any(word.strip(",;:.").casefold() in verbs for word in text.split())
    )


def first_paragraph_end(document: Document, body: Span) -> int:
    """Where the first paragraph of the story ends: what names a number behind that is no header any more."""
    for paragraph in paragraphs(document, Span(behind_mail(document, body), body.end)):
        text = plain(document.quote(*paragraph.spans))
        words = text.split()
        if reads_as_prose(text) and 2 * sum(word[0].islower() for word in words) > len(words):
            return paragraph.span.end
    return body.end


_STOP = compiled(r"(?P<word>\S{0,40}[a-z\u00df-\u00ff\d\"\u201d')])[.!?]")


def ends_sentence(text: str) -> bool:
    """Whether a full stop in the text ends a sentence: none behind an entry's number or an abbreviation ("Capt."), but
    the last one behind a day and its month, which may be short for another word ("on 26 May.").
    """
    abbreviations = vocabulary.word_set("abbreviations") | vocabulary.word_set("courtesy", "officials")
    abbreviations |= vocabulary.word_set("rank", "officials") | vocabulary.word_set("title", "people")
    for stop in _STOP.finditer(text):
        word = stop["word"].strip("(\"'\u201c")
        numbers = compiled(r"\d{1,2}").fullmatch(word) is not None and stop.end() < len(text)
        if stop.end() == len(text) and compiled(r"\d\s$").search(text[: stop.start()]) is not None:
            return True
        if not numbers and word.casefold() not in abbreviations and f"{word.casefold()}." not in abbreviations:
            return True
    return False

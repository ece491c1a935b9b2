"""How the list of names begins below a 1973-2008 header's number: with a country and names, or with titled names."""

from ingest import vocabulary
from ingest.case_number import INDEX_NUMBER, behind_earlier_numbers, number_in
from ingest.concern_words import first_concern
from ingest.document import Document, Span
from ingest.kept_patterns import compiled
from ingest.old_layouts.beside_number import says_more, without_dates
from ingest.old_layouts.listed_countries import glued_country
from ingest.places import country_of, find_countries
from ingest.shapes import is_number_line, is_shouted, reads_as_prose

LINES_TO_LIST = 7
"""So many lines with text may stand between a number and the list of names: index, date and the concern."""


def names_follow(document: Document, start: int, limit: int) -> bool:
    """Whether the line behind the number's begins with a country and goes on with names, as in old lists; or titled
    names stand there.
    """
    lines = _lines_below(document, start, limit)
    if lines and is_country_and_names(lines[0]):
        return not is_headline_over(lines[0].partition(":")[2], document.text[start:limit].partition(lines[0])[2])
    return titled_names_follow(document, start, limit)


def titled_names_follow(document: Document, start: int, limit: int) -> bool:
    """Whether titled names stand on the lines below the number's, or below the country there ("Herr Ali Koto")."""
    lines = _lines_below(document, start, limit)
    titled = lines[1:] if lines and country_of(lines[0]) is not None else lines
    return bool(titled) and _is_titled_entry(titled[0])


def ends_with_dates(document: Document, start: int, limit: int) -> bool:
    """Whether nothing but dates stands behind a number, and a country with names below it and its index."""
    text = document.as_read
    start = behind_earlier_numbers(text, start, limit)
    line_end = text.find("\n", start, limit)
    if line_end < 0 or compiled(r"[^\W_]").search(without_dates(text[start:line_end])):
        return False
    return any(map(is_country_and_names, _lines_below(document, start, limit)[:1]))


def _lines_below(document: Document, start: int, limit: int) -> list[str]:
    """The first lines with text below a number's line, without those with numbers and dates; none if that says more."""
    text = document.as_read
    start = behind_earlier_numbers(text, start, limit)
    line_end = text.find("\n", start, limit)
    if line_end < 0 or says_more(text[start:line_end]):
        return []
    lines = [text[line.start : line.end].strip() for line in document.lines_with_text(Span(line_end + 1, limit))]
    return [line for line in lines[:LINES_TO_LIST] if not (is_number_line(line) or _is_labelled_reference(line))]


def _is_titled_entry(text: str) -> bool:
    """Whether a line is an entry of a list of names that begins with "Mr" and the like."""
    first, *names = text.split()
    courteous = first.casefold() in vocabulary.word_set("courtesy", "officials")
    return courteous and bool(names) and names[0][0].isupper() and not reads_as_prose(text) and text[-1] not in ".:"


_LABEL_AND_REFERENCE = compiled(r"[ \t]{0,12}(?P<label>[^\W\d_][^\n:]{1,40}):[ \t]{1,20}(?=[^\n]{0,80}\d)")


def _is_labelled_reference(line: str) -> bool:
    """Whether a line below the number gives its index or date, or an earlier document, behind a label."""
    labelled = _LABEL_AND_REFERENCE.match(line)
    if labelled is None or country_of(labelled["label"].strip()) is not None:
        return False
    return is_number_line(line) or number_in(line) is not None or INDEX_NUMBER.search(line) is not None


_FEWEST_WORDS = 3
_BEHIND_SENTENCE = compiled(r"(?:\A|[.!?:]\s{1,4}|\n[ \t]{0,6}\n)\W{0,4}\w+")


def is_headline_over(behind: str, story: str) -> bool:
    """Whether words in capitals, behind a country perhaps, are a headline: few of them are names in the story below.

    A list gives names, and their ages or commas between them ("KENYA: JOHN OTIENO, 34").
    """
    words = compiled(r"[^\W\d_]{2,}").findall(behind)
    if len(words) < _FEWEST_WORDS or not behind.isupper() or compiled(r"[\d,;()/]").search(behind):
        return False
    told = set(compiled(r"[^\W\d_]{2,}").findall(_BEHIND_SENTENCE.sub(" ", story)))
    return 2 * sum(word.capitalize() in told for word in words) <= len(words)


def is_country_and_names(text: str) -> bool:
    """Whether a line begins with a country and goes on with names, and is no headline about a country."""
    if glued_country(text) and text.count(" ") > 0:
        return True
    countries = find_countries(text, Span(0, len(text)))
    if not countries or text[: countries[0][0].start].strip():
        return False
    behind = text[countries[0][0].end :]
    if _reads_on_small(behind) and not is_shouted(text[: countries[0][0].end]):
        # A headline: "Chad: teachers held without charge".
        return False
    if _opens_with_concern(behind.strip(" \t:")):
        # A headline too: "CHAD: Fear of torture / Legal concern".
        return False
    if is_shouted(text[: countries[0][0].end]) and _NAME_AND_MORE.match(behind):
        return True
    return _NAME_APART.match(behind) is not None


def _opens_with_concern(text: str) -> bool:
    """Whether words without figures, commas and brackets name a concern, with a word before it at most."""
    named = first_concern(text) if compiled(r"[\d,(]").search(text) is None else None
    return named is not None and len(text[: named.start()].split()) <= 1


def _reads_on_small(behind: str) -> bool:
    """Whether the words behind a country have no capital, or are several of which the first alone has one."""
    words = compiled(r"[^\W\d_]+").findall(behind)
    rest = " ".join(words[1:]) if len(words) >= _FEWEST_WORDS else behind
    return not any(map(str.isupper, rest))


# A colon or a wide gap, and a name or the letter in quotes that stands for one.
_NAME_APART = compiled(
    r"(?:[ \t]{0,3}/[ ]?[^\W\d_]{2,20})?(?:[ \t]{0,3}:|[ \t]{2,})[ \t]*"
    r"(?:[^\W\d_]{2}|[\"\u201c'\u2018][^\W\d_]{1,20}[\"\u201d'\u2019])"
)
# One blank is left of the tab behind a country; a name in small letters goes on with a comma or a bracket.
_NAME_AND_MORE = compiled(
    r"[ ](?:[A-Z\u00c0-\u00de][\w'\u2019-]*[a-z\u00df-\u00ff]+ ){1,4}[A-Z\u00c0-\u00de][\w'\u2019-]+(?:,[ ]|[ ]\()"
)

"""Part of the stage `furniture`: lines that stand between two pages of a text without pages.

They ask to turn over, count the page, or repeat what the document's opening says: number, index, date, headline. None
of these needs to come twice.
"""

import re
from functools import cache, cached_property

from ingest import vocabulary
from ingest.breaks import page_between
from ingest.case_number import INDEX_NUMBER, number_in
from ingest.dates import find_dates
from ingest.document import Document, Line, Span
from ingest.kept_patterns import compiled, kept_pattern
from ingest.places import country_of
from ingest.shapes import begins_small, is_banner, is_mail_line, is_shouted

_AROUND = "()[]{}<>*_-\u2013\u2014\u2026./=~+\u2192\u27a4\u00bb> \t"
_MOST_WORDS = 16
_LINES_ABOVE = 8
_FEWEST_WORDS_BROKEN_OFF = 5
_FEWEST_WORDS_TOLD = 8
_SMALL_WORDS_OF_PROSE = 0.4
"""The share of words that begin small in sentences at least: German writes its nouns with capitals."""
_LONGEST_HEADLINE = 110
_LONGEST_OPENING = 40
"""Lines."""
_MOST_PAGES = 20
_WORD = compiled(r"[^\W\d_]+|\d+")
_DIGIT = compiled(r"\d")
_COLUMNS = compiled(r"\S[ \t]{3,}\S")
_PARTS_OF_PAGES = compiled(r"(\d{1,2})\s?/\s?(\d{1,2})")
_TURNED_TO = compiled(r"[.\u2026]{1,5}\s?/\s?\d{1,2}(?:\s?[.\u2026]{1,5})?")
"""The page that is turned to (".../2")."""
_LAST_WORD = compiled(r"[a-z\u00df-\u00ff]+\.")
_MARKED = compiled(r"[-(\[*/~\u2013\u2014].*[-)\]*/~\u2013\u2014]|.*(?:\.{2,}|\u2026)")
# Letters that OCR reads for figures beside others, and the figures.
_FIGURES = {"l": "1", "I": "1", "|": "1", "O": "0", "o": "0"}
_MISREAD_FIGURE = compiled(r"(?<=[\s/])[lI|](?=\d{1,2}/)|(?<=[\d/])[lI|Oo](?=[\d/]|$)")
_PAGE_AT_END = compiled(r"^\W{0,3}\d{1,2}\W{0,3}(?=\s)|(?<=\s)\W{0,3}\d{1,2}\W{0,3}$")
_FEWEST_WORDS_OF_HEADLINE = 2
_SHORTEST_PAGE_WORD = 4
"""A shorter one stands elsewhere too ("p.", "de", "von")."""


@cache
def _turn() -> re.Pattern[str]:
    return compiled(vocabulary.made("turning over", _turn_source), re.IGNORECASE)


def _turn_source() -> str:
    texts = {wording.text for wording in vocabulary.wordings("furniture", "turn")}
    return "|".join(vocabulary.source_of(text) for text in sorted(texts, key=lambda text: (-len(text), text)))


@cache
def _page_words() -> frozenset[str]:
    return frozenset(word.strip(".") for word in vocabulary.word_set("page", "furniture"))


@cache
def _numbers_in_words() -> frozenset[str]:
    keys = vocabulary.keys("numbers")
    return frozenset(one.text.casefold() for key in keys for one in vocabulary.wordings("numbers", key))


_NAMING = (
    "banner",
    "series_name",
    "sender",
    "number_label",
    "index_label",
    "date_label",
    "dispatch_label",
    "sheet_label",
)


class RunningHeads:
    """The running heads of one document, as its opening lets them be told."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def told_from(self) -> int:
        """The index of the first line that is running text; 0 where none is long enough to tell."""
        for index, line in enumerate(self.document.lines):
            if _is_told(self.document.text[line.start : line.end].strip()):
                return index
        return 0

    @cached_property
    def story_from(self) -> int:
        """The index of the first such line that is no headline, short and alone between blank lines."""
        lines = self.document.lines
        for index, line in enumerate(lines[self.told_from :], self.told_from):
            text = self.document.text[line.start : line.end].strip()
            below = lines[index + 1] if index + 1 < len(lines) else None
            alone = below is None or not self.document.text[below.start : below.end].strip()
            if _is_told(text) and not (alone and len(text) <= _LONGEST_HEADLINE and text[-1] not in ".!?"):
                return index
        return self.told_from

    @cached_property
    def _opening(self) -> str:
        """The lines above the story, but for those of a mail's head."""
        lines = self.document.lines[: self.told_from][:_LONGEST_OPENING]
        texts = (self.document.as_read[line.start : line.end] for line in lines)
        return "\n".join(text for text in texts if not is_mail_line(text))

    @cached_property
    def _known(self) -> frozenset[str]:
        """The words of the opening, and those that name series and sender wherever they stand."""
        named = (("header", key) for key in _NAMING)
        texts = [self._opening, *(one.text for topic, key in named for one in vocabulary.wordings(topic, key))]
        return frozenset(_folded(word) for text in texts for word in _WORD.findall(text))

    def stands_between_pages(self, above: list[Line], text: str) -> bool:
        """Whether a line, with the lines `above` it, marked, belongs to the end of a page or the head of the next."""
        text = _MISREAD_FIGURE.sub(lambda found: _FIGURES[found.group()], text)
        bare = text.strip(_AROUND)
        if not text or len(text.split()) > _MOST_WORDS or len(above) <= self.told_from:
            return False
        if _TURNED_TO.fullmatch(text):
            return True
        if not bare:
            return len(text) > 1 and set(text) <= {"/"} and self._is_broken_off(above)
        if self._turns_over(above, text, bare) or self._counts_pages(above, bare) or _counts_pages_of_sender(bare):
            return True
        number = self._page_below(above)
        if number and self._counts_pages(above, f"{bare} {number}"):
            return True
        if number and self._repeats_opening(above, f"{text} {number}", below=True):
            return True
        return self._repeats_opening(above, text)

    def _page_below(self, above: list[Line]) -> str:
        """The page's number that stands alone on the line below ("Page | 2"); "" where none does."""
        behind = self.document.lines[len(above) + 1 : len(above) + 2]
        text = self.document.text[slice(*behind[0].span)].strip() if behind else ""
        return text if text.isdigit() and 1 < int(text) <= _MOST_PAGES else ""

    def _turns_over(self, above: list[Line], text: str, bare: str) -> bool:
        if not _asks_to_turn(bare) or _LAST_WORD.fullmatch(text):
            # "... until it is | over."
            return False
        marked = _MARKED.fullmatch(text) is not None
        return len(bare.split()) > 1 or not bare.isalpha() or marked or self._is_broken_off(above)

    def _counts_pages(self, above: list[Line], bare: str) -> bool:
        """Whether nothing stands there but a page ("Page two", "p. 2", "2/3", "[2]")."""
        parts = _PARTS_OF_PAGES.fullmatch(bare)
        if parts:
            return 1 < int(parts[1]) <= int(parts[2]) and self._is_broken_off(above)
        words = [word.casefold() for word in _WORD.findall(bare)]
        if len(words) == 1:
            apart = above[-1].furniture or self._is_broken_off(above)
            return bare.isdigit() and 1 < int(bare) <= _MOST_PAGES and apart
        figures = [word for word in words if word.isdigit() or word in _numbers_in_words()]
        if not _are_pages(figures) or len(words) - len(figures) > len(figures) or words[0] not in _page_words():
            return False
        if not all(word in _page_words() or word in figures for word in words):
            return False
        return len(words[0]) >= _SHORTEST_PAGE_WORD or self._is_broken_off(above)

    def _repeats_opening(self, above: list[Line], text: str, *, below: bool = False) -> bool:
        """Whether a line says nothing but what stands in the opening: with a page (`below`: on a line of its own), with
        words that the text goes on, or where it breaks off the text.
        """
        rest, referred = self._without_references(above, text)
        if rest is None:
            return False
        words = [word.casefold() for word in _WORD.findall(rest)]
        figures = [word for word in words if word.isdigit()]
        beyond = [word for word in words if _folded(word) not in self._known and not word.isdigit()]
        paged = _are_pages(figures) and all(word in _page_words() for word in beyond)
        if figures and vocabulary.search(rest, "header", "date_label") is not None:
            # The date goes on in the next line.
            return False
        if referred and (paged or _asks_to_turn(rest.strip(_AROUND + ",:;|"))):
            return True
        if paged and any(len(word) >= _SHORTEST_PAGE_WORD for word in beyond):
            return True
        if paged and (self._interrupts(above) or self._opens_page(above)):
            named = len(words) - len(beyond) - len(figures)
            if beyond:
                return named >= _FEWEST_WORDS_OF_HEADLINE
            headline = _PAGE_AT_END.sub("", rest)
            # "Gambia - 2" inside a sentence, or "Gambia: Fear of torture | 2".
            known = country_of(headline.strip(_AROUND)) is not None or (below and named > _FEWEST_WORDS_OF_HEADLINE)
            return self._is_headline(headline) or (known and (self._is_broken_off(above) or self._opens_page(above)))
        if beyond or figures:
            return False
        if referred:
            parts = self._stands_in_opening(text) and self._parts_story(above)
            return parts or self._interrupts(above) or self._opens_page(above)
        if country_of(rest) is not None:
            # A country alone ends an address.
            return False
        bannered = self._opens_with_banner_again(above, rest)
        if bannered and not is_banner(rest) and self._turns_page(above):
            return True
        again = bannered or self._is_headline(rest)
        return again and (self._is_broken_off(above) or self._opens_page(above))

    def _opens_with_banner_again(self, above: list[Line], rest: str) -> bool:
        """Whether a line in capitals opens with a banner that stands above too, and other text not right over it."""
        stands_apart = above[-1].furniture or not self.document.quote(above[-1].span).strip()
        if not stands_apart or not is_shouted(rest):
            return False
        banner = vocabulary.match(rest.strip(_AROUND), "header", "banner")
        before = self.document.as_read[: above[-1].end]
        return banner is not None and banner.group().casefold() in before.casefold()

    def _without_references(self, above: list[Line], text: str) -> tuple[str | None, bool]:
        """What a line holds besides the document's number, index and date; whether number or index was there, or a date
        beside the sender's name.

        None where one of them is none of the document's.
        """
        before = self.document.as_read[: above[-1].end]
        number = number_in(text)
        rest = text
        if number is not None:
            earlier = number_in(before)
            if earlier is None or _figures(earlier.group()) != _figures(number.group()):
                return None, False
            rest = f"{text[: number.start()]} {text[number.end() :]}"
        index = INDEX_NUMBER.search(rest)
        if index is not None:
            unlike = number is None or INDEX_NUMBER.search(before) is not None
            if unlike and index.group() not in before:
                return None, False
            rest = f"{rest[: index.start()]} {rest[index.end() :]}"
        dated = False
        for found in reversed(find_dates(rest, Span(0, len(rest)))) if _DIGIT.search(rest) else ():
            printed = rest[slice(*found.span)]
            if found.year is not None and found.month is not None and printed.casefold() in self._opening.casefold():
                rest = f"{rest[: found.span.start]} {rest[found.span.end :]}"
                dated = True
        signed = dated and vocabulary.fullmatch(rest.strip(_AROUND), "header", "sender") is not None
        return rest, number is not None or index is not None or signed

    def _is_headline(self, text: str) -> bool:
        """Whether a line is words of the opening again, in the same order, and no name."""
        headline = text.strip(_AROUND + ":,")
        words = headline.split()
        if len(words) <= _FEWEST_WORDS_OF_HEADLINE or headline.casefold() not in self._opening.casefold():
            return False
        return is_shouted(text) or 2 * sum(map(begins_small, words)) >= len(words)

    def _interrupts(self, above: list[Line]) -> bool:
        """Whether a line stands inside a sentence, or between lines that belong together; something comes behind it."""
        if not self._goes_on(above):
            return False
        return self._is_broken_off(above) or self._is_squeezed(above)

    def _stands_in_opening(self, text: str) -> bool:
        """Whether the number or index of a line is printed above the story, not only in a mail's head."""
        number, index = number_in(text), INDEX_NUMBER.search(text)
        earlier = number_in(self._opening)
        again = number is None or (earlier is not None and _figures(earlier.group()) == _figures(number.group()))
        return again and (index is None or index.group() in self._opening)

    def _parts_story(self, above: list[Line]) -> bool:
        """Whether the lines with text around a line are both running text."""
        behind = self.document.lines[len(above) + 1 :][:_LINES_ABOVE]
        around = (
            next((text for line in lines if (text := self.document.text[line.start : line.end].strip())), "")
            for lines in (reversed(above[-_LINES_ABOVE:]), behind)
        )
        return all(map(_is_told, around))

    def _opens_page(self, above: list[Line]) -> bool:
        """Whether a line stands at a page's head, and something comes behind it."""
        return self._goes_on(above) and self._turns_page(above)

    def _goes_on(self, above: list[Line]) -> bool:
        """Whether text comes behind the line below those `above`."""
        return bool(self.document.text[self.document.lines[len(above)].end :].strip())

    def _turns_page(self, above: list[Line]) -> bool:
        """Whether a page ends between a line and the last text above it."""
        told = (line for line in reversed(above) if not line.furniture and self.document.quote(line.span).strip())
        before = next(told, None)
        return before is not None and page_between(self.document, before, self.document.lines[len(above)])

    def _is_squeezed(self, above: list[Line]) -> bool:
        """Whether text stands right above and right below a line, as inside an address."""
        lines = self.document.lines
        if not 0 < len(above) < len(lines) - 1:
            return False
        around = (above[-1], lines[len(above) + 1])
        before, behind = (self.document.text[line.start : line.end].strip() for line in around)
        return bool(before) and bool(behind) and before[-1] not in ".:"

    def _is_broken_off(self, above: list[Line]) -> bool:
        """Whether the last line of text ends inside a sentence."""
        texts = (
            self.document.text[line.start : line.end].strip()
            for line in reversed(above[-_LINES_ABOVE:])
            if not line.furniture
        )
        last = next((text for text in texts if text), "")
        return len(last.split()) >= _FEWEST_WORDS_BROKEN_OFF and (last[-1].isalnum() or last[-1] in ",-")


def _folded(word: str) -> str:
    """A word without its letter case, and with one letter for those that OCR takes for each other ("Al Index")."""
    return word.casefold().replace("i", "l")


def _is_told(text: str) -> bool:
    """Whether a line is running text: many words, most of them small, in one column."""
    words = [word for word in text.split() if word[0].isalpha()]
    if len(words) < _FEWEST_WORDS_TOLD or _COLUMNS.search(text) is not None:
        return False
    return sum(map(begins_small, words)) >= _SMALL_WORDS_OF_PROSE * len(words)


def _counts_pages_of_sender(bare: str) -> bool:
    """Whether a line is the sender's name or site beside a page ("Amnesty International 2 of 3")."""
    if not (bare[-1].isdigit() or bare[0].isdigit()):
        return False
    rest, named = _sender().subn(" ", bare)
    words = [word.casefold() for word in _WORD.findall(rest)]
    figures = [word for word in words if word.isdigit()]
    return named == 1 and _are_pages(figures) and all(word in figures or word in _page_words() for word in words)


@kept_pattern(re.IGNORECASE)
def _sender() -> str:
    site = vocabulary.alternatives("contacts", "own_site")
    return rf"(?:https?://)?(?:www\.)?{site}(?![\w/])|{vocabulary.expression('header', 'sender')}"


def _are_pages(figures: list[str]) -> bool:
    """Whether figures, or one in words, can be a page's number, or that and the number of pages."""
    numbers = [int(figure) for figure in figures if figure.isdigit()]
    return len(figures) in (1, 2) and all(0 < number <= _MOST_PAGES for number in numbers)


def _asks_to_turn(words: str) -> bool:
    return _turn().fullmatch(words) is not None or _turn().fullmatch(f"{words}.") is not None


def _figures(text: str) -> list[str]:
    return [figures.lstrip("0") for figures in compiled(r"\d+").findall(text)]

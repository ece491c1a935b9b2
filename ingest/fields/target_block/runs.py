"""Part of the field `targets`: a line that lost its breaks cut into name, office, institution and address.

Segments and their labels are chosen together, by dynamic programming over the words: each word speaks for what it can
be part of, each segment must hold a word that heads it, and the best sequence wins.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, lru_cache
from itertools import combinations, pairwise

from ingest import vocabulary
from ingest.document import Document, Span
from ingest.fields.address_rules import is_city, shows_address
from ingest.fields.official_names import split_titles
from ingest.fields.official_words import (
    is_connector,
    is_in,
    is_name_particle,
    is_organization_word,
    is_role_part,
    is_role_word,
)
from ingest.fields.target_block import Label
from ingest.kept_patterns import compiled
from ingest.places import country_of


class _Kind(Enum):
    """What a word is known as."""

    TITLE = "title"
    ROLE = "role"
    ORGANIZATION = "organization"
    PORTFOLIO = "portfolio"
    CONNECTOR = "connector"
    PARTICLE = "particle"
    STREET = "street"
    FIGURE = "figure"
    CITY = "city"
    COUNTRY = "country"
    CAPITAL = "capital"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Run:
    """A segment of a line and what it is."""

    span: Span
    label: Label


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    text: str
    kind: _Kind
    bracketed: bool = False


_SPEAKS = {
    Label.NAME: {
        _Kind.TITLE: 1.5,
        _Kind.CAPITAL: 1.0,
        _Kind.PARTICLE: 0.5,
        _Kind.CITY: 0.0,
        _Kind.PORTFOLIO: -2.0,
        _Kind.SMALL: -1.5,
    },
    Label.ROLE: {
        _Kind.ROLE: 2.0,
        _Kind.PORTFOLIO: 0.8,
        _Kind.CONNECTOR: 0.4,
        _Kind.ORGANIZATION: -0.3,
        _Kind.CAPITAL: -1.0,
        _Kind.COUNTRY: -0.5,
        _Kind.CITY: -0.8,
        _Kind.SMALL: -0.5,
        _Kind.PARTICLE: 0.2,
    },
    Label.ORGANIZATION: {
        _Kind.ORGANIZATION: 2.0,
        _Kind.ROLE: 0.3,
        _Kind.PORTFOLIO: 0.8,
        _Kind.CONNECTOR: 0.4,
        _Kind.CAPITAL: -0.6,
        _Kind.COUNTRY: -0.5,
        _Kind.CITY: -0.8,
        _Kind.SMALL: -0.3,
        _Kind.PARTICLE: 0.2,
    },
    Label.ADDRESS: {
        _Kind.STREET: 2.0,
        _Kind.FIGURE: 2.0,
        _Kind.CITY: 2.0,
        _Kind.COUNTRY: 3.0,
        _Kind.CAPITAL: 0.0,
        _Kind.PARTICLE: 0.0,
        _Kind.CONNECTOR: -2.0,
        _Kind.SMALL: -0.3,
        _Kind.ORGANIZATION: -1.0,
        _Kind.PORTFOLIO: -0.8,
        _Kind.ROLE: -2.0,
    },
}
_SPEAKS_AGAINST = -4.0
_HEADS = {
    Label.NAME: frozenset({_Kind.CAPITAL, _Kind.CITY}),
    Label.ROLE: frozenset({_Kind.ROLE}),
    Label.ORGANIZATION: frozenset({_Kind.ORGANIZATION}),
    Label.ADDRESS: frozenset({_Kind.STREET, _Kind.CITY, _Kind.COUNTRY}),
}
_FOLLOWS = {
    (Label.NAME, Label.ROLE): 0.6,
    (Label.NAME, Label.ORGANIZATION): 0.3,
    (Label.NAME, Label.ADDRESS): 0.0,
    (Label.ROLE, Label.NAME): 0.6,
    (Label.ROLE, Label.ORGANIZATION): 0.5,
    (Label.ROLE, Label.ADDRESS): 0.2,
    (Label.ORGANIZATION, Label.NAME): -0.3,
    (Label.ORGANIZATION, Label.ROLE): 0.0,
    (Label.ORGANIZATION, Label.ADDRESS): 0.6,
    (Label.ADDRESS, Label.ROLE): -2.5,
    (Label.ADDRESS, Label.NAME): -3.5,
    (Label.ADDRESS, Label.ORGANIZATION): -3.5,
}
_CUT = -1.6
# "Prosecutor General's Office" is one phrase; where a break was lost, a segment begins.
_CUT_OFF = -5.0
_SEAM = 2.0
_OPENS_WITH_PORTFOLIO = -0.4
# A country's name goes on with what stands before it: "of the Republic of Kenya".
_COUNTRY_OF_OFFICE = 1.5
_LONGEST = 14
_LONGEST_NAME = 6
_FEWEST_WORDS = 6


def runs_of(document: Document, part: Span) -> list[Run]:
    """The segments of a part of a line that runs name, office, institution and address together; else none."""
    words = _words(document, part)
    if len(words) < _FEWEST_WORDS:
        return []
    runs = _best(document, words)
    labels = {run.label for run in runs}
    if Label.ADDRESS in labels and (_is_place_of_office(document, words, runs) or _ends_in_unit(words, runs)):
        return []
    if len(labels) > 1 and Label.ADDRESS in labels and runs[0].label is not Label.ADDRESS:
        return runs
    return runs if _is_ranked_behind_office(document, runs) else []


_FEWEST_RUNS = 3
_JOINS = (_Kind.CONNECTOR, _Kind.PARTICLE)


def _is_ranked_behind_office(document: Document, runs: list[Run]) -> bool:
    """Whether a name with a rank stands behind the office that opens a line, and more behind it."""
    if len(runs) < _FEWEST_RUNS or [run.label for run in runs[:2]] != [Label.ROLE, Label.NAME]:
        return False
    first = document.quote(runs[1].span).split()[0]
    return is_in("rank", first) or first.casefold() in vocabulary.word_set("abbreviations")


def _is_place_of_office(document: Document, words: list[_Word], runs: list[Run]) -> bool:
    """Whether the place that ends an office's or institution's line is its own, and no address.

    So are a city alone ("Chairman of the Council of the District of X"), an area, and a place without a street behind
    which, on the next line or behind a comma, the address stands.
    """
    if any(run.label not in (Label.ROLE, Label.ORGANIZATION) for run in runs[:-1]):
        return False
    own = [word for word in words if runs[-1].span.start <= word.span.start]
    if len(runs) == _OFFICE_AND_PLACE and (len(own) == 1 or _is_area_of_office(words, runs[-1])):
        return True
    behind = compiled(r"(?:\n|, )(?P<line>[^\n]+)").match(document.text, words[-1].span.end)
    placed = any(word.kind in (_Kind.STREET, _Kind.FIGURE) for word in own)
    return not placed and behind is not None and shows_address(behind["line"])


def _ends_in_unit(words: list[_Word], runs: list[Run]) -> bool:
    """Whether what follows an institution, with its area's number, is its unit ("Army | Area 2 Support Command")."""
    behind = len(runs) > 1 and runs[-1].label is Label.ADDRESS and runs[-2].label is Label.ORGANIZATION
    return behind and words[-1].kind is _Kind.ORGANIZATION


_OFFICE_AND_PLACE = 2


def _is_area_of_office(words: list[_Word], run: Run) -> bool:
    """Whether a run is no address but the area of the office before it.

    "Commander of the 5th | Military Region", "Comandante de la V | Zona Militar", "... Prison | System for X Region"
    """
    own = [word for word in words if run.span.start <= word.span.start < run.span.end]
    return any(
        vocabulary.fullmatch(noun.text, "addresses", "area", "region") is not None
        and all(word is noun or word.kind in _OF_AREA for word in own)
        for noun in (own[-1], own[0])
    )


_OF_AREA = (_Kind.CAPITAL, _Kind.ROLE, _Kind.ORGANIZATION, _Kind.PORTFOLIO, *_JOINS)
# Two ways to cut a row whose scores differ by less: either may be right.
_CLEARLY = 0.7
_SAME_LABEL = 0.5
_SAME_SHAPE = 1.0
_SECOND_HEAD = -3.0
_MOST_WORDS_OF_ROW = 30
_OPENERS = frozenset({_Kind.TITLE, _Kind.ROLE, _Kind.ORGANIZATION})


def cells_of(document: Document, row: Span, count: int) -> list[Run]:
    """A row that holds a cell of each of `count` columns and lost the gaps between them, cut into its cells.

    Each cell is a name, office, institution or part of an address. Empty where more than one cut may be right.
    """
    words = _words(document, row)
    if not count <= len(words) <= _MOST_WORDS_OF_ROW or _goes_on_from_above(words):
        return []
    starts = [
        place
        for place in range(1, len(words))
        if _can_begin(words[place]) and _can_end(words, place) and not _at_comma(document, words, place)
    ]
    cuts = ([0, *between, len(words)] for between in combinations(starts, count - 1))
    scored = [(score, edges, labels) for edges in cuts for score, labels in _row_scores(document, words, edges)]
    if not scored:
        return []
    best, edges, labels = max(scored, key=lambda one: one[0])
    others = [score for score, other, _ in scored if other != edges]
    if (others and best - max(others) < _CLEARLY) or not _is_sure(words, edges, labels):
        return []
    places = [Span(words[start].span.start, words[end - 1].span.end) for start, end in pairwise(edges)]
    return [Run(place, label) for place, label in zip(places, labels, strict=True)]


def _goes_on_from_above(words: list[_Word]) -> bool:
    """Whether a cell may begin small, and go on from the row above: "and" stands behind what it does not join."""
    apart = (_Kind.CAPITAL, _Kind.CITY, _Kind.FIGURE, _Kind.COUNTRY)
    return any(word.kind is _Kind.CONNECTOR and before.kind in apart for before, word in pairwise(words))


def _at_comma(document: Document, words: list[_Word], place: int) -> bool:
    return document.text[words[place - 1].span.end : words[place].span.start].strip() != ""


def _row_scores(document: Document, words: list[_Word], edges: list[int]) -> Iterator[tuple[float, list[Label]]]:
    """How well words read as cells side by side: each as what it looks most like, and all as the same."""
    cells: list[dict[Label, float]] = []
    for start, end in pairwise(edges):
        own = {
            label: score for label in _SPEAKS if (score := _cell_score(document, words, start, end, label)) is not None
        }
        if not own:
            return
        cells.append(own)
    cut = sum(_cut(words, place) for place in edges[1:-1])
    yield sum(max(own.values()) for own in cells) + cut, [max(own, key=own.__getitem__) for own in cells]
    for label in _SPEAKS:
        if all(label in own for own in cells):
            shaped = _SAME_SHAPE * (label is Label.ADDRESS and _are_alike(words, edges))
            yield sum(own[label] for own in cells) + _SAME_LABEL * len(cells) + cut + shaped, [label] * len(cells)


def _are_alike(words: list[_Word], edges: list[int]) -> bool:
    """Whether cells have the same kinds of words, figures among them, or begin with figures and end with one kind."""
    shapes = [tuple(word.kind for word in words[start:end]) for start, end in pairwise(edges)]
    if len({(shape[0], shape[-1]) for shape in shapes}) > 1:
        return False
    return shapes[0][0] is _Kind.FIGURE or (len(set(shapes)) == 1 and _Kind.FIGURE in shapes[0])


def _cell_score(document: Document, words: list[_Word], start: int, end: int, label: Label) -> float | None:
    own = words[start:end]
    if label is Label.ADDRESS and all(word.kind is _Kind.COUNTRY for word in own):
        whole = country_of(document.text[own[0].span.start : own[-1].span.end]) is not None
        return _SPEAKS[label][_Kind.COUNTRY] * len(own) if whole else None
    score = _segment_score(document, words, start, end, label)
    if score is None or label not in (Label.ROLE, Label.ORGANIZATION):
        return score
    heads = sum(
        word.kind in _HEADS[label] and before.kind in (_Kind.CAPITAL, _Kind.CITY, _Kind.COUNTRY, _Kind.PORTFOLIO)
        for before, word in pairwise(own)
    )
    return score + _SECOND_HEAD * heads


def _is_sure(words: list[_Word], edges: list[int], labels: list[Label]) -> bool:
    """Whether each cell begins with a word that begins one, or all are names, or places that are alike."""
    if set(labels) == {Label.NAME}:
        return True
    cells = [words[start:end] for start, end in pairwise(edges)]
    if set(labels) == {Label.ADDRESS}:
        firsts, lasts = {cell[0].kind for cell in cells}, {cell[-1].kind for cell in cells}
        alike = (firsts == {_Kind.FIGURE} or len(firsts) == len(lasts) == 1) and _Kind.CAPITAL not in lasts
        if alike or _are_alike(words, edges):
            return True
    return all(
        following[0].kind in _OPENERS
        or before[-1].kind is _Kind.COUNTRY
        or vocabulary.match(" ".join(word.text for word in following), "addresses", "post_box") is not None
        for before, following in pairwise(cells)
    )


_WORD = compiled(r"[^\s,;|]+")
_GLUE = compiled(r"(?<=[a-z\u00df-\u00ff])(?=[A-Z\u00c0-\u00dd\d])|(?<=\d)(?=[A-Z][a-z])")


def _words(document: Document, part: Span) -> list[_Word]:
    words: list[_Word] = []
    # In a line in capitals joining words are in capitals too ("BOTSCHAFT DER REPUBLIK").
    shouted = document.quote(part).isupper()
    for match in _WORD.finditer(document.text, *part):
        for span in _unglued(document, Span(*match.span())):
            text = document.quote(span)
            title = bool(split_titles(f"{text} Xx Xx") >= len(text)) and text[0].isupper()
            before = document.text[part.start : span.start]
            kind = _Kind.CONNECTOR if shouted and is_connector(text) else _kind(text, title)
            words.append(_Word(span, text, kind, before.count("(") > before.count(")")))
    return _with_phrases(document, words)


_LONGEST_PHRASE = 4
_ORDINAL = compiled(r"\d{1,3}(?:st|nd|rd|th|er|e|\u00e8me|[ao\u00aa\u00ba\u00b0.])")


def _with_phrases(document: Document, words: list[_Word]) -> list[_Word]:
    """The words, those of a post box, country or city of several words known as such."""
    told = list(words)
    for index, (before, word) in enumerate(pairwise(words), 1):
        # "Commander of the 5th Military Region": a number of order inside an office.
        if before.kind is _Kind.CONNECTOR and _ORDINAL.fullmatch(word.text):
            told[index] = replace(word, kind=_Kind.CAPITAL)
    for index, word in enumerate(words[2:], 2):
        # "High Commissioner for Australia in Papua New Guinea": the end of a country's name inside an office.
        near = [other.kind in _JOINS for other in words[index - _LONGEST_PHRASE + 1 : index]]
        if word.kind is _Kind.COUNTRY and any(near) and not near[-1]:
            told[index] = replace(word, kind=_Kind.CAPITAL)
    for index, (word, following) in enumerate(pairwise(words)):
        # "Chief of the Bor District Police", "Region People's Government": the institution of a region.
        owned = following.text.endswith(("'s", "\u2019s")) and index + 2 < len(words)
        behind = words[index + 2] if owned else following
        if word.kind is _Kind.STREET and behind.kind is _Kind.ORGANIZATION and _is_region(word.text):
            told[index] = replace(word, kind=_Kind.PORTFOLIO)
    for start in range(len(words)):
        for count in range(min(_LONGEST_PHRASE, len(words) - start), 1, -1):
            text = document.text[words[start].span.start : words[start + count - 1].span.end]
            joined = any(word.kind in _JOINS for word in words[max(0, start - _LONGEST_PHRASE) : start])
            # "for St Petersburg"
            own = words[start].kind is _Kind.STREET or not joined
            kind = _phrase_kind(text) if own and words[start].kind not in _JOINS else None
            if kind is not None:
                told[start : start + count] = [replace(word, kind=kind) for word in words[start : start + count]]
                break
    return told


def _is_region(word: str) -> bool:
    return any(word.casefold() in vocabulary.word_set(key, "addresses") for key in ("region", "region_noun"))


@lru_cache(maxsize=20_000)
def _phrase_kind(text: str) -> _Kind | None:
    if vocabulary.fullmatch(text, "addresses", "post_box"):
        return _Kind.STREET
    if country_of(text):
        return _Kind.COUNTRY
    return _Kind.CITY if is_city(text) else None


def _unglued(document: Document, span: Span) -> list[Span]:
    """A word, or the two or more that a lost break ran together ("SecurityMinistry")."""
    text = document.quote(span)
    cuts = [match.start() for match in _GLUE.finditer(text) if _is_seam(text, match.start())]
    edges = [0, *cuts, len(text)]
    return [Span(span.start + start, span.start + end) for start, end in pairwise(edges)]


def _is_seam(text: str, position: int) -> bool:
    before, behind = compiled(r"(?<=[a-z])(?=[A-Z])").split(text[:position])[-1], text[position:]
    known = (_Kind.ROLE, _Kind.ORGANIZATION, _Kind.STREET, _Kind.COUNTRY, _Kind.CITY, _Kind.PORTFOLIO)
    first = compiled(r"(?<=[a-z])(?=[A-Z\d])").split(behind)[0]
    return (len(before) > 2 and _kind(before, False) in known) or (len(first) > 2 and _kind(first, False) in known)


_NUMBERED_UNIT = compiled(r"[IVXLC]{1,6}/[A-Z][\w'\u2019-]{2,20}")


@cache
def _numbered() -> frozenset[str]:
    """The words that only stand before a number ("No."), as one word each; "N." may be an initial."""
    words = vocabulary.word_set("number_word")
    return frozenset("".join(word.split()) for word in words if not word.endswith("."))


@lru_cache(maxsize=20_000)
def _kind(text: str, is_title: bool) -> _Kind:
    bare = text.strip(".:()'\u2019\"")
    if any(char.isdigit() for char in text):
        return _Kind.FIGURE
    if country_of(text):
        return _Kind.COUNTRY
    if is_name_particle(text) and text[0].islower():
        return _Kind.PARTICLE
    if is_connector(text) and not text[0].isupper():
        return _Kind.CONNECTOR
    if bare.casefold() in _numbered():
        return _Kind.FIGURE
    if vocabulary.fullmatch(text, "addresses", "street", "post_box", "building", "area") and not is_role_word(text):
        return _Kind.ORGANIZATION if is_organization_word(text) else _Kind.STREET
    if is_role_word(text):
        return _Kind.ROLE
    if is_organization_word(text):
        return _Kind.ORGANIZATION
    if bare.casefold() in vocabulary.word_set("portfolio", "officials"):
        return _Kind.PORTFOLIO
    if is_title:
        return _Kind.TITLE
    if is_city(bare):
        return _Kind.CITY
    if _NUMBERED_UNIT.fullmatch(bare):
        # "IX/Udayana", the number and name of a command
        return _Kind.SMALL
    return _Kind.CAPITAL if bare[:1].isupper() or (bare[:1].isalpha() and not bare.isascii()) else _Kind.SMALL


def _best(document: Document, words: list[_Word]) -> list[Run]:
    """The best sequence of segments over all words."""
    best: list[dict[Label, tuple[float, list[Run]]]] = [{} for _ in range(len(words) + 1)]
    for end in range(1, len(words) + 1):
        if not _can_end(words, end):
            continue
        for start in range(end):
            if start and (not best[start] or not _can_begin(words[start])):
                continue
            for label in Label:
                own = _segment_score(document, words, start, end, label)
                if own is None:
                    continue
                runs = Run(Span(words[start].span.start, words[end - 1].span.end), label)
                for before, (total, taken) in best[start].items() if start else [(None, (0.0, []))]:
                    if before is label:
                        continue
                    value = total + own + (_FOLLOWS[before, label] + _cut(words, start) if before else 0.0)
                    if label not in best[end] or value > best[end][label][0]:
                        best[end][label] = (value, [*taken, runs])
    return max(best[-1].values(), key=lambda entry: entry[0])[1] if best[-1] else []


def _cut(words: list[_Word], start: int) -> float:
    """What a new segment costs at a word."""
    before, word = words[start - 1], words[start]
    if compiled(r"['\u2019]s?$").search(word.text) and before.kind in (_Kind.ROLE, _Kind.PORTFOLIO, _Kind.TITLE):
        return _CUT_OFF
    if before.kind is _Kind.ROLE and is_role_part(word.text):
        return _CUT_OFF / 2
    following = words[start + 1] if start + 1 < len(words) else None
    is_suffix = word.kind is _Kind.STREET and (following is None or following.kind is not _Kind.CAPITAL)
    if is_suffix and before.kind is _Kind.CAPITAL and not vocabulary.match(word.text, "addresses", "post_box"):
        return _CUT_OFF / 2
    return _CUT + (_SEAM if before.span.end == word.span.start else 0.0)


def _can_begin(word: _Word) -> bool:
    if word.text[0] in "([" or word.bracketed or word.kind is _Kind.CONNECTOR:
        return False
    if word.kind is _Kind.STREET:
        return True
    return word.text[0].isupper() or word.text[0].isdigit() or not word.text[0].isalpha() or not word.text[0].isascii()


def _can_end(words: list[_Word], end: int) -> bool:
    """A phrase does not end with the word that joins its parts."""
    return words[end - 1].kind not in _JOINS


def _segment_score(document: Document, words: list[_Word], start: int, end: int, label: Label) -> float | None:
    """How well words read as one segment; None where they cannot be one."""
    if label is Label.CHANNEL:
        return None
    own = words[start:end]
    if label is not Label.ADDRESS and len(own) > (_LONGEST_NAME if label is Label.NAME else _LONGEST):
        return None
    kinds = [word.kind for word in own]
    if label is Label.ADDRESS and (kinds[0] is _Kind.COUNTRY or kinds == [_Kind.STREET]):
        return None
    if not _HEADS[label] & set(kinds):
        return None
    speaks = _SPEAKS[label]
    score = sum(speaks.get(kind, _SPEAKS_AGAINST) for kind in kinds)
    if label is Label.NAME:
        return score + _name_shape(document, own)
    if label in (Label.ROLE, Label.ORGANIZATION):
        score += _office_shape(words, start, end, label)
    if label is Label.ADDRESS:
        score += _address_shape(document, own)
        # "Tribunal de Grande | Instance de Lomé"; a street may be called after a city.
        places = (_Kind.COUNTRY,) if _Kind.STREET in kinds else (_Kind.COUNTRY, _Kind.CITY)
        joined = (
            words[index - 1].kind in _JOINS for index in range(max(1, start), end) if kinds[index - start] in places
        )
        score += _CUT_OFF * (sum(joined) + _ends_in_joined_region(own))
    return score


def _ends_in_joined_region(own: list[_Word]) -> bool:
    """Whether words end in a region that a small word joins to what stands before it ("Service for Kirov Region")."""
    return (
        len(own) >= _FEWEST_JOINED and own[-3].kind is _Kind.CONNECTOR and own[-1].kind is _Kind.STREET
    ) and _is_region(own[-1].text)


_FEWEST_JOINED = 4


def _name_shape(document: Document, own: list[_Word]) -> float:
    text = document.text[own[0].span.start : own[-1].span.end]
    length = split_titles(text)
    titled = [word for word in own if word.span.start < own[0].span.start + length]
    # One office is a title ("President X"); two words of one stood on a line of their own before the break was lost.
    offices = sum(word.kind in (_Kind.ROLE, _Kind.PORTFOLIO, _Kind.ORGANIZATION) for word in titled)
    speaks = _SPEAKS[Label.NAME]
    score = 0.0 if offices > 1 else sum(1.5 - speaks.get(word.kind, _SPEAKS_AGAINST) for word in titled)
    rest = own[len(titled) :]
    late = any(word.kind is _Kind.TITLE for word in rest)
    return score - (2.0 if late else 0.0) - (1.0 if len(rest) == 1 and not titled else 0.0) - (0.0 if rest else 4.0)


def _office_shape(words: list[_Word], start: int, end: int, label: Label) -> float:
    own = words[start:end]
    score = 0.0
    for index, word in enumerate(own):
        joined = index > 0 and own[index - 1].kind in _JOINS
        if word.kind in (_Kind.COUNTRY, _Kind.CITY) and joined:
            score += _COUNTRY_OF_OFFICE
        elif word.kind is _Kind.CAPITAL and joined:
            score += 0.8
    genitive = any(compiled(r"['\u2019]s?$").search(word.text) for word in own)
    if label is Label.ROLE and (genitive or _institution_behind_office(own)):
        score -= 2.0
    if label is Label.ORGANIZATION and own[0].kind is _Kind.ROLE and not genitive:
        score -= 2.0
    if label is Label.ORGANIZATION and genitive:
        score += 1.0
    if own[0].kind in (_Kind.PORTFOLIO, _Kind.COUNTRY):
        score += _OPENS_WITH_PORTFOLIO
    return score


def _institution_behind_office(own: list[_Word]) -> bool:
    """Whether an institution stands behind an office without a word that joins them ("Procureur Parquet")."""
    offices = [index for index, word in enumerate(own) if word.kind is _Kind.ROLE]
    for index, word in enumerate(own):
        if word.kind is _Kind.ORGANIZATION and offices and index > offices[0]:
            return not any(other.kind in _JOINS for other in own[offices[0] : index])
    return False


def _address_shape(document: Document, own: list[_Word]) -> float:
    text = document.text[own[0].span.start : own[-1].span.end]
    score = 0.0
    if vocabulary.search(text, "addresses", "post_box"):
        score += 1.0
    for count in range(min(4, len(own)), 1, -1):
        joined = len(own) > count and own[-count - 1].kind in _JOINS
        if not joined and country_of(document.text[own[-count].span.start : own[-1].span.end]):
            score += 3.0
            break
    return score

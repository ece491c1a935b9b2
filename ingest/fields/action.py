"""Field: the action; instructions, appeal points and deadline."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import zip_longest

from ingest import vocabulary
from ingest.dates import DateFound, find_dates
from ingest.document import Document, Span, plain
from ingest.fields.header import date_doubt, full_date
from ingest.fields.writing_languages import own_language, preferred_languages, says_in_which_language
from ingest.found import Doubt, Found, found_text
from ingest.kept_patterns import compiled
from ingest.last_day import holds_last_day, last_days
from ingest.paragraphs import Paragraph, paragraphs, text_of
from ingest.places import country_of
from ingest.sectioning.units import asks_to_write
from ingest.sections import Part, Sectioned, is_later_step
from ingest.sentences import sentences
from models import SectionKind

_LONG_HEADING = 5
"""A heading of so many words is an instruction: "WRITE AN APPEAL IN YOUR OWN WORDS"."""
_LONGEST_DATE_LINE = 8
"""Words of a line that asks for nothing to do: "Act by: 16 April 2002"."""
_FEWEST_WAYS = 2
"""So many ways to write in a sentence behind the one that asks belong to it ("You can also email, fax or call")."""
_LONGEST_REST = 160
"""Characters of a request behind its heading, up to the colon."""
_FEWEST_UNMARKED = 2
"""One item without a bullet of its own is no list."""
_SHORT_LEAD = 5
"""Words of a line that leads to a list without a colon."""


@dataclass(frozen=True, slots=True)
class ActionFields:
    """What the reader is asked to do, and until when."""

    instructions: tuple[Found[str], ...] = ()
    appeal_points: tuple[Found[str], ...] = ()
    deadline: Found[str] | None = None
    deadline_text: Found[str] | None = None
    preferred_languages: tuple[Found[str], ...] = ()
    own_language: Found[bool] | None = None
    doubts: tuple[Doubt, ...] = ()


def read_action(sectioned: Sectioned, issue_date: Found[str] | None) -> ActionFields:
    """The action without its appeal points where a letter holds them (`case_fields` adds those).

    A deadline without a year is the first such day after `issue_date`.
    """
    fields = ActionFields(
        instructions=_instructions(sectioned),
        appeal_points=_appeal_points(sectioned),
        preferred_languages=preferred_languages(sectioned, _requests(sectioned)),
        own_language=own_language(sectioned),
    )
    return _with_deadline(sectioned, fields, issue_date)


def _instructions(sectioned: Sectioned) -> tuple[Found[str], ...]:
    """The things to do under the action heading; where the heading itself is the instruction, that."""
    document = sectioned.document
    found: list[Found[str]] = []
    for part in sectioned.of(SectionKind.TAKE_ACTION):
        if part.heading is None:
            # A call that a mark points at.
            called = (group for group in paragraphs(document, part.body) if group.marker is not None)
            found += [found_text(document, *group.spans) for group in called]
            continue
        points = _points_in_instructions(document, part)
        groups = [
            group
            for group in paragraphs(document, part.body)
            if len(text_of(document, group.spans)) > 3
            and country_of(text_of(document, group.spans)) is None
            and group not in points
            and not (points and _only_leads_to_points(document, group))
            and not _only_names_last_day(document, group)
        ]
        listed = [group for group in groups if group.marker is not None or is_later_step(document, part)]
        found += [_item(document, group.spans) for group in listed] or list(_asked(document, groups))
        instruction = _instruction_in_heading(document.quote(part.heading))
        if not groups and instruction is not None:
            start, end = instruction
            found.append(
                found_text(
                    document, document.trimmed(Span(part.heading.start + start, part.heading.start + end), marks=":")
                )
            )
    for part in sectioned.of(SectionKind.RECOMMENDED_ACTION):
        steps = _steps(document, part)
        found += [_item(document, step.spans) for step in steps] if steps else _request(sectioned, part)
    return tuple(sorted(found or _asked_without_heading(sectioned), key=lambda one: one.start))


def _asked_without_heading(sectioned: Sectioned) -> Iterator[Found[str]]:
    """The first sentence that asks to write of each paragraph that stands under no heading."""
    document = sectioned.document
    for part in sectioned.of(SectionKind.TAKE_ACTION):
        for group in paragraphs(document, part.body) if part.heading is None else []:
            asked = (parts for parts in sentences(document, group) if asks_to_write(text_of(document, parts)))
            found = next(asked, None)
            if found is not None:
                yield found_text(document, *found)


def _only_leads_to_points(document: Document, group: Paragraph) -> bool:
    """Whether a paragraph leads to what to ask for, and does not ask its reader to write ("Your letters should:")."""
    text = text_of(document, group.spans)
    opened = vocabulary.match(text, "last_day", "appeal") and not vocabulary.match(text, "phrases", "points_lead")
    if len(sentences(document, group)) > 1 or opened or asks_to_write(text):
        return False
    return _leads_to_points(document, group)


def _item(document: Document, spans: Sequence[Span]) -> Found[str]:
    """An instruction without the comma or semicolon that parts it from the next one."""
    *first, last = spans
    return found_text(document, *first, document.trimmed(last, marks=",;\u061b\u060c"))


def _steps(document: Document, part: Part) -> list[Paragraph]:
    """The numbered things to do above the bullets that say what to ask for, where both stand in one section."""
    listed = [group for group in paragraphs(document, part.body) if group.marker is not None]
    numbered = [group for group in listed if group.marker and document.text[group.marker.start].isdigit()]
    asking = vocabulary.pattern("phrases", "appeal_verb")
    if (
        not numbered
        or len(numbered) == len(listed)
        or any(asking.match(document.text, one.span.start) for one in numbered)
    ):
        return []
    return numbered


def _only_names_last_day(document: Document, group: Paragraph) -> bool:
    short = len(document.quote(*group.spans).split()) <= _LONGEST_DATE_LINE
    return short and group.marker is None and holds_last_day(document, group.span)


def _asked(document: Document, groups: Sequence[Paragraph]) -> Iterator[Found[str]]:
    """Where nothing is numbered: of each paragraph the sentence that asks for something written, or all of it."""
    for group in groups:
        yield _item(document, _asking(document, group) or group.spans)


def _asking(document: Document, group: Paragraph) -> tuple[Span, ...]:
    """The first sentence that asks for something written, and those behind it that name more ways to do so."""
    writing = vocabulary.pattern("last_day", "appeal")
    other = vocabulary.pattern("phrases", "own_language", "points_lead")
    found: list[Span] = []
    for parts in sentences(document, group):
        text = document.quote(*parts)
        ways = {match.group().casefold() for match in writing.finditer(text)}
        if found and (len(ways) < _FEWEST_WAYS or other.search(text)):
            break
        if ways:
            found += parts
    return (Span(found[0].start, found[-1].end),) if len(group.spans) == 1 and found else tuple(found)


def _request(sectioned: Sectioned, part: Part) -> list[Found[str]]:
    """The words of a recommended action that ask to write: the heading, or the paragraph before the bullets."""
    document = sectioned.document
    groups = paragraphs(document, part.body)
    asked = part.heading is not None and _asks_to_write(document.quote(part.heading))
    if asked and not _opens_with_request(document, groups):
        return [found_text(document, document.trimmed(_to_colon(document, part), marks=","))]
    if groups and _is_marked_request(document, groups):
        return [found_text(document, *groups[0].spans)]
    if not groups or groups[0].marker is not None or _asks_nothing(document.quote(groups[0].span)):
        return []
    if _announces_points(document, part) and _opens_with_point(document, part):
        return []
    request = _before_items(document, groups[0])
    if len(sentences(document, request)) > 1:
        return [found_text(document, *(_asking(document, request) or request.spans))]
    return [_item(document, request.spans)]


def _opens_with_point(document: Document, part: Part) -> bool:
    points = _unmarked_points_of(document, part)
    return bool(points) and not document.text[part.body.start : points[0].span.start].strip()


def _before_items(document: Document, group: Paragraph) -> Paragraph:
    """A paragraph without the list that flattening left in it: what stands before the first of its bullets."""
    marks = list(_INLINE_BULLET.finditer(document.text, *group.span))
    if len(marks) < _FEWEST_UNMARKED or marks[0].start() <= group.span.start:
        return group
    end = marks[0].start()
    return replace(group, spans=tuple(Span(span.start, min(span.end, end)) for span in group.spans if span.start < end))


def _is_marked_request(document: Document, groups: Sequence[Paragraph]) -> bool:
    """Whether a sign stands before the request above a list with other signs ("> Write now:", "* Asking ...")."""
    first = groups[0]
    if first.marker is None or not document.quote(first.span).rstrip().endswith((":", "\uff1a")):
        return False
    # The sign of the request may stand again behind the list.
    mark = next((document.quote(one.marker).strip() for one in groups[1:] if one.marker is not None), None)
    return mark is not None and document.quote(first.marker).strip() != mark


def _opens_with_request(document: Document, groups: Sequence[Paragraph]) -> bool:
    """Whether what stands right below a heading asks to write itself: the heading then only says what follows."""
    if not groups or groups[0].marker is not None:
        return False
    return vocabulary.match(document.text, "phrases", "instruction", start=groups[0].span.start) is not None


def _requests(sectioned: Sectioned) -> Iterator[Span]:
    """Where the recommended actions ask to write, the first stretch of each."""
    for part in sectioned.of(SectionKind.RECOMMENDED_ACTION):
        for request in _request(sectioned, part):
            yield request.spans[0]


def _asks_to_write(heading: str) -> bool:
    """Whether a heading of a recommended action is long enough to be the request and speaks of writing."""
    writing = vocabulary.pattern("last_day", "appeal")
    return len(heading.split()) >= _LONG_HEADING and writing.search(heading) is not None


def _to_colon(document: Document, part: Part) -> Span:
    """A heading with the rest of its sentence, where more of it stands before the colon that ends it."""
    heading = part.heading or part.body
    if document.text[heading.start : heading.end].rstrip().endswith(":"):
        return heading
    rest = compiled(r"[^:.!?\n][^:.!?\n]*(?:\n[^:.!?\n]+)?:").match(
        document.text, heading.end, min(part.end, heading.end + _LONGEST_REST)
    )
    return Span(heading.start, rest.end()) if rest else heading


def _asks_nothing(text: str) -> bool:
    return bool(vocabulary.pattern("phrases", "no_action").search(text))


def _instruction_in_heading(heading: str) -> tuple[int, int] | None:
    """The part of a long heading behind its first colon or question, or all of it: such a heading says what to do."""
    bare = heading.rstrip(" :\n")
    start = max(bare.find(":"), bare.find("?", 0, len(bare) - 1)) + 1
    return (start, len(bare)) if len(bare[start:].split()) >= _LONG_HEADING else None


def _appeal_points(sectioned: Sectioned) -> tuple[Found[str], ...]:
    """The bullets of a recommended action; in a flattened text those inside its only line."""
    document = sectioned.document
    bulleted = _bulleted(sectioned)
    if bulleted:
        return bulleted
    bodies = sectioned.bodies(SectionKind.RECOMMENDED_ACTION)
    items = [item for body in bodies for item in _inline_items(document, body)]
    items = items or [item for body in bodies for item in _bare_items(document, body)]
    return tuple(found_text(document, item) for item in items)


_INLINE_BULLET = compiled(
    r"(?:(?<=[:;.,])\s{1,6}|^\s{0,6})"
    r"(?:(?P<mark>[-\u2013\u2022\uf0b7\u25a0\u25fc\u25cf\u00b7\u00a7*]|n(?=\s))\s{0,6}(?=[^\W\d_]{3})|(?P<glued>n)(?=[A-Z][a-z]{2}))"
)


@cache
def _inline_verb() -> re.Pattern[str]:
    """The gap before a verb of asking that begins an item, where the bullet before it got lost."""
    verb = vocabulary.expression("phrases", "appeal_verb")
    return compiled(rf"(?<=[:;])\s{{1,6}}(?=(?-i:[A-Z\u00c0-\u00de]))(?={verb})", re.IGNORECASE)


def _inline_items(document: Document, body: Span) -> Iterator[Span]:
    """The stretches behind bullets in the middle of a line; one bullet alone is none."""
    marks = list(_INLINE_BULLET.finditer(document.text, *body))
    if len(marks) < _FEWEST_UNMARKED:
        marks = list(_inline_verb().finditer(document.text, *body))
    if len(marks) < _FEWEST_UNMARKED:
        return
    for mark, following in zip_longest(marks, marks[1:]):
        item = document.trimmed(Span(mark.end(), following.start() if following else body.end), marks=";,\u061b\u060c")
        ended = compiled(r"(?<!\d)[.!?](?=\s+[^\W\d_]+)").search(document.text, *item) if following is None else None
        yield Span(item.start, ended.end()) if ended else item


_BETWEEN_ITEMS = compiled(r"[;\u061b](?:\s{1,3}[^\W\d_]{1,3})?(?:[ ]{2,}|[ \t]{0,8}\n)\s{0,12}(?=[^\W\d_])")


def _bare_items(document: Document, body: Span) -> Iterator[Span]:
    """The items of a list whose bullets got lost: what semicolons and wide gaps or line ends divide behind the colon.

    Half of them must begin as one that asks for something does.
    """
    start = _behind_colon(document, body)
    cuts = list(_BETWEEN_ITEMS.finditer(document.text, start, body.end)) if start is not None else []
    if start is None or not cuts:
        return
    paragraph = re.compile(r"[ \t]{0,8}\n\s{0,8}\n|\s{0,80}\Z").search(document.text, cuts[-1].end(), body.end)
    starts = [start, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), paragraph.start() if paragraph else body.end]
    verb = vocabulary.pattern("phrases", "appeal_verb")
    if 2 * sum(verb.match(document.text, place) is not None for place in starts) < len(starts):
        return
    for start, end in zip(starts, ends, strict=True):
        yield document.trimmed(Span(start, end), marks=";,\u061b\u060c")


def _behind_colon(document: Document, body: Span) -> int | None:
    """Where a list begins: right behind a heading that ends in a colon, or behind the first colon."""
    text = document.text
    colon = body.start if text[: body.start].rstrip().endswith(":") else text.find(":", *body) + 1
    if not colon:
        return None
    gap = re.compile(r"\s{0,12}").match(text, colon, body.end)
    return gap.end() if gap else colon


def _bulleted(sectioned: Sectioned) -> tuple[Found[str], ...]:
    document = sectioned.document
    recommended = [
        paragraph
        for body in sectioned.bodies(SectionKind.RECOMMENDED_ACTION)
        for paragraph in _below_marked_request(document, paragraphs(document, body))
        if paragraph.marker is not None and not says_in_which_language(document.quote(*paragraph.spans))
    ]
    steps = [step for part in sectioned.of(SectionKind.RECOMMENDED_ACTION) for step in _steps(document, part)]
    recommended = [paragraph for paragraph in recommended if paragraph not in steps]
    points = (
        recommended
        or list(_unmarked_points(sectioned))
        or [
            point for part in sectioned.of(SectionKind.TAKE_ACTION) for point in _points_in_instructions(document, part)
        ]
    )
    return tuple(point for paragraph in points for point in _split_points(document, paragraph))


def _below_marked_request(document: Document, groups: list[Paragraph]) -> list[Paragraph]:
    return groups[1:] if groups and _is_marked_request(document, groups) else groups


def _unmarked_points(sectioned: Sectioned) -> Iterator[Paragraph]:
    """The paragraphs of a recommended action that begin with a verb of asking, where their bullets got lost."""
    for part in sectioned.of(SectionKind.RECOMMENDED_ACTION):
        yield from _unmarked_points_of(sectioned.document, part)


def _announces_points(document: Document, part: Part) -> bool:
    return part.heading is not None and _points_follow().search(document.quote(part.heading)) is not None


def _unmarked_points_of(document: Document, part: Part) -> list[Paragraph]:
    verb = vocabulary.pattern("phrases", "appeal_verb")
    groups = paragraphs(document, part.body)
    asking = [group for group in groups if verb.match(document.text, group.span.start)]
    if _announces_points(document, part):
        imperative = vocabulary.pattern("phrases", "imperative")
        groups = [line for group in groups for line in _by_lines(document, group)]
        asking = [group for group in groups if verb.match(document.text, group.span.start)]
        asking = [one for one in groups if one in asking or imperative.match(document.text, one.span.start)]
    if len(asking) < _FEWEST_UNMARKED or part.heading is None:
        return []
    found: list[Paragraph] = []
    listed = False
    for group in groups:
        goes_on = listed and document.text[found[-1].span.end - 1] == ";"
        listed = goes_on or group in asking
        found += [group] if listed else []
    return found


def _by_lines(document: Document, group: Paragraph) -> list[Paragraph]:
    """The lines of a paragraph of which each is a sentence, as a list whose bullets got lost; else the paragraph."""
    lines = [document.trimmed(line.span) for line in document.lines_in(group.span)]
    ended = all(document.quote(line)[-1:] in ".;!" for line in lines)
    opened = all(document.quote(line)[:1].isupper() for line in lines)
    return [Paragraph((line,)) for line in lines] if group.marker is None and ended and opened else [group]


def _split_points(document: Document, paragraph: Paragraph) -> Iterator[Found[str]]:
    """A list item, or the several that stand in its line behind bullets of the same kind, as flattening leaves them."""
    whole = paragraph.span
    mark = document.quote(paragraph.marker) if paragraph.marker else ""
    cuts = [
        bullet for bullet in _INLINE_BULLET.finditer(document.text, *whole) if bullet["mark"] == mark and mark.strip()
    ]
    if not cuts:
        yield found_text(document, *(document.trimmed(span, marks=";,\u061b\u060c") for span in paragraph.spans))
        return
    starts = [whole.start, *(bullet.end() for bullet in cuts)]
    ends = [*(bullet.start() for bullet in cuts), whole.end]
    for start, end in zip(starts, ends, strict=True):
        yield found_text(document, document.trimmed(Span(start, end), marks=";,\u061b\u060c"))


def _points_in_instructions(document: Document, part: Part) -> list[Paragraph]:
    """The bullets below an action heading that say what to ask for ("Urging ..."), and not what to do."""
    groups = paragraphs(document, part.body)
    bullets = [group for group in groups if group.marker is not None]
    if part.heading is not None and _points_follow().search(document.quote(part.heading)):
        return bullets
    opens = partial(vocabulary.match, document.text, "phrases", "appeal_verb", "point_opening")
    asking = [group for group in bullets if opens(start=group.span.start)]
    if 2 * len(asking) > len(bullets):
        return bullets
    return list(_led_to(document, groups)) if bullets else _unmarked_below_request(document, groups)


def _unmarked_below_request(document: Document, groups: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs behind a request that ends in a colon which begin with verbs of asking: their bullets got lost."""
    asks = partial(vocabulary.match, document.text, "phrases", "appeal_verb")
    for place, group in enumerate(groups):
        if not document.quote(group.span).rstrip().endswith(":"):
            continue
        points: list[Paragraph] = []
        for following in groups[place + 1 :]:
            goes_on = bool(points) and document.text[points[-1].span.end - 1] == ";"
            if not (goes_on or asks(start=following.span.start)):
                break
            points.append(following)
        if len(points) >= _FEWEST_UNMARKED:
            return points
    return []


@cache
def _points_follow() -> re.Pattern[str]:
    """The end of a heading that leads to what to ask for ("WRITE LETTERS WITH THESE DEMANDS")."""
    return compiled(rf"{vocabulary.expression('phrases', 'points_follow')}\W{{0,4}}$", re.IGNORECASE)


def _led_to(document: Document, groups: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The bullets behind a line that leads to what to ask for ("Demand:", "Letters should:")."""
    led = False
    for group in groups:
        if group.marker is None:
            led = _leads_to_points(document, group)
        elif led:
            yield group


def _leads_to_points(document: Document, group: Paragraph) -> bool:
    if group.marker is not None:
        return False
    text = plain(document.quote(*group.spans))
    last = text.rsplit(". ", 1)[-1]
    if _points_follow().search(text):
        return True
    leads = vocabulary.match(last.lstrip("¿¡"), "phrases", "appeal_verb", "points_lead")
    return leads is not None and (text.endswith((":", "?", ",")) or len(last.split()) <= _SHORT_LEAD)


def _with_deadline(sectioned: Sectioned, fields: ActionFields, issue_date: Found[str] | None) -> ActionFields:
    """Add the deadline: from its section, or from a phrase that announces one where there is no such section."""
    document = sectioned.document
    until = vocabulary.pattern("dates", "until_further_notice")
    for area in _deadline_areas(sectioned):
        dates = [found for found in find_dates(document.as_read, area) if found.day is not None]
        if dates:
            return _dated(sectioned, fields, _with_its_year(sectioned, dates[0]), issue_date)
        match = until.search(document.text, *area)
        if match:
            doubt = Doubt("UA301", "the appeal runs until further notice and names no date", Span(*match.span()))
            return replace(
                fields, deadline_text=found_text(document, Span(*match.span())), doubts=(*fields.doubts, doubt)
            )
    return fields


def _with_its_year(sectioned: Sectioned, found: DateFound) -> DateFound:
    """The same day where another sentence names it as the last one and prints its year too."""
    if found.year is not None:
        return found
    for area in _deadline_areas(sectioned):
        for other in find_dates(sectioned.document.as_read, area):
            if other.full and (other.month, other.day) == (found.month, found.day):
                return other
    return found


def _dated(sectioned: Sectioned, fields: ActionFields, found: DateFound, issue_date: Found[str] | None) -> ActionFields:
    value = full_date(sectioned, found) or _first_after(found, issue_date)
    doubts = () if value else (date_doubt(sectioned, found),)
    return replace(
        fields,
        deadline=value,
        deadline_text=found_text(sectioned.document, found.span),
        doubts=(*fields.doubts, *doubts),
    )


def _first_after(found: DateFound, issue_date: Found[str] | None) -> Found[str] | None:
    """A day without a year as the first one after the issue date; the evidence is both dates."""
    if issue_date is None or found.year is not None or found.ambiguous:
        return None
    year = int(issue_date.value[:4])
    iso = next((iso for iso in (found.iso(year), found.iso(year + 1)) if iso and iso > issue_date.value), None)
    if iso is None:
        return None
    resolved = int(iso[:4])

    def reading(quote: str) -> str:
        dates = find_dates(quote.split("\n", 1)[0], Span(0, len(quote.split("\n", 1)[0])))
        return (dates[-1].iso(resolved) or "") if dates else ""

    return Found(iso, (found.span, *issue_date.spans), reading)


def _deadline_areas(sectioned: Sectioned) -> Iterator[Span]:
    """The stretches in which a date is the deadline, the surest first."""
    document = sectioned.document
    for part in sectioned.of(SectionKind.DEADLINE):
        named = list(last_days(document, Span(part.start, part.end), told=False))
        if part.heading is None:
            # "... so that they arrive before 3 May. Check with your section if sending appeals after 9 May."
            check = vocabulary.pattern("last_day", "check_with")
            named.sort(key=lambda one: check.search(document.as_read, *one[0]) is None)
        yield from (found.span for _, found in named)
        yield _first_paragraph(sectioned, Span(part.start, part.end))
    sentence = vocabulary.pattern("phrases", "deadline_sentence")
    for part in sectioned.of(SectionKind.HEADER):
        for line in document.lines_in(Span(part.start, part.end)):
            if sentence.search(document.text, line.start, line.end):
                yield line.span
    for kinds, told in ((_SPOKEN_TO_READERS, False), (_TELLING, True)):
        for part in sectioned.of(*kinds):
            for _, found in last_days(document, Span(part.start, part.end), told=told):
                yield found.span


# Where a sentence that names a last day speaks of the appeal, and where it mostly tells of the case.
_SPOKEN_TO_READERS = (
    SectionKind.RECOMMENDED_ACTION,
    SectionKind.TARGETS,
    SectionKind.TAKE_ACTION,
    SectionKind.HEADER,
    SectionKind.TITLE,
    SectionKind.PREFERRED_LANGUAGE,
    SectionKind.SUBJECT_NAMES,
    SectionKind.PREVIOUS_UA,
    SectionKind.BOILERPLATE,
    SectionKind.OTHER,
)
_TELLING = (SectionKind.SUMMARY, SectionKind.ADDITIONAL_INFORMATION, SectionKind.BACKGROUND)


def _first_paragraph(sectioned: Sectioned, span: Span) -> Span:
    document = sectioned.document
    groups = paragraphs(document, span)
    return Span(span.start, groups[min(1, len(groups) - 1)].span.end) if groups else span

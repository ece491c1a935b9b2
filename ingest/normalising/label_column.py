"""Part of the stage `normalise`: a sheet whose labels stand in a column of their own, with blanks for colons.

    Country         GHANA
    The case        Three people are due to be sentenced by a court
                    that sits behind closed doors.
    Write to        The Chairman, P.O. Box 4416, Accra

Such a sheet has no colons: what makes a label is that many lines begin a second part at the same place, and that the
vocabulary knows most of the parts before it. Each label is given the colon that the gap stands for, and its values go
to the left margin, so that the later stages see fields, headings and paragraphs as any other layout has them.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest import vocabulary
from ingest.headings import is_labelled_heading
from ingest.kept_patterns import compiled
from ingest.normalising.text_columns import Stretch

_GAP = compiled(r"(?<=\S)[ ]{2,60}(?=\S)")
_RULE = compiled(r"[ \t]{0,12}[-=_+]{8,200}[ \t]{0,12}")
_FEWEST_BARS = 6
_LEAST_BARRED = 0.9
"""Lines of a ruled sheet whose bars stand at one place, and so many of all that have one bar."""
_FEWEST_KNOWN = 3
"""Different labels of the vocabulary that make a sheet,"""
_FEWEST_KNOWN_INSIDE = 2
"""and those inside a value ("Telex        2136")."""
_FEWEST_WITH_COLON = 6
_LEAST_WITH_COLON = 0.8
"""Labels that have a colon, where the layout shows in the wrapped values alone; so many of all that stand there."""
_MOST_LABELS = 60
"""Different ones; a longer list is a table."""
_LEAST_KNOWN = 0.5
"""So many of the labels are the vocabulary's."""
_NARROWEST, _WIDEST = 6, 36
"""Characters from the margin to the values."""
_MOST_WORDS = 5
_SENTENCE_END = ".!?,;"
_LABEL_KEYS = {
    "header": (
        "number_label",
        "index_label",
        "title_label",
        "concern_label",
        "sheet_subject",
        "date_label",
        "country_label",
        "dispatch_label",
        "sheet_label",
    ),
    "people": ("column_head", "gender_label", "pronoun_label"),
    "contacts": (
        "email",
        "phone",
        "fax",
        "phone_and_fax",
        "telex",
        "telegram_address",
        "website",
        "salutation",
        "copies",
        "address_label",
        "office_label",
        "name_label",
    ),
    "last_day": ("label",),
}


class _Line(NamedTuple):
    """A line, or what of it stands in a column: its offset in the text, and its characters."""

    start: int
    text: str


class _Row(NamedTuple):
    """The lines of a label and those of its value; of a line that is none of the sheet's, the line alone."""

    labels: list[_Line]
    values: list[_Line]

    @property
    def label(self) -> str:
        """The label in one line; empty where there is none."""
        return " ".join(label.text.strip() for label in self.labels)


def beside_labels(text: str) -> list[Stretch]:
    """The text with a colon behind each label and the values at the margin, as stretches; empty where no sheet is.

    Blanks of the gap and of the values' indent are in no stretch; all else is in one, in the order of the text.
    """
    lines = list(_without_bar(list(_lines(text))))
    place = _values_at(lines, _FEWEST_KNOWN, _LEAST_KNOWN)
    if place is None:
        return []
    rows = list(_rows(lines, place))
    cells = [value for row in rows if row.labels for value in row.values]
    inner = _values_at(cells, _FEWEST_KNOWN_INSIDE, 1.0)
    return list(_stretches(text, rows, inner))


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        yield _Line(start, line)
        start += len(line) + 1


def _without_bar(lines: Sequence[_Line]) -> Iterator[_Line]:
    """The lines without the one bar that stands at the same place in most rows of a ruled sheet ("Country | GHANA").

    A blank takes its place, so that offsets stay; rules between the rows become blank lines.
    """
    places = [line.text.index("|") for line in lines if line.text.count("|") == 1]
    bar = max(set(places), key=lambda place: (places.count(place), -place), default=0)
    ruled = places.count(bar) >= _FEWEST_BARS and places.count(bar) >= _LEAST_BARRED * len(places)
    for line in lines:
        if ruled and line.text[bar : bar + 1] == "|" and line.text.count("|") == 1:
            yield _Line(line.start, f"{line.text[:bar]} {line.text[bar + 1 :]}")
        elif ruled and _RULE.fullmatch(line.text):
            yield _Line(line.start, " " * len(line.text))
        else:
            yield line


def _values_at(lines: Sequence[_Line], fewest: int, least: float) -> int | None:
    """The column in which the values of a sheet begin; None where the lines are no sheet."""
    labels: dict[int, list[str]] = {}
    for line in lines:
        gap = _GAP.search(line.text)
        if gap is not None and _NARROWEST <= gap.end() <= _WIDEST and _may_be_label(line.text[: gap.start()]):
            labels.setdefault(gap.end(), []).append(line.text[: gap.start()].strip())
    for place, found in sorted(labels.items(), key=lambda item: -len(item[1])):
        different = {label.casefold() for label in found}
        if not fewest <= len(different) <= _MOST_LABELS:
            continue
        known = {label for label in different if not label.endswith(":") and _is_known(label)}
        if len(known) >= fewest and sum(label.casefold() in known for label in found) >= least * len(found):
            return place
        if fewest > _FEWEST_KNOWN_INSIDE and _are_wrapped_fields(lines, place, found):
            return place
    return None


def _are_wrapped_fields(lines: Sequence[_Line], place: int, labels: Sequence[str]) -> bool:
    """Whether labels have their colons, and the values beside them go on below themselves over several lines."""
    with_colon = [label for label in labels if label.endswith(":")]
    if len(with_colon) < _FEWEST_WITH_COLON or len(with_colon) < _LEAST_WITH_COLON * len(labels):
        return False
    if sum(map(_is_known, with_colon)) < _LEAST_KNOWN * len(with_colon):
        return False
    below = sum(bool(line.text[place : place + 1].strip()) and not line.text[:place].strip() for line in lines)
    return 2 * below >= len(with_colon)


def _may_be_label(text: str) -> bool:
    label = text.strip()
    return label[:1].isalpha() and len(label.split()) <= _MOST_WORDS and label[-1] not in ",;!"


def _is_known(label: str) -> bool:
    """Whether the vocabulary has a label, of a field or over a section."""
    return is_labelled_heading(label) or _is_field(label)


def _is_field(label: str) -> bool:
    """Whether a label is one of a field, and opens no section."""
    bare = label.rstrip(".:")
    if is_labelled_heading(label):
        return False
    return any(
        vocabulary.fullmatch(one, topic, *keys) is not None
        for topic, keys in _LABEL_KEYS.items()
        for one in (label, bare)
    )


def _label_in(line: str, place: int) -> int | None:
    """Where the label ends in a line whose value begins at a place; None for a line that has no label."""
    gap = _GAP.search(line)
    if gap is None or gap.end() != place or not _may_be_label(line[: gap.start()]):
        return None
    label = line[: gap.start()].strip()
    return None if label[-1] in _SENTENCE_END and not _is_known(label) else gap.start()


def _rows(lines: Sequence[_Line], place: int) -> Iterator[_Row]:
    """The rows of a sheet, and between them the lines that run across its columns, from top to bottom."""
    row: _Row | None = None
    for start, line in lines:
        end = _label_in(line, place)
        if end is not None:
            wrapped = row is not None and len(row.values) == 1 and _goes_on(row, line[:end])
            if row is not None and wrapped:
                row.labels.append(_Line(start, line[:end]))
                row.values.append(_Line(start + place, line[place:]))
                continue
            if row is not None:
                yield row
            row = _Row([_Line(start, line[:end])], [_Line(start + place, line[place:])])
        elif row is not None and not line[:place].strip():
            row.values.append(_Line(start + min(place, len(line)), line[place:]))
        elif row is not None and len(row.values) == 1 and len(line) <= place and _goes_on(row, line):
            row.labels.append(_Line(start, line))
        else:
            if row is not None:
                yield row
            row = None
            yield _Row([], [_Line(start, line)])
    if row is not None:
        yield row


def _goes_on(row: _Row, text: str) -> bool:
    """Whether a label that nobody knows alone goes on below ("RECOMMENDED / ACTION")."""
    return _is_known(f"{row.label} {text.strip()}") and not _is_known(row.label)


def _stretches(text: str, rows: Sequence[_Row], inner: int | None) -> Iterator[Stretch]:
    for row in rows:
        if row.labels:
            several = sum(bool(value.text.strip()) for value in row.values) > 1
            yield from _labelled(row.labels, alone=several and not _is_field(row.label))
        for value in row.values:
            end = value.start + len(value.text)
            inside = _label_in(value.text, inner) if row.labels and inner is not None else None
            if inside is not None and inner is not None:
                yield from _labelled([_Line(value.start, value.text[:inside])], alone=False)
                yield Stretch(value.start + inner, end)
            elif value.text.strip():
                yield Stretch(value.start, end)
            if end < len(text):
                yield Stretch(end, end + 1)


def _labelled(labels: Sequence[_Line], *, alone: bool) -> Iterator[Stretch]:
    """The lines of a label as one, its colon, and what parts it from its value: `alone`, it has a line of its own."""
    end = labels[0].start
    for number, label in enumerate(labels):
        if number:
            yield Stretch(end, end, " ")
        start = label.start + len(label.text) - len(label.text.lstrip())
        end = label.start + len(label.text.rstrip())
        yield Stretch(start, end)
    colon = "" if labels[-1].text.rstrip().endswith(":") else ":"
    yield Stretch(end, end, colon + ("\n" if alone else " "))

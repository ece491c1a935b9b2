"""Stage: sections become fields with evidence, read in the order in which they need each other.

A field that breaks costs only itself: the finding UA904 says so, and the record holds what the others found.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ingest.deadline import check_time
from ingest.document import Span
from ingest.errors import UacaseError
from ingest.fields.action import ActionFields, read_action
from ingest.fields.concerns import read_concerns
from ingest.fields.countries import countries_found
from ingest.fields.events import EventFields, read_events
from ingest.fields.header import HeaderFields, read_header
from ingest.fields.law import read_legal_references
from ingest.fields.letter import LetterFields, read_letter
from ingest.fields.mentions import MentionsFields, read_mentions
from ingest.fields.narrative import read_information
from ingest.fields.references import read_related
from ingest.fields.subjects import read_subjects
from ingest.fields.targets import TargetFields, read_targets
from ingest.found import Doubt, Found
from ingest.places import find_countries
from ingest.recognition import recognise_family, require_urgent_action
from ingest.record import CaseFields
from ingest.sections import Sectioned

T = TypeVar("T")


@dataclass(slots=True)
class _Guard:
    """Runs the readers of single fields; a defect in one becomes a doubt, or is raised if `strict`."""

    strict: bool
    doubts: list[Doubt] = field(default_factory=list)

    def read(self, name: str, reader: Callable[[], T], instead: T) -> T:
        check_time()
        try:
            return reader()
        except (UacaseError, MemoryError):
            raise
        except Exception as error:
            if self.strict:
                raise
            message = f"the field {name} could not be read ({type(error).__name__})"
            self.doubts.append(Doubt("UA904", message, pointer=f"/{name}"))
            return instead


def read_fields(
    sectioned: Sectioned, *, mentions: bool, model: str | None, strict: bool
) -> tuple[CaseFields, tuple[Doubt, ...]]:
    """All fields of the record, and the doubts about values that were left out.

    Raises NotAnUrgentAction where nothing shows that the document is one, and whatever goes wrong if `strict`.
    """
    guard = _Guard(strict)
    header = guard.read("header", lambda: read_header(sectioned), HeaderFields())
    require_urgent_action(sectioned, header)
    action = guard.read("action", lambda: read_action(sectioned, header.issue_date), ActionFields())
    letter = guard.read("letter", lambda: read_letter(sectioned), None)
    no_targets: tuple[tuple[TargetFields, ...], tuple[Doubt, ...]] = ((), ())
    targets, target_doubts = guard.read("targets", lambda: read_targets(sectioned, _only_country(header)), no_targets)
    officials = tuple(target.name.value for target in targets if target.name)
    day = _reference_day(header, action)
    no_events: tuple[tuple[EventFields, ...], tuple[Doubt, ...]] = ((), ())
    events, event_doubts = guard.read("events", lambda: read_events(sectioned, day), no_events)
    case = CaseFields(
        header=guard.read("header/countries", lambda: _completed_header(sectioned, header, targets), header),
        subjects=guard.read("subjects", lambda: read_subjects(sectioned, officials), ()),
        concerns=guard.read("concerns", lambda: read_concerns(sectioned, header.title), ()),
        action=_completed_action(action, letter),
        targets=targets,
        letter=letter,
        additional_information=guard.read("additional_information", lambda: read_information(sectioned), ()),
        events=events,
        related_documents=guard.read("related_documents", lambda: read_related(sectioned, header.index_number), ()),
        legal_references=guard.read("legal_references", lambda: read_legal_references(sectioned), ()),
        mentions=guard.read("mentions", lambda: _mentions(sectioned, mentions, model), MentionsFields()),
    )
    return case, (*header.doubts, *action.doubts, *target_doubts, *event_doubts, *guard.doubts)


def _only_country(header: HeaderFields) -> str | None:
    """The country (alpha-2) of the case, if the header names one only."""
    countries = [country.value for country in header.countries]
    return countries[0] if len(countries) == 1 and len(countries[0]) == 2 else None


def _mentions(sectioned: Sectioned, wanted: bool, model: str | None) -> MentionsFields:
    return read_mentions(sectioned, model) if wanted else MentionsFields()


def _completed_header(sectioned: Sectioned, header: HeaderFields, targets: tuple[TargetFields, ...]) -> HeaderFields:
    """The header with its family, and with the countries of the targets where it names none itself."""
    family = recognise_family(sectioned, header)
    countries = header.countries or _countries_of_targets(sectioned, targets)
    return replace(header, format=family, countries=countries)


def _countries_of_targets(sectioned: Sectioned, targets: tuple[TargetFields, ...]) -> tuple[Found[str], ...]:
    """The countries whose authorities the targets are: an embassy stands for the country that its name gives first."""
    places: list[tuple[Span, str]] = []
    for target in targets:
        named = _named_countries(sectioned, target)
        if named:
            places.append(named[0])
    if places:
        return countries_found(sectioned.document, places)
    found: dict[str, Found[str]] = {}
    for target in targets:
        if target.copy_ is None and target.address and target.address.country:
            found.setdefault(target.address.country.value, target.address.country)
    return tuple(found.values())


def _named_countries(sectioned: Sectioned, target: TargetFields) -> list[tuple[Span, str]]:
    """The countries in a target's institution and role, in their order."""
    document = sectioned.document
    spans = [span for part in (target.organization, target.role) if part for span in part.spans]
    return [pair for span in spans for pair in find_countries(document.text, span)]


def _completed_action(action: ActionFields, letter: LetterFields | None) -> ActionFields:
    if action.appeal_points or letter is None:
        return action
    return replace(action, appeal_points=letter.demands)


def _reference_day(header: HeaderFields, action: ActionFields) -> Found[str] | None:
    """The day after which nothing told can lie: issue date, deadline, or the end of the number's year."""
    if header.issue_date or action.deadline:
        return header.issue_date or action.deadline
    year = header.ua_year
    return Found(f"{year.value}-12-31", year.spans, lambda quote: f"{year.reading(quote)}-12-31") if year else None

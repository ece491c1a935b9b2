"""Field `targets`: a way to reach somebody that the reader of a block cannot place becomes a finding, and no value."""

from dataclasses import replace

from ingest.document import Span
from ingest.fields.target_block.left_out import values_left_out
from ingest.fields.target_block.pieces import pieces_of
from ingest.fields.targets import read_targets
from ingest.found import Doubt
from ingest.normalising.normalise import normalise
from ingest.reading import Reading
from ingest.sections import Part, Sectioned
from models import SectionKind

ROWS = """\
Minister of Justice Minister of Interior
Mr Jan Novak Mr Ali Sow
PO Box 60 PO Box 116
Accra, Ghana Accra, Ghana
Fax: +233 302 667609 E-mail: post@example.com Fax: +233 302 773906
Salutation: Dear Minister Salutation: Dear Minister"""
BUSY = """\
Minister of Justice
PO Box 60
Accra, Ghana
Fax: +233 302 667609
Note: if the fax does not answer, try +233 302 664081"""
CLEAR = """\
Minister of Justice
PO Box 60
Accra, Ghana
Faxes: +233 302 667609 / +233 302 667610
E-mails: post@example.com and office@example.com

Amnesty International
1 Main Street
London WC1X 0DW
Fax: +44 20 7956 1157
E-mail: post@example.org"""


def doubts(block: str) -> list[tuple[str, str]]:
    """The rule of each doubt about a block, and what it is about."""
    document = normalise(Reading(block, "text/plain", "test"))
    whole = Part(SectionKind.TARGETS, 0, len(document.text))
    _, found = read_targets(Sectioned(document, (whole,), ("en",)))
    return [(one.rule, quote(document.text, one)) for one in found]


def quote(text: str, doubt: Doubt) -> str:
    """What a doubt is about."""
    assert doubt.span is not None
    return text[doubt.span.start : doubt.span.end]


def test_values_of_a_row_that_holds_too_many_cells_are_findings() -> None:
    found = doubts(ROWS)
    assert ("UA203", "post@example.com") in found
    assert ("UA206", "+233 302 667609") in found
    assert ("UA206", "+233 302 773906") in found
    assert len(found) == 3


def test_another_number_in_a_note_is_a_finding_and_no_address() -> None:
    assert doubts(BUSY) == [("UA205", "+233 302 664081")]


def test_nothing_is_found_where_each_value_has_its_receiver_or_is_the_senders() -> None:
    document = normalise(Reading(CLEAR, "text/plain", "test"))
    body = Part(SectionKind.TARGETS, 0, len(document.text)).body
    assert values_left_out(document, body, pieces_of(document, body)) == []
    assert doubts(CLEAR) == []


def test_what_the_foot_of_a_page_says_is_none_of_a_receiver() -> None:
    document = normalise(Reading(ROWS, "text/plain", "test"))
    running = replace(
        document, lines=tuple(replace(line, furniture="E-mail" in document.quote(line.span)) for line in document.lines)
    )
    assert values_left_out(running, Span(0, len(running.text)), []) == []

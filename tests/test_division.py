"""Several Urgent Actions in one file: a record for each, equal to that of the document alone; and no false division."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ingest import Options, Status, convert
from ingest.case_number import number_pattern
from ingest.division import divide
from ingest.document import Document
from ingest.evaluation.gold import gold_of, is_complete
from ingest.exports.record_json import record_json
from ingest.headings import find_headings
from ingest.normalising.normalise import normalise
from ingest.readers import read_bytes
from ingest.readers.ocr import OcrSettings
from ingest.readers.pdf_engine import PdfEngine
from ingest.reading import Reading
from models import CaseRecord
from scripts.gold import FIXTURES, read_gold
from scripts.make_compilation_fixtures import COMPILATIONS, FOLDER, member_path

PLAIN = Options(mentions=False, with_text=True, strict=True)
UNHURRIED = replace(PLAIN, max_seconds=900)
TEXTS = [path for folder in ("modern", "eras", "es", "fr", "de") for path in sorted((FIXTURES / folder).glob("*.txt"))]
SINGLES = [
    path
    for folder in ("modern", "eras", "es", "fr", "de", "pdf", "formats")
    for path in sorted((FIXTURES / folder).iterdir())
    if path.suffix not in {".json", ".toml", ".md"}
    if not gold_of(path).is_file() or not is_complete(read_gold(gold_of(path)))
]
"""Not those whose record is their gold record, which `test_gold` finds to be the only one."""
DRAFTS = FIXTURES.parent.parent / "shared" / "real"
FIRST = (FIXTURES / "modern" / "is_ethiopia_first.txt").read_text("utf-8").strip()
OTHER = (FIXTURES / "modern" / "is_japan_execution.txt").read_text("utf-8").strip()
OLD = (FIXTURES / "eras" / "1980s_burma_1989.txt").read_text("utf-8").strip()


@cache
def records_of(data: bytes | str, options: Options = PLAIN) -> tuple[CaseRecord, ...]:
    """The records of a file that gives some."""
    outcome = convert(data.encode() if isinstance(data, str) else data, options=options)
    assert outcome.status is Status.DONE, outcome.error
    return outcome.records


def values(record: CaseRecord) -> dict[str, Any]:
    """What a record says of its case, without the file and the places in it."""
    data: dict[str, Any] = json.loads(record_json(record))
    for key in ("source", "sections", "evidence", "text"):
        del data[key]
    for finding in data["findings"]:
        del finding["start"], finding["end"], finding["page"]
    return data


def relative(path: Path) -> str:
    return str(path.relative_to(FIXTURES))


def readings() -> Iterator[Reading]:
    for path in SINGLES:
        yield from read_bytes(path.read_bytes(), pdf_engine=PdfEngine.AUTO, max_pages=500, ocr=OcrSettings())


def test_no_fixture_of_one_urgent_action_is_divided() -> None:
    assert all(len(divide(normalise(reading))) == 1 for reading in readings())


@pytest.mark.skipif(not DRAFTS.is_dir(), reason="the real documents are not at hand")
def test_no_real_urgent_action_is_divided() -> None:
    texts = [(DRAFTS / name).read_bytes() for name in ("seed_a.txt", "seed_b.txt", "draft_template.pdf")]
    for line in (DRAFTS / "lossy_1998_2013.jsonl").read_text("utf-8").splitlines():
        texts += [value.encode() for value in json.loads(line).values() if isinstance(value, str) and len(value) > 300]
    for text in texts:
        (reading,) = read_bytes(text, pdf_engine=PdfEngine.AUTO, max_pages=500, ocr=OcrSettings())
        assert len(divide(normalise(reading))) == 1


@pytest.mark.parametrize("index", range(0, len(TEXTS), 7), ids=lambda index: relative(TEXTS[index]))
def test_two_texts_one_after_the_other_give_their_own_records(index: int) -> None:
    first, second = TEXTS[index], TEXTS[(index + 31) % len(TEXTS)]
    parts = [path.read_text("utf-8").strip("\n") for path in (first, second)]
    records = records_of("\n\n\n".join(parts))
    assert [values(record) for record in records] == [values(records_of(part)[0]) for part in parts]
    places = [(record.source.record_index, record.source.record_count) for record in records]
    assert places == [(0, 2), (1, 2)]


@pytest.mark.parametrize("divider", ["\n\n", "\n", "\f", "\n\n----------\n\n", "\n\n* * *\n\n", "\n\n\n\n\n"])
def test_what_divides_the_texts_belongs_to_neither(divider: str) -> None:
    records = records_of(divider.join([FIRST, OLD, OTHER]))
    assert [values(record) for record in records] == [values(records_of(part)[0]) for part in (FIRST, OLD, OTHER)]


def test_evidence_points_into_the_text_of_its_own_record() -> None:
    for record in records_of(f"{OLD}\n\n{FIRST}"):
        assert record.text is not None
        assert record.sections[-1].end == len(record.text)
        for places in record.evidence.values():
            assert all(record.text[place.start : place.end] == place.quote for place in places)


def test_a_list_of_contents_is_part_of_no_record() -> None:
    contents = "Urgent Actions of the month\n\nUA 34/22 Ethiopia\nUA 3/25 Japan\nUA 58/89 Burma\n\n"
    first, second = records_of(f"{contents}{FIRST}\n\n{OTHER}")
    assert values(first) == values(records_of(FIRST)[0])
    assert values(second) == values(records_of(OTHER)[0])


QUOTED = FIRST.replace("34/22", "35/22")
MENTIONS = {
    "a number in a sentence": f"{FIRST}\n\nUA 12/03 was issued for her brother. Fax: +251 11 551 7755\n",
    "a number on a line inside a sheet": OLD.replace("\n\n", "\n\nUA 12/03 (AFR 25/012/2003, 4 May 2003)\n\n", 3),
    "a number on a line": f"{FIRST}\n\nUA 12/03 AFR 25/012/2003\n",
    "a list of earlier ones": f"{FIRST}\n\nPREVIOUS UAS:\nUA 12/03 AFR 25/012/2003\nUA 45/09 AFR 25/008/2009\n",
    "a list with blank lines": f"{FIRST}\n\nUA: 12/03 Index: AFR 25/1/03\n\nUA: 45/09 Index: AFR 25/8/09\n\nUA: 1/11\n",
    "the same text again": f"{FIRST}\n\n{FIRST}\n",
    "the same number in an update": f"Further information on UA: 34/22 Index: AFR 25/5600/2022\n{FIRST}",
    "a banner on the second page": FIRST.replace("ADDITIONAL INFORMATION", "URGENT ACTION\n\nADDITIONAL INFORMATION"),
    "the head on the second page": FIRST.replace(
        "ADDITIONAL INFORMATION", FIRST[: FIRST.index("Magazine")] + "ADDITIONAL INFORMATION"
    ),
    "a banner inside a sentence": FIRST.replace("The Ethiopian", "The\n\nURGENT ACTION\n\nethiopian", 1),
    "a head without a text": f"{FIRST}\n\nURGENT ACTION\nUA: 12/23 Index: AFR 25/1/2023\nCOMING SOON\n",
}


@pytest.mark.parametrize("case", MENTIONS)
def test_what_only_names_another_is_one_document(case: str) -> None:
    (reading,) = read_bytes(MENTIONS[case].encode(), pdf_engine=PdfEngine.AUTO, max_pages=9, ocr=OcrSettings())
    assert len(divide(normalise(reading))) == 1


def numbered(text: str, number: str | None) -> str:
    """A text with another number at all places of its own, or with none."""

    def other(match: re.Match[str]) -> str:
        label = match.group()[: match.start("sequence") - match.start()]
        return label.rstrip() if number is None else f"{label}{number}"

    return number_pattern().sub(other, text)


SPANISH = (FIXTURES / "es" / "2019_honduras.txt").read_text("utf-8").strip()
FURTHER = (FIXTURES / "modern" / "is_myanmar_further.txt").read_text("utf-8").strip()
TOLD_APART = {
    "an appeal and its further information": [numbered(FURTHER, "34/22"), FIRST],
    "an appeal and its Spanish version": [FIRST, numbered(SPANISH, "34/22")],
    "two without a number": [numbered(FIRST, None), numbered(OTHER, None)],
    "two old ones without a number": [numbered(OLD, None), numbered(FIRST, None)],
    "the second without a number": [FIRST, numbered(OTHER, None)],
    "the first without a number": [numbered(FIRST, None), OTHER],
}


ALLEY = """{top}

Samira Haddad, a baker in Gafsa, was arrested on 3 May 2014 and has not been seen since.

WHAT TO ASK FOR
- ask where Samira Haddad is held;
- ask that she be brought before a judge.

APPEALS TO:
Minister of the Interior
Lotfi Example
Avenue Habib Bourguiba
1000 Tunis
Tunisia
Fax: +216 71 340 888

{foot}"""
BREAKS = {
    "a headline above the number": ALLEY.format(
        top="Tunisia: Baker missing since May\n\nUA 91/14, MDE 30/004/2014, 9 May 2014", foot=""
    ),
    "the number at the foot": ALLEY.format(
        top="URGENT APPEAL\n\nTUNISIA: BAKER MISSING SINCE MAY", foot="Reference: UA 91/14, MDE 30/004/2014, 9 May 2014"
    ),
}


@pytest.mark.parametrize("divider", ["\n\f", "\n\n----------\n\n"])
@pytest.mark.parametrize("case", BREAKS)
@pytest.mark.parametrize("before", [True, False])
def test_a_sheet_is_told_by_the_break_where_its_number_stands_elsewhere(case: str, divider: str, before: bool) -> None:
    parts = [BREAKS[case].strip(), OTHER] if before else [OTHER, BREAKS[case].strip()]
    records = records_of(divider.join(parts))
    assert [values(record) for record in records] == [values(records_of(part)[0]) for part in parts]


@pytest.mark.parametrize("case", TOLD_APART)
def test_what_numbers_do_not_tell_apart_the_cases_do(case: str) -> None:
    parts = TOLD_APART[case]
    records = records_of("\n\n\n".join(parts))
    assert [values(record) for record in records] == [values(records_of(part)[0]) for part in parts]


@pytest.mark.parametrize("index", range(0, len(TEXTS), 9), ids=lambda index: relative(TEXTS[index]))
def test_running_heads_and_repeated_texts_divide_nothing(index: int) -> None:
    """With the number and without it: the text twice, and its own head again above one of its headings."""
    text = TEXTS[index].read_text("utf-8").strip()
    head = "\n".join(text.split("\n")[:5])
    headings = find_headings(document_of(text))[1:]
    place = headings[len(headings) // 2].span.start if headings else len(text) // 2
    for paged in (f"{text}\n\n\n{text}", f"{text[:place]}\n\f{head}\n\n{text[place:]}"):
        for one in (paged, numbered(paged, None)):
            assert len(divide(document_of(one))) == 1


def document_of(text: str) -> Document:
    (reading,) = read_bytes(text.encode(), pdf_engine=PdfEngine.AUTO, max_pages=9, ocr=OcrSettings())
    return normalise(reading)


def test_a_binder_of_scanned_sheets_gives_a_record_for_each() -> None:
    import pypdfium2

    sheets = [FIXTURES / "scans" / f"{name}.pdf" for name in ("en_modern_tilted", "es_two_columns")]
    binder = pypdfium2.PdfDocument.new()
    opened = [pypdfium2.PdfDocument(sheet) for sheet in sheets]
    for sheet in opened:
        binder.import_pages(sheet)
    buffer = io.BytesIO()
    binder.save(buffer)
    records = records_of(buffer.getvalue(), UNHURRIED)
    alone = [read_gold(gold_of(sheet)) for sheet in sheets]
    assert [one.header.ua_number for one in records] == [gold["header"]["ua_number"] for gold in alone]
    for record, gold in zip(records, alone, strict=True):
        assert [one.faxes for one in record.targets] == [target["faxes"] for target in gold["targets"]]
    pages = {place.page for places in records[1].evidence.values() for place in places}
    assert min(page for page in pages if page is not None) > len(opened[0])


def gold_values(member: str) -> dict[str, Any]:
    gold = read_gold(gold_of(member_path(member)))
    for key in ("source", "sections", "evidence", "text", "mentions"):
        gold.pop(key, None)
    gold["findings"] = [finding["rule"] for finding in gold["findings"]]
    return gold


@pytest.mark.parametrize("name", COMPILATIONS)
def test_a_compilation_gives_the_gold_records_of_its_members(name: str) -> None:
    members, _ = COMPILATIONS[name]
    records = records_of((FOLDER / name).read_bytes())
    assert len(records) == len(members)
    for index, (record, member) in enumerate(zip(records, members, strict=True)):
        found = values(record)
        del found["mentions"]
        found["findings"] = [finding["rule"] for finding in found["findings"]]
        assert found == gold_values(member)
        assert (record.source.record_index, record.source.record_count) == (index, len(members))


@pytest.mark.parametrize("engine", [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER])
def test_evidence_of_a_binder_points_to_its_own_pages_and_boxes(engine: PdfEngine) -> None:
    members, _ = COMPILATIONS["binder.pdf"]
    options = Options(mentions=False, strict=True, pdf_engine=engine)
    records = convert((FOLDER / "binder.pdf").read_bytes(), options=options).records
    before = 0
    for record, member in zip(records, members, strict=True):
        alone = convert(member_path(member), options=options).record
        assert alone is not None
        assert record.source.page_count == sum(
            read_gold(gold_of(member_path(one)))["source"]["page_count"] for one in members
        )
        for pointer, places in alone.evidence.items():
            assert [(place.page, place.boxes, place.quote) for place in record.evidence[pointer]] == [
                (place.page + before, place.boxes, place.quote) for place in places if place.page is not None
            ], pointer
        before += alone.source.page_count or 0


@pytest.mark.parametrize("name", COMPILATIONS)
def test_a_compilation_is_what_the_script_writes(name: str) -> None:
    members, make = COMPILATIONS[name]
    assert (FOLDER / name).read_bytes() == make(members)


NEWSLETTER = """THE CANDLE
Newsletter of the Urgent Action Network, March

If you cannot write this month, please tell us, so that your turn can be given to somebody else in the network.

GOOD NEWS

UA 8/01 (Peru): two students were set free. Thank you for the many letters that you have written for them this year.

============================================
"""
PAGE = """Skip to main content
We use cookies to see how you use our pages, and to make them better. By going on you accept that we do so.
Home / Documents / Appeals
Share   Print   Download

"""
BELOW = """
============================================

HOW TO WRITE

Keep it short. Twenty euros keep one writer in stamps for a year: Box 12, Nairobi, fax 722 6217.
"""


@pytest.mark.parametrize(("above", "below"), [(NEWSLETTER, BELOW), (PAGE, "")])
@pytest.mark.parametrize("text", [FIRST, OLD])
def test_what_a_newsletter_or_page_says_around_its_only_document_is_none_of_it(
    text: str, above: str, below: str
) -> None:
    (alone,) = records_of(text)
    (record,) = records_of(f"{above}\n{text}\n{below}")
    assert values(record) == values(alone)


def test_a_story_above_the_number_stays() -> None:
    story = (
        "Two students were taken from their hostel at night by soldiers, and nobody has seen them since that day.\n\n"
    )
    (record,) = records_of(f"STUDENTS MISSING\n\n{story}{OLD}")
    assert story.strip() in (record.header.summary or "")

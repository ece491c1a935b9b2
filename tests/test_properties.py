"""What holds for any input: a record or a typed error, a partition, agreeing offsets, and the same bytes twice."""

import unicodedata
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest import Options, Outcome, Status, convert
from ingest.document import Document
from ingest.exports.record_json import record_json
from ingest.furniture import mark_furniture
from ingest.normalising.normalise import normalise
from ingest.readers.text import read
from ingest.reading import LOST, Reading
from models import CaseRecord

STRICT = Options(mentions=False, with_text=True, strict=True)
bounded = settings(max_examples=50, deadline=None)

HEADINGS = st.sampled_from(
    [
        "URGENT ACTION",
        "**URGENT ACTION**",
        "TAKE ACTION:",
        "TAKE ACTION: WRITE AN APPEAL IN YOUR OWN WORDS OR USING THIS MODEL LETTER",
        "RECOMMENDED ACTION: Please send appeals to arrive as quickly as possible:",
        "APPEALS TO:",
        "CONTACT INFORMATION",
        "COPIES TO:",
        "And copies to",
        "SAMPLE LETTER",
        "ADDITIONAL INFORMATION",
        "## Additional information",
        "BACKGROUND INFORMATION",
        "BACKGROUNDThe valley has been closed since May.",
        "PREFERRED LANGUAGE TO ADDRESS TARGET: Spanish, English",
        "PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 31 February 2021",
        "PLEASE TAKE ACTION BEFORE: 05/06/2024",
        "NAME AND PRONOUN: Oksana Brandt (she/her) and Tomas Brandt (he/him)",
        "NAME AND PRONOUN:Li Wen(they/them)",
        "LINK TO PREVIOUS UA: https://www.example.org/en/documents/EUR49/6920/2023/en/",
        "INFORMATION COMPL\u00c9MENTAIRE",
        "INFORMACI\u00d3N ADICIONAL",
    ]
)
NUMBER_LINES = st.sampled_from(
    [
        "Second UA: 147/20 Index: EUR 49/6920/2023 Belarus Date: 31 May 2023",
        "UA 12/03",
        "UA: 0147/2020",
        "Urgent Action 6.24",
        "EXTRA 84/98",
        "Further information on UA 5/61 (AMR 46/07/97/s, 3 March 1961)",
        "AI Index: ASA 17/01/99   Distr: UA/SC",
        "Date: 2024-13-45",
    ]
)
TARGET_LINES = st.sampled_from(
    [
        "Ambassador Dr Jan Nov\u00e1k",
        "H.E. Mr. Rui da Costa e Silva",
        "Minister of Justice Ana Ruiz",
        "Minister of the Interior",
        "Embassy of Peru",
        "Ministry of Justice, PO Box 12",
        "Vul. Lenina, 22",
        "220030 Minsk, Belarus",
        "2210 Wyoming Avenue NW, Washington DC 20009",
        "Phone: 202 728 1600 | Fax: 202 728 1698 ext. 12",
        "Tel/Fax: +90 312 555 12 12 / 13",
        "Fax: + 375 17",
        "Telex: 20392 JUST CI",
        "Email: info@example.by, d.basik@@example.by or J.Doe@EXAMPLE.BY",
        "Email: [info@example.by](mailto:info@example.by)",
        "Twitter: [@example](https://twitter.com/example) / X: @",
        "WhatsApp: +52 55 5093 4900",
        "Facebook: https://facebook.com/example?x=%20[",
        "Salutation: Dear Ambassador/ Estimada Embajadora",
        "CC:",
        "1.",
    ]
)
LETTER_LINES = st.sampled_from(
    [
        "Dear Prosecutor General,",
        "Your Excellency,",
        "Dear",
        "I urge you to release Oksana Brandt, aged 34, and to end her trial under article 361 of the Criminal Code.",
        "I call on you to:",
        "- end the torture of prisoners;",
        "\u2022 free her",
        "On 7 September she was taken; in October she was charged. Nobody has seen her since 16 September.",
        "Between 3 and 5 May 2019 they were held in incommunicado detention.",
        "Yours sincerely,",
        "Sincerely / Atentamente,",
    ]
)
MARKS = st.sampled_from(
    [
        *(" ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\t", "\f", "\v", "\u2028", "\x85", "   \n \n"),
        *("\u00a0", "\u202f", "\u3000", "\u00ad", "\u00ad\n", "-\n", "\u200b", "\u200e", "\u202e", "\u2066", "\ufeff"),
        *(
            "e\u0301",
            "\u0301",
            "\u0323\u0307",
            "\u1100\u1161",
            "\ufb01",
            "\ud7a4",
            "\U0001f1e7\U0001f1fe",
            "\x00",
            "\ud800"[:0],
        ),
        *(
            "**",
            "__",
            "*",
            "_",
            "# ",
            "> ",
            "1. ",
            "a) ",
            "- ",
            "\\*",
            "[",
            "](",
            ")",
            "<",
            ">",
            "<https://x.org>",
            "|",
        ),
        *("[label](https://x.org)", "[](#)", "[a]( <b> )", "\u201c", "\u2019", "\u2013", ":", "::", "@", "+"),
    ]
)
FRAGMENTS = st.one_of(HEADINGS, NUMBER_LINES, TARGET_LINES, LETTER_LINES, st.text(max_size=30))


@st.composite
def appeals(draw: st.DrawFn) -> str:
    """Texts of the fragments of Urgent Actions, in any order, with any marks between and inside them."""
    pieces: list[str] = []
    for fragment in draw(st.lists(FRAGMENTS, min_size=1, max_size=14)):
        cut = draw(st.integers(0, len(fragment))) if draw(st.integers(0, 5)) == 0 else len(fragment)
        inserted = draw(MARKS) if cut < len(fragment) else ""
        pieces += [fragment[:cut], inserted, fragment[cut:], draw(st.one_of(st.just("\n"), MARKS))]
    return "".join(pieces)


@st.composite
def whole_appeals(draw: st.DrawFn) -> str:
    """Texts in the usual order of an Urgent Action, so that most give a record."""

    def some(fragments: st.SearchStrategy[str], least: int = 0) -> list[str]:
        return draw(st.lists(st.one_of(fragments, fragments, fragments, MARKS), min_size=least, max_size=6))

    lines = [
        *("URGENT ACTION", draw(NUMBER_LINES), "FREE THE TEACHER OF THE VALLEY"),
        *("Oksana Brandt was arrested on 7 September.", "TAKE ACTION:", *some(TARGET_LINES, 1)),
        *(draw(LETTER_LINES), *some(LETTER_LINES), "Yours sincerely,", *some(HEADINGS), *some(LETTER_LINES)),
        *("PLEASE TAKE ACTION BEFORE: 1 December 2021", draw(HEADINGS)),
    ]
    return draw(st.sampled_from(["\n", "\r\n", "\n\n", " \n"])).join(lines)


def document_of(text: str) -> Document:
    return mark_furniture(normalise(Reading(text=text, media_type="text/plain", engine="text/utf-8")))


def assert_sound(outcome: Outcome) -> None:
    """The outcome is a record that agrees with itself, or an error that says what to do."""
    assert outcome.status is not Status.PARTIAL
    if outcome.status is not Status.DONE:
        assert not outcome.records
        assert outcome.error
        assert "\n" not in outcome.error
        assert outcome.findings[0].rule in {"UA901", "UA902", "UA903", "UA905"}
        return
    assert outcome.error is None
    assert outcome.record is not None
    assert_consistent(outcome.record)


def assert_consistent(record: CaseRecord) -> None:
    text = record.text
    assert text is not None
    assert unicodedata.is_normalized("NFC", text)
    assert_partition([(section.start, section.end) for section in record.sections], len(text))
    for pointer, places in record.evidence.items():
        assert places, pointer
        for place in places:
            assert place.quote == text[place.start : place.end], pointer
            assert place.quote.strip(), pointer
    assert set(record.evidence) == set(leaves(record.model_dump(mode="json", by_alias=True)))


def assert_partition(spans: list[tuple[int, int]], length: int) -> None:
    assert spans[0][0] == 0
    assert spans[-1][1] == length
    assert all(start < end for start, end in spans)
    assert all(left[1] == right[0] for left, right in pairwise(spans))


NOT_EXTRACTED = {"schema_version", "source", "sections", "evidence", "findings", "text"}


def leaves(value: object, pointer: str = "") -> list[str]:
    """The pointers of the values that a record states; null, and false by default, state nothing."""
    if isinstance(value, dict):
        members = [(key, member) for key, member in value.items() if pointer or key not in NOT_EXTRACTED]
        return [leaf for key, member in members for leaf in leaves(member, f"{pointer}/{key}")]
    if isinstance(value, list):
        return [leaf for index, member in enumerate(value) for leaf in leaves(member, f"{pointer}/{index}")]
    return [] if value is None or value is False else [pointer]


@bounded
@given(st.binary(max_size=400))
@example(b"%PDF-")
@example(b"\xff\xfeU\x00")
@example(b"\x00" * 40)
@example(b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF")
def test_any_bytes_give_a_record_or_a_typed_error(data: bytes) -> None:
    assert_sound(convert(data, options=STRICT))


@bounded
@given(st.text(max_size=300))
def test_any_text_gives_a_record_or_a_typed_error(text: str) -> None:
    assert_sound(convert(text.encode("utf-8", "surrogatepass"), options=STRICT))


@bounded
@given(appeals())
def test_any_fragments_of_an_appeal_give_a_record_or_a_typed_error(text: str) -> None:
    assert_sound(convert(text.encode(), options=STRICT))


# Each example is converted twice.
@settings(max_examples=25, deadline=None)
@given(whole_appeals())
def test_an_appeal_gives_a_record_and_the_same_bytes_twice(text: str) -> None:
    first, second = (convert(text.encode(), name="appeal.txt", options=STRICT) for _ in range(2))
    assert_sound(first)
    assert first.record is not None, first.error
    assert second.record is not None
    assert record_json(first.record) == record_json(second.record)


@settings(max_examples=5, deadline=None)
@given(whole_appeals())
def test_mentions_agree_with_the_text_too(text: str) -> None:
    assert_sound(convert(text.encode(), options=Options(with_text=True, strict=True)))


@bounded
@given(st.one_of(st.text(max_size=300), appeals()))
def test_every_character_of_the_document_leads_to_its_source(text: str) -> None:
    document = document_of(text)
    assert len(document.origins) == len(document.text)
    assert unicodedata.is_normalized("NFC", document.text)
    for char, origin in zip(document.text, document.origins, strict=True):
        assert 0 <= origin < len(text)
        assert may_come_from(char, text, origin), (char, origin)


def may_come_from(char: str, source: str, origin: int) -> bool:
    """Whether cleaning may have made the character from what stands at its source."""
    original = source[origin]
    if char == original or char.isspace():
        return True
    if char == LOST:
        return unicodedata.category(original) == "Cc"
    if char in "<>":
        return original in "](>)" or original.isspace()
    if original in LIGATURES:
        return char in unicodedata.normalize("NFKC", original)
    around = source[max(0, origin - 40) : origin + 40]
    return not unicodedata.is_normalized("NFC", around) and decomposed(char) <= decomposed(around)


LIGATURES = "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06"


def decomposed(text: str) -> set[str]:
    return set(unicodedata.normalize("NFD", text))


@bounded
@given(st.one_of(st.text(max_size=300), appeals()).filter(lambda text: "[" not in text))
def test_the_way_back_never_turns_round(text: str) -> None:
    assert all(left <= right for left, right in pairwise(document_of(text).origins))


PLAIN_WORDS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=12)
PLAIN_MARKS = MARKS.filter(lambda mark: not set(mark) & set("[]()<>") and not any(map(unicodedata.combining, mark)))


@bounded
@given(st.lists(st.tuples(PLAIN_WORDS, PLAIN_MARKS), min_size=1, max_size=12))
def test_plain_words_keep_their_characters_and_their_places(pieces: list[tuple[str, str]]) -> None:
    source = "".join(word + mark for word, mark in pieces)
    document = document_of(source)
    kept = {
        origin: char for char, origin in zip(document.text, document.origins, strict=True) if char == source[origin]
    }
    start = 0
    for word, mark in pieces:
        assert "".join(kept.get(offset, "") for offset in range(start, start + len(word))) == word
        start += len(word) + len(mark)


@bounded
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=100))
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    assert read(text.encode()).text == text.removeprefix("\ufeff")

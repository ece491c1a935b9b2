"""Cleaning: what goes, what stays, and where each character of the cleaned text came from."""

import pytest

from ingest.document import Document, Span
from ingest.furniture import mark_furniture
from ingest.normalising.normalise import normalise
from ingest.reading import Glyph, Link, Reading


def cleaned(text: str, links: tuple[Link, ...] = (), furniture: tuple[tuple[int, int], ...] = ()) -> Document:
    reading = Reading(text=text, media_type="text/plain", engine="text/utf-8", links=links, furniture=furniture)
    return normalise(reading)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\ftwo\vthree\x85four\u2028five\u2029six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("18\u00a0November\u202f2020", "18 November 2020"),
        ("\ufefftext\u200b with\u2060 nothing\u200e seen\u202e", "text with nothing seen"),
        ("o\ufb03cial \ufb02ag", "official flag"),
        ("Jose\u0301 Nov\u00e1k A\u030angstro\u0308m", "Jos\u00e9 Nov\u00e1k \u00c5ngstr\u00f6m"),
        ("\u1112\u1161\u11ab", "\ud55c"),
        ("can\u00addi\u00addate", "candidate"),
        ("impris\u00ad\noned today", "imprisoned\ntoday"),
        ("a peace-\nful march", "a peaceful\nmarch"),
        ("ill-\ntreatment of", "ill-treatment\nof"),
        ("he lets him per-\n\nmettre a doctor", "he lets him permettre\na doctor"),
        ("al-\nHassan came", "al-\nHassan came"),
        ("the Gen-\neral\u2019s office", "the General\u2019s\noffice"),
        ("Email: contact@\njustice-et.gov.et\nFax: 1", "Email: contact@justice-et.gov.et\nFax: 1"),
        ("Email: contact@jus\ntice-et.gov.et\nFax: 1", "Email: contact@justice-et.gov.et\nFax: 1"),
        ("Email: contact@localhost\nwww.gov.et\nFax: 1", "Email: contact@localhost\nwww.gov.et\nFax: 1"),
        ("Email: contact.\nnews@gov.et\nFax: 1", "Email: contact.news@gov.et\nFax: 1"),
        ("He left.\nnews@gov.et\nFax: 1", "He left.\nnews@gov.et\nFax: 1"),
        ("Email: contact@justice\n.gov.et or", "Email: contact@justice.gov.et\nor"),
        ("Email: contact\n@justice.gov.et", "Email: contact@justice.gov.et"),
        ("Ministry\n@justice.gov", "Ministry\n@justice.gov"),
        ("Email: contact@justice.gov.et\nwww.justice.gov.et", "Email: contact@justice.gov.et\nwww.justice.gov.et"),
        ("A**\u0300", "\u00c0"),
        ("**TAKE ACTION:** now", "TAKE ACTION: now"),
        ("## Background\ntext", "Background\ntext"),
        ("+-------+\n|  ADDRESSES  |\n+-------+\ntext", "\nADDRESSES\n\ntext"),
        ("*************\n*  COPY      *\n*************\ntext", "\nCOPY\n\ntext"),
        (
            "\u250c\u2500\u2500\u2500\u2500\u2510\n\u2502 COPY \u2502\n\u2514\u2500\u2500\u2500\u2500\u2518\n",
            "\nCOPY\n\n",
        ),
        ("+------+\n| one  |\n| two  |\n| three |\n+------+", "+------+\n| one  |\n| two  |\n| three |\n+------+"),
        ("=== WHAT TO SAY ===\na\n=== COPY ===\nb", "WHAT TO SAY\na\nCOPY\nb"),
        (
            "----- Original Message -----\na\n----- Original Message -----",
            "----- Original Message -----\na\n----- Original Message -----",
        ),
        ("the *first* and _second_ word", "the first and second word"),
        ("*words over\ntwo lines* and\n* an item\n* another", "words over\ntwo lines and\n* an item\n* another"),
        ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
        (
            "> Dear Minister,\n>\n> I ask you to free her\n> without delay.",
            "Dear Minister,\n\nI ask you to free her\nwithout delay.",
        ),
        ("> Free her.\n> Find them.\n> Reply.", "> Free her.\n> Find them.\n> Reply."),
        (r"1\. first \[sic\]", "1. first [sic]"),
        ("[label](https://x.example)", "label <https://x.example>"),
        ("[info@x.example](mailto:info@x.example)", "info@x.example"),
        ("[https://x.example/](https://x.example)", "https://x.example/"),
        (
            "smart \u201cquotes\u201d and \u2013 dashes \u2019 stay",
            "smart \u201cquotes\u201d and \u2013 dashes \u2019 stay",
        ),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("bell\x07 and null\x00", "bell and null"),
    ],
)
def test_cleaning(source: str, expected: str) -> None:
    assert cleaned(source).text == expected


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        ("27-MAR-96 WED 19:45     REGIONAL OFFICE          FAX NO. 25550177    P.03", True),
        ("3/11/96 09:12 FROM AI LONDON TO 0171 956 1157 PAGE 2/3", True),
        ("AMNESTY INTERNATIONAL URGENT ACTION                              2", True),
        ("She was seen on 27-MAR-96 at 19:45 by the guards of the prison.", False),
        ("Over", True),
        ("over.", False),
    ],
)
def test_what_a_fax_machine_or_a_page_prints_at_its_head_is_furniture(line: str, furniture: bool) -> None:
    document = mark_furniture(cleaned(f"The soldiers took him away and\n\n{line}\n\nnobody has seen him since."))
    marked = [one.furniture for one in document.lines if document.text[one.start : one.end].strip()]
    assert marked == [False, furniture, False]


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        ("AFR 29/04/95 - 2 - UA 141/95", True),
        ("UA 141/95 - AFR 29/04/95 - page 2", True),
        ("AFR 29/04/95 - UA 141/95", False),
        ("AFR 29/02/95 - 2 - UA 141/95", False),
    ],
)
def test_a_page_between_the_numbers_of_the_document_is_furniture(line: str, furniture: bool) -> None:
    document = mark_furniture(
        cleaned(f"AI Index: AFR 29/04/95\nUA 141/95\n\nNobody has seen him.\n\n{line}\n\nHe is 30.")
    )
    marked = [one.furniture for one in document.lines if document.text[one.start : one.end].strip() == line]
    assert marked == [furniture]


def test_each_character_knows_its_source() -> None:
    source = "o\ufb03ce\r\nof the Jose\u0301 **fund**"
    document = cleaned(source)
    assert document.text == "office\nof the Jos\u00e9 fund"
    back = {char: source[origin] for char, origin in zip(document.text, document.origins, strict=True)}
    assert back["f"] == "f"
    assert [document.origins[index] for index in range(1, 4)] == [1, 1, 1]
    assert document.origins[document.text.index("\n")] == source.index("\r")
    assert document.origins[document.text.index("\u00e9")] == source.index("e\u0301")
    assert document.origins[document.text.index("fund")] == source.index("fund")


def test_a_joined_word_keeps_the_places_of_both_halves() -> None:
    source = "a peace-\nful march"
    document = cleaned(source)
    start = document.text.index("peaceful")
    places = [document.origins[index] for index in range(start, start + 8)]
    assert "".join(source[place] for place in places) == "peaceful"
    assert places[5] == source.index("ful")


def test_a_hyphen_stays_where_the_word_has_it_elsewhere() -> None:
    assert cleaned("a well-known man, well-\nknown here").text == "a well-known man, well-known\nhere"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a long pro-\ntest was", "a long protest\nwas"),
        ("HELD IN THE CEN-\nTRAL PRISON", "HELD IN THE CENTRAL\nPRISON"),
        ("JEAN-\nPIERRE OTTO WAS BE-\nFORE A COURT", "JEAN-\nPIERRE OTTO WAS BEFORE\nA COURT"),
        ("HAFEZ AL-\nATASI, NOUR AL-ATASI: ILL-\nTREATED", "HAFEZ AL-\nATASI, NOUR AL-ATASI: ILL-TREATED"),
        ("held in AL-\nATASI", "held in AL-\nATASI"),
        ("a pro-\ngovernment group", "a pro-government\ngroup"),
        ("the ex-\nfarmer, a farmer", "the ex-farmer,\na farmer"),
        ("on so\u2010\ncial media", "on social\nmedia"),
        ("plain\u2010clothes men, ill\u2010\ntreated", "plain\u2010clothes men, ill\u2010treated"),
        (
            "https://x.example/en/documents/\nabc41/89/2025/en/\n3/3",
            "https://x.example/en/documents/abc41/89/2025/en/\n3/3",
        ),
        ("https://x.example/en/documents/\n3/3", "https://x.example/en/documents/\n3/3"),
        ("https://x.example/en/documents/\nThe end", "https://x.example/en/documents/\nThe end"),
        (
            "of\ufb01cial \ufb02ag, e\ufb00ort, o\ufb03ce, ba\ufb04e, \ufb06one",
            "official flag, effort, office, baffle, stone",
        ),
    ],
)
def test_what_a_line_end_breaks_and_typesetting_joins(source: str, expected: str) -> None:
    assert cleaned(source).text == expected


def test_the_destination_of_a_hyperlink_stands_where_its_label_does() -> None:
    source = "Click here now"
    document = cleaned(source, links=(Link(6, 10, "https://x.example/report"),))
    assert document.text == "Click here <https://x.example/report> now"
    start = document.text.index("<")
    inside = [document.origins[index] for index in range(start, document.text.index(">"))]
    assert set(inside) <= {6, 7, 8, 9}


@pytest.mark.parametrize("url", ["mailto:minister@justicia.example", "https://x.example/a", "tel:+5112048020"])
@pytest.mark.parametrize("label", ["here", "Click here", "a form of the Ministry of Justice that has to be filled in"])
def test_an_address_behind_a_label_stands_for_all_of_it(label: str, url: str) -> None:
    document = cleaned(f"Email: {label}\nmore", links=(Link(7, 7 + len(label), url),))
    address = url.removeprefix("mailto:").removeprefix("tel:")
    start = document.text.index(address)
    assert document.origins[start] == 7
    assert document.origins[start + len(address) - 1] == 7 + len(label) - 1
    assert document.text.endswith(f"{url}>\nmore")


def test_lines_cover_the_text_and_furniture_is_marked() -> None:
    source = "Page 1 of 2\nThe text\nPage 2 of 2"
    document = cleaned(source, furniture=((0, 11), (21, 32)))
    assert [document.text[line.start : line.end] for line in document.lines] == source.split("\n")
    assert [line.furniture for line in document.lines] == [True, False, True]


def test_evidence_of_a_paged_text_is_a_place_for_each_page() -> None:
    source = "one\ntwo"
    glyphs = [Glyph(1, (10.0 * index, 5.0, 10.0 * index + 8, 15.0)) for index in range(3)]
    glyphs_of_page_two = [Glyph(2, (10.0 * index, 5.0, 10.0 * index + 8, 15.0)) for index in range(3)]
    reading = Reading(source, "application/pdf", "pypdfium2", page_count=2, glyphs=[*glyphs, None, *glyphs_of_page_two])
    places = normalise(reading).places(Span(0, 7))
    assert [(place.page, place.quote) for place in places] == [(1, "one"), (2, "two")]
    assert places[0].boxes == [(0.0, 5.0, 28.0, 15.0)]


def test_a_word_that_goes_on_over_the_page_is_joined_above_the_furniture() -> None:
    source = "they ask for an investi-\n\nUA 1/24\n2\n\ngation, and more"
    document = cleaned(source, furniture=((26, 33), (34, 35)))
    assert document.text == "they ask for an investigation,\n\nUA 1/24\n2\n\nand more"
    start = document.text.index("gation")
    assert [source[document.origins[index]] for index in range(start, start + 7)] == list("gation,")
    assert [line.furniture for line in document.lines if document.quote(line.span)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("mailto:a@x.example?subject=Ana", "a@x.example"),
        ("mailto:a@x.example?cc=b@x.example", "a@x.example <mailto:a@x.example?cc=b@x.example>"),
        ("https://x.example/?subject=Ana", "a@x.example <https://x.example/?subject=Ana>"),
    ],
)
def test_what_a_link_fills_into_a_message_is_no_address(url: str, text: str) -> None:
    assert cleaned("a@x.example", links=(Link(0, 11, url),)).text == text


def test_breaks_that_were_lost_between_lines_are_put_back() -> None:
    document = cleaned(
        "Minister of JusticeM. Jan NovakAvenue Habib12 Rue Longue1000 TunisTunisiaFax: +216 71 340 269Salutation: Dear "
        "Minister\nAttorney GeneralAna WernauTunisFax: +216 71 340 268Salutation: Dear WhatsApp user:- asking"
    )
    assert document.text.split("\n") == [
        *("Minister of Justice", "M. Jan Novak", "Avenue Habib", "12 Rue Longue", "1000 Tunis", "Tunisia"),
        *("Fax: +216 71 340 269", "Salutation: Dear Minister", "Attorney General", "Ana Wernau", "Tunis"),
        *("Fax: +216 71 340 268", "Salutation: Dear WhatsApp user:", "- asking"),
    ]
    assert [document.reading.text[origin] for origin in document.origins[:9]] == list("Minister ")


def test_no_break_is_put_into_a_text_that_kept_them() -> None:
    text = "Fax: +216 71 340 269\nSalutation: Dear JavaMinister\nAna McDonaldson"
    assert cleaned(text).text == text


def test_a_margin_before_every_line_is_dropped_and_an_indent_of_some_stays() -> None:
    document = cleaned("\t  APPEALS TO:\n\n\t    Ana Ruiz\n\t  Minister\n")
    assert document.text == "APPEALS TO:\n\n  Ana Ruiz\nMinister\n"
    assert document.reading.text[document.origins[document.text.index("Ana")]] == "A"

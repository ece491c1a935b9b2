"""The sender's words at the end of a document belong to no field; the story's last paragraph stays in it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ingest import Options, convert
from models import CaseRecord, SectionKind

_CASES = tomllib.loads(Path(__file__).with_name("closing_cases.toml").read_text(encoding="utf-8"))["case"]
_HEAD = """UA: 166/21 Index: MDE 12/3456/2021 Egypt Date: 24 August 2021

URGENT ACTION

LAWYER MISSING AFTER ARREST

Human rights lawyer Amara Dessalin was arrested on 3 August at her home in the north of the city and has not been seen
by her family since then. She is at risk of torture.

"""
_TARGET = """Minister of Justice
Mr Abdel Karim Nasr
12 Freedom Street
Cairo, Egypt
Email: info@justice.example
Salutation: Dear Minister

"""
_ASKING = """Please write immediately in Arabic, English or your own language:
- Urging the authorities to release Amara Dessalin at once;
- Calling on them to let her see her family.

PLEASE SEND APPEALS BEFORE 12 OCTOBER 2021 TO:
"""
_STORY = """ADDITIONAL INFORMATION

The law of 2012 allows the police to hold people for fifteen days without charge. Many lawyers have been arrested in the
past year under this law.

"""


def _record(text: str) -> CaseRecord:
    outcome = convert(text.encode(), name="appeal.txt", options=Options(mentions=False))
    assert outcome.record is not None
    return outcome.record


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["closing"][:40])
def test_what_closes_the_story(case: dict[str, Any]) -> None:
    record = _record(_HEAD + _ASKING + _TARGET + _STORY + case["closing"] + "\n")
    assert len(record.additional_information) == 1 + case.get("story", False)


_RIGHT_BELOW = ("AMNESTY", "Amnesty International -", "amnesty", "Merci de soutenir", "Vielen Dank", "Working")


@pytest.mark.parametrize(
    "case", [case for case in _CASES if case["closing"].startswith(_RIGHT_BELOW)], ids=lambda case: case["closing"][:40]
)
def test_what_closes_the_story_right_below_it(case: dict[str, Any]) -> None:
    record = _record(_HEAD + _ASKING + _TARGET + _STORY.rstrip("\n") + "\n" + case["closing"] + "\n")
    assert [one.split()[-1] for one in record.additional_information] == ["law."]
    assert record.sections[-1].kind.value == "boilerplate"


@pytest.mark.parametrize(
    "case", [case for case in _CASES if not case.get("story")], ids=lambda case: case["closing"][:40]
)
def test_what_closes_the_addresses(case: dict[str, Any]) -> None:
    record = _record(_HEAD + _STORY + _ASKING + _TARGET + case["closing"] + "\n")
    assert [target.name for target in record.targets] == ["Abdel Karim Nasr"]
    assert len(record.additional_information) == 1


def test_a_story_goes_on_behind_the_footer_of_a_page() -> None:
    footer = "AIUSA's Urgent Action Network | 5 River Plaza, New York NY 10001\nuan@aiusa.example\n\n"
    rest = "The bar association of the city was dissolved by a decree in October 2016.\n"
    record = _record(_HEAD + _ASKING + _TARGET + _STORY + footer + rest)
    assert record.additional_information[1:] == [rest.strip()]


def test_notes_behind_the_last_day_stay_with_it() -> None:
    note = "Please check with your national office before you send appeals any later than that."
    record = _record(
        _HEAD + _ASKING + _TARGET + _STORY + f"PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 12 October 2021\n{note}\n"
    )
    assert record.sections[-1].kind.value == "deadline"


_LETTER = """TAKE ACTION: WRITE AN APPEAL IN YOUR OWN WORDS OR USING THIS MODEL LETTER

Dear Minister,

I am writing about Amara Dessalin, who was arrested on 3 August.

I call on you to:

1. release her at once;
2. let her see her family, and a lawyer of her choice.

{closing}

"""


@pytest.mark.parametrize("closing", ["Yours sincerely,", "In hope of an answer,"])
def test_a_letter_with_a_list_goes_to_its_formula(closing: str) -> None:
    letter = _record(_HEAD + _LETTER.format(closing=closing) + _STORY).letter
    assert letter is not None
    assert letter.valediction == closing
    assert list(letter.demands) == ["release her at once", "let her see her family, and a lawyer of her choice."]


def test_a_request_for_attention_is_no_demand() -> None:
    words = "Please allow me to speak of Amara Dessalin, a nurse. Please allow her family to see her."
    letter = _record(_HEAD + _LETTER.format(closing=f"{words}\n\nYours sincerely,")).letter
    assert letter is not None
    assert letter.demands[-1] == "Please allow her family to see her."
    assert not any(demand.startswith("Please allow me") for demand in letter.demands)


def test_a_note_on_the_time_after_the_last_day_belongs_to_it() -> None:
    note = "Passé cette date, renseignez-vous auprès de votre section avant d'écrire."
    last_day = "MERCI D'AGIR DANS LES PLUS BREFS DÉLAIS ET AVANT LE : 5 septembre 2022"
    record = _record(f"{_HEAD}{_LETTER.format(closing='Yours sincerely,')}{last_day}\n\n{note}\n")
    assert record.sections[-1].kind.value == "deadline"


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("PLEASE TAKE ACTION BEFORE: 3 May 2021", "PLEASE TAKE ACTION BEFORE:"),
        ("Please take action before May 3, 2021.", None),
    ],
)
def test_a_sentence_about_the_last_day_has_no_heading(words: str, heading: str | None) -> None:
    record = _record(f"{_HEAD}{_LETTER.format(closing='Yours sincerely,')}{words}\n")
    assert (record.sections[-1].kind.value, record.sections[-1].heading) == ("deadline", heading)


_PAGES = """URGENT ACTION

NURSE HELD WITHOUT CHARGE
AFTER A STRIKE

Nurse Amara Dessalin was arrested on 3 August after a strike at her hospital. She has not seen a lawyer.

THIS IS THE {which} UPDATE OF UA 12/21.

URGENT ACTION

NURSE HELD WITHOUT CHARGE
AFTER A STRIKE

ADDITIONAL INFORMATION
The strike began on 1 August.
"""


def test_a_second_page_repeats_a_headline_of_two_lines() -> None:
    record = _record(_PAGES.format(which="SECOND"))
    assert [part.kind.value for part in record.sections] == [
        "header",
        "title",
        "summary",
        "header",
        "title",
        "additional_information",
    ]


@pytest.mark.parametrize("line", ["THIS IS THE SECOND UPDATE OF UA 12/21.", "This is the second update of UA 12/21"])
def test_a_line_that_says_which_update_this_is_belongs_to_the_header(line: str) -> None:
    record = _record(f"{_HEAD}{_ASKING}{_TARGET}\n{line}\n\n{_STORY}")
    kinds = [part.kind.value for part in record.sections]
    assert kinds[kinds.index("targets") + 1] == "header"


def test_two_salutations_are_one() -> None:
    letter = _record(
        _HEAD + _LETTER.format(closing="Yours sincerely,").replace("Dear Minister,", "Dear Minister,\nDear Governor,")
    ).letter
    assert letter is not None
    assert letter.salutation == "Dear Minister, Dear Governor,"


def test_a_second_salutation_may_end_in_a_colon() -> None:
    letter = _record(
        _HEAD + _LETTER.format(closing="Atentamente,").replace("Dear Minister,", "Señora ministra, señor comisario:")
    ).letter
    assert letter is not None
    assert letter.salutation == "Señora ministra, señor comisario:"


_POINTS_IN_SPANISH = """\
ACCIONES RECOMENDADAS: Envíen sus llamamientos de manera que lleguen lo más rápidamente posible, en bosnio,
inglés o en el idioma de ustedes:

- exhortando a las autoridades a no expulsar a Abu Selim;
- pidiendo que se le ponga en libertad.

De ser posible, escriban en francés.

LLAMAMIENTOS A:

"""


def test_a_request_above_its_points_is_no_closing_sentence() -> None:
    record = _record(_HEAD + _STORY + _POINTS_IN_SPANISH + _TARGET)
    assert len(record.action.instructions) == 1
    assert len(record.action.appeal_points) == 2
    assert [one.heading for one in record.sections if one.kind.value == "targets"] == ["LLAMAMIENTOS A:"]


def test_the_senders_address_is_one_section() -> None:
    sender = "AMNESTY INTERNATIONAL Deutschland e. V.\nUrgent Actions\nZinnowitzer Straße 8 . 10115 Berlin\n"
    record = _record(_HEAD + _STORY + _ASKING + _TARGET + sender)
    assert [one.kind.value for one in record.sections][-1] == "boilerplate"
    assert sum(one.kind.value == "header" for one in record.sections) == 1


def test_points_whose_bullets_got_lost() -> None:
    record = _record(_HEAD + _ASKING.replace("- ", " ") + _TARGET)
    assert list(record.action.appeal_points) == [
        "Urging the authorities to release Amara Dessalin at once",
        "Calling on them to let her see her family.",
    ]


def test_a_quoted_sheet_is_read_without_its_marks() -> None:
    sheet = _HEAD + _ASKING + _TARGET + _STORY
    quoted = "".join(f"> {line}".rstrip() + "\n" for line in sheet.splitlines())
    record = _record("Pat,\n\nhere it is again.\n\nOn Monday Joan wrote:\n\n" + quoted)
    plain = _record(sheet)
    assert record.header.title == plain.header.title
    assert record.additional_information == plain.additional_information
    assert record.action.appeal_points == plain.action.appeal_points


def test_numbered_steps_above_the_points_are_what_to_do() -> None:
    asking = """WHAT YOU CAN DO

1. Write to the Minister, whose decision it is.
2. Send a copy to the embassy.

Your letter should:

+ urge the Minister to release Amara Dessalin;
+ ask that she be allowed to see her family.

WRITE TO

"""
    action = _record(_HEAD + asking + _TARGET).action
    assert list(action.instructions) == [
        "Write to the Minister, whose decision it is.",
        "Send a copy to the embassy.",
    ]
    assert list(action.appeal_points) == [
        "urge the Minister to release Amara Dessalin",
        "ask that she be allowed to see her family.",
    ]


@pytest.mark.parametrize("heading", ["TAKE ACTION NOW\n", "WHAT YOU CAN DO\n"])
def test_a_request_to_write_leads_to_numbered_points(heading: str) -> None:
    asking = """Write, call or tweet the officials below and demand that:
1. Amara Dessalin be released or brought before a court within 24 hours;
2. the officers who took her from her home be named and prosecuted.

"""
    action = _record(_HEAD + heading + asking + _TARGET).action
    assert list(action.instructions) == ["Write, call or tweet the officials below and demand that:"]
    assert list(action.appeal_points) == [
        "Amara Dessalin be released or brought before a court within 24 hours",
        "the officers who took her from her home be named and prosecuted.",
    ]


def test_a_sentence_on_the_language_behind_a_sign_of_its_own_is_no_point() -> None:
    asking = """\u2192 Please write letters and e-mails:
- urging the Minister to release Amara Dessalin;
- asking that she be allowed to see her family.

\u2192 Please write in good French, in English or in your own language.

APPEALS TO
"""
    action = _record(_HEAD + asking + _TARGET).action
    assert list(action.appeal_points) == [
        "urging the Minister to release Amara Dessalin",
        "asking that she be allowed to see her family.",
    ]
    assert list(action.preferred_languages) == ["fr", "en"]
    assert action.own_language is True


def test_a_page_without_blank_lines_has_its_headings() -> None:
    told = " ".join(
        ["Amara Dessalin has defended people in court since 2019, and was threatened for it more than once."] * 2
    )
    page = (
        _HEAD.replace("\n\n", "\n")
        + f"Why it is urgent\n{told}\nHow you may help us\n1. Copy this letter.\n"
        + (
            "2. Send it by post before 12 October 2021.\nDear Minister,\nI am writing about Amara Dessalin, whom "
            "nobody has seen since 3 August, and I ask you to release her.\nYours sincerely,\n"
        )
    )
    record = _record(page)
    assert list(record.additional_information) == [told]
    assert record.letter is not None
    assert record.action.deadline == "2021-10-12"


def test_the_marks_of_a_question_belong_to_its_heading() -> None:
    page = "ACCI\u00d3N URGENTE\n\nAU 12/21\n\nABOGADA DESAPARECIDA\n\nLa abogada Amara Dessalin fue detenida.\n\n" + (
        "\u00bfQU\u00c9 PUEDES HACER?\n\n1. Escribe en espa\u00f1ol.\n2. Hazlo antes del 12 de julio de 2021.\n"
    )
    record = _record(page)
    assert [one.heading for one in record.sections if one.heading] == ["\u00bfQU\u00c9 PUEDES HACER?"]
    assert record.action.deadline == "2021-07-12"


@pytest.mark.parametrize("channel", ["Faxes: +20 2 2390 0001", "Fax: +20 2 2390 0001", "Tel/Faxes: +20 2 2390 0001"])
def test_an_office_with_nothing_but_a_number_is_no_note_on_sending(channel: str) -> None:
    text = f"{_HEAD}{_ASKING}Minister of Justice\n{channel}\nSalutation: Dear Minister\n"
    record = convert(text.encode(), options=Options(mentions=False)).record
    assert record is not None
    assert [(target.role, target.faxes) for target in record.targets] == [("Minister of Justice", ["+20223900001"])]


def test_requests_below_a_heading_that_leads_to_them() -> None:
    sheet = """URGENT ACTION

DROHENDE ABSCHIEBUNG

SAMBIA
UA-206/2012      AI-Index: AFR 63/002/2012      Datum: 17. Juli 2012

Joseph Mulenga soll am 30. Juli abgeschoben werden. Seine Familie ist in Sorge.

SCHREIBEN SIE BITTE FAXE UND LUFTPOSTBRIEFE MIT FOLGENDEN FORDERUNGEN
 Heben Sie bitte die gegen Joseph Mulenga und die anderen Bewohner am 11. Juli
erlassene Verfügung auf.
 Stellen Sie sicher, dass er von einem Arzt untersucht wird.

APPELLE AN

INNENMINISTER
Peter Banda
Lusaka
SAMBIA
"""
    action = _record(sheet).action
    assert list(action.instructions) == ["SCHREIBEN SIE BITTE FAXE UND LUFTPOSTBRIEFE MIT FOLGENDEN FORDERUNGEN"]
    assert list(action.appeal_points) == [
        "Heben Sie bitte die gegen Joseph Mulenga und die anderen Bewohner am 11. Juli erlassene Verfügung auf.",
        "Stellen Sie sicher, dass er von einem Arzt untersucht wird.",
    ]


def test_a_letterhead_closes_the_instructions() -> None:
    steps = "1) TAKE ACTION\nWrite a letter:\n* Urging the minister to release her.\n\n"
    report = "2) LET US KNOW YOU TOOK ACTION\nClick here to tell us what you wrote about Urgent Action 166.21.\n\n"
    office = "Urgent Action Network | 5 River Plaza, New York NY 10001\nT (212) 555-8400 | uan@aiusa.org\n\n"
    record = _record(_HEAD + steps + "Contact this official by 12 October:\n\n" + _TARGET + report + office + _STORY)
    assert record.action.instructions[-1] == "Click here to tell us what you wrote about Urgent Action 166.21."
    assert SectionKind.BOILERPLATE in {section.kind for section in record.sections}


def test_lines_that_ask_are_no_target_without_their_bullets() -> None:
    asking = (
        "Please write immediately in Arabic, English or your own language:\n"
        ' Calling on the authorities to release "Amara Dessalin" and "Karim" immediately;\n'
        " Urging them to end this practice.\n\nPLEASE SEND APPEALS BEFORE 12 OCTOBER 2021 TO:\n"
    )
    record = _record(_HEAD + asking + _TARGET + _STORY)
    assert [target.name for target in record.targets] == ["Abdel Karim Nasr"]
    assert record.action.appeal_points[-1] == "Urging them to end this practice."

"""Openings in forms that no fixture has: numbers with a sign, a country with its region, lines of a mail, menus."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ingest import Options, convert
from models import CaseRecord

_REST = """
Javed Hussain, a trade union leader, was taken from his home on 3 March by men in plain clothes. His family has looked
for him in every prison of the province since, and nobody has told them where he is held.

RECOMMENDED ACTION: Please send telegrams/telexes/faxes/express/airmail letters in English:
- urging that he be released.

APPEALS TO:
Minister of the Interior
General A. B. Khan
Islamabad, Pakistan
"""


def _record(opening: str) -> CaseRecord:
    outcome = convert((opening + _REST).encode(), name="appeal.txt", options=Options(mentions=False))
    assert outcome.record is not None
    return outcome.record


@pytest.mark.parametrize(
    "opening",
    [
        "ACTION URGENTE N\u00b0 268/07 - TOGO\n\nUn syndicaliste d\u00e9tenu \u00e0 Lom\u00e9\n",
        "URGENT ACTION no. 268/07\n\nTrade unionist held\n",
        "U.A. Nr. 268/07\n\nTRADE UNIONIST HELD\n",
    ],
)
def test_a_number_may_stand_behind_its_sign(opening: str) -> None:
    assert _record(opening).header.ua_number == "268/07"


def test_a_region_behind_the_country_is_no_name() -> None:
    record = _record(
        "14 June 1999\nUA 133/99          Fear of torture\n\n"
        "INDONESIA/ACEH     Javed Hussain, farmer, aged 52\n"
        "                   Nurlela binti Usman (f), 19\n"
    )
    assert [subject.name for subject in record.subjects] == ["Javed Hussain", "Nurlela binti Usman"]
    assert record.header.countries == ["ID"]


def test_a_slash_parts_several_countries() -> None:
    record = _record(
        "UA: 44/10 Index: AFR 64/003/2010 Kenya/Rwanda Date: 26 November 2010\n\nURGENT ACTION\nREFUGEES HELD\n"
    )
    assert record.header.countries == ["KE", "RW"]


def test_lines_of_a_mail_and_menus_are_no_headline() -> None:
    record = _record(
        "From: network@example.org\nSubject: [UAN] Pakistan (UA 12/21)\nDate: Mon, 11 Jan 2021\n\n"
        "Home | Campaigns | Urgent Actions | Donate\n\nURGENT ACTION\nUA: 12/21\n9 January 2021\n\n"
        "UNION LEADER MISSING\n"
    )
    assert record.header.title == "UNION LEADER MISSING"
    assert record.header.issue_date == "2021-01-09"


_NEW = """
Javed Hussain, a trade union leader, was taken from his home on 3 March by men in plain clothes. His family has looked
for him in every prison of the province since, and nobody has told them where he is held.

TAKE ACTION: WRITE AN APPEAL IN YOUR OWN WORDS OR USING THIS MODEL LETTER

Minister of the Interior
General A. B. Khan
Islamabad, Pakistan

Dear Minister,

I ask you to say where Javed Hussain is held.

Yours sincerely,
"""
_LONG = "\n\n".join(" ".join(paragraph.split("\n")) for paragraph in _NEW.split("\n\n")).lstrip()
_BELOW = {"old": _REST, "new": _NEW, "long": _LONG}
_CASES = tomllib.loads(Path(__file__).with_name("opening_cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["what"])
def test_openings(case: dict[str, Any]) -> None:
    outcome = convert(
        (case["opening"] + _BELOW[case["kind"]]).encode(), name="appeal.txt", options=Options(mentions=False)
    )
    assert outcome.record is not None
    header = outcome.record.header
    found = {key: getattr(header, key) for key in ("title", "issue_date", "index_number") if key in case}
    assert found == {key: case[key] for key in found}
    assert (header.summary or "").startswith(case.get("summary_begins", ""))
    if "subjects" in case:
        assert [subject.name for subject in outcome.record.subjects] == case["subjects"]


def test_the_foot_of_a_lost_page_is_no_part_of_the_story() -> None:
    story = "Javed Hussain, a trade union leader, was taken from his home on 3 March by men in plain clothes."
    foot = (
        "                 l\nAmnesty International, 1 Easton Street, London WC1X 8DJ\n"
        "Telephone: 01-833 1771       Telex: 28502\n----------------------------\n\n"
    )
    record = _record(f"14 June 1989\nUA 133/89   Fear of torture\n\nPAKISTAN: Javed Hussain\n\n{story}\n\n{foot}")
    assert record.header.summary is not None
    assert record.header.summary.startswith(story)
    assert "Easton" not in record.header.summary


def test_a_page_around_the_text_gives_no_headline_and_no_country() -> None:
    record = _record(
        "This website places cookies on your computer. Find out why.\nHOME  ABOUT US  ISSUES  GIVE\n\n"
        "Trade unionist held\n\nUrgent Action 133/12 | Index ASA 33/003/2012 | Posted 14 June 2012\n\n"
    )
    assert record.header.title == "Trade unionist held"
    assert record.header.countries == ["PK"]


def test_the_entries_of_a_menu_with_bars_open_no_section() -> None:
    record = _record(
        "Amnistía Internacional España\nActúa | Conoce los temas | Únete | Sala de prensa\n\n"
        "Inicio > Actúa > Red de Acciones Urgentes > Asia\n\n"
        "PAKISTÁN: SINDICALISTA DESAPARECIDO\n\nAU 133/12 · Índice AI: ASA 33/003/2012 · 14 de junio de 2012\n\n"
    )
    assert record.header.title == "PAKISTÁN: SINDICALISTA DESAPARECIDO"
    assert record.header.countries == ["PK"]
    assert [target.role for target in record.targets] == ["Minister of the Interior"]


def test_a_country_in_the_words_of_a_mail_is_not_the_documents() -> None:
    record = _record(
        "De : Actions urgentes <ua@section.example>\nObjet : UA 133/12 - syndicaliste disparu\n\n"
        "Chères amies, les lettres parties de Suisse ont compté : merci !\n\nURGENT ACTION\n\n"
        "UNION LEADER MISSING\n\nPAKISTAN    Javed Hussain (m), 52\n\nUA 133/12, ASA 33/003/2012, 14 June 2012\n\n"
    )
    assert record.header.countries == ["PK"]


def test_an_update_may_name_its_number_in_a_phrase() -> None:
    record = _record(
        "PÚBLICO                 Índice AI: ASA 33/011/2001/s\n                        22 de agosto de 2001\n\n"
        "Información complementaria sobre la AU 178/01 (ASA 33/008/2001/s, del 13 de julio de 2001)\n\n"
        "Temor de tortura\n\nPAKISTÁN        Javed Hussain, de 52 años\n"
    )
    assert (record.header.kind, record.header.title) == ("update", "Temor de tortura")


@pytest.mark.parametrize(
    ("sentence", "languages"),
    [
        ("Schreiben Sie bitte, auf Thai, in gutem Englisch oder auf Deutsch.", ["th", "en", "de"]),
        ("Die Briefe sollten vor dem 20. Oktober 1989 eintreffen, auf Englisch oder auf Deutsch.", ["en", "de"]),
    ],
)
def test_languages_before_the_wording_that_is_known(sentence: str, languages: list[str]) -> None:
    rest = _REST.replace(" in English", "") + "\n" + sentence + "\n"
    opening = "14 June 1989\nUA 133/89   Fear of torture\n\nPAKISTAN: Javed Hussain\n"
    outcome = convert((opening + rest).encode(), name="appeal.txt", options=Options(mentions=False))
    assert outcome.record is not None
    assert outcome.record.action.preferred_languages == languages


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("UA-Nr: UA-134/2019-2 \u00b7 AI-Index: ASA 33/1250/2019 \u00b7 Datum: 24. Oktober 2019", "update"),
        ("UA-Nr: UA-134/2019 \u00b7 AI-Index: ASA 33/1250/2019 \u00b7 Datum: 24. Oktober 2019", "initial"),
        ("UA 134/99-24 October 1999", "initial"),
    ],
)
def test_a_count_behind_the_number_is_one_of_updates(number: str, kind: str) -> None:
    record = _record(f"URGENT ACTION\n{number}\n\nTRADE UNION LEADER MISSING\n\n")
    assert record.header.kind == kind

"""Headings over the ends of lines, and prose that only looks like them."""

import pytest

from ingest import vocabulary
from ingest.headings import announces_targets, find_headings
from ingest.normalising.normalise import normalise
from ingest.readers.text import read
from ingest.sectioning import split_sections


def headings(text: str) -> list[tuple[str, str]]:
    """Kind and text of each heading, in order."""
    document = normalise(read(text.encode()))
    return [(one.kind.value, document.text[one.span.start : one.span.end].strip()) for one in find_headings(document)]


@pytest.mark.parametrize(
    "line", ["When she was taken away on 3 May, he fled.", "When: Saturday 3 May 2003, in the hall"]
)
def test_a_short_word_for_the_last_day_stands_alone(line: str) -> None:
    assert headings(f"Some text.\n\n{line}\n") == []
    assert headings("Some text.\n\n>> When\n\nBefore 3 May 2003.\n") == [("deadline", "When")]


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("additional_information", "ADDITIONAL\nINFORMATION"),
        ("additional_information", "Additional\ninformation"),
        ("additional_information", "ADDITIONAL\n\nINFORMATION"),
        ("background", "BACKGROUND\nINFORMATION"),
        ("recommended_action", "FURTHER RECOMMENDED\nACTION:"),
        ("take_action", "TAKE ACTION: WRITE AN APPEAL IN YOUR OWN WORDS OR USING THIS\nMODEL LETTER"),
        ("recommended_action", "SCHREIBEN SIE BITTE\nFAXE ODER LUFTPOSTBRIEFE MIT FOLGENDEN FORDERUNGEN"),
        ("targets", "PLEASE SEND APPEALS BEFORE\n10 OCTOBER 2014 TO:"),
        ("targets", "PLEASE SEND APPEALS BEFORE 10\nOCTOBER 2014 TO:"),
        ("targets", "PLEASE SEND APPEALS BEFORE 10 OCTOBER\n2014 TO:"),
        ("targets", "PLEASE SEND APPEALS BEFORE OCTOBER\n10, 2014 TO:"),
        ("targets", "PLEASE SEND APPEALS BEFORE 10th\nof October 2014 TO:"),
        ("targets", "PLEASE SEND APPEALS BEFORE 10 OCTOBER 2014\nTO:"),
        ("targets", "PLEASE SEND APPEALS BEFORE 10 OCTOBER\n2014"),
        ("preferred_language", "PREFERRED LANGUAGE TO ADDRESS\nTARGET:"),
        ("subject_names", "NAME AND\nPRONOUN:"),
        (
            "take_action",
            "PASSEZ A L'ACTION : ENVOYEZ UN APPEL EN UTILISANT VOS PROPRES MOTS OU EN VOUS\n"
            "INSPIRANT DU MODELE DE LETTRE CI-DESSOUS",
        ),
        ("take_action", "PASSEZ A L'ACTION"),
        ("recommended_action", "Please write immediately in English, Sinhala,\nTamil or your own language:"),
        ("targets", "ENVOYEZ VOS APPELS AVANT LE 19 AVRIL\n2012 À :"),
        ("targets", "ENVOYEZ VOS APPELS AVANT LE 19 AVRIL 2012 A :"),
        ("targets", "VOS APPELS DOIVENT PARTIR AVANT LE 31 JUILLET 2014. ILS SONT \u00c0 ENVOYER \u00c0 :"),
        ("targets", "Copies of your letter can go to:"),
        ("deadline", "POR FAVOR, ENVIE O SEU APELO O MAIS RÁPIDO POSSÍVEL ATÉ:"),
        ("targets", "COPIES"),
        ("preferred_language", "BEST LANGUAGE:"),
    ],
)
def test_a_heading_may_go_over_the_end_of_a_line(kind: str, heading: str) -> None:
    assert headings(f"They were taken from home at night.\n\n{heading}\n\nMinister of the Interior\n") == [
        (kind, heading)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The lawyer asked for additional\ninformation about the case.",
        "The lawyer asked the court for any\nadditional information\nthat it had kept.",
        "The lawyer asked the court for\nadditional\ninformation",
        "The lawyer asked for all the law said,\nbackground information\nincluded.",
        "The group asked all of them to take\naction\nagainst the law.",
        "Additional\ninformation was handed over in May.",
        "Nobody gave them any\n\nadditional\n\ninformation\n",
    ],
)
def test_prose_is_no_heading(text: str) -> None:
    assert headings(text) == []


@pytest.mark.parametrize(
    ("below", "heading"),
    [
        ("PO Box 2014", "PLEASE SEND APPEALS BEFORE 10 OCTOBER"),
        ("Minister of Justice 2014", "PLEASE SEND APPEALS BEFORE 10 OCTOBER 2014"),
    ],
)
def test_a_date_ends_with_its_year(below: str, heading: str) -> None:
    assert headings(f"{heading}\n{below}\n")[0] == ("targets", heading)


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("take_action", "What can you do?"),
        ("take_action", "HOW CAN YOU HELP?"),
        ("take_action", "\u00bfQu\u00e9 puede hacer usted?"),
        ("take_action", "Que faire ?"),
        ("take_action", "Was k\u00f6nnen Sie tun?"),
        ("take_action", "O que voc\u00ea pode fazer?"),
        ("targets", "Who should you write to?"),
        ("targets", "\u00bfA qui\u00e9n puede escribir?"),
        ("targets", "\u00c0 qui \u00e9crire ?"),
        ("targets", "An wen k\u00f6nnen Sie schreiben?"),
        ("background", "What is the background?"),
        ("deadline", "Until when?"),
        ("deadline", "Jusqu'\u00e0 quand ?"),
        ("preferred_language", "In welcher Sprache?"),
        ("targets", "WHERE TO SEND YOUR APPEALS"),
        ("targets", "Where to send all of them:"),
        ("targets", "WOHIN SIE SCHREIBEN"),
        ("deadline", "UNTIL WHEN"),
    ],
)
def test_a_question_may_be_a_heading(kind: str, question: str) -> None:
    assert headings(f"They were taken from home at night.\n\n{question}\n\nSome words.\n") == [(kind, question)]


def test_a_question_may_be_answered_in_its_line() -> None:
    told = "They were taken from home at night."
    asked = "What can you do? Please send letters to the minister."
    assert headings(f"{told}\n\n{asked}\n") == [("take_action", "What can you do?")]
    assert headings(f"{told} {asked}\n") == []


@pytest.mark.parametrize("mark", ["==", "--", "***", "~~~"])
def test_marks_may_stand_around_a_heading(mark: str) -> None:
    page = f"They were taken at night.\n\n{mark} Copies to {mark}\nEmbassy of Peru\n"
    assert headings(page) == [("targets", "Copies to")]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("deadline", "Closing date for letters: 3 May 1994"),
        ("recommended_action", "Write now, in Russian or your own language:"),
        ("recommended_action", "Please send faxes or airmail letters in Thai, English or your own language:"),
        ("targets", "Please write to the following officials:"),
    ],
)
def test_a_heading_goes_to_its_colon(kind: str, line: str) -> None:
    told = "They were taken from home at night."
    assert headings(f"{told}\n\n{line}\n") == [(kind, line[: line.index(":") + 1])]


@pytest.mark.parametrize("mark", ["\u27a4", "\u261b", "=>", ">>", "-->", "\u2022", "\u279c\ufe0f", "\U0001f449", "**"])
def test_a_mark_may_point_at_a_heading(mark: str) -> None:
    assert headings(f"They were taken at night.\n\n{mark} APPEALS TO:\n\nMinister\n") == [("targets", "APPEALS TO:")]


@pytest.mark.parametrize(
    "heading",
    [
        "PLEASE ACT NOW: WRITE AT ONCE TO THE AUTHORITIES:",
        "TAKE ACTION NOW! WRITE TO THE AUTHORITIES\nIN ENGLISH OR YOUR OWN LANGUAGE:",
        "AGISSEZ MAINTENANT : \u00c9CRIVEZ SANS TARDER\nAUX AUTORIT\u00c9S DU PAYS :",
    ],
)
def test_a_call_in_capitals_goes_to_its_last_colon(heading: str) -> None:
    assert headings(f"They were taken at night.\n\n{heading}\n\n- asking why.\n") == [("take_action", heading)]


def test_an_address_in_capitals_does_not_go_on_with_the_call() -> None:
    text = "TAKE ACTION: WRITE A LETTER TO THIS MAN\nPRESIDENT OF THE REPUBLIC\nPALACE ROAD 1\n"
    assert headings(text)[0] == ("take_action", "TAKE ACTION: WRITE A LETTER TO THIS MAN")


@pytest.mark.parametrize("label", ["Earlier appeals in this case:", "Acci\u00f3n anterior:", "Fait suite \u00e0 :"])
def test_an_earlier_action_has_its_label(label: str) -> None:
    text = f"They were taken from home at night.\n\n{label} UA 80/88, EUR 44/21/88\n"
    assert headings(text) == [("previous_ua", label)]


def test_two_labels_may_share_a_line() -> None:
    text = "They were taken at night.\n\nDeadline: 14 June 1994      Languages: French, Arabic\n"
    assert headings(text) == [("deadline", "Deadline:"), ("preferred_language", "Languages:")]


FILLED = {"{date}": "3 May 2011", "{any}": "xx yy", "{wrapped}": "xx yy", "{word}": "", "{number}": "2", "*": "s"}


def test_a_heading_over_targets_is_told_without_its_pattern_as_with_it() -> None:
    pattern = vocabulary.pattern("headings", "targets")
    for wording in vocabulary.wordings("headings", "targets"):
        text = wording.text.removeprefix("=")
        for mark, filling in FILLED.items():
            text = text.replace(mark, filling)
        for printed in (text, text.upper(), text.replace(" ", "  "), f"{text} Ana Ruiz", text[:-1]):
            assert announces_targets(printed) == (pattern.fullmatch(printed) is not None), printed


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("targets", "Who else should we write to?"),
        ("take_action", "What can your group do about it?"),
        ("subject_names", "Qui est en danger ?"),
        ("targets", "\u00bfY las copias?"),
        ("subject_names", "Wer ist in Gefahr?"),
        ("targets", "Para quem escrevo?"),
        ("preferred_language", "In which language shall we write?"),
    ],
)
def test_a_question_is_a_heading_by_its_words(kind: str, question: str) -> None:
    assert headings(f"They were taken from home at night.\n\n{question}\n\nThe answer stands here\n") == [
        (kind, question)
    ]


def test_a_question_inside_a_paragraph_is_no_heading() -> None:
    assert headings("He was taken away, and his wife asked the guards\nwhere should I send his letters?\n") == []


@pytest.mark.parametrize(
    "label",
    [
        "Earlier in this series:",
        "What we sent before:",
        "Notre appel pr\u00e9c\u00e9dent :",
        "Unser fr\u00fcherer Appell:",
    ],
)
def test_a_label_of_an_earlier_document_is_told_by_its_words(label: str) -> None:
    assert headings(f"They were taken away.\n\n{label} UA 88/01 (ASA 33/009/2001)\n") == [("previous_ua", label)]
    assert headings(f"They were taken away.\n\n{label} nothing that has a number\n") == []


def test_the_first_number_line_is_no_label_of_an_earlier_document() -> None:
    assert headings("First UA: 12/22 Index: MDE 29/5123/2022 Algeria Date: 10 January 2022\n") == []


@pytest.mark.parametrize(
    "heading",
    ["BACKGROUND: TRADE UNIONS\nIN GUATEMALA", "Background: trade unions in Guatemala"],
)
def test_the_colon_of_a_heading_may_stand_inside_it(heading: str) -> None:
    assert headings(f"{heading}\n\nThe law has been in force since 1981.\n") == [("background", heading)]


def test_a_mark_of_known_headings_shows_an_unknown_one() -> None:
    text = (
        "URGENT ACTION\n\n{mark} Journalist charged in Djibouti\n\n"
        "Ali Nour, a journalist, was arrested on 3 May 2020 in Djibouti city by soldiers.\n\n"
        "{mark} What you can do\nPlease write to the authorities:\n- urging them to release him.\n\n"
        "{mark} Calling pattern\nAppeals are best sent in the evening of the week before the trial.\n\n"
        "{mark} Send appeals to\nPresident Ana Paz\nPlaza 1\nDjibouti\n\n"
        "{mark} Additional information\nAli Nour has been a journalist since 2001.\n\n"
        "{mark} Echoes from the ground\nHis sister says that she has not been able to see him.\n"
    )
    sectioned = split_sections(normalise(read(text.format(mark=">>").encode())))
    found = [sectioned.document.quote(part.heading) for part in sectioned.parts if part.heading is not None]
    assert found[-2:] == ["Additional information", "Echoes from the ground"]
    assert "Calling pattern" in found


def test_a_question_that_only_a_story_answers_stands_over_information() -> None:
    text = (
        "UA 66/03     Fear of torture     7 March 2003\n\nZAMBIA     Joseph Banda (m), farmer\n\n"
        "Who is at risk?\nJoseph Banda has been held since 2 March 2003. Soldiers took him from a meeting.\n\n"
        "Who is responsible?\nThe police of Ndola arrested six farmers in May 2001. Their head was killed in 2002.\n\n"
        "How long must they wait?\nThe court closed in 1998. In June 2000 a judge came for a week and left again.\n\n"
        "What does the law say?\nThe Public Order Act lets the police forbid meetings. A court struck it down.\n\n"
        "Who should you write to?\nMinister of Home Affairs\nPO Box 50997\nLusaka, Zambia\nFax: +260 211 253 669\n\n"
        "Until when?\nPlease write before 20 April 2003.\n"
    )
    sectioned = split_sections(normalise(read(text.encode())))
    asked = [part for part in sectioned.parts if part.heading is not None]
    kinds = [part.kind.value for part in asked]
    assert kinds == ["summary", *["additional_information"] * 3, "targets", "deadline"]


def test_a_question_for_action_that_speaks_to_readers_stays_one() -> None:
    text = (
        "UA 66/03     Fear of torture     7 March 2003\n\nZAMBIA     Joseph Banda (m), farmer\n\n"
        "Joseph Banda has been held since 2 March 2003. Soldiers took him from a meeting.\n\n"
        "What can be done?\nPlease write to the authorities and ask where he is held. Your letter will be read.\n"
    )
    sectioned = split_sections(normalise(read(text.encode())))
    assert sectioned.parts[-1].kind.value == "take_action"

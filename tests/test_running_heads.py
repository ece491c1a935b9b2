"""Running heads of lost pages inside a text: each stands there once, and changes nothing of the record."""

from functools import cache
from typing import Any

import pytest

from ingest import Options, convert

_TEXT = """
PUBLIC                                        AI Index: AFR 22/07/98
                                              4 May 1998

UA 131/98          Fear of torture / incommunicado detention

GAMBIA      Lamin Sanneh, journalist

Lamin Sanneh was led away from the office of his weekly in Serrekunda on the morning of 2 May by
three men in plain clothes, and the police of the town say that they do not know anything about
the men or about the car in which they came. His family has not heard of him since.

RECOMMENDED ACTION: Please send telegrams/faxes/airmail letters in English:
- asking where Lamin Sanneh is held, and urging that he be given access to his family and to a
lawyer of his choice without delay;
- urging that he be released unless he is charged with a recognizably criminal offence.

APPEALS TO:
Inspector General of Police
Police Headquarters
9 Wellington Street
Banjul, Gambia
Salutation: Dear Inspector General

PLEASE SEND APPEALS IMMEDIATELY.
"""
_STORY, _ITEM, _BLOCK = "do not know anything about\n", "access to his family and to a\n", "Police Headquarters\n"
_HEADS_ANYWHERE = [
    "UA 131/98, p. 2",
    "UA 131/98 cont.",
    "GAMBIA: UA 131/98",
    "UA 131/98          4 May 1998",
    "AI Index: AFR 22/07/98",
    "2          Amnesty International - AFR 22/07/98",
    "Urgent Action - page 2",
    "Page two",
    "-more-",
    "Al Index: AFR 22/07/98",
    "AI lndex: AFR 22/O7/98",
    "UA l31/98 - page 2",
    "AI INDEX: AFR 22/07/98 4 MAY 1998 p2",
]
_HEADS_IN_SENTENCES = [
    "...2",
    "[2]",
    "p. 2",
    "Fear of torture / incommunicado detention",
    "MORE",
    "Page\n2",
    "Gambia - 2",
    "Gambia: Fear of torture\n2",
]

_HEADS_AT_PAGES = [
    "AFR 22/07/98   UA 131/98   Gambia   4 May 1998",
    "UA 131/98 Gambia Lamin Sanneh, journalist",
    "Fear of torture / incommunicado detention\nPage 2",
    "Gambia - 2",
    "Gambia: Fear of torture\n2",
]


@cache
def _record(text: str) -> dict[str, Any]:
    outcome = convert(text.encode(), name="appeal.txt", options=Options(mentions=False))
    assert outcome.record is not None
    record = outcome.record.model_dump(mode="json", exclude={"source", "evidence", "findings"})
    return {**record, "sections": [(one["kind"], one["heading"]) for one in record["sections"]]}


@pytest.mark.parametrize("place", [_STORY, _ITEM, _BLOCK], ids=["story", "item", "block"])
@pytest.mark.parametrize("head", _HEADS_ANYWHERE)
def test_a_running_head_changes_nothing(head: str, place: str) -> None:
    assert _record(_TEXT.replace(place, f"{place}{head}\n")) == _record(_TEXT)


@pytest.mark.parametrize("head", _HEADS_IN_SENTENCES)
def test_a_running_head_that_a_sentence_goes_over_changes_nothing(head: str) -> None:
    assert _record(_TEXT.replace(_STORY, f"{_STORY}\n\n{head}\n\n")) == _record(_TEXT)


@pytest.mark.parametrize(
    "place", ["Police Headquarters\n", "Salutation: Dear Inspector General\n"], ids=["in", "below"]
)
@pytest.mark.parametrize("head", [*_HEADS_AT_PAGES, *_HEADS_ANYWHERE])
def test_a_running_head_that_opens_a_page_changes_nothing(head: str, place: str) -> None:
    copies = "Copies to:\nMinister of Justice\n1 Marina Parade\nBanjul, Gambia\n\n"
    text = _TEXT.replace("PLEASE SEND", f"{copies}PLEASE SEND")
    assert _record(text.replace(place, f"{place}\f{head}\n")) == _record(text)


def test_the_documents_number_between_two_paragraphs_changes_nothing() -> None:
    more = "His wife asked for him at the headquarters of the police on the next day, and was sent away.\n\n"
    text = _TEXT.replace("RECOMMENDED", f"{more}RECOMMENDED")
    assert _record(text.replace(more, f"UA 131/98   AI Index: AFR 22/07/98\n\n{more}")) == _record(text)


@pytest.mark.parametrize("line", ["Banjul 2, Gambia", "P.O. Box 12", "K1A 0A6", "38000 Banjul"])
def test_a_line_of_an_address_is_no_running_head(line: str) -> None:
    (target,) = _record(_TEXT.replace(_BLOCK, f"{_BLOCK}{line}\n"))["targets"]
    assert target["address"]["lines"][0] == line


def test_a_country_that_opens_a_page_ends_its_address() -> None:
    text = _TEXT.replace("GAMBIA      Lamin", "GAMBIA\n\nLamin").replace("Banjul, Gambia\n", "Banjul\nGambia\n")
    copies = "Copies to:\nLaw Society\nBanjul\n\fGambia\n\n"
    *_, target = _record(text.replace("PLEASE SEND", f"{copies}PLEASE SEND"))["targets"]
    assert target["address"]["lines"] == ["Banjul", "Gambia"]


def test_a_block_right_above_a_copyright_is_no_caption() -> None:
    text = _TEXT.replace("APPEALS TO:\n", "APPEALS TO:\n\n").replace("\n\nPLEASE", "\n\u00a9 Amnesty\n\nPLEASE")
    (target,) = _record(text)["targets"]
    assert target["address"]["city"] == "Banjul"


def test_the_reference_at_the_end_stays_a_header() -> None:
    record = _record(_TEXT + "\nUA 131/98   AI Index: AFR 22/07/98   4 May 1998\n")
    assert record["sections"][-1][0] == "header"

"""Charsets: found where the letters tell, doubted where several fit, never mojibake in silence."""

import pytest

from ingest.readers import html, text
from ingest.readers.charset import decoding
from ingest.reading import LOST
from scripts.gold import FIXTURES

HEAD = "UA: 12/20 Index: EUR 49/1/2020\n\nURGENT ACTION\n\nFREE THE TEACHER\n\nThe teacher was arrested on 3 May.\n"
RUSSIAN = (
    "СРОЧНАЯ АКЦИЯ\nПравозащитник Иван Петров был задержан 3 мая в Минске. Его держат под стражей без связи с внешним "
    "миром.\nПожалуйста, напишите Генеральному прокурору.\n"
)
POLISH = (
    "PILNA AKCJA\nObrończyni praw człowieka Żaneta Wójcik została zatrzymana 3 maja w Łodzi. Grozi jej więzienie.\n"
    "Proszę napisać do ministra sprawiedliwości. Treść: żądam, aby ją uwolniono.\n"
)
CHINESE = "紧急行动\n2020年5月3日，人权捍卫者李明在北京被捕。请写信给司法部长，要求立即释放他。\n"
JAPANESE = "緊急行動\n2020年5月3日、人権擁護者の山田太郎氏が東京で逮捕された。法務大臣に手紙を書いてください。\n"
SPANISH, FRENCH, TURKISH = (
    (FIXTURES / name).read_text("utf-8")
    for name in ("es/2019_honduras.txt", "fr/2022_tunisie.txt", "modern/us_turkey_ambiguous_deadline.txt")
)
CASES = {
    "russian": (RUSSIAN, "cp1251"),
    "russian below english": (HEAD + RUSSIAN, "cp1251"),
    "russian of unix": (RUSSIAN, "koi8_r"),
    "polish": (POLISH, "iso8859_2"),
    "polish of windows": (POLISH, "cp1250"),
    "polish below english": (HEAD + POLISH, "iso8859_2"),
    "one polish name": (f"{HEAD}Citizen Łukasz Wójcik\n", "iso8859_2"),
    "spanish": (SPANISH, "cp1252"),
    "spanish of the mac": (SPANISH, "mac_roman"),
    "french of the mac": (FRENCH, "mac_roman"),
    "one name of the mac": (f"{HEAD}José Peña\n", "mac_roman"),
    "spanish of dos": (SPANISH, "cp850"),
    "spanish of older dos": (FIXTURES.joinpath("es/1998_ecuador.txt").read_text("utf-8"), "cp437"),
    "french of dos": (FRENCH, "cp850"),
    "french of older dos": (FIXTURES.joinpath("fr/1999_niger.txt").read_text("utf-8"), "cp437"),
    "swedish of dos": (FIXTURES.joinpath("sv/2021_eritrea.txt").read_text("utf-8"), "cp850"),
    "italian of dos": (FIXTURES.joinpath("it/2024_tunisia.txt").read_text("utf-8").replace("•", "-"), "cp850"),
    "portuguese of dos": (FIXTURES.joinpath("pt/1998_guine_bissau.txt").read_text("utf-8"), "cp850"),
    "bullets of dos": (f"{HEAD}■ calling for his release;\n■ asking where José Peña and Müller are;\n", "cp437"),
    "one name of dos": (f"{HEAD}José Peña\n", "cp850"),
    "a box of dos": (f"┌────┐\n│ UA │\n└────┘\n{HEAD}José Peña, André Müller\n", "cp437"),
    "turkish": (TURKISH, "cp1254"),
    "chinese": (CHINESE, "gb18030"),
    "chinese below english": (HEAD + CHINESE, "gb18030"),
    "japanese": (JAPANESE, "shift_jis"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_letters_are_those_that_were_written(case: str) -> None:
    written, charset = CASES[case]
    data = written.encode(charset, "replace")
    assert text.read(data).text == data.decode(charset)


def test_a_doubtful_charset_is_told() -> None:
    written, charset = CASES["one name of the mac"]
    data = written.encode(charset, "replace")
    assert [finding.rule for finding in text.read(data).findings] == ["UA609"]
    page = f"<html><body><pre>{written}</pre></body></html>".encode(charset, "replace")
    assert [finding.rule for finding in html.read(page).findings] == ["UA609"]


@pytest.mark.parametrize(
    "case",
    [
        "russian",
        "spanish",
        "spanish of the mac",
        "spanish of dos",
        "italian of dos",
        "bullets of dos",
        "polish",
        "turkish",
        "chinese",
        "japanese",
    ],
)
def test_a_sure_charset_is_not_doubted(case: str) -> None:
    written, charset = CASES[case]
    assert not decoding(written.encode(charset, "replace")).doubtful


def test_a_declared_charset_is_not_doubted() -> None:
    page = f"<meta charset=macintosh><pre>{SPANISH}</pre>".encode("mac_roman")
    assert html.read(page).findings == ()


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1"])
def test_a_broken_character_leaves_the_others_as_they_are(declared: str | None) -> None:
    data = SPANISH.encode("utf-8")
    place = data.index("ó".encode())
    found = decoding(data[: place + 1] + data[place + 2 :], declared)
    assert (found.charset, found.doubtful) == ("utf-8", True)
    assert found.text == SPANISH.replace("ó", LOST, 1)


@pytest.mark.parametrize("case", ["spanish", "french of the mac", "polish", "turkish", "chinese", "one polish name"])
def test_another_charset_is_no_broken_utf8(case: str) -> None:
    written, charset = CASES[case]
    assert decoding(written.encode(charset, "replace")).charset != "utf-8"

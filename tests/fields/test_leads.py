"""The lead ends where the sender speaks to the reader; a sheet that asks for nothing tells its family by its head."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ingest import Options, convert

_CASES = tomllib.loads(Path(__file__).with_name("lead_cases.toml").read_text(encoding="utf-8"))["case"]
_EN = "Okoro Bassey, secretary of the dockers' union in Douala, has been held since 9 March. He has had no lawyer."
_DE = "Okoro Bassey, Sekretär einer Gewerkschaft, ist seit dem 9. März in Haft. Er hat keinen Zugang zu einem Anwalt."
_FR = "Okoro Bassey, secrétaire du syndicat des dockers, est détenu depuis le 9 mars. Il n'a pas pu voir d'avocat."
_ES = "Okoro Bassey, secretario del sindicato, está detenido desde el 9 de marzo. No ha podido ver a un abogado."
_PT = "Okoro Bassey, secretário do sindicato, está detido desde 9 de março. Não pôde ver um advogado até hoje."
_SHEETS = {
    "en": (
        "URGENT ACTION\n\nTRADE UNIONIST HELD WITHOUT CHARGE\n"
        "UA: 145/12 Index: AFR 17/004/2012 Cameroon Date: 24 May 2012",
        _EN,
        "Please write immediately in French, English or your own language:\n- Calling on them to release him.\n\n"
        "PLEASE SEND APPEALS BEFORE 5 JULY 2012 TO:\nMinister of Justice\nYaoundé, Cameroon\nSalutation: Sir",
    ),
    "old": (
        "EXTERNAL   AI Index: AFR 17/04/96\n24 May 1996\n\n"
        "UA 145/96   Fear of torture\n\nCAMEROON   Okoro Bassey, aged 44",
        _EN,
        "RECOMMENDED ACTION: Please send faxes/airmail letters in French or English:\n- urging that he be released.\n\n"
        "APPEALS TO:\nMinister of Justice\nYaoundé, Cameroon\n\nPLEASE SEND APPEALS IMMEDIATELY.",
    ),
    "de": (
        "URGENT ACTION\n\nGEWERKSCHAFTER IN HAFT\nKAMERUN\n"
        "UA-Nr: UA-145/2012   AI-Index: AFR 17/004/2012   Datum: 24. Mai 2012\n\nHERR OKORO BASSEY",
        _DE,
        "SCHREIBEN SIE BITTE BRIEFE MIT FOLGENDEN FORDERUNGEN\n- Ich bitte Sie, ihn freizulassen.\n\n"
        "APPELLE AN\nJUSTIZMINISTER\nMinistry of Justice\nYaoundé\nKAMERUN",
    ),
    "fr": (
        "ACTION URGENTE\n\nUN SYNDICALISTE DÉTENU\n\nAU 145/12, AFR 17/004/2012, 24 mai 2012",
        _FR,
        "DANS LES APPELS QUE VOUS FEREZ PARVENIR, dans votre propre langue :\n- demandez sa libération.\n\n"
        "ENVOYEZ VOS APPELS AVANT LE 5 JUILLET 2012 À :\nMinistre de la Justice\nYaoundé, Cameroun",
    ),
    "es": (
        "ACCIÓN URGENTE\n\nSINDICALISTA DETENIDO\nAU: 145/12 Índice: AFR 17/004/2012 Camerún Fecha: 24 de mayo de 2012",
        _ES,
        "ESCRIBAN INMEDIATAMENTE, en español o en su propio idioma:\n- pidiendo su liberación.\n\n"
        "ENVÍEN LLAMAMIENTOS, ANTES DEL 5 DE JULIO DE 2012, A:\nMinistro de Justicia\nYaundé, Camerún",
    ),
    "pt": (
        "AÇÃO URGENTE\n\nSINDICALISTA DETIDO\nAU: 145/12 Índice: AFR 17/004/2012 Camarões Data: 24 de maio de 2012",
        _PT,
        "ESCREVA IMEDIATAMENTE em francês ou na sua própria língua:\n- apelando à sua libertação.\n\n"
        "ENVIE OS SEUS APELOS ATÉ 5 DE JULHO DE 2012 PARA:\nMinistro da Justiça\nYaoundé, Camarões",
    ),
    "outcome_en": (
        "Further information on UA: 145/12 Index: AFR 17/009/2012 Cameroon Date: 24 August 2012\n\n"
        "URGENT ACTION\n\nTRADE UNIONIST RELEASED",
        _EN,
        "",
    ),
    "outcome_de": (
        "URGENT ACTION\n\nGEWERKSCHAFTER FREI\nKAMERUN\n"
        "UA-Nr: UA-145/2012-1   AI-Index: AFR 17/009/2012   Datum: 24. August 2012\n\nHERR OKORO BASSEY",
        _DE,
        "",
    ),
    "outcome_es": (
        "Más información sobre AU: 145/12 Índice: AFR 17/009/2012 Camerún Fecha: 24 de agosto de 2012\n\n"
        "ACCIÓN URGENTE\n\nSINDICALISTA EN LIBERTAD",
        _ES,
        "",
    ),
    "outcome_fr": (
        "Informations complémentaires sur l'AU 145/12, AFR 17/009/2012 - Cameroun, 24 août 2012\n\n"
        "ACTION URGENTE\n\nUN SYNDICALISTE LIBÉRÉ",
        _FR,
        "",
    ),
    "outcome_old": ("FU UA 145/82        24 August 1982\nAFR 17/09/82\n\nCAMEROON: Okoro Bassey", _EN, ""),
}


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["tail"].strip()[:40])
def test_where_the_lead_ends(case: dict[str, Any]) -> None:
    head, story, rest = _SHEETS[case["kind"]]
    tail = case["tail"] if case["tail"].startswith(" ") else f"\n\n{case['tail']}"
    text = f"{head}\n\n{story}{tail}\n\n{rest}\n"
    record = convert(text.encode(), name="sheet.txt", options=Options(mentions=False)).record
    assert record is not None
    goes_on = case.get("goes_on") or (tail.strip() if case.get("told") else "")
    assert record.header.summary == f"{story} {goes_on}".strip()
    wanted = case.get("header", {})
    assert {key: getattr(record.header, key) for key in wanted} == wanted

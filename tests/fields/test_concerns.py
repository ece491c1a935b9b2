"""Concerns in the forms that a language's grammar and old spellings give their wordings."""

import pytest

from ingest import Options, convert

_BELOW = """
TOGO: Ana Ruiz

Ana Ruiz wohnt seit 1999 mit ihren Eltern und vier Geschwistern in einem kleinen Haus am Rand der Stadt.

RECOMMENDED ACTION: Please send airmail letters in French:
- asking for an answer.

APPEALS TO:
Minister of Justice
Lom\u00e9, Togo
"""


def _concerns(title: str) -> list[str]:
    text = f"AI Index: AFR 57/02/2004\nUA 12/04   {title}   4 June 2004\n{_BELOW}"
    outcome = convert(text.encode(), name="appeal.txt", options=Options(mentions=False))
    assert outcome.record is not None
    assert outcome.record.header.title == title
    return list(outcome.record.concerns)


@pytest.mark.parametrize(
    ("title", "concerns"),
    [
        ("Hinrichtung befürchtet", ["imminent_execution"]),
        ("Droht ihr jederzeit die Hinrichtung", ["imminent_execution"]),
        ("Todesurteile / Foltervorwürfe", ["death_penalty", "torture"]),
        ("Gefangene zum Tode verurteilt", ["death_penalty"]),
        ("Gefangene mißhandelt", ["ill_treatment"]),
        ("In willkürlicher Haft", ["arbitrary_detention"]),
        ("Es wird um ihr Leben gefürchtet", ["fear_for_safety"]),
        ("Unfaires Gerichtsverfahren", ["unfair_trial"]),
        ("Temor de ejecución extrajudicial", ["extrajudicial_execution"]),
        ("Temor de ejecución", ["imminent_execution"]),
        ("Drohende extralegale Hinrichtung", ["extrajudicial_execution"]),
        ("Crainte d'exécution extrajudiciaire", ["extrajudicial_execution"]),
        ("Temor de expulsión", ["forcible_return"]),
        ("Considérations d'ordre juridique", ["legal_concern"]),
        ("Medizinische Sorge", ["health_concern"]),
        ("Whereabouts of teacher unknown", ["enforced_disappearance"]),
        ("Women to be whipped", ["corporal_punishment"]),
        ("Mit dem Tode bedroht", ["death_threats", "threats"]),
        ("Ameaçada de morte", ["death_threats", "threats"]),
        ("Vida de Ana Ruiz corre perigo", ["fear_for_safety"]),
        ("Teme-se pela sua vida", ["fear_for_safety"]),
        ("Detenidas de manera arbitraria", ["arbitrary_detention"]),
        ("Podrían ser ejecutadas", ["imminent_execution"]),
        ("La vida de Ana Ruiz corre grave peligro", ["fear_for_safety"]),
        ("Sa vie serait en danger", ["fear_for_safety"]),
        ("Condamnées à la peine capitale", ["death_penalty"]),
        ("Risque imminent d'exécution", ["imminent_execution"]),
        ("Condannati a morte", ["death_penalty"]),
        ("Vrees voor executie", ["imminent_execution"]),
        ("Fueron ejecutados ayer", []),
    ],
)
def test_wordings_in_their_forms(title: str, concerns: list[str]) -> None:
    assert _concerns(title) == concerns

"""A new language is a folder of vocabulary files: an invented one is added to a copy of the packages."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

VOCABULARY = {
    "headings": """
take_action = ["MURU DALEN"]
additional_information = ["OKKER WETA"]
preferred_language = ["SPRENA TE SKRIVU"]
deadline = ["DALEN FORI"]
subject_names = ["NAMU SAM PRONU"]
""",
    "header": """
banner = ["DALEN HURTIK"]
number_label = ["DH"]
ordinals = ["vasa", "dova", "trisa"]
index_label = ["Indu"]
date_label = ["Datu"]
""",
    "letter": """
salutation = ["Kara"]
valediction = ["Sam grusa"]
demand = ["Mi uroga tem"]
""",
    "contacts": """
email = ["Elpost"]
fax = ["Faksu"]
salutation = ["Grusilo"]
""",
    "dates": """
3 = ["marsu"]
9 = ["septu"]
""",
    "people": """
pronoun_female = ["shela"]
occupation = ["zurnista"]
""",
    "officials": """
role = ["Ministru"]
portfolio = ["Zustica"]
connector = ["po"]
""",
    "writing": """
common_words = ["sam", "po", "fori", "tem", "bina"]
""",
}

DOCUMENT = """\
Dova DH: 31/22  Indu: EUR 70/1234/2022  Serbia  Datu: 4 marsu 2022

DALEN HURTIK

ZURNISTA ILKA MAROVIC BINA PRIZONU

Zurnista Ilka Marovic bina prizonu fori 9 septu 2021 sam po nilo, tem bina hurto po domu sam kindu fori dalo.

MURU DALEN

Ministru po Zustica
Bogdan Telisic
Nemanjina 22-26
11000 Beograd, Serbia
Faksu: +381 11 311 2909
Elpost: kabinet@zustica-primer.rs
Grusilo: Kara Ministru

Kara Ministru,

Ilka Marovic bina prizonu sam po nilo. Mi uroga tem dalo Ilka Marovic hurtik.

Sam grusa,

OKKER WETA
Ilka Marovic bina zurnista po Beograd.

DALEN FORI: 18 septu 2022

NAMU SAM PRONU: Ilka Marovic (shela)
"""


def test_a_folder_of_vocabulary_files_is_a_language(tmp_path: Path) -> None:
    for package in ("ingest", "models"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path / "ingest" / "vocabulary" / "qx"
    folder.mkdir()
    for topic, text in VOCABULARY.items():
        (folder / f"{topic}.toml").write_text(text, "utf-8")
    (tmp_path / "draft.txt").write_text(DOCUMENT, "utf-8")
    code = (
        "from ingest import Options, convert;"
        "outcome = convert('draft.txt', options=Options(mentions=False, strict=True));"
        "print(outcome.record.model_dump_json(by_alias=True))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    record = json.loads(run.stdout)
    assert record["source"]["language"] == "qx"
    assert record["header"]["ua_number"] == "31/22"
    assert record["header"]["ordinal"] == 2
    assert record["header"]["issue_date"] == "2022-03-04"
    assert record["action"]["deadline"] == "2022-09-18"
    target = record["targets"][0]
    assert target["role"] == "Ministru po Zustica"
    assert target["name"] == "Bogdan Telisic"
    assert target["faxes"] == ["+381113112909"]
    assert target["emails"] == ["kabinet@zustica-primer.rs"]
    assert target["salutation"] == "Kara Ministru"
    assert record["letter"]["salutation"] == "Kara Ministru,"
    assert record["letter"]["demands"] == ["Mi uroga tem dalo Ilka Marovic hurtik."]
    subject = record["subjects"][0]
    assert (subject["name"], subject["pronouns"], subject["gender"]) == ("Ilka Marovic", "shela", "female")
    assert subject["description"] == "Zurnista"
    assert {event["date"] for event in record["events"]} == {"2021-09-09"}

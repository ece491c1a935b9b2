"""The catalogue: normalised, searchable, quick, one file, and at home in Datasette."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from ingest.exports.catalogue import metadata_path, write
from ingest.exports.queries import QUERIES, Query
from ingest.exports.rows import DOCUMENT, SUBJECT, TARGET
from models import CaseRecord

PAGE = Path(__file__).parent.parent.parent / "ingest" / "exports" / "QUERIES.md"
PARAMETERS = {
    "day": "2020-01-01",
    "country": "BY",
    "ua_number": "101/21",
    "name": "Yermolenko",
    "words": "conviction",
    "first": "2000-01-01",
    "last": "2025-12-31",
}


@pytest.fixture(scope="module")
def path(records: list[CaseRecord], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("catalogue") / "cases.db"
    write(records, out)
    return out


@pytest.fixture
def database(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def values(database: sqlite3.Connection, sql: str, *arguments: object) -> list[Any]:
    return [row[0] for row in database.execute(sql, arguments)]


def test_the_database_is_sound(database: sqlite3.Connection) -> None:
    assert values(database, "PRAGMA integrity_check") == ["ok"]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert values(database, "PRAGMA journal_mode") == ["delete"]
    assert values(database, "PRAGMA user_version") == [1]


def test_there_is_one_file_and_its_metadata(path: Path) -> None:
    assert {one.name for one in path.parent.iterdir()} == {"cases.db", "cases.metadata.json"}


@pytest.mark.parametrize(
    ("table", "columns", "before"),
    [
        ("documents", DOCUMENT, ["id"]),
        ("subjects", SUBJECT, ["id", "document_id", "position"]),
        ("targets", TARGET, ["id", "document_id", "position"]),
    ],
)
def test_columns_stand_in_the_order_in_which_they_are_filled(
    database: sqlite3.Connection, table: str, columns: dict[str, object], before: list[str]
) -> None:
    assert values(database, f"SELECT name FROM pragma_table_info('{table}')") == [*before, *columns]


def test_every_listed_value_is_there(database: sqlite3.Connection, records: list[CaseRecord]) -> None:
    def total(counts: Iterator[int]) -> list[int]:
        return [sum(counts)]

    counts = {
        "documents": total(1 for _ in records),
        "subjects": total(len(one.subjects) for one in records),
        "targets": total(len(one.targets) for one in records),
        "events": total(len(one.events) for one in records),
        "findings": total(len(one.findings) for one in records),
        "sections": total(len(one.sections) for one in records),
        "concerns": total(len(one.concerns) for one in records),
        "countries": total(len(one.header.countries) for one in records),
        "languages": total(len(one.action.preferred_languages) for one in records),
        "appeal_points": total(len(one.action.appeal_points) for one in records),
        "related_documents": total(len(one.related_documents) for one in records),
        "legal_references": total(len(one.legal_references) for one in records),
        "aliases": total(len(subject.aliases) for one in records for subject in one.subjects),
    }
    assert {table: values(database, f"SELECT count(*) FROM {table}") for table in counts} == counts


def test_contacts_are_those_of_the_targets(database: sqlite3.Connection, records: list[CaseRecord]) -> None:
    targets = [target for record in records for target in record.targets]
    for channel, listed in {
        "email": [value for target in targets for value in target.emails],
        "fax": [value for target in targets for value in target.faxes],
        "telex": [value for target in targets for value in target.telexes],
        "copy_email": [value for target in targets for value in target.copy_emails],
    }.items():
        assert values(database, "SELECT value FROM contacts WHERE channel = ? ORDER BY id", channel) == listed
    websites = [value for target in targets for value in target.websites]
    assert values(database, "SELECT url FROM contacts WHERE channel = 'website' ORDER BY id") == websites


def test_documents_are_what_the_records_say(database: sqlite3.Connection, records: list[CaseRecord]) -> None:
    for row, record in zip(database.execute("SELECT * FROM documents ORDER BY id"), records, strict=True):
        assert (row["ua_number"], row["title"], row["deadline"], row["sha256"]) == (
            record.header.ua_number,
            record.header.title,
            record.action.deadline,
            record.source.sha256,
        )


def test_sections_without_the_text_hold_what_is_known_of_it(
    database: sqlite3.Connection, records: list[CaseRecord]
) -> None:
    """Each quote that starts in a section stands in its text, and nothing that is not a quote."""
    for number, record in enumerate(records, start=1):
        rows = database.execute("SELECT * FROM sections WHERE document_id = ? ORDER BY position", [number]).fetchall()
        places = [place for one in record.evidence.values() for place in one]
        for row, section in zip(rows, record.sections, strict=True):
            inside = [place for place in places if section.start <= place.start and place.end <= section.end]
            assert all(place.quote in row["text"] for place in inside)
            assert row["text_from"] == ("evidence" if row["text"] else None)
            assert not row["text"] or len(row["text"]) <= section.end - section.start


def test_sections_with_the_text_are_the_text(with_text: CaseRecord, tmp_path: Path) -> None:
    write([with_text], tmp_path / "one.db")
    with closing(sqlite3.connect(tmp_path / "one.db")) as database:
        assert "".join(values(database, "SELECT text FROM sections ORDER BY position")) == with_text.text
        assert values(database, "SELECT DISTINCT text_from FROM sections") == ["text"]


def test_words_are_found_without_their_accents(database: sqlite3.Connection) -> None:
    found = (
        "SELECT d.ua_number FROM sections_fts JOIN sections AS s ON s.id = sections_fts.rowid JOIN documents AS d ON "
    )
    assert "6/24" in values(database, f"{found} d.id = s.document_id WHERE sections_fts MATCH ?", "xicotencatl")
    assert values(database, "SELECT count(*) FROM documents_fts WHERE documents_fts MATCH 'MEXICO'")[0] >= 1


def test_there_are_ten_queries_or_more_and_all_are_read() -> None:
    titles = re.findall(r"^## (.+)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(titles) >= 10
    assert [query.title for query in QUERIES] == titles


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_each_query_finds_something(query: Query, database: sqlite3.Connection) -> None:
    rows = database.execute(query.sql, PARAMETERS).fetchall()
    if query.name in {"one_number_several_officials", "findings_by_rule"}:
        return  # the fixtures may be without; the tests below make their own
    assert rows


def test_queries_answer_their_question(database: sqlite3.Connection, records: list[CaseRecord]) -> None:
    by_name = {query.name: query.sql for query in QUERIES}
    deadlines = [one.action.deadline or "" for one in records]
    open_ones = sorted(day for day in deadlines if day >= PARAMETERS["day"])
    assert [row["deadline"] for row in database.execute(by_name["open_deadlines"], PARAMETERS)] == open_ones
    history = [row["ua_number"] for row in database.execute(by_name["the_history_of_a_case"], PARAMETERS)]
    assert history == ["101/21"] * sum(one.header.ua_number == "101/21" for one in records)
    (person,) = {row["name"] for row in database.execute(by_name["a_person_by_any_spelling"], PARAMETERS)}
    assert person == "Nadzeya Piatrouna Yarmolenka"
    belarus = database.execute(by_name["actions_for_a_country"], PARAMETERS).fetchall()
    assert len(belarus) == sum("BY" in one.header.countries for one in records)


def test_a_number_of_several_officials_and_findings_are_found(hostile: CaseRecord, tmp_path: Path) -> None:
    other = hostile.model_copy(update={"targets": [hostile.targets[0].model_copy(update={"name": "Someone else"})]})
    write([hostile, other], tmp_path / "two.db")
    by_name = {query.name: query.sql for query in QUERIES}
    with closing(sqlite3.connect(tmp_path / "two.db")) as database:
        shared = database.execute(by_name["one_number_several_officials"]).fetchall()
        assert ("email", "a@example.org", 2) in [row[:3] for row in shared]
        assert [row[:5] for row in database.execute(by_name["findings_by_rule"])] == [
            ("UA203", "email-invalid", "warning", 2, 2)
        ]


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("SELECT * FROM documents WHERE ua_number = '1/20'", "documents_ua_number"),
        ("SELECT * FROM documents WHERE deadline >= '2024-01-01'", "documents_deadline"),
        ("SELECT * FROM targets WHERE document_id = 1", "sqlite_autoindex_targets_1"),
        ("SELECT * FROM contacts WHERE channel = 'email' AND value = 'a@b.c'", "contacts_value"),
    ],
)
def test_questions_use_an_index(database: sqlite3.Connection, sql: str, index: str) -> None:
    plan = " ".join(str(row["detail"]) for row in database.execute(f"EXPLAIN QUERY PLAN {sql}"))
    assert index in plan


def test_datasette_opens_it_as_it_is(path: Path) -> None:
    """Tables, search and the queries of the page, through Datasette itself; nothing listens on a port."""
    metadata = json.loads(metadata_path(path).read_text("utf-8"))
    site = Datasette([], immutables=[str(path)], metadata=metadata)

    async def ask() -> dict[str, Any]:
        pages = {
            "table": "/cases/documents.json?ua_number=101/21&_shape=array",
            "search": "/cases/sections.json?_search=conviction&_shape=array",
            "query": "/cases/open_deadlines.json?day=2020-01-01&_shape=array",
            "home": "/cases.json",
        }
        answers = {name: await site.client.get(url) for name, url in pages.items()}
        assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(pages, 200)
        html = await site.client.get("/cases/targets/1")
        assert html.status_code == 200
        return {name: answer.json() for name, answer in answers.items()}

    found = asyncio.run(ask())
    assert found["table"][0]["ua_number"] == "101/21"
    assert found["search"]
    assert found["query"]
    assert {query["name"] for query in found["home"]["queries"]} == {query.name for query in QUERIES}

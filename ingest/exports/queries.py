"""The queries of QUERIES.md: the page is their one source, for people and for Datasette."""

import re
from dataclasses import dataclass
from importlib.resources import files

from ingest.kept_patterns import compiled

_QUERY = compiled(
    r"^## (?P<title>.+)\n\n(?P<description>(?:(?!#|```).*\n)+?)\n```sql\n(?P<sql>[^`]+)\n```$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the catalogue. `name` is its title in lower case with underscores; `sql` may take parameters."""

    name: str
    title: str
    description: str
    sql: str


def _read(page: str) -> tuple[Query, ...]:
    return tuple(
        Query(
            name=re.sub(r"\W+", "_", found["title"].lower()).strip("_"),
            title=found["title"],
            description=" ".join(found["description"].split()),
            sql=found["sql"],
        )
        for found in _QUERY.finditer(page)
    )


QUERIES = _read((files("ingest.exports") / "QUERIES.md").read_text("utf-8"))

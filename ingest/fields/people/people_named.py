"""Who the document is about: the names in the name line, in an old header's list, or in headline and lead."""

from collections.abc import Sequence

from ingest.fields.people.catalogue_names import names_in_catalogue
from ingest.fields.people.lead_names import lead_names, names_below_question
from ingest.fields.people.listed_names import listed_names, those_listed_below
from ingest.fields.people.name_line import name_line
from ingest.fields.people.named import Named
from ingest.sections import Sectioned


def named_people(sectioned: Sectioned, officials: Sequence[str]) -> list[Named]:
    """Those whom the name line names, or else an old header's list, or else headline and lead; no official."""
    document = sectioned.document
    named = list(name_line(sectioned)) or list(listed_names(sectioned))
    named = named or list(names_in_catalogue(sectioned))
    named = named or list(names_below_question(sectioned, officials)) or list(lead_names(sectioned, officials))
    named = those_listed_below(sectioned, named)
    once: dict[str, Named] = {}
    for one in named:
        name = one.printed(document)
        if not any(name.casefold() == official.casefold() for official in officials):
            once.setdefault(name.casefold(), one)
    return list(once.values())

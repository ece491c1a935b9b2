"""The table of scores in the README has the form that the program writes; its numbers may be older."""

import re

import pytest

from ingest.evaluation.contract import field_names
from ingest.evaluation.evaluate import report_of
from scripts.write_scores import END, FIELDS, README, START, scores_block, with_scores

NOTHING = report_of([], [])


def form(text: str) -> list[str]:
    """The lines with each number, or dash for none, as one sign."""
    return re.sub(r"(?<=\| )(?:\d+\.\d{3}|\d+|-)(?= \|)", "#", text).splitlines()


def test_the_readme_has_the_form_that_the_program_writes() -> None:
    block = README.read_text("utf-8").partition(START)[2].partition(END)[0]
    assert form(block) == ["", *form(scores_block(NOTHING, NOTHING))]


def test_the_table_names_fields_that_there_are() -> None:
    assert set(FIELDS) <= set(field_names())


def test_writing_twice_changes_nothing_else() -> None:
    readme = f"before\n\n{START}\nold\n{END}\n\nafter\n"
    once = with_scores(readme, "| new |\n")
    assert once == f"before\n\n{START}\n| new |\n{END}\n\nafter\n"
    assert with_scores(once, "| new |\n") == once


def test_a_readme_without_a_place_is_left_alone() -> None:
    with pytest.raises(ValueError, match="no place for the scores"):
        with_scores("before", "")

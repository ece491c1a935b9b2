"""The best assignment is the best: compared with every other one, and on cases worked out by hand."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.evaluation.assignment import Pair, assign, assign_in_order, heaviest

WEIGHTS = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 9).map(float), min_size=columns, max_size=columns), min_size=1, max_size=5
    )
)


def best_sum(weights: list[list[float]]) -> float:
    """The greatest sum, found by trying every assignment."""
    rows, columns = len(weights), len(weights[0])
    if rows > columns:
        return best_sum([list(column) for column in zip(*weights, strict=True)])
    return max(
        sum(weights[row][column] for row, column in enumerate(way)) for way in permutations(range(columns), rows)
    )


@given(WEIGHTS)
def test_no_other_assignment_is_heavier(weights: list[list[float]]) -> None:
    pairs = heaviest(weights)
    assert len(pairs) == min(len(weights), len(weights[0]))
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert sum(weights[row][column] for row, column in pairs) == best_sum(weights)


def test_the_whole_counts_not_the_first() -> None:
    """The first row alone would take the first column; together they are better the other way round."""
    assert heaviest([[9.0, 8.0], [9.0, 1.0]]) == [(0, 1), (1, 0)]


def test_nothing_gives_nothing() -> None:
    assert heaviest([]) == []
    assert heaviest([[], []]) == []


def alike(one: str, other: str) -> float:
    """How many letters of two words are the same."""
    return float(len(set(one) & set(other)))


@pytest.mark.parametrize(
    ("first", "second", "pairs"),
    [
        (["ab", "cd"], ["cd", "ab"], [(0, 1), (1, 0)]),
        (["ab", "cd", "ef"], ["ef", "ab"], [(0, 1), (1, None), (2, 0)]),
        (["ab"], ["xy", "abc", "a"], [(0, 1), (None, 0), (None, 2)]),
        (["ab"], ["xy"], [(0, None), (None, 0)]),
        (["ab", "ab"], ["ab"], [(0, 0), (1, None)]),
        ([], ["a"], [(None, 0)]),
    ],
)
def test_members_find_their_counterparts(first: list[str], second: list[str], pairs: list[Pair]) -> None:
    assert assign(first, second, alike, str.__eq__) == pairs


@pytest.mark.parametrize(
    ("first", "second", "pairs"),
    [
        ("abc", "abc", [(0, 0), (1, 1), (2, 2)]),
        ("abc", "ac", [(0, 0), (1, None), (2, 1)]),
        ("ac", "abc", [(0, 0), (1, 2), (None, 1)]),
        ("ab", "ba", [(0, None), (1, 0), (None, 1)]),
        ("", "a", [(None, 0)]),
    ],
)
def test_pairs_in_order_do_not_cross(first: str, second: str, pairs: list[Pair]) -> None:
    assert assign_in_order(first, second, alike) == pairs

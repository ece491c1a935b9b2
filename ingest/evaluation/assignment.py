"""Which member of one list belongs to which of another: the best one-to-one assignment, free or in order."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Pair = tuple[int | None, int | None]
"""The index in the first list and that in the second; None where a member has no counterpart."""
One = TypeVar("One")
Other = TypeVar("Other")


def assign(
    first: Sequence[One],
    second: Sequence[Other],
    weight: Callable[[One, Other], float],
    same: Callable[[One, Other], bool],
) -> list[Pair]:
    """The pairs of the assignment with the greatest sum of weights, in the order of the first list, then the second.

    Members that are the `same` are paired before, in order; pairs without any weight are torn apart.
    """
    pairs: dict[int, int] = {}
    free = list(range(len(second)))
    for index, one in enumerate(first):
        other = next((place for place in free if same(one, second[place])), None)
        if other is not None:
            pairs[index] = other
            free.remove(other)
    open_first = [index for index in range(len(first)) if index not in pairs]
    weights = [[weight(first[index], second[place]) for place in free] for index in open_first]
    for row, column in heaviest(weights):
        if weights[row][column] > 0:
            pairs[open_first[row]] = free[column]
    return _all_pairs(pairs, len(first), len(second))


def assign_in_order(first: Sequence[One], second: Sequence[Other], weight: Callable[[One, Other], float]) -> list[Pair]:
    """The pairs with the greatest sum of weights that do not cross, in the order of the first list, then the second."""
    rows, columns = len(first), len(second)
    weights = [[weight(one, other) for other in second] for one in first]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            together = best[row + 1][column + 1] + weights[row][column]
            best[row][column] = max(together, best[row + 1][column], best[row][column + 1])
    pairs: dict[int, int] = {}
    row = column = 0
    while row < rows and column < columns:
        if best[row][column] == best[row + 1][column + 1] + weights[row][column] and weights[row][column] > 0:
            pairs[row] = column
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return _all_pairs(pairs, rows, columns)


def _all_pairs(pairs: dict[int, int], rows: int, columns: int) -> list[Pair]:
    taken = set(pairs.values())
    left_over: list[Pair] = [(None, column) for column in range(columns) if column not in taken]
    return [(row, pairs.get(row)) for row in range(rows)] + left_over


def heaviest(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The assignment of rows to columns with the greatest sum, by row: min(rows, columns) pairs.

    The Hungarian method with potentials, in time rows squared times columns.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = [list(column) for column in zip(*weights, strict=True)]
        return sorted((row, column) for column, row in heaviest(turned))
    columns = len(weights[0])
    # Row and column 0 stand for "none"; row_of[c] is the row that column c is given to.
    row_potential, column_potential = [0.0] * (len(weights) + 1), [0.0] * (columns + 1)
    row_of = [0] * (columns + 1)
    for row in range(1, len(weights) + 1):
        _add_row(row, weights, row_of, row_potential, column_potential)
    return sorted((row_of[column] - 1, column - 1) for column in range(1, columns + 1) if row_of[column])


def _add_row(
    row: int,
    weights: Sequence[Sequence[float]],
    row_of: list[int],
    row_potential: list[float],
    column_potential: list[float],
) -> None:
    """Give the row a column, along the cheapest path of columns that change their rows."""
    columns = len(row_of) - 1
    cheapest, before = [float("inf")] * (columns + 1), [0] * (columns + 1)
    visited = [False] * (columns + 1)
    row_of[0] = row
    column = 0
    while row_of[column]:
        visited[column] = True
        current = row_of[column]
        for other in range(1, columns + 1):
            if visited[other]:
                continue
            cost = -weights[current - 1][other - 1] - row_potential[current] - column_potential[other]
            if cost < cheapest[other]:
                cheapest[other], before[other] = cost, column
        following = min((other for other in range(1, columns + 1) if not visited[other]), key=cheapest.__getitem__)
        step = cheapest[following]
        for other in range(columns + 1):
            if visited[other]:
                row_potential[row_of[other]] += step
                column_potential[other] -= step
            else:
                cheapest[other] -= step
        column = following
    while column:
        row_of[column] = row_of[before[column]]
        column = before[column]

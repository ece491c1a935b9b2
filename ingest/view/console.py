"""View: how anything is shown at a terminal: literally, in tables without lines, never steering the terminal."""

import os
from io import TextIOWrapper
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

_WIDTH_OF_FILES = 110
"""Columns where the output is no terminal and nothing else says how wide it is."""


def console_for(stream: TextIO) -> Console:
    """A console that takes texts literally: neither markup nor emoji codes of a document count."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _WIDTH_OF_FILES
    return console


def show_table(console: Console, title: str, table: Table) -> None:
    """Print the table below its title."""
    console.print()
    console.print(Text(title, style="bold underline"))
    console.print(table)


def table_of(*columns: tuple[str, int]) -> Table:
    """A table without lines; each column has its share of the width, and long words are broken."""
    table = Table(box=None, expand=True, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name, share in columns:
        table.add_column(name, ratio=share, overflow="fold")
    return table


def shortened(text: str, length: int) -> str:
    """The text, cut to `length` characters at a blank where it is longer."""
    shown = visible(text)
    if len(shown) <= length:
        return shown
    return shown[:length].rsplit(" ", 1)[0] + " \u2026"


def visible(text: str) -> str:
    """The text without characters that would steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)

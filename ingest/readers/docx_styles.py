"""Stage: reading; what the styles and lists of a DOCX say of a paragraph or run: capitals, hiding, gaps, numbers."""

import re
from typing import TYPE_CHECKING

from ingest.kept_patterns import compiled
from ingest.readers.list_labels import as_letters, as_roman, bullet
from ingest.readers.package import attribute, child, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST_CHAIN = 20
_TWIPS = 20.0
_LEVELS = 9
_LEVEL_MARK = compiled(r"%([1-9])")
_OFF = frozenset({"0", "false", "off", "none"})
_INVISIBLE_SIZE = 2
"""Half points: what is printed no larger than one point is not meant to be seen."""


def is_on(switch: "_Element") -> bool:
    """Whether a property that is on by being there is not switched off by its value."""
    return attribute(switch, "val") not in _OFF


class Styles:
    """The style sheet of a DOCX: a property is the run's own, its style's, its paragraph's style's or the default."""

    def __init__(self, root: "_Element | None") -> None:
        self._styles: dict[str, _Element] = {}
        self._default: str | None = None
        self._run_default = child(root, "docDefaults", "rPrDefault", "rPr")
        self._paragraph_default = child(root, "docDefaults", "pPrDefault", "pPr")
        for style in root if root is not None else ():
            identifier = attribute(style, "styleId")
            if local(style) != "style" or identifier is None:
                continue
            self._styles[identifier] = style
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on"):
                self._default = identifier
        self._cache: dict[tuple[str | None, str, str], _Element | None] = {}

    def style_of(self, paragraph: "_Element") -> str | None:
        """The identifier of a paragraph's style."""
        named = child(paragraph, "pPr", "pStyle")
        return attribute(named, "val") if named is not None else self._default

    def _in_style(self, style: str | None, part: str, name: str) -> "_Element | None":
        """A property of a style or of those that it is based on. `part`: `pPr` or `rPr`."""
        key = (style, part, name)
        if key not in self._cache:
            self._cache[key] = self._looked_up(style, part, name)
        return self._cache[key]

    def _looked_up(self, style: str | None, part: str, name: str) -> "_Element | None":
        for _ in range(_LONGEST_CHAIN):
            element = self._styles.get(style) if style is not None else None
            if element is None:
                return None
            found = child(element, part, name)
            if found is not None:
                return found
            based_on = child(element, "basedOn")
            style = attribute(based_on, "val") if based_on is not None else None
        return None

    def run_property(self, run: "_Element", paragraph_style: str | None, name: str) -> "_Element | None":
        """The property element that holds for a run, or None."""
        own = child(run, "rPr", name)
        if own is not None:
            return own
        named = child(run, "rPr", "rStyle")
        for style in (attribute(named, "val") if named is not None else None, paragraph_style):
            found = self._in_style(style, "rPr", name)
            if found is not None:
                return found
        return child(self._run_default, name)

    def paragraph_property(self, paragraph: "_Element", name: str) -> "_Element | None":
        """The property element that holds for a paragraph, or None."""
        own = child(paragraph, "pPr", name)
        if own is not None:
            return own
        found = self._in_style(self.style_of(paragraph), "pPr", name)
        return found if found is not None else child(self._paragraph_default, name)

    def switched(self, run: "_Element", paragraph_style: str | None, name: str) -> bool:
        """Whether a run is, say, `caps` or `vanish`."""
        found = self.run_property(run, paragraph_style, name)
        return found is not None and is_on(found)

    def is_tiny(self, run: "_Element", paragraph_style: str | None) -> bool:
        """Whether a run is printed too small to be seen."""
        size = self.run_property(run, paragraph_style, "sz")
        value = attribute(size, "val") if size is not None else None
        return value is not None and value.isdecimal() and int(value) <= _INVISIBLE_SIZE

    def is_white(self, run: "_Element", paragraph_style: str | None) -> bool:
        """Whether a run is white by its colour."""
        color = self.run_property(run, paragraph_style, "color")
        return color is not None and (attribute(color, "val") or "").upper() == "FFFFFF"

    def gap(self, paragraph: "_Element", side: str) -> float:
        """The space `before` or `after` a paragraph, in points."""
        values = [child(paragraph, "pPr", "spacing")]
        values.append(self._in_style(self.style_of(paragraph), "pPr", "spacing"))
        values.append(child(self._paragraph_default, "spacing"))
        for spacing in values:
            value = attribute(spacing, side) if spacing is not None else None
            if value is not None:
                return int(value) / _TWIPS if value.isdecimal() else 0.0
        return 0.0

    def is_close(self, paragraph: "_Element") -> bool:
        """Whether a paragraph has no gap to neighbours of its own style."""
        switch = self.paragraph_property(paragraph, "contextualSpacing")
        return switch is not None and is_on(switch)


class ListNumbers:
    """The running numbers of a DOCX's lists. Ask for each list paragraph once, in order."""

    def __init__(self, root: "_Element | None") -> None:
        self._levels: dict[str, dict[int, _Element]] = {}
        self._lists: dict[str, _Element] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                self._levels[attribute(element, "abstractNumId") or ""] = _levels(element)
            elif local(element) == "num":
                self._lists[attribute(element, "numId") or ""] = element

    def label(self, list_id: str, level: int) -> str:
        """The number or bullet of the next item at `level` (from 0), with a blank behind it; empty for none."""
        listed = self._lists.get(list_id)
        if listed is None or not 0 <= level < _LEVELS:
            return ""
        named = child(listed, "abstractNumId")
        abstract = (attribute(named, "val") if named is not None else None) or ""
        levels = self._levels.get(abstract, {}) | {
            _index(override): _with_level(override)
            for override in listed
            if local(override) == "lvlOverride" and child(override, "lvl") is not None
        }
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        self._count_on(listed, list_id, level, levels, counts)
        return _printed(levels, level, counts)

    def _count_on(
        self,
        listed: "_Element",
        list_id: str,
        level: int,
        levels: "dict[int, _Element]",
        counts: list[int | None],
    ) -> None:
        restart = _restart(listed, level) if (list_id, level) not in self._begun else None
        self._begun.add((list_id, level))
        count = counts[level]
        if restart is not None:
            counts[level] = restart
        else:
            counts[level] = _start(levels[level]) if count is None else count + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)


def _levels(element: "_Element") -> "dict[int, _Element]":
    return {_index(level): level for level in element if local(level) == "lvl"}


def _index(element: "_Element") -> int:
    return _number(attribute(element, "ilvl"), 0)


def _number(value: str | None, default: int) -> int:
    return int(value) if value is not None and value.isdecimal() and len(value) < 7 else default


def _with_level(override: "_Element") -> "_Element":
    level = child(override, "lvl")
    return level if level is not None else override


def _restart(listed: "_Element", level: int) -> int | None:
    for override in listed:
        if local(override) == "lvlOverride" and _index(override) == level:
            start = child(override, "startOverride")
            return _number(attribute(start, "val"), 1) if start is not None else None
    return None


def _start(level: "_Element") -> int:
    start = child(level, "start")
    return _number(attribute(start, "val"), 1) if start is not None else 1


def _value(level: "_Element", name: str) -> str:
    found = child(level, name)
    return (attribute(found, "val") if found is not None else None) or ""


def _printed(levels: "dict[int, _Element]", level: int, counts: list[int | None]) -> str:
    kind, pattern = _value(levels[level], "numFmt"), _value(levels[level], "lvlText")
    if kind == "bullet":
        return f"{bullet(pattern)} "

    def number(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        if index not in levels:
            return ""
        count = counts[index]
        return _formatted(_start(levels[index]) if count is None else count, _value(levels[index], "numFmt"))

    printed = _LEVEL_MARK.sub(number, pattern) if kind != "none" else ""
    return f"{printed} " if printed else ""


def _formatted(number: int, kind: str) -> str:
    match kind:
        case "lowerLetter":
            return as_letters(number)
        case "upperLetter":
            return as_letters(number).upper()
        case "lowerRoman":
            return as_roman(number)
        case "upperRoman":
            return as_roman(number).upper()
        case "decimalZero":
            return f"{number:02}"
        case "none":
            return ""
        case _:
            return str(number)

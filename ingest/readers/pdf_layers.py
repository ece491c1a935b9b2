"""Reader: PDF; the layers (optional content) that a file switches off: nobody sees what is drawn in them.

Facts: ISO 32000-1, 8.11. What counts is how the document looks on a screen when it is opened: its default
configuration. PDFium's text does not heed layers, and pdfminer does not know them.
"""

import io
from collections.abc import Callable, Iterator
from typing import Any

_SIGNS = (b"/OCProperties", b"/ObjStm")
"""A file without any of these has no layers: the catalogue names them in plain, or is packed into an object stream."""
_MOST_MENDED = 20_000_000
"""Bytes of a file whose table of objects is made anew where it is broken."""
_DEEPEST = 20


class Layers:
    """Which groups of a file are switched off, made from its catalogue as pdfminer gives it."""

    def __init__(self, catalogue: Any) -> None:
        properties = _dictionary(catalogue.get("OCProperties"))
        default = _dictionary(properties.get("D"))
        groups = set(_numbers(properties.get("OCGs")))
        on, off = set(_numbers(default.get("ON"))), set(_numbers(default.get("OFF")))
        self._off = (groups - on if _name(default.get("BaseState")) == "OFF" else set[int]()) | off
        for usage in _array(default.get("AS")):
            self._apply(_dictionary(usage))

    def _apply(self, usage: dict[str, Any]) -> None:
        """Let groups have the state that they name for the screen, where the configuration wants that."""
        if _name(usage.get("Event")) != "View":
            return
        for group in _array(usage.get("OCGs")):
            state = _name(_dictionary(_dictionary(_dictionary(group).get("Usage")).get("View")).get("ViewState"))
            number = _number(group)
            if state is not None and number is not None:
                (self._off.add if state == "OFF" else self._off.discard)(number)

    def __bool__(self) -> bool:
        """Whether any layer is off."""
        return bool(self._off)

    def hide(self, owner: Any) -> bool:
        """Whether what belongs to `owner`, a group or a condition on groups, is not shown."""
        return bool(self._off) and not self._shows(owner)

    def _shows(self, owner: Any) -> bool:
        number = _number(owner)
        if number in self._off:
            return False
        condition = _dictionary(owner)
        if _name(condition.get("Type")) != "OCMD":
            return True
        expression = _array(condition.get("VE"))
        if expression:
            return self._holds(expression, 0)
        held = condition.get("OCGs")
        members = _array(held) or ([held] if _dictionary(held) else [])
        states = [_number(member) not in self._off for member in members if member is not None]
        return _POLICIES.get(_name(condition.get("P")) or "", any)(states) if states else True

    def _holds(self, expression: list[Any], depth: int) -> bool:
        """What a visibility expression gives: `[/And ...]`, `[/Or ...]`, `[/Not ...]` over groups."""
        if depth > _DEEPEST:
            return True
        values = [
            self._holds(_array(one), depth + 1) if _array(one) else _number(one) not in self._off
            for one in expression[1:]
        ]
        match _name(expression[0]):
            case "And":
                return all(values)
            case "Or":
                return any(values)
            case "Not":
                return not any(values)
            case _:
                return True


def _none(states: list[bool]) -> bool:
    return not any(states)


def _not_all(states: list[bool]) -> bool:
    return not all(states)


_POLICIES: dict[str, Callable[[list[bool]], bool]] = {
    "AllOn": all,
    "AnyOn": any,
    "AnyOff": _not_all,
    "AllOff": _none,
}


def has_hidden_layers(data: bytes) -> bool:
    """Whether a PDF switches any layer off; False where that cannot be told."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser

    if not any(sign in data for sign in _SIGNS):
        return False
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)), fallback=len(data) <= _MOST_MENDED)
        return bool(Layers(document.catalog))
    except MemoryError:
        raise
    except Exception:  # pdfminer raises whatever its parsing runs into
        return False


def _resolved(value: Any) -> Any:
    from pdfminer.pdftypes import resolve1

    return resolve1(value)


def _dictionary(value: Any) -> dict[str, Any]:
    found = _resolved(value)
    return found if isinstance(found, dict) else {}


def _array(value: Any) -> list[Any]:
    found = _resolved(value)
    return found if isinstance(found, list) else []


def _name(value: Any) -> str | None:
    found = getattr(_resolved(value), "name", None)
    return found if isinstance(found, str) else None


def _number(value: Any) -> int | None:
    """The number of the object that a reference names."""
    found = getattr(value, "objid", None)
    return found if isinstance(found, int) else None


def _numbers(value: Any) -> Iterator[int]:
    for one in _array(value):
        number = _number(one)
        if number is not None:
            yield number

"""What the suppressions of a draft leave of its findings, and UA906 for those that leave all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.document import Document
from ingest.kept_patterns import compiled
from ingest.rule_names import RULES, finding_of
from ingest.sections import Sectioned
from ingest.suppressions import Suppression, in_text
from models import Finding

UNUSED = "UA906"
_LINE = compiled(r"[^\r\n]*(?:\r\n|[\r\n]|\Z)")
_NEVER = frozenset({"UA904"})
"""A defect of the program is no matter of taste."""


@dataclass(slots=True)
class Suppressions:
    """The suppressions of one text; each remembers whether it was of use."""

    sectioned: Sectioned
    _notes: tuple[Suppression, ...] = field(init=False)
    _used: set[int] = field(default_factory=set)

    @property
    def document(self) -> Document:
        """The text that they stand in or beside."""
        return self.sectioned.document

    def __post_init__(self) -> None:
        reading = self.document.reading
        self._notes = (*in_text(reading.text), *reading.suppressions)

    def keep(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that no suppression fits."""
        return [one for one in findings if not self._suppressed(one)]

    def _suppressed(self, finding: Finding) -> bool:
        fitting = [index for index, note in enumerate(self._notes) if self._fits(note, finding)]
        self._used.update(fitting)
        return bool(fitting)

    def _fits(self, note: Suppression, finding: Finding) -> bool:
        if finding.rule in _NEVER or not finding.rule.startswith(note.prefixes):
            return False
        return not note.next_line or (finding.start is not None and self._on_next_line(note, finding.start))

    def _on_next_line(self, note: Suppression, offset: int) -> bool:
        """Whether the character at `offset` stands on the first line with anything behind the note."""
        text, origins = self.document.text, self.document.origins
        if note.end is None or not text:
            return False
        origin = origins[min(offset, len(text) - 1)]
        return note.end <= origin < self._next_line_end(note.end)

    def _next_line_end(self, position: int) -> int:
        """Where, in the reading's text, the first line from `position` on ends that holds anything but notes."""
        skipped = {note.start for note in self._notes}
        for match in _LINE.finditer(self.document.reading.text, position):
            if match.group().strip() and match.start() not in skipped:
                return match.end()
        return position

    def unused(self, taken: frozenset[str]) -> list[tuple[Finding, Suppression]]:
        """UA906 for each note that fitted nothing, unless no rule that it names was checked (`taken`)."""
        return [
            (self._complaint(note), note)
            for index, note in enumerate(self._notes)
            if index not in self._used and (not self._names(note) or not taken.isdisjoint(self._names(note)))
        ]

    @staticmethod
    def _names(note: Suppression) -> Sequence[str]:
        return [code for code in RULES if code.startswith(note.prefixes)]

    def _complaint(self, note: Suppression) -> Finding:
        codes = ", ".join(note.prefixes)
        message = (
            f"the suppression of {codes} suppresses nothing; remove it"
            if self._names(note)
            else f"the suppression names no rule ({codes}); write a code such as UA203, or remove it"
        )
        finding = finding_of(UNUSED, message)
        if note.start is None:
            return finding
        offset = next((at for at, origin in enumerate(self.document.origins) if origin >= note.start), None)
        offset = len(self.document.text) if offset is None else offset
        return finding.model_copy(update={"start": offset, "end": offset})

"""What a project sets for the check: which rules count, how much, and the measures that some of them need."""

from dataclasses import dataclass, field

from ingest.rules.selection import Selection


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a check, as `[tool.uacase]` gives them; the defaults are those of the catalogue.

    `home` is the alpha-2 code of the one country whose readers a project writes for; None where a UA goes to several.
    `own_domains` are e-mail and web domains of the organization itself, lower case: never doubtful, never a target's.
    """

    selection: Selection = field(default_factory=Selection)
    home: str | None = None
    max_letter_words: int = 400
    max_additional_information_words: int = 600
    least_ocr_confidence: float = 0.60
    own_domains: tuple[str, ...] = ()

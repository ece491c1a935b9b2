"""The catalogue of rules: name and severity of every code, the one place where they stand.

The stages take it to report what they meet, and `ingest.rules` to name its rules; it knows neither.
"""

from models import Finding, Severity

RULES: dict[str, tuple[str, Severity]] = {
    "UA101": ("take-action-missing", Severity.ERROR),
    "UA102": ("letter-missing", Severity.ERROR),
    "UA103": ("additional-information-missing", Severity.WARNING),
    "UA104": ("section-order", Severity.WARNING),
    "UA105": ("section-repeated", Severity.WARNING),
    "UA106": ("section-empty", Severity.ERROR),
    "UA107": ("heading-unknown", Severity.INFO),
    "UA108": ("title-missing", Severity.ERROR),
    "UA109": ("summary-missing", Severity.WARNING),
    "UA110": ("ua-number-missing", Severity.ERROR),
    "UA111": ("ua-number-conflict", Severity.ERROR),
    "UA112": ("index-number-invalid", Severity.ERROR),
    "UA113": ("index-country-mismatch", Severity.WARNING),
    "UA115": ("issue-date-missing", Severity.WARNING),
    "UA116": ("previous-ua-missing", Severity.WARNING),
    "UA117": ("previous-ua-invalid", Severity.ERROR),
    "UA201": ("target-missing", Severity.ERROR),
    "UA202": ("target-unreachable", Severity.ERROR),
    "UA203": ("email-invalid", Severity.ERROR),
    "UA204": ("email-domain-doubtful", Severity.WARNING),
    "UA205": ("phone-invalid", Severity.ERROR),
    "UA206": ("fax-invalid", Severity.ERROR),
    "UA207": ("country-code-missing", Severity.WARNING),
    "UA208": ("address-country-missing", Severity.WARNING),
    "UA209": ("postal-code-invalid", Severity.WARNING),
    "UA210": ("salutation-missing", Severity.WARNING),
    "UA211": ("salutation-mismatch", Severity.WARNING),
    "UA212": ("target-count-mismatch", Severity.WARNING),
    "UA213": ("target-repeated", Severity.WARNING),
    "UA214": ("email-shared", Severity.INFO),
    "UA215": ("social-handle-invalid", Severity.WARNING),
    "UA217": ("email-country-mismatch", Severity.INFO),
    "UA301": ("deadline-missing", Severity.ERROR),
    "UA302": ("deadline-passed", Severity.ERROR),
    "UA303": ("deadline-ambiguous", Severity.ERROR),
    "UA304": ("deadline-before-issue", Severity.ERROR),
    "UA305": ("deadline-distance", Severity.WARNING),
    "UA306": ("deadline-conflict", Severity.ERROR),
    "UA307": ("date-impossible", Severity.ERROR),
    "UA308": ("weekday-mismatch", Severity.ERROR),
    "UA309": ("event-after-issue", Severity.WARNING),
    "UA401": ("letter-salutation-missing", Severity.ERROR),
    "UA402": ("letter-valediction-missing", Severity.WARNING),
    "UA403": ("letter-demand-missing", Severity.WARNING),
    "UA404": ("letter-subject-missing", Severity.WARNING),
    "UA405": ("letter-too-long", Severity.WARNING),
    "UA406": ("additional-information-too-long", Severity.WARNING),
    "UA407": ("placeholder-left", Severity.ERROR),
    "UA408": ("link-empty", Severity.ERROR),
    "UA409": ("link-invalid", Severity.ERROR),
    "UA411": ("preferred-language-missing", Severity.WARNING),
    "UA412": ("preferred-language-unknown", Severity.ERROR),
    "UA501": ("subject-missing", Severity.ERROR),
    "UA502": ("name-inconsistent", Severity.WARNING),
    "UA503": ("pronoun-missing", Severity.WARNING),
    "UA504": ("pronoun-conflict", Severity.WARNING),
    "UA505": ("official-name-inconsistent", Severity.WARNING),
    "UA601": ("metadata-author", Severity.INFO),
    "UA602": ("tracked-changes", Severity.ERROR),
    "UA603": ("comments-left", Severity.ERROR),
    "UA604": ("hidden-text", Severity.ERROR),
    "UA605": ("subject-contact-exposed", Severity.WARNING),
    "UA607": ("page-without-text", Severity.WARNING),
    "UA608": ("ocr-doubtful", Severity.WARNING),
    "UA609": ("charset-doubtful", Severity.WARNING),
    "UA901": ("file-unreadable", Severity.ERROR),
    "UA902": ("file-encrypted", Severity.ERROR),
    "UA903": ("not-a-ua", Severity.ERROR),
    "UA904": ("stage-failed", Severity.ERROR),
    "UA905": ("limit-exceeded", Severity.ERROR),
    "UA906": ("suppression-unused", Severity.WARNING),
}

REPORTED_BY_STAGES = frozenset(
    {
        *("UA203", "UA205", "UA206", "UA215", "UA301", "UA303", "UA307"),
        *("UA601", "UA602", "UA603", "UA604", "UA607", "UA608", "UA609"),
        *("UA901", "UA902", "UA903", "UA904", "UA905"),
    }
)
"""Codes whose findings reading and extraction give themselves, since only they see what was left out."""


def finding_of(rule: str, message: str, *, page: int | None = None) -> Finding:
    """A finding about a file as a whole, or about one of its pages. Raises KeyError for a code that is none."""
    name, severity = RULES[rule]
    return Finding(rule=rule, name=name, severity=severity, message=message, page=page)

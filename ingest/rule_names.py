"""The rules that stages themselves report: code, name and severity, as in the rule catalogue."""

from models import Severity

RULES: dict[str, tuple[str, Severity]] = {
    "UA203": ("email-invalid", Severity.ERROR),
    "UA205": ("phone-invalid", Severity.ERROR),
    "UA206": ("fax-invalid", Severity.ERROR),
    "UA215": ("social-handle-invalid", Severity.WARNING),
    "UA301": ("deadline-missing", Severity.ERROR),
    "UA303": ("deadline-ambiguous", Severity.ERROR),
    "UA307": ("date-impossible", Severity.ERROR),
    "UA607": ("page-without-text", Severity.WARNING),
    "UA608": ("ocr-doubtful", Severity.WARNING),
    "UA609": ("charset-doubtful", Severity.WARNING),
    "UA901": ("file-unreadable", Severity.ERROR),
    "UA902": ("file-encrypted", Severity.ERROR),
    "UA903": ("not-a-ua", Severity.ERROR),
    "UA904": ("stage-failed", Severity.ERROR),
    "UA905": ("limit-exceeded", Severity.ERROR),
}

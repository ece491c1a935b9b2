"""Stage: reading; the codes of Word's fields, which DOCX and RTF share: where a HYPERLINK field leads."""

import re

from ingest.kept_patterns import compiled

_HYPERLINK = compiled(
    r"""\s{0,20}HYPERLINK\s{1,20}(?:\\[a-z]\s{1,20}){0,3}(?:"(?P<quoted>[^"]{0,4000})"|(?P<bare>[^\s"\\]\S{0,4000}))""",
    re.IGNORECASE,
)
_ANCHOR = compiled(r"""\\l\s{1,20}"?(?P<name>[^"\s]{1,400})""", re.IGNORECASE)


def link_destination(code: str) -> str | None:
    """The address that a field's code gives, with its anchor, or None if the field is no hyperlink."""
    match = _HYPERLINK.match(code)
    if match is None:
        return None
    url = match["quoted"] if match["quoted"] is not None else match["bare"]
    anchor = _ANCHOR.search(code)
    if anchor is None:
        return url
    return f"#{url}" if anchor["name"] == url else f"{url}#{anchor['name']}"

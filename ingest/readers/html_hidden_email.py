"""Part of the reader for HTML: addresses that Cloudflare's script shows and that the page itself only holds in cipher.

Each byte behind the first is mixed with it by exclusive or, in hexadecimal: all that a browser needs is in the page.
"""

from typing import TYPE_CHECKING

from ingest.kept_patterns import compiled

if TYPE_CHECKING:
    from lxml.etree import _Element

STAND_IN = "/cdn-cgi/l/email-protection"
"""Where the link of a hidden address leads, before its cipher: a page about that."""
_CIPHER = "data-cfemail"
_HEXADECIMAL = compiled(r"(?:[0-9a-fA-F]{2}){4,200}")
_ADDRESS = compiled(r"[^\s@<>]{1,64}@[^\s@<>]{1,120}\.[^\W\d_]{2,20}")


def reveal(body: "_Element") -> None:
    """Put each hidden address that can be told in the place of its stand-in, and its link."""
    for element in body.iter():
        told = _told(element.get(_CIPHER, ""))
        if told is not None:
            del element[:]
            element.text = told
        target, _, cipher = element.get("href", "").partition("#")
        if target.endswith(STAND_IN) and (linked := _told(cipher) or told):
            element.set("href", f"mailto:{linked}")


def _told(cipher: str) -> str | None:
    """The address that a cipher stands for; None where it stands for none."""
    if _HEXADECIMAL.fullmatch(cipher) is None:
        return None
    key, *mixed = bytes.fromhex(cipher)
    address = bytes(one ^ key for one in mixed).decode("utf-8", errors="replace")
    return address if _ADDRESS.fullmatch(address) else None

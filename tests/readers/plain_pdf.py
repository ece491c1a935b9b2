"""PDFs written by hand, for what no drawing library writes: the objects are those that a test names."""

import zlib


def pdf_of(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of the given objects, numbered from 1; the first is the catalogue."""
    parts, offsets = [b"%PDF-1.7\n"], list[int]()
    position = len(parts[0])
    for number, content in enumerate(objects, 1):
        offsets.append(position)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        position += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table))
    parts.append(b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, position))
    return b"".join(parts)


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>/XObject<</I 6 0 R>>>>>>"
)


def page_of(
    content: bytes, *more: bytes, catalogue: bytes = CATALOGUE, page: bytes = PAGE, font: bytes = FONT
) -> bytes:
    """A PDF of one page with the given content; `more` are the objects from 6 on."""
    return pdf_of(catalogue, PAGES, page, packed_stream(b"", content), font, *more)


def packed_stream(entries: bytes, content: bytes) -> bytes:
    """A stream with the given entries in its dictionary, deflated."""
    packed = zlib.compress(content)
    return b"<<%s/Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (entries, len(packed), packed)

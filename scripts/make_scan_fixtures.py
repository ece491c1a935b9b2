"""Draw the scanned fixtures: `fixtures/scans/<stem>.source.toml` -> `<stem>.pdf` beside it, always the same bytes.

Usage: python scripts/make_scan_fixtures.py [STEM ...]

Needs reportlab (a development dependency). The letters are those of PDFium's own faces, so no font file takes part.

A source has a `face` (a standard PDF font), a `size` and pages of blocks. A block stands at `y` points from the top, or
`below` the lowest block by so many points, or `beside` the block before; it has `x`, `width` and a `text`, in which `!`
at the start of a line makes it bold and `*` a bullet. Each page but a `digital` one is then scanned: rendered at
200 dpi, and damaged as its settings say: `paper` and `ink` (greys from 0 to 255), `blur`, `grain` (standard deviation
of the noise), `specks` and `holes` (`[x, y, radius]` in points), `tilt` (degrees clockwise), `turn` (how the sheet lay,
in degrees clockwise), `black_and_white`, and the `quality` of the JPEG.
"""

import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfgen.canvas import Canvas

FOLDER = Path(__file__).parent.parent / "fixtures" / "scans"
DPI = 200
POINTS_AN_INCH = 72.0
MARGIN, WIDTH = 50.0, 495.0
LEADING = 1.2
PARAGRAPH_GAP = 0.55
BULLET_INDENT = 1.2
BOLD = {"Helvetica": "Helvetica-Bold", "Courier": "Courier-Bold", "Times-Roman": "Times-Bold"}
PAPER_GREY, INK_GREY = 250, 30
FEWEST_WHITE = 128
JPEG_QUALITY = 40
MARK = ".source.toml"


def main(stems: list[str]) -> int:
    """Draw the named fixtures, or all, and return the exit code."""
    rl_config.useA85 = 0
    for source in sorted(FOLDER.glob(f"*{MARK}")):
        stem = source.name.removesuffix(MARK)
        if not stems or stem in stems:
            data = scanned(tomllib.loads(source.read_text("utf-8")))
            source.with_name(f"{stem}.pdf").write_bytes(data)
            print(f"{stem}.pdf: {len(data):,} bytes")
    return 0


def scanned(source: dict[str, Any]) -> bytes:
    """The PDF that a source describes."""
    result = io.BytesIO()
    canvas = Canvas(result, pagesize=A4, invariant=1, pageCompression=1)
    for seed, page in enumerate(source["pages"]):
        if page.get("digital"):
            _draw_page(canvas, page, source)
        else:
            picture = _damaged(_rendered(page, source), page, np.random.default_rng(seed))
            width, height = (side * POINTS_AN_INCH / DPI for side in picture.size)
            canvas.setPageSize((width, height))
            canvas.drawImage(_embedded(picture, page), 0, 0, width, height)
        canvas.showPage()
        canvas.setPageSize(A4)
    canvas.save()
    return result.getvalue()


def printed_text(source: dict[str, Any]) -> str:
    """The words of a source as they are printed, block by block, without marks of bold and bullets."""
    blocks = [block["text"] for page in source["pages"] for block in page["blocks"]]
    return "\n\n".join("\n".join(line.lstrip("!*").strip() for line in block.splitlines()) for block in blocks)


def _draw_page(canvas: Canvas, page: dict[str, Any], source: dict[str, Any]) -> None:
    top, bottom = MARGIN, MARGIN
    for block in page["blocks"]:
        if "y" in block:
            top = block["y"]
        elif "below" in block:
            top = bottom + block["below"]
        bottom = max(bottom, _draw_block(canvas, block, source, top))


def _draw_block(canvas: Canvas, block: dict[str, Any], source: dict[str, Any], top: float) -> float:
    """Draw a block from `top` (points from the page's upper edge) and return where it ends."""
    x, size, y = block.get("x", MARGIN), source["size"], top
    for line in block["text"].strip("\n").split("\n"):
        face = BOLD[source["face"]] if line.startswith("!") else source["face"]
        if not line.strip():
            y += PARAGRAPH_GAP * size
            continue
        indent = BULLET_INDENT * size if line.startswith("*") else 0.0
        canvas.setFont(face, size)
        if indent:
            canvas.drawString(x, A4[1] - y - size, "\u2022")
        for part in _broken(line.lstrip("!*").strip() if indent else line.lstrip("!"), face, size, block, indent):
            y += LEADING * size
            canvas.drawString(x + indent, A4[1] - y, part)
    return y


def _broken(line: str, face: str, size: float, block: dict[str, Any], indent: float) -> Iterator[str]:
    """The line in parts as wide as the block; one that fits keeps its blanks."""
    width = block.get("width", WIDTH) - indent
    parts = simpleSplit(line, face, size, width)
    yield from parts if len(parts) > 1 else [line]


def _rendered(page: dict[str, Any], source: dict[str, Any]) -> Image.Image:
    """The page in grey, with ink and paper of the settings."""
    import pypdfium2

    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=A4, invariant=1)
    _draw_page(canvas, page, source)
    canvas.save()
    document = pypdfium2.PdfDocument(drawn.getvalue())
    picture: Image.Image = document[0].render(scale=DPI / POINTS_AN_INCH, grayscale=True).to_pil().convert("L")
    document.close()
    paper, ink = page.get("paper", PAPER_GREY), page.get("ink", INK_GREY)
    return picture.point([round(ink + (paper - ink) * grey / 255) for grey in range(256)])


def _damaged(picture: Image.Image, page: dict[str, Any], chance: np.random.Generator) -> Image.Image:
    """The picture as a scanner gives it."""
    paper = page.get("paper", PAPER_GREY)
    draw = ImageDraw.Draw(picture)
    scale = DPI / POINTS_AN_INCH
    for x, y, radius in page.get("holes", []):
        box = [(x - radius) * scale, (y - radius) * scale, (x + radius) * scale, (y + radius) * scale]
        draw.ellipse(box, fill=15)
    if "blur" in page:
        picture = picture.filter(ImageFilter.GaussianBlur(page["blur"]))
    picture = picture.rotate(-page.get("tilt", 0.0), Image.Resampling.BICUBIC, fillcolor=paper)
    if "grain" in page:
        greys = np.asarray(picture, dtype=np.float32) + chance.normal(0.0, page["grain"], picture.size[::-1])
        picture = Image.fromarray(np.clip(greys, 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    for _ in range(page.get("specks", 0)):
        x, y = chance.integers(0, picture.width), chance.integers(0, picture.height)
        draw.ellipse(
            [int(x), int(y), int(x) + int(chance.integers(1, 4)), int(y) + int(chance.integers(1, 4))], fill=20
        )
    if page.get("black_and_white"):
        picture = picture.point([0 if grey < FEWEST_WHITE else 255 for grey in range(256)])
    return picture.rotate(-page.get("turn", 0), expand=True)


def _embedded(picture: Image.Image, page: dict[str, Any]) -> ImageReader:
    """The picture as the PDF holds it: black and white without loss, grey as a JPEG."""
    if page.get("black_and_white"):
        return ImageReader(picture)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=page.get("quality", JPEG_QUALITY))
    stream.seek(0)
    return ImageReader(stream)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

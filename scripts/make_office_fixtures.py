"""Write the fixtures that LibreOffice makes: PDF, DOCX, ODT and RTF from our DOCX files.

Usage: python -m scripts.make_office_fixtures

Needs LibreOffice Writer (Debian: apt-get install libreoffice-writer-nogui fonts-dejavu-core). Its output holds the time
of day and differs from version to version, so the results are committed and no test makes them anew.
"""

import subprocess
import tempfile
from pathlib import Path

from scripts.make_format_fixtures import (
    FIXTURES,
    STYLES,
    blocks,
    docx_everything,
    docx_package,
    paragraph,
    run,
)

FOLDER = FIXTURES / "office"
FORMATS = ("pdf", "docx", "odt", "rtf")
TEXTS = {
    "ethiopia": "modern/is_ethiopia_first.txt",
    "egypt": "modern/us_egypt_translator.txt",
    "australia": "eras/2010s_australia_2017.txt",
    "honduras": "es/2019_honduras.txt",
    "tunisie": "fr/2022_tunisie.txt",
    "jordan": "ar/2022_jordan.txt",
}
"""Our texts, each by the name of its files."""


def main() -> None:
    """Convert all of them."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for stem, text in TEXTS.items():
            (folder / f"{stem}.docx").write_bytes(docx_of(FIXTURES / text))
        (folder / "everything.docx").write_bytes(docx_everything())
        sources = sorted(folder.glob("*.docx"))
        for kind in FORMATS:
            subprocess.run(
                [
                    *("soffice", "--headless", f"-env:UserInstallation=file://{name}/profile"),
                    *("--convert-to", kind, "--outdir", str(FOLDER), *map(str, sources)),
                ],
                check=True,
                capture_output=True,
            )


def docx_of(text: Path) -> bytes:
    """A text as a DOCX with spaced blocks, which run to the left where its language does."""
    direction = "<w:bidi/>" if text.parent.name == "ar" else ""
    body = "".join(paragraph(run("\n".join(lines)), "Block", direction) for lines in blocks(text))
    return docx_package(body, {"styles": STYLES}, "Amnesty International")


if __name__ == "__main__":
    main()

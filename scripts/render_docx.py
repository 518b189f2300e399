"""Render the pages of a DOCX as PNG, with LibreOffice and poppler: ``render_docx.py in.docx folder [dpi]``.

The DOCX keeps the names of the faces that the standard asks for; ``FONTCONFIG_FILE`` says what stands in for them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# The icon of a comment covers the words under it, so the PDF goes without.
_PDF = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"false"}}'


def to_pdf(docx: Path, folder: Path) -> Path:
    """Return the PDF that LibreOffice makes of ``docx``, in ``folder``; it has a home of its own there."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("soffice (LibreOffice) is not installed")
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            [office, f"-env:UserInstallation=file://{home}/profile", "--headless", "--convert-to", _PDF,
             "--outdir", str(folder), str(docx)],
            check=True, capture_output=True, env={**os.environ, "HOME": home}, timeout=300,
        )  # fmt: skip
    return folder / f"{docx.stem}.pdf"


def to_png(pdf: Path, folder: Path, dpi: int = 70) -> list[Path]:
    """Return a PNG for each page of ``pdf``."""
    stem = folder / pdf.stem
    subprocess.run(["pdftoppm", "-png", "-r", str(dpi), str(pdf), str(stem)], check=True, timeout=300)
    return sorted(folder.glob(f"{pdf.stem}-*.png"))


def main() -> None:
    """Render the pages of the file named first into the folder named second."""
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for page in to_png(to_pdf(source, folder), folder, int(sys.argv[3]) if len(sys.argv) > 3 else 70):
        print(page)


if __name__ == "__main__":
    main()

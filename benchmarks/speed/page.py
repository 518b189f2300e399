"""The official page as LibreOffice renders it: ``FONTCONFIG_FILE=fonts.conf python -m benchmarks.speed.page``.

Needs ``soffice`` and poppler. The faces must be as wide as the standard's (Han 1.0 em, digits 0.5): the Fandol faces
of TeX Live are, under aliases such as 仿宋_GB2312, so that the file keeps the real names. The text is nothing but Han:
punctuation is compressed, and a digit brings a gap of a quarter character.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from scripts.render_docx import to_pdf

import docnorm
from docnorm.look import Look

MM = 25.4 / 72


def main() -> None:
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        print("needs soffice and poppler")
        return
    look = docnorm.get_profile("gongwen").look
    done = docnorm.normalize_text("\n".join(["国" * 700] * 6))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.docx"
        done.save(path)
        pdf = to_pdf(path, Path(folder))
        fonts = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True).stdout
        print("faces", ", ".join(line.split()[0] for line in fonts.splitlines()[2:]))
        for number, page in enumerate(pages(pdf)[:-1], 1):
            report(number, page, look)
        dash(pdf, Path(folder), look)


def pages(pdf: Path) -> list[list[tuple[float, float, float, float, str]]]:
    """Return the lines of each page: left, top, right, bottom in millimetres, and the text."""
    xml = subprocess.run(
        ["pdftotext", "-bbox-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    out = []
    for page in re.findall(r"<page .*?</page>", xml, re.DOTALL):
        found = []
        for line in re.finditer(
            r'<line xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</line>', page, re.DOTALL
        ):
            text = "".join(re.findall(r"<word[^>]*>(.*?)</word>", line[5], re.DOTALL))
            left, top, right, bottom = (float(line[i]) * MM for i in range(1, 5))
            found.append((left, top, right, bottom, text))
        out.append(sorted(found, key=lambda x: (round(x[1]), x[0])))
    return out


def report(number: int, page: list[tuple[float, float, float, float, str]], look: Look) -> None:
    body = [line for line in page if not re.fullmatch(r"[—\d]+", line[4])]
    foot = [line for line in page if re.fullmatch(r"[—\d]+", line[4])]
    full = Counter(len(line[4]) for line in body).most_common(1)[0][0]
    width, right, left = look.paper[0], look.margins[1], look.margins[3]
    inset = width - right - foot[0][2] if number % 2 else foot[0][0] - left
    print(
        f"page {number}: {len(body)} lines of {full}, left {min(x[0] for x in body):.2f} mm,"
        f" right {width - max(x[2] for x in body):.2f} mm, number {inset:.2f} mm in"
    )


def dash(pdf: Path, folder: Path, look: Look) -> None:
    """Print how far below the text block the page number's dash lies, from the ink of the first page."""
    subprocess.run(["pdftoppm", "-r", "300", "-gray", "-l", "1", str(pdf), str(folder / "ink")], check=True)
    data = next(folder.glob("ink*.pgm")).read_bytes()
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    assert header is not None
    width, height = int(header[1]), int(header[2])
    per_mm = 300 / 25.4
    edge = look.paper[1] - look.margins[2]
    # The dash: the rows below the text whose ink is one unbroken stretch of more than 3 mm.
    found = [
        y
        for y in range(round((edge + 2) * per_mm), round((edge + 20) * per_mm))
        if b"\x00" * round(3 * per_mm) in re.sub(rb"[\x00-\x7f]", b"\x00", data[header.end() + y * width :][:width])
    ]
    if found and height:
        print(f"dash {sum(found) / len(found) / per_mm - edge:.2f} mm below the text")


if __name__ == "__main__":
    main()

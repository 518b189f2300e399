"""The process that opens a PDF: an order and the file on standard input, what stands on the pages on the output."""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from docnorm.readers.pdf.scan import can_read_scans, read_scan

_LARGEST_SIDE = 14_400  # points: what PDF allows
_GLYPHS = 40_000  # of one page: a page of a newspaper has 15,000
_ALL_GLYPHS = 6_000_000
_OBJECTS = 20_000  # drawn things that are looked at on a page
_THIN = 3.0  # points: what is thinner is a line
_HEAVY = ("bold", "heavy", "black", "simhei", "heiti", "黑体")


def main() -> None:
    """Read the order and the file, write what was found. A refusal is an answer, too."""
    order = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    _limit_memory(order["memory"])
    try:
        said = _describe(data, order["pages"])
    except pdfium.PdfiumError as error:
        said = {"refused": _explain(error)}
    sys.stdout.buffer.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "backslashreplace"))


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time still ends
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _explain(error: Exception) -> str:
    if "password" in str(error).lower():
        return "the PDF is protected by a password; open it, remove the password and save it again"
    return "the PDF could not be read: it is damaged"


def _describe(data: bytes, most: int) -> dict[str, Any]:
    document = pdfium.PdfDocument(data)
    if len(document) > most:
        return {"refused": f"the PDF has more than {most} pages; split it"}
    fonts: dict[str, int] = {}
    unread: dict[str, None] = {}
    pages: list[dict[str, Any]] = []
    seen = total = 0
    for number in range(len(document)):
        page = document[number]
        found = _read_page(page, fonts, unread)
        total += len(found["glyphs"])
        if total > _ALL_GLYPHS:
            return {"refused": f"the PDF holds more than {_ALL_GLYPHS:,} characters; split it"}
        if len(found["glyphs"]) < 8 and found["picture"] > 0.4 and can_read_scans():
            found["glyphs"] = read_scan(page, fonts)
            found["picture"] = 0.0
            seen += 1
        pages.append(found)
        page.close()
    return {"pages": pages, "fonts": list(fonts), "unread": list(unread), "seen": seen}


def _read_page(page: Any, fonts: dict[str, int], unread: dict[str, None]) -> dict[str, Any]:
    width, height = page.get_size()
    rules, picture = _read_drawn(page, width * height)
    sound = 0 < width <= _LARGEST_SIDE and 0 < height <= _LARGEST_SIDE
    glyphs, lost = _read_glyphs(page, fonts, unread) if sound else ([], 0)
    return {
        "width": width, "height": height, "glyphs": glyphs, "rules": rules, "picture": picture, "unread": lost,
    }  # fmt: skip


def _read_glyphs(page: Any, fonts: dict[str, int], unread: dict[str, None]) -> tuple[list[tuple[Any, ...]], int]:
    text = page.get_textpage()
    handle = text.raw
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = raw.FS_MATRIX()
    found: list[tuple[Any, ...]] = []
    lost = 0
    for k in range(min(raw.FPDFText_CountChars(handle), _GLYPHS)):
        code = raw.FPDFText_GetUnicode(handle, k)
        if raw.FPDFText_IsGenerated(handle, k) == 1:
            continue  # pdfium's own guess at blanks and line ends: the places say it
        name = _name_font(handle, k)
        if raw.FPDFText_HasUnicodeMapError(handle, k) == 1 or code in {0, 0xFFFD} or 0xD800 <= code < 0xE000:
            unread[name.rstrip("*")] = None
            lost += 1
            code = 0xFFFD
        # The loose box: the ink of a full stop is in one corner of its square, and that of an i is narrow.
        raw.FPDFText_GetLooseCharBox(handle, k, ctypes.byref(box))
        left, right = box.left, box.right
        raw.FPDFText_GetCharOrigin(handle, k, ctypes.byref(x), ctypes.byref(y))
        raw.FPDFText_GetMatrix(handle, k, ctypes.byref(matrix))
        scale = (matrix.b**2 + matrix.d**2) ** 0.5 or 1.0
        if abs(matrix.b) > abs(matrix.d):
            continue  # turned: a stamp at the margin
        size = round(raw.FPDFText_GetFontSize(handle, k) * scale, 2)
        char = "-" if code == 2 else chr(code)  # pdfium's sign for a hyphen at a line's end
        found.append((char, round(left, 2), round(max(right, left), 2), round(y.value, 2), size,
                      fonts.setdefault(name, len(fonts))))  # fmt: skip
    text.close()
    return found, lost


def _name_font(handle: Any, k: int) -> str:
    flags = ctypes.c_int()
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(handle, k, buffer, 128, ctypes.byref(flags))
    name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
    heavy = raw.FPDFText_GetFontWeight(handle, k) >= 600 or any(w in name.lower() for w in _HEAVY)
    return name + "*" * heavy


def _read_drawn(page: Any, area: float) -> tuple[list[tuple[float, ...]], float]:
    """Return the thin lines of a page, and the share of it that pictures cover."""
    rules: list[tuple[float, ...]] = []
    covered = 0.0
    sides = [ctypes.c_float() for _ in range(4)]
    places = [ctypes.byref(c) for c in sides]
    for k in range(min(raw.FPDFPage_CountObjects(page.raw), _OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page.raw, k)
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind not in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE}:
            continue
        raw.FPDFPageObj_GetBounds(drawn, *places)
        x0, y0, x1, y1 = (round(c.value, 1) for c in sides)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            covered += max(0.0, x1 - x0) * max(0.0, y1 - y0)
        elif min(x1 - x0, y1 - y0) <= _THIN < max(x1 - x0, y1 - y0):
            rules.append((x0, y0, x1, y1))
        elif x1 - x0 > _THIN and y1 - y0 > _THIN and raw.FPDFPath_CountSegments(drawn) in {4, 5}:
            # A box: its four sides. A shaded cell is one as well, and has the sides of the cell.
            rules += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
    return rules, min(1.0, covered / area) if area else 0.0

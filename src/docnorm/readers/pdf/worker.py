"""The process that opens a PDF: an order and the file on standard input, what stands on the pages on the output."""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from docnorm.readers.pdf.page import SOFT
from docnorm.readers.pdf.scan import read_scan

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
        said = _describe(data, order["pages"], frozenset(order["scans"]))
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


def _describe(data: bytes, most: int, scans: frozenset[int]) -> dict[str, Any]:
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
        if number in scans:
            found["glyphs"] = read_scan(page, fonts)
            found["picture"] = 0.0
            seen += 1
        pages.append(found)
        page.close()
    return {"pages": pages, "fonts": list(fonts), "unread": list(unread), "seen": seen}


def _read_page(page: Any, fonts: dict[str, int], unread: dict[str, None]) -> dict[str, Any]:
    width, height = page.get_size()
    if page.get_rotation() in {90, 270}:
        width, height = height, width  # characters stand where they stood before the page was turned
    rules, picture = _read_drawn(page, width * height)
    sound = 0 < width <= _LARGEST_SIDE and 0 < height <= _LARGEST_SIDE
    glyphs, laid, lost, aslant = _read_glyphs(page, fonts, unread) if sound else ([], [], 0, 0)
    if len(laid) > len(glyphs):  # a page on its side; else they are a stamp at the margin, and no text
        shift_x, shift_y = -min(0.0, *(g[1] for g in laid)), -min(0.0, *(g[3] for g in laid))
        glyphs = [(c, x0 + shift_x, x1 + shift_x, base + shift_y, *rest) for c, x0, x1, base, *rest in laid]
        rules, width, height = [], height, width
    return {
        "width": width, "height": height, "glyphs": glyphs, "rules": rules, "picture": picture, "unread": lost,
        "aslant": aslant,
    }  # fmt: skip


def _read_glyphs(
    page: Any, fonts: dict[str, int], unread: dict[str, None]
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]], int, int]:
    """Return the upright characters, those on their side as if they stood, how many say nothing or lie aslant."""
    text = page.get_textpage()
    handle = text.raw
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = raw.FS_MATRIX()
    found: list[tuple[Any, ...]] = []
    laid: list[tuple[Any, ...]] = []
    lost = aslant = 0
    for k in range(min(raw.FPDFText_CountChars(handle), _GLYPHS)):
        code = raw.FPDFText_GetUnicode(handle, k)
        if raw.FPDFText_IsGenerated(handle, k) == 1:
            # pdfium's own guess at a blank: right between Latin words, which the sizes of gaps alone do not tell apart.
            if code == ord(" ") and found:
                found.append((SOFT, found[-1][2], *found[-1][2:]))
            continue
        name = _name_font(handle, k)
        if raw.FPDFText_HasUnicodeMapError(handle, k) == 1 or code in {0, 0xFFFD} or 0xD800 <= code < 0xE000:
            unread[name.rstrip("*")] = None
            lost += 1
            code = 0xFFFD
        # The loose box: the ink of a full stop is in one corner of its square, and that of an i is narrow.
        raw.FPDFText_GetLooseCharBox(handle, k, ctypes.byref(box))
        raw.FPDFText_GetCharOrigin(handle, k, ctypes.byref(x), ctypes.byref(y))
        raw.FPDFText_GetMatrix(handle, k, ctypes.byref(matrix))
        scale = (matrix.b**2 + matrix.d**2) ** 0.5 or 1.0
        if min(abs(matrix.b), abs(matrix.d)) > 0.2 * max(abs(matrix.b), abs(matrix.d)):
            aslant += 1  # a watermark lies aslant over the lines
            continue
        place = (box.left, box.right, y.value)
        if turned := abs(matrix.b) > abs(
            matrix.d
        ):  # read from below or from above: a page laid on its side, or a stamp
            up = matrix.b > 0
            place = (box.bottom, box.top, -x.value) if up else (-box.top, -box.bottom, x.value)
        size = round(raw.FPDFText_GetFontSize(handle, k) * scale, 2)
        char = "-" if code == 2 else chr(code)  # pdfium's sign for a hyphen at a line's end
        x0, x1, base = (round(v, 2) for v in place)
        glyph = (char, x0, max(x0, x1), base, size, fonts.setdefault(name, len(fonts)))
        (laid if turned else found).append(glyph)
    text.close()
    return found, laid, lost, aslant


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

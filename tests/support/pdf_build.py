"""Small PDF files for tests: lines at places, drawn lines, fonts that say nothing, pages that are pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Text(NamedTuple):
    """A line of text: its left end and base line in points, its size; ``mute`` asks for a font without a text map."""

    x: float
    y: float
    text: str
    size: float = 16
    mute: bool = False


class Box(NamedTuple):
    """A drawn line, as a filled box."""

    x: float
    y: float
    width: float
    height: float


WIDTH, HEIGHT = 595, 842


def build_pdf(pages: Iterable[Sequence[Text | Box]], *, scan: bool = False, extra: str = "") -> bytes:
    """Return a PDF with such pages. ``scan`` lays a picture over each; ``extra`` goes into the catalogue."""
    pages = list(pages)
    chars = sorted({c for page in pages for row in page if isinstance(row, Text) for c in row.text})
    codes = {c: k for k, c in enumerate(chars, 1)}
    first = 10
    kids = " ".join(f"{first + 2 * k} 0 R" for k in range(len(pages)))
    mapped = "\n".join(f"<{code:04x}> <{c.encode('utf-16-be').hex()}>" for c, code in codes.items())
    widths = " ".join(f"{code} [{500 if c.isascii() else 1000}]" for c, code in codes.items())
    bodies = {
        1: f"<< /Type /Catalog /Pages 2 0 R {extra} >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        3: "<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H /DescendantFonts [4 0 R] "
        "/ToUnicode 6 0 R >>",
        4: "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test /CIDSystemInfo << /Registry (Adobe) "
        f"/Ordering (Identity) /Supplement 0 >> /DW 1000 /W [{widths}] /FontDescriptor 5 0 R >>",
        5: "<< /Type /FontDescriptor /FontName /Test /Flags 4 /FontBBox [0 -200 1000 900] /Ascent 880 /Descent -120 "
        "/ItalicAngle 0 /CapHeight 700 /StemV 80 >>",
        6: _stream(_CMAP.replace("@COUNT", str(len(codes))).replace("@ROWS", mapped)),
        7: "<< /Type /Font /Subtype /Type0 /BaseFont /Mute /Encoding /Identity-H /DescendantFonts [4 0 R] >>",
        8: _stream(
            "\0", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
        ),
    }
    for k, page in enumerate(pages):
        body = "".join(_draw(row, codes) for row in page)
        if scan:
            body += f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q\n"
        bodies[first + 2 * k] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {first + 2 * k + 1} 0 R "
            "/Resources << /Font << /F 3 0 R /M 7 0 R >> /XObject << /I 8 0 R >> >> >>"
        )
        bodies[first + 2 * k + 1] = _stream(body)
    return _assemble(bodies)


def _draw(row: Text | Box, codes: dict[str, int]) -> str:
    if isinstance(row, Box):
        return f"{row.x} {row.y} {row.width} {row.height} re f\n"
    shown = "".join(f"{codes[c]:04x}" for c in row.text)
    return f"BT /{'M' if row.mute else 'F'} {row.size} Tf {row.x} {row.y} Td <{shown}> Tj ET\n"


def _stream(text: str, says: str = "") -> str:
    return f"<< /Length {len(text.encode('latin-1'))} {says} >>\nstream\n{text}\nendstream"


def _assemble(bodies: dict[int, str]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in sorted(bodies.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    last = max(bodies)
    out += f"xref\n0 {last + 1}\n0000000000 65535 f \n".encode()
    for number in range(1, last + 1):
        out += f"{places[number]:010} 00000 n \n".encode() if number in places else b"0000000000 65535 f \n"
    out += f"trailer << /Size {last + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
@COUNT beginbfchar
@ROWS
endbfchar
endcmap CMapName currentdict /CMap defineresource pop end end"""

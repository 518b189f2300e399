"""The names of WordprocessingML: namespaces, and the relationship types that mean something to us."""

from __future__ import annotations

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
REFERENCE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"  # the r: of r:id
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"  # the elements of a .rels part
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
XML = "http://www.w3.org/XML/1998/namespace"

# ISO/IEC 29500 Strict names the same things by other URIs. Word 2010 and later reads strict values under transitional
# names, so taking the names back is all that it needs.
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", WORD.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", MATH.encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", DRAWING.encode()),
    (
        b"http://purl.oclc.org/ooxml/drawingml/",
        b"http://schemas.openxmlformats.org/drawingml/2006/",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        REFERENCE.encode(),
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
    (
        b"http://purl.oclc.org/ooxml/schemaLibrary/main",
        b"http://schemas.openxmlformats.org/schemaLibrary/2006/main",
    ),
)


def w(name: str) -> str:
    """Return a WordprocessingML name as ElementTree and lxml spell it."""
    return f"{{{WORD}}}{name}"

"""Plain text: bytes in any encoding to a source, or a refusal that says what the bytes are instead."""

from __future__ import annotations

import re

from docnorm.errors import InputRefused
from docnorm.lexicon.characters import measure_strangeness
from docnorm.readers.decoding import Decoded, decode, decode_lines
from docnorm.readers.decoding.detect import FOREIGN
from docnorm.source import Source

# What the bytes of other things begin with, and what to call them. Only what a text cannot begin with: "BM" is a
# bitmap and a word, "PK" needs its two control characters.
SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive (DOCX, XLSX, EPUB and others are ZIPs too)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an OLE2 file (DOC, XLS, WPS): save it as DOCX first"),
    (b"%PDF-", "a PDF: name it .pdf, or say --from pdf"),
    (b"{\\rtf", "an RTF document: save it as DOCX first"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\0\0\1\0", "an icon"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an XZ archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"ID3\x03", "an MP3 file"),
    (b"ID3\x04", "an MP3 file"),
    (b"OggS\0", "an Ogg file"),
    (b"fLaC", "a FLAC file"),
    (b"\0asm", "a program"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"PAR1", "a Parquet table"),
)
_RIFF = re.compile(rb"RIFF....(?:WEBP|WAVE|AVI )", re.DOTALL)
_MEDIA = re.compile(rb"....ftyp[\w ]{4}", re.DOTALL)
_BITMAP = re.compile(rb"BM.{4}\0\0\0\0.{3}\0", re.DOTALL)
# Text has tabs, line ends, form feeds, an escape, a DOS end of file.
_CONTROLS = re.compile("[\ufffd\0-\x08\x0b\x0e-\x19\x1c-\x1f\x7f]")

_NEVER_WRITTEN = re.compile("\0{4,}")
_LONE_NUL = re.compile(rb"(?<!\0)\0{1,3}(?!\0)")
_HAN = re.compile("[\u4e00-\u9fff]")
_RAW_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x19\x1c-\x1f\x7f]")


def read_txt(data: bytes, encoding: str | None = None) -> Source:
    """Read ``data`` as plain text, its line ends kept; ``encoding`` skips detection and is obeyed.

    Raises ``InputRefused`` for what is not text, naming it, and ``UsageError`` for an encoding that there is not.
    """
    if kind := name_other_format(data):
        raise InputRefused(f"not text but {kind}")
    found = decode(data, encoding)
    if encoding is None and _is_binary(data, found):
        lines = decode_lines(data)
        if lines is None:
            raise InputRefused("not text but binary data")
        found = lines
    return Source(found.text, "txt", found.decoding, origin=data, warnings=tuple(describe_doubts(found)))


def name_other_format(data: bytes) -> str | None:
    """Return what ``data`` is by its first bytes, if that is not text."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    if _RIFF.match(data) or _MEDIA.match(data):
        return "a sound, film or WebP file"
    return "a bitmap image" if _BITMAP.match(data) else None


def _is_binary(data: bytes, found: Decoded) -> bool:
    """Whether what was decoded is mostly no text. Random bytes have 10 % controls, text none; damaged text has few."""
    text = found.text
    if not text:
        return any(x.data.strip(b"\0") == b"" and len(x.data) > 3 for x in found.lost)
    written = data[:4096].replace(b"\0", b"")
    if found.confidence <= 0.1 and len(written) >= 64 and len(_RAW_CONTROLS.findall(written)) > len(written) * 0.05:
        return True  # no detector knows it, and as UTF-16 anything reads
    # The head tells, and the middle: a program begins with text now and then.
    head = text[:4096] + text[len(text) // 2 : len(text) // 2 + 4096]
    if not _has_controls(data, found.encoding):
        return False
    if (bare := _NEVER_WRITTEN.sub("", head)) and _HAN.search(bare):
        head = bare  # a block that was never written says nothing of the text around it
    sound = _CONTROLS.sub("", head)
    if len(head) < 32 or len(sound) >= 0.9 * len(head):
        return False
    # Badly damaged is not binary: what is left of it is Chinese.
    return len(_HAN.findall(sound)) < 0.1 * len(head) or measure_strangeness(sound) > FOREIGN


def _has_controls(data: bytes, encoding: str) -> bool:
    """Whether the bytes hold what no text does. Of damaged text whole characters are lost, and no control is made.

    In UTF-16 half of a character is often a control; there the decoded text has to tell.
    """
    if encoding.startswith(("utf-16", "utf-32")):
        return True
    head = data[:4096] + data[len(data) // 2 : len(data) // 2 + 4096]
    alone = len(_LONE_NUL.findall(head))
    written = len(head) - head.count(0) + alone
    return len(_RAW_CONTROLS.findall(head)) + alone > 0.03 * written + 1


def describe_doubts(found: Decoded) -> list[str]:
    """Return what the decoding does not say by itself; how sure it is and what was lost, its reader can see."""
    said = []
    if found.how == "fallback":
        said.append("not recognised as Chinese text")
    names = sorted({s.encoding for s in found.segments})
    if len(names) > 1:
        said.append(f"several encodings in one file: {', '.join(names)}")
    return said

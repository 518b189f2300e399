"""The names of encodings: what a user may say, and the one spelling that the rest of the room goes by."""

from __future__ import annotations

import codecs

from docnorm.errors import UsageError, nearest

# A label names the smallest of a family and the bytes hold the largest: a "gb2312" page with one 镕 is not GB 2312.
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "utf-8-sig": "utf-8", "ascii": "utf-8",
    "utf-16": "utf-16-le", "utf-32": "utf-32-le",
}  # fmt: skip
_OURS = {"euctw": "euc-tw", "xeuctw": "euc-tw", "iso2022cn": "iso-2022-cn", "iso2022cnext": "iso-2022-cn"}
# Python calls these text encodings; nobody's file is in them, and some raise what no decoder should.
_ODD = {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem", "charmap"}


def resolve_name(encoding: str) -> str:
    """Return the name that we go by, or raise ``UsageError`` naming the nearest."""
    plain = "".join(c for c in encoding.lower() if c.isalnum())
    if plain in _OURS:
        return _OURS[plain]
    try:
        info = codecs.lookup(encoding)
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        info = None
    name = info.name.replace("_", "-") if info else ""
    if info is None or not getattr(info, "_is_text_encoding", True) or info.name.replace("-", "_") in _ODD:
        usual = ["utf-8", "gb18030", "gbk", "gb2312", "big5", "big5hkscs", "cp950", "utf-16", "euc-tw", "hz"]
        raise UsageError(f"unknown encoding {encoding!r}{nearest(encoding.lower(), usual)}")
    return _WIDER.get(name, name)

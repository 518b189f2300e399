"""Bytes of one format to a ``Source``, and how a format shows in the content."""

from __future__ import annotations


def sniff(data: bytes) -> str:
    """Return the format that the content gives away: only DOCX is; everything else is ``txt``."""
    return "docx" if data.startswith(b"PK\x03\x04") and b"word/" in data else "txt"

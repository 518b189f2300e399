"""DOCX to a source: the visible text, one paragraph a line, and what the file says about stretches of it."""

from __future__ import annotations

from docnorm.readers.docx.read import read_docx

__all__ = ["read_docx"]

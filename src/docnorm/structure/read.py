"""The only entry: text and marks to an Outline."""

from __future__ import annotations

import re

from docnorm.edit import Span
from docnorm.outline import Block, Outline, Role
from docnorm.source import Mark

_LINE = re.compile(r"[^\s][^\n]*")


def read(text: str, marks: tuple[Mark, ...]) -> Outline:
    """Read the shape of ``text``: one paragraph a line."""
    del marks
    return Outline(text, tuple(Block(Span(*m.span()), Role.PARAGRAPH) for m in _LINE.finditer(text)))

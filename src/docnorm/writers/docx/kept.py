"""What a DOCX edited in place must still hold beside its text: paragraph by paragraph, section by section, by count."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from docnorm.draft import Draft
from docnorm.edit import Span
from docnorm.ooxml.linear import Layout
from docnorm.ooxml.package import Package
from docnorm.ooxml.story import Paragraph

# What a reader sees in a file, by the element that holds it. What an edit cuts in two counts twice: none may be fewer.
_HELD = {
    "pictures": b"drawing|pict|object", "notes": b"footnoteReference|endnoteReference", "comments": b"commentReference",
    "fields": b"fldChar|fldSimple", "links": b"hyperlink", "bookmarks": b"bookmarkStart", "tables": b"tbl",
    "rows": b"tr", "cells": b"tc", "sections": b"sectPr", "equations": b"oMath", "content controls": b"sdt",
}  # fmt: skip
_ELEMENT = re.compile(rb"<(?:\w+:)?(" + b"|".join(_HELD.values()) + rb")(?=[ />])")
_KINDS = {name: kind for kind, names in _HELD.items() for name in names.split(b"|")}
_SIZE = re.compile(rb"<(?:\w+:)?pgSz[^>]*?>")
_SIDE = re.compile(rb'(?:\w+:)?(w|h|orient)="([^"]*)"')
_AUTHOR = re.compile(rb'(?:\w+:)?author="([^"]*)"')


class Opened(NamedTuple):
    """A DOCX and its layout."""

    package: Package
    layout: Layout


def find_lost(before: Opened, after: Opened, draft: Draft, *, styled: bool) -> Iterator[str]:
    """Yield what ``after`` no longer holds of ``before``, in a word or two each.

    ``styled`` says that a look was put on, which decides styles and outline levels; ``draft`` says what was edited.
    """
    one, two = (opened.package.read(opened.package.main) or b"" for opened in (before, after))
    had, has = _count(one), _count(two)
    yield from (f"{had[kind] - has[kind]} of {had[kind]} {kind}" for kind in had if has[kind] < had[kind])
    if _shapes(one) != _shapes(two):
        yield "a page's orientation"
    if not set(_AUTHOR.findall(one)) <= set(_AUTHOR.findall(two)):
        yield "revisions of another author"
    if after.layout.text.rstrip("\n") == draft.text.rstrip("\n"):
        yield from _find_changed(before.layout, after.layout, draft, styled=styled)


def _count(part: bytes) -> Counter[str]:
    return Counter(_KINDS[name] for name in _ELEMENT.findall(part))


def _shapes(part: bytes) -> list[bool]:
    """Return of each section that says its size whether it is laid across."""
    found = []
    for size in _SIZE.findall(part):
        said = dict(_SIDE.findall(size))
        wide = said.get(b"w", b"").isdigit() and said.get(b"h", b"").isdigit() and int(said[b"w"]) > int(said[b"h"])
        found.append(wide or said.get(b"orient") == b"landscape")
    return [across for across in found if across]


def _find_changed(one: Layout, two: Layout, draft: Draft, *, styled: bool) -> Iterator[str]:
    starts = two.starts
    for line in one.lines:
        if line.story or not line.text.strip():
            continue
        place = draft.patch.carry(Span(line.start, line.start + len(line.text)))
        if place.start >= place.end or place.start >= len(two.text):
            continue  # the words went
        now = two.lines[bisect_right(starts, place.start) - 1]
        if now.start < place.start and two.text[now.start : place.start].strip():
            continue  # the line goes on with the one before it
        if line.number is not None and (line.number, line.depth) != (now.number, now.depth):
            yield f"the number of {line.text[:12]!r}"
        elif len(line.blanks) > len(now.blanks) and "\n" not in two.text[place.start : place.end]:
            yield f"a line to write on in {line.text[:12]!r}"
        elif not styled and _format(line) != _format(now):
            yield f"the style of {line.text[:12]!r}"
    had, has = (sum(1 for p in layout.lines if not p.story and p.solid and not p.text) for layout in (one, two))
    if has < had:
        yield f"{had - has} paragraphs without words that show something"


def _format(line: Paragraph) -> tuple[object, ...]:
    return line.style, line.outline

"""A Markdown file laid out."""

from __future__ import annotations

import re
from dataclasses import replace

from docnorm.edit import Span
from docnorm.markup.layout import Layout, Piece
from docnorm.markup.markdown.escape import escape, guard, settle
from docnorm.markup.markdown.parser import DEEPEST, make_parser
from docnorm.markup.markdown.places import Lines
from docnorm.markup.markdown.walk import Walk
from docnorm.markup.page import Page
from docnorm.markup.splice import Syntax
from docnorm.source import Mark

# The head of a file for the program that makes the page: YAML, or TOML.
_FRONT = re.compile(
    r"\A\ufeff?(?:---[ \t]*\r?\n(?:[^\n]*\n){0,400}?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
    r"|\+\+\+[ \t]*\r?\n(?:[^\n]*\n){0,400}?\+\+\+[ \t]*(?:\r?\n|\Z))"
)
# The parser looks ahead from every bracket: 26 µs each. Ten megabytes of them are no document and would take minutes.
_BUSIEST = 300_000
_PLAIN = "marked up more, or nested deeper, than a document can be: read as plain text"
# What other programs give a meaning: links between notes, templates, attributes, call-outs, names of blocks, emoji.
_FORMS = re.compile(
    r"!?\[\[[^\[\]\n]+\]\]|\{\{[^{}\n]*\}\}|\{%[^\n]*?%\}|\{[:#.][^{}\n]*\}|\[![A-Za-z]+\][+-]?|[ \t]\^[A-Za-z0-9-]+$"
    r"|(?<![\w:]):[a-z0-9_+-]+:(?![\w:])|%%[^\n]*?%%|==(?=\S)|(?<=\S)==|<<[^<>\n]+>>|\[TOC\]|\[toc\]"
    r"|^\[[^\[\]\n]{1,40}\]:(?=[ \t])",
    re.MULTILINE,
)


def lay_out(text: str) -> Layout:
    """Return what a reader of the rendered page sees of ``text``, and where it stands in it."""
    if sum(map(text.count, "[<*_`")) > _BUSIEST:
        return _lay_out_plain(text)
    front = _FRONT.match(text)
    tokens = make_parser().parse("\n" * front[0].count("\n") + text[front.end() :] if front else text)
    if any(token.level >= DEEPEST - 1 for token in tokens):
        return _lay_out_plain(text)  # the parser drops what lies deeper
    page = Page(markdown=True)
    if front:
        page.code(front[0].rstrip().lstrip("\ufeff").replace("\r\n", "\n"), 0, front.end())
    walk = Walk(page, Lines(text))
    walk.go(tokens)
    layout = page.laid_out(len(text))
    frozen = (*_find_forms(layout.text), *_find_held(layout.text, walk))
    return replace(layout, marks=tuple(sorted({*layout.marks, *frozen})), ends=tuple(walk.ends))


def _lay_out_plain(text: str) -> Layout:
    return Layout(text, pieces=(Piece(0, len(text), 0, len(text), 0),), warnings=(_PLAIN,))


def _find_forms(text: str) -> list[Mark]:
    return [Mark(Span(*m.span()), "frozen") for m in _FORMS.finditer(text)]


def _find_held(text: str, walk: Walk) -> list[Mark]:
    """Return the spaces that must stay: emphasis needs them on CommonMark's terms, or the author broke a line there."""
    spaces = [at for at in walk.spaces if text[at : at + 1] == " "]
    broken = (at for at in walk.broken if text[at : at + 1] == " ")
    spaces += (at for at in broken if text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum())
    return [Mark(Span(at, at + 1), "frozen") for at in spaces]


MARKDOWN = Syntax("Markdown", lay_out, escape, "\n\n", references=False, guard=guard, settle=settle)

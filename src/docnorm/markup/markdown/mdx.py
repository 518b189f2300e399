"""MDX in Markdown: modules, tags whose attributes are expressions, comments in braces. All of it is left alone.

Sites that are written in Markdown hold JavaScript: ``export const meta = {…}`` over several lines,
``<Card title={t("你好,世界")}>``, ``{/* … */}``. To CommonMark it is prose: quotes were curled in it and its lines
joined, so that the page did not build (MDX 3, "What is MDX"; the files of Docusaurus end in .md, too).
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline.state_inline import StateInline

_LONGEST = 20_000  # characters of a module or a tag; what is longer is read as the prose that CommonMark sees
# What begins a module, and hardly a sentence: import {, import "x", export const. 导入 and "import the file" are prose.
_MODULE = re.compile(
    r"import[ \t]*(?:[{*'\"]|[\w$]+(?:[ \t]*,[ \t]*\{|[ \t]+from\b))"
    r"|export[ \t]+(?:const|let|var|default|(?:async[ \t]+)?function|class|type|interface)\b|export[ \t]*[{*]"
)
# {/* a comment */}, {props.name}, {items.map(…)}, {ready && …}; （{} and {注：…} are prose.
_EXPRESSION = re.compile(r"\{(?:/\*|[A-Za-z_$][\w$]*(?:[.(\[}]|[ \t]*(?:\?|&&|\|\||===?|!==?|=>)))")
_TAG = re.compile(r"</?[A-Za-z][\w.:-]*(?=[\s{/])|<>|</>")
_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_TOKEN = re.compile(
    r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|[()\[\]{}]|\n[ \t]*\n", re.DOTALL
)


def take_module(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take an import or an export as a block of its own, up to the line on which its brackets are closed."""
    at = state.bMarks[start]
    if state.tShift[start] or not _MODULE.match(state.src, at, state.eMarks[start]):
        return False
    last = _find_last_line(state, start, end)
    if last is None:
        return False
    if not silent:
        push_directive(state, start, last)
    return True


def push_directive(state: StateBlock, first: int, last: int) -> None:
    """Push lines ``first`` to ``last`` as a block for the program that makes the page: shown, and left alone."""
    token = state.push("directive", "", 0)
    token.map = [first, last + 1]
    token.content = state.src[state.bMarks[first] + state.tShift[first] : state.eMarks[last]]
    state.line = last + 1


def _find_last_line(state: StateBlock, start: int, end: int) -> int | None:
    opened: list[str] = []
    at, limit = state.bMarks[start], state.bMarks[start] + _LONGEST
    for line in range(start, end):
        if state.eMarks[line] > limit:
            return None
        for m in _TOKEN.finditer(state.src, at, state.eMarks[line]):
            if m[0] in _CLOSERS:
                opened.append(_CLOSERS[m[0]])
            elif m[0] in ")]}" and (not opened or opened.pop() != m[0]):
                return None
        if not opened:
            return line
        at = state.eMarks[line]
    return None


def take_expression(state: StateInline, silent: bool) -> bool:
    """Take ``{…}`` or a tag with ``{…}`` among its attributes as one token."""
    first = state.src[state.pos]
    if first == "{" and _EXPRESSION.match(state.src, state.pos):
        end = find_close(state.src, state.pos, state.posMax)
    elif first == "<" and (tag := _TAG.match(state.src, state.pos)):
        end = _find_tag_end(state.src, tag.end(), state.posMax)
    else:
        return False
    if end is None:
        return False
    if not silent:
        shown = first == "{" and state.src[state.pos + 1] != "/"  # a tag shows nothing, nor does a comment
        state.push("expression" if shown else "jsx", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


def find_close(text: str, at: int, end: int) -> int | None:
    """Return the place behind the bracket that closes the one at ``at``; None where none does in this paragraph."""
    opened: list[str] = []
    for m in _TOKEN.finditer(text, at, min(end, at + _LONGEST)):
        if m[0] in _CLOSERS:
            opened.append(_CLOSERS[m[0]])
        elif m[0] in ")]}":
            if not opened or opened.pop() != m[0]:
                return None
            if not opened:
                return m.end()
        elif m[0][0] == "\n":
            return None
    return None


def _find_tag_end(text: str, at: int, end: int) -> int | None:
    """Return the place behind the > of a tag that CommonMark reads as none, for it holds an expression; else None."""
    braced = False
    limit = min(end, at + _LONGEST)
    while at < limit:
        char = text[at]
        if char == ">":
            return at + 1 if braced else None
        if char == "{":
            close = find_close(text, at, limit)
            if close is None:
                return None
            at, braced = close, True
        elif char in "\"'":
            at = text.find(char, at + 1, limit) + 1
            if not at:
                return None
        elif char == "<":
            return None
        else:
            at += 1
    return None

"""The Markdown that is read: CommonMark, GFM's tables and struck text, footnotes, formulae, directives."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.reference import reference
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from docnorm.markup.markdown.inline import Inline
from docnorm.markup.markdown.mdx import push_directive, take_expression, take_module

# The parser calls itself for every level of quotes and lists; Python's stack holds some three hundred.
DEEPEST = 100
# A line for the program that makes the page: a container (:::, !!!, ???), a shortcode alone.
_DIRECTIVE = re.compile(
    r":{3,}[^\n]*|(?:!!!|\?\?\?\+?)[ \t]+[A-Za-z][^\n]*|\{\{[<%][^\n]*[>%]\}\}[ \t]*|\{%[^\n]*%\}[ \t]*"
)
_PROSE = re.compile(r"\[[^\]\n]+\]:[ \t]*(?!<)(?=[^\s]*[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])([^\s]*)")
_ADDRESS = re.compile(r"[/#.?]|^[A-Za-z][A-Za-z0-9+-]*:")


@cache
def make_parser() -> MarkdownIt:
    """Return the parser; every inline token knows its place."""
    md = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    inline = Inline()
    inline.ruler, inline.ruler2 = md.inline.ruler, md.inline.ruler2
    md.inline = inline
    md.use(footnote_plugin, inline=False, move_to_end=False)
    md.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True)
    md.block.ruler.before("fence", "directive", _take_directive, {"alt": ["paragraph", "blockquote", "list"]})
    md.block.ruler.before("directive", "module", take_module, {"alt": ["paragraph"]})
    md.inline.ruler.before("html_inline", "jsx", take_expression)
    md.block.ruler.at("reference", _refuse_reference)
    # Texts are not joined again: each part has its own place.
    return md.disable(["fragments_join", "text_join"])


def _take_directive(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Take a line for the program that makes the page as a block of its own."""
    if state.is_code_block(start):
        return False
    at = state.bMarks[start] + state.tShift[start]
    if not _DIRECTIVE.fullmatch(state.src, at, state.eMarks[start]):
        return False
    if not silent:
        push_directive(state, start, start)
    return True


def _refuse_reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take no sentence for the address of a link: ``[1]: 张三：《论文》`` is a note that somebody wrote."""
    at = state.bMarks[start] + state.tShift[start]
    prose = _PROSE.match(state.src, at, state.eMarks[start])
    if prose and not _ADDRESS.search(prose[1]):
        return False
    return reference(state, start, end, silent)

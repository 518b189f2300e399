"""What the tags of HTML mean to a reader of the page (WHATWG HTML 13.2.6 and 15.3)."""

from __future__ import annotations

from docnorm.source import MarkKind

BLOCKS = frozenset((
    *("address", "article", "aside", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "legend", "li", "main"),
    *("menu", "nav", "ol", "p", "pre", "search", "section", "summary", "ul", "blockquote", "h1", "h2", "h3"),
    "markdown-hr",
    *("h4", "h5", "h6", "br", "caption", "option", "optgroup", "tr", "table", "thead", "tbody", "tfoot", "title"),
    *("listing", "xmp"),
))  # fmt: skip
UNSEEN = frozenset((
    *("script", "style", "template", "noscript", "head", "title", "iframe", "object", "embed", "svg", "math"),
    *("canvas", "audio", "video", "select", "datalist", "textarea", "button", "map", "applet", "noframes"),
    *("noembed", "rt", "rp", "rtc"),
))  # fmt: skip
VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "markdown-hr",
    )
)
INLINE: dict[str, MarkKind] = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic", "var": "italic", "dfn": "italic",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
    "s": "strike", "del": "strike", "strike": "strike", "markdown-s": "strike",
    "sup": "superscript", "sub": "subscript",
}  # fmt: skip
# What an end tag closes alone, leaving open what was opened inside (13.2.6.4.7, the adoption agency).
FORMATTING = frozenset(
    ("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
# What a start tag ends: an entry ends the entry before it, a paragraph ends where a block begins.
ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), frozenset(("ol", "ul", "menu", "dir", "table"))),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl", "table"))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl", "table"))),
    "option": (frozenset(("option",)), frozenset(("select",))),
    "td": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "th": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "tr": (frozenset(("td", "th", "tr")), frozenset(("table",))),
    **dict.fromkeys(
        ("tbody", "thead", "tfoot"), (frozenset(("td", "th", "tr", "tbody", "thead", "tfoot")), frozenset(("table",)))
    ),
}
PARAGRAPH_ENDS = BLOCKS - {"br", "option", "optgroup", "tr", "thead", "tbody", "tfoot", "title", "caption", "body"}
LISTS = frozenset(("ol", "ul", "menu", "dir"))
# Where an end tag of something outside is not looked for.
WALLS = frozenset(("td", "th", "caption"))
TABLE = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "html", "body"))
# Elements that show nothing of their own, so two paragraphs may become one across them.
PLAIN = frozenset(("p", "div", "span", "font", "b", "strong", "i", "em", "u", "s", "small", "big", "br"))
HELD = frozenset(("img", "svg", "video", "audio", "object", "embed", "canvas", "input", "iframe", "math", "button"))
FIXED = TABLE | {"colgroup", "dl", "dt", "dd", "figure"}
IN_HEAD = frozenset(("base", "basefont", "bgsound", "link", "meta", "noscript", "script", "style", "template", "title"))

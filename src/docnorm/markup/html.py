"""A page of HTML, or one XHTML part of an EPUB, laid out."""

from __future__ import annotations

from html import escape

from docnorm.markup.layout import Layout
from docnorm.markup.page import Page
from docnorm.markup.scan import Other, Tag, Text, scan
from docnorm.markup.splice import Syntax


def lay_out(markup: str, *, xml: bool | None = None) -> Layout:
    """Return what ``markup`` shows, one paragraph a line, and where each character of it stands in ``markup``.

    ``xml`` for the parts of an EPUB: <p/> is empty, CDATA is text; by default, where an XML declaration stands.
    """
    page = Page()
    for token in scan(markup, xml=is_xml(markup) if xml is None else xml):
        feed(page, token)
    return page.laid_out(len(markup))


def feed(page: Page, token: Tag | Text | Other, by: int = 0) -> None:
    """Tell ``page`` of a token that stands ``by`` characters further on in the source."""
    if isinstance(token, Text):
        page.data(token.text, token.start + by, token.end + by)
    elif isinstance(token, Other):
        page.solid()
    elif token.closes:
        page.end(token.name, token.start + by, token.end + by)
    else:
        page.start(token.name, token.attributes, token.start + by, token.end + by, empty=token.empty)


def is_xml(markup: str) -> bool:
    """Whether a page says that it is XML."""
    return markup[:200].lstrip("\ufeff \t\r\n").startswith("<?xml")


def lay_out_xhtml(markup: str) -> Layout:
    """Return what one XHTML part of an EPUB shows."""
    return lay_out(markup, xml=True)


def _escape(text: str, _at_start: bool) -> str:
    return escape(text, quote=False).replace("\xa0", "&#160;")  # nobody sees what a no-break space of its own is


HTML = Syntax("html", lay_out, _escape, "<br/>")
XHTML = Syntax("xhtml", lay_out_xhtml, _escape, "<br/>")

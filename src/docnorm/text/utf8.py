"""Text as UTF-8, whatever a ``str`` may hold."""

from __future__ import annotations

from docnorm.text.late import late

# Two surrogates that are one character; a lone half is none.
_PAIR = late("[\ud800-\udbff][\udc00-\udfff]")


def encode_utf8(text: str) -> bytes:
    """Return ``text`` as UTF-8; a lone surrogate has none: it is shown as U+FFFD and the rest is kept."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def join_surrogates(text: str) -> str:
    """Return ``text`` with each pair of surrogates as the one character that it stands for; a lone half stays.

    JavaScript and JSON with escapes hand on such pairs: in a DOCX they were two U+FFFD, in a text file an emoji.
    """
    if text.isascii() or not _PAIR.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")

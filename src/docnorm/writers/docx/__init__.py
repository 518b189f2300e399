"""The DOCX writer: a package of our own for text inputs, the user's own parts edited in place for DOCX inputs."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from docnorm.errors import UsageError, nearest
from docnorm.ooxml.convert import WORD_FORMATS
from docnorm.result import Normalized

_ANEW = frozenset({"numbering", "toc"})


def write_docx(document: Normalized, **options: Any) -> bytes:
    """Return ``document`` as DOCX; ``template`` (a path or bytes) lends its page and its styles.

    Raises ``UsageError`` for an option that the writer does not have, and for a template that is none.
    """
    template = options.pop("template", None)
    write = _writer(document)
    known = list_options(document)
    for name in options:
        if name in _ANEW and name not in known:
            raise UsageError(f"{name} is for documents that are made anew; a DOCX keeps its own numbers and contents")
        if name not in known:
            raise UsageError(f"the docx writer has no option {name!r}{nearest(name, sorted(known))}")
    if template is None:
        plain: bytes = write(document, **options)
        return plain
    from docnorm.writers.docx.edit.template import apply_template
    from docnorm.writers.docx.looks import choose_look

    look = options.pop("look", None)
    # A template dresses what a look has dressed, so there must be one, even where a profile has none of its own.
    return apply_template(
        write(document, **options, look=choose_look(document, None if look == "profile" else look)), template
    )


def list_options(document: Normalized) -> frozenset[str]:
    """Return the options that there are for ``document``: one edited in place has fewer than one made anew."""
    return frozenset(list(inspect.signature(_writer(document)).parameters)[1:]) | {"template"}


def _writer(document: Normalized) -> Callable[..., bytes]:
    if document.source.format in WORD_FORMATS and isinstance(document.source.origin, bytes):
        from docnorm.writers.docx.edit.inplace import write_inplace

        return write_inplace
    from docnorm.writers.docx.new.write import write_docx as write_anew

    return write_anew

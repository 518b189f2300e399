"""Line ends of other systems."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.edit import Edit, Fix, Span, replace
from docnorm.protected import ALL_FORMS
from docnorm.rule import cleaner
from docnorm.text.late import late

_CRLF = late(r"\r(?<!\r.)\r*+(?=\n)", re.DOTALL)
_LONE = late(r"\r++(?!\n)|[\x0b\x0c\x85\u2028\u2029]")
_TWICE = "\u2028\u2029"  # right before a line feed they say the same as it


@cleaner("line-end", trigger=r"[\r\x0b\x0c\x85\u2028\u2029]", owns=ALL_FORMS)
def line_end(text: str) -> Iterator[Fix]:
    r"""Every line ends in \n."""
    if "\r" in text:
        # A Windows file has one habit, not ten thousand defects: it is told once.
        returns = tuple(Edit(Span(*m.span()), "") for m in _CRLF.finditer(text))
        if returns:
            yield Fix(returns, "carriage returns before line feeds")
    for m in _LONE.finditer(text):
        for at in range(*m.span()):
            twice = text[at] in _TWICE and text[at + 1 : at + 3].removeprefix("\r")[:1] == "\n"
            yield replace(at, at + 1, "" if twice else "\n", "a line end of another system")

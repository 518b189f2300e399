"""The lines that misread text stands in: rare characters in rare company. A part of mojibake."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import starmap

from docnorm.edit import Span
from docnorm.lexicon.characters import STEP, has_rare, load_compiled, make_rare_class, measure_surprise
from docnorm.lexicon.condensed import UNUSUAL
from docnorm.text.late import late

# Chinese prose has a mean of 5 to 7 nats per character: below this nothing needs repair.
SOUND = 6.5
# Nor, below this, where one character is unusual alone: names and rare words. Of UTF-8 read as GBK, four characters in
# a sound sentence, 5 % have no second one, and less than 1 % lie below.
_ALONE = 7.5
END = late("[\r\n\x0b\x0c\u2028\u2029]")  # what becomes a line end, and is no byte of misread text
_SHORT = 128  # characters: compiling the class of rare ones takes 4 ms, and a clean line needs none; a page does (16 x)


def find_suspicious(text: str) -> Iterator[Span]:
    """Yield the lines, without their ends, that hold what misread text is full of: rare characters in rare company."""
    model = load_compiled()
    if model:
        limits = (round(nats * STEP) for nats in (UNUSUAL, SOUND, _ALONE))
        yield from starmap(Span, model.strange_lines(text, *limits))
    else:
        yield from plainsuspicious(text)


def plainsuspicious(text: str) -> Iterator[Span]:
    """Yield what ``suspicious`` yields, looked for in Python."""
    at = done = 0
    if len(text) < _SHORT and not has_rare(text, UNUSUAL):
        return
    look, look_all = make_rare_class(UNUSUAL).search, make_rare_class(UNUSUAL).findall
    while m := look(text, at):
        at = m.end()
        near = text[max(done, at - 5) : at + 4]
        if "\n" in near:
            near = text[max(done, at - 5) : at].rpartition("\n")[2] + text[at : at + 4].partition("\n")[0]
        strange = measure_surprise(near)
        if strange < SOUND * len(near) or (strange < _ALONE * len(near) and len(look_all(near)) < 2):
            continue
        start = max(*(text.rfind(end, done, at) for end in "\n\r\x0b\x0c\u2028\u2029"), done - 1) + 1
        stop = END.search(text, at)
        at = done = stop.start() if stop else len(text)
        yield Span(start, done)

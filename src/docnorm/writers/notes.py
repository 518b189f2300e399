"""Notes of a document: where the text refers to each, and what it says. Formats set them at a page's foot or aside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from docnorm.edit import Span
from docnorm.source import Mark
from docnorm.text.raised import LEVEL, STRUCK


class Note(NamedTuple):
    """A note: its number, where the text refers to it, and the lines of its text, without the number that they show."""

    number: int
    place: Span
    whole: Span
    lines: tuple[Span, ...]


def find_notes(text: str, marks: Iterable[Mark]) -> tuple[Note, ...]:
    """Return the notes of ``text`` that something refers to, in the order in which it does; each once."""
    marks = sorted(m for m in marks if m.kind in ("reference", "note") and m.span.start < m.span.end)
    notes = {m.value: m.span for m in marks if m.kind == "note"}
    found: list[Note] = []
    for mark in marks:
        if mark.kind == "reference" and (whole := notes.pop(mark.value, None)):
            found.append(Note(len(found) + 1, mark.span, whole, tuple(_lines(text, whole, f"[{mark.value}] "))))
    return tuple(found)


def _lines(text: str, whole: Span, label: str) -> Iterable[Span]:
    at = whole.start + len(label) * text.startswith(label, whole.start)
    at += len(text[at : whole.end]) - len(text[at : whole.end].lstrip("\ufffc "))  # Word's own number of the note
    for line in text[at : whole.end].split("\n"):
        yield Span(at, at + len(line))
        at += len(line) + 1


def split_notes(text: str, marks: Iterable[Mark]) -> tuple[str, str]:
    """Return what a page of our own says of ``text``, and what its notes say: the same less what formats replace."""
    marks = tuple(marks)
    notes = find_notes(text, marks)
    gone = [*(note.place for note in notes), *(note.whole for note in notes)]
    for mark in marks:
        if mark.kind == "strike" and mark.span.end - mark.span.start >= 2 * len(STRUCK):
            gone += find_hidden(mark.span)
    raised = [mark.span for mark in marks if mark.kind in ("superscript", "subscript")]
    said = list(text)
    for start, end in raised:
        said[start:end] = text[start:end].translate(LEVEL)
    below = "\n".join("".join(said[slice(*line)]) for note in notes for line in note.lines)
    for start, end in gone:
        said[start:end] = [""] * (end - start)
    return "".join(said), below


def find_hidden(struck: Span) -> tuple[Span, Span]:
    """Return the signs around struck text that a format stands for."""
    return Span(struck.start, struck.start + len(STRUCK)), Span(struck.end - len(STRUCK), struck.end)

"""Bytes become text: which encoding, how sure, what was lost, and the bytes again."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import Literal

from docnorm.edit import Span
from docnorm.lexicon.characters import surprise
from docnorm.readers.decoding.damage import Pieces, assemble, decode_damaged, misread, suspects
from docnorm.readers.decoding.detect import Guess, by_escape, by_model, foreign, repaired, seven_bit_utf16, two_byte_in
from docnorm.readers.decoding.frame import Frame, framed
from docnorm.readers.decoding.lists import has_short_runs, is_cantonese, is_listed
from docnorm.readers.decoding.names import known
from docnorm.readers.decoding.search import in_utf16
from docnorm.readers.decoding.tail import in_two_parts, readable_head
from docnorm.readers.decoding.text import Decoded, read
from docnorm.readers.decoding.undo import encode, gives_back
from docnorm.source import Lost, Segment

__all__ = ["Decoded", "decode", "decode_head", "encode", "gives_back"]

How = Literal["bom", "declared", "detected", "fallback"]
_TWO_BYTE = frozenset({"gb18030", "cp950"})
_FEW = 40  # characters: fewer may be a list of names, which the search would take for text out of step
_DOUBTED = 0.6  # a list that the model calls foreign: said on stderr
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")


def decode(data: bytes, encoding: str | None = None, hint: str | None = None) -> Decoded:
    """Return the text of ``data``, its own line ends kept. Never fails: what cannot be read is listed in ``lost``.

    ``encoding`` skips detection and is obeyed even where it does not fit; one that does not exist is a ``UsageError``.
    ``hint`` is what the file says of itself, such as an HTML declaration: taken where it reads every byte.
    """
    if encoding is not None:
        return _obeyed(data, known(encoding))
    frame = framed(data)
    if frame.claims.startswith("utf-") and frame.claims != "utf-8":
        return _done(frame, _searched(frame.body, frame.claims), "bom", 1.0)
    if hint is not None and (hinted := _as_hinted(frame, hint)):
        return hinted
    return _detected(frame)


def decode_head(data: bytes) -> Decoded | None:
    """Return the readable lines at the head of bytes that are no text, the rest as lost; None where there are none."""
    frame = framed(data)
    pieces = readable_head(frame.body)
    return _done(frame, pieces, "fallback", 0.5) if pieces else None


def _obeyed(data: bytes, name: str) -> Decoded:
    frame = framed(data)
    if frame.claims != name:
        # "utf-16" without an end leaves the choice to the mark; any other mark is text of the encoding asked for.
        if name.startswith("utf-16") and frame.claims.startswith("utf-16"):
            name = frame.claims
        else:
            frame = Frame(b"", data, b"", "")
    frame = frame._replace(body=frame.body + frame.tail, tail=b"")
    pieces = _plain(frame.body, name)
    if pieces.lost and name in _TWO_BYTE:
        pieces = decode_damaged(frame.body, name)
    return _done(frame, pieces, "declared", 1.0)


def _as_hinted(frame: Frame, hint: str) -> Decoded | None:
    try:
        pieces = _plain(frame.body, known(hint))
    except Exception:  # noqa: BLE001  a declaration may name anything
        return None
    return None if pieces.lost else _done(frame, pieces, "declared", 1.0)


def _detected(frame: Frame) -> Decoded:
    body, how = frame.body, _how(frame, "utf-8")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.start >= len(body) - 3 and error.end == len(body) and _sequences(body) >= 8
        if cut:
            return _done(frame, _plain(body, "utf-8"), how, 1.0)
        parts = in_two_parts(body)
        return _done(frame, parts, how, 0.9) if parts else _guessed(frame, by_model(body))
    if text.isascii() and "\0" not in text:
        name = by_escape(body) or seven_bit_utf16(body) or "utf-8"
        return _done(frame, _plain(body, name), _how(frame, name), 1.0)
    if "\0" not in text and _sequences(body) >= 8:
        return _done(frame, Pieces(text, (Segment(Span(0, len(text)), "utf-8"),), ()), how, 1.0)
    guess = by_model(body)
    if guess.encoding == "utf-8":  # valid, so in whatever language
        return _done(frame, _plain(body, "utf-8"), how, guess.confidence)
    return _guessed(frame, guess)


def _guessed(frame: Frame, guess: Guess) -> Decoded:
    body = frame.body
    if guess.foreign or guess.chars < _FEW:
        listed = _as_list(body, guess)
        if listed is not None:
            return _done(frame, listed, _how(frame, guess.encoding), _DOUBTED if guess.foreign else guess.confidence)
    if guess.foreign:
        guess = repaired(body, guess)
    if guess.foreign and b"~{" in body and by_escape(body) == "hz":
        return _done(frame, _plain(body, "hz"), "detected", guess.confidence)  # HZ with a stray byte
    if guess.foreign:
        name, confidence = foreign(body, guess)
        return _done(frame, _plain(body, name), "bom" if frame.claims == name else "fallback", confidence)
    return _done(frame, _searched(body, guess.encoding), _how(frame, guess.encoding), guess.confidence)


def _as_list(body: bytes, guess: Guess) -> Pieces | None:
    """Return the body as names or words in the encoding that is guessed, if that reads all of it as such."""
    name = guess.encoding
    if name not in _TWO_BYTE and not name.startswith("utf-"):
        return None
    pieces = _plain(body, name)
    return pieces if not pieces.lost and is_listed(pieces.text, name) and has_short_runs(pieces.text) else None


def _how(frame: Frame, name: str) -> How:
    return "bom" if frame.claims == name else "detected"


def _searched(body: bytes, name: str) -> Pieces:
    """Return the body under one codec if that is all there is to it, else every stretch under its own."""
    pieces = _plain(body, name)
    if name.startswith("utf-16") and (len(body) % 2 or pieces.lost or any(True for _ in suspects(pieces.text))):
        return assemble(body, in_utf16(body, name))
    if name not in _TWO_BYTE and name != "utf-8":
        return pieces
    wider = pieces.segments[0].encoding
    # Read to the last byte with €, or with what Cantonese is written with: nothing is damaged.
    # A line of UTF-8 in GBK holds byte 80, too, and is no text when it is read so.
    euro = wider == "gbk" and not misread(pieces.text, name)
    if not pieces.lost and (euro or (wider == "big5hkscs" and is_cantonese(pieces.text))):
        return pieces
    odd = pieces.segments[0].encoding != name or len(pieces.lost) > (name == "utf-8")
    if not odd and not (name in _TWO_BYTE and misread(pieces.text, name)):
        return pieces
    searched = decode_damaged(body, name, "utf-8" if name in _TWO_BYTE else two_byte_in(body))
    if pieces.lost or not odd:
        return searched
    # Hong Kong's form reads every byte as it stands, but a stray A0 makes one of its characters of anything.
    own = len(pieces.text) - len(pieces.text.encode("cp950", "ignore").decode("cp950"))
    return pieces if surprise(pieces.text) + 4 * own <= surprise(searched.text) else searched


def _sequences(body: bytes) -> int:
    """Count up to eight multi-byte sequences of UTF-8: so many are no accident."""
    return sum(1 for _ in islice(_MULTIBYTE.finditer(body), 8))


def _plain(body: bytes, encoding: str) -> Pieces:
    """Return the whole body under one codec."""
    name, text, lost = read(body, encoding)
    return Pieces(text, (Segment(Span(0, len(text)), name),), lost)


def _done(frame: Frame, pieces: Pieces, how: How, confidence: float) -> Decoded:
    text, segments, lost = pieces
    sizes: Counter[str] = Counter()
    for (start, end), name in segments:
        sizes[name] += end - start
    encoding = sizes.most_common(1)[0][0] if sizes else "utf-8"
    if frame.head:
        lost = (Lost(Span(0, 0), frame.head), *lost)
    if frame.tail:
        lost = (*lost, Lost(Span(len(text), len(text)), frame.tail))
    return Decoded(text, encoding, how, confidence, segments, lost)

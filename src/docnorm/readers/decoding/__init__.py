"""Bytes become text: which encoding, how sure, what was lost, and the bytes again."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import Literal

from docnorm.edit import Span
from docnorm.lexicon.characters import measure_surprise
from docnorm.readers.decoding.damage import Pieces, assemble, decode_damaged, find_suspects, find_utf8_lines, is_misread
from docnorm.readers.decoding.detect import (
    EncodingGuess,
    detect_by_escape,
    detect_by_lines,
    detect_by_model,
    detect_seven_bit_utf16,
    detect_two_byte,
    detect_under_damage,
    foreign,
)
from docnorm.readers.decoding.frame import Frame, split_frame
from docnorm.readers.decoding.lists import has_short_runs, is_cantonese, is_listed
from docnorm.readers.decoding.names import resolve_name
from docnorm.readers.decoding.search import search_utf16
from docnorm.readers.decoding.tail import read_lines, read_two_parts
from docnorm.readers.decoding.text import Decoded, read
from docnorm.readers.decoding.undo import encode, gives_back
from docnorm.source import Lost, Segment

__all__ = ["Decoded", "decode", "decode_lines", "encode", "gives_back"]

How = Literal["bom", "declared", "detected", "fallback"]
_TWO_BYTE = frozenset({"gb18030", "cp950"})
_FEW = 40  # characters: fewer may be a list of names, which the search would take for text out of step
_LISTS = 4096  # bytes: of a longer file the windows say enough, and to read all of it twice would cost as much again
_NO_EVIDENCE = 0.2  # what the detector of foreign encodings says of names in Chinese: Arabic, 0.05
_EASTERN = frozenset(
    {"cp949", "euc-kr", "johab", "shift-jis", "shift_jis", "cp932", "euc-jp", "iso2022_jp", "iso2022_kr"}
)
_DOUBTED = 0.6  # a list that the model calls foreign: said on stderr
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")


def decode(data: bytes, encoding: str | None = None, hint: str | None = None) -> Decoded:
    """Return the text of ``data``, its own line ends kept. Never fails: what cannot be read is listed in ``lost``.

    ``encoding`` skips detection and is obeyed even where it does not fit; one that does not exist is a ``UsageError``.
    ``hint`` is what the file says of itself, such as an HTML declaration: taken where it reads every byte.
    """
    if encoding is not None:
        return _decode_as_told(data, resolve_name(encoding))
    frame = split_frame(data)
    if frame.claims.startswith("utf-") and frame.claims != "utf-8":
        parts = read_two_parts(frame.body, frame.claims) if frame.claims.startswith("utf-16") else None
        return _assemble(frame, parts or _search(frame.body, frame.claims), "bom", 1.0)
    if hint is not None and (hinted := _decode_as_hinted(frame, hint)):
        return hinted
    return _decode_by_guess(frame)


def decode_lines(data: bytes) -> Decoded | None:
    """Return the readable lines among bytes that are no text, the rest as lost; None where there are next to none."""
    frame = split_frame(data)
    pieces = read_lines(frame.body)
    return _assemble(frame, pieces, "fallback", 0.5) if pieces else None


def _decode_as_told(data: bytes, name: str) -> Decoded:
    frame = split_frame(data)
    if frame.claims != name:
        # "utf-16" without an end leaves the choice to the mark; any other mark is text of the encoding asked for.
        if name.startswith("utf-16") and frame.claims.startswith("utf-16"):
            name = frame.claims
        else:
            frame = Frame(b"", data, b"", "")
    frame = frame._replace(body=frame.body + frame.tail, tail=b"")
    pieces = _decode_whole(frame.body, name)
    if pieces.lost and name in _TWO_BYTE:
        pieces = decode_damaged(frame.body, name)
    return _assemble(frame, pieces, "declared", 1.0)


def _decode_as_hinted(frame: Frame, hint: str) -> Decoded | None:
    try:
        pieces = _decode_whole(frame.body, resolve_name(hint))
    except Exception:  # noqa: BLE001  a declaration may name anything
        return None
    return None if pieces.lost else _assemble(frame, pieces, "declared", 1.0)


def _decode_by_guess(frame: Frame) -> Decoded:
    body, how = frame.body, _say_how(frame, "utf-8")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.start >= len(body) - 3 and error.end == len(body) and _count_sequences(body) >= 8
        if cut:
            return _assemble(frame, _decode_whole(body, "utf-8"), how, 1.0)
        parts = read_two_parts(body)
        return _assemble(frame, parts, how, 0.9) if parts else _decode_guess(frame, detect_by_model(body))
    if text.isascii() and "\0" not in text:
        name = detect_by_escape(body) or detect_seven_bit_utf16(body) or "utf-8"
        return _assemble(frame, _decode_whole(body, name), _say_how(frame, name), 1.0)
    if "\0" not in text and _count_sequences(body) >= 8:
        return _assemble(frame, Pieces(text, (Segment(Span(0, len(text)), "utf-8"),), ()), how, 1.0)
    guess = detect_by_model(body)
    if guess.encoding == "utf-8":  # valid, so in whatever language
        return _assemble(frame, _decode_whole(body, "utf-8"), how, guess.confidence)
    return _decode_guess(frame, guess)


def _decode_guess(frame: Frame, guess: EncodingGuess) -> Decoded:
    body = frame.body
    if guess.foreign or (guess.chars < _FEW and len(body) < _LISTS):
        listed = _read_list(body, guess)
        if listed is not None:
            return _assemble(
                frame, listed, _say_how(frame, guess.encoding), _DOUBTED if guess.foreign else guess.confidence
            )
    if guess.foreign:
        guess = detect_under_damage(body, guess)
    if guess.foreign and b"~{" in body and detect_by_escape(body) == "hz":
        return _assemble(frame, _decode_whole(body, "hz"), "detected", guess.confidence)  # HZ with a stray byte
    if guess.foreign and (lines := detect_by_lines(body)):
        main, other = lines
        pieces = _decode_whole(body, main) if main == other else decode_damaged(body, main, other)
        return _assemble(frame, pieces, _say_how(frame, main), _DOUBTED)
    if guess.foreign:
        name, confidence = foreign(body, guess)
        if confidence < _NO_EVIDENCE and name not in _EASTERN and (listed := _read_list(body, guess, plain=True)):
            return _assemble(frame, listed, _say_how(frame, guess.encoding), _DOUBTED)  # nobody says that it is Korean
        return _assemble(frame, _decode_whole(body, name), "bom" if frame.claims == name else "fallback", confidence)
    return _assemble(frame, _search(body, guess.encoding), _say_how(frame, guess.encoding), guess.confidence)


def _read_list(body: bytes, guess: EncodingGuess, *, plain: bool = False) -> Pieces | None:
    """Return the body as names or words in the encoding that is guessed, if that reads all of it as such.

    ``plain`` leaves out that the bytes could be Korean or Japanese.
    """
    name = guess.encoding
    if name not in _TWO_BYTE and not name.startswith("utf-"):
        return None
    pieces = _decode_whole(body, name)
    if pieces.lost or not has_short_runs(pieces.text) or not is_listed(pieces.text, "utf-16" if plain else name):
        return None
    return None if name in _TWO_BYTE and any(True for _ in find_utf8_lines(body, name)) else pieces


def _say_how(frame: Frame, name: str) -> How:
    return "bom" if frame.claims == name else "detected"


def _search(body: bytes, name: str) -> Pieces:
    """Return the body under one codec if that is all there is to it, else every stretch under its own."""
    pieces = _decode_whole(body, name)
    if name.startswith("utf-16") and (len(body) % 2 or pieces.lost or any(True for _ in find_suspects(pieces.text))):
        return assemble(body, search_utf16(body, name))
    if name not in _TWO_BYTE and name != "utf-8":
        return pieces
    wider = pieces.segments[0].encoding
    # Read to the last byte with €, or with what Cantonese is written with: nothing is damaged.
    # A line of UTF-8 in GBK holds byte 80, too, and is no text when it is read so.
    euro = wider == "gbk" and not is_misread(pieces.text, name)
    if not pieces.lost and (euro or (wider == "big5hkscs" and is_cantonese(pieces.text))):
        return pieces
    odd = pieces.segments[0].encoding != name or len(pieces.lost) > (name == "utf-8")
    if not odd and not (name in _TWO_BYTE and is_misread(pieces.text, name)):
        return pieces
    searched = decode_damaged(body, name, "utf-8" if name in _TWO_BYTE else detect_two_byte(body))
    if pieces.lost or not odd:
        return searched
    # Hong Kong's form reads every byte as it stands, but a stray A0 makes one of its characters of anything.
    own = len(pieces.text) - len(pieces.text.encode("cp950", "ignore").decode("cp950"))
    return pieces if measure_surprise(pieces.text) + 4 * own <= measure_surprise(searched.text) else searched


def _count_sequences(body: bytes) -> int:
    """Count up to eight multi-byte sequences of UTF-8: so many are no accident."""
    return sum(1 for _ in islice(_MULTIBYTE.finditer(body), 8))


def _decode_whole(body: bytes, encoding: str) -> Pieces:
    """Return the whole body under one codec."""
    name, text, lost = read(body, encoding)
    return Pieces(text, (Segment(Span(0, len(text)), name),), lost)


def _assemble(frame: Frame, pieces: Pieces, how: How, confidence: float) -> Decoded:
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

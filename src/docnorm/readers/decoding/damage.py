"""Damaged and mixed files: most lines are read as they are, only those that fail or look wrong are searched.

Everything works in windows of whole lines, because a line end is where a two-byte codec finds its step again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, cast

from docnorm.edit import Span
from docnorm.lexicon.characters import RARE, STEP, load_compiled, make_rare_class, measure_strangeness, measure_surprise
from docnorm.readers.decoding.lists import has_short_runs, is_listed
from docnorm.readers.decoding.search import LINE, UTF8_LINE, ByteRun, is_one_codec, search, search_in_step
from docnorm.readers.decoding.text import read, settle
from docnorm.source import Lost, Segment

# A failing decode copies what it was given into its error: pieces keep a thousand errors from copying a megabyte each.
PIECE = 16384
# Of a line longer than this only so much around the failure is searched.
LONG, BEYOND = 8192, 2048
# Text out of step holds a rare character in every three: forty ahead of the first it was still in step.
AHEAD = 40
# A stretch of this many bytes shows one stray byte and where it is in step again; its last characters are not yet sure.
STRAY, SURE = 128, 10
# Text that the model calls stranger than this, over a window of about 40 characters, is searched. Clean prose has
# 5 to 7; UTF-8 read as GBK 11, a two-byte codec out of step 9.
STRANGE = 8.5
# A line of UTF-8 with more characters beyond ASCII holds many a strange place when it is read as GBK.
SHORT = 60
# Below this a stretch of 16 characters is in step beyond doubt.
IN_STEP = 7.0
_SYNC = re.compile(rb"[\x00-\x2f\x3a-\x3f]")  # never part of a longer character
_HIGH = re.compile(rb"[\x80-\xff]")
_NO_HAN = re.compile(rb"^[\0-\x09\x0b-\x7f]*(?:[\xc2-\xdf][\x80-\xbf][\0-\x09\x0b-\x7f]*)+$", re.MULTILINE)
_LONG_UTF8 = re.compile(rb"[\xe0-\xf4]")


class Pieces(NamedTuple):
    """Text with its segments and what was lost."""

    text: str
    segments: tuple[Segment, ...]
    lost: tuple[Lost, ...]


def decode_damaged(data: bytes, main: str, other: str = "") -> Pieces:
    """Return the text of bytes that are mostly in ``main``, with what may be mixed in: UTF-8 or a two-byte codec.

    Without ``other`` the encoding is obeyed: lines are looked at only where they fail, and only stray bytes are sought.
    """
    return assemble(data, _find_runs(data, main, other))


def find_suspects(text: str) -> Iterator[int]:
    """Yield places in decoded text that look like misread bytes: rare characters in strange company."""
    model = load_compiled()
    if model:
        yield from model.suspects(text, round(RARE * STEP), STRANGE + 1, STRANGE)
    else:
        yield from _choose_strange(text, _list_rare(text))


def _list_rare(text: str) -> list[int]:
    model = load_compiled()
    if model:
        return cast("list[int]", model.suspects(text, round(RARE * STEP), 0.0, 0.0))
    return [m.start() for m in make_rare_class(RARE).finditer(text)]


def _choose_strange(text: str, places: Iterable[int]) -> Iterator[int]:
    before = -1000
    for at in places:
        near = text[max(0, at - 4) : at + 5]
        if measure_surprise(near) > (STRANGE + 1) * len(near) or (
            at - before < 40 and measure_strangeness(text[max(0, at - 12) : at + 24]) > STRANGE
        ):
            yield at
        before = at


def is_misread(text: str, main: str) -> bool:
    """Whether text that ``main`` reads without an error holds a line that is likelier read otherwise."""
    rare = _list_rare(text)  # one pass over the text, which has hardly any
    return _has_utf8_line(text, main, rare) or _has_searched_line(text, main, _choose_strange(text, rare))


def _has_searched_line(text: str, main: str, suspects: Iterable[int]) -> bool:
    done = 0
    for place in suspects:
        if place < done:
            continue
        start = max(done, text.rfind("\n", 0, place) + 1, place - LONG // 2)
        done = min(text.find("\n", place) + 1 or len(text), place + LONG // 2)
        if has_short_runs(text[start:done]):
            continue  # names and words: of rare characters, but between them every byte finds its step again
        if any(run.encoding != main for run in search(text[start:done].encode(main), main, main)):
            return True
    return False


def _has_utf8_line(text: str, main: str, rare: Iterable[int]) -> bool:
    done = 0
    for place in rare:
        if place < done:
            continue
        start, done = text.rfind("\n", 0, place) + 1, text.find("\n", place) + 1 or len(text)
        line = text[start:done]
        if len(line) > LONG or len(line) - len(line.encode("ascii", "ignore")) > SHORT:
            continue
        # Windows reads byte 80 as a euro sign.
        if is_rather_utf8(line, b"\x80".join(part.encode(main) for part in line.split("€"))):
            return True
    return False


def is_rather_utf8(text: str, line: bytes) -> bool:
    """Whether a line that another codec reads as ``text`` is UTF-8 to the last byte, and likelier so.

    Such a line may be too short to look strange in its company: ``1、`` and a heading of two characters are.
    """
    try:
        other = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return measure_surprise(other) + 2 * LINE / STEP < measure_surprise(text)


def _find_runs(data: bytes, main: str, other: str) -> Iterator[ByteRun]:
    at, state = 0, main
    for start, end in _find_windows(data, main, other):
        if start > at:
            yield ByteRun(at, start, main)
            state = main
        for run in _read(data[start:end], main, other, state):
            yield ByteRun(start + run.start, start + run.end, run.encoding)
            state = run.encoding or state
        at = end
    if at < len(data):
        yield ByteRun(at, len(data), main)


def _read(data: bytes, main: str, other: str, state: str) -> Iterator[ByteRun]:
    """Yield the reading of a window: searched to behind its first stray byte, and again from the next strange place.

    Behind a stray byte the rest of the line is mostly in step, which a plain decode tells a hundred times as fast.
    """
    codec = other if main == "utf-8" else main
    at = 0
    if main != "utf-8" and len(data) > 2 * STRAY and is_one_codec(data, codec, state, alone=not other):
        while len(data) - at > 2 * STRAY:
            runs = search_in_step(data[at : at + STRAY], main)
            if not runs[-1].encoding and runs[-1].start == STRAY - 1 and len(runs) > 1:
                runs.pop()  # half of a character that the stretch cuts
            last = runs[-1]
            text = data[at + last.start : at + last.end].decode(main, "replace") if last.encoding else ""
            if len(text) <= SURE:
                break  # no firm ground within the stretch
            end = at + last.start + len(text[:-SURE].encode(main, "replace"))
            yield from (ByteRun(at + run.start, min(at + run.end, end), run.encoding) for run in runs)
            at = end + len(_read_sound(data[end:], main).encode(main))
            if at > end:
                yield ByteRun(end, at, main)
    if at < len(data):
        for run in search(data[at:], codec, state, alone=not other):
            yield ByteRun(at + run.start, at + run.end, run.encoding)


def _read_sound(data: bytes, main: str) -> str:
    """Return the text at the head of ``data`` that ``main`` reads beyond doubt: no rare character is near."""
    whole = True
    try:
        text = data.decode(main)
    except UnicodeDecodeError as error:
        text, whole = data[: error.start].decode(main), False
    odd = make_rare_class().search(text)
    if odd is None and whole:
        return text
    return text[: max(0, (odd.start() if odd else len(text)) - AHEAD)]


def _find_windows(data: bytes, main: str, other: str) -> Iterator[Span]:
    """Yield the stretches to search, in order: lines that fail or look wrong, and doubtful neighbours of such lines."""
    held: Span | None = None
    for window, exact in _find_failing(data, main, other):
        grown = _grow(data, main, window, held.end if held else 0) if other and not exact else window
        if held and grown.end <= held.end:
            continue
        if held and grown.start <= held.end:
            if held.end - held.start < PIECE:
                held = Span(held.start, grown.end)
                continue
            grown = Span(held.end, grown.end)
        if held:
            yield held
        held = grown
    if held:
        yield held


def _find_failing(data: bytes, main: str, other: str) -> Iterator[tuple[Span, bool]]:
    """Yield stretches that fail or look wrong, and whether one is exact: the damage and what touches it."""
    at = 0
    while at < len(data):
        end = _find_line_end(data, min(at + PIECE, len(data)), 4 * PIECE)
        bad: Span | None = None
        exact = False
        try:
            text = data[at:end].decode(main)
        except UnicodeDecodeError as error:
            place = at + error.start
            text = data[at:place].decode(main)
            if end < len(data) and place > end - 4 and data[end - 1] != 0x0A:
                end = place  # a line longer than a piece was cut within a character
            else:
                near = _cut_near(data, text, place, main)
                bad, exact = near or _cut_line(data, at, place, main), near is not None
                text = data[at : bad.start].decode(main)
                end = bad.end
        if other:
            sound = data[at : at + len(text.encode(main))]
            lines = _find_listed(sound, other) if main == "utf-8" else find_utf8_lines(sound, main)
            suspected = _find_suspected(text, at, main) if main != "utf-8" else ()
            found = sorted((*suspected, *(Span(at + a, at + b) for a, b in lines)))
            yield from ((window, False) for window in found)
        if bad is not None:
            yield bad, exact
        at = end


def _cut_near(data: bytes, ahead: str, place: int, main: str) -> Span | None:
    """Return a few characters around a failure where the text ahead and behind is plainly in step, as it mostly is.

    Searching these and not the whole line is four times as fast on lines of 400 bytes.
    """
    if measure_strangeness(ahead[-16:]) > IN_STEP:
        return None
    texts = {e: data[e : e + 34].decode(main, "replace")[:-1].rstrip("\ufffd") for e in range(place + 1, place + 4)}
    # The likeliest of the three: out of step for three characters and in step again looks sound on the whole.
    costs = {start: measure_surprise(text) / (len(text) or 1) for start, text in texts.items()}
    start = min(costs, key=costs.__getitem__)
    text = texts[start]
    if (
        len(text) < 11
        or "\ufffd" in text
        or (measure_strangeness(text) if min(text) < "\x80" else costs[start]) > IN_STEP
    ):
        return None
    return Span(place - len(ahead[-3:].encode(main)), start + len(text[:2].encode(main)))


def _cut_line(data: bytes, floor: int, place: int, main: str) -> Span:
    """Return the line around a failure, or in a long line as much of it as is worth searching."""
    start = max(floor, data.rfind(b"\n", floor, place) + 1)
    end = _find_line_end(data, place, LONG + 1)
    if main != "utf-8" or place - start > LONG:
        ahead = data[start:place].decode(main)
        # Out of step from the first strange place on; what is ahead of it need not be searched.
        odd = next(find_suspects(ahead), len(ahead)) if main != "utf-8" else len(ahead)
        kept = max(odd - AHEAD, len(ahead) - LONG // 2, 0)
        start += len(ahead[:kept].encode(main))
    if end - place > LONG:
        end = place + BEYOND
        found = _SYNC.search(data, place, end)
        end = found.end() if found else _find_boundary(data, end, main)
    return Span(start, end)


def _find_boundary(data: bytes, end: int, main: str) -> int:
    """Return a place at ``end`` or up to three bytes behind it where a character begins, as far as one can see."""
    places = range(end, min(end + (4 if main == "utf-8" else 2), len(data) + 1))
    return min(places, key=lambda e: measure_surprise(data[e : e + 40].decode(main, "replace")))


def _find_line_end(data: bytes, place: int, most: int) -> int:
    """Return the place behind the next line feed, or behind ``most`` bytes where there is none."""
    found = data.find(b"\n", place, place + most)
    return found + 1 if found >= 0 else min(place + most, len(data))


def _find_suspected(text: str, at: int, main: str) -> Iterator[Span]:
    done, bytes_done = 0, at
    for place in find_suspects(text):
        if place < done:
            continue
        start = max(done, text.rfind("\n", 0, place) + 1)
        end = text.find("\n", place) + 1 or len(text)
        start = max(start, place - AHEAD)
        end = min(end, place + LONG // 2)
        first = bytes_done + len(text[done:start].encode(main))
        bytes_done = first + len(text[start:end].encode(main))
        done = end
        yield Span(first, bytes_done)


def find_utf8_lines(data: bytes, main: str) -> Iterator[Span]:
    """Yield the lines of ``data``, which ``main`` reads, that are rather UTF-8."""
    for m in UTF8_LINE.finditer(data):
        if is_rather_utf8(m[0].decode(main, "replace"), m[0]):
            yield Span(*m.span())


def _find_listed(data: bytes, other: str) -> Iterator[Span]:
    """Yield lines of UTF-8 with letters of no one language that are words in the other codec: 图片 is ͼƬ, too."""
    for m in _NO_HAN.finditer(data):
        text = m[0].decode(other, "replace")
        if is_listed(text, other) and measure_surprise(text) + 2 * LINE / STEP < measure_surprise(m[0].decode("utf-8")):
            yield Span(*m.span())


def _grow(data: bytes, main: str, window: Span, floor: int) -> Span:
    """Stretch a window over neighbouring lines that could be in the other encoding without failing in this one.

    A line of ``C2 A0`` and ASCII, part of a paragraph pasted in as UTF-8, is perfect GBK: 聽.
    """
    start, end = window
    while start > floor and window.start - start < PIECE:
        ahead = data.rfind(b"\n", max(floor, start - LONG), start - 1) + 1 or max(floor, start - LONG)
        if not _is_doubtful(data[ahead:start], main):
            break
        start = ahead
    while end < len(data) and end - window.end < PIECE:
        behind = _find_line_end(data, end, LONG + 1)
        if not _is_doubtful(data[end:behind], main):
            break
        end = behind
    return Span(start, end)


def _is_doubtful(line: bytes, main: str) -> bool:
    if len(line) > LONG or not _HIGH.search(line):
        return False
    if main == "utf-8":
        return not _LONG_UTF8.search(line)
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def assemble(data: bytes, runs: Iterable[ByteRun]) -> Pieces:
    """Return the text that ``runs`` make of ``data``, where they lie in order and cover it."""
    texts: list[str] = []
    segments: list[Segment] = []
    lost: list[Lost] = []
    length = 0
    for (start, end, encoding), name in _name_runs(runs):
        if encoding or name == "utf-8":  # of junk in UTF-8 the bytes of one cut character stay together
            name, text, missing = read(data[start:end], encoding or name)  # noqa: PLW2901  Big5 has two forms
        else:
            text, missing = settle("".join(chr(0xDA00 + b) for b in data[start:end]))
        lost += (Lost(Span(x.span.start + length, x.span.end + length), x.data) for x in missing)
        texts.append(text)
        if segments and segments[-1].encoding == name:
            segments[-1] = Segment(Span(segments[-1].span.start, length + len(text)), name)
        else:
            segments.append(Segment(Span(length, length + len(text)), name))
        length += len(text)
    return Pieces("".join(texts), tuple(segments), tuple(lost))


def _name_runs(runs: Iterable[ByteRun]) -> Iterator[tuple[ByteRun, str]]:
    """Yield each run, neighbouring junk as one, and the encoding that it counts to: junk to what is ahead of it."""
    name = ""
    held: ByteRun | None = None
    for run in runs:
        if run.encoding and held and not held.encoding and not name:
            name = run.encoding  # junk at the head has nothing ahead of it
        if held and held.encoding == run.encoding:
            held = ByteRun(held.start, run.end, run.encoding)
            continue
        if held:
            name = held.encoding or name
            yield held, name
        held = run
    if held:
        yield held, held.encoding or name or "utf-8"

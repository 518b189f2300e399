"""Text that was decoded with the wrong codec before it reached us."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, cast

from docnorm.cleaners.characters._mojibake_chains import (
    CHAINS,
    DRAWN,
    GONE,
    GUESSED,
    LOST,
    LOST_CODE,
    SINGLE,
    Chain,
    fill_holes,
    take_back,
)
from docnorm.cleaners.characters._mojibake_languages import FEW, FOREIGN, HAN, is_noise, is_other_language
from docnorm.cleaners.characters._mojibake_lines import END, SOUND, find_suspicious
from docnorm.cleaners.characters._mojibake_marks import repair_marks
from docnorm.edit import Edit, Fix, Safety, Span, replace
from docnorm.lexicon.characters import make_rare_class, measure_strangeness, measure_surprise
from docnorm.lexicon.condensed import PROSE, UNUSUAL
from docnorm.protected import EVERY_FORM, find_protected
from docnorm.rule import cleaner
from docnorm.text.late import late

# How much likelier the repaired text has to be, in nats. Well-formed UTF-8 is evidence by itself; between two CJK
# encodings every pair of bytes makes some character.
GAIN_UTF8, GAIN_SINGLE, GAIN_CJK = 6.0, 10.0, 14.0
# Any two bytes are a character of GBK and of Big5: so few of them are no sentence, and 某某¨¨ABC is none misread. They
# are asked about, unless the document has been misread elsewhere. UTF-8 in GBK is well-formed or not: of 5 million
# triples of characters in poems 31 are two characters in UTF-8, none of them two that are usual.
FEW_UTF8 = 2
# In a line that is sound otherwise: 醮壇煙冪冪 in a poem makes five usual characters of GBK.
FEW_WITHIN = 8
_STEP, OUT_OF_STEP = 8, 9.0
_RUN = late(
    "[\x80-\u024f€‚ƒ„…†‡ˆ‰‹‘’“”•–—˜™›]{2,}|[\u0391-\u0451\u2460-\u25ff\u3041-\u33ff\u3400-\u9fff\ue000-\uf8ff€]{4,}"
)  # of Windows-1252, of GBK
_PIECE = late("[^\x85\xa0]{2,}")  # U+0085 may be a byte or a line end, U+00A0 a byte or a space
_BOX = late("[\u2500-\u259f]+")
_LETTER = late("[A-Za-z]")
_ADDRESS = late("https?://[!-~]+")
_OWN_LETTER = late("(?<![^\0-\x7f])[A-Za-z]")  # the second byte of Big5 is often a letter
# Where a line of prose may be cut so that a misread quotation in it stands alone.
_BETWEEN = late("[ ,;。！？，\t\u3000]+")
_GONE = late("(?:锟斤拷)+(?:锟斤?)?|烫{3,}|屯{3,}|\ufffd{2,}")
# U+0085 and U+2028 are not among them: elsewhere they become line ends, which nobody may lose.
_LOOSE = late("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_TOKENS = ("锟斤拷", "烫烫烫", "屯屯屯", "\ufffd\ufffd")


PROBE = 1000
_REMEMBERED = 400
MOST_FILLED = 20_000  # characters of a line whose lost bytes are guessed, at 70 µs each


class Repair(NamedTuple):
    """Repaired text, the chains that were taken back, last reading first, and how many characters were guessed."""

    text: str
    chains: tuple[Chain, ...]
    guessed: int


# Nothing of what is misread is among these; no other character of usual text is as rare.
_USUAL = f"\\0-\x7f{PROSE}々〇，。、；：？！“”‘’（）《》…—·\u3000"


def _is_asked(text: str) -> bool:
    """Whether a line is suspicious at all: of 552 calls of the rule on unseen text, two found something."""
    return any(token in text for token in (*_TOKENS, "¡", "£")) or next(find_suspicious(text), None) is not None


# It owns every form, for misread text is full of what looks like formulae and paths.
@cleaner(
    "mojibake", owns=EVERY_FORM, trigger="[\x80-\uffff]", prefilter=f"[^{_USUAL}]", precheck=_is_asked, freezes=True
)
def mojibake(text: str) -> Iterator[Fix]:
    """Text that was decoded with the wrong codec is decoded again; what is only suggested nobody else edits."""
    if text.isascii():
        return
    lines = [span for span in find_suspicious(text) if not _is_code(text, span)]
    found = {span: _repair_loosened(text[span.start : span.end]) for span in lines}
    usual = _find_usual_chains((text[a:b], repair) for (a, b), repair in found.items())
    if usual:
        # A document was misread as a whole: what is too short to be sure of alone is taken back with the rest.
        lines = [span for span in _list_lines(text) if span in found or not _is_code(text, span)]
    done: list[Span] = []
    for span in lines:
        for fix in _repair_line(span.start, text[span.start : span.end], found.get(span), usual):
            done += (edit.span for edit in fix.edits)
            yield fix
    yield from repair_marks(text, done)
    gone = _GONE.finditer(text) if any(token in text for token in _TOKENS) else ()  # 40 ns a character saved
    for m in gone:
        yield replace(m.start(), m.end(), m[0], "lost in a wrong decoding, cannot be recovered", Safety.SUGGEST)


def _repair_line(start: int, line: str, found: Repair | None, usual: tuple[Chain, ...]) -> Iterator[Fix]:
    again = _retry_with(line, usual) if usual else None
    if again and found and not found.guessed and measure_surprise(found.text) + 8 < measure_surprise(again.text):
        again = None  # by itself it says more than its neighbours do
    if again or (found and not found.guessed):
        yield _fix(start, line, again or cast("Repair", found), known=bool(usual))
        return
    if usual and not found and measure_strangeness(line) < SOUND:
        return
    inner = list(_repair_parts(start, line))
    if found and all(fix.safety is Safety.SUGGEST for fix in inner):
        yield _fix(start, line, found)  # guesses for the whole line, where no stretch of it is certain
        return
    rest = _take_off(line, start, inner)
    if is_noise(line, rest):
        # What a few of its stretches seem to say is chance, too.
        yield replace(start, start + len(line), line, "misread, and nobody knows how", Safety.SUGGEST)
        return
    yield from inner


def _find_usual_chains(found: Iterable[tuple[str, Repair | None]]) -> tuple[Chain, ...]:
    """Return how most of the lines were misread that are beyond doubt; nothing where none is.

    Of two readers that differ by a few signs, which most lines do not hold, the one that explains more lines is meant.
    """
    sure = [(x, r) for x, r in found if r and not r.guessed and (_is_sure(r) or len(HAN.findall(r.text)) >= FEW)]
    kinds = [chains for chains, _ in Counter(r.chains for _, r in sure).most_common(3)]
    if len(kinds) < 2:
        return kinds[0] if kinds else ()
    return max(kinds, key=lambda chains: sum(_undo_chains(x, chains) == r.text for x, r in sure))


def _is_code(text: str, span: Span) -> bool:
    """Whether a line is code: a page about encodings shows misread text on purpose."""
    forms = find_protected(text).forms(span)
    return any(kind == "code" and at.start <= span.start and span.end <= at.end for at, kind in forms)


def _list_lines(text: str) -> Iterator[Span]:
    at = 0
    for end in (*(m.start() for m in END.finditer(text)), len(text)):
        if at < end:
            yield Span(at, end)
        at = end + 1


def _take_off(line: str, start: int, fixes: Sequence[Fix]) -> str:
    """Return ``line``, which stands at ``start``, without what ``fixes`` take back."""
    out, at = "", 0
    for span, _ in sorted(edit for fix in fixes for edit in fix.edits):
        out += line[at : span.start - start]
        at = span.end - start
    return out + line[at:]


def _retry_with(line: str, chains: tuple[Chain, ...]) -> Repair | None:
    """Return the line with the chains taken back that other lines have, if it is strange and less so afterwards."""
    if line.isascii() or measure_strangeness(line) < SOUND:
        return None
    text: str | None = line
    for chain in chains:
        text = take_back(text, chain) if text is not None else None
    if text is None or text == line or measure_surprise(text) > measure_surprise(line) - 3:
        return None
    return Repair(text, chains, 0)


def _repair_loosened(text: str) -> Repair | None:
    return _loosened_short(text) if len(text) <= _REMEMBERED else _loosen(text)


def _loosen(text: str) -> Repair | None:
    """Return the repaired text, without the controls in it that are no part of what was misread.

    Another rule would take them out, and what they kept apart would be seen for what it is only the next time.
    """
    found = repair_misread(text)
    if found and not found.guessed:
        return found
    rest = _LOOSE.sub("", text).replace("\xa0", " ")
    other = repair_misread(rest) if rest != text else None
    return other if other and not (found and found.guessed <= other.guessed) else found


_loosened_short = lru_cache(maxsize=1024)(_loosen)  # a line is looked at whole, in parts, and again by the second look


def repair_misread(text: str, depth: int = 4) -> Repair | None:
    """Return ``text`` as it was before it was misread, once or several times; nothing where that is not certain."""
    if len(text) > 4 * PROBE and _step(text[:PROBE]) is None and _step(text[-PROBE:]) is None:
        return None  # a line that long is judged by its ends: what is misread is so throughout
    found = _step(text)
    if found is None and depth > 1:
        # UTF-8 misread twice looks no better after the first step back: it has to be judged after the last.
        between = take_back(text, CHAINS[0])
        second = repair_misread(between, depth - 1) if between and between != text else None
        if second and not second.guessed and measure_surprise(text) - measure_surprise(second.text) > GAIN_SINGLE:
            return Repair(second.text, (CHAINS[0], *second.chains), 0)
    if found is None or depth == 1 or found.guessed:
        return found
    more = repair_misread(found.text, depth - 1)
    return Repair(more.text, found.chains + more.chains, more.guessed) if more else found


def _step(text: str) -> Repair | None:
    """Return the best single step back that passes the guards."""
    odd = measure_strangeness(text)
    if odd < SOUND and LOST not in text:
        return None
    foreign = FOREIGN.findall(text)
    n = len(foreign)
    if len(set(foreign)) < 3 and len(HAN.findall(text)) > 0.3 * n:
        return None  # no chain is possible: this is so of most words with a rare character in them
    if n < 2 or is_other_language(text):
        return None
    best: Repair | None = None
    before = least = measure_surprise(text)
    for chain in _list_possible_chains(text, Counter(foreign), n):
        whole = take_back(text, chain)
        candidate = Repair(whole, (chain,), 0) if whole is not None else None
        cost = measure_surprise(whole) if whole is not None else 0.0
        if whole is None and len(text) < MOST_FILLED and (fill := fill_holes(text, chain, least)):
            candidate = Repair(fill.text, (chain,), fill.guessed + fill.gone)
            cost = measure_surprise(fill.text) + GONE * fill.gone + GUESSED * fill.guessed
        if (
            candidate
            and cost < least
            and before - cost > _find_needed_gain(chain)
            and _is_credible(candidate, chain, cost, odd)
        ):
            best, least = candidate, cost
    return best


def _list_possible_chains(text: str, kinds: Counter[str], n: int) -> Iterator[Chain]:
    """Yield the chains whose traces ``text`` bears at all; these guards are what keeps clean text clean."""
    han = len(HAN.findall(text))
    prose = _ADDRESS.sub("", text)
    letters, own = len(_LETTER.findall(prose)), len(_OWN_LETTER.findall(prose))
    for chain in CHAINS if han <= 0.3 * n else _WIDE_CHAINS:  # no codec of one byte reads any byte as Han
        if chain.single:
            table = SINGLE[chain.read]
            single = sum(often for c, often in kinds.items() if table.get(ord(c), LOST_CODE) != LOST_CODE)
            if single < (0.7 if chain.read == "cp1252" else 1) * n or (
                chain.written != "utf-8"
                and single < 40
                and single < 1.5 * (own if chain.written == "cp950" else letters)
            ):
                continue
            if chain.written != "utf-8" and n < 4:  # any two letters with marks are some Han character
                continue
            if chain.read in DRAWN and _is_drawing(text):
                continue
        elif han < 0.3 * n or len(kinds) < (3 if chain.written == "utf-8" else 4):
            continue
        yield chain


_WIDE_CHAINS = tuple(chain for chain in CHAINS if not chain.single)


def _is_drawing(text: str) -> bool:
    """Whether what is not ASCII is a drawing: boxes alone, of few kinds, repeated."""
    foreign = FOREIGN.findall(text)
    kinds = len(set(foreign))
    return _BOX.fullmatch("".join(foreign)) is not None and (kinds < 3 or kinds * 3 < len(foreign) + 3)


def _find_needed_gain(chain: Chain) -> float:
    if not chain.single:
        return GAIN_CJK
    return GAIN_UTF8 if chain.written == "utf-8" else GAIN_SINGLE


def _is_credible(found: Repair, chain: Chain, cost: float, odd: float) -> bool:
    text = found.text
    foreign = len(FOREIGN.findall(text))
    if not foreign or text.count(LOST) > max(1, 0.2 * foreign):
        return False
    mean = measure_strangeness(text) + (cost - measure_surprise(text)) / foreign
    if not _is_chinese(chain, text, mean, odd):
        return False
    return (chain.single and chain.written == "utf-8") or len(HAN.findall(text)) >= 0.3 * foreign


def _is_chinese(chain: Chain, text: str, mean: float, odd: float) -> bool:
    """Whether ``mean`` is what Chinese has.

    Well-formed UTF-8 is evidence by itself. Of 10,000 stretches of four to forty characters 1 % have more than 8.0
    nats, and look better by less than 3.7 than they do as GBK or Big5; no Japanese line read so comes to 2.7.
    """
    if chain.written == "utf-8":
        short = len(HAN.findall(text)) < FEW
        return mean <= (9.0 if chain.single or not short else 7.0) and (
            chain.single or mean <= odd - (3 if short else 1)
        )
    # Two letters with marks are some Han character, so a few characters have to be usual ones.
    return mean <= (8.0 if len(text) > 5 else 7.0) and mean <= odd - (1 if chain.single else 3)


def _repair_parts(start: int, line: str) -> Iterator[Fix]:
    """Yield fixes for stretches of a line that is otherwise sound."""
    at = 0
    for m in (*_BETWEEN.finditer(line), None):
        end = m.start() if m else len(line)
        part = line[at:end]
        if "`" not in part and make_rare_class(UNUSUAL).search(part):
            found = _repair_loosened(part)
            if found and not found.guessed:
                yield _fix(start + at, part, found, within=True)
                at = m.end() if m else end
                continue
            runs = list(_repair_runs(start + at, part))
            yield from runs
            if found and not runs:
                yield _fix(start + at, part, found, within=True)
        at = m.end() if m else end


def _repair_runs(start: int, part: str) -> Iterator[Fix]:
    """Yield fixes for misread stretches that nothing parts from sound text: other rules may put spaces there."""
    for m in _RUN.finditer(part):
        if not make_rare_class(UNUSUAL).search(m[0]):
            continue
        if m[0] != part and (found := _repair_loosened(m[0])) and not found.guessed:
            yield _fix(start + m.start(), m[0], found, within=True)
            continue
        for piece in _PIECE.finditer(m[0]):
            if piece[0] != m[0] and (found := _repair_loosened(piece[0])) and not found.guessed:
                yield _fix(start + m.start() + piece.start(), piece[0], found, within=True)


def _hold_still(run: re.Match[str]) -> str:
    found = _repair_loosened(run[0]) if make_rare_class(UNUSUAL).search(run[0]) else None
    return found.text if found and not found.guessed else run[0]


def _fix(start: int, before: str, found: Repair, *, known: bool = False, within: bool = False) -> Fix:
    why = ", then ".join(c.name for c in reversed(found.chains))
    if found.guessed:
        edits = (Edit(Span(start, start + len(before)), found.text),)
        return Fix(edits, f"{why}; {found.guessed} lost characters guessed", Safety.SUGGEST)
    # What was misread once more than its neighbours is so still.
    found = found._replace(text=_RUN.sub(_hold_still, found.text))
    sure = _is_sure(found)
    safety = Safety.CERTAIN if sure else Safety.LIKELY
    few = FEW_UTF8 if found.chains[-1].written == "utf-8" else FEW_WITHIN if within and _is_wide(found) else FEW
    if not sure and not known and len(HAN.findall(found.text)) < few:
        safety = Safety.SUGGEST
    if found.chains[0].single and found.chains[-1].written != "utf-8" and _is_out_of_step(found.text):
        return replace(start, start + len(before), before, f"{why}; a byte is lost", Safety.SUGGEST)
    return Fix(_make_edits(start, before, found), why, safety)


def _is_out_of_step(text: str) -> bool:
    """Whether a byte was lost in text of two bytes a character: from there on it is made of rare ones.

    Of 6,000 sound lines 12 have eight characters in a row with more than 9 nats and a rare one, of 448 out of step 272.
    """
    signs = "".join(FOREIGN.findall(text))
    return make_rare_class().search(signs) is not None and any(
        measure_strangeness(signs[at : at + _STEP]) > OUT_OF_STEP for at in range(0, len(signs) - _STEP + 1, 2)
    )


def _is_wide(found: Repair) -> bool:
    """Whether any bytes would have made some characters."""
    return any(not c.single for c in found.chains)


def _is_sure(found: Repair) -> bool:
    """Whether the bytes were well-formed UTF-8, which is evidence by itself."""
    return all(c.single and c.written == "utf-8" for c in found.chains)


def _make_edits(start: int, before: str, found: Repair) -> tuple[Edit, ...]:
    """Return what changes. UTF-8 keeps ASCII as it is, so that a URL in the line is not touched."""
    if all(c.written == "utf-8" for c in found.chains):
        runs = [(m.start(), m.end(), _undo_chains(m[0], found.chains)) for m in re.finditer("[^\0-\x7f]+", before)]
        if all(new is not None for *_, new in runs):
            whole = list(before)
            for a, b, new in reversed(runs):
                whole[a:b] = [new or ""]
            if "".join(whole) == found.text:
                return tuple(Edit(Span(start + a, start + b), new or "") for a, b, new in runs)
    return (Edit(Span(start, start + len(before)), found.text),)


def _undo_chains(text: str, chains: tuple[Chain, ...]) -> str | None:
    held: str | None = text
    for chain in chains:
        held = take_back(held, chain) if held is not None else None
    return held

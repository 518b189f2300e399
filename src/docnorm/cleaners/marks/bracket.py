"""Half-width brackets in Chinese text."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Edit, Fix, Safety, Span
from docnorm.rule import cleaner
from docnorm.text.characters import CJK, HAN, HANGUL, WIDE
from docnorm.text.english import speaks_english
from docnorm.text.late import late
from docnorm.text.line_head import in_marker
from docnorm.text.lines import find_line, find_lines, is_mostly_ascii
from docnorm.text.numeral import HAN_NUMERALS

_HALF = late(r"[()]")
_TOKEN = late(r"[()（）]")
_ACTS_BESIDE = f"{CJK}{WIDE}％"
_BESIDE = late(f"[{_ACTS_BESIDE}]")
_CHINESE = late(f"[{CJK}{WIDE}]")
_HAN = late(f"[{CJK}]")
_OUTSIDE = late(f"[{CJK}》”’」』】〕％%]")
_IDEOGRAPH = late(f"[{HAN}]")
_KOREAN = late(f"[{HANGUL}]")
_HAN_NUMBER = late(f"[ ]?[{HAN_NUMERALS}]{{1,5}}[ ]?")
# (x+1)(x-2)=0, (0,+∞), (a+b)²; not (2023-2025) or (GB/T 9704): a letter that stands alone beside an operator, or a sign
# that only mathematics and patterns have.
_FORMULA = late(r"[0-9A-Za-z+\-*/=<>|^.,·∞±×÷≤≥√²³ ]{1,60}")
_OPERATION = late(r"[∞±√^|]|(?<![A-Za-z])[a-zA-Z](?![A-Za-z]) ?[-+*=^<>]|[-+*=^<>] ?(?<![A-Za-z])[a-zA-Z](?![A-Za-z])")
_SIGNS = late(r"(?i:c|r|tm|s)|[^0-9A-Za-z]*")  # (c), and emoticons: (^_^) (>_<)


@cleaner("bracket", trigger="[()]", context=f"[{_ACTS_BESIDE}]")
def bracket(text: str, *, widen: bool = True) -> Iterator[Fix]:
    """Brackets around or behind Chinese are full-width; without ``widen`` only those with one full-width partner."""
    rarer, other = (_BESIDE, _HALF) if is_mostly_ascii(text) else (_HALF, _BESIDE)
    for line in find_lines(rarer, text):
        if not other.search(text, *line):
            continue
        opened: list[tuple[int, bool]] = []  # where, and whether Chinese stands inside
        chinese = False
        since = line.start
        for m in _TOKEN.finditer(text, *line):
            at = m.start()
            chinese = chinese or _CHINESE.search(text, since, at) is not None
            since = at + 1
            if m[0] in "(（":
                opened.append((at, chinese))
                chinese = False
            elif opened:
                start, outer = opened.pop()
                if (
                    text[start] + text[at] != "（）"
                    and (widen or text[start] + text[at] != "()")
                    and _is_chinese(text, start, at, chinese)
                    and not speaks_english(text, start)
                ):
                    yield _widen_bracket(text, start, at)
                chinese = chinese or outer


def _is_chinese(text: str, start: int, end: int, inside: bool) -> bool:
    held = text[start + 1 : end].strip(" \t　") if end - start < 9 else "…"
    if in_marker(text, start):
        return _HAN_NUMBER.fullmatch(held) is not None  # (1) and (a) at a line's head: number-glyph knows
    if start and text[start - 1] in "]/-":
        return False  # [Markdown](link), 元/(人·月), 2-(4-羟基苯基)乙酰氨基
    if _is_formula(text, start, end):
        return False
    if (start and _KOREAN.match(text, start - 1)) or (_KOREAN.search(held) and not _IDEOGRAPH.search(held)):
        return False  # 서울(수도): Korean is set with half-width brackets
    if inside:
        return True
    if held and _SIGNS.fullmatch(held):
        return False
    if text[start - 1 : start] == "%":  # 5%（同比） and not: 5%(approx)
        return _HAN.search(text, max(text.rfind("\n", max(0, start - 200), start) + 1, start - 200), start) is not None
    if start == 0 or not _OUTSIDE.match(text, start - 1):
        return False
    return text[start - 1] not in "”’" or _BESIDE.search(text, *find_line(text, start)) is not None


def _is_formula(text: str, start: int, end: int) -> bool:
    """Whether a bracket belongs to a formula or a pattern, of which the halves would come out differently."""
    held = text[start + 1 : end]
    if _FORMULA.fullmatch(held) is None:
        return False
    raised = text[end + 1 : end + 2] in tuple("²³^") or text[end + 1 : end + 3] in ("!=", "!·")
    return raised or _OPERATION.search(held) is not None


def _widen_bracket(text: str, start: int, end: int) -> Fix:
    opener, closer = Edit(Span(start, start + 1), "（"), Edit(Span(end, end + 1), "）")
    both = (opener, closer) if text[end] == ")" else (opener,)
    return Fix(both if text[start] == "(" else (closer,), "half-width brackets in Chinese text", Safety.LIKELY)

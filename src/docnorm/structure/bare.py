"""Headings that carry neither a number nor a known name: what they look like, where they stand, how often they come.

去年工作回顾 · 项目背景： · 【教学目标】 on lines of their own, each over text. One short line proves nothing: a text
has headings of this kind only where it has several, each stands over sentences, and no more short lines are left over
that head nothing. Verses, lists of names, chats and cells fail by that.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from docnorm.outline import Role
from docnorm.structure.forms import is_salutation, is_title
from docnorm.structure.lines import Line
from docnorm.text.bullet import BULLET
from docnorm.text.late import late
from docnorm.text.surnames import SURNAMES

# Measured on the Markdown of public documents: of headings without a number 97 in 100 are no longer than this.
LONGEST = 24
# A line that long is text though it ends without a mark: its note was cut off behind it.
LONG = 36
# Paragraphs to one heading, on the mean: where headings are rarer, a short line is as well a cry or a caption.
RARE = 30

_NAME = late(r"^[^。．；：，！？…,;:!?|\t=<>{}【】\[\]　“”‘’\"~/@\\]+$")
# 项目背景： names what follows; 可以这样理解：, 举个例子：, 这里分三层看： speak to the reader.
_CALL = late(
    r"^(?!所以|[可这那我你您他她它咱下举来再先看请如其就也还但因即换注当在对为从用把让有是不会要能和与而且或则只都又才更最很])"
    r"[\u3400-\u9fff]{2,8}(?<![看说想懂解得到出见成下上来去览子])[:：]$"
)
_BOXED = late(r"^【[^【】。；，！？]{2,16}】$")
_HAN = late(r"[\u3400-\u9fff].*[\u3400-\u9fff]")
_END = late(r"[。．！？；…!?;](?:[”’」』）)\"]{0,2})$")
# What leads in a list or a quotation and heads nothing: 具体如下：, 他说：
_LEADS_IN = late(r"(?:如下|以下|下列|包括|分别|主要|例如|比如|[是为有说道问答称曰写指即]|方[:：]?|人[:：]?)[:：]$")
# What a name of a part does not end in; check.go names a file, which follows.
_OPEN_END = late(r"\.[A-Za-z]{1,5}$|[了着吗呢吧啊呀的地得和与及或、]$")


def name_bare(lines: Sequence[Line]) -> None:
    """Make headings of such lines, and set numbers that begin anew under each of them below it."""
    if any(line.given and line.role is Role.HEADING for line in lines):
        return  # the file says which lines are headings
    for form in (_BOXED, _CALL, _NAME):
        found = [line for line in lines if form.match(line.text) and _may_head(lines, line)]
        if found and _is_proved(lines, found):
            _level(lines, found, _find_outer(lines, found))
            return


def _may_head(lines: Sequence[Line], line: Line) -> bool:
    if not _is_short(line) or not _HAN.search(line.text) or line.index + 1 >= len(lines):
        return False
    if not _is_name(line.text):
        return False
    if line.index and not _may_precede(lines[line.index - 1]):
        return False
    below = lines[line.index + 1]
    if line.text[-1] in ":：" and (below.reading or below.role is Role.ITEM):
        return False  # a colon leads in a list
    return _is_text(below)


def _is_name(text: str) -> bool:
    """Whether a line names something: by its signs and its last word."""
    if _CALL.match(text):
        return not _LEADS_IN.search(text) and not is_salutation(text)
    return bool(_BOXED.match(text)) or bool(_NAME.match(text) and is_title(text) and not _OPEN_END.search(text))


def _is_short(line: Line) -> bool:
    """Whether a line is prose so far by its role and no longer than a heading is."""
    if line.role is not Role.PARAGRAPH or line.kept or line.settled or line.reading or line.choices or line.prefix:
        return False
    return not line.head and not line.listed and 2 <= len(line.text) <= LONGEST and not BULLET.match(line.text)


def _may_precede(above: Line) -> bool:
    if above.reading and not above.rest:
        return False  # 第二章 on a line of its own: what follows is its name
    if above.settled or above.role is not Role.PARAGRAPH or BULLET.match(above.text):
        return True
    return bool(_END.search(above.text))


def _is_text(below: Line) -> bool:
    """Whether a line is what a heading stands over: a sentence, a numbered line, an entry, a table."""
    if below.reading or BULLET.match(below.text):
        return True
    if below.role is Role.PARAGRAPH and not below.settled:
        return (
            bool(_END.search(below.text)) or len(below.text) > LONG or (below.text[-1] in "：:" and len(below.text) > 8)
        )
    return below.role in (Role.TABLE, Role.QUOTE, Role.CODE)


def _is_proved(lines: Sequence[Line], found: Sequence[Line]) -> bool:
    """Whether the text is one that has such headings."""
    texts = {line.text for line in found}
    if len(found) < 2 or len(texts) < len(found):
        return False  # who comes again is somebody who speaks
    if sum(len(line.text) <= 3 and line.text[0] in SURNAMES for line in found) * 2 > len(found):
        return False  # 王小明, over what he said
    heads = {line.index for line in found}
    left = sum(_is_short(line) and _is_name(line.text) and line.index not in heads for line in lines)
    prose = sum(line.role in (Role.PARAGRAPH, Role.ITEM) and bool(_END.search(line.text)) for line in lines)
    other = sum(line.role not in (Role.PARAGRAPH, Role.ITEM) or bool(BULLET.match(line.text)) for line in lines)
    if left > len(found) or prose < len(found):
        return False
    if max(len(line.text) for line in lines) <= LONGEST and sum(len(line.text) for line in found) > 7 * len(found):
        return False  # verses with a full stop here and there
    return prose + other <= RARE * len(found) or _stand_apart(lines, found)


def _stand_apart(lines: Sequence[Line], found: Sequence[Line]) -> bool:
    """Whether more blank lines stand before each of them than before any other line."""
    heads = {line.index for line in found}
    usual = max((line.gap for line in lines if line.index and line.index not in heads), default=0)
    return all(line.gap > usual for line in found if line.index)


def _find_outer(lines: Sequence[Line], found: Sequence[Line]) -> list[Line]:
    """Return the names that stand right over one of the headings, and not right under another line of their kind."""
    outer = []
    for line in found:
        above = lines[line.index - 1] if line.index else line
        if above is line or not (_is_short(above) and _is_name(above.text)):
            continue
        if not above.index or _may_precede(lines[above.index - 1]):
            outer.append(above)
    return outer


def _level(lines: Sequence[Line], found: Sequence[Line], outer: Sequence[Line]) -> None:
    """Give the headings their levels: over the numbers where these begin anew under each, else under them."""
    heads = {line.index: 1 + bool(outer) for line in found} | {line.index: 1 for line in outer}
    places = [line for line in lines if line.index in heads or line.reading]
    begun = [line for above, line in pairwise(places) if above.index in heads and line.reading]
    over = all(line.role is not Role.HEADING or (line.reading and line.reading.value[-1] == 1) for line in begun)
    outermost = min((line.depth for line in begun), default=1)
    depth, level = 0, 0
    for line in lines:
        if line.index in heads:
            level = heads[line.index]
            line.role, line.given = Role.HEADING, level if over else depth + level
        elif line.reading and not line.given:
            if over and level:
                line.given = line.depth + max(0, level + 1 - outermost)
            elif line.role is Role.HEADING:
                depth = line.depth

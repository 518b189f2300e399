"""Front matter: titles, subtitles, document numbers, salutations, and the same again where a second document begins."""

from __future__ import annotations

from docnorm.outline import Role
from docnorm.structure.forms import ADOPTED, DATE, DEBRIS, DOCNO, META, NAMED, is_salutation, is_title
from docnorm.structure.lines import Line
from docnorm.text.late import late
from docnorm.text.surnames import SURNAMES

# 主送 stands within the first lines: behind 18 a line that ends in a colon leads in a list (State Council documents).
FRONT = 18


def open_front(lines: list[Line]) -> None:
    """Give roles to the lines in front of the text."""
    at = _skip(lines)
    if at < len(lines) and lines[at].given == 1 and not lines[at].choices:
        _read_front(lines, at + 1)  # the file's own first heading stands where a title stands
    else:
        _read_front(lines, read_title(lines, at, first=True))


def _skip(lines: list[Line]) -> int:
    """Pass what stands above a title: buttons of a web page, source lines, a document number."""
    for at, line in enumerate(lines[:FRONT]):
        if line.settled and line.role in _PASSED:
            continue
        if "号" in line.text and DOCNO.match(line.text):
            settle(line, Role.DOCNO)
        elif META.match(line.text) or DEBRIS.match(line.text):
            settle(line, Role.NOTE)
        else:
            return at
    return min(len(lines), FRONT)


_PASSED = frozenset({Role.NOTE, Role.BREAK, Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY, Role.LETTERHEAD, Role.DOCNO,
                     Role.SIGNATORY, Role.SIGNATURE})  # fmt: skip


def read_title(lines: list[Line], at: int, *, first: bool = False) -> int:
    """Read the lines from ``at`` as a title where they can be one; return the place behind it."""
    end = at
    while end < len(lines) and end < at + 4 and _may_head(lines[end], first=first):
        if end > at and not _is_continued(lines, end):
            break
        end += 1
    if end == at or end - at > 3 or not _is_followed(lines, end, first=first):
        return at
    for line in lines[at:end]:
        settle(line, Role.TITLE)
        line.opens = True
    return end


def _may_head(line: Line, *, first: bool) -> bool:
    if line.kept or line.settled or line.role is not Role.PARAGRAPH or line.head or line.listed:
        return False  # no title is an entry that Word counts
    bare = line.text.rstrip("。，；")
    if first and len(bare) < len(line.text) <= 44:  # 关于开展检查的通知。 with a mark that heading-end takes away
        return "关于" in bare and "，" not in bare and bool(NAMED.search(bare)) and is_title(bare)
    return is_title(line.text)


# 高三（2）班　顾晓; 张明1，李华2: whose affiliations are numbered below
_BY = late(
    r"[\u3400-\u9fff）)][ 　]+[\u3400-\u9fff·]{2,4}$"
    r"|^[\u3400-\u9fff·]{2,4}\s?[\d*](?:[\d,*]*[，,、 　]\s*[\u3400-\u9fff·]{2,4}\s?[\d,*]+)*$"
)


def _is_continued(lines: list[Line], end: int) -> bool:
    """Whether a second line goes on with the title above it: not where that is whole and this one begins a text."""
    above, line = lines[end - 1].text, lines[end].text
    if DOCNO.match(line) or is_salutation(line) or _BY.search(line) or line[0] == "【" or _is_person(line):
        return False
    return not NAMED.search(above) or bool(NAMED.search(line)) or line[0] in "和及暨与并的"


def _is_person(line: str) -> bool:
    """Whether a line below a title is whose text it is: 王小明, 王　芳."""
    return line[0] in SURNAMES and bool(_PERSON.match(line))


# Two characters together are as well a word (高原, 方法).
_PERSON = late(r"^[\u3400-\u9fff](?:[\u3400-\u9fff]{2}|[ 　]+[\u3400-\u9fff]{1,2})$")


def _is_followed(lines: list[Line], end: int, *, first: bool) -> bool:
    if end >= len(lines):
        return first and end == len(lines) and len(lines) == 1
    nxt = lines[end]
    return first or nxt.role in (Role.PARAGRAPH, Role.RECIPIENT, Role.DOCNO, Role.DATE, Role.HEADING)


def _read_front(lines: list[Line], at: int) -> None:
    """Read what stands between a title and the text: subtitle, date, document number, source lines, salutation."""
    called = _find_salutation(lines, at)
    for line in lines[at : at + FRONT]:
        if line.settled:
            continue
        role = None if line.kept or line.choices else _choose_front_role(lines, line)
        if role is not None:
            settle(line, role)
        elif line.index >= called:
            return
        if role is Role.RECIPIENT:
            return


# 2026年1月31日在省第十四届人民代表大会第四次会议上, with brackets or without
_OCCASION = late(r"^[（(]?(?:(?:19|20)\d\d|二[〇○零一二三四五六七八九]{3})年.{2,12}在.{4,60}上[）)]?$")


def _find_salutation(lines: list[Line], at: int) -> int:
    """Return where the salutation stands: up to it, what is not known (a picture's caption, say) is passed over.

    −1 where there is none, or a number or a paragraph stands before it.
    """
    for line in lines[at : at + FRONT]:
        if line.kept or line.choices or len(line.text) > 90:
            return -1
        if is_salutation(line.text):
            return line.index
    return -1


def _choose_front_role(lines: list[Line], line: Line) -> Role | None:
    text = line.text
    if text.startswith(("——", "--", "──")) and len(text) < 60:
        return Role.SUBTITLE
    if _OCCASION.match(text):
        return Role.SUBTITLE
    if "号" in text and DOCNO.match(text):
        return Role.DOCNO
    if DATE.match(text):
        return Role.DATE
    if META.match(text) or DEBRIS.match(text) or ADOPTED.match(text):
        return Role.NOTE
    if text[0] in "（(" and text[-1] in "）)" and len(text) <= 200:
        return Role.SUBTITLE if len(text) <= 20 else Role.NOTE
    if is_salutation(text):
        return Role.RECIPIENT
    above = lines[line.index - 1] if line.index else line
    if above.role in (Role.TITLE, Role.SUBTITLE) and _is_person(text):
        return Role.NOTE
    if above.role is Role.SUBTITLE and above.text[-1] not in "上会）)" and is_title(text) and len(text) <= 24:
        return Role.SUBTITLE  # ——2026年1月26日在广东省第十四届⏎人民代表大会第五次会议上
    if above.role in _FRONTS and is_title(text) and len(text) <= 30 and _has_more_front(lines, line.index + 1):
        return Role.NOTE  # who speaks or writes: 省长　王予波
    return None


_FRONTS = (Role.TITLE, Role.SUBTITLE, Role.NOTE, Role.DATE)


def _has_more_front(lines: list[Line], at: int) -> bool:
    """Whether a salutation or a source line follows within a few lines: what stands before it is no text yet."""
    for line in lines[at : at + 3]:
        if is_salutation(line.text) or META.match(line.text) or line.text.startswith("——"):
            return True
        if len(line.text) > 30 and not line.text.endswith("摄"):
            return False
    return False


def settle(line: Line, role: Role) -> None:
    """Give a line its role for good."""
    line.role, line.settled, line.choices = role, True, ()


def begin_again(lines: list[Line]) -> None:
    """Find the titles of a second document: behind the head of an attachment, a remark, a signed date."""
    for k, line in enumerate(lines[:-1]):
        if line.role is Role.ATTACHMENT and line.opens:
            _read_front(lines, read_title(lines, k + 1))
        elif (line.role is Role.NOTE and line.settled and k > 3 and lines[k - 1].role is Role.DATE) or (
            line.role is Role.DATE and k > 3 and lines[k - 1].role is Role.SIGNATURE
        ):
            at = k + 1
            while at < len(lines) and lines[at].role in (Role.NOTE, Role.ATTACHMENT) and lines[at].settled:
                at += 1
            if at < len(lines) and lines[at - 1].role is not Role.ATTACHMENT:
                after = read_title(lines, at)
                if after > at:
                    _read_front(lines, after)


# What heads a list of words behind a document: 名词解释.
_GLOSSARY = late(r"^(?:名词|词语|术语|用语)解释$|^名词注释$")


def begin_unheralded(lines: list[Line]) -> bool:
    """Find a second document that nothing announces: the outermost count begins again right behind a line named so.

    进一步支持企业发展的规定, between the last item of one regulation and 一、 of the next. To be called after a first
    count; returns whether there was one, for then the counting has to be done again.
    """
    found = False
    for line in lines[1:]:
        if _GLOSSARY.match(line.text) and not line.settled and lines[line.index - 1].text[-1] in "。！）":
            settle(line, Role.TITLE)
            line.opens = found = True
    last = 0
    for line in lines:
        if not line.reading or line.depth != 1:
            continue
        value = line.reading.value[0]
        if value == 1 and last > 1:
            for above in reversed(lines[max(0, line.index - 6) : line.index]):
                if above.reading or above.settled:
                    break
                if is_title(above.text) and NAMED.search(above.text) and lines[above.index - 1].text[-1] in "。；）":
                    settle(above, Role.TITLE)
                    above.opens = found = True
                    break
        last = value
    return found

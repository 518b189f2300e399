"""The red head of an official document, in plain text: GB/T 9704-2012, 7.2 and, for its special forms, clause 10.

份号, 密级, 紧急程度, then who issues it (…文件; an office alone over a letter; …令; …纪要), the number, and who signs
it upwards. What is so is told by the number under it or by the word 文件: an office alone on a line heads nothing yet.
"""

from __future__ import annotations

from docnorm.outline import Role
from docnorm.structure.forms import DOCNO, NAMED, SIGNED_DATE, is_organisation, is_title
from docnorm.structure.lines import Line
from docnorm.structure.opening import settle
from docnorm.text.late import late

_ZONE = 16  # lines: six elements of a head, and as many issuers as join in one document
# 份号 000001, 密级 机密★1年, 紧急程度 特急, 签发人：张三: each alone on its line (GB/T 9704-2012, 7.2).
# 份号 has six digits as a rule (7.2.1); some offices write more, and with its name any count is one.
_COPY_NUMBER = late(r"^(?:份号[:：]?(?:№|No\.?)?\d{1,8}|(?:№|No\.?)?\d{5,8})$")
_SECRECY = late(r"^(?:密级[:：]?)?(?:绝密|机密|秘密|内部)(?:[★☆*].{1,14})?(?:特急|加急|特提|平急)?$")
_URGENCY = late(r"^(?:紧急程度[:：]?)?(?:特急|加急|特提|平急|急件|急)$")
_ABOVE = ((_COPY_NUMBER, Role.COPY_NUMBER), (_SECRECY, Role.SECRECY), (_URGENCY, Role.URGENCY))
_SIGNATORY = late(r"^签发人[:：]\S{2,20}$")
_SIGNED_NUMBER = late(r"^(?P<number>.{4,40}号)签发人[:：]\S{2,20}$")
# 第12期, （2026年第3号）, 〔2026〕5号: what numbers minutes and orders
_SERIAL = late(r"^[（(〔\[]?(?:(?:19|20)\d\d年?[）)〕\]]?)?第?[\d〇○零一二三四五六七八九十百]{1,6}[号期次][）)]?$")
_RULE = late(r"^[-—─_＿━=*★]{3,}$")
_FILE = late(r"^[\u3400-\u9fff（）()·、]{3,44}文件$")
_ORDER = late(r"^[\u3400-\u9fff（）()]{3,30}(?:命令|令)$")
_MINUTES = late(r"^[\u3400-\u9fff（）()〇○\d]{2,36}(?:纪要|简报|专报|快报|内参)$")


def open_letterhead(lines: list[Line]) -> None:
    """Give roles to the lines of a red head, where the text begins with one."""
    zone = lines[:_ZONE]
    above = _read_above(zone)
    at = len(above)
    issuers: list[Line] = []
    while at < len(zone) and len(issuers) < 6 and (kind := _name_issuer(zone[at])):
        issuers.append(zone[at])
        at += 1
        if kind != "office":
            break
    below: list[tuple[Line, Role]] = []
    while at < len(zone) and (role := _read_below(zone[at])):
        below.append((zone[at], role))
        at += 1
    if not _is_head(issuers, [role for _, role in below], zone[at] if at < len(zone) else None, bool(above)):
        return
    for line, role in (*above, *((line, Role.LETTERHEAD) for line in issuers), *below):
        settle(line, role)
        line.kept = True


def _strip_blanks(line: Line) -> str:
    """Return the words of a line without blanks: the parts of a head are spaced out to fill it (特　急)."""
    return "".join(line.text.split())


def _read_above(zone: list[Line]) -> list[tuple[Line, Role]]:
    found: list[tuple[Line, Role]] = []
    for line in zone[:4]:
        role = next((role for pattern, role in _ABOVE if pattern.match(_strip_blanks(line))), None)
        if role is None:
            break
        found.append((line, role))
    return found


def _name_issuer(line: Line) -> str:
    """Return what kind of issuer a line may name; "" for none."""
    text = _strip_blanks(line)
    if line.role is Role.HEADING or line.head or "关于" in text:
        return ""
    if _FILE.match(text):
        return "file"
    if _ORDER.match(text):
        return "order"
    if _MINUTES.match(text):
        return "minutes"
    return "office" if 4 <= len(text) <= 30 and is_organisation(text) and is_title(text) else ""


def _read_below(line: Line) -> Role | None:
    text = _strip_blanks(line)
    if DOCNO.match(text) or _SERIAL.match(text):
        return Role.DOCNO
    signed = _SIGNED_NUMBER.match(text)
    if signed is not None:
        return Role.DOCNO if DOCNO.match(signed["number"]) else None
    if _SIGNATORY.match(text):
        return Role.SIGNATORY
    if SIGNED_DATE.match(line.text) or line.role is Role.SIGNATURE:
        return Role.SIGNATURE  # under minutes stands who wrote them, and when (10.3)
    return Role.BREAK if _RULE.match(text) else None


def _is_head(issuers: list[Line], below: list[Role], behind: Line | None, above: bool) -> bool:
    """Whether this is a head: numbered, or called 文件 with a title under it."""
    numbered = Role.DOCNO in below
    if not issuers:
        return above and numbered
    kind = _name_issuer(issuers[-1])
    title = "" if behind is None else _strip_blanks(behind)
    titled = "关于" in title or bool(NAMED.search(title.rstrip("。")))
    if kind == "file":
        return numbered or titled
    if kind == "office":
        return numbered and titled  # a letter (10.1): elsewhere the office under which a page filed a text
    if kind == "minutes":
        return numbered and titled  # without a title under it, what the minutes are called is their title
    return numbered

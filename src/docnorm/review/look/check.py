"""``--check-look``: where a DOCX is set otherwise than a look wants it, with the clause of GB/T 9704-2012 for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from docnorm.look import Look, Setting
from docnorm.ooxml.convert import as_docx
from docnorm.outline import Block, Outline, Role
from docnorm.profile import Profile
from docnorm.readers.docx import read_docx
from docnorm.review.look.resolve import Format, Formats, Page
from docnorm.writers.docx.layout import Sheet, heading_key, sheet
from docnorm.writers.docx.title import count_torn
from docnorm.writers.findings import Finding

# What one face is called by, and what stands in for it by the same design.
_FAMILIES = (
    ("仿宋", "仿宋_GB2312 FangSong FangSong_GB2312 方正仿宋_GBK 方正仿宋简体 华文仿宋 STFangsong"),
    ("楷体", "楷体_GB2312 KaiTi KaiTi_GB2312 方正楷体_GBK 方正楷体简体 华文楷体 STKaiti"),
    ("黑体", "SimHei 方正黑体_GBK 方正黑体简体"),
    ("宋体", "SimSun"),
    ("小标宋", "方正小标宋简体 方正小标宋_GBK 华文中宋 FZXiaoBiaoSong-B05S"),
)
_FACES = {name: family for family, names in _FAMILIES for name in (family, *names.split())}
_MENDS, _BY_HAND = "; normalize repairs it", "; set it by hand"
_CLAUSES = {
    "title": "7.3.1", "recipient": "7.3.2", "heading": "7.3.3", "paragraph": "7.3.3", "item": "7.3.3",
    "attachment": "7.3.4", "attachment-head": "7.3.8", "signature": "7.3.5", "date": "7.3.5", "note": "7.3.7",
    "copy-number": "7.2.1", "secrecy": "7.2.2", "urgency": "7.2.3", "letterhead": "7.2.4", "docno": "7.2.5",
    "signatory": "7.2.6", "imprint": "7.4",
}  # fmt: skip
_NUMBER = re.compile(r"〔(?:19|20)\d\d〕(?!0)\d+号")
_DATED = re.compile(r"(?:19|20)\d\d年(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日")
_HEAD = re.compile(r"附件\s*(\d*)")
_LISTED = re.compile(r"^(?:附件\s*[:：]\s*)?(\d{1,2})\s*[.．、]")
_FREE = frozenset({Role.TABLE, Role.BREAK, Role.CODE, Role.CAPTION, Role.QUOTE, Role.SUBTITLE})

_UNDER_HEAD = frozenset({Role.DOCNO, Role.SIGNATORY, Role.SIGNATURE, Role.DATE})


class CheckedLine(NamedTuple):
    """A line of the body: its number, its block, its text and how it is set."""

    number: int
    block: Block
    text: str
    format: Format


def check_look(data: bytes, look: Look, profile: Profile, name: str) -> list[Finding]:
    """Return where the DOCX ``data`` departs from ``look``, by line of its text (from 1); page findings on line 1.

    Raises ``InputRefused`` for what is no DOCX.
    """
    source = read_docx(data)
    formats = Formats(as_docx(data))
    outline = profile.structure(source.text, source.marks)
    lines = read_lines(formats, outline)
    said = [(1, rule, why) for rule, why in _check_page(formats, look)]
    made = sheet(outline, look)
    headed = False
    for line in lines:
        # Under the head of minutes stands who wrote them, and when (10.3): nothing there closes a document.
        headed = line.block.role is Role.LETTERHEAD or (headed and line.block.role in _UNDER_HEAD)
        if not (headed and line.block.role in {Role.SIGNATURE, Role.DATE}):
            said += ((line.number, rule, why) for rule, why in _check_line(line, look, made))
    said += _check_words(lines)
    return sorted(Finding(name, number, 1, f"look.{rule}", _cite(why, look)) for number, rule, why in said)


def _cite(why: str, look: Look) -> str:
    """Return why with the standard's name before its clause; a look of a house's own is in no standard."""
    return why.replace("§", "GB/T 9704-2012 ") if look.name == "gongwen" else re.sub(r"^§[\d.]+: ", "", why)


def read_lines(formats: Formats, outline: Outline) -> list[CheckedLine]:
    """Return the lines of the body that have words, tables and boxes left out."""
    found: list[CheckedLine] = []
    starts: Mapping[int, Block] = {block.span.start: block for block in outline.blocks}
    for number, line in enumerate(formats.layout.lines, 1):
        text = line.text
        block = starts.get(line.start + len(text) - len(text.lstrip(" \t　\u00a0")))
        if block is None or line.story or line.cell >= 0 or line.boxed or block.role in _FREE:
            continue
        if text.strip(" \t　\u00a0\ufffc"):
            found.append(CheckedLine(number, block, text.strip(), formats.of(line)))
    return found


def _check_page(formats: Formats, look: Look) -> Iterator[tuple[str, str]]:
    for page in formats.pages():
        if page.paper[0] > page.paper[1]:
            continue  # a table laid across
        yield from _check_paper(page, look)
        if page.columns > 1:
            yield "columns", f"§5.2: text in {page.columns} columns, wanted one{_BY_HAND}"
        height = (look.paper[1] - look.margins[0] - look.margins[2]) * 72 / 25.4
        wanted = int(height / look.line) if look.grid else 0
        if wanted and page.pitch and int(height / page.pitch) != wanted:
            yield (
                "lines",
                f"§5.2.3: {int(height / page.pitch)} lines a page by the grid, wanted {wanted}{_MENDS}",
            )
    if look.page_number.place == "none":
        return
    numbers = [number for number, _ in formats.page_numbers()]
    if not numbers:
        yield "page-number", "§7.5: no page number, wanted " + look.page_number.form + "; normalize adds it"
    form = look.page_number.form.replace(" ", "")
    other = next((n for n in numbers if re.sub(r"\d+", "1", "".join(n.split())) != form), None)
    if other is not None:
        yield "page-number", f"§7.5: page number {other.strip()!r}, wanted {look.page_number.form}{_BY_HAND}"


def _check_paper(page: Page, look: Look) -> Iterator[tuple[str, str]]:
    if any(abs(a - b) > 1 for a, b in zip(page.paper, look.paper, strict=True)):
        yield (
            "paper",
            "§5.1: paper {:g} x {:g} mm, wanted {:g} x {:g}".format(*page.paper, *look.paper) + _MENDS,
        )
    for side, found, wanted in zip(("top", "right", "bottom", "left"), page.margins, look.margins, strict=True):
        if abs(found - wanted) > 1:
            yield "margins", f"§5.2.1: {side} margin {found:g} mm, wanted {wanted:g}{_MENDS}"


def _setting(line: CheckedLine, look: Look, made: Sheet) -> Setting:
    block = line.block
    if block.role is Role.HEADING:
        return look.setting(heading_key(block, look))
    if block.role is Role.ATTACHMENT and _HEAD.fullmatch(line.text.rstrip(":：")):
        return look.setting("attachment-head", "attachment")
    if block.role in made.plain:
        return made.plain[block.role].setting
    return look.body


def _check_line(line: CheckedLine, look: Look, made: Sheet) -> Iterator[tuple[str, str]]:
    setting, found = _setting(line, look, made), line.format
    role = str(line.block.role)
    clause = f"§{_CLAUSES.get(role, '7.3.3')}"
    shown = f"{line.text[:12]}{'…' if len(line.text) > 12 else ''}"
    if role == "letterhead":
        if found.color not in {"FF0000", "C00000", "E60012", setting.color}:
            yield "color", f"{clause}: {role} {shown} is not red{_BY_HAND}"
        return
    if found.font and _FACES.get(found.font, found.font) != _FACES.get(setting.font, setting.font):
        yield "font", f"{clause}: {role} {shown} in {found.font}, wanted {setting.font}{_MENDS}"
    if abs(found.size - setting.size) > 0.25:
        yield (
            "size",
            f"{clause}: {role} {shown} in {found.size:g} points, wanted {setting.size:g}{_MENDS}",
        )
    if found.bold and not setting.bold:
        yield "bold", f"{clause}: {role} {shown} is bold{_MENDS}"
    if found.color not in {"", "000000", setting.color}:
        yield "color", f"{clause}: {role} {shown} is not black{_MENDS}"
    if role in {"paragraph", "item"} and found.around > 1 and not setting.before and not setting.after:
        yield "space", f"{clause}: {role} {shown} has {found.around:g} points of space around it, wanted none{_MENDS}"
    if setting.new_page and not found.new_page:
        yield "new-page", f"{clause}: {role} {shown} does not begin a page{_MENDS}"
    if not _is_aligned(found, setting, role):
        yield (
            "alignment",
            f"{clause}: {role} {shown} is set {found.align}, wanted {setting.align}{_MENDS}",
        )
    wanted = setting.first_line
    if (
        role in {"paragraph", "heading", "item", "recipient"}
        and found.align != "center"
        and abs(found.first_line - wanted) > 0.3
    ):
        yield (
            "indent",
            f"{clause}: {role} {shown} begins {found.first_line:g} characters in, wanted {wanted:g}{_MENDS}",
        )
    if (
        look.spacing == "exact"
        and role in {"paragraph", "heading", "item"}
        and (found.exact is None or abs(found.exact - look.line) > 1.05)
    ):
        how = "no exact line spacing" if found.exact is None else f"lines of {found.exact:g} points"
        yield "line-spacing", f"§5.2.3: {role} {shown} has {how}, wanted {look.line:g} points{_MENDS}"


def _is_aligned(found: Format, setting: Setting, role: str) -> bool:
    align = {"start": "left", "end": "right", "distribute": "both"}.get(found.align, found.align)
    wanted = {setting.align} | ({"left", "both"} if setting.align in {"left", "both"} else set())
    if role in {"signature", "date", "signatory", "docno"}:
        wanted |= {"left", "right", "center", "both"} if role == "docno" else {"center"}
    return align in wanted


def _check_words(lines: list[CheckedLine]) -> Iterator[tuple[int, str, str]]:
    """Find what the words themselves have wrong of the form: number, date, recipient, title's breaks, attachments."""
    heads: list[CheckedLine] = []
    listed: list[CheckedLine] = []
    for one, line in zip((None, *lines), lines, strict=False):
        role, text = line.block.role, line.text
        if role is Role.DOCNO and "号" in text and "第" not in text[:1] and not _NUMBER.search(text.replace(" ", "")):
            yield (
                line.number,
                "docno",
                f"§7.2.5: document number {text}, wanted as 某发〔2026〕1号; normalize repairs brackets",
            )
        if role is Role.RECIPIENT and text[-1] != "：":
            yield line.number, "recipient", f"§7.3.2: {text[-8:]} ends in no ：; normalize repairs a half-width colon"
        if role is Role.DATE and "年" in text and not _DATED.fullmatch(text.replace(" ", "")):
            yield line.number, "date", f"§7.3.5.4: date {text}, wanted as 2026年6月1日{_BY_HAND}"
        if (
            role is Role.TITLE
            and one is not None
            and one.block.role is Role.TITLE
            and count_torn(one.text + text, [len(one.text)])
        ):
            yield (
                line.number,
                "title-break",
                f"§7.3.1: a word is torn between {one.text[-4:]} and {text[:4]}{_BY_HAND}",
            )
        if role is Role.TITLE and "\u2028" in text:
            parts = text.split("\u2028")
            at = [sum(map(len, parts[:i])) for i in range(1, len(parts))]
            if count_torn("".join(parts), at):
                yield line.number, "title-break", f"§7.3.1: a word of the title is torn by a line break{_BY_HAND}"
        if role is Role.ATTACHMENT:
            (heads if _HEAD.fullmatch(text.rstrip(":：")) else listed).append(line)
    if heads and listed and len(heads) != len(listed):
        yield (
            listed[0].number, "attachments",
            f"§7.3.4: {len(listed)} attachments are listed, {len(heads)} are attached{_BY_HAND}",
        )  # fmt: skip
    for want, line in enumerate((line for line in listed if _LISTED.match(line.text)), 1):
        if int(_LISTED.match(line.text)[1]) != want:  # type: ignore[index]
            yield line.number, "attachments", f"§7.3.4: attachment {line.text[:12]} is number {want}{_BY_HAND}"
    yield from _check_order(lines)


_ORDER = ("han-comma", "han-paren", "arabic-dot", "arabic-paren")


def _check_order(lines: list[CheckedLine]) -> Iterator[tuple[int, str, str]]:
    """Find headings that come before one of the level above: （一） without 一、."""
    used = [line.block.label.style for line in lines if line.block.label is not None]
    deepest = -1
    for line in lines:
        label = line.block.label
        if label is None or label.style not in _ORDER or line.block.role is not Role.HEADING:
            continue
        rank = _ORDER.index(label.style)
        above = [style for style in _ORDER[:rank] if style in used]
        if above and deepest < _ORDER.index(above[-1]):
            yield (
                line.number,
                "heading-order",
                f"§7.3.3: {line.text[:8]} stands before any heading of the level above{_BY_HAND}",
            )
        deepest = max(deepest, rank)

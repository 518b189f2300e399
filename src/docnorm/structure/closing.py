"""Back matter: lists and heads of attachments, signature, date, remarks."""

from __future__ import annotations

from docnorm.outline import Role
from docnorm.structure.forms import (
    ATTACHMENT_HEAD,
    ATTACHMENT_LIST,
    ATTACHMENT_NAMED,
    DATE,
    IMPRINT,
    META,
    REMARK,
    SIGNED_DATE,
    is_organisation,
    is_signer,
)
from docnorm.structure.lines import Line
from docnorm.structure.opening import settle
from docnorm.text.late import late

# An entry of a list of attachments: 1. 关于…, 附件2.
_LISTED = late(r"^[\d０-９]{1,2}\s*[.．、]|^附\s*件\s*[\d０-９一二三四五六七八九十]")


def close_back(lines: list[Line]) -> None:
    """Give roles to the lines behind the text."""
    _settle_attachments(lines)
    for k, line in enumerate(lines):
        if line.settled or line.kept:
            continue
        if REMARK.match(line.text):
            settle(line, Role.NOTE)
        elif IMPRINT.match(line.text):
            settle(line, Role.IMPRINT)
        elif (
            k > 0
            and len(line.text) <= 48
            and SIGNED_DATE.match(line.text)
            and is_organisation(
                line.text[: SIGNED_DATE.match(line.text).end("who")]  # type: ignore[union-attr]
            )
        ):
            settle(line, Role.SIGNATURE)
        elif DATE.match(line.text) and k > 0:
            _sign(lines, k)
    _settle_last(lines)
    for one, line, two in zip(lines, lines[1:], lines[2:], strict=False):
        if one.role is two.role is Role.IMPRINT and not line.settled and not line.kept:
            settle(line, Role.IMPRINT)  # 抄送 goes on


def _settle_attachments(lines: list[Line]) -> None:
    for k, line in enumerate(lines):
        if line.settled or line.kept:
            continue
        if ATTACHMENT_HEAD.match(line.text):
            follows = k + 1 < len(lines) and bool(_LISTED.match(lines[k + 1].text)) and line.text[-1] in ":："
            if follows:
                _extend_list(lines, k)
            else:
                settle(line, Role.ATTACHMENT)
                line.opens = True
        elif ATTACHMENT_LIST.match(line.text):
            _extend_list(lines, k)
        elif ATTACHMENT_NAMED.match(line.text) and len(line.text) <= 50 and line.text[-1] not in "。；，":
            listed = k + 1 < len(lines) and bool(
                ATTACHMENT_NAMED.match(lines[k + 1].text) or is_signer(lines[k + 1].text)
            )
            before = k > 0 and lines[k - 1].role is Role.ATTACHMENT and not lines[k - 1].opens
            settle(line, Role.ATTACHMENT)
            line.opens = not (listed or before)


def _extend_list(lines: list[Line], k: int) -> None:
    """附件：1.甲⏎2.乙: the lines that go on with the list belong to it."""
    settle(lines[k], Role.ATTACHMENT)
    for line in lines[k + 1 : k + 40]:
        if line.settled or line.kept or not _LISTED.match(line.text) or line.text[-1] in "。；":
            return
        settle(line, Role.ATTACHMENT)


def _sign(lines: list[Line], k: int) -> None:
    """Read a date on a line of its own as the end of a document, where its signers stand right above it."""
    above = k - 1
    signers: list[Line] = []
    while above > 0 and len(signers) < 4 and not lines[above].settled and not lines[above].kept:
        line = lines[above]
        if len(line.text) > 30 or line.choices or not is_signer(line.text):
            break
        signers.append(line)
        above -= 1
    settle(lines[k], Role.DATE)
    for line in signers:
        settle(line, Role.SIGNATURE)


def _settle_last(lines: list[Line]) -> None:
    """An organisation alone on the last line signs; source lines at the end are notes."""
    for line in reversed(lines[-8:]):
        if not line.settled and not line.kept and META.match(line.text):
            settle(line, Role.NOTE)
    tail = [line for line in lines[-3:] if not (line.settled and line.role is Role.NOTE)]
    if len(lines) > 3 and tail:
        line = tail[-1]
        if not line.settled and not line.kept and not line.choices and 4 <= len(line.text) <= 24:
            before = lines[line.index - 1]
            if is_organisation(line.text) and before.text[-1] in "。！）)" and before.role is not Role.TITLE:
                settle(line, Role.SIGNATURE)

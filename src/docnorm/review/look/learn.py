"""``--learn-look``: a sample document's look, direct formatting included, as a table of ``docnorm.toml``."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from docnorm.look import KINDS, Look
from docnorm.ooxml.convert import as_docx
from docnorm.outline import Role
from docnorm.profile import Profile
from docnorm.readers.docx import read_docx
from docnorm.review.look.check import CheckedLine, read_lines
from docnorm.review.look.resolve import Format, Formats
from docnorm.writers.docx.layout import heading_key

_ALIGN = {"start": "left", "end": "right", "distribute": "both"}


def learn_look(data: bytes, look: Look, profile: Profile) -> str:
    """Return the look of the DOCX ``data`` as TOML; what the sample does not show stays as ``look`` has it.

    Raises ``InputRefused`` for what is no DOCX.
    """
    source = read_docx(data)
    formats = Formats(as_docx(data))
    lines = read_lines(formats, profile.structure(source.text, source.marks))
    rows = [*_page_rows(formats, lines), ""]
    rows += _page_number_rows(formats)
    for kind, found in _settings(lines, look).items():
        rows += [f'[look."{kind}"]' if "-" in kind else f"[look.{kind}]", *_setting_rows(found, kind), ""]
    return "# The look of a sample document, written by normalize --learn-look.\n[look]\n" + "\n".join(rows)


def _page_rows(formats: Formats, lines: list[CheckedLine]) -> Iterator[str]:
    page = next((p for p in formats.pages() if 0 < p.paper[0] <= p.paper[1]), None)
    if page is not None:
        yield f"paper = [{page.paper[0]}, {page.paper[1]}]"
        yield f"margins = [{', '.join(str(m) for m in page.margins)}]"
    pitches = Counter(
        (f.exact, f.multiple) for f in (line.format for line in lines if line.block.role is Role.PARAGRAPH)
    )
    exact, multiple = pitches.most_common(1)[0][0] if pitches else (None, None)
    if exact is not None:
        yield f'line = {exact}\nspacing = "exact"'
    elif multiple is not None:
        yield f'line = {round(multiple, 2)}\nspacing = "multiple"'
        yield "grid = false"


def _page_number_rows(formats: Formats) -> Iterator[str]:
    """Yield the form of the page number and its place: in the middle, or on the outer side of both kinds of page."""
    numbers = formats.page_numbers()
    form = re.sub(r"\d+", "1", numbers[0][0].strip(), count=1) if numbers else ""
    yield "[look.page-number]"
    if not numbers:
        yield 'place = "none"'
    elif "1" in form:
        yield f"form = {json.dumps(form, ensure_ascii=False)}"
        if numbers[0][1] == "center" or len({side for _, side in numbers}) > 1:
            yield f'place = "{"center" if numbers[0][1] == "center" else "outside"}"'
    yield ""


def _settings(lines: list[CheckedLine], look: Look) -> dict[str, Format]:
    """Return the format of most characters of each kind of block, the body first: every other one leans on it."""
    seen: dict[str, Counter[Format]] = defaultdict(Counter)
    for line in lines:
        kind = heading_key(line.block, look) if line.block.role is Role.HEADING else str(line.block.role)
        if kind in KINDS:
            seen[kind][line.format._replace(exact=None, multiple=None, around=0.0, new_page=False)] += len(line.text)
    order = sorted(seen, key=lambda kind: (kind != "paragraph", KINDS.index(kind)))
    return {kind: seen[kind].most_common(1)[0][0] for kind in order}


def _setting_rows(found: Format, kind: str) -> Iterator[str]:
    if found.font:
        yield f'font = "{found.font}"'
    yield f"size = {found.size}"
    yield f"bold = {str(found.bold).lower()}"
    yield f'align = "{_ALIGN.get(found.align, found.align)}"'
    if kind not in {"signature", "date", "attachment"}:  # where those stand, their lengths say
        yield f"first_line = {round(found.first_line, 2)}"
    if found.color:
        yield f'color = "{found.color}"'

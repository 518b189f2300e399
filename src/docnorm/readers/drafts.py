"""Text files with Markdown in them, as language models hand them out: told from text by evidence."""

from __future__ import annotations

import re

_HEAD = re.compile(r"^#{1,6} \S", re.MULTILINE)
_STRONG = re.compile(r"\*\*[^*\s](?:[^*\n]{0,200}[^*\s])?\*\*")
_FENCE = re.compile(r"^```", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*[-*] \S", re.MULTILINE)
_TABLE = re.compile(r"^\|(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*$", re.MULTILINE)
# What may stand right below another line and begin a block all the same.
_BEGINS = re.compile(r"[ \t]*(?:[-*+>|`]|#{1,6} |\d{1,3}[.)] )")
SAID = "read as Markdown, of which it has the marks; --from txt keeps them as text"


def is_markdown(text: str) -> bool:
    """Whether a text file is Markdown: heads, strong words or fences, and blank lines between its paragraphs.

    Without those, lines that end where they end would melt into one paragraph: a novel with # before its chapters.
    """
    if "**" not in text and "\n#" not in text and not text.startswith("#"):
        return False
    head = text[:200_000].replace("\r\n", "\n")
    marks = len(_HEAD.findall(head)), len(_STRONG.findall(head)), len(_FENCE.findall(head)) // 2
    heads, strong, fences = marks
    rest = min(2, len(_BULLET.findall(head))) + 2 * len(_TABLE.findall(head))
    titled = heads > 0 and strong > 2  # a short letter: its title, and a few strong words
    evidence = 2 * min(heads, 3) + min(strong, 4) + 2 * min(fences, 2) + rest + titled
    return sum(map(bool, (*marks, rest))) >= 2 and evidence >= 6 and _is_parted(head)


def _is_parted(text: str) -> bool:
    """Whether blank lines part the paragraphs: hardly a line of prose stands right below another."""
    prose = below = 0
    before = inside = False
    for line in text.split("\n"):
        if line.lstrip().startswith("```"):
            inside = not inside
        plain = bool(line.strip()) and not inside and not _BEGINS.match(line)
        prose += plain
        below += plain and before
        before = plain
    return below * 10 <= max(prose, 1)

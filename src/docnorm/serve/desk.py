"""One document at a time, each in a process of its own: a time limit, a memory limit, and a clean end."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any, NamedTuple

from docnorm import api
from docnorm.draft import Fate
from docnorm.edit import Span
from docnorm.errors import DocnormError, UsageError, nearest
from docnorm.outline import Outline, Role
from docnorm.result import Normalized
from docnorm.review.selection import accept, take_back
from docnorm.settings.choice import Choice, read_choice
from docnorm.settings.options import Where, find_options
from docnorm.system.workers import Lost, work
from docnorm.writers.changes import count_rules
from docnorm.writers.report.page import make_fragment

LIMIT = 60.0  # seconds for a document: what somebody before a page will wait for
_MEMORY = 3 << 30  # bytes of address space: a DOCX of the largest allowed size needs a third of it


class Wish(NamedTuple):
    """What the page asks for: a document, how to clean it, and what to give back."""

    data: bytes
    name: str | None  # None: pasted text
    profile: str = "gongwen"
    said: tuple[tuple[str, Any], ...] = ()  # other options that the page has, by name
    off: tuple[str, ...] = ()  # rules that are switched off
    taken_back: tuple[Span, ...] = ()  # changes that are switched off, by their places in the original
    accepted: tuple[tuple[int, int, str], ...] = ()  # suggestions that are taken: line, column (from 1), and the text
    to: str = ""  # a format to download; empty: the report
    flat: tuple[str, ...] = ()  # headings that are none, by their keys in the list of chapters


class Answer(NamedTuple):
    """Bytes for the page, or what went wrong in words."""

    data: bytes = b""
    error: str = ""


def answer(wish: Wish, limit: float = LIMIT) -> Answer:
    """Do what is wished in a process of its own."""
    for _, result in work([wish], _start, None, count=1, limit=limit):
        return Answer(error=result.why) if isinstance(result, Lost) else result
    raise AssertionError  # one job gives one result


def _start(_: None) -> Callable[[Wish], Answer]:
    with contextlib.suppress(ImportError, ValueError, OSError):  # not everywhere, and not where less is allowed already
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    return _process


def _process(wish: Wish) -> Answer:
    try:
        profile = api.tailor(api.get_profile(wish.profile), _choose(dict(wish.said)))
        every = [(rule.id, rule.chinese.name or rule.id, rule.title) for rule in profile.rules]
        profile = api.tailor(profile, Choice(ignore=wish.off))
        if wish.name is None:
            text = wish.data.decode("utf-8", "surrogatepass")
            document = api.finish(api.take_text(text), profile)
        else:
            document = api.finish(api.read(wish.data, path=wish.name), profile)
        document = _accept_all(document, wish.accepted)
        if not wish.to:
            return Answer(json.dumps(_show(document, every), ensure_ascii=False).encode("utf-8", "backslashreplace"))
        return Answer(_make_file(_flatten(take_back(document, set(wish.taken_back)), set(wish.flat)), wish.to))
    except DocnormError as error:
        return Answer(error=str(error))
    except MemoryError:
        return Answer(error="the document needs more memory than one document may have")


def _accept_all(document: Normalized, accepted: tuple[tuple[int, int, str], ...]) -> Normalized:
    """Return the document with the suggestions taken that still stand: switching a rule off may have ended one."""
    for line, column, text in accepted:
        with contextlib.suppress(UsageError):
            document = accept(document, {(line, column): text})
    return document


def list_options() -> list[dict[str, Any]]:
    """Return what the page asks a person, from the table of options: rules are switched off in its list of rules."""
    return [
        {
            "name": row.name,
            "zh": row.zh,
            "en": row.en,
            "words": api.list_profiles() if row.name == "profile" else list(row.words),  # none: yes or no
            "default": row.default or "",
        }
        for row in find_options(Where.PAGE).values()
        if row.name != "ignore"
    ]


def _choose(said: Mapping[str, Any]) -> Choice:
    """Return what the page's options ask of a profile. Raises ``UsageError`` for an option that the page has not."""
    known = find_options(Where.PAGE)
    for name in said:
        if name not in known:
            raise UsageError(f"the page has no option {name!r}{nearest(name, list(known))}")
    return read_choice({known[name].key: value for name, value in said.items()})


def _list_keys(outline: Outline) -> Iterator[tuple[int, str]]:
    """Yield where each heading stands among the blocks, and its key: its text, and the how manieth of that text it is.

    A place in the text would not do: it moves when a change is taken back.
    """
    seen: Counter[str] = Counter()
    for k, block in enumerate(outline.blocks):
        if block.heads:
            text = outline.read(block.span)
            seen[text] += 1
            yield k, f"{seen[text]} {text}"


def _flatten(document: Normalized, flat: AbstractSet[str]) -> Normalized:
    """Return the document with the headings that a person unticked as paragraphs."""
    blocks = list(document.outline.blocks)
    for k, key in _list_keys(document.outline):
        if key in flat:
            blocks[k] = replace(blocks[k], role=Role.PARAGRAPH, level=0, label=None)
    return replace(document, read=Outline(document.outline.text, tuple(blocks))) if flat else document


def _make_file(document: Normalized, to: str) -> bytes:
    if to == "tracked":
        return document.to_bytes("docx", track_changes=True)
    return document.to_bytes(to)


def _show(document: Normalized, every: list[tuple[str, str, str]]) -> dict[str, Any]:
    """Return what the page shows: the report's parts as HTML that is escaped already, and the rules as data."""
    applied = count_rules(document.draft, Fate.APPLIED)
    doubted = count_rules(document.draft, Fate.SUGGESTED)
    html, style = make_fragment(document)
    return {
        "html": html,
        "style": style,
        "hunks": [list(h.span) for h in document.draft.patch.hunks],
        "rules": [
            {"id": rule, "zh": name, "en": title, "applied": applied[rule], "doubted": doubted[rule]}
            for rule, name, title in every
        ],
        "chapters": [
            {"key": key, "text": key.partition(" ")[2], "level": document.outline.blocks[k].level}
            for k, key in _list_keys(document.outline)
        ],
        "faults": [f"{f.rule}: {f.what}" for f in document.faults],
    }

"""What ``import docnorm`` offers: a document in, a ``Normalized`` out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from docnorm import profiles
from docnorm.edit import Span
from docnorm.errors import InputRefused, UsageError, nearest
from docnorm.formats import BUILTIN, Formats
from docnorm.pipeline import line as pipeline
from docnorm.profile import Profile
from docnorm.readers import sniff
from docnorm.readers.drafts import SAID, is_markdown
from docnorm.result import Normalized
from docnorm.rule import Rule
from docnorm.settings import plugins
from docnorm.settings.choice import Choice, Known, apply_choices, read_choice
from docnorm.source import Decoding, Segment, Source
from docnorm.system.inputs import read_input
from docnorm.text.utf8 import join_surrogates


def get_profile(name: str | Profile) -> Profile:
    """Return a profile by name: a built-in or an installed one. A ``Profile`` is given back as it is."""
    if isinstance(name, Profile):
        return name
    if name not in profiles.NAMES:
        installed = plugins.load_profile(name)
        if installed is not None:
            return installed
        known = list_profiles()
        raise UsageError(f"unknown profile {name!r}{nearest(name, known)} (there are {', '.join(known)})")
    return profiles.get_profile(name)


def list_profiles() -> list[str]:
    """Return the names of all profiles, built-in ones first."""
    return [*profiles.NAMES, *(name for name in plugins.list_profiles() if name not in profiles.NAMES)]


@lru_cache(maxsize=1)
def list_builtin_rules() -> dict[str, Rule[Any]]:
    """Return every built-in rule by id, in the order in which rules run."""
    found: dict[str, Rule[Any]] = {}
    for name in profiles.NAMES:
        for rule in profiles.get_profile(name).rules:
            found.setdefault(rule.id, rule)
    for rule in profiles.optional_rules():
        found.setdefault(rule.id, rule)
    return found


KNOWN = Known(list_builtin_rules, plugins.load_rules)
FORMATS = Formats(BUILTIN, plugins.list_formats)


def tailor(profile: Profile, *choices: Choice) -> Profile:
    """Return ``profile`` as ``choices`` together ask for it; where two disagree, the later one holds.

    Raises ``UsageError`` for a rule or an option of one that there is not, naming the nearest.
    """
    return apply_choices(profile, choices, KNOWN)


def read(data: bytes, *, format: str | None = None, encoding: str | None = None, path: str | None = None) -> Source:  # noqa: A002
    """Return the source of ``data``. Without a format the path's suffix tells, then the content.

    A .txt file that is Markdown by its marks is read as such, with a warning.

    Raises ``InputRefused`` for what cannot or must not be read, ``UsageError`` for an unknown format or encoding.
    """
    found = FORMATS.find_read(path) if format is None and path and path != "-" else None
    name = format or (found.name if found else sniff(data))
    reader = FORMATS.find_reader(name)
    if reader is None:
        known = [row.name for row in FORMATS.values() if row.read]
        raise UsageError(f"unknown input format {name!r}{nearest(name, known)} (one of {' '.join(known)})")
    source = replace(reader(data, encoding), path=path)
    if name == "txt" and found and is_markdown(source.text):
        marked = FORMATS.find_reader("md")
        assert marked is not None
        source = replace(marked(data, encoding), path=path)
        return replace(source, warnings=(*source.warnings, SAID))
    return source


def read_file(path: Path, *, format: str | None = None, encoding: str | None = None) -> Source:  # noqa: A002
    """Return the source of a file. Raises ``InputRefused`` where it is missing, a folder or unreadable."""
    data = read_input(path)
    try:
        return read(data, format=format, encoding=encoding, path=str(path))
    except InputRefused as error:
        raise InputRefused(f"{path}: {error}") from error


def take_text(text: str) -> Source:
    """Return the source of a ``str``, lone surrogates and all; two that are one character are read as it."""
    read = join_surrogates(text)
    whole = (Segment(Span(0, len(read)), "utf-8"),) if read else ()
    return Source(read, "txt", Decoding("utf-8", "declared", 1.0, whole), origin=text)


def finish(source: Source, profile: Profile) -> Normalized:
    """Send a source down the line, with every format at hand."""
    return pipeline.normalize(source, profile, FORMATS)


def normalize(
    source: str | os.PathLike[str] | bytes | bytearray | memoryview,
    profile: str | Profile = "gongwen",
    *,
    format: str | None = None,  # noqa: A002
    encoding: str | None = None,
    **choice: Any,
) -> Normalized:
    """Normalize a document: a path, the bytes of a file, or text.

    A ``str`` without line breaks that names an existing file is that file; any other ``str`` is text. ``choice``:
    ``select``, ``ignore``, ``extend_select``, ``apply``, ``variant``, ``fix_numbers``, ``protect`` as on the command
    line, ``rules`` (options by rule id), ``replace``, ``pinyin``, ``budget`` and ``look`` as in ``docnorm.toml``.
    Raises ``DocnormError`` kinds only.
    """
    wanted = _choose(profile, **choice)
    if isinstance(source, str):
        if not _names_file(source):
            return finish(take_text(source), wanted)
        source = Path(source)
    if isinstance(source, (bytes, bytearray, memoryview)):
        return finish(read(bytes(source), format=format, encoding=encoding), wanted)
    return finish(read_file(_path_of(source), format=format, encoding=encoding), wanted)


def normalize_text(text: str, profile: str | Profile = "gongwen", **choice: Any) -> Normalized:
    """Normalize text, even where it happens to name a file."""
    return finish(take_text(text), _choose(profile, **choice))


def clean(text: str, profile: str | Profile = "corpus", **choice: Any) -> str:
    """Return clean text, the pre-processing call: ``corpus`` repairs damage and makes no choice of style."""
    return pipeline.normalize(take_text(text), _choose(profile, **choice)).draft.text


def clean_many(
    texts: Iterable[str], profile: str | Profile = "corpus", *, jobs: int | None = None, **choice: Any
) -> Iterator[str]:
    """Yield the clean text of each of ``texts``, in their order, made by ``jobs`` processes (default: every core).

    Texts are drawn as they are needed, so an endless stream is fine. Raises ``RuleFailed``, naming the text by its
    index, for one whose process was killed or hung; every other text of a stream can be had by leaving it out.
    """
    from docnorm.pipeline.many import clean_in_order

    return clean_in_order(texts, _choose(profile, **choice), jobs)


def _path_of(source: Any) -> Path:
    try:
        return Path(source)
    except TypeError:
        kind = type(source).__name__
        raise UsageError(f"a document is a path, the bytes of a file or a str, not {kind}") from None


def _names_file(text: str) -> bool:
    if "\n" in text or "\r" in text or len(text) > 4096:  # no path is longer on any system we know
        return False
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def _choose(profile: str | Profile, **choice: Any) -> Profile:
    if not choice:
        return get_profile(profile)
    return tailor(get_profile(profile), read_choice(choice))

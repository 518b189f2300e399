"""What ``import docnorm`` offers: a document in, a ``Normalized`` out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from docnorm import pipeline, profiles
from docnorm.edit import Safety, Span
from docnorm.errors import InputRefused, UsageError, nearest
from docnorm.profile import Profile
from docnorm.readers import READERS, SUFFIXES, sniff
from docnorm.readers.decoding import encode
from docnorm.result import Normalized, Writer
from docnorm.rule import Rule
from docnorm.source import Decoding, Segment, Source
from docnorm.writers import WRITERS

VARIANTS = (
    "s2t", "t2s", "s2tw", "tw2s", "s2twp", "tw2sp", "s2hk", "hk2s",
    "s2hkp", "hk2sp", "t2tw", "tw2t", "t2hk", "hk2t", "t2jp", "jp2t",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """What a user chose beside the profile: the command's options of the same names."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    apply: str | None = None
    variant: str | None = None
    fix_numbers: bool = False
    protect: tuple[str, ...] = ()


def get_profile(name: str | Profile) -> Profile:
    """Return a profile by name: a built-in one. A ``Profile`` is given back as it is."""
    return name if isinstance(name, Profile) else profiles.get_profile(name)


def known_rules() -> tuple[Rule[Any], ...]:
    """Return every built-in rule once, in the order in which rules run."""
    found: dict[str, Rule[Any]] = {}
    for name in profiles.NAMES:
        for rule in profiles.get_profile(name).rules:
            found.setdefault(rule.id, rule)
    return tuple(found.values())


def tailored(profile: Profile, choice: Choice, plugged: Iterable[Rule[Any]] = ()) -> Profile:
    """Return ``profile`` as the user wants it. ``plugged`` are rules of plug-ins that may be asked for by name.

    Raises ``UsageError`` for a rule, level or variant that there is not, naming the nearest.
    """
    extra = {r.id: r for r in (*known_rules(), *plugged)} if choice.select or choice.extend_select else {}
    profile = _with(profile, [*choice.select, *choice.extend_select], extra)
    if choice.select:
        profile = profile.only(*choice.select, *choice.extend_select)
    if choice.ignore:
        known = {r.id for r in profile.rules} | {r.id for r in (*known_rules(), *plugged)}
        for name in choice.ignore:
            if name not in known:
                raise UsageError(f"unknown rule {name!r}{nearest(name, sorted(known))}")
        profile = profile.without(*(r.id for r in profile.rules if r.id in choice.ignore))
    if choice.apply:
        profile = replace(profile, apply_at=_level(choice.apply))
    if choice.variant:
        profile = _converting(profile, choice.variant)
    if choice.fix_numbers and any(r.id == "number-sequence" for r in profile.rules):
        profile = profile.setting("number-sequence", fix=True)
    if choice.protect:
        profile = replace(profile, protect=(*profile.protect, *choice.protect))
    return profile


def _with(profile: Profile, wanted: list[str], extra: dict[str, Rule[Any]]) -> Profile:
    """Add rules that the profile lacks: a built-in one where its place is, a plug-in's behind the last cleaner."""
    order = list(extra)
    for name in wanted:
        if any(r.id == name for r in profile.rules):
            continue
        if name not in extra:
            raise UsageError(f"unknown rule {name!r}{nearest(name, order)} (normalize --rules lists them)")
        rule = extra[name]
        shelf: tuple[Rule[Any], ...] = profile.repairs if rule.over_outline else profile.cleaners
        earlier = set(order[: order.index(name)])
        at = max((i + 1 for i, r in enumerate(shelf) if r.id in earlier), default=0)
        row = (*shelf[:at], rule, *shelf[at:])
        profile = replace(profile, repairs=row) if rule.over_outline else replace(profile, cleaners=row)
    return profile


def _level(name: str) -> Safety:
    levels = {"certain": Safety.CERTAIN, "likely": Safety.LIKELY}
    if name not in levels:
        raise UsageError(f"unknown level {name!r}: certain or likely (a suggestion is never applied)")
    return levels[name]


def _converting(profile: Profile, variant: str) -> Profile:
    if variant not in VARIANTS:
        raise UsageError(
            f"unknown variant {variant!r}{nearest(variant, list(VARIANTS))} (one of {', '.join(VARIANTS)})"
        )
    rules = {r.id: r for r in known_rules()}
    return _with(profile, ["variant"], rules).setting("variant", config=variant)


def read(data: bytes, *, format: str | None = None, encoding: str | None = None, path: str | None = None) -> Source:  # noqa: A002
    """Return the source of ``data``. Without a format the path's suffix tells, then the content.

    Raises ``InputRefused`` for what cannot or must not be read, ``UsageError`` for an unknown format or encoding.
    """
    name = format or (SUFFIXES.get(Path(path).suffix.lower()) if path and path != "-" else None) or sniff(data)
    if name not in READERS:
        raise UsageError(f"unknown input format {name!r}{nearest(name, list(READERS))}")
    return replace(READERS[name](data, encoding), path=path)


def read_file(path: Path, *, format: str | None = None, encoding: str | None = None) -> Source:  # noqa: A002
    """Return the source of a file. Raises ``InputRefused`` where it is missing, a folder or unreadable."""
    if path.is_dir():
        raise InputRefused(f"{path}: is a folder, not a document")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputRefused(f"{path}: there is no such file") from None
    except OSError as error:
        raise InputRefused(f"{path}: cannot be read: {error.strerror or type(error).__name__}") from error
    try:
        return read(data, format=format, encoding=encoding, path=str(path))
    except InputRefused as error:
        raise InputRefused(f"{path}: {error}") from error


def source_of_text(text: str) -> Source:
    """Return the source of a ``str``, lone surrogates and all."""
    whole = (Segment(Span(0, len(text)), "utf-8"),) if text else ()
    return Source(text, "txt", Decoding("utf-8", "declared", 1.0, whole), origin=text)


def finish(source: Source, profile: Profile) -> Normalized:
    """Send a source down the line, with every writer at hand."""
    return pipeline.normalize(source, profile, _writers())


@lru_cache(maxsize=1)
def _writers() -> dict[str, Writer]:
    return {
        **WRITERS,
        # Shelves do not know one another: only here is it known how text becomes bytes again.
        "json": partial(WRITERS["json"], encode=encode),
        "jsonl": partial(WRITERS["jsonl"], encode=encode),
    }


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
    line. Raises ``DocnormError`` kinds only.
    """
    wanted = _chosen(profile, **choice)
    if isinstance(source, str):
        if not _names_file(source):
            return finish(source_of_text(source), wanted)
        source = Path(source)
    if isinstance(source, (bytes, bytearray, memoryview)):
        return finish(read(bytes(source), format=format, encoding=encoding), wanted)
    return finish(read_file(Path(source), format=format, encoding=encoding), wanted)


def normalize_text(text: str, profile: str | Profile = "gongwen", **choice: Any) -> Normalized:
    """Normalize text, even where it happens to name a file."""
    return finish(source_of_text(text), _chosen(profile, **choice))


def clean(text: str, profile: str | Profile = "corpus", **choice: Any) -> str:
    """Return clean text, the pre-processing call: ``corpus`` repairs damage and makes no choice of style."""
    return pipeline.normalize(source_of_text(text), _chosen(profile, **choice)).text


def _names_file(text: str) -> bool:
    if "\n" in text or "\r" in text or len(text) > 4096:  # no path is longer on any system we know
        return False
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def _chosen(profile: str | Profile, **choice: Any) -> Profile:
    if not choice:
        return get_profile(profile)
    for name, value in choice.items():
        if name not in Choice.__dataclass_fields__:
            raise UsageError(f"unknown option {name!r}{nearest(name, list(Choice.__dataclass_fields__))}")
        if isinstance(value, (list, set)):
            choice[name] = tuple(value)
        elif isinstance(value, str) and name in {"select", "ignore", "extend_select", "protect"}:
            choice[name] = tuple(value.split(","))
    return _tailored_once(get_profile(profile), Choice(**choice))


def _tailored_once(profile: Profile, choice: Choice) -> Profile:
    return tailored(profile, choice)

"""What docnorm raises on purpose: one class with a few kinds, each with its exit code.

A message is one line, says what to do next where it can, and never quotes the document's text: messages end up in logs.
"""

from __future__ import annotations

import os


class DocnormError(Exception):
    """Every exception that docnorm raises on purpose."""

    exit_code = 5


class UsageError(DocnormError):
    """Wrong usage or configuration: an unknown rule, profile, format or option."""

    exit_code = 2


class InputRefused(DocnormError):
    """An input that could not be read, or that is not safe or not sensible to read."""

    exit_code = 3


class OutputFailed(DocnormError):
    """An output that could not be written. What stood there before still stands."""

    exit_code = 4


class RuleFailed(DocnormError):
    """A rule, ours or a plug-in's, that raised, returned nonsense or took too long."""

    exit_code = 5


def nearest(name: str, known: list[str]) -> str:
    """Return a clause that names the known word nearest to ``name``, or an empty string."""
    from difflib import get_close_matches  # only on the way to an error message

    other = [word for word in known if word.casefold() == name.casefold()]  # -O, Gongwen
    near = other or get_close_matches(name, known, n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else ""


def describe_missing(path: str) -> str:
    """Return what to say of an input that is not there: the name in its folder that is nearest."""
    folder, name = os.path.split(path)
    try:
        names = os.listdir(folder or ".")
    except (OSError, ValueError):
        return f"{path}: there is no such file, and no folder {folder}"
    return f"{path}: there is no such file{nearest(name, names)}"

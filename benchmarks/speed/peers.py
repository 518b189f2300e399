"""What others call cleaning, where it is installed (extra ``[bench]``): a name, how to call it, its version."""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

from benchmarks.speed import naive

Call = Callable[[str], object]


def find_peers() -> dict[str, tuple[Call, str]]:
    """Return what can be called here, the floor first."""
    found: dict[str, tuple[Call, str]] = {"naive twelve passes": (naive.clean, "-")}
    try:
        import ftfy

        safe = ftfy.TextFixerConfig(
            uncurl_quotes=False, fix_character_width=False, fix_latin_ligatures=False, normalization="NFC"
        )
        found["ftfy, default"] = (ftfy.fix_text, version("ftfy"))
        found["ftfy, safe"] = (lambda t: ftfy.fix_text(t, safe), version("ftfy"))
        found["recipe of seven mappers"] = (_recipe(ftfy.fix_text), "ftfy + re")
    except ImportError:
        print("ftfy: not installed", file=sys.stderr)
    for name, module, call in (
        ("autocorrect", "autocorrect_py", "format"),
        ("pangu", "pangu", "space_text"),
        ("clean-text", "cleantext", "clean"),
        ("jionlp", "jionlp", "clean_text"),
    ):
        try:
            found[name] = (getattr(__import__(module), call), _version(name))
        except Exception as error:  # a peer that fails to import is no reason to stop
            print(f"{name}: not measured ({type(error).__name__})", file=sys.stderr)
    return found


def _version(name: str) -> str:
    for candidate in (name, f"{name}-py"):
        try:
            return version(candidate)
        except PackageNotFoundError:
            continue
    return "?"


def _recipe(fix: Callable[[str], str]) -> Call:
    """The seven mappers that corpus recipes put in a row: unicode, punctuation, whitespace, links, mail, IP, HTML."""
    marks = dict(zip("，。、„”“！（）；：", ',.,"""!();:', strict=True))
    space = re.compile(r"[\u2000-\u200a\u202f\u205f\u3000\xa0\u200b]")
    link = re.compile(r"https?://\S+|ftp://\S+|www\.\S+")
    mail = re.compile(r"[A-Za-z0-9.\-+_]+@[a-z0-9.\-+_]+\.[a-z]+")
    address = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")
    tag = re.compile(r"<[^>\n]*>")

    def run(text: str) -> str:
        text = "".join(marks.get(c, c) for c in fix(text))
        text = space.sub(" ", text.strip())
        for pattern in (link, mail, address):
            text = pattern.sub("", text)
        return tag.sub("", html.unescape(text))

    return run

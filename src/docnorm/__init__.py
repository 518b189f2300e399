"""Dirty Chinese documents in, the document that was meant out; every change recorded, explained and reversible.

>>> import docnorm
>>> docnorm.clean("党zuzhi生活会")
'党组织生活会'
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from docnorm import errors
from docnorm.api import clean, clean_many, get_profile, normalize, normalize_text
from docnorm.edit import Edit, Fix, Safety, Span
from docnorm.outline import Outline
from docnorm.profile import Profile
from docnorm.readers.decoding import decode
from docnorm.result import Normalized
from docnorm.rule import Rule, cleaner, repair, replace

__version__ = "0.1.0"

__all__ = [
    "Edit",
    "Fix",
    "Normalized",
    "Outline",
    "Profile",
    "Rule",
    "Safety",
    "Span",
    "clean",
    "clean_many",
    "cleaner",
    "decode",
    "errors",
    "get_profile",
    "normalize",
    "normalize_text",
    "repair",
    "replace",
]


def __getattr__(name: str) -> Any:
    """Load ``docnorm.arrow`` when it is first asked for."""
    if name == "arrow":
        return import_module("docnorm.arrow")
    raise AttributeError(f"module 'docnorm' has no attribute {name!r}")

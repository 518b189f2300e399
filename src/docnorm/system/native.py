"""The compiled extension, where it was built and is wanted. Everything that it does is done in Python, too."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any


def _load() -> Any:
    if os.environ.get("DOCNORM_PURE", "0") not in {"", "0"}:
        return None
    if "DOCNORM_NATIVE_FROM" in os.environ:  # a folder with an extension of another build: for its tests
        sys.modules["docnorm"].__path__.append(os.environ["DOCNORM_NATIVE_FROM"])
    try:
        return import_module("docnorm._native")
    except ImportError:
        return None


native: Any = _load()

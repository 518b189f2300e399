"""Dirty Chinese documents in, the document that was meant out; every change recorded, explained and reversible."""

from __future__ import annotations

__version__ = "0.1.0"

"""What rules look words up in: readings, n-grams, lists. Its data load on first need."""

from __future__ import annotations

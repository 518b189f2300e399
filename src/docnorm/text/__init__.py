"""What every shelf knows of Chinese text: characters, lines, numbers, markers, gaps; it knows no rule."""

from __future__ import annotations

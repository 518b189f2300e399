"""How a document is set on the page: paper, grid, and one setting per kind of block."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Setting:
    """How one kind of block is set. Lengths in points, indents in characters."""

    font: str
    size: float
    bold: bool = False
    align: Literal["left", "center", "right", "both"] = "both"
    first_line: float = 2.0


@dataclass(frozen=True, slots=True)
class Look:
    """A page look: A4 margins in millimetres, line pitch in points, and the settings by role or label style."""

    name: str
    margins: tuple[float, float, float, float] = (37.0, 26.0, 35.0, 28.0)  # top right bottom left
    line: float = 28.95
    settings: dict[str, Setting] = field(default_factory=dict)

"""The door of the command: ``docnorm.cli:main``."""

from __future__ import annotations

from docnorm.command.main import main

__all__ = ["main"]

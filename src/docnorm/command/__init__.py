"""What the command says and hears: its options, the console, findings, the configuration in effect."""

from __future__ import annotations

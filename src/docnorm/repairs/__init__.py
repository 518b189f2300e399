"""Repairs that need the outline: numbers, headings, references."""

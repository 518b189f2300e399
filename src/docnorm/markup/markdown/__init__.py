"""Markdown laid out: what a reader of the rendered page sees, and where it stands in the file."""

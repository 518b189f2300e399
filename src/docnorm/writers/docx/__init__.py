"""Normalized to DOCX: our own small parts, a body built as strings, a deterministic zip."""

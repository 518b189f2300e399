"""Bytes of one format to a Source."""

"""Bytes become text: the one room where encodings are decided."""

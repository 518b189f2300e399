"""Ordered choices of rules, with a page look: one screen each."""

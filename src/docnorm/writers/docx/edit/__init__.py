"""A given Word file edited in place."""

"""Words hidden, spelled around, converted, replaced."""

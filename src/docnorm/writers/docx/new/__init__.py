"""A Word file of our own making."""

"""How fast, beside the peers in one run."""

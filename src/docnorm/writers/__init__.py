"""A normalized document to bytes of one format."""

"""A normalized document as an EPUB 3: a file a chapter, contents, metadata, one small stylesheet."""

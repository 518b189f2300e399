"""What heads a chapter: the signs that a line can bear, and which of them go on through a book."""

"""What a DOCX package is made of: the part below the shelves that its reader and its in-place writer share."""

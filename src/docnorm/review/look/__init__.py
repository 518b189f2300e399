"""Whether a DOCX is set as a look wants it, and what look a DOCX is set in."""

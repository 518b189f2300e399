"""What readers and writers of HTML and Markdown share: visible text, and the way from it back to the source."""

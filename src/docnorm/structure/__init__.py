"""The shape of a document, read out of bare text and marks."""

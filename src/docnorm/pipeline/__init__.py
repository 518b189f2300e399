"""The way of a document: windows, the looks of each, prefilters, zones."""

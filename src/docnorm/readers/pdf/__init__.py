"""PDF to a source: its lines by their places on the page, put together to the paragraphs that they were.

Nothing is imported here: the process that opens a file (``worker``) begins with this package and needs little of it.
"""

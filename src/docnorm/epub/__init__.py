"""What the reader and the writer of EPUB share: the package as it lies in the zip, and who may put what there."""

"""One defect, one file, one page: each looks at the text and proposes fixes."""

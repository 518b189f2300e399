"""Characters that are not what they stand for: misread bytes, invisible ones, entities, widths."""

"""One module a field: ``rows(shared)`` measures and returns what the table shows."""

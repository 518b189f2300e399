"""The report: every change with its reason, on one page."""

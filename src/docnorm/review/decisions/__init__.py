"""What reviewers decided about changes, found again in the text that they gave back; what a house learns from it."""

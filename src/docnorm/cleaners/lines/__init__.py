"""Lines cut, glued or left empty."""

"""The sign that opens an entry of a list without numbers."""

from __future__ import annotations

from docnorm.text.late import late

# With a space: - 苹果; a dot or a square needs none: ●面包. A dash without one is a dash, * alone may be emphasis.
BULLET = late(r"[-*+–·•‣▪◦●○■□◆◇▶►★☆✓√→][ \t　]+(?=\S)|[•‣▪◦●■◆▶►](?=[A-Za-z\u3400-\u9fff“《])")

"""Build ``data/radicals.tsv``: ``python scripts/build_radicals.py EquivalentUnifiedIdeograph.txt``.

The input is a file of the Unicode Character Database (https://www.unicode.org/Public/UCD/latest/ucd/).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

TABLE = Path(__file__).parents[1] / "src" / "docnorm" / "data" / "radicals.tsv"
LINE = re.compile(r"^([0-9A-F]{4,5})(?:\.\.([0-9A-F]{4,5}))?\s*;\s*([0-9A-F]{4,5})", re.MULTILINE)
HEAD = """\
# CJK radicals and the unified ideographs that they look like.
# source: Unicode Character Database, EquivalentUnifiedIdeograph.txt ({version}), Unicode-3.0, see NOTICE
# built by scripts/build_radicals.py
"""


def main(source: Path) -> None:
    """Write the table."""
    text = source.read_text(encoding="utf-8")
    rows = []
    for first, last, ideograph in LINE.findall(text):
        codes = range(int(first, 16), int(last or first, 16) + 1)
        # Strokes and components outside the two radical blocks are no characters of a text.
        rows += [f"{chr(code)}\t{chr(int(ideograph, 16))}\n" for code in codes if 0x2E80 <= code <= 0x2FD5]
    version = text.splitlines()[0].removeprefix("# ").strip()
    TABLE.write_text(HEAD.format(version=version) + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

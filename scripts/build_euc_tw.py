"""Build ``src/docnorm/data/euc_tw.bin``: the characters of CNS 11643, planes 1 to 7 and 15, which EUC-TW is made of.

    python scripts/build_euc_tw.py

Python has no codec for EUC-TW. Which character has which place is a fact of the standard; it is asked of the system's
``iconv`` (glibc 2.36 when this was last run). The file is LZMA over the planes one after another in UTF-8, 94 rows of
94 cells each, NUL where a plane has none.
"""

from __future__ import annotations

import lzma
import subprocess
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "docnorm" / "data" / "euc_tw.bin"
PLANES = (1, 2, 3, 4, 5, 6, 7, 15)  # the others are empty


def main() -> None:
    """Ask, pack, write."""
    text = "".join(char for number in PLANES for char in plane(number))
    packed = lzma.compress(text.encode("utf-8"), preset=9 | lzma.PRESET_EXTREME)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(packed)
    print(f"{len(text) - text.count(chr(0))} characters, {len(packed)} bytes")


def plane(number: int) -> list[str]:
    """Return the characters of one plane, NUL for an empty cell or one that Unicode has only in private use.

    Some cells that the standard leaves empty come back as a neighbour: only what goes there and back again is taken.
    """
    codes = [bytes((0x8E, 0xA0 + number, row, cell)) for row in range(0xA1, 0xFF) for cell in range(0xA1, 0xFF)]
    found = converted(b"".join(code + b"\n" for code in codes), "EUC-TW", "UTF-8").split(b"\n")
    back = converted(b"\n".join(found), "UTF-8", "EUC-TW").split(b"\n")
    return [
        char.decode("utf-8") if char and again in (code, code[2:]) and not b"\xee" <= char < b"\xef\xa4" else "\0"
        for code, char, again in zip(codes, found, back, strict=False)  # both end in an empty line
    ]


def converted(data: bytes, source: str, target: str) -> bytes:
    """Return ``data`` in another encoding, without what has no place there."""
    done = subprocess.run(
        ["iconv", "-c", "-f", source, "-t", target],
        input=data,
        capture_output=True,
        check=False,  # -c still exits with 1 where a cell is empty
    )
    return done.stdout


if __name__ == "__main__":
    main()

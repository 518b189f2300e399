"""Build ``src/docnorm/data/shapes.txt``: characters that look alike, measured on rendered glyphs.

    pip install pillow==13.0.0 numpy opencc
    PYTHONPATH=src python scripts/build_shapes.py NotoSansCJK-Regular.ttc NotoSerifCJK-Regular.ttc \
        -o src/docnorm/data/shapes.txt

Each of the 5,000 commonest simplified characters of the lexicon is drawn in both faces (Noto CJK, SIL Open Font License
1.1; index 2 of the collection is Simplified Chinese), blurred, and compared with every other by correlation. Only which
characters are near is kept; no outline or bitmap of a font goes into the file.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import opencc
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from docnorm.lexicon.words import words

SIZE = 48  # pixels of an em
MOST = 5000  # characters
NEAREST = 6
LEAST = 0.78  # correlation: 己已巳 .92 to .95, 拆折 .93, 治冶 .88; below .78 only the frame is alike


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    wanted = parser.parse_args()
    chars = common()
    alike = sum(correlations(chars, font) for font in wanted.fonts) / len(wanted.fonts)
    np.fill_diagonal(alike, -1)
    rows = ["# common characters and what looks like them, nearest first; made by scripts/build_shapes.py"]
    for i, char in enumerate(chars):
        near = [chars[k] for k in np.argsort(-alike[i], kind="stable")[:NEAREST] if alike[i][k] >= LEAST]
        rows.append(f"{char}\t{''.join(near)}")
    wanted.output.write_text("\n".join([rows[0], *sorted(rows[1:])]) + "\n", encoding="utf-8")


def common() -> list[str]:
    """Return the commonest characters that conversion to simplified script leaves as they are."""
    lexicon = words()
    share: dict[str, float] = {}
    for number in range(2, len(lexicon.plain)):
        weight = lexicon.share[lexicon.plain[number]] + lexicon.share[lexicon.formal[number]]
        for char in lexicon.word(number):
            share[char] = share.get(char, 0.0) + weight
    simplify = opencc.OpenCC("t2s").convert
    kept = (c for c in sorted(share, key=lambda c: (-share[c], c)) if "\u4e00" <= c <= "\u9fff" and simplify(c) == c)
    return [char for _, char in zip(range(MOST), kept, strict=False)]


def correlations(chars: list[str], font: Path) -> np.ndarray:
    """Return how alike each two characters are drawn, -1 to 1."""
    face = ImageFont.truetype(str(font), SIZE, index=2)
    side = (SIZE + 8) // 2
    drawn = np.zeros((len(chars), side * side), dtype=np.float32)
    for i, char in enumerate(chars):
        image = Image.new("L", (SIZE + 8, SIZE + 8))
        ImageDraw.Draw(image).text((4, -6), char, font=face, fill=255)
        small = image.filter(ImageFilter.GaussianBlur(1.5)).resize((side, side))
        pixels = np.asarray(small, dtype=np.float32).ravel()
        drawn[i] = pixels - pixels.mean()
        drawn[i] /= np.linalg.norm(drawn[i])
    found: np.ndarray = drawn @ drawn.T
    return found


if __name__ == "__main__":
    main()

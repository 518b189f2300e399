"""What stands at the edge of pages and is no text of the document: page numbers, running heads and feet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from docnorm.readers.pdf.page import Page
from docnorm.readers.pdf.strips import Strip
from docnorm.text.late import late
from docnorm.text.page_number import read_page_number

_DIGITS = late(r"\d+")
_BAND = 0.115  # of the page's height, at its head and at its foot: GB/T 9704 sets the number 28 mm above the edge


def find_margins(pages: Sequence[Page], strips: Sequence[Sequence[Strip]]) -> set[tuple[int, float, float]]:
    """Return the places (page, base, x0) of lines that are page numbers, running heads or running feet."""
    shapes: dict[str, dict[int, list[Strip]]] = defaultdict(lambda: defaultdict(list))
    numbers: Counter[int] = Counter()  # by how far a number is off its page's place in the file
    edge: list[tuple[Strip, int | None]] = []
    for at, (page, held) in enumerate(zip(pages, strips, strict=True)):
        for strip in held:
            if not _BAND * page.height < strip.base < (1 - _BAND) * page.height:
                number = read_page_number(strip.text.strip())
                edge.append((strip, number))
                shapes[_DIGITS.sub("#", strip.text)][at].append(strip)
                if number is not None:
                    numbers[number - at] += 1
    found = set()
    for strip, number in edge:
        if number is not None:
            counts = numbers[number - strip.page] >= 2 or (len(pages) == 1 and (number <= 9 or len(strip.text) > 4))
        else:
            counts = _repeats(strip, shapes[_DIGITS.sub("#", strip.text)], len(pages))
        if counts:
            found.add((strip.page, strip.base, strip.x0))
    return found


def _repeats(strip: Strip, places: dict[int, list[Strip]], pages: int) -> bool:
    """Return whether a line stands at the same height on other pages, too: two are enough in a short document."""
    alike = {at for at, held in places.items() if any(abs(s.base - strip.base) < 3 for s in held)}
    return len(alike) >= (2 if pages <= 5 else 3)

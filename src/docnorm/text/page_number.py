"""The number of a page as it stands alone on a line: ``- 3 -``, ``3/8``, ``第 3 页 共 8 页``, ``Page 3 of 8``."""

from __future__ import annotations

from docnorm.text.late import late

_NUMBER = late(
    r"[-—–―·•~ 　]*(?P<plain>\d{1,4})[-—–―·•~ 　]*|(?P<share>\d{1,4}) ?/ ?\d{1,4}"
    r"|第 ?(?P<named>\d{1,4}) ?页(?:[ ，,/]*共 ?\d{1,4} ?页)?|[Pp]age (?P<english>\d{1,4})(?: of \d{1,4})?"
)


def read_page_number(line: str) -> int | None:
    """Return the number of the page that ``line`` (stripped) may be, None where it is none. A bare number may be one.

    Only the lines around tell whether it is: it counts on at the next page's edge.
    """
    m = _NUMBER.fullmatch(line)
    return int(next(found for found in m.groups() if found)) if m else None

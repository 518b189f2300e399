"""ISO-2022-CN (RFC 1922), which Python lacks: seven bits, escapes that switch between ASCII, GB 2312 and CNS 11643."""

from __future__ import annotations

import re

from docnorm.readers.decoding import euc_tw

# RFC 1922 gives each set its own shift; GB 2312 as the base set (ESC $ A) is not in it but is found in mail.
_ESCAPE = re.compile(rb"\x1b\$[)*+]?[A-Z]|\x1b\([BJ]|[\x0e\x0f]|\x1b[NO](?=..)|\n", re.DOTALL)
_SETS = {b"\x1b$)A": "gb", b"\x1b$A": "gb", b"\x1b$)G": "1", b"\x1b$*H": "2", **{
    b"\x1b$+" + bytes((0x46 + n,)): str(n) for n in range(3, 8)
}}  # fmt: skip


def decode(data: bytes) -> str:
    """Return the text; an unreadable byte becomes the mark of ``text.settle``. An escape is read and gone."""
    out: list[str] = []
    shifts = {"SO": "", "SS2": "", "SS3": ""}  # what each shift would switch to
    now, at = "", 0
    while at < len(data):
        found = _ESCAPE.search(data, at)
        end = found.start() if found else len(data)
        out.append(_run(data[at:end], now))
        if found is None:
            break
        code, at = found[0], found.end()
        if code == b"\n":  # RFC 1922: every line starts anew
            shifts, now = dict.fromkeys(shifts, ""), ""
            out.append("\n")
        elif code in (b"\x1bN", b"\x1bO"):
            out.append(_run(data[at : at + 2], shifts["SS2" if code == b"\x1bN" else "SS3"]))
            at += 2
        elif code == b"\x0e":
            now = shifts["SO"]
        elif code == b"\x0f" or code.startswith(b"\x1b("):
            now = ""
        elif code == b"\x1b$A":
            now = "gb"
        else:
            shifts[{b"*": "SS2", b"+": "SS3"}.get(code[2:3], "SO")] = _SETS.get(code, "")
    return "".join(out)


def _run(data: bytes, to: str) -> str:
    if not to:
        return data.decode("ascii", "docnorm.keep")
    high = bytes(b | 0x80 if b > 0x20 else b for b in data)
    if to == "gb":
        return high.decode("gb2312", "docnorm.keep")
    pairs = [high[i : i + 2] for i in range(0, len(high), 2)]
    return "".join(
        (euc_tw.find_char(int(to), p[0] - 0xA0, p[1] - 0xA0) if len(p) == 2 else "") or euc_tw.mark_unread(p)
        for p in pairs
    )

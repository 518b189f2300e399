"""The extension against Python: ``python -m benchmarks.campaigns.both [--from FOLDER …] [--documents N]``.

Every document is cleaned with and without the extension, in processes of their own; text, journal, hunks and faults
must be equal, and faults empty: a rule that fails does nothing, and would look fast.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import docnorm
from benchmarks.speed.drawn import draw, soil

PIECES = (
    *"中国年ａA10，。： 　\t\n\r“”\"'‘（()）《》[…·.-—―─,;?!％⼀豈\ue000\ufffd\u200b\ufeff\x0b\u2028é○丨~*#$<&{_/\\|@`",
    *("\r\n", "](", "第一条", "z-u-z-h-i", "党zuzhi", "zhengce", "zǔzhī", "组-织", "微1博", "锟斤拷", "烫烫烫", "鍏紑"),
    *("ä¸­", "&nbsp;", "&#20013;", "##paidbegin##", "<p>", "</p>", "[b]", "[hide]"),
    *("#p#副标题#e#", "{page}", "TRS_Editor", "```", "\n```\n"),
    *("http://a.cn/b。下文", "a@b.cn", "3:15", "1,000", "GB/T 9704-2012", "2022.1.1", "一、", "(一)", "1.", "（二)"),
    *("--", "……", "...", "。。", "！！！", "、、", "  ", "\n\n\n\n", "\U0002a6a5"),
    *("\U0001d467", "\ud800", "的", "了", "在"),
    "为了规范党政机关公文处理工作，推进公文处理工作科学化制度化规范化，制定本条例。",
    "He said it's OK, then left; see Table 3 (p. 12) for details. ",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="folders", type=Path, nargs="*", default=[], help="one folder for each maker")
    parser.add_argument("--documents", type=int, default=2000, help="fuzzed strings, and of each kind of drawn text")
    parser.add_argument("--size", type=int, default=600, help="characters of a document")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profiles", nargs="*", default=["corpus", "gongwen"])
    parser.add_argument("--answer", action="store_true", help="clean the texts of stdin: what the campaign runs twice")
    wanted = parser.parse_args()
    if wanted.answer:
        for row in answers(json.loads(sys.stdin.read()), wanted.profiles):
            print(row)
        return 0
    texts = fuzzed(wanted.documents, wanted.seed)
    megabytes = wanted.documents * wanted.size * 3 / 1e6
    for kind in draw(wanted.folders, wanted.size, megabytes, wanted.seed).kinds.values() if wanted.folders else ():
        texts += kind[: wanted.documents]
    return compare(texts, wanted.profiles)


def fuzzed(count: int, seed: int) -> list[str]:
    """Return strings of the pieces that rules look for, every fourth one soiled once more."""
    chance = random.Random(seed)
    texts = ["".join(chance.choices(PIECES, k=chance.randrange(1, 60))) for _ in range(count)]
    return [soil(t, chance) if i % 4 == 0 else t for i, t in enumerate(texts)]


def answers(texts: Sequence[str], profiles: Sequence[str]) -> Iterator[str]:
    """Yield what comes of each text under each profile: a digest, or the faults in full."""
    for text in texts:
        for name in profiles:
            done = docnorm.normalize_text(text, name)
            whole = repr((done.text, done.draft.journal, done.draft.patch.hunks, done.faults))
            shown = f" {done.faults}" if done.faults else ""
            yield hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:16] + shown


def compare(texts: Sequence[str], profiles: Sequence[str], environment: dict[str, str] | None = None) -> int:
    """Clean ``texts`` in both ways, print where they part, and return how many do or have faults."""
    said = json.dumps(list(texts))
    rows = [_ask(said, profiles, {**os.environ, **(environment or {}), "DOCNORM_PURE": pure}) for pure in ("0", "1")]
    if not len(rows[0]) == len(rows[1]) == len(texts) * len(profiles):
        raise AssertionError("not every text was answered")
    found = [i for i, (a, b) in enumerate(zip(*rows, strict=True)) if a != b or " " in a]
    for i in found[:5]:
        text, name = texts[i // len(profiles)], profiles[i % len(profiles)]
        print(f"{name}: {rows[0][i]} / {rows[1][i]}: {text[:300]!r}")
    print(f"{len(texts)} texts, {len(rows[0])} runs, {len(found)} differ or have faults")
    return len(found)


def _ask(said: str, profiles: Sequence[str], environment: dict[str, Any]) -> list[str]:
    command = [sys.executable, "-m", "benchmarks.campaigns.both", "--answer", "--profiles", *profiles]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, input=said, capture_output=True, text=True, check=True, env=environment, cwd=root)
    return done.stdout.splitlines()


if __name__ == "__main__":
    sys.exit(min(main(), 1))

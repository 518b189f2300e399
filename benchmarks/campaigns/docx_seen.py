"""What other programs show of a DOCX of ours: ``python -m benchmarks.campaigns.docx_seen``.

Prints a table as the documentation has it. Programs that are not installed are left out: python-docx, mammoth,
markitdown, docx2python, pandoc (pypandoc), LibreOffice (as plain text), and docx-preview as Chromium prints it:
``DOCX_PREVIEW`` names a ``node_modules`` folder that holds it and jszip.
"""

from __future__ import annotations

import base64
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import docnorm

TEXT = (
    "关于开展检查工作的通知\n各科室：\n请认真落实党zuzhi生活会制度。\n一、总体要求\n抓好落实。\n"
    "（一）提高认识。各单位要重视。\n“两个维护”要落实。\n我在XX镇驻村。\n"
)


def with_python_docx(data: bytes) -> str:
    import docx

    return "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)


def with_mammoth(data: bytes) -> str:
    import mammoth

    return str(mammoth.extract_raw_text(io.BytesIO(data)).value)


def with_markitdown(data: bytes) -> str:
    from markitdown import MarkItDown

    return str(MarkItDown().convert_stream(io.BytesIO(data), file_extension=".docx").text_content)


def with_docx2python(data: bytes) -> str:
    from docx2python import docx2python

    with docx2python(io.BytesIO(data)) as held:
        return str(held.text)


def with_pandoc(data: bytes) -> str:
    import pypandoc

    return str(pypandoc.convert_text(data, "plain", format="docx", extra_args=["--wrap=none"]))


def with_libreoffice(data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "a.docx")
        source.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = ["soffice", "--headless", profile, "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder]
        subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=180)
        return source.with_suffix(".txt").read_text("utf-8-sig")


_VIEWER = """<!doctype html><meta charset="utf-8"><body><script>{zip}</script><script>{viewer}</script><script>
const bytes = Uint8Array.from(atob("{data}"), (c) => c.charCodeAt(0));
docx.renderAsync(bytes, document.body, null, {{renderChanges: true, renderComments: true}})
  .then(() => document.title = "done");
</script>"""


def with_docx_preview(data: bytes) -> str:
    """What is seen on the page, numbers that CSS counts among it: the page is printed and read."""
    sys.path.append(str(Path(__file__).parents[2] / "tests" / "support"))
    from browser import browser

    home = Path(os.environ["DOCX_PREVIEW"])
    parts = {
        "zip": (home / "jszip/dist/jszip.min.js").read_text("utf-8"),
        "viewer": (home / "docx-preview/dist/docx-preview.min.js").read_text("utf-8"),
        "data": base64.b64encode(data).decode(),
    }
    with tempfile.TemporaryDirectory() as folder, browser() as seen:
        page, printed = Path(folder, "a.html"), Path(folder, "a.pdf")
        page.write_text(_VIEWER.format(**parts), "utf-8")
        seen.open(page.as_uri())
        seen.wait("document.title === 'done'")
        printed.write_bytes(base64.b64decode(seen.ask("Page.printToPDF")["data"]))
        done = subprocess.run(["pdftotext", "-raw", str(printed), "-"], check=True, capture_output=True, timeout=60)
        return re.sub(r"\s", "", done.stdout.decode("utf-8"))


PROGRAMS: dict[str, tuple[str, Callable[[bytes], str]]] = {
    "python-docx": ("docx", with_python_docx), "mammoth": ("mammoth", with_mammoth),
    "markitdown": ("markitdown", with_markitdown), "docx2python": ("docx2python", with_docx2python),
    "pandoc, plain": ("pypandoc", with_pandoc), "LibreOffice": ("", with_libreoffice),
    "docx-preview": ("", with_docx_preview),
}  # fmt: skip


def build() -> dict[str, tuple[bytes, str, str]]:
    """Return by kind of thing: a document, what must be seen of it, and what must not."""
    document = docnorm.normalize_text(TEXT)
    plain, tracked = document.to_bytes("docx"), document.to_bytes("docx", track_changes=True)
    note = docnorm.normalize("正文在此。[^1]\n\n[^1]: 注在这里。\n".encode(), format="md").to_bytes("docx")
    auto = document.to_bytes("docx", numbering="auto")
    return {
        "title": (plain, "关于开展检查工作的通知", ""), "heading": (plain, "总体要求", ""),
        "typed number": (plain, "一、总体要求", ""), "number that Word counts": (auto, "一、总体要求", ""),
        "quotes": (plain, "“两个维护”", ""), "inserted word": (tracked, "组织", ""),
        "deleted word hidden": (tracked, "党", "zuzhi"),
        "note": (note, "注在这里", ""), "comment": (tracked, _read_comment(tracked), ""),
    }  # fmt: skip


def _read_comment(data: bytes) -> str:
    """Return the first words of the first comment."""
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/comments.xml").decode("utf-8")
    return re.findall(r"<w:t[^>]*>([^<]+)<", xml)[0]


def main() -> None:
    others = {"LibreOffice": shutil.which("soffice"), "docx-preview": os.environ.get("DOCX_PREVIEW")}
    there = {
        name: show for name, (module, show) in PROGRAMS.items()
        if (importlib.util.find_spec(module) if module else others[name])
    }  # fmt: skip
    print("| shown of |", " | ".join(there), "|\n|---|" + "---|" * len(there))
    for kind, (data, seen, hidden) in build().items():
        cells = []
        for show in there.values():
            text = show(data)
            cells.append("yes" if seen in text and not (hidden and hidden in text) else "no")
        print(f"| {kind} |", " | ".join(cells), "|")


if __name__ == "__main__":
    main()

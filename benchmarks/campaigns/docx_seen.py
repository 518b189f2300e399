"""What other programs show of a DOCX of ours: ``python -m benchmarks.campaigns.docx_seen``.

Prints a table as the documentation has it. Programs that are not installed are left out: python-docx, mammoth,
markitdown, docx2python, pandoc (pypandoc), LibreOffice (as plain text).
"""

from __future__ import annotations

import importlib.util
import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import docnorm

TEXT = (
    "关于开展检查工作的通知\n各科室：\n请认真落实党zuzhi生活会制度。\n一、总体要求\n抓好落实。\n"
    "（一）提高认识。各单位要重视。\n“两个维护”要落实。\n见（附表）和(附表。\n"
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


PROGRAMS: dict[str, tuple[str, Callable[[bytes], str]]] = {
    "python-docx": ("docx", with_python_docx), "mammoth": ("mammoth", with_mammoth),
    "markitdown": ("markitdown", with_markitdown), "docx2python": ("docx2python", with_docx2python),
    "pandoc, plain": ("pypandoc", with_pandoc), "LibreOffice": ("", with_libreoffice),
}  # fmt: skip


def build() -> dict[str, tuple[bytes, str, str]]:
    """Return by kind of thing: a document, what must be seen of it, and what must not."""
    document = docnorm.normalize_text(TEXT)
    plain, tracked = document.to_bytes("docx"), document.to_bytes("docx", track_changes=True)
    auto = document.to_bytes("docx", numbering="auto")
    return {
        "title": (plain, "关于开展检查工作的通知", ""), "heading": (plain, "总体要求", ""),
        "typed number": (plain, "一、总体要求", ""), "number that Word counts": (auto, "一、总体要求", ""),
        "quotes": (plain, "“两个维护”", ""), "inserted word": (tracked, "组织", ""),
        "deleted word hidden": (tracked, "党", "zuzhi"),
    }  # fmt: skip


def main() -> None:
    there = {
        name: show for name, (module, show) in PROGRAMS.items()
        if (importlib.util.find_spec(module) if module else shutil.which("soffice"))
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

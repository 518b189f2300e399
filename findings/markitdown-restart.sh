#!/usr/bin/env bash
# After a paragraph without a number the numbering of a Word file begins at 1 again.
#
# Version:  markitdown 0.1.9 (with mammoth 1.13.0); pandoc 3.9 (pypandoc_binary 1.17) as the counter-example.
# Expected: one list (one w:numId) counts on, whatever stands between its paragraphs: 1, 2, 3, as Word shows it and as
#           pandoc reads it.
# Happens:  the list is closed and a new one opened without a start. Item 3 is written "1." The number is not merely
#           absent: it is another item's number.
# Matters:  a clause with a second paragraph (第二款) is the rule in statutes and contracts, so the numbers are wrong
#           from the first such clause on, and "见第3条" points to nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check 'markitdown[docx]==0.1.9' mammoth==1.13.0 pypandoc_binary==1.17 python-docx==1.2.0

env/bin/python - >seen <<'PY'
import docx
import pypandoc
from docx.oxml import parse_xml
from markitdown import MarkItDown

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
document = docx.Document()
numbering = document.part.numbering_part.element
numbering.insert(0, parse_xml(
    f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="90"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
))
numbering.append(parse_xml(f'<w:num xmlns:w="{W}" w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
for text, numbered in (
    ("甲方按期付款。", True), ("乙方按期交货。", True), ("前款所称交货，是指实物移交。", False), ("丙方依第2条担保。", True),
):
    paragraph = document.add_paragraph(text)
    if numbered:
        paragraph._p.get_or_add_pPr().append(parse_xml(
            f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
        ))
document.save("in.docx")
print("markitdown")
print("\n".join(line for line in MarkItDown().convert("in.docx").text_content.splitlines() if line))
print("pandoc")
print("\n".join(line for line in pypandoc.convert_file("in.docx", "markdown").splitlines() if line))
PY

cat >expected <<'SEEN'
markitdown
1. 甲方按期付款。
2. 乙方按期交货。
前款所称交货，是指实物移交。
1. 丙方依第2条担保。
pandoc
1.  甲方按期付款。
2.  乙方按期交货。
前款所称交货，是指实物移交。
3.  丙方依第2条担保。
SEEN
cat seen
diff -u expected seen

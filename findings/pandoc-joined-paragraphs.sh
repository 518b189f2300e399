#!/usr/bin/env bash
# Two paragraphs that a 修订 joins are joined with a blank, in the middle of a Chinese sentence.
#
# Version:  pandoc 3.9 (pypandoc_binary 1.17), its default --track-changes=accept, and reject.
# Expected: a paragraph mark that is marked as deleted (w:rPr/w:del, ECMA-376-1, 17.13.5.15) goes when the revision is
#           accepted: the two texts stand side by side, as in Word after 接受修订. Rejecting an inserted mark likewise.
# Happens:  a space is put between them: right for English, and wrong in each Chinese case. A number is cut in two.
# Matters:  mending hard line ends in a pasted text is the commonest edit in a Chinese file. Every one that is tracked
#           comes back as a stray blank, so that a search for the whole word does not find it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pypandoc_binary==1.17 python-docx==1.2.0

env/bin/python - >seen <<'PY'
import docx
import pypandoc
from docx.oxml import parse_xml

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraph(text: str, tag: str = "") -> str:
    mark = f'<w:pPr><w:rPr><w:{tag} w:id="1" w:author="张某" w:date="2026-01-02T03:04:05Z"/></w:rPr></w:pPr>' if tag else ""
    return f'<w:p xmlns:w="{W}">{mark}<w:r><w:t>{text}</w:t></w:r></w:p>'


for tag, choice in (("del", "accept"), ("ins", "reject")):
    for first, second in (("甲方应当在十日内向乙", "方付款。"), ("合计人民币12", "34元。")):
        document = docx.Document()
        document.element.body.insert(0, parse_xml(paragraph(first, tag)))
        document.element.body.insert(1, parse_xml(paragraph(second)))
        document.save("in.docx")
        print(tag, choice, repr(pypandoc.convert_file("in.docx", "plain", extra_args=[f"--track-changes={choice}"])))
PY

cat >expected <<'SEEN'
del accept '甲方应当在十日内向乙 方付款。\n'
del accept '合计人民币12 34元。\n'
ins reject '甲方应当在十日内向乙 方付款。\n'
ins reject '合计人民币12 34元。\n'
SEEN
cat seen
diff -u expected seen

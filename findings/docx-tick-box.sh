#!/usr/bin/env bash
# A form's ticked and empty boxes are gone from the text, so that yes and no look the same.
#
# Version:  docx2txt 0.9, python-docx 1.2.0; mammoth 1.13.0 as the counter-example.
# Expected: w:sym (ECMA-376-1, 17.3.3.30) is a character of a symbol font, what 插入符号 writes. Wingdings 2 F052 is a
#           ticked box, F0A3 an empty one. A reader gives ☑ and □, as mammoth does, or at least a sign in their place.
# Happens:  both readers leave them out: 同意☑ 不同意□ and 同意□ 不同意☑ are one text.
# Matters:  application forms, opinions asked for and consent sheets carry their answer in exactly this character.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check docx2txt==0.9 python-docx==1.2.0 mammoth==1.13.0

env/bin/python - >seen <<'PY'
import docx
import docx2txt
import mammoth
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

TICKED, EMPTY = "F052", "F0A3"
for answers in ((TICKED, EMPTY), (EMPTY, TICKED)):
    document = docx.Document()
    paragraph = document.add_paragraph()
    for word, char in zip(("同意", "不同意"), answers, strict=True):
        paragraph.add_run(word)
        symbol = OxmlElement("w:sym")
        symbol.set(qn("w:font"), "Wingdings 2")
        symbol.set(qn("w:char"), char)
        paragraph.add_run()._r.append(symbol)
    document.save("in.docx")
    with open("in.docx", "rb") as file:
        print("mammoth    ", mammoth.extract_raw_text(file).value.strip())
    print("docx2txt   ", docx2txt.process("in.docx").strip())
    print("python-docx", docx.Document("in.docx").paragraphs[0].text)
PY

cat >expected <<'SEEN'
mammoth     同意☑不同意□
docx2txt    同意不同意
python-docx 同意不同意
mammoth     同意□不同意☑
docx2txt    同意不同意
python-docx 同意不同意
SEEN
cat seen
diff -u expected seen

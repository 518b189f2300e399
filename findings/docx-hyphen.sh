#!/usr/bin/env bash
# The hyphen of a standard's number or a telephone number is missing from what is read of a Word file.
#
# Version:  docx2txt 0.9, docx2python 3.7.1; python-docx 1.2.0 as the counter-example.
# Expected: w:noBreakHyphen (ECMA-376-1, 17.3.3.18) is a visible hyphen that no line ends at: what Word writes for
#           Ctrl+Shift+-. It is read as a hyphen, as python-docx does.
# Happens:  docx2txt and docx2python leave it out: two numbers run into one.
# Matters:  numbers of standards, telephone numbers and spans of years are where people use it, so that they do not
#           tear at a line's end. GB/T 9704-2012 is GB/T 97042012 then, which no search finds and no reader repairs.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check docx2txt==0.9 docx2python==3.7.1 python-docx==1.2.0

env/bin/python - >seen <<'PY'
import docx
import docx2txt
from docx.oxml import OxmlElement
from docx2python import docx2python

document = docx.Document()
for parts in (("按 GB/T 9704", "2012 排版。"), ("电话：010", "12345", "678。"), ("2021", "2025年规划")):
    paragraph = document.add_paragraph()
    for number, part in enumerate(parts):
        run = paragraph.add_run()
        if number:
            run._r.append(OxmlElement("w:noBreakHyphen"))
        run.add_text(part)
document.save("in.docx")
print("python-docx", [p.text for p in docx.Document("in.docx").paragraphs])
print("docx2txt   ", [line for line in docx2txt.process("in.docx").splitlines() if line])
with docx2python("in.docx") as read:
    print("docx2python", [line for line in read.text.splitlines() if line])
PY

cat >expected <<'SEEN'
python-docx ['按 GB/T 9704-2012 排版。', '电话：010-12345-678。', '2021-2025年规划']
docx2txt    ['按 GB/T 97042012 排版。', '电话：01012345678。', '20212025年规划']
docx2python ['按 GB/T 97042012 排版。', '电话：01012345678。', '20212025年规划']
SEEN
cat seen
diff -u expected seen

#!/usr/bin/env bash
# A clause that was moved with 修订 switched on is read twice, or not at all.
#
# Version:  docx2txt 0.9, docx2python 3.7.1, python-docx 1.2.0.
# Expected: w:moveFrom is where the clause was, w:moveTo where it is now (ECMA-376-1, 17.13.5.22 and .25). It is read
#           once. These readers do keep w:delText out of the text, so they read the document as accepted.
# Happens:  docx2txt and docx2python give the clause in both places: unlike a deletion, the old place has plain w:t.
#           python-docx gives it in neither.
# Matters:  a contract that has clauses twice, or lacks one, when it is compared, counted or indexed. Word shows the
#           moved clause in one place as struck out, so who looks at the file sees no fault in it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check docx2txt==0.9 docx2python==3.7.1 python-docx==1.2.0

env/bin/python - >seen <<'PY'
import docx
import docx2txt
from docx.oxml import parse_xml
from docx2python import docx2python

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BY = 'w:author="张某" w:date="2026-01-02T03:04:05Z"'
TEXT = "<w:r><w:t>乙方负责运输。</w:t></w:r>"


def moved(tag: str, number: int) -> str:
    return (
        f'<w:p xmlns:w="{W}"><w:pPr><w:rPr><w:{tag} w:id="{number}" {BY}/></w:rPr></w:pPr>'
        f'<w:{tag}RangeStart w:id="{number + 1}" {BY} w:name="move1"/><w:{tag} w:id="{number + 2}" {BY}>{TEXT}</w:{tag}>'
        f'<w:{tag}RangeEnd w:id="{number + 1}"/></w:p>'
    )


document = docx.Document()
plain = f'<w:p xmlns:w="{W}"><w:r><w:t>甲方按期付款。</w:t></w:r><w:del w:id="1" {BY}><w:r><w:delText>旧文。</w:delText></w:r></w:del></w:p>'
for place, xml in enumerate((moved("moveFrom", 10), plain, moved("moveTo", 20))):
    document.element.body.insert(place, parse_xml(xml))
document.save("in.docx")
print("docx2txt   ", [line for line in docx2txt.process("in.docx").splitlines() if line])
with docx2python("in.docx") as read:
    print("docx2python", [line for line in read.text.splitlines() if line])
print("python-docx", [p.text for p in docx.Document("in.docx").paragraphs if p.text])
PY

cat >expected <<'SEEN'
docx2txt    ['乙方负责运输。', '甲方按期付款。', '乙方负责运输。']
docx2python ['乙方负责运输。', '甲方按期付款。', '乙方负责运输。']
python-docx ['甲方按期付款。']
SEEN
cat seen
diff -u expected seen

#!/usr/bin/env bash
# What was enclosed in a circle with 带圈字符 is not in the text of a Word file.
#
# Version:  mammoth 1.13.0, pandoc 3.9 (pypandoc_binary 1.17), docx2txt 0.9, docx2python 3.7.1.
# Expected: the command 带圈字符 (Enclose Characters) writes a field, EQ \o\ac(○,21), and no result behind it: what is
#           seen is drawn from the instruction. A reader gives 21, ㉑, or some sign that something stands here.
# Happens:  all four leave it out. 见第㉑项 is read as 见第项, which looks like a slip of the author's pen.
# Matters:  input methods seldom offer circles beyond ⑳, so the numbers of long lists and notes are made like this, and
#           so are single characters such as 正 or 印 in a ring. A reference to one loses its number without a trace.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check mammoth==1.13.0 pypandoc_binary==1.17 docx2txt==0.9 docx2python==3.7.1 python-docx==1.2.0

env/bin/python - >seen <<'PY'
import docx
import docx2txt
import mammoth
import pypandoc
from docx.oxml import parse_xml
from docx2python import docx2python

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
document = docx.Document()
document.element.body.insert(0, parse_xml(
    f'<w:p xmlns:w="{W}"><w:r><w:t>见第</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    r'<w:r><w:instrText xml:space="preserve"> eq \o\ac(○,</w:instrText></w:r>'
    '<w:r><w:rPr><w:position w:val="3"/><w:sz w:val="14"/></w:rPr><w:instrText>21</w:instrText></w:r>'
    '<w:r><w:instrText>)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    "<w:r><w:t>项。</w:t></w:r></w:p>"
))
document.save("in.docx")
with open("in.docx", "rb") as file:
    print("mammoth    ", mammoth.extract_raw_text(file).value.strip())
print("pandoc     ", pypandoc.convert_file("in.docx", "plain").strip())
print("docx2txt   ", docx2txt.process("in.docx").strip())
with docx2python("in.docx") as read:
    print("docx2python", read.text.strip())
PY

cat >expected <<'SEEN'
mammoth     见第项。
pandoc      见第项。
docx2txt    见第项。
docx2python 见第项。
SEEN
cat seen
diff -u expected seen

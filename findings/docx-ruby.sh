#!/usr/bin/env bash
# A character with pinyin above it (拼音指南) is missing from what is read of a Word file.
#
# Version:  mammoth 1.13.0, python-docx 1.2.0, pandoc 3.9 (pypandoc_binary 1.17), docx2txt 0.9.
# Expected: w:ruby (ECMA-376-1, 17.3.3.25) holds the reading in w:rt and the text itself in w:rubyBase. The text
#           belongs into every reading of the paragraph; the pinyin may be left out, or stand behind it.
# Happens:  mammoth, python-docx and pandoc leave out both: 重耳 is 耳. docx2txt puts the pinyin before its character,
#           in the middle of the name. mammoth has a warning in its list of messages.
# Matters:  the rare and the ambiguous characters are the ones that get pinyin: names of persons and places, school
#           books, notices with 生僻字. Just these are lost, and the rest reads well enough for nobody to notice.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check mammoth==1.13.0 python-docx==1.2.0 pypandoc_binary==1.17 docx2txt==0.9

env/bin/python - >seen <<'PY'
import docx
import docx2txt
import mammoth
import pypandoc
from docx.oxml import parse_xml

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
document = docx.Document()
document.element.body.insert(0, parse_xml(
    f'<w:p xmlns:w="{W}"><w:r><w:t>晋公子</w:t></w:r><w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="distributeSpace"/>'
    '<w:hps w:val="10"/><w:hpsRaise w:val="20"/><w:hpsBaseText w:val="21"/><w:lid w:val="zh-CN"/></w:rubyPr>'
    '<w:rt><w:r><w:t>chóng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>重</w:t></w:r></w:rubyBase></w:ruby></w:r>'
    "<w:r><w:t>耳出奔。</w:t></w:r></w:p>"
))
document.save("in.docx")
with open("in.docx", "rb") as file:
    print("mammoth    ", mammoth.extract_raw_text(file).value.strip())
print("python-docx", docx.Document("in.docx").paragraphs[0].text)
print("pandoc     ", pypandoc.convert_file("in.docx", "plain").strip())
print("docx2txt   ", docx2txt.process("in.docx").strip())
PY

cat >expected <<'SEEN'
mammoth     晋公子耳出奔。
python-docx 晋公子耳出奔。
pandoc      晋公子耳出奔。
docx2txt    晋公子chóng重耳出奔。
SEEN
cat seen
diff -u expected seen

#!/usr/bin/env bash
# The columns of a page set vertically are read from left to right: the last article of the law comes first.
#
# Version:  pypdfium2 5.15.2, pdfminer.six 20260107; pypdf 7.1.1 as the counter-example.
# Expected: a font whose CMap is UniGB-UTF16-V (ISO 32000-1, 9.7.5.2) writes from top to bottom, and Chinese columns
#           follow from right to left. The file has them in that order, too: 第一条 first.
# Happens:  pdfium and, in its default setting, pdfminer give the columns reversed. Each line is right in itself.
# Matters:  reprints of old books, genealogies, verse and invitations are set like this. Sentences that run over a
#           column's end are torn, and the order of articles is turned round without a sign that anything is amiss.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pypdfium2==5.15.2 pdfminer.six==20260107 pypdf==7.1.1

env/bin/python - >seen <<'PY'
import pypdf
import pypdfium2
from pdfminer.high_level import extract_text

columns = ["第一条为规范管理", "第二条本办法适用", "第三条经费三千元", "第四条自公布施行"]
shown = " -30 0 Td ".join(f"<{text.encode('utf-16-be').hex()}> Tj" for text in columns)
page = f"BT /F1 16 Tf 300 700 Td {shown} ET"
objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    f"<</Length {len(page)}>>stream\n{page}\nendstream",
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light-UniGB-UTF16-V/Encoding/UniGB-UTF16-V/DescendantFonts[6 0 R]>>",
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 7 0 R"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>>>",
    "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
    "/Descent -120/CapHeight 880/StemV 93>>",
]
data, starts = b"%PDF-1.7\n", []
for number, body in enumerate(objects, 1):
    starts.append(len(data))
    data += f"{number} 0 obj\n{body}\nendobj\n".encode()
table = "".join(f"{start:010} 00000 n \n" for start in starts)
end = f"xref\n0 8\n0000000000 65535 f \n{table}trailer<</Size 8/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF\n"
with open("in.pdf", "wb") as file:
    file.write(data + end.encode())
print("pypdf   ", "".join(pypdf.PdfReader("in.pdf").pages[0].extract_text().split()))
print("pdfium  ", "".join(pypdfium2.PdfDocument("in.pdf")[0].get_textpage().get_text_range().split()))
print("pdfminer", "".join(extract_text("in.pdf").split()))
PY

cat >expected <<'SEEN'
pypdf    第一条为规范管理第二条本办法适用第三条经费三千元第四条自公布施行
pdfium   第四条自公布施行第三条经费三千元第二条本办法适用第一条为规范管理
pdfminer 第四条自公布施行第三条经费三千元第二条本办法适用第一条为规范管理
SEEN
cat seen
diff -u expected seen

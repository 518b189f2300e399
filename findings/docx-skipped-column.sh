#!/usr/bin/env bash
# An amount stands under the wrong heading, because the row begins one column later.
#
# Version:  mammoth 1.13.0, markitdown 0.1.9, pandoc 3.9 (pypandoc_binary 1.17).
# Expected: w:gridBefore (ECMA-376-1, 17.4.15) says how many columns of the grid are left out before a row's first
#           cell. A row with gridBefore 1 and one cell has its cell in column 2.
# Happens:  all three put the row's first cell into column 1: the amount of 决算 is read as that of 预算. pandoc takes
#           the width of the table from its rows below the head, and leaves out the heading 决算 as well.
# Matters:  Word writes this where a cell was deleted or the table's edge was drawn in steps, common in the budget and
#           name tables of notices. The figure is right and its meaning is another one; no check of sums finds it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check mammoth==1.13.0 'markitdown[docx]==0.1.9' pypandoc_binary==1.17 python-docx==1.2.0

env/bin/python - >seen <<'PY'
import re

import docx
import mammoth
import pypandoc
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from markitdown import MarkItDown

document = docx.Document()
table = document.add_table(2, 2)
table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 1).text = "预算", "决算", "三十万元"
row = table.rows[1]._tr
row.remove(row.tc_lst[0])
left_out = OxmlElement("w:gridBefore")
left_out.set(qn("w:val"), "1")
row.get_or_add_trPr().append(left_out)
document.save("in.docx")
saved = docx.Document("in.docx").tables[0].rows[1]
print("python-docx: columns left out before the first cell:", saved.grid_cols_before)
with open("in.docx", "rb") as file:
    print("mammoth   ", mammoth.convert_to_html(file).value.replace("<p>", "").replace("</p>", ""))
print("markitdown", " / ".join(MarkItDown().convert("in.docx").text_content.split("\n")))
html = pypandoc.convert_file("in.docx", "html")
print("pandoc    ", [re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in html.split("</tr>")[:-1]])
PY

cat >expected <<'SEEN'
python-docx: columns left out before the first cell: 1
mammoth    <table><tr><td>预算</td><td>决算</td></tr><tr><td>三十万元</td></tr></table>
markitdown |  |  | / | --- | --- | / | 预算 | 决算 | / | 三十万元 |
pandoc     [['预算'], ['三十万元']]
SEEN
cat seen
diff -u expected seen

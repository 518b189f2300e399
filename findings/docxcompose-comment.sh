#!/usr/bin/env bash
# Two Word files with a comment each are put together: the second file's words bear the first file's comment.
#
# Version:  docxcompose 2.2.0 (files made with python-docx 1.2.0).
# Expected: both comments are in the result, each at the words it was written about.
# Happens:  where the first file has comments, those of the second are left out, but their anchors stay. Numbering of
#           comments begins at 0 in both files, so the second anchor now means the first file's comment. Footnotes,
#           by contrast, are carried over and renumbered. Nothing is said.
# Matters:  opinions of several departments are collected by joining their files. An objection is gone, and in its
#           place stands another reviewer's consent, under his name.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check docxcompose==2.2.0 python-docx==1.2.0

env/bin/python - >seen <<'PY'
import docx
from docxcompose.composer import Composer


def show(document):
    remarks = {c.comment_id: f"{c.author}：{c.text}" for c in document.comments}
    for paragraph in document.paragraphs:
        for anchor in paragraph._p.xpath(".//w:commentReference/@w:id"):
            print("  ", paragraph.text, "<-", remarks.get(int(anchor)))


for name, words, author, remark in (
    ("a.docx", "违约金三十万元", "王某", "同意。"),
    ("b.docx", "保证金五十万元", "李某", "金额有误，不同意。"),
):
    document = docx.Document()
    document.add_comment(document.add_paragraph(words).runs, remark, author=author)
    document.save(name)
    print(name)
    show(docx.Document(name))

composer = Composer(docx.Document("a.docx"))
composer.append(docx.Document("b.docx"))
composer.save("both.docx")
print("both.docx")
show(docx.Document("both.docx"))
PY

cat >expected <<'SEEN'
a.docx
   违约金三十万元 <- 王某：同意。
b.docx
   保证金五十万元 <- 李某：金额有误，不同意。
both.docx
   违约金三十万元 <- 王某：同意。
   保证金五十万元 <- 王某：同意。
SEEN
cat seen
diff -u expected seen

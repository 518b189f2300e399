#!/usr/bin/env bash
# A splitter for Markdown takes every full-width blank out of the text, and two amounts become one.
#
# Version:  langchain-text-splitters 1.1.3, MarkdownHeaderTextSplitter; RecursiveCharacterTextSplitter beside it.
# Expected: a splitter cuts a text into pieces. But for blanks at their ends they are the text.
# Happens:  what Python's str.isprintable denies is removed from each line as invisible. It denies every blank but the
#           ASCII one, so U+3000, the blank of Chinese typesetting, goes: 12　34 is 1234, two offices are one word.
# Matters:  in Chinese plain text U+3000 is what parts 第一章　总则, the items of a list, the columns of a table set by
#           hand. The pieces go into an index; offsets no longer fit, and the lost borders cannot be guessed again.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check langchain-text-splitters==1.1.3

env/bin/python - >seen <<'PY'
from langchain_text_splitters import MarkdownHeaderTextSplitter, RecursiveCharacterTextSplitter

TEXT = "# 第一章　总则\n出席：人事科　财务科\n一科　12　34\nOffice A 12 34"
print("header   ", repr(MarkdownHeaderTextSplitter([("#", "h1")], strip_headers=False).split_text(TEXT)[0].page_content))
print("recursive", repr(RecursiveCharacterTextSplitter(chunk_size=200, chunk_overlap=0).split_text(TEXT)[0]))
PY

cat >expected <<'SEEN'
header    '# 第一章总则\n出席：人事科财务科\n一科1234\nOffice A 12 34'
recursive '# 第一章\u3000总则\n出席：人事科\u3000财务科\n一科\u300012\u300034\nOffice A 12 34'
SEEN
cat seen
diff -u expected seen

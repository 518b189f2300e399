#!/usr/bin/env bash
# The year of a Chinese date is torn up at its 〇, and the rest makes another word: 六年 in 二〇二六年.
#
# Version:  jieba 0.42.1, default dictionary.
# Expected: 〇 (U+3007) is a numeral of Chinese: GB/T 15835-2011 wants it, and not 零, where digits are written one by
#           one. A word with 〇 that the user adds to the dictionary is found, as a word with 零 is.
# Happens:  〇 lies outside the range that is taken for Han, so the text is cut before and behind it, and the dictionary
#           is asked for the pieces alone: the added word is never found. With 零 it is.
# Matters:  each official document is dated like this. An index finds it for 六年 (six years), not for its year, and
#           第一〇五条 for 五条; and who sees it and adds the words has changed nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check jieba==0.42.1 'setuptools<81'

env/bin/python -W ignore - >seen 2>log <<'PY'
import jieba

for text in ("二〇二六年十月", "第一百零五条", "第一〇五条"):
    print(text, "->", "|".join(jieba.cut(text)))
for word in ("二零二六年", "二〇二六年"):
    jieba.add_word(word)
    print(word, "added:", "|".join(jieba.cut(f"{word}十月")))
PY

cat >expected <<'SEEN'
二〇二六年十月 -> 二|〇|二|六年|十月
第一百零五条 -> 第|一百零五|条
第一〇五条 -> 第一|〇|五条
二零二六年 added: 二零二六年|十月
二〇二六年 added: 二|〇|二|六年|十月
SEEN
cat seen
diff -u expected seen

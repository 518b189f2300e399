#!/usr/bin/env bash
# 十五六岁 (fifteen or sixteen) is read as 66, 三五天 (three to five days) as 35.
#
# Version:  chinese2digits 6.0.2, takeNumberFromString.
# Expected: two neighbouring digits are an approximate number (概数; GB/T 15835-2011 wants them left in Chinese).
#           They stay as they are, or are given as a span.
# Happens:  they are put together as digits of one number, and behind 十 not even that: 十五六 is 66. 十四五 (the
#           fourteenth five-year plan) becomes 55, 二三百 2300.
# Matters:  the sentence is rewritten in place, the number is a whole one, and it is several times what was meant:
#           a time limit of 三五天 becomes five weeks. Nothing else in the text gives it away.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check chinese2digits==6.0.2

env/bin/python - >seen <<'PY'
from chinese2digits import takeNumberFromString

for text in ("一百零五人", "十五六岁", "三五天内办结", "五六个单位", "二三百人", "十四五规划"):
    print(text, "->", takeNumberFromString(text)["replacedText"])
PY

cat >expected <<'SEEN'
一百零五人 -> 105人
十五六岁 -> 66岁
三五天内办结 -> 35天内办结
五六个单位 -> 56个单位
二三百人 -> 2300人
十四五规划 -> 55规划
SEEN
cat seen
diff -u expected seen

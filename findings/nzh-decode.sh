#!/usr/bin/env bash
# A year loses its zero, and an amount of ten thousands its 万, when numerals are read.
#
# Version:  nzh 1.0.14, Nzh.cn.decodeS.
# Expected: 二〇二六 and 二零二六 are 2026; 二十点五万 is 205000; 两千 is 2000. A text it cannot read is refused.
# Happens:  numerals written digit by digit lose their zeros: 226, 15. Behind a decimal point the
#           unit is dropped: 20.5. 两千 is 0. All are plain numbers; nothing tells that they are guesses.
# Matters:  years are written like this in every Chinese date, and amounts with 点 and 万 in every report. The wrong
#           ones look right: 226 and 20.5 pass each check of form. Decoding what the library itself encoded works.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit nzh@1.0.14

cat >show.mjs <<'JS'
import Nzh from "nzh";
for (const text of ["二千零二十六", "二〇二六", "二零二六", "一〇五", "二十万五千", "二十点五万", "三点二亿", "二千", "两千"]) {
  console.log(`${text} -> ${Nzh.cn.decodeS(text)}`);
}
JS
node show.mjs >seen

cat >expected <<'SEEN'
二千零二十六 -> 2026
二〇二六 -> 226
二零二六 -> 226
一〇五 -> 15
二十万五千 -> 205000
二十点五万 -> 20.5
三点二亿 -> 3.2
二千 -> 2000
两千 -> 0
SEEN
cat seen
diff -u expected seen

#!/usr/bin/env bash
# Converting to simplified characters a second time changes a name that the first time got right.
#
# Version:  OpenCC 1.4.2 (the package opencc), configuration t2s.
# Expected: what t2s has made is simplified text. Converting it again changes nothing.
# Happens:  names and terms that an entry of the phrase dictionary protects are listed in their traditional form only.
#           The result of the first run is not, so the second one takes it character by character: 毕昇 is 毕升.
# Matters:  texts are mixed, and files pass through more than one program. 毕昇, 於潜 (a town) and 乾闼婆 keep these
#           characters in standard simplified writing; whether they survive depends on how often a file was converted.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check opencc==1.4.2

env/bin/python - >seen <<'PY'
import opencc

convert = opencc.OpenCC("t2s").convert
for text in ("畢昇發明活字", "於潛鎮", "乾闥婆", "薴烯", "瞭望台", "乾隆年間"):
    once = convert(text)
    twice = convert(once)
    print(text, "->", once, "->", twice + (" (changed)" if twice != once else ""))
PY

cat >expected <<'SEEN'
畢昇發明活字 -> 毕昇发明活字 -> 毕升发明活字 (changed)
於潛鎮 -> 於潜镇 -> 于潜镇 (changed)
乾闥婆 -> 乾闼婆 -> 干闼婆 (changed)
薴烯 -> 苧烯 -> 苎烯 (changed)
瞭望台 -> 瞭望台 -> 瞭望台
乾隆年間 -> 乾隆年间 -> 乾隆年间
SEEN
cat seen
diff -u expected seen

#!/usr/bin/env bash
# The date of a Chinese page becomes New Year's Day of its year.
#
# Version:  htmldate 1.11.0.
# Expected: a page whose only date is 2025年10月27日 is of 2025-10-27, or of no known date. "27 October 2025" in the
#           same place of an English page is read.
# Happens:  2025-01-01, in the same form as a date that was read whole; nothing says that month and day were made up.
# Matters:  the date of an official document decides what is in force and which version is the later one. All
#           documents of a year get one day, before those that they amend.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check htmldate==1.11.0

env/bin/python - >seen <<'PY'
from htmldate import find_date

PAGE = "<html><body><article><h1>{}</h1><p>{}</p><p>{}</p></article></body></html>"
for title, body, date in (
    ("Notice", "All units shall complete their inspection.", "27 October 2025"),
    ("通知", "各单位应当完成自查。", "2025-10-27"),
    ("通知", "各单位应当完成自查。", "2025年10月27日"),
    ("通知", "各单位应当完成自查。", "发布日期：2025年3月5日"),
):
    print(date, "->", find_date(PAGE.format(title, body, date)))
PY

cat >expected <<'SEEN'
27 October 2025 -> 2025-10-27
2025-10-27 -> 2025-10-27
2025年10月27日 -> 2025-01-01
发布日期：2025年3月5日 -> 2025-01-01
SEEN
cat seen
diff -u expected seen

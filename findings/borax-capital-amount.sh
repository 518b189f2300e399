#!/usr/bin/env bash
# An amount in capitals has 零角 where a bill must have 零, and 零分 where it must end.
#
# Version:  borax 4.1.3, FinanceNumbers.to_capital_str and ChineseNumbers.to_chinese_number.
# Expected: the rules for filling in bills (支付结算办法, 附一, 1997) write ￥325.04 as 叁佰贰拾伍元零肆分, and what
#           ends with 角 with or without 整 behind it. A third decimal is rounded or refused. 110 is 一百一十 in full writing.
# Happens:  叁佰贰拾伍元零角肆分, 壹佰元伍角零分; 1.999 is cut to 壹元玖角玖分. 110 is 一百十, 1010 一千零十.
# Matters:  what stands on a cheque, an invoice or in a contract in this form may be sent back, and a decimal too many
#           loses money in silence. A reader of 一百十 for a clause number looks for a different spelling.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check borax==4.1.3

env/bin/python - >seen <<'PY'
from borax.numbers import ChineseNumbers, FinanceNumbers

for amount in ("10000", "1680.32", "325.04", "100.50", "1.999"):
    print(amount, "->", FinanceNumbers.to_capital_str(amount))
for number in (105, 110, 1010):
    print(number, "->", ChineseNumbers.to_chinese_number(number))
PY

cat >expected <<'SEEN'
10000 -> 壹万元整
1680.32 -> 壹仟陆佰捌拾元叁角贰分
325.04 -> 叁佰贰拾伍元零角肆分
100.50 -> 壹佰元伍角零分
1.999 -> 壹元玖角玖分
105 -> 一百零五
110 -> 一百十
1010 -> 一千零十
SEEN
cat seen
diff -u expected seen

#!/usr/bin/env bash
# The dot behind a list number becomes a full stop: 附件：1. 名单 is 附件：1。名单.
#
# Version:  zhlint 0.8.2, preset default.
# Expected: 1. at the head of a line or behind 附件： is a number with its dot (GB/T 9704-2012, 7.3.4: the attachments'
#           numbers are Arabic, as in 附件：1. ×××××), not the end of a sentence. It stays.
# Happens:  unless the line is a list of Markdown (a blank behind the dot, at its head) the dot is made a 。 and the
#           blank is taken: the heading 1.总则 becomes a sentence 1 and a word.
# Matters:  every official document that has attachments has this line. A linter that is let loose on a folder with
#           --fix spoils all of them at once, and the result is harder to find again than a missing space.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit zhlint@0.8.2

cat >show.mjs <<'JS'
import { run } from "zhlint";
for (const text of ["1. 总则", "1.总则", "附件：1. 名单", "附件：1.名单 2.表格", "注：1.本表按月填报。2.合计另列。"]) {
  console.log(`${text} -> ${run(text, { rules: { preset: "default" } }).result}`);
}
JS
node show.mjs >seen

cat >expected <<'SEEN'
1. 总则 -> 1. 总则
1.总则 -> 1。总则
附件：1. 名单 -> 附件：1。名单
附件：1.名单 2.表格 -> 附件：1。名单 2。表格
注：1.本表按月填报。2.合计另列。 -> 注：1。本表按月填报。2。合计另列。
SEEN
cat seen
diff -u expected seen

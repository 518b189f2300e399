#!/usr/bin/env bash
# The fifth level of an official document, ①②③, is shown as 1 2 3, and the full-width １．as 1．
#
# Version:  docx-preview 0.4.1 (jsdom 26.1.0; file made with docx 9.15.2).
# Expected: w:numFmt decimalEnclosedCircleChinese and decimalFullWidth (ECMA-376-1, 17.18.59) are numbers in circles
#           and full-width digits. 第一章 and （一） are shown rightly: the other Chinese formats are translated to a
#           style of CSS.
# Happens:  these two are handed to counter() under their name in Word. CSS knows no such style, and prints decimal
#           numbers for a style that it does not know (CSS Counter Styles Level 3). Seen in Chromium, too.
# Matters:  ① is a level of its own below 1. and （1）. Shown as 1 it cannot be told from the level above it: a
#           reference to 第①项 points to nothing that is on the page, or to another item.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit docx-preview@0.4.1 jsdom@26.1.0 docx@9.15.2

cat >show.mjs <<'JS'
import { JSDOM } from "jsdom";
import { AlignmentType, Document, LevelFormat, Packer, Paragraph } from "docx";

const levels = [
  ["CHINESE_COUNTING_THOUSAND", "第%1章"], ["CHINESE_COUNTING", "（%2）"],
  ["DECIMAL_ENCLOSED_CIRCLE_CHINESE", "%3"], ["DECIMAL_FULL_WIDTH", "%4．"],
].map(([name, text], level) => ({ level, format: LevelFormat[name], text, alignment: AlignmentType.LEFT }));
const children = levels.map(({ level }) => new Paragraph({ text: "内容", numbering: { reference: "list", level } }));
const file = await Packer.toBuffer(new Document({
  numbering: { config: [{ reference: "list", levels }] }, sections: [{ children }],
}));

const { window } = new JSDOM("<main></main><style></style>");
for (const name of ["window", "document", "DOMParser", "Node", "Blob", "XMLSerializer", "HTMLElement"]) globalThis[name] = window[name] ?? window;
const { renderAsync } = await import("docx-preview");
await renderAsync(file, document.querySelector("main"), null);
const css = [...document.querySelectorAll("style")].map((s) => s.textContent).join("\n");
for (const { level, format } of levels) {
  const style = css.match(new RegExp(`counter\\(docx-num-[0-9]+-${level}, ([\\w-]+)\\)`))?.[1];
  console.log(`${format} -> ${style}`);
}
JS
node show.mjs >seen

cat >expected <<'SEEN'
chineseCountingThousand -> simp-chinese-informal
chineseCounting -> simp-chinese-informal
decimalEnclosedCircleChinese -> decimalEnclosedCircleChinese
decimalFullWidth -> decimalFullWidth
SEEN
cat seen
diff -u expected seen

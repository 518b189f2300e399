#!/usr/bin/env bash
# The font that a page asks for is put on its Latin letters, and not on its Chinese characters.
#
# Version:  html-to-docx 1.8.0.
# Expected: font-family:仿宋 sets the face of the text. In Word that of Han is w:rFonts w:eastAsia; w:ascii and w:hAnsi
#           are for Latin letters only (ECMA-376-1, 17.3.2.26).
# Happens:  only w:ascii and w:hAnsi are written, for text whose every character is Han. The option "font" for the
#           whole document sets w:ascii alone. Han keep the face of the theme, whatever is asked for.
# Matters:  official documents are told apart by faces: 小标宋 for the title, 黑体 and 楷体 for the levels, 仿宋 for the
#           text. In the file all Chinese text has one face, while digits and Latin letters change theirs.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit html-to-docx@1.8.0 jszip@3.10.1

cat >show.cjs <<'JS'
const toDocx = require("html-to-docx");
const zip = require("jszip");
(async () => {
  const html = '<p style="font-family:黑体">一、总体要求</p><p style="font-family:仿宋">抓好落实。</p>';
  const file = await zip.loadAsync(await toDocx(html, null, { font: "宋体" }));
  const read = async (name) => (await file.file(name).async("string")).replace(/\s+/g, " ");
  const document = await read("word/document.xml");
  for (const [, fonts, text] of document.matchAll(/<w:rFonts ([^>]*?) ?\/>.*?<w:t[^>]*>([^<]*)</g)) console.log(text, "-", fonts);
  console.log("styles -", (await read("word/styles.xml")).match(/<w:rFonts ([^>]*?) ?\/>/)?.[1]);
})();
JS
node show.cjs >seen

cat >expected <<'SEEN'
一、总体要求 - w:ascii="黑体" w:hAnsi="黑体"
抓好落实。 - w:ascii="仿宋" w:hAnsi="仿宋"
styles - w:ascii="宋体" w:eastAsiaTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"
SEEN
cat seen
diff -u expected seen

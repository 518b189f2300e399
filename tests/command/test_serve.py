"""The local page: guarded, used in a real browser, and left cold by a hostile document."""

from __future__ import annotations

import base64
import http.client
import io
import json
import time
import zipfile
from collections.abc import Iterator
from threading import Thread
from typing import Any, NamedTuple

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

from docnorm.serve.run import prepare
from docnorm.settings.options import Where, find_options

from browser import CHROMIUM, Browser, browser
from payloads import PAYLOADS

TEXT = '党zuzhi生活会,我们"开展"工作。\n\n\n  二、下一步XX整改,好。\n'


class Page(NamedTuple):
    """A running page."""

    host: str
    token: str

    @property
    def address(self) -> str:
        return f"http://{self.host}/?t={self.token}"

    def call(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        """Return status and body; the token is sent unless ``token`` says otherwise."""
        sent = {"x-docnorm-token": self.token, **{k.replace("_", "-"): v for k, v in headers.items()}}
        connection = http.client.HTTPConnection(self.host, timeout=30)
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        found = answer.status, answer.read()
        connection.close()
        return found

    def ask(self, data: bytes, **asked: Any) -> tuple[int, bytes]:
        return self.call("POST", "/ask", json.dumps({"name": "a.txt", **asked}).encode() + b"\n" + data)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    place = prepare()
    thread = Thread(target=place.server.run, kwargs={"sockets": [place.listening]}, daemon=True)
    thread.start()
    while not place.server.started:
        time.sleep(0.01)
    host, _, token = place.address.removeprefix("http://").partition("/?t=")
    yield Page(host, token)
    place.server.should_exit = True
    thread.join(10)


def test_only_this_host_this_page_and_this_token_get_in(page: Page) -> None:
    asked = b'{"name": null}\n' + TEXT.encode()
    port = page.host.partition(":")[2]
    assert page.call("POST", "/ask", asked)[0] == 200
    assert page.call("POST", "/ask", asked, origin=f"http://{page.host}")[0] == 200
    for wrong in (
        {"host": f"evil.example:{port}"},
        {"host": "127.0.0.1"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site"},
        {"x_docnorm_token": ""},
        {"x_docnorm_token": "x" * 32},
        {"x_docnorm_token": "é"},
    ):
        assert page.call("POST", "/ask", asked, **wrong)[0] == 403, wrong
    assert page.call("GET", "/")[0] == 403
    assert page.call("GET", "/options", x_docnorm_token="no")[0] == 403
    assert page.call("GET", "/../serve.js")[0] == 404
    assert page.call("GET", "/ask")[0] == 405


def test_nonsense_is_refused_in_words(page: Page) -> None:
    for body in (b"", b"{}", b"[]\nx", b'{"takenBack": [1]}\nx', b'{"said": 3}\nx', b"\xff\n"):
        assert page.call("POST", "/ask", body)[0] == 400
    status, told = page.ask(b"x", profile="gongwenn")
    assert (status, "'gongwen'" in json.loads(told)["error"]) == (422, True)
    assert page.ask(b"x", to="exe")[0] == 422
    status, told = page.call("POST", "/ask", b'{"name": "a.docx"}\nPK\x03\x04')
    assert status == 422
    assert json.loads(told)["error"]


def test_what_is_taken_back_is_not_in_the_download(page: Page) -> None:
    seen = json.loads(page.ask(TEXT.encode())[1])
    at = next(h for h in seen["hunks"] if TEXT[h[0] : h[1]] == "zuzhi")
    assert "组织" in page.ask(TEXT.encode(), to="txt")[1].decode()
    assert "党zuzhi生活会，" in page.ask(TEXT.encode(), to="txt", takenBack=[at])[1].decode()
    assert "生活会,我们“" in page.ask(TEXT.encode(), to="txt", off=["punctuation"])[1].decode()


def test_the_page_asks_what_the_table_of_options_says(page: Page) -> None:
    rows = {row["name"]: row for row in json.loads(page.call("GET", "/options")[1])}
    assert {*rows, "ignore"} == {*find_options(Where.PAGE)}
    assert rows["apply"]["words"] == ["certain", "likely"]
    assert "gongwen" in rows["profile"]["words"]
    assert "黨組織" in page.ask(TEXT.encode(), to="txt", said={"variant": "s2t"})[1].decode()
    assert page.ask(TEXT.encode(), said={"fix-numbers": True, "apply": "certain"})[0] == 200
    for said, what in (({"variant": "s2x"}, "'s2t'"), ({"varant": "s2t"}, "'variant'"), ({"replace": {}}, "no option")):
        status, told = page.ask(b"x", said=said)
        assert (status, what in json.loads(told)["error"]) == (422, True)


def test_a_document_over_the_limits_is_refused() -> None:
    from docnorm.serve.desk import Wish, answer

    assert "took longer" in answer(Wish(b"x", "a.txt"), limit=0.0).error


needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


def _drop(seen: Browser, name: str, data: bytes) -> None:
    coded = base64.b64encode(data).decode()
    seen.run(f"""
        (() => {{
          const bytes = Uint8Array.from(atob({coded!r}), (c) => c.charCodeAt(0));
          const moved = new DataTransfer();
          moved.items.add(new File([bytes], {json.dumps(name)}));
          document.getElementById("drop").dispatchEvent(
            new DragEvent("drop", {{bubbles: true, cancelable: true, dataTransfer: moved}}));
          return true;
        }})()""")


# What would be saved is caught on its way: a headless browser has nowhere to put it.
CATCH = """
  window.got = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => { window.made = blob; return make(blob); };
  HTMLAnchorElement.prototype.click = function () {
    window.made.arrayBuffer().then((b) =>
      window.got.push([this.download, btoa(String.fromCharCode(...new Uint8Array(b)))]));
  }; true"""


@needs_browser
def test_a_person_drops_toggles_and_downloads(page: Page) -> None:
    with browser("--window-size=1080,800") as seen:
        seen.open(page.address)
        assert seen.run("location.search") == ""  # the token does not stay in the address bar
        seen.wait("document.getElementById('profile').options.length > 4")
        _drop(seen, "通知 1.txt", TEXT.encode())
        report = "document.getElementById('report')"
        seen.wait(f"{report}.textContent.includes('组织')")

        # The place to drop gives way to what was found: it filled the window, and the changes lay below its edge.
        assert seen.run(f"{report}.getBoundingClientRect().top") < 400
        box = "document.querySelector('[data-rule=\"pinyin-placeholder\"]')"
        assert seen.run(f"{box}.closest('li').offsetTop") < seen.run(
            "document.querySelector('[data-rule=mojibake]').closest('li').offsetTop"  # what did nothing stands last
        )
        seen.run(f"{box}.click()")
        seen.wait(f"!{report}.textContent.includes('组织')")
        seen.run(f"{box}.click()")
        seen.wait(f"{report}.textContent.includes('组织')")

        option = "document.querySelector('[data-option=variant]')"
        seen.run(f"{option}.value = 's2t'; {option}.dispatchEvent(new Event('change')); true")
        seen.wait(f"{report}.textContent.includes('組織')")
        seen.run(f"{option}.value = ''; {option}.dispatchEvent(new Event('change')); true")
        seen.wait(f"!{report}.textContent.includes('組織')")

        change = "[...document.querySelectorAll('#report del')].find((e) => e.textContent === 'zuzhi')"
        seen.run(f"{change}.click()")
        assert seen.run(f"{change}.classList.contains('off')")
        seen.run(CATCH)
        got: dict[str, bytes] = {}
        for to in ("txt", "docx", "tracked", "report"):
            seen.run(f"document.querySelector('[data-to={to}]').click()")
            seen.wait("window.got.length === 1 && !document.querySelector('#gets button:disabled')")
            name, data = seen.run("window.got.pop()")
            got[name] = base64.b64decode(data)
        assert list(got) == ["通知 1.txt", "通知 1.docx", "通知 1 修订.docx", "通知 1 报告.html"]
        assert "党zuzhi生活会，我们“开展”工作" in got["通知 1.txt"].decode()
        for name, has in (("通知 1.docx", b""), ("通知 1 修订.docx", b"<w:ins ")):
            body = zipfile.ZipFile(io.BytesIO(got[name])).read("word/document.xml")
            assert has in body
            assert b"zuzhi" in body
        assert all(call.startswith((f"http://{page.host}/", "blob:", "data:")) for call in seen.calls)


_DOUBT = "争创一流的标准树的还不够牢，党zuzhi生活会开得好。\n"


def test_a_suggestion_is_taken_where_it_stands(page: Page) -> None:
    status, data = page.ask(_DOUBT.encode(), to="txt", accepted=[[1, 9, "得"]])
    assert (status, data.decode().strip()) == (200, "争创一流的标准树得还不够牢，党组织生活会开得好。")
    # What is no longer suggested is left: its rule was switched off in the meantime.
    status, data = page.ask(_DOUBT.encode(), to="txt", accepted=[[1, 9, "得"]], off=["confusable-word"])
    assert (status, data.decode().strip()) == (200, "争创一流的标准树的还不够牢，党组织生活会开得好。")
    assert page.ask(_DOUBT.encode(), accepted=[["x"]])[0] == 400


@needs_browser
def test_a_person_takes_a_suggestion_by_a_click_and_gives_it_back(page: Page) -> None:
    with browser() as seen:
        seen.open(page.address)
        seen.wait("document.getElementById('profile').options.length > 4")
        _drop(seen, "稿.txt", _DOUBT.encode())
        seen.wait("document.querySelector('#report b[data-at]') !== null")
        seen.run("document.querySelector('#report b[data-at]').click()")
        taken = "[...document.querySelectorAll('#report ins')].find((e) => e.textContent === '得')"
        seen.wait(f"{taken} !== undefined")
        assert seen.run("document.querySelector('#report b[data-at]')") is None
        seen.run(CATCH)
        for said in ("标准树得还", "标准树的还"):
            seen.run("document.querySelector('[data-to=txt]').click()")
            seen.wait("window.got.length === 1 && !document.querySelector('#gets button:disabled')")
            assert said in base64.b64decode(seen.run("window.got.pop()")[1]).decode()
            seen.run(f"{taken}.click()")


_BOOK = "".join(
    f"第{n}章 夜雨{n}\n　　雪下了一夜，到天亮才停。巷口的槐树压断了一根枝，横在路中间，没有人来搬。\n" for n in "一二三"
)


def test_a_heading_that_is_none_is_none_in_the_book(page: Page) -> None:
    status, seen = page.ask(_BOOK.encode(), profile="novel")
    assert status == 200
    chapters = json.loads(seen)["chapters"]
    assert [c["text"] for c in chapters] == ["第一章 夜雨一", "第二章 夜雨二", "第三章 夜雨三"]
    status, data = page.ask(_BOOK.encode(), profile="novel", to="epub", flat=[chapters[1]["key"]])
    assert status == 200
    nav = zipfile.ZipFile(io.BytesIO(data)).read("EPUB/nav.xhtml").decode()
    assert "第三章 夜雨三" in nav
    assert "第二章 夜雨二" not in nav


@needs_browser
def test_a_person_unticks_a_chapter_and_gets_a_book(page: Page) -> None:
    with browser() as seen:
        seen.open(page.address)
        seen.wait("document.getElementById('profile').options.length > 4")
        profile = "document.getElementById('profile')"
        seen.run(f"{profile}.value = 'novel'; {profile}.dispatchEvent(new Event('change')); true")
        _drop(seen, "长亭外.txt", _BOOK.encode())
        seen.wait("document.querySelectorAll('#chapters input').length === 3")
        seen.run("document.querySelectorAll('#chapters input')[1].click()")
        seen.run(CATCH)
        seen.run("document.querySelector('[data-to=epub]').click()")
        seen.wait("window.got.length === 1")
        name, data = seen.run("window.got.pop()")
        assert name == "长亭外.epub"
        nav = zipfile.ZipFile(io.BytesIO(base64.b64decode(data))).read("EPUB/nav.xhtml").decode()
        assert "第三章" in nav
        assert "第二章" not in nav


@needs_browser
def test_a_hostile_document_does_nothing(page: Page) -> None:
    hostile = "\n".join(PAYLOADS).encode("utf-8", "replace")
    with browser() as seen:
        seen.open(page.address)
        seen.wait("document.getElementById('profile').options.length > 4")
        seen.run("window.alert = () => { window.hit = true; }; true")
        _drop(seen, "<img src=x onerror=alert(1)>.txt", hostile)
        seen.wait("document.querySelectorAll('#report .row').length > 50")
        time.sleep(0.3)
        assert not seen.run("window.hit === true")
        assert (
            seen.run("document.querySelectorAll('#report :is(script,img,iframe,svg,form,link,style,object)').length")
            == 0
        )
        assert all(call.startswith(f"http://{page.host}/") for call in seen.calls)


@needs_browser
def test_a_hostile_report_does_nothing_and_reads_without_scripts(page: Page, tmp_path: Any) -> None:
    hostile = "\n".join(PAYLOADS).encode("utf-8", "replace")
    html = page.ask(hostile + "\n党zuzhi生活会".encode(), to="report")[1]
    (tmp_path / "r.html").write_bytes(html)
    with browser() as seen:
        seen.ask("Emulation.setScriptExecutionDisabled", value=True)
        seen.open((tmp_path / "r.html").as_uri())
        root = seen.ask("DOM.getDocument")["root"]["nodeId"]
        outer = seen.ask("DOM.getOuterHTML", nodeId=root)["outerHTML"]
        assert "组织" in outer
        assert outer.count("<script>") == 1
        assert {call.partition(":")[0] for call in seen.calls} <= {"file", "data"}


def test_the_page_is_told_and_opened_where_somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    import webbrowser

    from docnorm.serve import run

    class Server:
        def run(self, sockets: list[Any]) -> None:
            for socket in sockets:
                socket.close()

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    for stream, seen in ((io.StringIO(), 0), (Terminal(), 1)):
        place = prepare()._replace(server=Server())
        monkeypatch.setattr(run, "prepare", lambda place=place: place)
        monkeypatch.setattr("sys.stdout", stream)
        run.serve()
        assert stream.getvalue() == place.address + "\n"
        assert opened == [place.address] * seen


def test_a_page_without_its_packages_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from docnorm.errors import UsageError

    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(UsageError, match=r"^--serve needs uvicorn; install it with: pip install 'docnorm\[serve\]'$"):
        prepare()

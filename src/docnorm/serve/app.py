"""The page and its two questions, behind a guard: this machine, this page, this token, and no more than so many bytes.

A page of another site can reach 127.0.0.1 from a reader's browser (and through DNS rebinding even under a name of its
own), so every request must name this host, come from this page, and carry the token that only its address holds.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import anyio.to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docnorm import api
from docnorm.edit import Span
from docnorm.serve.desk import LIMIT, Answer, Wish, answer, list_options

MOST = 64 << 20  # bytes of a document: the reader's own limit for a DOCX
_DATA = Path(__file__).parents[1] / "data"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
}
_OTHERS = {"tracked": ("docx", " 修订"), "report": ("html", " 报告")}  # a format's file, and a mark in its name

Handler = Callable[[Request], Awaitable[Response]]


def make_application(token: str, hosts: frozenset[str], *, most: int = MOST, limit: float = LIMIT) -> Starlette:
    """Return the application for these host names (with their port)."""
    turns = anyio.CapacityLimiter(2)  # documents at once; the next one waits

    def guarded(handler: Handler, *, open_to_all: bool = False) -> Handler:
        async def guard(request: Request) -> Response:
            why = _find_refusal(request, hosts, "" if open_to_all else token)
            response = Response(why, 403) if why else await handler(request)
            response.headers.update(_HEADERS)
            return response

        return guard

    async def page(request: Request) -> Response:
        if not secrets.compare_digest(request.query_params.get("t", "").encode(), token.encode()):
            return Response("Open the address that `normalize --serve` printed. 请打开命令行里显示的完整地址。", 403)
        return _read_static("serve.html")

    async def asset(request: Request) -> Response:
        return _read_static("serve" + Path(request.url.path).suffix)

    async def asked(_: Request) -> Response:
        return Response(json.dumps(list_options()), media_type="application/json")

    async def ask(request: Request) -> Response:
        body = await _read_body(request, most)
        wish = _read_wish(body) if body is not None else None
        if wish is None:
            return Response(
                "too large" if body is None else "not a question of this page", 413 if body is None else 400
            )
        found: Answer = await anyio.to_thread.run_sync(answer, wish, limit, limiter=turns)
        if found.error:
            return Response(json.dumps({"error": found.error}), 422, media_type="application/json")
        if not wish.to:
            return Response(found.data, media_type="application/json")
        name = quote(_name_download(wish))
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(found.data, media_type="application/octet-stream", headers=headers)

    return Starlette(
        routes=[
            Route("/", guarded(page, open_to_all=True)),
            Route("/serve.js", guarded(asset, open_to_all=True)),
            Route("/serve.css", guarded(asset, open_to_all=True)),
            Route("/options", guarded(asked)),
            Route("/ask", guarded(ask), methods=["POST"]),
        ]
    )


def _find_refusal(request: Request, hosts: frozenset[str], token: str) -> str:
    """Return why the request is not from this page, or an empty string."""
    if request.headers.get("host", "") not in hosts:
        return "wrong host"
    origin = request.headers.get("origin")
    if origin is not None and origin not in {f"http://{host}" for host in hosts}:
        return "wrong origin"
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return "wrong site"
    if token and not secrets.compare_digest(request.headers.get("x-docnorm-token", "").encode(), token.encode()):
        return "wrong token"
    return ""


def _read_static(name: str) -> Response:
    path = _DATA / name
    data = path.read_bytes()
    if name == "serve.css":
        data = (_DATA / "report.css").read_bytes() + data
    return Response(data, media_type=_KINDS[path.suffix])


async def _read_body(request: Request, most: int) -> bytes | None:
    """Return the body, or None for one that is too large: counted as it comes, whatever its length says."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most + (1 << 20):  # the first line, with the choices, beside the document
            return None
        parts.append(part)
    return b"".join(parts)


def _read_wish(body: bytes) -> Wish | None:
    """Return what the body asks: a line of JSON, then the document's bytes. None for anything else."""
    head, found, data = body.partition(b"\n")
    try:
        asked: Any = json.loads(head)
        name = asked.get("name")
        wish = Wish(
            data,
            None if name is None else str(name),
            str(asked.get("profile", "gongwen")),
            tuple(dict(asked.get("said", {})).items()),
            tuple(str(rule) for rule in asked.get("off", [])),
            tuple(Span(int(start), int(end)) for start, end in asked.get("takenBack", [])),
            tuple((int(line), int(column), str(text)) for line, column, text in asked.get("accepted", [])),
            str(asked.get("to", "")),
            tuple(str(key) for key in asked.get("flat", [])),
        )
    except (ValueError, TypeError, AttributeError):
        return None
    return wish if found else None


def _name_download(wish: Wish) -> str:
    stem = Path(wish.name.replace("\\", "/")).stem if wish.name else "docnorm"
    name, mark = _OTHERS.get(wish.to, (wish.to, ""))
    return f"{stem}{mark}{api.FORMATS[name].suffixes[0]}"

"""Start the page: a random port of 127.0.0.1, a random token, and the browser."""

from __future__ import annotations

import secrets
import socket
import sys
from typing import Any, NamedTuple

from docnorm.errors import UsageError


class PageServer(NamedTuple):
    """Where the page is: the listening socket, and the address with its token."""

    listening: socket.socket
    address: str
    server: Any


def prepare(port: int = 0) -> PageServer:
    """Return a server that is ready to run. Port 0 is a free one, another each time."""
    try:
        import uvicorn

        from docnorm.serve.app import make_application
    except ImportError as error:
        raise UsageError(f"--serve needs {error.name}; install it with: pip install 'docnorm[serve]'") from error
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.bind(("127.0.0.1", port))  # this machine alone, whatever its other addresses
    port = listening.getsockname()[1]
    token = secrets.token_urlsafe(24)
    hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
    settings = uvicorn.Config(
        make_application(token, hosts), log_level="error", access_log=False, server_header=False, lifespan="off"
    )
    return PageServer(listening, f"http://127.0.0.1:{port}/?t={token}", uvicorn.Server(settings))


def serve() -> None:
    """Serve the page until it is interrupted."""
    place = prepare()
    print(place.address, flush=True)  # noqa: T201  the one line of output: the address to open
    if sys.stdout.isatty():
        import webbrowser

        webbrowser.open(place.address)
    place.server.run(sockets=[place.listening])

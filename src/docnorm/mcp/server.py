"""The tools behind the protocol's own SDK, over standard input and output."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import docnorm
from docnorm.errors import DocnormError, UsageError
from docnorm.mcp.folder import Folder
from docnorm.mcp.tools import Tools

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

_INSTRUCTIONS = (
    "Cleans Chinese documents: encodings, scraping residue, words hidden as pinyin, punctuation, numbering; writes "
    "DOCX set to GB/T 9704. Paths are said from the one folder that this server was given. Inputs are never changed. "
    "Suggestions are not applied: show them to the person."
)


def serve_folder(path: str) -> None:
    """Serve the folder at ``path`` until the client goes. Raises ``UsageError`` without the extra or the folder."""
    make_server(Folder(path)).run("stdio")


def make_server(folder: Folder) -> MCPServer[Any]:
    """Return the server with its four tools."""
    try:
        from mcp.server.mcpserver import MCPServer
        from mcp.types import ToolAnnotations
    except ImportError as error:
        raise UsageError(f"--mcp needs {error.name}; install it with: pip install 'docnorm[mcp]'") from error
    server: MCPServer[Any] = MCPServer("docnorm", instructions=_INSTRUCTIONS, version=docnorm.__version__)
    tools = Tools(folder)
    looks = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    writes = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)
    for tool, about in ((tools.clean, writes), (tools.check, looks), (tools.explain, looks), (tools.undo, writes)):
        server.tool(annotations=about)(_tell_errors(tool))
    return server


def _tell_errors(tool: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``tool`` with our errors as the protocol's, whose words reach the client."""
    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(tool)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return tool(*args, **kwargs)
        except DocnormError as error:
            raise ToolError(str(error)) from error

    return call

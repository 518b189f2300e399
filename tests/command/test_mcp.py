"""The server for agents: what its tools do, that nothing outside its folder is touched, and the SDK's own client."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from docnorm.command.main import main
from docnorm.errors import DocnormError, InputRefused, OutputFailed, UsageError
from docnorm.mcp.folder import Folder
from docnorm.mcp.tools import Tools

TEXT = '党zuzhi生活会,我们"开展"工作。\n我在XX镇驻村。\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a document, beside one that is none of the server's business."""
    (tmp_path / "secret.txt").write_text("别人的文件", encoding="utf-8")
    inside = tmp_path / "材料"
    (inside / "二级").mkdir(parents=True)
    (inside / "in.txt").write_bytes(TEXT.encode("gb18030"))
    return inside


def test_a_document_is_cleaned_and_given_back(folder: Path) -> None:
    tools = Tools(Folder(folder))
    said = tools.clean("in.txt")
    assert said["text"].startswith("党组织生活会，我们“开展”工作。")
    assert said["encoding"] in {"gb18030", "gbk", "cp936"}
    assert said["applied"]["pinyin-placeholder"] == 1
    tools.clean("in.txt", "二级/out.docx", track_changes=True)
    assert (folder / "二级/out.docx").read_bytes().startswith(b"PK")
    tools.clean("in.txt", "in.json")
    assert tools.undo("in.json", "again.txt") == {"output": "again.txt", "bytes": len(TEXT.encode("gb18030"))}
    assert (folder / "again.txt").read_bytes() == (folder / "in.txt").read_bytes()


def test_changes_are_listed_and_explained(folder: Path) -> None:
    tools = Tools(Folder(folder))
    found = tools.check("in.txt")["changes"]
    assert [(row["line"], row["column"]) for row in found if row["edits"][0]["before"] == "zuzhi"] == [(1, 2)]
    assert any(row["fate"] == "suggested" for row in found)
    assert "zuzhi" in tools.explain("pinyin-placeholder", "in.txt")
    assert tools.explain("pinyin-placeholder").startswith("# pinyin-placeholder")
    assert sorted(p.name for p in folder.iterdir()) == ["in.txt", "二级"]  # nothing is written by looking


@pytest.mark.parametrize(
    "name", ["../secret.txt", "二级/../../secret.txt", "link.txt", "out/secret.txt", ".", "", "a\0b"]
)
def test_nothing_outside_of_the_folder_is_read_or_written(folder: Path, name: str) -> None:
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "out").symlink_to(folder.parent)
    tools = Tools(Folder(folder))
    for said in (name, str(folder / name) if "\0" not in name else name):
        with pytest.raises((InputRefused, OutputFailed)):
            tools.clean(said)
        with pytest.raises(OutputFailed):
            Folder(folder).place(said.replace("secret", "new"))
    assert sorted(p.name for p in folder.parent.iterdir()) == ["secret.txt", "材料"]


def test_no_file_is_written_over_unless_it_is_said(folder: Path) -> None:
    tools = Tools(Folder(folder))
    (folder / "out.txt").write_text("旧", encoding="utf-8")
    with pytest.raises(OutputFailed, match="already"):
        tools.clean("in.txt", "out.txt")
    tools.clean("in.txt", "out.txt", overwrite=True)
    with pytest.raises(OutputFailed, match="input itself"):
        tools.clean("in.txt", "in.txt", overwrite=True)
    assert (folder / "in.txt").read_bytes() == TEXT.encode("gb18030")
    tools.clean("in.txt", "in.json")
    with pytest.raises(OutputFailed, match="already"):
        tools.undo("in.json", "in.txt")


def test_the_configuration_is_the_folders_own(folder: Path) -> None:
    (folder.parent / "docnorm.toml").write_text('protect = ["党zuzhi"]\n', encoding="utf-8")
    assert "组织" in Tools(Folder(folder)).clean("in.txt")["text"]
    (folder / "docnorm.toml").write_text('protect = ["党zuzhi"]\n', encoding="utf-8")
    assert "党zuzhi生活会" in Tools(Folder(folder)).clean("in.txt")["text"]


def test_what_is_wrong_is_said_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tools = Tools(Folder(folder))
    for call in (
        lambda: tools.clean("nothing.txt"), lambda: tools.clean("in.txt", profile="gongwn"),
        lambda: tools.explain("punctuaton"), lambda: tools.clean("in.txt", track_changes=True),
        lambda: tools.undo("in.txt", "x.txt"), lambda: tools.clean("in.txt", "无/out.txt"),
    ):  # fmt: skip
        with pytest.raises(DocnormError):
            call()
    with pytest.raises(UsageError):
        Folder(folder / "in.txt")
    assert main(["--mcp", str(folder / "in.txt")]) == 2
    assert "--mcp" in capsys.readouterr().err


def test_the_sdks_own_client_finds_and_calls_the_tools(folder: Path) -> None:
    pytest.importorskip("mcp.server.mcpserver")
    from mcp import StdioServerParameters
    from mcp.client.client import Client

    async def talk() -> tuple[set[str], Any, Any]:
        command = StdioServerParameters(command=sys.executable, args=["-m", "docnorm", "--mcp", str(folder)])
        async with Client(command) as client:
            names = {tool.name for tool in (await client.list_tools()).tools}
            good = await client.call_tool("clean", {"path": "in.txt"})
            bad = await client.call_tool("clean", {"path": "../secret.txt"})
            return names, good, bad

    names, good, bad = asyncio.run(talk())
    assert names == {"clean", "check", "explain", "undo"}
    assert not good.is_error
    assert json.loads(good.content[0].text)["text"].startswith("党组织生活会")
    assert bad.is_error
    assert "outside of the folder" in bad.content[0].text

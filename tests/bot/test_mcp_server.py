"""The MCP server, asked by the SDK's own client: in this process, and as the command over pipes."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp", reason="the MCP SDK is not installed")

from mcp import Client, StdioServerParameters

from bot.mcp_server import PLATFORM, MusicTools, make_server
from bot.turn_client import TurnClient
from cli.conversation_run import clip_source
from musechat.turn import Stage
from store.database import Database
from store.members import get_member
from tests.bot.house import PretendWorker, SilentBell

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def tools(stocked: Database) -> AsyncIterator[MusicTools]:
    client = TurnClient(stocked, SilentBell(), "mcp:test")
    await client.start()
    member = await client.write(get_member, PLATFORM, "somebody")
    opened: list[str] = []

    @contextmanager
    def some_worker() -> Iterator[None]:
        opened.append("opened")
        yield
        opened.append("closed")

    made = MusicTools(client, member, clip_source, some_worker)
    yield made
    await made.close()
    await client.close()
    assert opened in ([], ["opened", "closed"])


async def call(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    assert result.structured_content is not None
    return result.structured_content


async def test_a_model_gets_a_pick_refines_it_and_reads_why_and_the_receipt(
    tools: MusicTools, worker: PretendWorker, clip: Path
) -> None:
    stages: list[str | None] = []

    async def note(_done: float, _total: float | None, message: str | None) -> None:
        stages.append(message)

    async with Client(make_server(tools)) as client:
        listed = (await client.list_tools()).tools
        assert [tool.name for tool in listed] == ["recommend", "refine", "why", "search", "receipt"]
        assert all(tool.description and tool.output_schema for tool in listed)
        result = await client.call_tool("recommend", {"clip": str(clip), "words": "calm"}, progress_callback=note)
        assert not result.is_error, result.content
        first = result.structured_content
        assert first is not None
        assert first["picks"][0]["track"]["title"]
        second = await call(client, "refine", conversation=first["conversation"], words="calmer", language="de")
        assert second["number"] == 2
        why = await call(client, "why", turn=first["id"])
        assert why["why"]
        receipt = await call(client, "receipt", pick=second["picks"][0]["id"])
        assert second["picks"][0]["track"]["title"] in receipt["credit"]
        found = await call(client, "search", words="tide")
        assert [track["title"] for track in found["tracks"]] == ["Low Tide"]
    assert set(stages) <= {stage.value for stage in Stage}


async def test_what_cannot_be_done_is_told_in_one_line(tools: MusicTools, worker: PretendWorker, clip: Path) -> None:
    async with Client(make_server(tools)) as client:
        for tool, arguments, line in (
            ("recommend", {"clip": "/nowhere/clip.mp4"}, "There is no file"),
            ("recommend", {"clip": str(clip), "words": "broken"}, "The clip ends in the middle."),
            ("recommend", {"clip": str(clip), "words": "a\x00"}, "characters that are none"),
            ("refine", {"conversation": 10**6, "words": "calmer"}, "There is no conversation"),
            ("why", {"turn": 10**6}, "There is no turn"),
            ("receipt", {"pick": 10**6}, "There is no pick"),
            ("search", {"words": "tide\x00"}, "characters that are none"),
            ("search", {"after": "\ud800"}, "characters that are none"),
            ("refine", {"conversation": 2**63, "words": "calmer"}, "less than or equal to"),
            ("why", {"turn": 2**70}, "less than or equal to"),
            ("receipt", {"pick": -(2**70)}, "greater than or equal to"),
        ):
            result = await client.call_tool(tool, arguments)
            assert result.is_error
            assert line in result.content[0].text  # type: ignore[union-attr]
            assert "Traceback" not in result.content[0].text  # type: ignore[union-attr]


@pytest.mark.slow
async def test_the_command_speaks_the_protocol_over_pipes(stocked: Database, tmp_path: Path) -> None:
    ours = {"MUSECHAT_DATA_DIR": str(tmp_path), "MUSECHAT_DATABASE_URL": stocked.url, "MUSECHAT_LOG_LEVEL": "debug"}
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "cli.main", "mcp"], env={**os.environ, **ours}, cwd=ROOT
    )
    async with Client(command) as client:
        assert client.server_info.name == "musechat"
        assert (await call(client, "search"))["total"] == 10

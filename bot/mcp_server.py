"""The MCP server: tools by which a language model asks for music, refines it, and reads why and on which terms.

It speaks over standard input and output, for the one person who started it: what it asks for is that person's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Annotated

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from bot.api.conversion import convert_page, convert_turn, explain_turn, write_receipt
from bot.api.schemas import LANGUAGE, TURN_ID, ApiLibraryPage, ApiReceipt, ApiTurn, ApiWhy
from bot.turn_client import TurnClient
from musechat import __version__
from musechat.errors import MuseChatError
from musechat.turn import ClipSource, NewTurn, SourceKind, Stage, TurnKind, TurnView
from store.api_requests import NEW_THREAD, get_own_thread, load_own_pick, require_own_turn, submit_request
from store.ledger import choose_first_queue
from store.library_search import load_library_page

PLATFORM = "mcp"
MOST_FOUND = 50
NO_CLIP = ClipSource(SourceKind.NONE)
INSTRUCTIONS = (
    "MuseChat picks existing music for a video. Call recommend with the path or link of a clip, then refine with the "
    "conversation's number. Titles, artists and tags come from the library: quote them, and invent none. "
    "Before music is used, call receipt: it holds the credit line and what the licence allows."
)


@dataclass(slots=True)
class MusicTools:
    """The tools, for one person.

    Attributes:
        client: of the ledger.
        member_id: the person.
        parse_clip: makes a source of a path or link; raises ``BadInput``.
        open_worker: sees to it that a worker serves, for as long as it is open.

    """

    client: TurnClient
    member_id: int
    parse_clip: Callable[[str], ClipSource]
    open_worker: Callable[[], AbstractContextManager[None]]
    _open: ExitStack = field(default_factory=ExitStack)
    _works: bool = False

    async def close(self) -> None:
        """End the worker, where one was started."""
        await self.client.call(self._open.close)

    async def recommend(
        self,
        context: Context,
        clip: Annotated[str, Field(description="Path of a video file on this machine, or a link to a video")],
        words: Annotated[str, Field(description="What the music should be, in any words; may be empty")] = "",
        language: Annotated[LANGUAGE, Field(description="Of the reason")] = "en",
    ) -> ApiTurn:
        """Recommend music for a video: watches it, and answers with a pick, alternates, and why they fit."""
        with told_plainly():
            source = self.parse_clip(clip)
            return await self._run(self._make_turn(TurnKind.FIRST, words, language, NEW_THREAD, source), context)

    async def refine(
        self,
        context: Context,
        conversation: Annotated[int, Field(ge=1, le=TURN_ID, description="Number of the conversation")],
        words: Annotated[str, Field(min_length=1, description="What should change: 'calmer, no vocals'")],
        language: Annotated[LANGUAGE, Field(description="Of the reason")] = "en",
    ) -> ApiTurn:
        """Refine the last pick of a conversation by what is said, and answer with the next."""
        with told_plainly():
            await self.client.read(get_own_thread, PLATFORM, self.member_id, conversation)
            return await self._run(self._make_turn(TurnKind.REFINE, words, language, conversation), context)

    async def why(
        self, turn: Annotated[int, Field(ge=1, le=TURN_ID, description="Id of the turn that made the pick")]
    ) -> ApiWhy:
        """Explain a pick, and compare it with each of its alternates."""
        with told_plainly():
            await self.client.read(require_own_turn, PLATFORM, self.member_id, turn)
            return explain_turn(await self.client.view(turn))

    async def search(
        self,
        words: Annotated[str, Field(description="Words that title or artist must contain; empty: all tracks")] = "",
        after: Annotated[str, Field(description="The `next` of the page before")] = "",
        limit: Annotated[int, Field(ge=1, le=MOST_FOUND)] = 10,
    ) -> ApiLibraryPage:
        """Search the library by title and artist."""
        with told_plainly():
            found = await self.client.read(load_library_page, words=words, after=after, limit=limit)
            return convert_page(found)

    async def receipt(self, pick: Annotated[int, Field(ge=1, le=TURN_ID, description="Id of the pick")]) -> ApiReceipt:
        """Write a pick's receipt: the credit line to put beside the video, and what its licence allows."""
        with told_plainly():
            shown = await self.client.read(load_own_pick, PLATFORM, self.member_id, pick)
            return write_receipt(shown.pick, shown.thread_id, shown.turn_seq)

    def _make_turn(
        self, kind: TurnKind, words: str, language: str, thread_id: int, source: ClipSource = NO_CLIP
    ) -> NewTurn:
        asker = self.client.asker
        return NewTurn(thread_id, self.member_id, asker, kind, words, source=source, language=language)

    async def _run(self, new: NewTurn, context: Context) -> ApiTurn:
        if not self._works:
            await self.client.call(self._open.enter_context, self.open_worker())
            self._works = True
        submitted = await self.client.write(submit_request, new, PLATFORM, None)
        self.client.notify(submitted.turn_id, choose_first_queue(new.source.kind.value, new.kind.value))
        view = await self._follow(submitted.turn_id, context)
        if view.error_code:
            raise MuseChatError(view.error_code, view.error.rstrip(".") or "The turn was cancelled")
        return convert_turn(view)

    async def _follow(self, turn_id: int, context: Context) -> TurnView:
        view = await self.client.view(turn_id)
        async for view in self.client.follow(turn_id):
            if view.stage is not None:
                steps = list(Stage)
                done = steps.index(view.stage) + (view.progress or 0.0)
                await context.report_progress(done, len(steps), view.stage.value)
        await self.client.mark_delivered(turn_id)
        return view


def make_server(tools: MusicTools) -> MCPServer:
    """Make the server with all tools."""
    server = MCPServer("musechat", title="MuseChat", version=__version__, instructions=INSTRUCTIONS)
    for tool in (tools.recommend, tools.refine, tools.why, tools.search, tools.receipt):
        server.add_tool(tool)
    return server


@contextmanager
def told_plainly() -> Iterator[None]:
    """Give the model the one line of an error of ours, as the tool's answer."""
    try:
        yield
    except MuseChatError as error:
        raise ToolError(error.line) from error

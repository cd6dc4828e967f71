"""Runs a conversation from the command line, through the ledger and a worker as every front end does."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from getpass import getuser
from pathlib import Path

from bot.turn_client import TurnClient
from cli.supervisor import child_command
from musechat.children import make_child_environment
from musechat.errors import BadInput, MuseChatError
from musechat.settings import Settings
from musechat.turn import ClipSource, NewTurn, SourceKind, TurnKind, TurnState, TurnView
from store.database import Database
from store.members import get_member
from store.threads import open_thread
from worker.heartbeat import list_alive_workers
from worker.notifier import Notifier

Watch = Callable[[TurnView], None]  # called with every view of a turn


def clip_source(video: str) -> ClipSource:
    """Parse a clip named on the command line: a link, or a file on this machine.

    Raises:
        BadInput: ``no-such-file``, ``not-a-file``.

    """
    if video.startswith(("http://", "https://")):
        return ClipSource(SourceKind.LINK, video, video)
    # Absolute: the worker may run in another folder. Not resolved: a symbolic link keeps its name.
    path = Path(video).expanduser().absolute()
    if not path.exists():
        raise BadInput(
            "no-such-file", f"There is no file {video}", "Check the name, or give a link that starts with https://"
        )
    if not path.is_file():
        raise BadInput("not-a-file", f"{video} is not a file", "Name one video file")
    return ClipSource(SourceKind.PATH, str(path), path.name)


@contextmanager
def some_worker(settings: Settings, db: Database) -> Iterator[None]:
    """Make sure that a worker serves this data folder: start one for the duration of the context if there is none."""
    with db.read() as session:
        if list_alive_workers(session):
            yield
            return
    process = subprocess.Popen(
        child_command("worker"),
        env=_build_environment(settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # ours may belong to a protocol, or to whoever reads JSON
        start_new_session=True,  # Ctrl-C reaches this process only, which ends the worker in order
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)  # seconds; a worker finishes or releases its turns first
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _build_environment(settings: Settings) -> dict[str, str]:
    # A worker's log lines would break up the conversation on the same terminal; a level that was set is respected.
    quiet = {"MUSECHAT_LOG_LEVEL": "warning"} if settings.log_level == "info" else {}
    return {**make_child_environment(), "MUSECHAT_DATA_DIR": str(settings.data_dir), **quiet}


class TerminalConversation:
    """A new thread of the local user, for one conversation on the terminal."""

    def __init__(self, db: Database, turn_client: TurnClient, name: str) -> None:
        self._turn_client = turn_client
        with db.write() as session:
            self._member = get_member(session, "local", getuser())
            self._thread = open_thread(session, platform="local", member_id=self._member, name=name)

    async def say(
        self, kind: TurnKind, words: str = "", source: ClipSource | None = None, watch: Watch | None = None
    ) -> TurnView:
        """Submit a turn and wait for its final state; ``watch`` is called with each of its views.

        Raises:
            BadInput: the turn failed for a reason that the user can fix, or was cancelled.
            MuseChatError: it failed because of an internal error.

        """
        new = NewTurn(self._thread, self._member, self._turn_client.asker, kind, words)
        if source is not None:
            new = NewTurn(self._thread, self._member, self._turn_client.asker, kind, words, source=source)
        turn_id = await self._turn_client.submit(new)
        last: TurnView | None = None
        async for view in self._turn_client.follow(turn_id):
            last = view
            if watch:
                watch(view)
        if last is None:
            raise MuseChatError("lost-turn", f"Turn {turn_id} was lost")
        await self._turn_client.mark_delivered(turn_id)
        return _require_done(last)


def _require_done(view: TurnView) -> TurnView:
    if view.state is TurnState.DONE:
        return view
    line = view.error.rstrip(".") or f"The turn ended as {view.state}"
    if view.incident:
        raise MuseChatError(view.error_code or "failed", f"{line} (incident {view.incident})")
    raise BadInput(view.error_code or "failed", line)


@asynccontextmanager
async def conversing(settings: Settings, db: Database, name: str) -> AsyncIterator[TerminalConversation]:
    """Open a conversation named ``name``, with a worker to serve it."""
    with some_worker(settings, db):
        # A name of its own: two terminals at once must not receive each other's turns.
        turn_client = TurnClient(db, Notifier(settings), f"ask:{uuid.uuid4().hex}")
        await turn_client.start()
        try:
            yield await asyncio.to_thread(TerminalConversation, db, turn_client, name)
        finally:
            await turn_client.close()

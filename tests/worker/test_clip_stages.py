"""Fetching and watching: wherever a clip comes from, it keeps to what the operator and its guild allow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from musechat.errors import BadInput
from musechat.guild import GuildSettings
from musechat.settings import Settings
from musechat.turn import ClipSource, SourceKind, TurnKind
from store.database import Database
from store.guilds import change_guild
from store.members import get_member
from store.threads import get_thread, open_thread
from store.videos import get_video
from tests.store.asked import Asker
from tests.worker.jobs import context_of
from worker.context import TurnContext
from worker.stages.fetch import run_fetch
from worker.stages.watch import run_watch

GUILD = 700


class DiscordAsker(Asker):
    """Asks in a new thread of a guild."""

    def __init__(self, db: Database, guild_id: int | None = GUILD) -> None:
        self.db, self.name = db, "member"
        with db.write() as session:
            self.member_id = get_member(session, "discord", "member")
            self.thread_id = open_thread(session, platform="discord", member_id=self.member_id, guild_id=guild_id)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds."""
    path = tmp_path_factory.mktemp("clips") / "sea.mp4"
    with av.open(str(path), "w") as box:
        stream = box.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for n in range(40):
            box.mux(stream.encode(av.VideoFrame.from_ndarray(np.full((180, 320, 3), 5 * n, np.uint8), format="rgb24")))
        box.mux(stream.encode(None))
    return path


@pytest.fixture
def ask(sqlite_database: Database, settings: Settings, clip: Path) -> Callable[..., TurnContext]:
    """The context of a first turn with the clip, posted on Discord or named by its path."""

    def asked(kind: SourceKind = SourceKind.BLOB, value: str = str(clip), guild_id: int | None = GUILD) -> TurnContext:
        asker = DiscordAsker(sqlite_database, guild_id)
        context = context_of(asker, settings, TurnKind.FIRST, source=ClipSource(kind, value, "sea.mp4"))
        if kind is SourceKind.BLOB:
            with context.blobs.open_writer() as writer:
                writer.write(clip.read_bytes())
                stored = writer.commit(".mp4").name
            asker = DiscordAsker(sqlite_database, guild_id)
            context = context_of(asker, settings, TurnKind.FIRST, source=ClipSource(kind, stored, "sea.mp4"))
        return context

    return asked


def limit(db: Database, **values: object) -> None:
    with db.write() as session:
        change_guild(session, GUILD, lambda _: GuildSettings(**values))  # type: ignore[arg-type]


def test_a_clip_that_was_posted_is_fetched_and_watched(ask: Callable[..., TurnContext], clip: Path) -> None:
    context = ask()
    run_fetch(context)
    run_watch(context)
    with context.db.read() as session:
        thread = get_thread(session, context.job.thread_id)
        video = get_video(session, thread.video_hash or "")
    assert thread.platform == "discord"
    assert video is not None
    assert video.traits is not None
    assert (video.size, video.traits.duration_s) == (clip.stat().st_size, pytest.approx(4.0, abs=0.1))


@pytest.mark.parametrize("kind", [SourceKind.BLOB, SourceKind.PATH])
def test_a_guild_may_take_smaller_clips_only(
    ask: Callable[..., TurnContext], sqlite_database: Database, kind: SourceKind
) -> None:
    limit(sqlite_database, clip_bytes=1024)
    with pytest.raises(BadInput) as refused:
        run_fetch(ask(kind))
    assert refused.value.code == "clip-too-large-here"
    assert "0.000977 MiB that this server allows" in refused.value.line
    run_fetch(ask(kind, guild_id=701))


def test_a_guild_may_take_shorter_clips_only(ask: Callable[..., TurnContext], sqlite_database: Database) -> None:
    limit(sqlite_database, clip_seconds=2.0)
    for _ in range(2):
        context = ask()
        run_fetch(context)
        with pytest.raises(BadInput) as refused:
            run_watch(context)
        assert refused.value.code == "clip-too-long-here"
        assert refused.value.message == "The clip is longer than the 2 s that this server allows"
        elsewhere = ask(guild_id=701)  # once it was watched elsewhere, the limit holds all the same
        run_fetch(elsewhere)
        run_watch(elsewhere)


def test_a_guild_cannot_allow_more_than_the_operator(
    ask: Callable[..., TurnContext], sqlite_database: Database, settings: Settings
) -> None:
    limit(sqlite_database, clip_bytes=10**9, clip_seconds=10**6)
    context = ask()
    context.settings = settings.model_copy(update={"max_clip_bytes": 1000})
    with pytest.raises(BadInput) as refused:
        run_fetch(context)
    assert refused.value.code == "clip-too-large"
    context = ask()
    context.settings = settings.model_copy(update={"max_clip_seconds": 1.0})
    run_fetch(context)
    with pytest.raises(BadInput) as refused:
        run_watch(context)
    assert refused.value.code == "clip-too-long"
    assert "server" not in refused.value.line


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://example.org/clip.mp4", "not-an-attachment"),
        ("https://cdn.discordapp.com.example.org/clip.mp4", "not-an-attachment"),
        ("https://cdn.discordapp.com@example.org/clip.mp4", "not-an-attachment"),
        ("file:///etc/passwd", "not-a-link"),
    ],
)
def test_only_discords_own_hosts_carry_attachments(ask: Callable[..., TurnContext], address: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        run_fetch(ask(SourceKind.ATTACHMENT, address))
    assert refused.value.code == code

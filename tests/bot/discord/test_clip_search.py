"""Clips are found by what files are, not by what they are called; and what was found is known again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web

from bot.discord.attachment_downloads import AttachmentDownloads
from bot.discord.clip_intake import require_possible_clip
from bot.discord.clip_search import KEPT_POSTS, ClipSearch, Post, read_post
from bot.discord.clips import is_clip, may_be_clip
from bot.discord.hint_memory import REPEAT_S, HintMemory
from musechat.errors import BadInput
from musechat.file_signatures import HEAD_BYTES
from musechat.settings import Settings
from musechat.turn import ClipSource, SourceKind
from tests.bot.discord.made_posts import made_attachment
from tests.clock import HeldClock
from tests.musechat.test_file_signatures import MOVING_PNG, STILL_PNG, webp

MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(200)
LINK = ClipSource(SourceKind.LINK, "https://example.org/a.mp4", "a.mp4")
TEXT = b"calm piano, please\n" * 9


@dataclass
class Cdn:
    """Files on loopback; ``failures`` requests are refused first."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    failures: int = 0
    ranges: list[str | None] = field(default_factory=list)

    async def serve(self, request: web.Request) -> web.Response:
        self.ranges.append(request.headers.get("Range"))
        if self.failures:
            self.failures -= 1
            return web.Response(status=503)
        return web.Response(body=self.files[request.match_info["name"]])

    def post(self, **files: tuple[str | None, bytes]) -> Post:
        """A message with files, by the names of the arguments: their types and contents."""
        made = []
        for number, (name, (kind, content)) in enumerate(files.items()):
            shown = name.replace("__", ".")
            self.files[shown] = content
            made.append(made_attachment(shown, kind, url=f"{self.url}/{shown}", number=number))
        return Post(1, tuple(made), (LINK,))


@asynccontextmanager
async def opened():
    cdn, downloads = Cdn(), AttachmentDownloads()
    app = web.Application()
    app.router.add_get("/{name}", cdn.serve)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    cdn.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield cdn, ClipSearch(downloads)
    finally:
        await downloads.close()
        await runner.cleanup()


def found_by(work: Callable[[Cdn, ClipSearch], Awaitable[None]]) -> None:
    async def run() -> None:
        async with opened() as (cdn, search):
            await work(cdn, search)

    asyncio.run(run())


def names_of(clips: tuple[object, ...]) -> list[str]:
    return [getattr(clip, "filename", None) or clip.value for clip in clips]  # type: ignore[attr-defined]


def test_what_names_do_not_tell_the_content_does() -> None:
    async def work(cdn: Cdn, search: ClipSearch) -> None:
        post = cdn.post(
            notes__txt=("text/plain; charset=utf-8", TEXT),
            holiday=(None, MP4),
            clip__txt=("text/plain; charset=utf-8", MP4),
            index__ts=("video/mp2t", TEXT),
            data__bin=("application/octet-stream", MP4),
            still__png=("image/png", STILL_PNG),
            moving__png=("image/png", MOVING_PNG),
            sticker__webp=("image/webp", webp(2)),
            photo__webp=("image/webp", webp(0)),
            offer__pdf=("application/pdf", b"%PDF-1.7"),
            waves__mp4=("video/mp4", b"never looked into"),
        )
        found = await search.find(post)
        wanted = ["waves.mp4", "holiday", "clip.txt", "data.bin", "moving.png", "sticker.webp", LINK.value]
        assert names_of(found.clips) == wanted
        assert names_of(found.keep_attachments().clips) == wanted[:-1]
        assert set(cdn.ranges) == {f"bytes=0-{HEAD_BYTES - 1}"}
        assert len(cdn.ranges) == len(post.attachments) - 1
        assert search.recall(1) == found

    found_by(work)


def test_a_file_that_cannot_be_looked_into_is_tried_again_and_then_said_so() -> None:
    async def work(cdn: Cdn, search: ClipSearch) -> None:
        post = cdn.post(holiday=(None, MP4))
        cdn.failures = 1
        assert names_of((await search.find(post)).clips) == ["holiday", LINK.value]
        cdn.failures = 2
        with pytest.raises(BadInput) as refused:
            await search.find(post)
        assert refused.value.code == "clip-not-read"

    found_by(work)


def test_single_clips_are_not_remembered_and_old_finds_are_forgotten() -> None:
    async def work(_cdn: Cdn, search: ClipSearch) -> None:
        await search.find(Post(1, (), (LINK,)))
        assert search.recall(1) is None
        for number in range(2, KEPT_POSTS + 3):
            await search.find(Post(number, (), (LINK, LINK)))
        assert search.recall(2) is None
        assert search.recall(3) is not None

    found_by(work)


def part(content: str = "", **more: Any) -> Any:
    """A message, or what a message forwards."""
    empty = {"id": 7, "attachments": [], "embeds": [], "components": [], "stickers": [], "poll": None}
    return SimpleNamespace(content=content, **{**empty, "message_snapshots": [], **more})


def preview(url: str, video: str | None = None, kind: str = "rich") -> Any:
    return SimpleNamespace(url=url, type=kind, video=SimpleNamespace(url=video))


def values_of(post: Post) -> list[str]:
    return [link.value for link in post.links]


def test_what_a_message_forwards_counts_as_its_own() -> None:
    inner = part("https://example.org/a.mp4", attachments=[made_attachment("a.mp4")])
    post = read_post(part("calm", message_snapshots=[inner]), Settings(_env_file=None))
    assert [each.filename for each in post.attachments] == ["a.mp4"]
    assert values_of(post) == ["https://example.org/a.mp4"]
    assert post.may_hold_clips
    assert not post.blank


def test_a_preview_leads_to_the_moving_picture_or_to_the_page() -> None:
    page, file = "https://gifs.example/view/1", "https://media.gifs.example/1.mp4"
    settings = Settings(_env_file=None)
    assert values_of(read_post(part(page, embeds=[preview(page, file, "gifv")]), settings)) == [file]
    assert values_of(read_post(part("new video!", embeds=[preview("https://youtu.be/dQw4w9WgXcQ")]), settings)) == [
        "https://youtu.be/dQw4w9WgXcQ"
    ]


def test_links_are_left_out_where_they_are_switched_off() -> None:
    assert values_of(read_post(part("https://example.org/a.mp4"), Settings(_env_file=None, links="off"))) == []


def test_a_message_of_which_nothing_is_shown_is_blank() -> None:
    settings = Settings(_env_file=None)
    assert read_post(part(), settings).blank
    assert read_post(part(message_snapshots=[part()]), settings).blank
    assert not read_post(part("words"), settings).blank
    assert not read_post(part(stickers=[1]), settings).blank
    assert read_post(part("see https://discord.com/channels/1/2/3"), settings).names_message


@pytest.mark.parametrize(
    "name",
    ["a.mp4", "a.m2ts", "a.vob", "a.3gp2", "a.asf", "a.f4v", "a.insv", "a.ogv", "a.GIF", "a.3g2", "a.wmv", "a.mxf"],
)
def test_names_that_only_videos_have_are_believed(name: str) -> None:
    assert is_clip(made_attachment(name, "application/octet-stream"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.txt", "text/plain"), ("a.ts", "video/mp2t"), ("a.mts", None), ("a.360", None), ("a", None), ("a.webp", "image/webp"), ("a.pdf", "application/pdf")],
)  # fmt: skip
def test_other_names_are_looked_into(name: str, kind: str | None) -> None:
    attachment = made_attachment(name, kind)
    assert not is_clip(attachment)
    assert may_be_clip(attachment)


@pytest.mark.parametrize(("name", "kind"), [("a.jpg", "image/jpeg"), ("voice-message.ogg", "audio/ogg")])
def test_photos_and_sound_are_left_alone(name: str, kind: str) -> None:
    attachment = made_attachment(name, kind)
    assert not is_clip(attachment)
    assert not may_be_clip(attachment)


@pytest.mark.parametrize(
    ("head", "code"), [(TEXT, "clip-not-video"), (STILL_PNG, "still-picture"), (b"ID3\x04", "no-picture")]
)
def test_what_is_certainly_no_clip_is_refused_at_once(head: bytes, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        require_possible_clip(head)
    assert refused.value.code == code


def test_what_may_be_a_clip_is_left_to_the_worker() -> None:
    for head in (MP4, MOVING_PNG, webp(2), bytes(range(256))):
        require_possible_clip(head)


def test_a_hint_comes_again_after_some_minutes_and_not_before() -> None:
    clock = HeldClock()
    hints = HintMemory(clock)
    assert hints.note_if_due("a")
    clock.advance(REPEAT_S - 1)
    assert not hints.note_if_due("a")
    assert hints.note_if_due("b")
    clock.advance(1)
    assert hints.note_if_due("a")
    clock.advance(REPEAT_S - 1)
    assert not hints.note_if_due("a")

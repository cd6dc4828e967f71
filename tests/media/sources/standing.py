"""What the stand-ins for sources of music share: songs, a clock, sound with faults, and a count of requests."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from media.fetch.address_guard import Guard
from media.sources.request_pace import RateLimit, RequestPace, WallClock
from media.sources.source_client import SourceClient
from musechat.backoff import GrowingWait

BY = "http://creativecommons.org/licenses/by/4.0/"
BY_NC = "http://creativecommons.org/licenses/by-nc/3.0/"
BY_ND = "http://creativecommons.org/licenses/by-nd/4.0/"
MP3 = b"ID3\x03\0\0\0\0\0\0" + bytes(range(256)) * 40


class MovedClock:
    """Time that passes only where somebody sleeps; stand-ins and clients share it."""

    def __init__(self) -> None:
        self._now = 1_800_000_000.0
        self._lock = threading.Lock()
        self.slept = 0.0

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        with self._lock:
            self._now += seconds
            self.slept += seconds
        await asyncio.sleep(0)

    @property
    def wall(self) -> WallClock:
        return WallClock(self.now, self.sleep)


@dataclass
class Song:
    """One piece of a stand-in; tests change it while the server runs."""

    ref: str
    title: str
    artist: str
    genre: str = "ambient"
    licence: str = BY
    seconds: int = 120
    sound: bytes = MP3
    downloadable: bool = True
    gone: bool = False
    album: str = "First"
    faults: list[str] = field(default_factory=list)  # of its sound, one a request: "cut", "page", "long", "404", "500"

    @property
    def sha1(self) -> str:
        return hashlib.sha1(self.sound).hexdigest()


class StandIn:
    """A server that counts its requests, and answers 429 to what exceeds its documented limits."""

    def __init__(self, songs: list[Song], clock: MovedClock, limits: tuple[RateLimit, ...] = ()) -> None:
        self.songs, self.clock, self.limits = songs, clock, limits
        self.times: list[float] = []
        self.paths: Counter[str] = Counter()
        self.exceeded = 0
        self.answers: list[Callable[[], web.Response]] = []  # given instead of the next answers
        self.address = ""
        self.app = web.Application(middlewares=[self._count])
        self.app.router.add_get("/sound/{ref:.+}", self._sound)

    @property
    def here(self) -> list[Song]:
        return [song for song in self.songs if not song.gone]

    def find(self, ref: str) -> Song | None:
        return next((song for song in self.here if song.ref == ref), None)

    def sound_url(self, song: Song) -> str:
        return f"{self.address}/sound/{song.ref}{'' if song.ref.endswith('.mp3') else '.mp3'}"

    def exceeds(self) -> bool:
        """Count a request, and say whether it comes too early."""
        now = self.clock.now()
        self.times.append(now)
        over = any(sum(at > now - limit.seconds for at in self.times) > limit.requests for limit in self.limits)
        self.exceeded += over
        return over

    @web.middleware
    async def _count(
        self, request: web.Request, handler: Callable[..., Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        self.paths[request.path] += 1
        if not request.path.startswith("/sound/"):
            if self.exceeds():
                return web.Response(status=429, headers={"Retry-After": "60"})
            if self.answers:
                return self.answers.pop(0)()
        return await handler(request)

    async def _sound(self, request: web.Request) -> web.StreamResponse:
        ref = request.match_info["ref"]
        song = self.find(ref) or self.find(ref.removesuffix(".mp3"))
        return web.Response(status=404) if song is None else await send_sound(request, song)


async def send_sound(request: web.Request, song: Song) -> web.StreamResponse:
    """Send a song's sound, with the next of its faults, and from where a range begins."""
    fault = song.faults.pop(0) if song.faults else ""
    if fault.isdigit():
        return web.Response(status=int(fault))
    if fault == "page":
        return web.Response(text="<html>Please sign in</html>", content_type="text/html")
    body, status, headers = song.sound, 200, {"ETag": f'"{song.sha1}"', "Content-Type": "audio/mpeg"}
    asked = request.headers.get("Range", "")
    if asked and request.headers.get("If-Range") == headers["ETag"]:
        start = int(asked.removeprefix("bytes=").rstrip("-"))
        headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        body, status = body[start:], 206
    if fault == "long":
        body += b"x" * 100
    response = web.StreamResponse(status=status, headers={**headers, "Content-Length": str(len(body))})
    await response.prepare(request)
    if fault == "cut":
        await response.write(body[: len(body) // 2])
        assert request.transport is not None
        request.transport.close()
        return response
    await response.write(body)
    return response


def make_client(
    clock: MovedClock, limits: tuple[RateLimit, ...] = (), key: str = "MUSECHAT_KEY", **more: object
) -> SourceClient:
    """A client of a stand-in, whose waits take no time."""
    pace = RequestPace("The source", limits, None, clock.wall)
    return SourceClient("The source", pace, key_setting=key, clock=clock.wall, wait=GrowingWait(0.01), **more)  # type: ignore[arg-type]


def loopback_guard(*addresses: str) -> Guard:
    """A guard that lets the stand-ins through, and nothing else that is not public."""
    ports = frozenset(("127.0.0.1", int(address.rpartition(":")[2])) for address in addresses)
    return Guard(ports)

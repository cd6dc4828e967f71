"""A stand-in that speaks AcoustID's protocol: https://acoustid.org/webservice, and the errors of its own server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import web

from media.acoustid.lookup import LIMITS, AcoustId
from tests.loopback import on_loopback
from tests.media.sources.standing import MovedClock, StandIn, loopback_guard, make_client

KEY = "right"
NEAR_S = 7


def make_recording(title: str, *artists: str, duration: float | None = 213.0, sources: int = 5) -> dict[str, Any]:
    """A recording as the service writes it; of several artists, all but the last are followed by a comma."""
    credit = [{"id": name, "name": name} for name in artists]
    for each in credit[:-1]:
        each["joinphrase"] = ", "
    record: dict[str, Any] = {"id": f"{title}-{duration}", "title": title, "artists": credit, "sources": sources}
    return record if duration is None else record | {"duration": duration}


def make_result(score: float, *recordings: dict[str, Any]) -> dict[str, Any]:
    """One known sound, with the recordings that are linked with it."""
    return {"id": "9ff43b6a-4f16-427c-93c2-92307ca505e0", "score": score, "recordings": list(recordings)}


class AcoustIdStandIn(StandIn):
    """Answers with ``results`` where the sound is as long as what it knows, and keeps what it was asked."""

    def __init__(self, clock: MovedClock, length_s: float = 213.0) -> None:
        super().__init__([], clock, LIMITS)
        self.length_s = length_s
        self.results: list[dict[str, Any]] = []
        self.asked: list[dict[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.app.router.add_post("/v2/lookup", self._look_up)

    async def _look_up(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(form)
        self.headers.append(dict(request.headers))
        if form.get("client") != KEY:
            return make_error(4, "invalid API key")
        if not form.get("fingerprint"):
            return make_error(2, 'missing required parameter "fingerprint"')
        if form["fingerprint"] == "broken":
            return make_error(3, "invalid fingerprint")
        near = abs(int(form["duration"]) - self.length_s) <= NEAR_S
        return web.json_response({"status": "ok", "results": self.results if near else []})


def make_error(code: int, message: str, status: int = 400) -> web.Response:
    """An error as the service gives it."""
    return web.json_response({"status": "error", "error": {"code": code, "message": message}}, status=status)


@contextmanager
def served(length_s: float = 213.0) -> Iterator[AcoustIdStandIn]:
    """The stand-in on loopback, with time that passes only where somebody waits."""
    stand_in = AcoustIdStandIn(MovedClock(), length_s)
    with on_loopback(stand_in.app) as address:
        stand_in.address = address
        yield stand_in


def make_service(stand_in: AcoustIdStandIn, key: str = KEY) -> AcoustId:
    """The client of the stand-in."""
    guard = loopback_guard(stand_in.address)
    client = make_client(stand_in.clock, LIMITS, "MUSECHAT_ACOUSTID_KEY", guard=guard)
    return AcoustId(client, key, stand_in.address)

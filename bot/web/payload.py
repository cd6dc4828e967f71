"""Turns and threads as the page reads them: plain JSON types."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeAlias, TypedDict

from aiohttp import web

from language.wish_labels import describe_wish
from musechat.turn import Pick, TurnView
from store.threads import ThreadView
from store.videos import Video

UNSHOWN = ("beats_s",)  # hundreds of numbers that the page does not draw

# Any on purpose: this is what leaves for the browser, and nothing here reads it again.
JsonObject: TypeAlias = dict[str, Any]


class ClipPayload(TypedDict):
    """A thread's clip; ``url`` is None once the file was deleted."""

    hash: str
    url: str | None
    traits: JsonObject | None


class ThreadPayload(TypedDict):
    """A thread; ``clip`` is None until its clip was fetched."""

    id: int
    name: str
    clip: ClipPayload | None


def reply(data: JsonObject, status: int = 200) -> web.Response:
    """A JSON reply."""
    return web.json_response(data, status=status, dumps=dumps)


def dumps(data: Any) -> str:
    """Compact JSON on one line; times in ISO 8601."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_plain)


def turn_json(turn: TurnView) -> JsonObject:
    """A turn; each pick with the address of its sound, each standing wish with a label."""
    brief = [standing.to_json() | {"label": describe_wish(standing.wish)} for standing in turn.brief.standing]
    no_match = turn.no_match.to_json() if turn.no_match else None
    video = turn.video.to_json() if turn.video else None
    picks = [_pick_json(pick) for pick in turn.picks]
    return asdict(turn) | {"picks": picks, "brief": brief, "no_match": no_match, "video": video}


def thread_json(thread: ThreadView, video: Video | None) -> ThreadPayload:
    """A thread as the page reads it."""
    clip: ClipPayload | None = None
    if video is not None:
        url = f"/media/clips/{video.hash}" if video.blob else None
        clip = {"hash": video.hash, "url": url, "traits": video.traits.to_json() if video.traits else None}
    return {"id": thread.id, "name": thread.name, "clip": clip}


def verdicts_json(turns: Iterable[TurnView], verdicts: Iterable[tuple[str, str]]) -> dict[int, str]:
    """Verdicts by pick id, out of verdicts by track; the latest counts."""
    of_track = dict(verdicts)
    return {p.id: of_track[p.track_id] for turn in turns for p in turn.picks if p.track_id in of_track}


def _pick_json(pick: Pick) -> JsonObject:
    data = pick.to_json()
    traits = {name: value for name, value in data["traits"].items() if name not in UNSHOWN}
    return data | {"traits": traits, "audio_url": f"/media/tracks/{pick.track_id}"}


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"not a plain value: {type(value)}")

"""Converts turns and threads to the JSON that the page reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeAlias, TypedDict

from aiohttp import web

from language.descriptions import (
    describe_clip_notices,
    describe_key,
    describe_tempo,
    describe_vocals,
    name_clip_music,
    name_clip_recording,
)
from language.recut_answers import describe_use
from language.sound_choices import list_sound_choices
from language.texts import ENGLISH
from language.unsure_words import describe_unsure
from language.wish_labels import describe_wish
from musechat.clip import ClipTraits
from musechat.pick import Pick
from musechat.turn import TurnView
from store.threads import ThreadView
from store.videos import Video

UNSHOWN = ("beats_s",)  # hundreds of numbers per track that the page does not use

# Any on purpose: this is written for the browser, and no code here reads it again.
JsonObject: TypeAlias = dict[str, Any]
SignLink: TypeAlias = Callable[[str], str]  # an address of this page -> the same, signed, with its end


class ClipPayload(TypedDict):
    """A thread's clip; ``url`` is None after its file was deleted, ``traits`` before it was analysed."""

    hash: str
    url: str | None
    traits: JsonObject | None


class ThreadPayload(TypedDict):
    """A thread; ``clip`` is None until its clip has been fetched."""

    id: int
    name: str
    clip: ClipPayload | None


def reply(data: JsonObject, status: int = 200) -> web.Response:
    """Build a JSON response."""
    return web.json_response(data, status=status, dumps=dumps)


def dumps(data: Any) -> str:
    """Write compact JSON on one line, as an event stream needs it; times in ISO 8601."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_plain)


def turn_json(turn: TurnView, sign: SignLink) -> JsonObject:
    """Convert a turn; clip and picks get signed addresses of their files, each standing wish a label."""
    brief = [standing.to_json() | {"label": describe_wish(standing.wish)} for standing in turn.brief.standing]
    no_match = turn.no_match.to_json() if turn.no_match else None
    video = _clip_json(turn.video, _name_heard(turn)) if turn.video else None
    picks = [_pick_json(pick, sign) for pick in turn.picks]
    clip_url = sign(f"/media/clips/{turn.video_hash}") if turn.video_hash else None
    told: JsonObject = {"edited": describe_use(turn, ENGLISH), "unsure": describe_unsure(turn, ENGLISH)}
    sound = list_sound_choices(turn.picks[0].mix, turn.video, turn.clip_music, ENGLISH) if turn.picks else ()
    told["sound"] = [asdict(choice) for choice in sound]
    added = {"picks": picks, "brief": brief, "no_match": no_match, "video": video, "clip_url": clip_url}
    return asdict(turn) | added | told


def thread_json(thread: ThreadView, video: Video | None, sign: SignLink) -> ThreadPayload:
    """Convert a thread and, once it was fetched, its clip."""
    clip: ClipPayload | None = None
    if video is not None:
        url = sign(f"/media/clips/{video.hash}") if video.blob else None
        clip = {"hash": video.hash, "url": url, "traits": _clip_json(video.traits) if video.traits else None}
    return {"id": thread.id, "name": thread.name, "clip": clip}


def verdicts_json(turns: Iterable[TurnView], verdicts: Iterable[tuple[str, str]]) -> dict[int, str]:
    """Map pick ids to verdicts, given pairs of track id and verdict; the last of a track counts."""
    by_track = dict(verdicts)
    picks = (pick for turn in turns for pick in turn.picks)
    return {pick.id: by_track[pick.track_id] for pick in picks if pick.track_id in by_track}


def _name_heard(turn: TurnView) -> tuple[str, ...]:
    """What is said of the music that is in a turn's clip already."""
    if turn.clip_music is not None:
        return (name_clip_music(turn.clip_music, ENGLISH),)
    return () if turn.clip_recording is None else (name_clip_recording(turn.clip_recording, ENGLISH),)


def _clip_json(traits: ClipTraits, heard: tuple[str, ...] = ()) -> JsonObject:
    """A clip's traits, with what its owner is told of the file, and of the music in it, as sentences."""
    return traits.to_json() | {"told": (*describe_clip_notices(traits), *heard)}


def _pick_json(pick: Pick, sign: SignLink) -> JsonObject:
    data = pick.to_json()
    traits = {name: value for name, value in data["traits"].items() if name not in UNSHOWN}
    return data | {"traits": traits, "said": _said_json(pick), "audio_url": sign(f"/media/tracks/{pick.track_id}")}


def _said_json(pick: Pick) -> JsonObject:
    """What may be said of a pick, in the page's words, each as surely as it is known."""
    return {
        "tempo": describe_tempo(pick.traits),
        "key": describe_key(pick.traits),
        "vocals": describe_vocals(pick.traits),
        "guesses": [ENGLISH("describe.sounds-like", what=name) for name in pick.likely_tags],
    }


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"not a plain value: {type(value)}")

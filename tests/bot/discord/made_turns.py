"""Turns, picks and threads as the cards get them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from musechat.brief import Brief, StandingWish
from musechat.no_match import NoMatchReport
from musechat.pick import Pick
from musechat.track import Licence
from musechat.turn import Stage, TurnKind, TurnState, TurnView
from musechat.wish import Facet, Force
from store.threads import ThreadView
from tests.musechat.made import wish_of
from tests.store.made import clip_traits, track_traits

ASKED = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
CC_BY = Licence(
    id="CC-BY-4.0",
    url="https://creativecommons.org/licenses/by/4.0/",
    commercial=True,
    derivatives=True,
    attribution=True,
    share_alike=False,
)
REASON = "Its slow swell follows the rise of your clip, and its dark, warm tone suits the blue of the picture."


def made_pick(rank: int = 0, **other: Any) -> Pick:
    traits = track_traits(
        duration_s=204.0, tempo_bpm=72.0, tempo_confidence=0.9, key="D", mode="minor", key_confidence=0.8,
        energy=0.22, valence=0.25, vocals=False,
    )  # fmt: skip
    values: dict[str, Any] = {
        "id": 40 + rank, "rank": rank, "track_id": f"{rank:016x}", "title": ("Low Tide", "Paper Lanterns", "Night Ferry", "Slow Bloom")[rank % 4],
        "artist": ("Mira Voss", "Tarn", "The Idle Hours", "Aske Lindqvist")[rank % 4], "album": "Harbour Glass" if rank == 0 else "",
        "licence": CC_BY, "score": 0.8 - rank / 10, "start_s": 42.0, "end_s": 56.0, "traits": traits, "tags": ["piano", "ambient"],
        "reason": REASON if rank == 0 else "", "reason_source": "writer", "source_url": "https://freemusicarchive.org/music/mira-voss/low-tide",
        "rule": "fusion+traits", "broken": [], "preview": "", "parts": {"fusion": 0.9, "traits": 0.4},
    }  # fmt: skip
    return Pick(**(values | other))


def made_turn(**other: Any) -> TurnView:
    values: dict[str, Any] = {
        "id": 17, "thread_id": 5, "member_id": 3, "seq": 1, "kind": TurnKind.FIRST, "words": "", "state": TurnState.DONE, "stage": None,
        "progress": None, "revision": 9, "attempt": 1, "queue_place": None, "error_code": "", "error": "", "incident": "",
        "stages": {stage.value: 0.3 for stage in list(Stage)[:5]}, "brief": Brief(), "picks": [made_pick(rank) for rank in range(4)],
        "no_match": None, "video_hash": "a" * 64, "video": clip_traits(), "created_at": ASKED, "finished_at": ASKED, "message_id": None,
    }  # fmt: skip
    return TurnView(**(values | other))


def made_thread(**other: Any) -> ThreadView:
    values: dict[str, Any] = {
        "id": 5, "platform": "discord", "external_id": "900", "guild_id": 1, "member_id": 3, "video_hash": None, "name": "waves.mp4",
        "channel_id": "800", "open_to_all": False, "brief_message_id": None,
    }  # fmt: skip
    return ThreadView(**(values | other))


def made_wish(
    event: int, force: str, facet: str, value: dict[str, Any], said: str = "", author: int = 3
) -> StandingWish:
    return StandingWish(event, event, author, wish_of(Force(force), Facet(facet), value, said))


WISHES = (
    made_wish(1, "must", "vocals", {"present": False}, "no vocals"),
    made_wish(2, "must", "tempo", {"min": 70, "max": 95, "than": None, "by": None}, "between 70 and 95 bpm", 4),
    made_wish(3, "never", "genre", {"name": "jazz"}, "anything but jazz"),
    made_wish(4, "prefer", "mood", {"name": "calm"}, "calmer please"),
    made_wish(5, "prefer", "words", {"text": "rain on a window", "avoid": False}, "like rain on a window", 4),
)
BRIEF = Brief(WISHES)
NO_MATCH = NoMatchReport.from_json(
    {
        "removed": [
            {"rule": "must-vocals", "label": "no vocals", "count": 41},
            {"rule": "must-tempo", "label": "70 to 95 bpm", "count": 38},
            {"rule": "never-genre-jazz", "label": "no jazz", "count": 7},
        ],
        "total": 60,
        "relax": {"rule": "must-tempo", "label": "70 to 95 bpm", "would_pass": 12, "event_seq": 2},
    }
)

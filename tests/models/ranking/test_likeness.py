"""What "more like this" points at: the last pick and the named tracks, of those that the guild may know of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.ranking.choose_request import ChooseRequest
from models.ranking.chooser import Chooser
from models.ranking.library_snapshot import build_snapshot
from musechat.brief import Brief, BriefEvent, Facet, Force, Wish
from musechat.track import Track
from musechat.turn import TurnKind
from musechat.wish_values import LikeValue
from tests.models.ranking.stand_ins import DIM, FloatArray, PlainFusion, PlainText
from tests.musechat.made import made_track

HERE, ELSEWHERE = 1, 2
AXES = dict(zip(("calm", "loud", "strange"), np.eye(DIM, dtype=np.float32), strict=False))
BY_KIND = {
    kind: [made_track(f"{kind}-{n}", artist=f"{kind.title()} Player {n}") for n in range(4)]
    for kind in ("calm", "loud")
}


def chooser_with(*own: tuple[Track, FloatArray]) -> Chooser:
    """A library with calm and loud music at right angles, and guilds' own tracks at given places."""
    vectors = {t.id: AXES[kind] for kind, tracks in BY_KIND.items() for t in tracks} | {t.id: v for t, v in own}
    tracks = [*BY_KIND["calm"], *BY_KIND["loud"], *(t for t, _ in own)]
    fusion = PlainFusion()
    return Chooser(build_snapshot(tracks, vectors, fusion), fusion, PlainText())


def like(**value: str) -> Brief:
    wish = Wish(Force.PREFER, Facet.LIKE, LikeValue(**value), "more like this")
    return Brief.replay_events([BriefEvent(1, 1, 1, "add", wish)])


def kind_of_pick(chooser: Chooser, request: ChooseRequest) -> str:
    return chooser.choose(request).picks[0].track_id.partition("-")[0]


@pytest.mark.parametrize("kind", ["calm", "loud"])
def test_a_like_wish_leads_to_music_like_the_named_track(kind: str) -> None:
    named = replace(made_track("own", artist="House Band"), guild_id=HERE)
    request = ChooseRequest(TurnKind.FIRST, like(track_id="own"), guild_id=HERE, shown=frozenset({"own"}))
    assert kind_of_pick(chooser_with((named, AXES[kind])), request) == kind


@pytest.mark.parametrize("value", [{"track_id": "own"}, {"artist": "House Band"}])
def test_another_guilds_own_track_says_nothing_here(value: dict[str, str]) -> None:
    scores = []
    for place in ("calm", "loud"):
        theirs = replace(made_track("own", artist="House Band"), guild_id=ELSEWHERE)
        choice = chooser_with((theirs, AXES[place])).choose(ChooseRequest(TurnKind.FIRST, like(**value), guild_id=HERE))
        assert all("like" not in pick.parts for pick in choice.picks)
        scores.append([(pick.track_id, pick.score) for pick in choice.picks])
    assert scores[0] == scores[1]


def test_of_an_artists_tracks_only_those_visible_here_count() -> None:
    """An artist who is in the library has tracks that another guild added, too: those must not pull the answer."""
    theirs = [(made_track(f"own-{n}", artist="Calm Player 0", guild_id=ELSEWHERE), AXES["loud"]) for n in range(3)]
    request = ChooseRequest(TurnKind.FIRST, like(artist="Calm Player 0"), guild_id=HERE, shown=frozenset({"calm-0"}))
    assert kind_of_pick(chooser_with(*theirs), request) == "calm"

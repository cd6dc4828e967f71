"""The owner's stars move a choice a little, and a wish moves it more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.ranking.choose_request import ChooseRequest
from models.ranking.chooser import Chooser
from models.ranking.library_snapshot import build_snapshot
from models.ranking.snapshot_update import join_snapshots
from musechat.track import Track
from musechat.turn import TurnKind
from tests.models.ranking.stand_ins import PlainFusion, PlainText, made_chooser, made_library, vector_of
from tests.musechat.made import made_track

REQUEST = ChooseRequest(TurnKind.FIRST, alternates=4)


def choose(*ratings: float | None) -> str:
    """Which is picked of tracks that differ in their ratings alone; "a" has the first."""
    tracks = [replace(made_track(name), rating=rating) for name, rating in zip("abc", ratings, strict=False)]
    tracks = [replace(track, title=track.id, artist=track.id) for track in tracks]
    same = vector_of(tracks[0])
    chooser = Chooser(build_snapshot(tracks, {t.id: same for t in tracks}, PlainFusion()), PlainFusion(), PlainText())
    return chooser.choose(REQUEST).picks[0].track_id


@pytest.mark.parametrize(
    ("ratings", "picked"),
    [
        ((0.2, 0.4), "b"),
        ((0.4, None), "b"),
        ((None, 0.8), "b"),
        ((1.0, 0.8, None), "a"),
        ((0.2, 0.2, 0.4), "c"),
    ],
)
def test_more_stars_come_first_and_none_are_three(ratings: tuple[float | None, ...], picked: str) -> None:
    assert choose(*ratings) == picked


def test_without_stars_they_are_no_part_of_the_score() -> None:
    picks = made_chooser(made_library(10)).choose(REQUEST).picks
    assert all("rated" not in pick.parts for pick in picks)


def test_stars_are_a_small_part_of_the_score() -> None:
    library = [replace(track, rating=1.0 if n == 3 else None) for n, track in enumerate(made_library(10))]
    result = made_chooser(library).choose(replace(REQUEST, alternates=9))
    parts = {pick.track_id: pick.parts["rated"] for pick in result.picks}
    assert set(parts.values()) <= {0.0, 0.35}


def test_ratings_are_kept_when_snapshots_are_joined() -> None:
    tracks: list[Track] = [replace(made_track("a"), rating=0.8), made_track("b")]
    parts = [build_snapshot([track], {track.id: vector_of(track)}, PlainFusion()) for track in tracks]
    ratings = join_snapshots(parts, 1).ratings
    assert ratings[0] == pytest.approx(0.8)
    assert np.isnan(ratings[1])

"""Scores that differ by rounding alone are equal, so that every machine chooses alike."""

from __future__ import annotations

import numpy as np
import pytest

from models.ranking.choose_request import ChooseRequest
from models.ranking.chooser import Chooser
from models.ranking.library_snapshot import build_snapshot
from models.ranking.standardise import standardise
from musechat.clip import ClipTraits
from musechat.turn import TurnKind
from tests.models.ranking.stand_ins import PlainFusion, PlainText, made_library, vector_of
from tests.musechat.made import made_clip


def test_scores_have_unit_spread() -> None:
    assert standardise(np.array([1.0, 2.0, 3.0])) == pytest.approx([-1.2247, 0, 1.2247], abs=1e-4)


def test_rounding_is_no_difference() -> None:
    noise = np.random.default_rng(1).uniform(-2e-7, 2e-7, 50).astype(np.float32)
    assert not standardise(np.float32(0.7) + noise).any()
    assert standardise(np.float32(0.7) + 1000 * noise).std() == pytest.approx(1)


@pytest.mark.parametrize("clip", [None, made_clip(energy=0.8)], ids=["no clip", "clip"])
@pytest.mark.parametrize("seed", [1, 2])
def test_vectors_that_are_rounded_otherwise_choose_alike(clip: ClipTraits | None, seed: int) -> None:
    request = ChooseRequest(TurnKind.FIRST, clip=clip, alternates=9)
    library, draw = made_library(40), np.random.default_rng(seed)
    vectors = {track.id: vector_of(track) for track in library}
    rounded = {name: (v + draw.uniform(-5e-8, 5e-8, len(v))).astype(np.float32) for name, v in vectors.items()}
    first, second = (
        Chooser(build_snapshot(library, each, PlainFusion()), PlainFusion(), PlainText()).choose(request)
        for each in (vectors, rounded)
    )
    assert [pick.track_id for pick in first.picks] == [pick.track_id for pick in second.picks]

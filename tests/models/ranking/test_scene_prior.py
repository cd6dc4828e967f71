"""What a clip shows asks a little for the music that suits it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.ranking.choose_request import ChooseRequest
from models.ranking.chooser import Chooser
from models.ranking.library_snapshot import build_snapshot
from models.ranking.scene_prior import MOST, score_scenes
from musechat.clip import SceneScore
from musechat.sound_profile import SoundProfile
from musechat.turn import TurnKind
from tests.models.ranking.stand_ins import PlainFusion, PlainText, vector_of
from tests.musechat.made import made_clip, made_track

COAST = SoundProfile(
    moods=(("calm", 1.0),), genres=(("ambient", 0.8),), avoid=("metal",), energy=(0.1, 0.4), voice="none"
)  # fmt: skip
SUITING = made_track("a", energy=0.25, tags={"ambient": 0.6})
LOUD = made_track("b", energy=0.9, tags={"metal": 0.6}, vocals=True, vocal_score=0.9)
MIDDLE = made_track("c", energy=0.5)
TRACKS = [SUITING, LOUD, MIDDLE]
FUSION = PlainFusion()
LIBRARY = build_snapshot(TRACKS, {t.id: vector_of(t) for t in TRACKS}, FUSION)
ROWS = np.arange(3)


def find_sound(scene: str) -> SoundProfile | None:
    return COAST if scene == "coast" else None


def test_what_suits_a_scene_scores_above_what_does_not() -> None:
    found = score_scenes((SceneScore("coast", 0.9),), find_sound, LIBRARY, ROWS)
    assert found is not None
    assert found[0] > found[2] > found[1]
    assert abs(float(found.mean())) < 1e-6


def test_a_doubtful_scene_counts_in_proportion_and_an_unlikely_one_not_at_all() -> None:
    sure = score_scenes((SceneScore("coast", 0.8),), find_sound, LIBRARY, ROWS)
    doubtful = score_scenes((SceneScore("coast", 0.4),), find_sound, LIBRARY, ROWS)
    assert sure is not None
    assert doubtful is not None
    np.testing.assert_allclose(sure, 2 * doubtful)
    assert score_scenes((SceneScore("coast", 0.1),), find_sound, LIBRARY, ROWS) is None


def test_scenes_that_the_table_does_not_know_say_nothing() -> None:
    assert score_scenes((SceneScore("moon base", 1.0),), find_sound, LIBRARY, ROWS) is None
    assert score_scenes((), find_sound, LIBRARY, ROWS) is None


def test_a_genre_that_one_track_has_does_not_outweigh_all_else() -> None:
    rare = made_track("rare", energy=0.9, tags={"ambient": 0.9})
    tracks = [rare, *(made_track(f"t{n}", energy=0.9, tags={"energetic": 0.9}) for n in range(59))]
    library = build_snapshot(tracks, {t.id: vector_of(t) for t in tracks}, FUSION)
    found = score_scenes((SceneScore("coast", 0.9),), find_sound, library, np.arange(len(tracks)))
    assert found is not None
    assert found[library.row_of["rare"]] > found[library.row_of["t0"]]
    assert found.max() <= 0.9 * MOST + 1e-9


def test_the_chooser_takes_it_as_a_part_of_the_score() -> None:
    clip = replace(made_clip(energy=0.3), scenes=(SceneScore("coast", 0.95),))
    request = ChooseRequest(TurnKind.FIRST, clip=clip)
    for chooser in (
        Chooser(LIBRARY, FUSION, PlainText(), find_sound=find_sound),
        Chooser(LIBRARY, FUSION, PlainText()),
    ):
        assert "scene" in chooser.choose(request).picks[0].parts
    ignorant = Chooser(LIBRARY, FUSION, PlainText(), find_sound=lambda _: None)
    assert "scene" not in ignorant.choose(request).picks[0].parts

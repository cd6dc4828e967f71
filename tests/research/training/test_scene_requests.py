"""Scenes in made pairs: requests that name them, and clips that are known to show them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from language.scenes import list_scenes
from musechat.clip import SceneScore
from research.training.aspects import ASPECTS, COLUMN
from research.training.correspondence import infer_clip_wishes
from research.training.scene_requests import infer_scene_wishes, make_scene_requests, measure_scene
from tests.musechat.made import made_clip


def test_every_scene_is_asked_for_and_says_something() -> None:
    texts = [request.text for request in make_scene_requests()]
    assert len(texts) > 5 * len(list_scenes())
    assert "music for wedding" in texts
    assert all(request.terms for request in make_scene_requests())
    assert all(np.abs(measure_scene(scene.id)).max() > 0.5 for scene in list_scenes())


def test_held_out_phrases_are_never_trained_on() -> None:
    trained = {request.text for request in make_scene_requests()}
    kept = {request.text for request in make_scene_requests(held_out=True)}
    assert len(kept) > 300
    assert not trained & kept


def test_other_languages_come_bare() -> None:
    texts = {request.text for request in make_scene_requests(languages=("de", "ja"))}
    assert {"Hochzeit", "結婚式"} <= texts
    assert not any("{}" in text for text in texts)


@pytest.mark.parametrize(
    ("scene", "aspect", "sign"),
    [
        ("gym", "energy", 1),
        ("meditation", "energy", -1),
        ("memorial", "sad", 1),
        ("kids", "happy", 1),
        ("horror", "happy", -1),
        ("nightclub", "dance", 1),
        ("church", "choir", 1),
        ("voiceover", "vocals", -1),
        ("coffee", "jazz", 1),
    ],
)
def test_a_scene_has_the_aspects_of_its_music(scene: str, aspect: str, sign: int) -> None:
    assert measure_scene(scene)[COLUMN[aspect]] * sign > 0.3


def test_aspects_stay_on_their_scale() -> None:
    levels = np.stack([measure_scene(scene.id) for scene in list_scenes()])
    assert levels.shape == (len(list_scenes()), len(ASPECTS))
    assert np.abs(levels).max() <= 1


def test_what_a_clip_shows_moves_its_wishes_as_far_as_it_is_sure() -> None:
    plain = made_clip(energy=0.2)
    sure, unsure = (replace(plain, scenes=(SceneScore("gym", p),)) for p in (1.0, 0.2))
    energies = infer_clip_wishes([plain, unsure, sure])[:, COLUMN["energy"]]
    assert energies[0] < energies[1] < energies[2]


def test_speech_keeps_its_say_about_singing() -> None:
    talking = replace(made_clip(speech=0.8), scenes=(SceneScore("concert", 1.0),))
    assert infer_clip_wishes([talking])[0, COLUMN["vocals"]] == pytest.approx(0.8)


def test_no_scene_wishes_for_nothing() -> None:
    wished, sure = infer_scene_wishes(())
    assert (sure, np.abs(wished).max()) == (0.0, 0.0)
    unknown, _ = infer_scene_wishes((SceneScore("no-such-scene", 1.0),))
    assert np.abs(unknown).max() == 0

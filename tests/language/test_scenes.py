"""The closed list of what pictures show, and how it is said."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from language.claims.claim_lexicon import get_lexicon
from language.descriptions import describe_clip, describe_clip_scenes
from language.texts import LANGUAGES, load_texts
from language.vocabulary.scenes import SCENES, SceneKind
from musechat.clip import SceneScore
from tests.store.made import clip_traits

SEEN = clip_traits(scenes=(SceneScore("cat", 0.97), SceneScore("bedroom", 0.9), SceneScore("dog", 0.89)))


def test_every_concept_is_named_in_every_language() -> None:
    for scene in SCENES.values():
        assert re.fullmatch("[a-z]+(-[a-z]+)*", scene.id)
        assert set(scene.names) == set(scene.of_clip) == set(LANGUAGES), scene.id
        assert all(text == text.strip() != "" for text in (*scene.names.values(), *scene.of_clip.values())), scene.id


def test_there_are_places_things_and_sorts_of_pictures() -> None:
    counts = Counter(scene.kind for scene in SCENES.values())
    assert set(counts) == set(SceneKind)
    assert counts[SceneKind.PLACE] >= 30
    assert counts[SceneKind.SUBJECT] >= 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_concepts_have_one_name(language: str) -> None:
    for said in ([s.names[language] for s in SCENES.values()], [s.of_clip[language] for s in SCENES.values()]):
        doubled = {text for text, count in Counter(said).items() if count > 1}
        assert not doubled - {"café", "de café"}


def test_only_what_is_sure_is_said() -> None:
    assert describe_clip_scenes(SEEN) == ("cat", "bedroom")
    assert describe_clip(SEEN)[:3] == ("cat", "bedroom", "steady")
    assert describe_clip_scenes(SEEN, load_texts("de")) == ("Katze", "Schlafzimmer")
    assert describe_clip_scenes(SEEN, load_texts("ja")) == ("猫", "寝室")
    assert describe_clip_scenes(clip_traits()) == ()


def test_a_concept_of_another_version_is_left_out() -> None:
    assert describe_clip_scenes(clip_traits(scenes=(SceneScore("volcano-from-the-future", 0.99),))) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fact_check_knows_what_a_reason_says_of_a_clip(language: str) -> None:
    lexicon = get_lexicon(language)
    known = {entry.clip.value for each in lexicon.phrases.values() for _, entry in each if entry.clip is not None}
    assert known >= SCENES.keys()

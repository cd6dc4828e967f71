"""Agreement with scenes, finer genres and references: by what they come to, and giving way to what somebody said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from language.references import load_references
from language.texts import load_texts
from language.wish_sounds import find_sound
from models.ranking.choose_request import ChooseRequest, format_soft_wishes
from models.ranking.library_snapshot import LibrarySnapshot, build_snapshot
from models.ranking.picks import describe_broken_wishes
from models.ranking.shortfall import describe_shortfall
from models.ranking.wish_scores import KEPT, mean_agreement, score_agreement
from musechat.brief import Brief, BriefChange
from musechat.turn import TurnKind
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import LikeValue, NamedValue, RangeValue, VocalsValue
from tests.models.ranking.stand_ins import PlainFusion, vector_of
from tests.musechat.made import made_track

HOUSE = {"tempo_bpm": 122.0, "energy": 0.75, "valence": 0.8, "vocals": True, "vocal_score": 0.9, "year": 2005}
LULLABY = {"tempo_bpm": 62.0, "energy": 0.1, "valence": 0.5, "vocals": False, "vocal_score": 0.1, "year": 2005}
SAD = {"tempo_bpm": 70.0, "energy": 0.2, "valence": 0.1, "vocals": False, "vocal_score": 0.1, "year": 2005}


def library() -> LibrarySnapshot:
    tags = {
        "house": ("house", "dance", "electronic", "synth", "beat"),
        "lullaby": ("acoustic", "classical", "piano", "harp", "soft"),
        "sad": ("classical", "piano", "strings", "cello", "sad"),
    }
    tracks = [
        made_track(name, artist=artist, tags=dict.fromkeys(tags[name], 0.8), **traits)
        for name, artist, traits in (("house", "Ada", HOUSE), ("lullaby", "Bo", LULLABY), ("sad", "Cy", SAD))
    ]
    return build_snapshot(tracks, {track.id: vector_of(track) for track in tracks}, PlainFusion())


def scene(name: str, *, less: bool = False) -> Wish:
    return Wish(Force.PREFER, Facet.SCENE, NamedValue(name, less=less), "so")


def likeness(name: str, **marks: Any) -> Wish:
    found = load_references().by_name[name.casefold()]
    return Wish(Force.PREFER, Facet.LIKE, LikeValue(name=found.name, sound=found.sound, **marks), "so")


def brief_of(*wishes: Wish) -> Brief:
    return Brief().apply_changes([BriefChange("add", wish) for wish in wishes], turn_seq=1)


def scores(wish: Wish, *beside: Wish) -> dict[str, float]:
    found = library()
    agreed = score_agreement(wish, found, np.arange(len(found)), brief_of(wish, *beside).standing)
    assert agreed is not None
    return dict(zip(found.row_of, agreed.tolist(), strict=True))


@pytest.mark.parametrize(
    ("wish", "best"),
    [
        (scene("nightclub"), "house"),
        (scene("baby"), "lullaby"),
        (scene("memorial"), "sad"),
        (likeness("Daft Punk"), "house"),
        (likeness("Max Richter"), "sad"),
        (Wish(Force.PREFER, Facet.GENRE, NamedValue("french house"), ""), "house"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.name or value.value.to_json()["name"],
)
def test_what_suits_best_agrees_most_and_counts_as_kept(wish: Wish, best: str) -> None:
    found = scores(wish)
    assert max(found, key=lambda name: found[name]) == best
    assert found[best] >= KEPT
    assert min(found.values()) < KEPT


def test_as_little_like_it_as_can_be_is_the_reverse() -> None:
    found, less = scores(scene("nightclub")), scores(scene("nightclub", less=True))
    assert less == pytest.approx({name: 1 - score for name, score in found.items()})


def test_what_was_said_outweighs_what_is_implied() -> None:
    sad = Wish(Force.PREFER, Facet.MOOD, NamedValue("sad"), "but sad")
    plain, told = scores(scene("friends")), scores(scene("friends"), sad)
    assert told["house"] - told["sad"] < plain["house"] - plain["sad"]
    quiet = Wish(Force.PREFER, Facet.ENERGY, RangeValue(max=0.3), "calm")
    assert scores(scene("people"), quiet)["lullaby"] > scores(scene("people"))["lullaby"]
    sung = Wish(Force.PREFER, Facet.VOCALS, VocalsValue(present=True), "with singing")
    assert scores(scene("meditation"), sung)["lullaby"] != scores(scene("meditation"))["lullaby"]


def test_an_artist_of_the_library_is_what_was_asked_for() -> None:
    sound = load_references().by_name["max richter"].sound
    held = Wish(Force.PREFER, Facet.LIKE, LikeValue(artist="Ada", name="Ada", sound=sound), "so")
    assert scores(held)["house"] == 1.0


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (likeness("Daft Punk", missing=True), "nothing by Daft Punk here, so this goes by how they sound"),
        (
            Wish(Force.PREFER, Facet.LIKE, LikeValue(name="Zorbo Quill"), "so"),
            "nothing by Zorbo Quill here, and how they sound is not known; say in words how it should sound",
        ),
    ],
)
def test_who_is_not_held_is_owned_up_to_whatever_the_pick(wish: Wish, said: str) -> None:
    assert max(scores(wish).values()) < KEPT
    assert describe_shortfall(wish, made_track(), load_texts("en")) == said


def test_a_likeness_without_a_sound_has_no_agreement() -> None:
    wish = Wish(Force.PREFER, Facet.LIKE, LikeValue(artist="Ada"), "so")
    assert score_agreement(wish, library(), np.arange(3)) is None
    assert mean_agreement(brief_of(wish).standing, library(), np.arange(3)) is None


def test_the_query_says_what_a_name_sounds_like() -> None:
    assert format_soft_wishes(brief_of(scene("boss-fight"))) == "boss fight metal soundtrack epic orchestra"
    assert format_soft_wishes(brief_of(likeness("Daft Punk"))) == "Daft Punk house dance groovy synth"
    assert format_soft_wishes(brief_of(likeness("Daft Punk", less=True))) == ""


def test_a_scene_that_the_table_lost_says_nothing() -> None:
    lost = scene("no-such-scene")
    assert find_sound(lost) is None
    assert describe_shortfall(lost, made_track(), load_texts("en"))


def describe_broken(turn_seq: int, *wishes: Wish) -> tuple[str, ...]:
    found = library()
    request = ChooseRequest(TurnKind.REFINE, turn_seq=turn_seq, brief=brief_of(*wishes), language="en")
    return describe_broken_wishes(request, found, found.row_of["house"], made_track("house"))


def test_an_artist_likened_to_who_is_not_held_is_said_to_be_missing_once() -> None:
    like = likeness("Daft Punk", unheld=True)
    assert scores(like)["house"] >= KEPT  # how near the pick comes is not cut down for it
    missing = "nothing by Daft Punk here, so this goes by how they sound"
    assert describe_broken(1, like) == (missing,)
    assert missing not in describe_broken(2, like)


def test_an_artist_who_came_to_the_library_since_is_not_missing() -> None:
    held = likeness("Daft Punk", unheld=True)
    tracks = [made_track("house", artist="Daft Punk", tags={"house": 0.8}, **HOUSE)]
    found = build_snapshot(tracks, {track.id: vector_of(track) for track in tracks}, PlainFusion())
    request = ChooseRequest(TurnKind.FIRST, turn_seq=1, brief=brief_of(held), language="en")
    assert not any("nothing by" in said for said in describe_broken_wishes(request, found, 0, tracks[0]))


def test_whom_nobody_knows_leaves_the_rest_of_the_words() -> None:
    unknown = Wish(Force.PREFER, Facet.LIKE, LikeValue(name="Zorbo Quill"), "so")
    lively = Wish(Force.PREFER, Facet.MOOD, NamedValue("happy"), "happy")
    assert describe_broken(1, unknown, lively)[-1].endswith("so this goes by the rest of your words")
    assert describe_broken(1, unknown)[-1].endswith("say in words how it should sound")

"""How large a difference must be before an explanation names it."""

from __future__ import annotations

from typing import Any

import pytest

from language.explanations import explain_pick, iter_comparisons
from language.texts import ENGLISH
from musechat.pick import Pick
from musechat.turn import TurnKind
from tests.bot.discord.made_turns import made_pick, made_turn
from tests.musechat.made import find_clip_energy, find_music_energy
from tests.store.made import clip_traits, track_traits

pytestmark = pytest.mark.usefixtures("fixed_certainty")

PLAIN: dict[str, Any] = {
    "duration_s": 200.0, "tempo_bpm": 100.0, "tempo_confidence": 0.9, "energy": 0.5, "valence": 0.5,
    "brightness": 0.5, "vocals": False,
}  # fmt: skip
OTHER = "Paper Lanterns"


def pick(rank: int, parts: dict[str, float] | None = None, **traits: Any) -> Pick:
    return made_pick(rank, traits=track_traits(**(PLAIN | traits)), parts=parts or {}, broken=[])


def explain(other: dict[str, Any], ours: dict[str, Any] | None = None, **turn: Any) -> str:
    values: dict[str, Any] = {"video": None, "picks": [pick(0, **(ours or {})), pick(1, **other)]}
    return explain_pick(made_turn(**(values | turn)), ENGLISH)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"energy": 0.64}, ""), ({"energy": 0.66}, "is livelier"), ({"energy": 0.36}, ""),
        ({"energy": 0.34}, "is calmer"), ({"valence": 0.64}, ""), ({"valence": 0.66}, "is more cheerful"),
        ({"valence": 0.34}, "is more sombre"), ({"brightness": 0.64}, ""), ({"brightness": 0.66}, "sounds brighter"),
        ({"brightness": 0.34}, "sounds darker"), ({"tempo_bpm": 111.0}, ""), ({"tempo_bpm": 113.0}, "is faster (113 bpm)"),
        ({"tempo_bpm": 89.0}, ""), ({"tempo_bpm": 87.0}, "is slower (87 bpm)"), ({"tempo_bpm": None}, ""),
        ({"tempo_bpm": 150.0, "tempo_confidence": 0.49}, ""),
        ({"tempo_bpm": 150.0, "tempo_confidence": 0.5}, "is faster (150 bpm)"),
        ({"vocals": True}, "has vocals"), ({"vocals": None}, ""), ({}, ""),
    ],
)  # fmt: skip
def test_a_difference_is_named_from_its_threshold(other: dict[str, Any], said: str) -> None:
    assert explain(other) == (f"“{OTHER}” {said}." if said else "")


def test_an_unsung_alternate_is_called_so() -> None:
    assert explain({}, {"vocals": True}) == f"“{OTHER}” has no vocals."


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"energy": 0.9, "valence": 0.7, "brightness": 0.2}, "is livelier and sounds darker"),
        ({"energy": 0.7, "valence": 0.9, "vocals": True}, "has vocals and is more cheerful"),
        # A tempo counts as a difference of a half at most.
        ({"energy": 0.98, "valence": 0.05, "tempo_bpm": 104.0}, "is livelier and is more sombre"),
        ({"tempo_bpm": 300.0, "vocals": True}, "has vocals and is faster (300 bpm)"),
    ],
)
def test_the_two_largest_differences_come_first(other: dict[str, Any], said: str) -> None:
    assert explain(other) == f"“{OTHER}” {said}."


@pytest.mark.parametrize(
    ("ours", "theirs", "start"),
    [
        (0.36, 0.36, f"Like “{OTHER}”, it keeps"), (0.36, 0.34, "It keeps your clip's pace, “"),
        (0.34, 0.36, f"“{OTHER}” is nearer"), (0.34, 0.34, ""), (0.64, 0.64, f"Like “{OTHER}”"), (0.66, 0.66, ""),
    ],
)  # fmt: skip
def test_a_pace_is_kept_within_fifteen_hundredths(ours: float, theirs: float, start: str) -> None:
    """Of the places among clips and among music."""
    clip, ours, theirs = find_clip_energy(find_music_energy(0.5)), find_music_energy(ours), find_music_energy(theirs)
    text = explain({"energy": theirs}, {"energy": ours}, video=clip_traits(energy=clip))
    assert text.startswith(start) if start else text == ""
    blind = explain({"energy": theirs}, {"energy": ours}, video=clip_traits(energy=clip, has_picture=False))
    assert blind == ""


@pytest.mark.parametrize(
    ("ours", "said"),
    [
        ({"wishes": 1.14}, ""),
        ({"wishes": 1.16}, "What put it first: what you just asked for."),
        ({"wishes": 0.5}, ""),
        ({"wishes": 1.2, "traits": 1.5}, "What put it first: your clip's pace and look and what you just asked for."),
        ({"wishes": 1.2, "traits": 1.5, "taste": 1.3}, "What put it first: your clip's pace and look and your taste."),
        ({"wishes": 1.0, "lexical": 0.08, "named": 0.08}, "What put it first: your own words."),
        ({"wishes": 1.0, "unheard of": 9.0}, ""),
    ],
)
def test_what_put_a_pick_first(ours: dict[str, float], said: str) -> None:
    theirs = {"wishes": 1.0, "traits": 1.0, "taste": 1.0}
    ours = {"traits": 1.0, "taste": 1.0} | ours
    values: dict[str, Any] = {"video": None, "picks": [pick(0, ours), pick(1, theirs)]}
    assert explain_pick(made_turn(**values), ENGLISH) == said
    assert explain_pick(made_turn(**values, kind=TurnKind.ALTERNATE), ENGLISH) == ""


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        ({"wishes": 0.86}, "<P> fits about as well"),
        ({"wishes": 0.84}, "<P> is further from what you just asked for"),
        ({"wishes": 1.16}, "<P> is closer to what you just asked for"),
        ({"wishes": 0.5, "before": 0.9}, "<P> is further from what you just asked for, but keeps more of your earlier wishes"),
        ({}, None),
    ],
)  # fmt: skip
def test_scores_put_side_by_side(theirs: dict[str, float], said: str | None) -> None:
    turn = made_turn(picks=[pick(0, {"wishes": 1.0, "before": 0.0}), pick(1, theirs)])
    assert list(iter_comparisons(turn, ENGLISH, lambda title: f"<{title[0]}>")) == ([] if said is None else [said])

"""How much tracks agree with a wish or a clip: the numbers, at the ends of every reach."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from models.ranking.library_snapshot import LibrarySnapshot, build_snapshot
from models.ranking.rule_mask import detect_singing
from models.ranking.wish_scores import mean_agreement, mean_clip_agreement, score_agreement, score_clip_agreement
from musechat.brief import StandingWish
from musechat.track import Track
from musechat.wish import Facet, Force
from tests.models.ranking.stand_ins import PlainFusion, vector_of
from tests.musechat.made import HOME, UNKNOWN, made_clip, made_track, wish_of


def library_of(*tracks: Track) -> LibrarySnapshot:
    return build_snapshot(tracks, {track.id: vector_of(track) for track in tracks}, PlainFusion())


def agreement(facet: Facet, value: dict[str, Any], **track: Any) -> float:
    found = score_agreement(wish_of(Force.PREFER, facet, value), library_of(made_track(**track)), np.arange(1))
    assert found is not None
    return float(found[0])


@pytest.mark.parametrize(
    ("facet", "value", "track", "expected"),
    [
        (Facet.TEMPO, {"max": 100.0}, {"tempo_bpm": 100.0}, 1.0),
        (Facet.TEMPO, {"max": 100.0}, {"tempo_bpm": 101.5}, 0.49),
        (Facet.TEMPO, {"max": 100.0}, {"tempo_bpm": 112.0}, 0.2),
        (Facet.TEMPO, {"max": 100.0}, {"tempo_bpm": 115.0}, 0.0),
        (Facet.TEMPO, {"max": 100.0}, {"tempo_bpm": 180.0}, 0.0),
        (Facet.TEMPO, {"max": 100.0}, {"tempo_bpm": 50.0}, 1.0),
        (Facet.TEMPO, {"min": 100.0}, {"tempo_bpm": 88.0}, 0.2),
        (Facet.TEMPO, {"min": 100.0}, {"tempo_bpm": 150.0}, 1.0),
        (Facet.TEMPO, {"min": 100.0, "max": 120.0}, {"tempo_bpm": 110.0}, 1.0),
        (Facet.TEMPO, {"min": 100.0, "max": 120.0}, {"tempo_bpm": 88.0}, 0.2),
        (Facet.TEMPO, {"min": 100.0, "max": 120.0}, {"tempo_bpm": 134.4}, 0.2),
        (Facet.TEMPO, {"max": 100.0}, {"tempo_bpm": None}, 0.1),
        (Facet.TEMPO, {"max": 100.0, "less": True}, {"tempo_bpm": None}, 0.9),
        (Facet.LENGTH, {"max": 100.0}, {"duration_s": 124.0}, 0.2),
        (Facet.LENGTH, {"max": 100.0}, {"duration_s": 130.0}, 0.0),
        (Facet.ENERGY, {"max": 0.4}, {"energy": 0.56}, 0.2),
        (Facet.ENERGY, {"max": 0.4}, {"energy": 0.6}, 0.0),
        (Facet.BRIGHTNESS, {"min": 0.6}, {"brightness": 0.44}, 0.2),
        (Facet.VALENCE, {"min": 0.6}, {"valence": 0.44}, 0.2),
        (Facet.ERA, {"min": 1980, "max": 1989}, {"year": 1989}, 1.0),
        (Facet.ERA, {"min": 1980, "max": 1989}, {"year": 1990}, 0.49),
        (Facet.ERA, {"min": 1980, "max": 1989}, {"year": 1997}, 0.2),
        (Facet.ERA, {"min": 1980, "max": 1989}, {"year": 1972}, 0.2),
        (Facet.ERA, {"min": 1980, "max": 1989}, {"year": 1999}, 0.0),
        (Facet.ERA, {"min": 1980, "max": 1989}, {"year": None}, 0.1),
    ],
)
def test_a_range_falls_off_over_its_reach(
    facet: Facet, value: dict[str, Any], track: dict[str, Any], expected: float
) -> None:
    assert agreement(facet, value, **track) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("vocals", "score", "present", "absent"),
    [
        (True, 0.9, 0.9, 0.1), (True, 0.3, 0.6, 0.4), (False, 0.05, 0.05, 0.95), (False, 0.8, 0.4, 0.6),
        (None, 0.35, 0.6, 0.4), (None, 0.34, 0.34, 0.66), (None, 0.7, 0.7, 0.3),
    ],
)  # fmt: skip
def test_singing_is_at_least_likely_where_it_was_found(
    vocals: bool | None, score: float, present: float, absent: float
) -> None:
    for wanted, expected in ((True, present), (False, absent)):
        value = {"present": wanted, "voice": None}
        assert agreement(Facet.VOCALS, value, vocals=vocals, vocal_score=score) == pytest.approx(expected)


@pytest.mark.parametrize(("tag", "expected"), [(0.0, 0.36), (0.15, 0.63), (0.3, 0.9), (0.8, 0.9)])
def test_a_voice_counts_fully_from_three_tenths(tag: float, expected: float) -> None:
    value = {"present": True, "voice": "female"}
    found = agreement(Facet.VOCALS, value, vocals=True, vocal_score=0.9, tags={"female vocal": tag})
    assert found == pytest.approx(expected, abs=1e-6)


def test_unsure_singing_counts_from_its_threshold() -> None:
    tracks = (
        made_track("a", vocals=None, vocal_score=0.34),
        made_track("b", vocals=None, vocal_score=0.35),
        made_track("c", vocals=True, vocal_score=0.0),
        made_track("d", vocals=False, vocal_score=1.0),
    )
    assert detect_singing(library_of(*tracks)).tolist() == [False, True, True, False]


@pytest.mark.parametrize(
    ("facet", "name", "track", "expected"),
    [
        (Facet.INSTRUMENT, "piano", {"tags": {"piano": 0.6}}, 1.0),
        (Facet.INSTRUMENT, "piano", {"tags": {"piano": 0.9}}, 1.0),
        (Facet.INSTRUMENT, "piano", {"tags": {"piano": 0.15}}, 0.5),
        (Facet.INSTRUMENT, "piano", {"tags": {"piano": 0.0}}, 0.0),
        (Facet.INSTRUMENT, "piano", {"title": "Piano Song"}, 0.763763),
        (Facet.INSTRUMENT, "saxophone", {"tags": {"jazz": 0.25}}, 0.5),
        (Facet.INSTRUMENT, "saxophone", {"tags": {"jazz": 1.0}}, 1.0),
        (Facet.GENRE, "jazz", {"genre": "Jazz"}, 1.0),
        (Facet.GENRE, "jazz", {"genre": "Rock"}, 0.0),
    ],
)
def test_a_name_by_its_best_evidence(facet: Facet, name: str, track: dict[str, Any], expected: float) -> None:
    assert agreement(facet, {"name": name}, **track) == pytest.approx(expected, abs=1e-5)
    assert agreement(facet, {"name": name, "less": True}, **track) == pytest.approx(1 - expected, abs=1e-5)


@pytest.mark.parametrize(
    ("mood", "track", "expected"),
    [
        # Near an end of a scale, whatever lies beyond the target agrees as well.
        ("calm", {"energy": 0.2}, 1.0),
        ("calm", {"energy": 0.0}, 1.0),
        ("calm", {"energy": 0.45}, 0.5),
        ("calm", {"energy": 0.7}, 0.0),
        ("energetic", {"energy": 0.8}, 1.0),
        ("energetic", {"energy": 1.0}, 1.0),
        ("energetic", {"energy": 0.55}, 0.5),
        ("mysterious", {"energy": 0.2, "valence": 0.4}, 1.0),
        ("romantic", {"energy": 0.3, "valence": 0.9}, 1.0),
        ("romantic", {"energy": 0.3, "valence": 0.4}, 0.5),
        # In the middle both ways lead away.
        ("groovy", {"energy": 0.35, "valence": 0.9}, 0.5),
        ("groovy", {"energy": 0.85, "valence": 0.9}, 0.5),
        # The scale that fits least decides.
        ("upbeat", {"energy": 0.7, "valence": 0.5}, 0.5),
        ("upbeat", {"energy": 0.45, "valence": 0.9}, 0.5),
        ("dark", {"valence": 0.1, "brightness": 0.55}, 0.5),
        # A tag adds a quarter of what it says, and takes nothing away.
        ("calm", {"energy": 0.45, "tags": {"calm": 0.6}}, 0.625),
        ("calm", {"energy": 0.7, "tags": {"calm": 0.6}}, 0.25),
        ("calm", {"energy": 0.2, "tags": {"calm": 0.6}}, 1.0),
        ("catchy", {"tags": {"catchy": 0.15}}, 0.5),
        ("catchy", {"title": "Catchy"}, 0.0),
    ],
)
def test_a_mood_by_what_was_measured(mood: str, track: dict[str, Any], expected: float) -> None:
    assert agreement(Facet.MOOD, {"name": mood}, **track) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("facet", "value", "track", "expected"),
    [
        (Facet.ARTIST, {"name": "Mira"}, {"artist": "MIRA & Jo"}, 1.0),
        (Facet.ARTIST, {"name": "Mira"}, {"artist": "Miranda"}, 0.0),
        (Facet.LICENCE, {"use": "commercial"}, {}, 1.0),
        (Facet.LICENCE, {"use": "commercial"}, {"licence": HOME}, 0.0),
        (Facet.LICENCE, {"use": "derivatives"}, {"licence": HOME}, 1.0),
        (Facet.LICENCE, {"use": "derivatives"}, {"licence": UNKNOWN}, 0.0),
        (Facet.EXPLICIT, {"present": True}, {"explicit": True}, 1.0),
        (Facet.EXPLICIT, {"present": True}, {"explicit": False}, 0.0),
        (Facet.EXPLICIT, {"present": False}, {"explicit": True}, 0.0),
        (Facet.EXPLICIT, {"present": False}, {"explicit": False}, 1.0),
    ],
)
def test_facts_agree_or_do_not(facet: Facet, value: dict[str, Any], track: dict[str, Any], expected: float) -> None:
    assert agreement(facet, value, **track) == expected


def test_the_mean_is_over_soft_wishes_that_are_measured() -> None:
    def standing(force: Force, facet: Facet, **value: Any) -> StandingWish:
        return StandingWish(1, 1, 7, wish_of(force, facet, value))

    library, rows = library_of(made_track(energy=0.56, tempo_bpm=100.0)), np.arange(1)
    half = standing(Force.PREFER, Facet.ENERGY, max=0.4)
    whole = standing(Force.PREFER, Facet.TEMPO, max=100.0)
    hard = standing(Force.MUST, Facet.TEMPO, max=10.0)
    words = standing(Force.PREFER, Facet.WORDS, text="neon")
    found = mean_agreement([half, whole, hard, words], library, rows)
    assert found is not None
    assert found.tolist() == [pytest.approx(0.6)]
    assert mean_agreement([hard, words], library, rows) is None
    assert mean_agreement([], library, rows) is None


def clip_agreement(traits: dict[str, Any], *tracks: dict[str, Any]) -> list[float]:
    library = library_of(*(made_track(f"{n:02d}", **track) for n, track in enumerate(tracks)))
    return [float(v) for v in score_clip_agreement(made_clip(**traits), library, np.arange(len(tracks)))]


@pytest.mark.parametrize(
    ("facet", "weight", "clip"),
    [(Facet.ENERGY, 0.6, {"energy": 0.0}),
     (Facet.VALENCE, 0.25, {"brightness": 0.0, "saturation": 0.0, "warmth": 0.0}),
     (Facet.BRIGHTNESS, 0.15, {"brightness": 0.0})],
)  # fmt: skip
def test_the_weight_of_each_scale_for_a_clip(facet: Facet, weight: float, clip: dict[str, Any]) -> None:
    library = library_of(made_track("a", **{facet.value: 0.0}), made_track("b", **{facet.value: 1.0}))
    found = score_clip_agreement(made_clip(**clip), library, np.arange(2))
    low, high = library.places[facet]
    assert found[0] - found[1] == pytest.approx(weight * (high - low))


@pytest.mark.parametrize("clip", [{"brightness": 0.9}, {"saturation": 0.9}, {"warmth": 0.9}])
def test_light_and_colour_make_a_clip_glad(clip: dict[str, float]) -> None:
    dark, glad = {"brightness": 0.3, "saturation": 0.1, "warmth": 0.3}, [{"valence": n / 10} for n in range(11)]
    first, other = int(np.argmax(clip_agreement(dark, *glad))), int(np.argmax(clip_agreement(dark | clip, *glad)))
    assert first == 0
    assert other > first


def test_a_lively_clip_agrees_most_with_a_lively_track_and_a_calm_one_with_a_calm() -> None:
    tracks = [{"energy": n / 20} for n in range(1, 20)]
    best = [int(np.argmax(clip_agreement({"energy": energy}, *tracks))) for energy in (0.02, 0.25, 0.95)]
    assert best[0] <= 1
    assert 6 <= best[1] <= 12
    assert best[2] >= 17


def test_the_middle_of_a_scale_agrees_with_most_clips() -> None:
    library = library_of(*(made_track(f"{n}", energy=n / 8) for n in range(9)))
    mean = mean_clip_agreement(library, np.arange(9))
    assert int(np.argmax(mean)) in (3, 4, 5)
    spread = [score_clip_agreement(made_clip(energy=e), library, np.arange(9)) for e in np.linspace(0, 1, 401)]
    assert np.mean(spread, axis=0)[4] > np.mean(spread, axis=0)[0]


@pytest.mark.parametrize(("speech", "hindered"), [(0.14, False), (0.15, True), (1.0, True)])
def test_singing_gets_in_the_way_of_speech(speech: float, hindered: bool) -> None:
    plain, sung = clip_agreement({"speech": speech}, {}, {"vocals": True, "vocal_score": 0.9})
    assert plain - sung == pytest.approx(0.3 * (0.95 - 0.1) if hindered else 0.0)


@pytest.mark.parametrize(("speech", "hindered"), [(0.14, False), (0.15, True)])
def test_a_busy_track_gets_in_the_way_of_speech(speech: float, hindered: bool) -> None:
    clip = {"energy": 0.95, "speech": speech}  # by itself it agrees more the busier a track is
    found = clip_agreement(clip, *({"energy": n / 10, "vocals": False, "vocal_score": 0.0} for n in range(11)))
    plain = clip_agreement(clip | {"speech": 0.0}, *({"energy": n / 10} for n in range(11)))
    assert (found[10] - found[5] < plain[10] - plain[5]) is hindered

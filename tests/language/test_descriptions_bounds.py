"""Where each word of a description begins and ends: just below a bound, at it, and what is left out."""

from __future__ import annotations

import pytest

from language.descriptions import (
    classify_cuts,
    describe_clip,
    describe_clip_cuts,
    describe_clip_look,
    describe_clip_notices,
    describe_clip_sound,
    describe_key,
    describe_tempo,
    describe_track,
    describe_track_qualities,
    describe_vocals,
    find_clip_steps,
    find_track_steps,
    format_clock,
    list_sure_instruments,
    remark_own_music,
)
from language.texts import LANGUAGES, load_texts
from musechat.clip_music import ClipMusic
from musechat.track import Tag
from tests.musechat.made import made_clip, made_traits

pytestmark = pytest.mark.usefixtures("fixed_certainty")

STEPS: list[tuple[str, float, str]] = [
    ("pace", 0.0, "slow"), ("pace", 0.299, "slow"), ("pace", 0.3, "unhurried"), ("pace", 0.449, "unhurried"),
    ("pace", 0.45, "steady"), ("pace", 0.599, "steady"), ("pace", 0.6, "lively"), ("pace", 0.749, "lively"),
    ("pace", 0.75, "fast"), ("pace", 1.0, "fast"),
    ("light", 0.0, "dark"), ("light", 0.299, "dark"), ("light", 0.3, ""), ("light", 0.649, ""),
    ("light", 0.65, "bright"), ("light", 1.0, "bright"),
    ("warmth", 0.0, "cool-toned"), ("warmth", 0.419, "cool-toned"), ("warmth", 0.42, ""), ("warmth", 0.579, ""),
    ("warmth", 0.58, "warm-toned"), ("warmth", 1.0, "warm-toned"),
    ("colour", 0.0, "muted"), ("colour", 0.149, "muted"), ("colour", 0.15, ""), ("colour", 0.599, ""),
    ("colour", 0.6, "colourful"), ("colour", 1.0, "colourful"),
    ("drive", 0.0, "calm"), ("drive", 0.249, "calm"), ("drive", 0.25, "easy-going"), ("drive", 0.399, "easy-going"),
    ("drive", 0.4, "steady"), ("drive", 0.599, "steady"), ("drive", 0.6, "lively"), ("drive", 0.749, "lively"),
    ("drive", 0.75, "driving"), ("drive", 1.0, "driving"),
    ("mood", 0.0, "sombre"), ("mood", 0.299, "sombre"), ("mood", 0.3, ""), ("mood", 0.699, ""),
    ("mood", 0.7, "cheerful"), ("mood", 1.0, "cheerful"),
    ("timbre", 0.0, "dark-sounding"), ("timbre", 0.299, "dark-sounding"), ("timbre", 0.3, ""),
    ("timbre", 0.699, ""), ("timbre", 0.7, "bright-sounding"), ("timbre", 1.0, "bright-sounding"),
]  # fmt: skip
CLIP_TRAITS = {"pace": "energy", "light": "brightness", "warmth": "warmth", "colour": "saturation"}
TRACK_TRAITS = {"drive": "energy", "mood": "valence", "timbre": "brightness"}


@pytest.mark.parametrize(("scale", "level", "word"), STEPS)
def test_a_step_begins_at_its_bound(scale: str, level: float, word: str) -> None:
    if scale in CLIP_TRAITS:
        found = dict(find_clip_steps(made_clip(**{CLIP_TRAITS[scale]: level})))
    else:
        found = dict(find_track_steps(made_traits(**{TRACK_TRAITS[scale]: level})))
    assert found.get(scale, "") == word


def test_steps_come_in_a_fixed_order() -> None:
    clip = made_clip(energy=0.1, brightness=0.9, warmth=0.1, saturation=0.9)
    assert find_clip_steps(clip) == (
        ("pace", "slow"),
        ("light", "bright"),
        ("warmth", "cool-toned"),
        ("colour", "colourful"),
    )
    assert describe_clip_look(clip) == ("slow", "bright", "cool-toned", "colourful")
    track = made_traits(energy=0.9, valence=0.1, brightness=0.9)
    assert find_track_steps(track) == (("drive", "driving"), ("mood", "sombre"), ("timbre", "bright-sounding"))
    assert describe_track_qualities(track) == ("driving", "sombre", "bright-sounding")


@pytest.mark.parametrize(
    ("per_minute", "name"),
    [
        (0.0, "no-cuts"), (0.49, "no-cuts"), (0.5, "few-cuts"), (9.99, "few-cuts"), (10.0, "some-cuts"),
        (29.99, "some-cuts"), (30.0, "many-cuts"), (600.0, "many-cuts"),
    ],
)  # fmt: skip
def test_cuts_by_their_number_a_minute(per_minute: float, name: str) -> None:
    clip = made_clip(cuts_s=(1.0,), cuts_per_minute=per_minute)
    assert classify_cuts(clip) == name
    assert describe_clip_cuts(clip) == name.replace("-", " ")


def test_without_a_cut_the_rate_says_nothing() -> None:
    assert classify_cuts(made_clip(cuts_s=(), cuts_per_minute=40.0)) == "no-cuts"


def test_without_a_picture_no_look_and_no_cuts() -> None:
    clip = made_clip(has_picture=False, energy=0.1, brightness=0.9, cuts_s=(1.0,), cuts_per_minute=40.0)
    assert find_clip_steps(clip) == ()
    assert classify_cuts(clip) == describe_clip_cuts(clip) == ""
    assert describe_clip(clip) == ("no sound",)


@pytest.mark.parametrize(
    ("has_sound", "speech", "music", "words"),
    [
        (False, 0.9, 0.9, "no sound"),
        (True, 0.0, 0.0, "sound"),
        (True, 0.14, 0.29, "sound"),
        (True, 0.15, 0.29, "speech"),
        (True, 0.14, 0.3, "music"),
        (True, 0.15, 0.3, "speech and music"),
    ],
)
def test_a_clips_own_sound(has_sound: bool, speech: float, music: float, words: str) -> None:
    assert describe_clip_sound(made_clip(has_sound=has_sound, speech=speech, music=music)) == words


@pytest.mark.parametrize(
    ("speech", "music", "said"),
    [
        (0.0, 0.29, ""),
        (0.9, 0.29, ""),
        (0.14, 0.3, "There is music in your clip already."),
        (0.15, 0.3, "Somebody speaks in your clip, and there is music in it already."),
    ],
)
def test_music_that_a_clip_has_already_is_remarked(speech: float, music: float, said: str) -> None:
    assert remark_own_music(made_clip(has_sound=True, speech=speech, music=music)) == said


@pytest.mark.parametrize(
    ("artist", "said"),
    [
        ("The Quays", "This clip already has “Harbour” by The Quays, from 0:31."),
        ("Unknown Artist", "This clip already has “Harbour” in it, from 0:31."),
    ],
)
def test_music_that_is_known_is_named(artist: str, said: str) -> None:
    music = ClipMusic("t", "Harbour", artist, 31.4, 0.4)
    assert remark_own_music(made_clip(has_sound=True, music=0.9), music=music) == said


def test_the_remark_is_there_in_every_language() -> None:
    clips = [made_clip(has_sound=True, speech=speech, music=0.9) for speech in (0.0, 0.9)]
    said = [remark_own_music(clip, load_texts(language)) for language in LANGUAGES for clip in clips]
    assert len(set(said)) == 2 * len(LANGUAGES)


def test_a_clip_is_described_pace_first() -> None:
    clip = made_clip(energy=0.1, warmth=0.1, cuts_s=(1.0,), cuts_per_minute=3.0)
    assert describe_clip(clip) == ("slow", "cool-toned", "few cuts", "no sound")


@pytest.mark.parametrize(
    ("bpm", "confidence", "words"),
    [
        (None, 1.0, ""), (84.0, 0.49, ""), (84.0, 0.5, "84 bpm"), (84.4, 0.9, "84 bpm"), (84.6, 0.9, "85 bpm"),
    ],
)  # fmt: skip
def test_a_tempo_is_named_from_half_confidence_on(bpm: float | None, confidence: float, words: str) -> None:
    assert describe_tempo(made_traits(tempo_bpm=bpm, tempo_confidence=confidence)) == words


@pytest.mark.parametrize(
    ("key", "mode", "confidence", "words"),
    [
        ("D", "minor", 0.49, ""), ("D", "minor", 0.5, "D minor"), ("C#", "major", 0.9, "C# major"),
        (None, "minor", 0.9, ""), ("D", None, 0.9, ""),
    ],
)  # fmt: skip
def test_a_key_is_named_from_half_confidence_on(
    key: str | None, mode: str | None, confidence: float, words: str
) -> None:
    assert describe_key(made_traits(key=key, mode=mode, key_confidence=confidence)) == words


@pytest.mark.parametrize(("vocals", "words"), [(None, ""), (True, "vocals"), (False, "no vocals")])
def test_vocals_are_named_where_they_are_sure(vocals: bool | None, words: str) -> None:
    assert describe_vocals(made_traits(vocals=vocals)) == words


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ([], ()),
        ([("piano", 0.149)], ()),
        ([("piano", 0.15)], ("piano",)),
        ([("jazz", 0.9), ("calm", 0.9), ("piano", 0.15)], ("piano",)),
        ([("piano", 0.4), ("guitar", 0.5)], ("guitar", "piano")),
        ([("piano", 0.5), ("guitar", 0.5)], ("guitar", "piano")),
        ([("piano", 0.4), ("guitar", 0.5), ("flute", 0.6)], ("flute", "guitar")),
        ([("piano", 0.9), ("guitar", 0.5), ("piano", 0.35)], ("piano", "guitar")),
        ([("piano", 0.35), ("guitar", 0.5), ("piano", 0.9)], ("piano", "guitar")),
    ],
)
def test_the_two_surest_instruments(tags: list[tuple[str, float]], names: tuple[str, ...]) -> None:
    assert list_sure_instruments([Tag(name, score, "tagger") for name, score in tags]) == names


def test_a_track_is_described_whole_and_without_what_is_not_sure() -> None:
    tags = (Tag("piano", 0.5, "tagger"),)
    sure = made_traits(energy=0.1, valence=0.1, tempo_bpm=72.0, key="D", mode="minor")
    assert describe_track(sure, tags) == ("calm", "sombre", "72 bpm", "D minor", "piano", "no vocals")
    unsure = made_traits(energy=0.5, tempo_bpm=None, key=None, mode=None, vocals=None)
    assert describe_track(unsure, ()) == ("steady",)


@pytest.mark.parametrize(
    ("seconds", "clock"),
    [
        (-5.0, "0:00"), (0.0, "0:00"), (0.99, "0:00"), (1.0, "0:01"), (9.0, "0:09"), (10.0, "0:10"),
        (59.99, "0:59"), (60.0, "1:00"), (83.4, "1:23"), (119.0, "1:59"), (600.0, "10:00"), (3661.0, "61:01"),
    ],
)  # fmt: skip
def test_a_clock_has_minutes_and_two_digits_of_seconds(seconds: float, clock: str) -> None:
    assert format_clock(seconds) == clock


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        ("upload-cut:3.93:8.00", "Your upload ends at 0:04 of 0:08."),
        ("upload-broken:3.93", "Your upload breaks off at 0:04."),
        ("picture-ends:5.00:60.00", "Its picture ends at 0:05, its sound goes on to 1:00."),
        ("sound-lost", "I could not read this clip’s sound"),
    ],
)
def test_what_is_amiss_with_a_clips_file(notice: str, words: str) -> None:
    assert describe_clip_notices(made_clip(notices=(notice,)))[0].startswith(words)
    assert describe_clip_notices(made_clip()) == ()

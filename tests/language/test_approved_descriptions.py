"""What is said of clips, tracks, wishes and comparisons, for many made ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

import pytest

from language.descriptions import (
    classify_cuts,
    describe_clip,
    describe_clip_notices,
    describe_track,
    find_clip_steps,
    find_track_steps,
    list_said_tags,
    remark_own_music,
)
from language.explanations import explain_pick, iter_comparisons
from language.licences import describe_licence
from language.reading import read_words
from language.texts import LANGUAGES, load_texts
from language.wish_labels import describe_wish
from models.ranking.shortfall import describe_shortfall
from musechat.brief import Brief
from musechat.clip import ClipTraits, SceneScore
from musechat.track import Tag, Track
from musechat.wish import Wish
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import NAMES
from tests.approval import compact, compare_with_approved
from tests.bot.discord.made_turns import made_pick, made_turn
from tests.language.reading.test_approved_readings import list_rows
from tests.models.writer.made_facts import made_facts
from tests.musechat.made import CREDIT, FREE, HOME, UNKNOWN, made_clip

MADE = 60
SCENES = ("coast", "kitchen", "dog", "people", "road", "snow", "city")
PARTS = ("fusion", "traits", "wishes", "words", "likeness", "avoided", "taste", "clip", "meant", "stay")


def made_clips(count: int) -> Iterator[ClipTraits]:
    draw = random.Random("clips")
    for _ in range(count):
        cuts = draw.choice((0.0, 0.4, 6.0, 20.0, 45.0))
        yield made_clip(
            energy=draw.random(),
            brightness=draw.random(),
            warmth=draw.random(),
            saturation=draw.random(),
            has_picture=draw.random() < 0.9,
            has_sound=draw.random() < 0.7,
            speech=draw.choice((0.0, 0.1, 0.2, 0.9)),
            music=draw.choice((0.0, 0.2, 0.4, 0.9)),
            cuts_per_minute=cuts,
            cuts_s=(1.0,) if cuts else (),
            scenes=tuple(SceneScore(name, draw.choice((0.5, 0.85, 0.92, 0.99))) for name in draw.sample(SCENES, 2)),
            notices=tuple(
                draw.sample(("upload-cut:3.93:8", "picture-ends:2.5:9", "sound-lost"), draw.choice((0, 0, 1)))
            ),
        )


def made_tracks(count: int) -> Iterator[Track]:
    for facts in made_facts("en", count, seed=5):
        yield facts.track


@cache
def list_wishes() -> tuple[Wish, ...]:
    words = [str(row["words"]) for row in list_rows() if row["half"] == "tune"]
    found = [change.wish for each in words for change in read_words(each, LAST, Brief(), NAMES).events if change.wish]
    return tuple({(wish.force, wish.facet, repr(wish.value)): wish for wish in found}.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_clips_are_described_as_approved(language: str) -> None:
    texts = load_texts(language)
    lines = [
        " | ".join((*describe_clip(clip, texts), *describe_clip_notices(clip, texts), remark_own_music(clip, texts)))
        for clip in made_clips(MADE)
    ]
    compare_with_approved(f"clips-{language}", lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tracks_are_described_as_approved(language: str) -> None:
    texts = load_texts(language)
    licences = (FREE, CREDIT, HOME, UNKNOWN)
    lines = [
        " | ".join((*describe_track(track.traits, track.tags, texts), describe_licence(licences[n % 4], texts)))
        for n, track in enumerate(made_tracks(MADE))
    ]
    compare_with_approved(f"tracks-{language}", lines)


def test_steps_of_the_scales_are_as_approved() -> None:
    clips = [f"{compact(find_clip_steps(clip))} {classify_cuts(clip)}" for clip in made_clips(3 * MADE)]
    tracks = [
        f"{compact(find_track_steps(track.traits))} {compact(list_said_tags(track.traits, track.tags))}"
        for track in made_tracks(3 * MADE)
    ]
    compare_with_approved("scales", [*clips, *tracks])


@pytest.mark.parametrize("language", LANGUAGES)
def test_wishes_and_what_misses_them_are_said_as_approved(language: str) -> None:
    texts, tracks, wishes = load_texts(language), list(made_tracks(MADE)), list_wishes()
    lines = []
    for n, wish in enumerate(wishes if language == "en" else wishes[::3]):
        missed = describe_shortfall(wish, tracks[n % MADE], texts)
        lines.append(f"{wish.force} {wish.facet} {compact(wish.value)} => {describe_wish(wish, texts)} | {missed}")
    compare_with_approved(f"wishes-{language}", lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_picks_are_compared_as_approved(language: str) -> None:
    texts, draw = load_texts(language), random.Random("turns")
    tracks, clips, lines = list(made_tracks(4 * MADE)), list(made_clips(MADE)), []
    for n in range(MADE):
        four = tracks[4 * n : 4 * n + 4]
        picks = [
            made_pick(rank, traits=track.traits, parts={name: draw.uniform(-2, 3) for name in draw.sample(PARTS, 5)})
            for rank, track in enumerate(four[: draw.randint(1, 4)])
        ]
        turn = made_turn(video=clips[n] if n % 5 else None, picks=picks, language=language)
        compared = " / ".join(iter_comparisons(turn, texts, lambda title: f"*{title}*"))
        lines.append(f"{explain_pick(turn, texts)} || {compared}")
    compare_with_approved(f"comparisons-{language}", lines)


def test_hedged_sounds_are_said_as_approved() -> None:
    names = ("drums", "bass", "strings", "synth", "guitar", "piano", "rock", "jazz", "ambient", "techno")
    lines = []
    for source in ("analyser", "tagger", "score"):
        for score in (0.05, 0.3, 0.6, 0.9, 0.99):
            tags = tuple(Tag(name, score, source) for name in names)
            said = describe_track(next(made_tracks(1)).traits, tags, load_texts("en"))
            lines.append(f"{source} {score}: {' | '.join(said)}")
    compare_with_approved("hedges", lines)

"""Facts made up for reasons: many, varied, and the same on every run."""

from __future__ import annotations

import random
from collections.abc import Iterator

from language.texts import load_texts
from models.ranking.shortfall import describe_shortfall
from models.writer.interface import ReasonFacts
from musechat.clip import ENERGY_POINTS, ClipTraits
from musechat.concepts import INSTRUMENTS
from musechat.track import Track
from musechat.wish import Facet, Force, Wish
from research.fixed_thresholds import TAG_FROM
from tests.models.writer.test_template import facts_of
from tests.musechat.made import made_clip, made_track, wish_of

TITLES = (
    "Blue Door",
    "Calm",
    "Piano",
    "Slow Dark Vocals in D minor",
    "A Very Long Title That Goes On And On Without Any End In Sight",
    "X. 12 bpm!",
    "夜のピアノ",
    "",
)
ARTISTS = ("Mira Sol", "Rain", "Everybody Who Was In The Room That Night feat. Jo", "")
WORDS = (
    "",
    "calmer",
    "slower, piano",
    "slower",
    "faster",
    "happier",
    "no vocals",
    "shorter",
    "with strings",
    "brighter",
    "with drums",
)
BROKEN = (
    wish_of(Force.PREFER, Facet.INSTRUMENT, {"name": "organ"}, ""),
    wish_of(Force.PREFER, Facet.ENERGY, {"max": 0.1}, ""),
    wish_of(Force.PREFER, Facet.GENRE, {"name": "jazz", "less": True}, ""),
)


def made_facts(language: str, count: int, seed: int = 0) -> Iterator[ReasonFacts]:
    """Facts of ``count`` turns, first and later ones, with and without a clip."""
    draw = random.Random(f"{seed}/{language}")
    for n in range(count):
        track, last = _track(draw, "a"), _track(draw, "b") if draw.random() < 0.6 else None
        clip = _clip(draw) if draw.random() < 0.85 else None
        missed = [wish for wish in BROKEN if not _keeps(track, wish)][: draw.choice((0, 0, 1, 2))]
        broken = tuple(describe_shortfall(wish, track, load_texts(language)) for wish in missed)
        yield facts_of(track, last, draw.choice(WORDS), clip, broken=broken, thread_id=n, language=language)


def _keeps(track: Track, wish: Wish) -> bool:
    if wish.facet is Facet.ENERGY:
        return wish.range.contains(track.traits.energy)
    there = track.get_tag_score(wish.name) >= TAG_FROM
    return there != wish.less


def _track(draw: random.Random, name: str) -> Track:
    return made_track(
        name,
        title=draw.choice(TITLES),
        artist=draw.choice(ARTISTS),
        energy=draw.random(),
        valence=draw.random(),
        brightness=draw.random(),
        tempo_bpm=draw.choice((None, draw.uniform(50, 190), draw.uniform(60, 140))),
        tempo_confidence=draw.random() ** 0.5,
        key=draw.choice((None, "C", "F#", "D#", "A#", "B", "A")),
        mode=draw.choice(("major", "minor")),
        key_confidence=draw.random() ** 0.5,
        vocals=draw.choice((None, True, False)),
        tags={tag: draw.random() for tag in draw.sample([*INSTRUMENTS, "rock", "jazz", "ambient"], 4)},
        duration_s=draw.choice((draw.uniform(5, 30), draw.uniform(30, 300))),
    )


def _clip(draw: random.Random) -> ClipTraits:
    cuts, energy = draw.choice((0.0, 3.0, 20.0, 60.0)), draw.random()
    rising = (0.1,) * 12 + (0.9,) * (ENERGY_POINTS - 12)
    return made_clip(
        energy=energy,
        warmth=draw.random(),
        brightness=draw.random(),
        saturation=draw.random(),
        cuts_per_minute=cuts,
        cuts_s=(1.0,) if cuts else (),
        energy_curve=rising if draw.random() < 0.3 else (energy,) * ENERGY_POINTS,
    )

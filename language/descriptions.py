"""Describe measured traits in a few words, for the page, the command line and the writer; unsure ones are left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from language.texts import ENGLISH, Texts
from musechat.clip import ClipTraits
from musechat.clip_notices import Notice
from musechat.concepts import INSTRUMENTS
from musechat.track import Tag, TrackTraits

SURE_TEMPO = 0.5  # confidence from which a tempo is named
SURE_KEY = 0.5
SURE_TAG = 0.3  # score from which an instrument is named
SURE_SPEECH = 0.3  # share of a clip's time
MAX_INSTRUMENTS = 2
# Score from which a tag may be claimed of a track at all: above the 0.10 from which its teachers' tags count, so that
# what the audio tagger scores a little too high still holds.
CLAIM_TAG = 0.15

Steps = tuple[tuple[float, str], ...]

# Upper bounds and the names of the words in texts/<language>/describe.toml; "" says nothing.
# The middle of a scale is often left without a word: most material lies there, and naming it would say nothing.
_STEPS: dict[str, Steps] = {
    "pace": ((0.3, "slow"), (0.45, "unhurried"), (0.6, "steady"), (0.75, "lively"), (9.0, "fast")),
    "light": ((0.3, "dark"), (0.65, ""), (9.0, "bright")),
    "warmth": ((0.42, "cool-toned"), (0.58, ""), (9.0, "warm-toned")),
    "colour": ((0.15, "muted"), (0.6, ""), (9.0, "colourful")),
    "cuts": ((0.5, "no-cuts"), (10.0, "few-cuts"), (30.0, "some-cuts"), (9e9, "many-cuts")),
    "drive": ((0.25, "calm"), (0.4, "easy-going"), (0.6, "steady"), (0.75, "lively"), (9.0, "driving")),
    "mood": ((0.3, "sombre"), (0.7, ""), (9.0, "cheerful")),
    "timbre": ((0.3, "dark-sounding"), (0.7, ""), (9.0, "bright-sounding")),
}


class ScaleStep(NamedTuple):
    """Where something stands on a scale, by the names that the texts go by: ("pace", "slow")."""

    scale: str
    name: str


def _find_steps(**levels: float) -> tuple[ScaleStep, ...]:
    """Find where each level stands on the scale of its name; nowhere in a middle that says nothing."""
    # The last bound of each scale lies above any level, so that next() always finds one.
    found = (ScaleStep(on, next(name for bound, name in _STEPS[on] if level < bound)) for on, level in levels.items())
    return tuple(step for step in found if step.name)


def find_clip_steps(traits: ClipTraits) -> tuple[ScaleStep, ...]:
    """Where a clip's pace and look stand, pace first; nowhere without a picture."""
    if not traits.has_picture:
        return ()
    return _find_steps(pace=traits.energy, light=traits.brightness, warmth=traits.warmth, colour=traits.saturation)


def classify_cuts(traits: ClipTraits) -> str:
    """Name how much a clip is cut: "few-cuts"; "" without a picture."""
    return _find_steps(cuts=traits.cuts_per_minute if traits.cuts_s else 0.0)[0].name if traits.has_picture else ""


def find_track_steps(traits: TrackTraits) -> tuple[ScaleStep, ...]:
    """Where a track's measured qualities stand, its drive (always there) first."""
    return _find_steps(drive=traits.energy, mood=traits.valence, timbre=traits.brightness)


def describe_clip_look(traits: ClipTraits, texts: Texts = ENGLISH) -> tuple[str, ...]:
    """Describe a clip's pace and look: ("slow", "dark", "cool-toned")."""
    return tuple(texts(f"describe.{scale}.{name}") for scale, name in find_clip_steps(traits))


def describe_clip_cuts(traits: ClipTraits, texts: Texts = ENGLISH) -> str:
    """Say how much it is cut: "few cuts"; "" without a picture."""
    name = classify_cuts(traits)
    return texts(f"describe.cuts.{name}") if name else ""


def describe_clip_sound(traits: ClipTraits, texts: Texts = ENGLISH) -> str:
    """Describe a clip's own sound: "speech", "music", "speech and music", "sound" or "no sound"."""
    if not traits.has_sound:
        return texts("describe.sound.none")
    # Each share is judged by itself: a clip may hold both speech and music, or one above the other.
    shares = (("speech", traits.speech), ("music", traits.music))
    parts = [texts(f"describe.sound.{name}") for name, share in shares if share >= SURE_SPEECH]
    return texts.join_list(parts) or texts("describe.sound.some")


def describe_clip(traits: ClipTraits, texts: Texts = ENGLISH) -> tuple[str, ...]:
    """Describe a clip in short words, pace first: ("slow", "cool-toned", "few cuts", "no sound")."""
    words = (*describe_clip_look(traits, texts), describe_clip_cuts(traits, texts), describe_clip_sound(traits, texts))
    return tuple(word for word in words if word)


def describe_clip_notices(traits: ClipTraits, texts: Texts = ENGLISH) -> tuple[str, ...]:
    """What its owner should be told about the file, a sentence or two each: "Your upload ends at 0:04 of 0:08. …"."""
    told = []
    for notice in map(Notice.from_text, traits.notices):
        at, length = (*(format_clock(round(number)) for number in notice.numbers), "", "")[:2]
        told.append(texts(f"describe.notice.{notice.code}", at=at, length=length))
    return tuple(told)


def describe_track_qualities(traits: TrackTraits, texts: Texts = ENGLISH) -> tuple[str, ...]:
    """Describe a track's measured qualities: ("calm", "sombre")."""
    return tuple(texts(f"describe.{scale}.{name}") for scale, name in find_track_steps(traits))


def describe_tempo(traits: TrackTraits, texts: Texts = ENGLISH) -> str:
    """Say the tempo, "84 bpm"; "" where it is not sure."""
    if traits.tempo_bpm is None or traits.tempo_confidence < SURE_TEMPO:
        return ""
    return texts("describe.tempo", bpm=f"{traits.tempo_bpm:.0f}")


def describe_key(traits: TrackTraits, texts: Texts = ENGLISH) -> str:
    """Say the key, "D minor"; "" where it is not sure."""
    if traits.key is None or traits.mode is None or traits.key_confidence < SURE_KEY:
        return ""
    return texts(f"describe.key.{traits.key.lower().replace('#', '-sharp')}-{traits.mode}")


def describe_vocals(traits: TrackTraits, texts: Texts = ENGLISH) -> str:
    """Say "vocals" or "no vocals"; "" where it is not sure."""
    if traits.vocals is None:
        return ""
    return texts("describe.vocals" if traits.vocals else "describe.no-vocals")


def list_sure_instruments(tags: Iterable[Tag]) -> tuple[str, ...]:
    """Instruments that the tags are sure of, surest first, at most :data:`MAX_INSTRUMENTS`; by their English names."""
    # An instrument may be tagged more than once; its surest score counts.
    best: dict[str, float] = {}
    for tag in tags:
        if tag.name in INSTRUMENTS and tag.score >= SURE_TAG:
            best[tag.name] = max(best.get(tag.name, 0.0), tag.score)
    return tuple(sorted(best, key=lambda name: (-best[name], name))[:MAX_INSTRUMENTS])


def describe_track(traits: TrackTraits, tags: Sequence[Tag], texts: Texts = ENGLISH) -> tuple[str, ...]:
    """Describe a track in short words: ("calm", "sombre", "72 bpm", "D minor", "piano", "no vocals")."""
    words = (
        *describe_track_qualities(traits, texts),
        describe_tempo(traits, texts),
        describe_key(traits, texts),
        *(texts.translate_term(name) for name in list_sure_instruments(tags)),
        describe_vocals(traits, texts),
    )
    return tuple(word for word in words if word)


def format_clock(seconds: float) -> str:
    """Format seconds as minutes and seconds: 83.4 is "1:23"."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"

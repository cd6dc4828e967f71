"""Measured traits in a few plain words, for the page, the command line and the writer; what is unsure is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from musechat.clip import ClipTraits
from musechat.track import Tag, TrackTraits
from musechat.words import INSTRUMENTS

SURE_TEMPO = 0.5  # confidence from which a tempo is named
SURE_KEY = 0.5
SURE_TAG = 0.3  # score from which an instrument is named
SURE_SPEECH = 0.3  # share of a clip's time
MAX_INSTRUMENTS = 2

Steps = tuple[tuple[float, str], ...]

# Upper bounds and their words; "" says nothing.
_PACE: Steps = ((0.3, "slow"), (0.45, "unhurried"), (0.6, "steady"), (0.75, "lively"), (9.0, "fast"))
_LIGHT: Steps = ((0.3, "dark"), (0.65, ""), (9.0, "bright"))
_WARMTH: Steps = ((0.42, "cool-toned"), (0.58, ""), (9.0, "warm-toned"))
_COLOUR: Steps = ((0.15, "muted"), (0.6, ""), (9.0, "colourful"))
_CUTS: Steps = ((0.5, "no cuts"), (10.0, "few cuts"), (30.0, "some cuts"), (9e9, "many cuts"))
_DRIVE: Steps = ((0.25, "calm"), (0.4, "easy-going"), (0.6, "steady"), (0.75, "lively"), (9.0, "driving"))
_MOOD: Steps = ((0.3, "sombre"), (0.7, ""), (9.0, "cheerful"))
_TIMBRE: Steps = ((0.3, "dark-sounding"), (0.7, ""), (9.0, "bright-sounding"))


def _word(value: float, steps: Steps) -> str:
    return next(word for bound, word in steps if value < bound)


def clip_looks(traits: ClipTraits) -> tuple[str, ...]:
    """Words for a clip's pace and look: ("slow", "dark", "cool-toned")."""
    words = (
        _word(traits.energy, _PACE),
        _word(traits.brightness, _LIGHT),
        _word(traits.warmth, _WARMTH),
        _word(traits.saturation, _COLOUR),
    )
    return tuple(word for word in words if word) if traits.has_picture else ()


def clip_cuts(traits: ClipTraits) -> str:
    """Say how much it is cut: "few cuts"; "" without a picture."""
    if not traits.has_picture:
        return ""
    return _word(traits.cuts_per_minute, _CUTS) if traits.cuts_s else "no cuts"


def clip_sounds(traits: ClipTraits) -> str:
    """What a clip already carries: "speech", "music", "speech and music", "sound" or "no sound"."""
    if not traits.has_sound:
        return "no sound"
    parts = [name for name, share in (("speech", traits.speech), ("music", traits.music)) if share >= SURE_SPEECH]
    return " and ".join(parts) or "sound"


def describe_clip(traits: ClipTraits) -> tuple[str, ...]:
    """A clip in short words, most telling first: ("slow", "cool-toned", "few cuts", "no sound")."""
    return tuple(word for word in (*clip_looks(traits), clip_cuts(traits), clip_sounds(traits)) if word)


def track_qualities(traits: TrackTraits) -> tuple[str, ...]:
    """Adjectives that were measured: ("calm", "sombre")."""
    words = (_word(traits.energy, _DRIVE), _word(traits.valence, _MOOD), _word(traits.brightness, _TIMBRE))
    return tuple(word for word in words if word)


def tempo_words(traits: TrackTraits) -> str:
    """Say the tempo, "84 bpm"; "" where it is not sure."""
    if traits.tempo_bpm is None or traits.tempo_confidence < SURE_TEMPO:
        return ""
    return f"{traits.tempo_bpm:.0f} bpm"


def key_words(traits: TrackTraits) -> str:
    """Say the key, "D minor"; "" where it is not sure."""
    if traits.key is None or traits.mode is None or traits.key_confidence < SURE_KEY:
        return ""
    return f"{traits.key} {traits.mode}"


def vocal_words(traits: TrackTraits) -> str:
    """Say "vocals" or "no vocals"; "" where it is not sure."""
    return {True: "vocals", False: "no vocals", None: ""}[traits.vocals]


def heard_instruments(tags: Iterable[Tag]) -> tuple[str, ...]:
    """Instruments that the tags are sure of, surest first, at most :data:`MAX_INSTRUMENTS`."""
    best: dict[str, float] = {}
    for tag in tags:
        if tag.name in INSTRUMENTS and tag.score >= SURE_TAG:
            best[tag.name] = max(best.get(tag.name, 0.0), tag.score)
    return tuple(sorted(best, key=lambda name: (-best[name], name))[:MAX_INSTRUMENTS])


def describe_track(traits: TrackTraits, tags: Sequence[Tag]) -> tuple[str, ...]:
    """A track in short words: ("calm", "sombre", "72 bpm", "D minor", "piano", "no vocals")."""
    words = (
        *track_qualities(traits),
        tempo_words(traits),
        key_words(traits),
        *heard_instruments(tags),
        vocal_words(traits),
    )
    return tuple(word for word in words if word)


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds: 83.4 is "1:23"."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"

"""How well speech and music in clips are found: mixtures with exact truth, of projects and voices kept out of training.

A *voice* or *effect* is a recording without music; a *piece* is music. Levels are differences of integrated loudness
(BS.1770), mixtures are 20 s long and the same in every run. ``musechat evaluate clip-sound`` prints the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.watch.audio_features import compute_integrated_loudness, compute_momentary_loudness, compute_weighted_power
from media.watch.limits import SOUND_RATE
from media.watch.sound_classes import SoundClasses, classify_sound
from musechat.clip import SURE_MUSIC, SURE_SPEECH
from research.training.material import TrainingPiece

Floats = NDArray[np.float32]
Progress = Callable[[str, float], None]

LEVELS_DB = (6, 0, -6, -12)  # of the voice over the music, or of the music over the voice
MIX_SECONDS = 20
PIECES_PER_VOICE = 3
SUNG_ALONE = ("vocadito", "vox")  # parts of the names of pieces that are singing without accompaniment


@dataclass(frozen=True, slots=True)
class SoundRow:
    """One row of the table: how often a class was claimed of some sounds, and its mean share of their time."""

    what: str  # "speech", "music"
    of: str  # "voices under music"
    level_db: int | None
    sounds: int
    claimed: float  # share of the sounds of which it is claimed (SURE_SPEECH, SURE_MUSIC)
    time: float  # mean share of time


def judge_clip_sound(
    voices: Mapping[str, Floats],
    effects: Mapping[str, Floats],
    pieces: Sequence[TrainingPiece],
    progress: Progress,
    seed: int = 0,
) -> list[SoundRow]:
    """Judge what is claimed of mixtures of ``voices``, ``effects`` and ``pieces`` (waves (n,) at 16 kHz).

    Found is better where it is there, never where it is not: "music alone" counts speech heard in music.
    """
    accompanied = [piece for piece in pieces if not is_sung_alone(piece)]
    kinds: list[tuple[str, int | None, list[Floats]]] = [
        ("music alone", None, [piece.wave for piece in accompanied]),
        ("singing alone", None, [piece.wave for piece in pieces if is_sung_alone(piece)]),
        ("voices alone", None, list(voices.values())),
        ("effects alone", None, list(_join_effects(list(effects.values()), seed))),
    ]
    for level in LEVELS_DB:
        mixed = list(_mix_voices(list(voices.values()), [piece.wave for piece in accompanied], level, seed))
        kinds.append(("voices over music", level, mixed))
    rows = []
    for number, (name, at, sounds) in enumerate(kinds):
        progress(name, number / len(kinds))
        if sounds:
            rows += _count_claims(name, at, [classify_wave(sound) for sound in sounds])
    return rows


def classify_wave(wave: Floats) -> SoundClasses:
    """Speech and music in a wave (n,) at 16 kHz, as watching finds them."""
    loudness = measure_loudness(wave)
    return SoundClasses(0.0, 0.0, ()) if loudness is None else classify_sound(wave, loudness)


def is_sung_alone(piece: TrainingPiece) -> bool:
    """Whether a piece is a voice that sings without accompaniment, by its name."""
    return any(part in piece.name for part in SUNG_ALONE)


def measure_loudness(wave: Floats) -> float | None:
    """Integrated loudness in LUFS; None where all is silent."""
    return compute_integrated_loudness(compute_momentary_loudness(compute_weighted_power(wave[None]))[1])


def mix_at_level(first: Floats, second: Floats, level_db: float) -> Floats:
    """``first`` and ``second`` (n,) together, the first ``level_db`` louder than the second."""
    return np.asarray(set_loudness(first, -23.0) + set_loudness(second, -23.0 - level_db), dtype=np.float32)


def set_loudness(wave: Floats, lufs: float) -> Floats:
    """The wave at another integrated loudness; a silent one as it is."""
    found = measure_loudness(wave)
    return wave if found is None else np.asarray(wave * 10 ** ((lufs - found) / 20), dtype=np.float32)


def _mix_voices(voices: Sequence[Floats], pieces: Sequence[Floats], level_db: int, seed: int) -> Iterator[Floats]:
    rng, length = np.random.default_rng(seed), MIX_SECONDS * SOUND_RATE
    if not pieces:
        return
    for voice in voices:
        for number in rng.choice(len(pieces), min(PIECES_PER_VOICE, len(pieces)), replace=False):
            yield mix_at_level(_fit_length(voice, length), _fit_length(pieces[number], length), level_db)


def _join_effects(effects: Sequence[Floats], seed: int) -> Iterator[Floats]:
    """Each effect repeated with pauses for ten seconds, one sound each."""
    rng, length = np.random.default_rng(seed), MIX_SECONDS * SOUND_RATE // 2
    for effect in effects:
        pause = np.zeros(int(rng.uniform(0.1, 1.0) * SOUND_RATE), np.float32)
        wave = _fit_length(np.concatenate([effect, pause]), length)
        yield np.asarray(wave + rng.normal(size=length) * 1e-4, dtype=np.float32)


def _fit_length(wave: Floats, samples: int) -> Floats:
    return np.tile(wave, -(-samples // max(len(wave), 1)))[:samples]


def _count_claims(of: str, level: int | None, found: Sequence[SoundClasses]) -> list[SoundRow]:
    speech, music = [f.speech for f in found], [f.music for f in found]
    return [
        SoundRow(what, of, level, len(found), float(np.mean([s >= sure for s in shares])), float(np.mean(shares)))
        for what, shares, sure in (("speech", speech, SURE_SPEECH), ("music", music, SURE_MUSIC))
    ]

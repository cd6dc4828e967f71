"""From a file to :class:`~musechat.track.TrackTraits`, in one decode and two spectra."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from media.listen.decode import MIN_SECONDS, Floats, closing_sound, open_sound, resample
from media.listen.harmony import find_harmony
from media.listen.loudness_meter import SILENCE_LUFS, LoudnessMeter
from media.listen.mood_scales import brightness, energy, energy_curve, valence
from media.listen.rhythm import find_rhythm
from media.listen.sections import find_sections
from media.listen.spectrum import RATE, mel_spectrogram
from media.listen.timbre import find_timbre, mean_timbre
from media.listen.voice import decide, guess_vocal_score
from media.sound_files import broken
from musechat.errors import BadInput
from musechat.track import TrackTraits

LISTEN_VERSION = "listen-1"  # part of what the library stores: a new version analyses every track again


@dataclass(frozen=True, slots=True)
class DecodedTrack:
    """A decoded track: the mono wave (n,) at the file's own ``rate``, and its loudness."""

    wave: Floats
    rate: int
    meter: LoudnessMeter

    @property
    def duration_s(self) -> float:
        """Length, seconds."""
        return len(self.wave) / self.rate


def analyse(path: Path) -> TrackTraits:
    """Measure a sound file.

    Raises:
        BadInput: the file cannot be used as a track; the message names it.

    """
    return measure(hear(path))


def hear(path: Path) -> DecodedTrack:
    """Decode once: what both the analysis and the music encoder need."""
    reader = open_sound(path)
    with closing_sound(reader):
        meter = LoudnessMeter(reader.info.rate, reader.info.channels)
        pieces = []
        for block in reader.blocks():
            meter.feed(block)
            pieces.append(block.mean(axis=0))
    if not pieces:
        raise broken(path, "no sound in it could be decoded")
    decoded = DecodedTrack(np.concatenate(pieces), reader.info.rate, meter)
    _refuse_unusable(path, decoded)
    return decoded


def measure(decoded: DecodedTrack) -> TrackTraits:
    """The traits of a decoded track."""
    wave = resample(decoded.wave, decoded.rate, RATE)
    duration, loudness = decoded.duration_s, decoded.meter.integrated_lufs()
    mel, harmony = mel_spectrogram(wave), find_harmony(wave)
    rhythm = find_rhythm(mel)
    timbre = find_timbre(mel, decoded.meter.steps_lufs(), loudness)
    mean = mean_timbre(timbre, 0.0, duration, loudness)
    arousal, bright = energy(mean, rhythm.tempo_bpm), brightness(mean)
    curve = energy_curve(timbre, duration, rhythm.tempo_bpm)
    vocal_score = guess_vocal_score(harmony.glide)
    return TrackTraits(
        duration_s=round(duration, 3),
        tempo_bpm=None if rhythm.tempo_bpm is None else round(rhythm.tempo_bpm, 2),
        tempo_confidence=round(rhythm.confidence, 4),
        beats_s=tuple(round(float(b), 3) for b in rhythm.beats_s),
        key=harmony.key,
        mode=harmony.mode,
        key_confidence=round(harmony.confidence, 4),
        loudness_lufs=round(loudness, 2),
        energy=round(arousal, 4),
        energy_curve=curve,
        brightness=round(bright, 4),
        valence=round(valence(harmony, rhythm.tempo_bpm, bright, arousal), 4),
        vocals=decide(vocal_score),
        vocal_score=round(vocal_score, 4),
        sections=find_sections(mel, harmony.chroma, rhythm.beats_s, curve, duration),
    )


def _refuse_unusable(path: Path, decoded: DecodedTrack) -> None:
    if decoded.duration_s < MIN_SECONDS:
        raise BadInput("track-too-short", f"{path.name} is only {decoded.duration_s:.1f} s long", "Give a whole track")
    if decoded.meter.integrated_lufs() <= SILENCE_LUFS:
        raise BadInput("silent", f"{path.name} is silent", "Give a track with sound in it")

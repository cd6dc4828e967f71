"""From a file to :class:`~musechat.track.TrackTraits`, in one decode and two spectra."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from media.listen.decode import MIN_SECONDS, Floats, close_after, open_sound, resample_wave
from media.listen.harmony import find_harmony
from media.listen.loudness_meter import SILENCE_LUFS, LoudnessMeter
from media.listen.mood_scales import compute_energy_curve, estimate_brightness, estimate_energy, estimate_valence
from media.listen.rhythm import find_rhythm
from media.listen.sections import find_sections
from media.listen.spectrum import RATE, compute_mel_spectrogram
from media.listen.timbre import average_timbre, find_timbre
from media.listen.voice import decide_vocals, guess_vocal_score
from media.sound_files import make_broken_error
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


def analyse_sound_file(path: Path) -> TrackTraits:
    """Measure a sound file.

    Raises:
        BadInput: the file cannot be used as a track; the message names it.

    """
    return measure_track(decode_track(path))


def decode_track(path: Path) -> DecodedTrack:
    """Decode once: what both the analysis and the music encoder need."""
    reader = open_sound(path)
    with close_after(reader):
        meter = LoudnessMeter(reader.info.rate, reader.info.channels)
        pieces = []
        for block in reader.iter_blocks():
            meter.add_block(block)
            pieces.append(block.mean(axis=0))
    if not pieces:
        raise make_broken_error(path, "no sound in it could be decoded")
    decoded = DecodedTrack(np.concatenate(pieces), reader.info.rate, meter)
    _refuse_unusable(path, decoded)
    return decoded


def measure_track(decoded: DecodedTrack) -> TrackTraits:
    """The traits of a decoded track."""
    wave = resample_wave(decoded.wave, decoded.rate, RATE)
    duration, loudness = decoded.duration_s, decoded.meter.measure_integrated()
    mel, harmony = compute_mel_spectrogram(wave), find_harmony(wave)
    rhythm = find_rhythm(mel)
    timbre = find_timbre(mel, decoded.meter.measure_steps(), loudness)
    mean = average_timbre(timbre, 0.0, duration, loudness)
    arousal, bright = estimate_energy(mean, rhythm.tempo_bpm), estimate_brightness(mean)
    curve = compute_energy_curve(timbre, duration, rhythm.tempo_bpm)
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
        valence=round(estimate_valence(harmony, rhythm.tempo_bpm, bright, arousal), 4),
        vocals=decide_vocals(vocal_score),
        vocal_score=round(vocal_score, 4),
        sections=find_sections(mel, harmony.chroma, rhythm.beats_s, curve, duration),
    )


def _refuse_unusable(path: Path, decoded: DecodedTrack) -> None:
    if decoded.duration_s < MIN_SECONDS:
        raise BadInput("track-too-short", f"{path.name} is only {decoded.duration_s:.1f} s long", "Give a whole track")
    if decoded.meter.measure_integrated() <= SILENCE_LUFS:
        raise BadInput("silent", f"{path.name} is silent", "Give a track with sound in it")

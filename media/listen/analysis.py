"""From a file to :class:`~musechat.track.TrackTraits`, in one decode and two spectra."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from media.listen.decode import MIN_SECONDS, Floats, decode_mono, resample_wave
from media.listen.harmony import find_harmony
from media.listen.levelling import REFERENCE_LUFS, measure_gain, measure_wave
from media.listen.mood_scales import compute_energy_curve, estimate_brightness, estimate_energy, estimate_valence
from media.listen.rhythm import find_rhythm
from media.listen.sections import find_sections
from media.listen.spectrum import RATE, MelSpectrogram, compute_mel_spectrogram
from media.listen.timbre import average_timbre, find_timbre
from media.listen.unusable_sound import SILENT_LUFS, find_silences, is_steady_tone
from media.listen.voice import decide_vocals, guess_vocal_score
from musechat.errors import BadInput
from musechat.hearing import HeardKey, HeardMusic, HeardRhythm
from musechat.owner_tags import AGREED
from musechat.track import TrackTraits

LISTEN_VERSION = "listen-3"  # part of what the library stores: a new version analyses every track again


@dataclass(frozen=True, slots=True)
class DecodedTrack:
    """A decoded track at one loudness, whatever its file's: see :mod:`media.listen.levelling`."""

    wave: Floats  # (n,) mono at REFERENCE_LUFS
    rate: int  # the file's own
    loudness_lufs: float  # of the file, all channels, integrated
    steps_lufs: NDArray[np.float64]  # loudness of ``wave`` per 100 ms

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
    """Decode once: what the analysis, the music encoder and the music analyser need.

    Stereo becomes mono by the mean of both channels, or by half their difference where they cancel each other out.
    """
    mono = decode_mono(path)
    if mono.is_cancelled:
        mono = decode_mono(path, is_opposed=True)
    track = level_track(mono.wave, mono.rate, mono.meter.measure_integrated())
    _refuse_unusable(path, track)
    return track


def level_track(wave: Floats, rate: int, loudness_lufs: float | None = None) -> DecodedTrack:
    """A decoded track of a mono wave (n,); ``loudness_lufs`` is that of its file, by default the wave's own."""
    meter = measure_wave(wave, rate)
    own = meter.measure_integrated()
    gain = measure_gain(own)
    levelled = wave * np.float32(gain)
    steps = meter.measure_steps() + 20 * np.log10(gain)
    return DecodedTrack(levelled, rate, own if loudness_lufs is None else loudness_lufs, steps)


def measure_track(decoded: DecodedTrack, heard: HeardMusic | None = None) -> TrackTraits:
    """The traits of a decoded track.

    Args:
        decoded: the track.
        heard: what the music analyser heard in it; without it tempo, beats and key are measured from the signal alone.

    """
    wave = resample_wave(decoded.wave, decoded.rate, RATE)
    duration = decoded.duration_s
    mel, harmony = compute_mel_spectrogram(wave), find_harmony(wave)
    rhythm = heard.rhythm if heard else _measure_rhythm(mel)
    key = heard.key if heard else HeardKey(harmony.key, harmony.mode, harmony.confidence)
    timbre = find_timbre(mel, decoded.steps_lufs, REFERENCE_LUFS)
    mean = average_timbre(timbre, 0.0, duration, is_whole=True)
    arousal, bright = estimate_energy(mean, rhythm.tempo_bpm), estimate_brightness(mean)
    curve = compute_energy_curve(timbre, duration, rhythm.tempo_bpm)
    vocal_score = guess_vocal_score(harmony.glide)
    beats = np.array(rhythm.beats_s, np.float32)
    return TrackTraits(
        duration_s=round(duration, 3),
        tempo_bpm=None if rhythm.tempo_bpm is None else round(rhythm.tempo_bpm, 2),
        tempo_confidence=_round_confidence(rhythm.confidence),
        beats_s=tuple(round(float(b), 3) for b in rhythm.beats_s),
        key=key.tonic,
        mode=key.mode,
        key_confidence=_round_confidence(key.confidence),
        loudness_lufs=round(decoded.loudness_lufs, 2),
        energy=round(arousal, 4),
        energy_curve=curve,
        brightness=round(bright, 4),
        valence=round(estimate_valence(harmony, rhythm.tempo_bpm, bright, arousal), 4),
        vocals=decide_vocals(vocal_score),
        vocal_score=round(vocal_score, 4),
        sections=find_sections(mel, harmony.chroma, beats, curve, duration),
        downbeats_s=tuple(round(float(b), 3) for b in rhythm.downbeats_s),
        tempo_alternatives_bpm=tuple(round(bpm, 2) for bpm in rhythm.alternatives_bpm),
        silences_s=find_silences(decoded.steps_lufs, REFERENCE_LUFS),
        entries=heard.entries if heard else (),
    )


def _round_confidence(confidence: float) -> float:
    """To four digits; none but 1 itself (:data:`musechat.owner_tags.AGREED`) becomes 1."""
    return confidence if confidence >= AGREED else min(round(confidence, 4), 0.9999)


def _measure_rhythm(mel: MelSpectrogram) -> HeardRhythm:
    found = find_rhythm(mel)
    return HeardRhythm(found.tempo_bpm, found.confidence, beats_s=tuple(float(beat) for beat in found.beats_s))


def _refuse_unusable(path: Path, decoded: DecodedTrack) -> None:
    if decoded.duration_s < MIN_SECONDS:
        raise BadInput("track-too-short", f"{path.name} is only {decoded.duration_s:.1f} s long", "Give a whole track")
    if decoded.loudness_lufs <= SILENT_LUFS:
        raise BadInput("silent", f"{path.name} is silent", "Give a track with sound in it")
    if is_steady_tone(decoded.wave):
        raise BadInput("only-a-tone", f"{path.name} is a test tone, not music", "Give a piece of music")

"""Short pieces of music that are made up from a number, for figures that need thousands of different tracks.

Of each four pieces tempo, key, chords and drums are the same, and melody, rhythm and sounds are not: as different, and
as alike, as pieces that somebody puts together from the same loops.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

import av
import numpy as np
from av.audio.stream import AudioStream
from numpy.typing import NDArray

from media.listen.decode import Floats
from models.encoders.interface import AudioEncoding
from worker.library.analysis_job import ListeningModels

ALIKE = 4  # pieces that share what is said above
RATE = 22_050
_MODES = ((0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 2, 3, 5, 7, 9, 10), (0, 2, 4, 5, 7, 9, 10))
_TABLE = 2_048  # samples of one period

Table = NDArray[np.float32]


class NoEar:
    """A music encoder that hears nothing: what is measured is all the rest."""

    name, version, dim = "no-ear", "1", 2

    def encode_track(self, wave: Floats, rate: int) -> AudioEncoding:
        """A vector of the sound's level and length."""
        vector = np.array([wave.std() + 0.01, len(wave) / rate], np.float32)
        return AudioEncoding(vector / np.linalg.norm(vector), {})


def load_no_ears() -> ListeningModels:
    """Models that cost nothing."""
    return ListeningModels(NoEar())


def compose_piece(number: int, seconds: float, rate: int = RATE) -> Floats:
    """The piece of a number as a mono wave (n,)."""
    shared, own = np.random.default_rng([number // ALIKE, 1]), np.random.default_rng([number, 2])
    beat_s = 60 / shared.uniform(70, 170)
    scale, tonic, chords = _MODES[shared.integers(len(_MODES))], 48 + int(shared.integers(12)), shared.integers(0, 7, 4)
    drums = shared.random((2, 16)) < [[0.35], [0.25]]
    lead, bass, pad = (_make_table(own) for _ in range(3))
    sounding, walk = own.random(16) < own.uniform(0.4, 0.9), own.integers(-2, 3, 16)
    decays = own.uniform([1.5, 1.0, 0.2], [8.0, 4.0, 1.0])
    wave = np.zeros(round(seconds * rate), np.float32)
    degree = 7
    for step in range(int(seconds / beat_s * 4)):
        at, root = step * beat_s / 4, int(chords[step // 16 % 4])
        if step % 4 == 0:
            _add_note(wave, rate, at, bass, _find_pitch(tonic - 12, scale, root), 0.5, decays[1])
        if step % 16 == 0:
            for third in (0, 2, 4):
                _add_note(wave, rate, at, pad, _find_pitch(tonic, scale, root + third), 0.15, decays[2])
        if sounding[step % 16]:
            degree = min(max(degree + int(walk[(step + step // 16) % 16]), 3), 14)
            _add_note(wave, rate, at, lead, _find_pitch(tonic, scale, degree), 0.4, decays[0])
        for sound, decay in ((0, 60.0), (1, 18.0)):
            if drums[sound, step % 16]:
                _add_hit(wave, rate, at, decay)
    return cast(Floats, wave / max(1.0, float(np.abs(wave).max())))


def write_piece(path: Path, wave: Floats, codec: str, bits: int = 96_000, rate: int = RATE) -> None:
    """Encode a mono wave (n,) into a file whose kind its suffix says."""
    coded = 48_000 if codec == "libopus" else rate
    with av.open(str(path), "w") as out:
        stream = cast(AudioStream, out.add_stream(codec, rate=coded, layout="mono"))
        if codec != "flac":
            stream.bit_rate = bits
        frame = av.AudioFrame.from_ndarray(wave[None], format="fltp", layout="mono")
        frame.sample_rate = rate
        size = stream.codec_context.frame_size or None
        resampler = av.AudioResampler(stream.format, "mono", coded, frame_size=size)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            part.pts = None
            out.mux(stream.encode(part))
        out.mux(stream.encode(None))


def _make_table(rng: np.random.Generator) -> Table:
    """A period of a tone with up to nine harmonics."""
    strengths = rng.random(int(rng.integers(2, 10)))
    phase = np.arange(_TABLE) / _TABLE * 2 * np.pi
    table = sum(a * np.sin(k * phase + rng.uniform(0, 6)) for k, a in enumerate(strengths, 1))
    return np.asarray(table / np.abs(table).max(), np.float32)


def _find_pitch(tonic: int, scale: tuple[int, ...], degree: int) -> float:
    """Frequency of a degree of a scale, Hz."""
    return float(440 * 2 ** ((tonic + scale[degree % 7] + 12 * (degree // 7) - 69) / 12))


def _add_note(wave: Floats, rate: int, at_s: float, table: Table, hz: float, level: float, decay: float) -> None:
    begin, size = round(at_s * rate), round(min(3.0, 4.0 / decay) * rate)
    steps = np.arange(min(size, len(wave) - begin), dtype=np.float32)
    note = table[(steps * (hz * _TABLE / rate)).astype(np.int64) % _TABLE]
    wave[begin : begin + len(steps)] += level * note * np.exp(steps * np.float32(-decay / rate))


def _add_hit(wave: Floats, rate: int, at_s: float, decay: float) -> None:
    begin = round(at_s * rate)
    steps = np.arange(min(round(3 / decay * rate), len(wave) - begin), dtype=np.float32)
    noise = np.random.default_rng(round(decay)).standard_normal(len(steps)).astype(np.float32)
    wave[begin : begin + len(steps)] += 0.3 * noise * np.exp(steps * np.float32(-decay / rate))

"""The true peak of what was written: coding may lift it by more than the room that was left for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from media.mix.loudness_target import CEILING_DB, lower_peaks
from media.preview.excerpt import RATE, Floats
from media.preview.levels import BLOCK, measure_block_peaks
from media.sound_files import open_sound_file

MOST_PEAK_DB = -1.0  # dBTP, of a finished file
_SPARE_DB = 0.2  # below it, that a second attempt aims for
_ATTEMPTS = 3
_EDGE = 2  # blocks
_PIECE, _OVERLAP = 10 * RATE, (2 * _EDGE + 1) * BLOCK  # samples that are looked at together, and again with the next


def write_held(sound: Floats, path: Path, write: Callable[[], None]) -> None:
    """Call ``write``, and again with lowered peaks of ``sound`` (2, n) while the file's are above their bound."""
    ceiling_db = CEILING_DB
    write()
    for _ in range(_ATTEMPTS - 1):
        over_db = measure_coded_peak(path) - MOST_PEAK_DB
        if over_db <= 0:
            return
        ceiling_db -= over_db + _SPARE_DB
        lower_peaks(sound, ceiling_db)
        write()


def measure_coded_peak(path: Path) -> float:
    """True peak of a file's sound, dBTP, as a player decodes it; a peak far below the bound is only told as such."""
    near = 10 ** ((MOST_PEAK_DB - 6.0) / 20)
    highest, first = 1e-9, True
    for piece, last in _iter_pieces(path):
        # Where a piece was cut out of the sound its first and last blocks do not know what they lie beside.
        peaks = measure_block_peaks(piece, near)[0 if first else _EDGE : None if last else -_EDGE - 1]
        highest, first = max(highest, float(peaks.max(initial=0.0))), False
    return float(20 * np.log10(highest))


def _iter_pieces(path: Path) -> Iterator[tuple[Floats, bool]]:
    """The sound of a file, (2, n) at ``RATE``, a piece at a time, and whether it is the last one."""
    with open_sound_file(path) as box:
        resampler, kept, count = AudioResampler("fltp", "stereo", RATE), list[Floats](), 0
        for frame in _iter_frames(box, resampler):
            kept.append(frame)
            count += frame.shape[1]
            if count >= _PIECE:
                piece = np.concatenate(kept, axis=1)
                yield piece, False
                kept, count = [piece[:, -_OVERLAP:]], _OVERLAP
    if kept:
        yield np.concatenate(kept, axis=1), True


def _iter_frames(box: av.container.InputContainer, resampler: AudioResampler) -> Iterator[Floats]:
    for frame in chain(box.decode(audio=0), (None,)):
        for out in resampler.resample(frame):
            assert isinstance(out, AudioFrame)  # noqa: S101 - a resampler of sound
            yield np.asarray(out.to_ndarray(), np.float32)

"""How often ten seconds of a track are found under speech, and how often something is found that is not there.

    python -m benchmarks.excerpt_lookup LIBRARY FOREIGN VOICES [--level DB] [--each N]

LIBRARY and FOREIGN are folders of music that have nothing in common, VOICES one of recorded speech. Of each track of
LIBRARY one excerpt, and of each of FOREIGN ``N``, is mixed with speech of the same integrated loudness (or ``--level``
dB louder), encoded (AAC and Opus at 96 kbit/s in turn) and looked up among the tracks of LIBRARY.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.track_identity import ENCODINGS, encode_anew
from media.listen.decode import SUFFIXES, Floats, decode_mono, resample_wave
from media.listen.excerpt_search import ExcerptIndex, FoundExcerpt, find_sound
from media.listen.fingerprint import MAX_FRAMES, make_fingerprint, measure_changes, take_words
from media.watch.limits import SOUND_RATE
from research.evaluation.clip_sound import measure_loudness

SECONDS = 10
_CODECS = ("AAC 96", "Opus 96")
_NEAR_S = 0.5  # by which a place may be off and count as right


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("foreign", type=Path)
    parser.add_argument("voices", type=Path)
    parser.add_argument("--level", type=float, default=0.0, help="of the speech over the music, dB")
    parser.add_argument("--each", type=int, default=5, help="excerpts of each foreign track")
    given = parser.parse_args()
    rng = random.Random(7)
    speech = _read_speech(given.voices, rng)
    tracks = {path: _read_wave(path) for path in _list_files(given.library)}
    index = ExcerptIndex([_make_words(wave) for wave in tracks.values()])
    allowed = np.ones(len(tracks), np.bool_)
    found = right = placed = 0
    asked = [(row, *cut) for row, wave in enumerate(tracks.values()) for cut in _cut_excerpts(wave, 1, rng)]
    for number, (row, begins, excerpt) in enumerate(asked):
        answer = _look_up(index, _make_clip(excerpt, speech, given.level, number, rng), allowed)
        found += answer is not None
        right += answer is not None and answer.row == row
        placed += answer is not None and answer.row == row and abs(answer.at_s - begins) <= _NEAR_S
    print(f"found {right} of {len(asked)} ({right / len(asked):.1%}), another track {found - right}, place {placed}")
    foreign = wrong = 0
    for path in _list_files(given.foreign):
        for _, excerpt in _cut_excerpts(_read_wave(path), given.each, rng):
            clip = _make_clip(excerpt, speech, given.level, foreign, rng)
            wrong += _look_up(index, clip, allowed) is not None
            foreign += 1
    print(f"foreign ones found {wrong} of {foreign}")
    _time_large_library()


def _time_large_library() -> None:
    rng = np.random.default_rng(0)
    index = ExcerptIndex([rng.integers(0, 2**32, MAX_FRAMES, dtype=np.uint32) for _ in range(10_000)])
    changes = measure_changes(rng.normal(size=SECONDS * SOUND_RATE).astype(np.float32), SOUND_RATE)
    begun = time.process_time()
    index.find_excerpt(changes, np.ones(10_000, np.bool_))
    print(f"one window in 10,000 tracks: {time.process_time() - begun:.2f} s of one core, {index.nbytes / 1e6:.0f} MB")


def _look_up(index: ExcerptIndex, clip: Floats, allowed: NDArray[np.bool_]) -> FoundExcerpt | None:
    return find_sound(index, clip, SOUND_RATE, allowed)


def _list_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)


def _read_wave(path: Path) -> Floats:
    sound = decode_mono(path)
    return resample_wave(sound.wave, sound.rate, SOUND_RATE)


def _make_words(wave: Floats) -> NDArray[np.uint32]:
    return take_words(make_fingerprint(wave, SOUND_RATE).tobytes())


def _read_speech(folder: Path, rng: random.Random) -> Floats:
    """Two minutes of each subfolder with recordings, or of the folder itself, one after another."""
    parts = []
    for place in [path for path in sorted(folder.iterdir()) if path.is_dir()] or [folder]:
        files = [path for path in sorted(place.rglob("*")) if path.suffix.lower() in SUFFIXES]
        rng.shuffle(files)
        seconds = 0.0
        for path in files:
            if seconds > 120:
                break
            wave = _read_wave(path)
            parts.append(wave)
            seconds += len(wave) / SOUND_RATE
    return np.concatenate(parts)


def _cut_excerpts(wave: Floats, count: int, rng: random.Random) -> Iterator[tuple[float, Floats]]:
    size = SECONDS * SOUND_RATE
    for _ in range(count if len(wave) >= size else 0):
        start = rng.randrange(len(wave) - size + 1)
        yield start / SOUND_RATE, wave[start : start + size]


def _make_clip(music: Floats, speech: Floats, level_db: float, number: int, rng: random.Random) -> Floats:
    start = rng.randrange(len(speech) - len(music))
    voice = speech[start : start + len(music)]
    loud = [measure_loudness(wave) or -70.0 for wave in (music, voice)]
    mixed = music + voice * np.float32(10 ** ((loud[0] - loud[1] + level_db) / 20))
    mixed = (mixed / max(1.0, float(np.abs(mixed).max()))).astype(np.float32)
    wave, rate = encode_anew(mixed, SOUND_RATE, *ENCODINGS[_CODECS[number % 2]])
    return resample_wave(wave, rate, SOUND_RATE)


if __name__ == "__main__":
    main()

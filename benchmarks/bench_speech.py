"""How well speech is understood in a mix: ``python -m benchmarks.bench_speech [VOICES MUSIC [TRACKS]]``.

STOI (Taal et al. 2011, by ``pystoi``) of each mix against the clip's own sound alone, where somebody speaks: 1 means
that the music takes nothing away. VOICES is a folder of spoken clips or sound files, of which those count in which at
least two seconds of speech are found; MUSIC a folder of tracks, of which every so many are taken. Without both, a
synthesised voice of the tests speaks over a few composed tracks.
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from pystoi import stoi

from benchmarks.table import Row
from demo import compose_library
from media.mix.balance import balance_sounds
from media.mix.own_sound import find_speech
from media.preview.excerpt import RATE, Floats, read_excerpt
from media.preview.levels import measure_loudness
from musechat.errors import BadInput
from musechat.mix_mode import MixMode, apply_mode
from musechat.mix_settings import MixSettings

VOICE = Path(__file__).resolve().parents[1] / "tests" / "media" / "watch" / "sounds" / "voice.opus"
ASKED, TRACKS = 0.95, 4
LEAST_SPEECH_S, LONGEST_S = 2.0, 30.0
MODES = (MixMode.WITH_MY_SOUND, MixMode.VOICE_FIRST)


@dataclass(frozen=True, slots=True, eq=False)
class SpokenSound:
    """Sound (2, n) at ``RATE``, and where somebody speaks in it, seconds."""

    name: str
    sound: Floats
    spans: tuple[tuple[float, float], ...]

    def keep_spoken(self, sound: Floats) -> Floats:
        """(n,) what of ``sound`` lies under speech, as one channel."""
        mono = sound.mean(axis=0)
        return np.concatenate([mono[int(start * RATE) : int(end * RATE)] for start, end in self.spans])


def find_voices(paths: Sequence[Path]) -> Iterator[SpokenSound]:
    """The files in which somebody speaks for long enough."""
    for path in paths:
        try:
            sound = read_excerpt(path, 0.0, LONGEST_S)
        except (BadInput, av.FFmpegError, ValueError, IndexError):
            continue
        spans = find_speech(sound) if measure_loudness(sound) > -60.0 else ()
        if sum(end - start for start, end in spans) >= LEAST_SPEECH_S:
            yield SpokenSound(path.name, sound, spans)


def rate_mix(voice: SpokenSound, track: Path, mode: MixMode, *, untouched: bool = False) -> float:
    """STOI of a voice's mix with a track, against the voice alone at the same level."""
    count = voice.sound.shape[1]
    music = read_excerpt(track, 0.0, count / RATE)
    music = np.tile(music, (1, -(-count // music.shape[1])))[:, :count].copy()
    own, settings = voice.sound.copy(), apply_mode(MixSettings(), mode)
    balance_sounds(own, measure_loudness(own), music, voice.spans, settings, untouched=untouched)
    return float(stoi(voice.keep_spoken(own), voice.keep_spoken(own + music), RATE))


def rows() -> list[Row]:
    """The lowest of a synthesised voice over composed music."""
    with tempfile.TemporaryDirectory() as folder:
        compose_library(Path(folder), count=TRACKS)
        (voice,) = find_voices([VOICE])
        found = [rate_mix(voice, track, MixMode.WITH_MY_SOUND) for track in sorted(Path(folder).glob("*.mp3"))]
    what = f"speech in mixes with {len(found)} tracks, lowest STOI"
    return [Row(what, min(found), ASKED, "asked of it", ">= 1", "")]


def print_ratings(voices: Sequence[SpokenSound], tracks: Sequence[Path]) -> None:
    """What was found for each voice, and of all, in both modes; and with music that may only change in level."""
    for mode, untouched in (*((mode, False) for mode in MODES), (MixMode.WITH_MY_SOUND, True)):
        found = list[float]()
        for voice in voices:
            each = [rate_mix(voice, track, mode, untouched=untouched) for track in tracks]
            print(f"{mode:14} {voice.name:34} lowest {min(each):.3f}, median {np.median(each):.3f}", flush=True)
            found += each
        held, only = sum(value >= ASKED for value in found), ", level alone" if untouched else ""
        print(f"{mode}{only}: {held} of {len(found)} at {ASKED} or above; lowest {min(found):.3f},"
              f" median {np.median(found):.3f}", flush=True)  # fmt: skip


def main() -> None:
    """Print what was asked for."""
    if not sys.argv[1:]:
        for row in rows():
            print(f"{row.what:50} {row.ours:.3f} {row.against} {row.reference}: {row.ratio:.3f}")
        return
    voices = list(find_voices(sorted(path for path in Path(sys.argv[1]).iterdir() if path.is_file())))
    music = sorted(path for path in Path(sys.argv[2]).iterdir() if path.is_file() and path.suffix != ".json")
    wanted = int(sys.argv[3]) if sys.argv[3:] else 10
    print_ratings(voices, music[:: max(1, len(music) // wanted)][:wanted])


if __name__ == "__main__":
    main()

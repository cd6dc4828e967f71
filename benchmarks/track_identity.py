"""How well a recording is told from others, and known again in another file.

    python -m benchmarks.track_identity FOLDER [--every N]

Encodes each file's sound anew (MP3, AAC and Opus at 96 kbit/s and MP3 at 128), compares fingerprints of all pairs, and
prints the share that is recognised and the share of different pairs that fall together.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import cast

import av
from av.audio.stream import AudioStream

from media.listen.decode import SUFFIXES, Floats, decode_mono
from media.listen.fingerprint import are_same_recording, is_near_length, make_fingerprint, measure_difference

ENCODINGS = {
    "MP3 96": ("libmp3lame", "mp3", 96_000, 44_100),
    "MP3 128": ("libmp3lame", "mp3", 128_000, 44_100),
    "AAC 96": ("aac", "ipod", 96_000, 44_100),
    "Opus 96": ("libopus", "ogg", 96_000, 48_000),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take every nth file")
    given = parser.parse_args()
    files = sorted(p for p in given.folder.rglob("*") if p.suffix.lower() in SUFFIXES)[:: given.every]
    known, seconds = [], []
    again: dict[str, list[bool]] = defaultdict(list)
    for path in files:
        sound = decode_mono(path)
        own, length = make_fingerprint(sound.wave, sound.rate), len(sound.wave) / sound.rate
        known.append(own)
        seconds.append(length)
        for name, how in ENCODINGS.items():
            wave, rate = encode_anew(sound.wave, sound.rate, *how)
            other = make_fingerprint(wave, rate)
            again[name].append(is_near_length(len(wave) / rate, length) and are_same_recording(own, other))
    for name, found in again.items():
        print(f"{name:8} recognised {sum(found)} of {len(found)} ({sum(found) / len(found):.1%})")
    pairs = list(combinations(range(len(known)), 2))
    wrong = sum(are_same_recording(known[a], known[b]) for a, b in pairs)
    nearest = min((measure_difference(known[a], known[b])[0] for a, b in pairs), default=1.0)
    print(
        f"different pairs that fall together {wrong} of {len(pairs)}; the nearest differ in {nearest:.1%} of the bits"
    )


def encode_anew(wave: Floats, rate: int, codec: str, container: str, bits: int, coded_rate: int) -> tuple[Floats, int]:
    """Encode a mono wave (n,) and decode it again."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sound.{container}"
        with av.open(str(path), "w", format=container) as out:
            stream = cast(AudioStream, out.add_stream(codec, rate=coded_rate, layout="mono"))
            stream.bit_rate = bits
            frame = av.AudioFrame.from_ndarray(wave[None], format="fltp", layout="mono")
            frame.sample_rate = rate
            size = stream.codec_context.frame_size or None
            resampler = av.AudioResampler(stream.format, "mono", coded_rate, frame_size=size)
            for part in [*resampler.resample(frame), *resampler.resample(None)]:
                part.pts = None
                out.mux(stream.encode(part))
            out.mux(stream.encode(None))
        again = decode_mono(path)
        return again.wave, again.rate


if __name__ == "__main__":
    main()

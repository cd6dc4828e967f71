"""Sound to MP3 with tags.

MP3 because it plays everywhere: every browser decodes it, Chromium builds without licensed codecs included (those lack
AAC), and so do the Safaris that do not play Opus in Ogg. At 32 kHz, 96 kbit/s spends no bits above the 15 kHz that MP3
would cut off anyway.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from mutagen.id3 import COMM, ID3, TALB, TBPM, TCON, TCOP, TDRC, TIT2, TKEY, TPE1, TSSE, WCOP

from demo.score import CataloguePiece
from demo.synth import RATE, Sound

BIT_RATE = 96_000
LICENCE_URL = "https://creativecommons.org/publicdomain/zero/1.0/"
YEAR = "2026"


def write_mp3(path: Path, mix: Sound) -> None:
    """Encode a stereo mix, (2, n) within -1..1, bit for bit the same for the same samples."""
    with av.open(str(path), "w", format="mp3", options={"write_xing": "1", "id3v2_version": "0"}) as box:
        # Effort 7 of 0 (best) to 9: twice as fast as the default, and the music is made for it.
        options = {"compression_level": "7"}
        stream = box.add_stream("libmp3lame", rate=RATE, layout="stereo", bit_rate=BIT_RATE, options=options)
        stream.codec_context.format = "fltp"
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        step = 1152 * 64
        for start in range(0, mix.shape[1], step):
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(mix[:, start : start + step]), format="fltp", layout="stereo"
            )
            frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            box.mux(stream.encode(frame))
        box.mux(stream.encode(None))


def write_tags(path: Path, piece: CataloguePiece, genre: str, version: str) -> None:
    """ID3v2.4 tags: what it is, whose, under which licence, and what made it."""
    minor = "" if piece.mode in {"major", "lydian", "mixolydian"} else "m"
    comment = (
        f"Composed by a program: MuseChat demo library {version}, style {piece.style}, seed {piece.seed}. "
        "The artist is invented."
    )
    tags: Any = ID3()  # type: ignore[no-untyped-call]
    for frame, text in (
        (TIT2, piece.title),
        (TPE1, piece.artist),
        (TALB, piece.album),
        (TCON, genre),
        (TDRC, YEAR),
        (TBPM, str(round(piece.tempo))),
        (TKEY, piece.key + minor),
        (TCOP, f"{YEAR} No rights reserved. CC0-1.0 {LICENCE_URL}"),
        (TSSE, f"MuseChat demo library {version}"),
    ):
        tags.add(frame(encoding=3, text=text))
    tags.add(WCOP(url=LICENCE_URL))  # type: ignore[no-untyped-call]
    tags.add(COMM(encoding=3, lang="eng", desc="", text=comment))  # type: ignore[no-untyped-call]
    tags.save(path, v2_version=4, padding=lambda _: 0)

"""Sound to MP3 with tags.

MP3 because it plays everywhere: every browser decodes it, Chromium builds without licensed codecs included (those lack
AAC), and so do the Safaris that do not play Opus in Ogg. At 32 kHz, 96 kbit/s spends no bits above the 15 kHz that MP3
would cut off anyway.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

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
    leading = {"TIT2": piece.title, "TPE1": piece.artist, "TALB": piece.album, "TDRC": YEAR, "TCON": genre}
    others = {
        "TBPM": str(round(piece.tempo)),
        "TKEY": piece.key + minor,
        "TCOP": f"{YEAR} No rights reserved. CC0-1.0 {LICENCE_URL}",
        "TSSE": f"MuseChat demo library {version}",
    }
    frames = [_frame(name, b"\x03" + text.encode() + b"\0") for name, text in leading.items()]
    rest = [_frame(name, b"\x03" + text.encode() + b"\0") for name, text in others.items()]
    rest.append(_frame("WCOP", LICENCE_URL.encode() + b"\0"))
    rest.append(_frame("COMM", b"\x03eng\0" + comment.encode() + b"\0"))
    # Shortest first, as ever: the same version of the library is the same bytes.
    frames += sorted(rest, key=lambda frame: (len(frame), frame))
    body = b"".join(frames)
    path.write_bytes(b"ID3\x04\0\0" + _synchsafe(len(body)) + body + path.read_bytes())


def _frame(name: str, content: bytes) -> bytes:
    return name.encode("ascii") + _synchsafe(len(content)) + b"\0\0" + content


def _synchsafe(size: int) -> bytes:
    """A size as ID3v2.4 writes it: seven bits a byte, so that no byte looks like the start of a frame of sound."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))

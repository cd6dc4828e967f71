"""What plays and is no music, and pictures beside music that make no video of it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from media.listen import decode_track, measure_track
from media.listen.unusable_sound import find_silences, is_steady_tone
from media.sound_files import refuse_video
from musechat.errors import BadInput
from tests.media.listen.sounds import RATE, song, write

T = np.arange(6 * RATE) / RATE
SINE = (0.3 * np.sin(2 * np.pi * 440 * T)).astype(np.float32)
DIAL = (0.2 * (np.sin(2 * np.pi * 697 * T) + np.sin(2 * np.pi * 1209 * T))).astype(np.float32)
OFFSET = np.full(6 * RATE, 0.25, np.float32)
HUM = (0.0005 * np.sin(2 * np.pi * 50 * T)).astype(np.float32)
MUSIC = song(0, "major", 110, 6.0)


@pytest.mark.parametrize(
    "wave", [SINE, DIAL, OFFSET, OFFSET + HUM, 0.25 + SINE], ids=["sine", "dial", "offset", "hum", "both"]
)
def test_it_is_refused(tmp_path: Path, wave: np.ndarray) -> None:
    with pytest.raises(BadInput, match=r"a\.wav") as caught:
        measure_track(decode_track(write(tmp_path / "a.wav", wave)), None)
    assert caught.value.code in {"silent", "only-a-tone"}


def test_music_on_an_offset_and_beating_tones_are_not(tmp_path: Path) -> None:
    measure_track(decode_track(write(tmp_path / "a.wav", 0.5 * MUSIC + 0.1)), None)
    beating = (0.3 * np.sin(2 * np.pi * 440 * T) * np.square(np.sin(np.pi * T))).astype(np.float32)
    assert not is_steady_tone(beating)
    assert not is_steady_tone(MUSIC)
    assert not is_steady_tone(SINE[:1000])


def test_silences_of_a_second_and_more_are_found() -> None:
    steps = np.full(100, -20.0)
    steps[:15], steps[40:49], steps[90:] = -90.0, -90.0, -70.0
    assert find_silences(steps, -20.0) == ((0.0, 1.5), (9.0, 10.0))


def write_pictured(path: Path, codec: str, pictures: int) -> Path:
    """Music with pictures that nothing marks as a cover."""
    with av.open(str(path), "w", format="mp4") as out:
        sound = out.add_stream("aac", rate=RATE, layout="mono")
        picture = out.add_stream(codec, rate=1)
        picture.width, picture.height = 64, 64
        picture.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        for n in range(pictures):
            frame = av.VideoFrame.from_ndarray(np.full((64, 64, 3), 60 * n, np.uint8), format="rgb24")
            frame.pts, frame.time_base = n, Fraction(1, 1)
            out.mux(picture.encode(frame))
        out.mux(picture.encode(None))
        fifo = av.AudioFifo()
        heard = av.AudioFrame.from_ndarray(MUSIC[None], format="fltp", layout="mono")
        heard.sample_rate = RATE
        fifo.write(heard)
        while part := fifo.read(1024, partial=True):
            out.mux(sound.encode(part))
        out.mux(sound.encode(None))
    return path


@pytest.mark.parametrize("codec", ["mjpeg", "libx264"])
def test_a_cover_that_is_not_marked_as_one_makes_no_video(tmp_path: Path, codec: str) -> None:
    refuse_video(write_pictured(tmp_path / "a.m4a", codec, 1))
    with pytest.raises(BadInput) as caught:
        refuse_video(write_pictured(tmp_path / "b.m4a", codec, 4))
    assert caught.value.code == "not-a-track"

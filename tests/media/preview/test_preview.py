"""A preview plays everywhere, at one loudness, from the moment that was chosen, within the size that was allowed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from media.listen.loudness_meter import LoudnessMeter
from media.preview import make_preview
from media.preview.excerpt import RATE, read_excerpt
from media.preview.levels import CEILING_DB, level_excerpt, measure_block_peaks, measure_loudness
from media.preview.rendering import LONGEST_S
from media.preview.waveform_picture import HEIGHT, PER_SECOND, WIDTH
from musechat.errors import BadInput
from tests.media.listen.sounds import CODECS, song, write

PLENTY = 10 * 1024 * 1024


@pytest.fixture(scope="module")
def piece(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("music") / "piece.flac", song(0, "major", 120, 12.0))


def stereo(wave: np.ndarray) -> np.ndarray:
    return np.stack([wave, wave]).astype(np.float32)


def sine(decibels: float, seconds: float, hertz: float = 997.0, phase: float = 0.0) -> np.ndarray:
    t = np.arange(round(seconds * RATE)) / RATE
    return stereo(10 ** (decibels / 20) * np.sin(2 * np.pi * hertz * t + phase))


def pictures(made: bytes) -> np.ndarray:
    with av.open(io.BytesIO(made)) as box:
        return np.stack([frame.to_ndarray(format="rgb24") for frame in box.decode(video=0)])


def sound_of(made: bytes) -> np.ndarray:
    with av.open(io.BytesIO(made)) as box:
        return np.concatenate([frame.to_ndarray() for frame in box.decode(audio=0)], axis=1)


def boxes(made: bytes) -> list[bytes]:
    found, at = [], 0
    while at < len(made):
        found.append(made[at + 4 : at + 8])
        at += int.from_bytes(made[at : at + 4], "big")
    return found


def test_it_is_what_every_player_takes_with_its_index_in_front(piece: Path) -> None:
    made = make_preview(piece, 2.0, 8.0, max_bytes=PLENTY)
    order = boxes(made)
    assert order.index(b"moov") < order.index(b"mdat")
    with av.open(io.BytesIO(made)) as box:
        picture: Any = box.streams.video[0]
        hearing: Any = box.streams.audio[0]
        assert (picture.codec_context.name, picture.format.name) == ("h264", "yuv420p")
        assert (picture.width, picture.height) == (WIDTH, HEIGHT)
        assert (hearing.codec_context.name, hearing.rate, hearing.layout.name) == ("aac", RATE, "stereo")
        lengths = [float(stream.duration * stream.time_base) for stream in (picture, hearing)]
    assert lengths == pytest.approx([6.0, 6.0], abs=0.05)


def test_the_tint_moves_with_what_has_played(piece: Path) -> None:
    shown = pictures(make_preview(piece, 0.0, 6.0, max_bytes=PLENTY)).astype(int)
    assert len(shown) == 6 * PER_SECOND
    tinted = ((shown[..., 0] - shown[..., 2]) > 60).any(axis=1)
    reached = [int(np.flatnonzero(columns).max(initial=0)) for columns in tinted]
    assert reached[0] < 30
    assert reached[len(reached) // 2] == pytest.approx(WIDTH / 2, abs=20)
    assert reached[-1] > WIDTH - 40
    assert reached == sorted(reached)


def test_the_bars_show_where_it_is_loud(tmp_path: Path) -> None:
    sound = np.concatenate([sine(-40, 3), sine(-12, 3)], axis=1)
    path = write(tmp_path / "rise.wav", sound, RATE)
    last = pictures(make_preview(path, 0.0, 6.0, max_bytes=PLENTY))[-1].astype(int)
    height = ((last[..., 0] - last[..., 2]) > 60).sum(axis=0)
    assert height[60:300].max() < 30
    assert height[340:560].max() > 100


@pytest.mark.parametrize("suffix", sorted(CODECS))
def test_it_starts_at_the_moment_that_was_asked_for(tmp_path: Path, suffix: str) -> None:
    t = np.arange(20 * 44_100) / 44_100
    wave = 0.3 * np.sin(2 * np.pi * np.where(t < 13.0, 440.0, 1760.0) * t)
    path = write(tmp_path / f"turn{suffix}", wave)
    sound = read_excerpt(path, 12.5, 15.5)
    assert sound.shape == (2, 3 * RATE)
    pitch = [np.fft.rfftfreq(2400, 1 / RATE)[np.abs(np.fft.rfft(part)).argmax()] for part in sound[0].reshape(-1, 2400)]
    turned = next(i for i, hertz in enumerate(pitch) if hertz > 1000) * 0.05
    assert turned == pytest.approx(0.5, abs=0.06)
    assert max(pitch[:9]) < 500


def test_the_end_of_a_file_ends_the_excerpt(piece: Path) -> None:
    assert read_excerpt(piece, 10.0, 40.0).shape[1] == pytest.approx(2 * RATE, abs=RATE // 10)


@pytest.mark.parametrize("decibels", [-3.0, -20.0, -34.0])
def test_every_loudness_becomes_the_same(decibels: float) -> None:
    levelled = level_excerpt(sine(decibels, 8))
    meter = LoudnessMeter(RATE, 2)
    meter.add_block(levelled)
    assert meter.measure_integrated() == pytest.approx(-16.0, abs=0.15)


def test_its_quick_meter_agrees_with_the_exact_one(piece: Path) -> None:
    sound = read_excerpt(piece, 0.0, 12.0)
    meter = LoudnessMeter(RATE, 2)
    meter.add_block(sound)
    assert measure_loudness(sound) == pytest.approx(meter.measure_integrated(), abs=0.05)


def test_peaks_between_samples_are_found() -> None:
    hidden = sine(0.0, 1.0, RATE / 4, phase=np.pi / 4)  # its samples lie 3 dB below its peaks
    assert np.abs(hidden).max() == pytest.approx(0.707, abs=0.01)
    assert measure_block_peaks(hidden, 0.3)[2:-2].min() == pytest.approx(1.0, abs=0.03)


def test_what_would_clip_is_limited_and_never_squashed() -> None:
    quiet = sine(-30, 8)
    for at in range(RATE // 2, 7 * RATE, 9_007):
        quiet[:, at : at + 300] *= 8
    levelled = level_excerpt(quiet)
    assert measure_block_peaks(levelled, 0.2).max() <= 10 ** (CEILING_DB / 20) * 1.005
    assert -22 < measure_loudness(levelled) <= -15.9


def test_true_peaks_stay_low_after_coding(tmp_path: Path) -> None:
    loud = np.clip(np.tile(song(2, "minor", 140, 8.0), (2, 1)) * 6, -1, 1)
    made = make_preview(write(tmp_path / "loud.wav", loud), 0.0, 8.0, max_bytes=PLENTY)
    sound = sound_of(made)
    assert measure_block_peaks(sound, 0.3).max() <= 10 ** (-1 / 20)
    assert measure_loudness(sound) == pytest.approx(-16.0, abs=0.4)


def test_silence_stays_silent(tmp_path: Path) -> None:
    path = write(tmp_path / "still.wav", np.zeros((2, 4 * RATE), np.float32), RATE)
    assert np.abs(sound_of(make_preview(path, 0.0, 4.0, max_bytes=PLENTY))).max() < 1e-3


def test_it_fades_in_and_out(piece: Path) -> None:
    sound = np.abs(level_excerpt(np.full((2, 4 * RATE), 0.1, np.float32) * sine(0, 4)[:1]))
    assert sound[:, 0].max() < 0.01 * sound.max()
    assert sound[:, -50:].max() < 0.01 * sound.max()


@pytest.mark.slow
def test_no_more_is_taken_than_the_longest(tmp_path: Path) -> None:
    path = write(tmp_path / "long.mp3", np.tile(song(0, "major", 120, 10.0), 5))
    made = make_preview(path, 1.0, 50.0, max_bytes=PLENTY)
    with av.open(io.BytesIO(made)) as box:
        assert (box.duration or 0) / av.time_base == pytest.approx(LONGEST_S, abs=0.1)


@pytest.mark.parametrize("most", [200_000, 120_000, 90_000])
def test_it_keeps_within_its_size(piece: Path, most: int) -> None:
    made = make_preview(piece, 0.0, 6.0, max_bytes=most)
    assert len(made) <= most
    assert sound_of(made).shape[1] > 5.9 * RATE


def test_what_cannot_be_small_enough_is_refused(piece: Path) -> None:
    with pytest.raises(BadInput) as refused:
        make_preview(piece, 0.0, 6.0, max_bytes=20_000)
    assert refused.value.code == "preview-too-large"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty-file"), (b"no sound at all " * 99, "broken-sound"), (b"#EXTM3U\n/etc/passwd\n", "broken-sound")],
)
def test_what_is_no_sound_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x.mp3"
    path.write_bytes(content)
    with pytest.raises(BadInput) as refused:
        make_preview(path, 0.0, 5.0, max_bytes=PLENTY)
    assert refused.value.code == code


def test_a_start_behind_the_end_is_refused(piece: Path) -> None:
    with pytest.raises(BadInput) as refused:
        make_preview(piece, 90.0, 99.0, max_bytes=PLENTY)
    assert refused.value.code == "no-excerpt"


def test_a_playlist_of_sound_files_is_not_followed(piece: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.mp3"
    listed.write_text(f"ffconcat version 1.0\nfile '{piece}'\n")
    with pytest.raises(BadInput) as refused:
        make_preview(listed, 0.0, 5.0, max_bytes=PLENTY)
    assert refused.value.code == "broken-sound"

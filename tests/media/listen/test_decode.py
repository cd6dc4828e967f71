from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from media.listen import decode_sound
from media.listen.decode import close_after, open_sound
from musechat.errors import BadInput
from tests.media.listen.sounds import CODECS, RATE, tone, write

SWEEP = np.concatenate([tone(f, 1.0) for f in (220, 330, 440)])


@pytest.mark.parametrize("suffix", CODECS)
def test_same_sound_from_every_format(tmp_path: Path, suffix: str) -> None:
    wave = decode_sound(write(tmp_path / f"a{suffix}", SWEEP), rate=RATE)
    assert len(wave) / RATE == pytest.approx(3.0, abs=0.1)
    # Codecs delay by some samples: compare spectra of the second tone, not samples.
    part = wave[round(1.2 * RATE) : round(1.8 * RATE)]
    peak = np.argmax(np.abs(np.fft.rfft(part * np.hanning(len(part))))) * RATE / len(part)
    assert peak == pytest.approx(330, abs=3)
    assert wave.std() == pytest.approx(SWEEP.std(), rel=0.1)


def test_channels_are_averaged(tmp_path: Path) -> None:
    left, right = tone(440, 2.5), np.zeros(round(2.5 * RATE), np.float32)
    path = write(tmp_path / "a.wav", np.stack([left, right]))
    wave = decode_sound(path, rate=RATE)
    assert np.allclose(wave, left / 2, atol=1e-3)
    with close_after(reader := open_sound(path)):
        assert {block.shape[0] for block in reader.iter_blocks()} == {2}


def test_resampling_keeps_length_and_pitch(tmp_path: Path) -> None:
    wave = decode_sound(write(tmp_path / "a.wav", SWEEP), rate=16_000)
    assert len(wave) == pytest.approx(48_000, abs=64)
    assert wave.dtype == np.float32


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"nothing\.mp3") as caught:
        decode_sound(tmp_path / "nothing.mp3")
    assert caught.value.code == "no-such-file"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty-file"), (b"These are words, not music.\n" * 50, "broken-sound"), (bytes(4096), "broken-sound")],
)
@pytest.mark.parametrize("suffix", CODECS)
def test_what_is_not_sound_is_refused(tmp_path: Path, suffix: str, content: bytes, code: str) -> None:
    path = tmp_path / f"fake{suffix}"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=f"fake{suffix}") as caught:
        decode_sound(path)
    assert caught.value.code == code


@pytest.mark.parametrize("suffix", [".wav", ".flac"])
def test_truncated_file_is_refused_with_both_lengths(tmp_path: Path, suffix: str) -> None:
    noise = np.random.default_rng(0).uniform(-0.3, 0.3, 8 * RATE).astype(np.float32)
    whole = write(tmp_path / f"whole{suffix}", noise).read_bytes()
    cut = tmp_path / f"cut{suffix}"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadInput, match=r"announces 8 s .* ends after [345] s") as caught:
        decode_sound(cut)
    assert caught.value.code == "track-truncated"


def test_truncated_m4a_is_refused(tmp_path: Path) -> None:
    whole = write(tmp_path / "whole.m4a", SWEEP).read_bytes()
    cut = tmp_path / "cut.m4a"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadInput, match=r"cut\.m4a"):
        decode_sound(cut)


def test_damage_in_the_middle_is_survived(tmp_path: Path) -> None:
    data = bytearray(write(tmp_path / "whole.mp3", np.tile(SWEEP, 3)).read_bytes())
    middle = len(data) // 2
    data[middle : middle + 500] = bytes(500)
    path = tmp_path / "damaged.mp3"
    path.write_bytes(data)
    assert len(decode_sound(path, rate=16_000)) / 16_000 == pytest.approx(9, abs=0.5)


def test_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        decode_sound(write(tmp_path / "a.wav", SWEEP), max_seconds=1.5)
    assert caught.value.code == "track-too-long"

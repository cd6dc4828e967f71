"""The picture of a mix: the clip's own where it plays everywhere, else coded once, upright and in its right colours."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from media.mix import MixJob, render_mix
from media.mix.picture_encode import fit_size
from media.watch.orientation import read_orientation
from musechat.errors import BadInput
from musechat.mix_settings import MixSettings
from tests.media.mix.clips import SIZE, click_track, hum, steady_times, write_marked
from tests.media.watch import odd_files as odd
from tests.media.watch.making import flat, texture, write_clip

TIMES = steady_times(1.2, 25)


@pytest.fixture(scope="module")
def track(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hum(tmp_path_factory.mktemp("music") / "hum.flac")


def first_picture(path: Path) -> av.VideoFrame:
    with av.open(str(path)) as box:
        return next(box.decode(video=0))


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as box:
        return [bytes(packet) for packet in box.demux(video=0) if packet.size]


def test_a_copied_picture_is_the_clips_own(tmp_path: Path, track: Path) -> None:
    clip = write_marked(tmp_path / "a.mp4", TIMES, [0.5])
    made = render_mix(MixJob(clip, track, 0.0, video=tmp_path / "mix.mp4"))
    assert (made.copied, made.own_sound, (made.width, made.height)) == (True, "silent", SIZE)
    assert packets(tmp_path / "mix.mp4") == packets(clip)
    data = (tmp_path / "mix.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")  # it plays before all of it has come


@pytest.mark.parametrize("matrix", [(0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0), (-1, 0, 0, 1)])
@pytest.mark.parametrize("pixels", ["yuv420p", "yuv420p10le"])
def test_it_is_shown_the_same_way_up(
    tmp_path: Path, track: Path, matrix: tuple[int, int, int, int], pixels: str
) -> None:
    corner = flat((16, 16, 16), SIZE)
    corner[: SIZE[1] // 2, : SIZE[0] // 2] = 235
    lying = write_clip(tmp_path / "lying.mp4", [corner] * 15, pixels=pixels)
    clip = odd.set_matrix(lying, tmp_path / "set.mp4", matrix)
    made = render_mix(MixJob(clip, track, 0.0, video=tmp_path / "mix.mp4"))
    shown = first_picture(tmp_path / "mix.mp4")
    if pixels == "yuv420p":
        assert read_orientation(shown) == read_orientation(first_picture(clip))
    else:
        assert read_orientation(shown) == (1, 0, 0, 1)
        grey = shown.reformat(format="gray").to_ndarray()
        high, wide = (n // 2 for n in grey.shape)
        lit = [
            grey[:high, :wide].mean(),
            grey[:high, wide:].mean(),
            grey[high:, :wide].mean(),
            grey[high:, wide:].mean(),
        ]
        where = {(0, 1, -1, 0): 1, (-1, 0, 0, -1): 3, (0, -1, 1, 0): 2, (-1, 0, 0, 1): 1}[matrix]
        assert int(np.argmax(lit)) == where
    assert (made.width, made.height) == (SIZE if matrix[0] else SIZE[::-1])


@pytest.mark.parametrize("transfer", [odd.HLG, odd.PQ])
def test_hdr_becomes_what_a_standard_screen_shows(tmp_path: Path, track: Path, transfer: int) -> None:
    picture = texture(3, SIZE, 27)
    clip = odd.write_hdr_clip(tmp_path / "hdr.mp4", [picture] * 15, transfer, 203.0)
    render_mix(MixJob(clip, track, 0.0, video=tmp_path / "mix.mp4"))
    shown = first_picture(tmp_path / "mix.mp4").reformat(format="rgb24").to_ndarray().astype(int)
    inner = np.abs(shown - picture.astype(int))[5::27, 5::27]  # away from edges, where colour planes blur
    assert np.median(inner) <= 8
    assert np.mean(inner) <= 14


def test_a_limit_is_kept_by_coding_smaller(tmp_path: Path, track: Path) -> None:
    noise = [np.random.default_rng(n).integers(0, 255, (180, 320, 3), dtype=np.uint8) for n in range(30)]
    clip = write_clip(tmp_path / "a.mp4", noise, options={"crf": "18"})
    most = clip.stat().st_size // 4
    made = render_mix(MixJob(clip, track, 0.0, max_bytes=most, video=tmp_path / "mix.mp4"))
    assert not made.copied
    assert made.bytes <= most
    with pytest.raises(BadInput) as refused:
        render_mix(MixJob(clip, track, 0.0, max_bytes=40_000, video=tmp_path / "mix.mp4"))
    assert refused.value.code == "mix-too-large"


def test_a_length_that_was_asked_for_is_kept(tmp_path: Path, track: Path) -> None:
    clip = write_marked(tmp_path / "a.mp4", steady_times(3.0, 25), [0.5], sound=click_track(5.0, [0.5]))
    whole = render_mix(MixJob(clip, track, 0.0, video=tmp_path / "mix.mp4"))
    assert whole.duration_s == pytest.approx(3.0, abs=0.05)  # sound longer than the picture ends with it
    short = render_mix(MixJob(clip, track, 0.0, MixSettings(length_s=1.5), video=tmp_path / "mix.mp4"))
    with av.open(str(tmp_path / "mix.mp4")) as box:
        assert box.duration / av.time_base == pytest.approx(1.5, abs=0.15)
    assert short.duration_s == 1.5


def test_sizes() -> None:
    assert fit_size(1920, 1080) == (1280, 720)
    assert fit_size(1080, 1920) == (720, 1280)
    assert fit_size(321, 241) == (320, 240) or fit_size(321, 241) == (322, 242)
    assert fit_size(4000, 500) == (1280, 160)

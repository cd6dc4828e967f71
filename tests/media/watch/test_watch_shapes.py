"""Odd but honest clips: each is watched, and frames keep their promise."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from media.watch import WatchLimits, WatchResult, frame_sampling, watch_clip
from media.watch.limits import FRAME_LONG, FRAME_SIDE, MAX_FRAMES
from media.watch.motion import measure_motion
from media.watch.probe import open_clip, probe_clip
from tests.media.watch.making import flat, pan, texture, tone, write_clip


def assert_frames(watched: WatchResult) -> None:
    frames, times = watched.frames, watched.frame_times_s
    assert frames.dtype == np.uint8
    assert 1 <= len(frames) == len(times) <= MAX_FRAMES
    assert min(frames.shape[1:3]) == FRAME_SIDE
    assert max(frames.shape[1:3]) <= FRAME_LONG
    assert np.all(np.diff(times) > 0)
    assert times[0] >= 0
    assert times[-1] <= watched.traits.duration_s


def test_one_picture(tmp_path: Path) -> None:
    watched = watch_clip(write_clip(tmp_path / "one.mp4", [texture(1)], 25))
    assert_frames(watched)
    assert len(watched.frames) == 1
    assert watched.traits.motion == 0
    assert watched.traits.duration_s == pytest.approx(0.04, abs=0.01)


def test_one_picture_a_second(tmp_path: Path) -> None:
    watched = watch_clip(write_clip(tmp_path / "slow.avi", [texture(n // 3) for n in range(12)], 1, codec="mpeg4"))
    assert_frames(watched)
    assert watched.traits.fps == pytest.approx(1.0)
    assert watched.traits.duration_s == pytest.approx(12, abs=0.1)
    assert watched.traits.container == "avi"


def test_varying_rate(tmp_path: Path) -> None:
    times = np.cumsum([0.0] + [0.04] * 25 + [0.2] * 10 + [0.04] * 25)
    watched = watch_clip(write_clip(tmp_path / "vfr.mp4", pan(2, 61, 1), 25, times=times))
    assert watched.traits.duration_s == pytest.approx(4.04, abs=0.1)
    assert watched.traits.fps == pytest.approx(60 / 4.0, rel=0.03)


@pytest.mark.parametrize(
    ("name", "codec", "pixels", "size"),
    [
        ("ten.mp4", "libx265", "yuv420p10le", (160, 90)),
        ("gray.mkv", "ffv1", "gray", (160, 90)),
        ("alpha.mov", "png", "rgba", (160, 90)),
        ("odd.mkv", "ffv1", "yuv444p", (161, 87)),
        ("tiny.mp4", "libx264", "yuv420p", (16, 16)),
        ("ribbon.mkv", "ffv1", "yuv444p", (640, 16)),
        ("tall.webm", "libvpx", "yuv420p", (90, 160)),
        ("clip.gif", "gif", "rgb8", (96, 64)),
        ("stream.ts", "mpeg2video", "yuv420p", (160, 96)),
    ],
)
@pytest.mark.slow_but_first
def test_formats(tmp_path: Path, name: str, codec: str, pixels: str, size: tuple[int, int]) -> None:
    options = {"x265-params": "log-level=none"} if codec == "libx265" else None
    pictures = [texture(4, size, cell=8)] * 15 + [flat((200, 40, 40), size)] * 15
    watched = watch_clip(write_clip(tmp_path / name, pictures, 25, codec=codec, pixels=pixels, options=options))
    assert_frames(watched)
    assert (watched.traits.width, watched.traits.height) == size
    assert watched.traits.cuts_s == pytest.approx([0.6], abs=0.05)
    red = watched.frames[-1].reshape(-1, 3).mean(axis=0)
    assert red[0] - red[1] > 60 or pixels == "gray"


def test_phone_video_is_turned_upright(tmp_path: Path) -> None:
    sideways = np.zeros((90, 160, 3), np.uint8)
    sideways[:, :80] = 255  # white on the left
    flat_clip = write_clip(tmp_path / "lying.mp4", [sideways] * 10)
    turned = tmp_path / "turned.mp4"
    data = bytearray(flat_clip.read_bytes())
    _turn(data)
    turned.write_bytes(data)
    watched = watch_clip(turned)
    assert (watched.traits.width, watched.traits.height) == (90, 160)
    frame = watched.frames[0]
    assert frame.shape[0] > frame.shape[1]
    assert frame[: frame.shape[0] // 3].mean() > 200 > 60 > frame[-frame.shape[0] // 3 :].mean()


def _turn(data: bytearray) -> None:
    """Write a rotation by 90 degrees clockwise into the track header's matrix."""
    at = data.index(b"tkhd") + 4 + 40  # after version, flags, times, ids, layer, volume
    for k, value in enumerate((0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000)):
        data[at + 4 * k : at + 4 * k + 4] = value.to_bytes(4, "big", signed=True)


def test_the_largest_moving_picture_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "many.mkv"
    with av.open(str(path), "w") as out:
        streams = []
        for size in ((64, 48), (160, 96)):
            stream = out.add_stream("libx264", rate=25)
            stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
            streams.append(stream)
        for n in range(20):
            for stream in streams:
                frame = av.VideoFrame.from_ndarray(texture(3, (stream.width, stream.height)), format="rgb24")
                frame.pts = n
                out.mux(stream.encode(frame))
        for stream in streams:
            out.mux(stream.encode(None))
    assert watch_clip(path).traits.width == 160


def test_sound_longer_than_the_picture(tmp_path: Path) -> None:
    watched = watch_clip(write_clip(tmp_path / "still.mp4", [texture(1)] * 5, 25, sound=tone(6.0)))
    assert watched.traits.duration_s == pytest.approx(6.0, abs=0.1)
    assert watched.sound is not None
    assert len(watched.sound) == pytest.approx(96_000, rel=0.02)


def test_truncated_clip_is_watched_as_far_as_it_goes(tmp_path: Path) -> None:
    noisy = [texture(n, cell=2) for n in range(100)]
    whole = write_clip(tmp_path / "whole.mp4", noisy, 25, options={"g": "10"})
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    watched = watch_clip(cut)
    assert_frames(watched)
    assert 1.0 < watched.traits.duration_s < 3.0


def test_large_clip_is_seen_through_keyframes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the pixel budget (here: none) cuts come from off-beat keyframes, motion from short windows."""
    monkeypatch.setattr(frame_sampling, "BUDGET_PIXELS", 0)
    path = write_clip(tmp_path / "hd.mp4", _moving_shots(), 10, options={"g": "20", "keyint_min": "1"})
    limits = WatchLimits()
    clip = probe_clip(path, "mov", limits)
    watcher = frame_sampling.FrameSampler(clip, lambda _share: None)
    with open_clip(path, "mov", limits) as container:
        seen = watcher.sample_clip(container)
    moved = measure_motion(clip, seen)
    assert not seen.whole
    assert len(seen.thumbs) < len(clip.times_s) / 3
    assert moved.cuts_s == pytest.approx((5.3, 9.1, 13.6), abs=0.01)
    assert moved.motion.mean() > 0.1


def _moving_shots() -> list[np.ndarray]:
    shots = [pan(1, 53, 2), pan(2, 38, 2), pan(3, 45, 2), pan(4, 54, 2)]
    return [p for shot in shots for p in shot]

from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from demo import DemoClip, draw_clips, load_truth
from demo.clips import SCENES
from demo.clips.canvas import Canvas, cloud_texture, shift_texture

NAME = "kitchen-bounce"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DemoClip]:
    folder = tmp_path_factory.mktemp("clips")
    return folder, draw_clips(folder, names=(NAME,), workers=1)[0]


def test_the_scenes_differ() -> None:
    assert 6 <= len(SCENES) <= 8
    assert all(8 <= s.seconds <= 20 for s in SCENES)
    assert {bool(s.sound) for s in SCENES} == {True, False}
    assert min(s.pace for s in SCENES) < 0.2 and max(s.pace for s in SCENES) > 0.8
    assert any(len(s.cuts_s) > 6 for s in SCENES) and any(not s.cuts_s for s in SCENES)


@pytest.mark.parametrize("scene", SCENES, ids=lambda s: s.name)
@pytest.mark.slow_but_first
def test_scenes_cut_where_they_say(scene: object) -> None:
    """Across a cut the picture changes far more than from frame to frame."""
    paint = scene.begin()  # type: ignore[attr-defined]
    for cut in scene.cuts_s[:3]:  # type: ignore[attr-defined]
        before, at, after = (paint(t).pixels.copy() for t in (cut - 2 / 24, cut - 1 / 24, cut + 0.5 / 24))
        assert np.abs(after - at).mean() > 3 * np.abs(at - before).mean()
    picture = paint(1.0).pixels
    assert np.isfinite(picture).all() and picture.std() > 0.05


def test_a_clip_is_what_browsers_play(drawn: tuple[Path, DemoClip]) -> None:
    folder, clip = drawn
    with av.open(str(folder / clip.file)) as box:
        picture = box.streams.video[0]
        assert (picture.codec_context.name, picture.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (picture.width, picture.height) == (clip.width, clip.height)
        frames = [f.to_ndarray(format="gray")[::8, ::8].astype(float) for f in box.decode(video=0)]
    assert len(frames) == round(clip.duration_s * clip.fps)
    jumps = [np.abs(b - a).mean() for a, b in pairwise(frames)]
    found = sorted((int(i) + 1) / clip.fps for i in np.argsort(jumps)[-len(clip.cuts_s) :])
    assert found == pytest.approx(clip.cuts_s, abs=0.05)
    assert np.mean(frames) / 255 == pytest.approx(clip.brightness, abs=0.06)
    assert clip.warmth > 0.5


def test_drawing_again_keeps_the_clip(drawn: tuple[Path, DemoClip]) -> None:
    folder, clip = drawn
    kept = (folder / clip.file).stat().st_mtime_ns
    assert draw_clips(folder, names=(NAME,), workers=1) == [clip]
    assert (folder / clip.file).stat().st_mtime_ns == kept
    assert load_truth(folder)[1] == (clip,)


def test_shapes_have_soft_edges_and_the_right_size() -> None:
    canvas = Canvas(64, 64)
    canvas.draw_disc(32, 32, 10, (1, 1, 1))
    assert canvas.pixels[0].sum() == pytest.approx(np.pi * 100, rel=0.02)
    edge = (canvas.pixels[0] > 0.05) & (canvas.pixels[0] < 0.95)
    assert edge.sum() > 30
    canvas.draw_polygon([(0, 0), (64, 0), (64, 64), (0, 64)], (0, 0, 1))
    assert canvas.pixels[:, 30, 30].tolist() == [0, 0, 1]


def test_textures_wrap_and_move_by_fractions() -> None:
    cloud = cloud_texture(1, 40, 200, 30)
    assert np.abs(cloud[:, 0] - cloud[:, -1]).mean() < 0.1
    assert np.allclose(shift_texture(cloud, 3.0), np.roll(cloud, 3, axis=1))
    half = shift_texture(cloud, 0.5)
    assert np.allclose(half, (cloud + np.roll(cloud, 1, axis=1)) / 2, atol=1e-6)

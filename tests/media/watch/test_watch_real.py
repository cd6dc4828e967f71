"""Real clips: everything is watched, and the traits agree with what a person sees."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from media.watch import watch_clip
from musechat.clip import ClipTraits


@cache
def traits_of(path: Path) -> ClipTraits:
    return watch_clip(path).traits


def table(shared_data: Path) -> list[dict[str, str]]:
    with (shared_data / "tables" / "video_auto_tags.csv").open() as file:
        return list(csv.DictReader(file))


def ranks(values: list[float]) -> np.ndarray:
    return np.argsort(np.argsort(values, kind="stable"), kind="stable").astype(float)


def spearman(a: list[float], b: list[float]) -> float:
    return float(np.corrcoef(ranks(a), ranks(b))[0, 1])


@pytest.mark.parametrize(
    ("name", "container", "size", "seconds", "has_sound"),
    [
        ("original_h264_51audio.mp4", "mp4", (1280, 720), 5.3, True),
        ("original_h264_aac_multistream.mp4", "mp4", (480, 270), 13.06, True),
        ("original_h264_noaudio.mkv", "mkv", (640, 480), 2.97, False),
        ("original_mjpeg_noaudio.mov", "mov", None, 47.4, False),
        ("original_mpeg4_1fps.avi", "avi", (106, 60), 61.0, False),
        ("original_vp8_vorbis_70s.webm", "webm", (800, 332), 70.5, True),
        ("original_vp9_opus_3s.webm", "webm", (320, 240), 2.74, True),
    ],
)
@pytest.mark.slow_but_first
def test_containers(
    shared_data: Path, name: str, container: str, size: tuple[int, int] | None, seconds: float, has_sound: bool
) -> None:
    traits = traits_of(shared_data / "videos" / "containers" / name)
    assert (traits.container, traits.has_sound) == (container, has_sound)
    assert size is None or (traits.width, traits.height) == size
    assert traits.duration_s == pytest.approx(seconds, abs=0.15)


@pytest.mark.slow
def test_motion_and_energy_agree_with_the_table(shared_data: Path) -> None:
    rows = table(shared_data)
    traits = [traits_of(shared_data / r["file"]) for r in rows]
    assert spearman([t.motion for t in traits], [float(r["motion"]) for r in rows]) > 0.8
    pace = [("calm", "medium", "fast").index(r["pace"]) for r in rows]
    means = [np.mean([t.energy for t, p in zip(traits, pace, strict=True) if p == k]) for k in range(3)]
    assert means[0] + 0.1 < means[1] < means[2]
    assert spearman([t.brightness for t in traits], [float(r["brightness"]) for r in rows]) > 0.8
    assert spearman([t.saturation for t in traits], [float(r["saturation"]) for r in rows]) > 0.8


@pytest.mark.slow
def test_what_is_heard_agrees_with_the_table(shared_data: Path) -> None:
    for row in table(shared_data):
        traits = traits_of(shared_data / row["file"])
        assert traits.has_sound == (bool(row["audio_yamnet_top"]) and "Silence:1.00" not in row["audio_yamnet_top"])
        if float(row["audio_p_music"] or 0) > 0.7:
            assert traits.music > 0.6
    assert traits_of(shared_data / "videos" / "nasa_13013.mp4").speech > 0.6
    assert not traits_of(shared_data / "videos" / "drone_coast.mp4").has_music


@pytest.mark.slow
def test_cuts_agree_with_the_eye(shared_data: Path) -> None:
    """Cut times read off contact sheets by a person; of a dissolve, its middle."""
    seen = {
        "tos_battle_3": (3.12, 8.96, 10.2, 12.12, 13.4, 13.92),
        "tos_battle_1": (3.08, 4.6, 7.2, 10.88),
        "bbb_meadow_opening": (11.8,),
        "nasa_13013": (5.5, 8.08),  # the first is a dissolve of a second
        "bear_zoo": (),
        "sintel_snow_short": (),
        "walk_office_park": (),
    }
    for name, cuts in seen.items():
        assert traits_of(shared_data / "videos" / f"{name}.mp4").cuts_s == pytest.approx(cuts, abs=0.12), name


@pytest.mark.slow
def test_colour_agrees_with_the_eye(shared_data: Path) -> None:
    warmth = {
        n: traits_of(shared_data / "videos" / f"{n}.mp4").warmth
        for n in ("flower_timelapse", "coffee_pour", "muybridge_horse", "highway_drive", "ai_toy_ship")
    }
    assert warmth["flower_timelapse"] > warmth["coffee_pour"] > warmth["muybridge_horse"]
    assert warmth["muybridge_horse"] > warmth["highway_drive"] > warmth["ai_toy_ship"]

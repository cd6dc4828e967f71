"""Candidates of a comparison: one stretch, one loudness, and nothing that tells which is which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from media.mix.comparison_job import ComparedTrack, ComparisonJob
from media.mix.mix_process import MixMaker
from musechat.errors import BadInput
from musechat.mix_settings import MixSettings
from tests.media.listen.sounds import song, write
from tests.media.mix.clips import click_track, find_clicks, find_flashes, measure_loudness, steady_times, write_marked
from tests.worker.processes import PATIENCE_S

pytestmark = pytest.mark.slow

TITLES = ("Harbour Glass", "Paper Lanterns", "Night Ferry")
LEVELS = (0.9, 0.05, 0.4)


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clip of 9 s with a flash and a click in its seventh, and three songs of far apart levels, with titles."""
    folder = tmp_path_factory.mktemp("material")
    marks = [6.52]
    options = {"g": "50", "x264-params": "keyint=50:scenecut=0"}
    write_marked(folder / "clip.mp4", steady_times(9.0, 25), marks, sound=click_track(9.0, marks), options=options)
    for n, (title, level) in enumerate(zip(TITLES, LEVELS, strict=True)):
        plain = write(folder / f"plain{n}.flac", song(3 * n, "major", 96 + 20 * n, 12.0) * level)
        with av.open(str(plain)) as box, av.open(str(folder / f"{n}.flac"), "w") as out:
            out.metadata.update(title=title, artist="Mira Voss", album="Low Tide")
            stream = out.add_stream_from_template(box.streams.audio[0])
            for packet in box.demux(audio=0):
                if packet.dts is not None:
                    packet.stream = stream
                    out.mux(packet)
    return folder


@pytest.fixture(scope="module")
def maker() -> Iterator[MixMaker]:
    maker = MixMaker()
    yield maker
    maker.close()


def job_of(material: Path, out: Path, **changes: object) -> ComparisonJob:
    tracks = tuple(
        ComparedTrack(material / f"{n}.flac", 1.0 + n, untouched=n == 2, out=out / f"{n}.mp4") for n in range(3)
    )
    return replace(ComparisonJob(material / "clip.mp4", 5.0, 3.0, tracks), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("with_picture", [True, False])
def test_all_are_equally_loud_by_the_meter_and_tell_nothing(
    material: Path, maker: MixMaker, tmp_path: Path, with_picture: bool
) -> None:
    job = job_of(material, tmp_path, with_picture=with_picture, max_bytes=1_500_000)
    report = maker.make_comparison(job, seconds=PATIENCE_S)
    measured = [measure_loudness(each.out)[0] for each in job.tracks]
    assert np.ptp(measured) <= 0.5
    assert measured == pytest.approx([-14.0] * 3, abs=0.5)
    assert measured == pytest.approx(list(report.loudness_lufs), abs=0.1)
    for each, size in zip(job.tracks, report.bytes, strict=True):
        whole = each.out.read_bytes()
        assert size == len(whole) <= job.max_bytes
        assert not [word for word in (*TITLES, "Mira", "Tide", each.track.stem + ".flac") if word.encode() in whole]
        with av.open(str(each.out)) as box:
            told = box.metadata | {k: v for stream in box.streams for k, v in stream.metadata.items()}
            kinds = sorted(stream.type for stream in box.streams)
            length_s = (box.duration or 0) / av.time_base
        assert set(told) <= {
            "major_brand",
            "minor_version",
            "compatible_brands",
            "language",
            "handler_name",
            "vendor_id",
        }
        assert kinds == ["audio", "video"]
        assert length_s == pytest.approx(3.0, abs=0.1)


def test_all_lie_under_the_same_stretch_with_its_own_sound(material: Path, maker: MixMaker, tmp_path: Path) -> None:
    job = job_of(material, tmp_path)
    maker.make_comparison(job, seconds=PATIENCE_S)
    for each in job.tracks:  # the mark of 6.52 s lies 1.52 s behind the stretch's start
        assert find_flashes(each.out) == pytest.approx([1.52], abs=0.02)
        assert any(abs(at - 1.52) < 0.02 for at in find_clicks(each.out))


def test_a_muted_clip_stays_silent(material: Path, maker: MixMaker, tmp_path: Path) -> None:
    loud, muted = job_of(material, tmp_path), job_of(material, tmp_path, settings=MixSettings(mute_clip=True))
    maker.make_comparison(loud, seconds=PATIENCE_S)
    before = loud.tracks[0].out.read_bytes()
    maker.make_comparison(muted, seconds=PATIENCE_S)
    assert muted.tracks[0].out.read_bytes() != before


@pytest.mark.parametrize(
    ("change", "code"), [({"max_bytes": 30_000}, "mix-too-large"), ({"clip": "gone"}, "no-such-file"), ({"track": "gone"}, "no-such-file")]
)  # fmt: skip
def test_what_cannot_be_compared_is_named(
    material: Path, maker: MixMaker, tmp_path: Path, change: dict[str, object], code: str
) -> None:
    job = job_of(material, tmp_path)
    if "track" in change:
        gone = replace(job.tracks[0], track=material / "gone.flac")
        job = replace(job, tracks=(gone, *job.tracks[1:]))
    elif "clip" in change:
        job = replace(job, clip=material / "gone.mp4")
    else:
        job = replace(job, **change)  # type: ignore[arg-type]
    with pytest.raises(BadInput) as refused:
        maker.make_comparison(job, seconds=PATIENCE_S)
    assert refused.value.code == code
    assert "\n" not in refused.value.line


def test_silence_cannot_be_compared(material: Path, maker: MixMaker, tmp_path: Path) -> None:
    silent = write(material / "silent.flac", np.zeros(12 * 22050, np.float32))
    job = job_of(material, tmp_path, settings=MixSettings(mute_clip=True))
    job = replace(job, tracks=(replace(job.tracks[0], track=silent), *job.tracks[1:]))
    with pytest.raises(BadInput) as refused:
        maker.make_comparison(job, seconds=PATIENCE_S)
    assert refused.value.code == "compare-not-level"

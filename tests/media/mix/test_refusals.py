"""What cannot be mixed is said in one line, and leaves nothing half done."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from media.mix import MixJob, MixReport, render_mix
from media.mix.mix_process import MixMaker
from musechat.errors import BadInput, MuseChatError
from musechat.mix_settings import MixSettings
from tests.clock import HeldClock
from tests.media.mix.clips import click_track, hum, steady_times, write_marked
from tests.worker.processes import PATIENCE_S


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("material")
    hum(made / "hum.flac")
    hum(made / "short.flac", 3.0)
    write_marked(made / "clip.mp4", steady_times(1.2, 25), [0.5], sound=click_track(1.2, [0.5]))
    (made / "words.mp4").write_text("no clip")
    (made / "words.flac").write_text("no music")
    return made


@pytest.mark.parametrize(
    ("clip", "track", "code"),
    [
        ("gone.mp4", "hum.flac", "no-such-file"),
        ("words.mp4", "hum.flac", "not-a-video"),
        ("clip.mp4", "gone.flac", "no-such-file"),
        ("clip.mp4", "words.flac", "broken-sound"),
        ("clip.mp4", "short.flac", "track-too-short"),
    ],
)
def test_bad_files_are_named(folder: Path, tmp_path: Path, clip: str, track: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        render_mix(MixJob(folder / clip, folder / track, 0.0, video=tmp_path / "mix.mp4"))
    assert refused.value.code == code
    assert "\n" not in refused.value.line


def test_a_start_behind_the_tracks_end_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        render_mix(MixJob(folder / "clip.mp4", folder / "hum.flac", 60.0, video=tmp_path / "mix.mp4"))
    assert refused.value.code == "no-excerpt"


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk-full"), (errno.EFBIG, "mix-too-large")])
def test_a_full_disk_is_said(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("media.mix.rendering.mux_sound", fail)
    with pytest.raises(BadInput) as refused:
        render_mix(MixJob(folder / "clip.mp4", folder / "hum.flac", 0.0, video=tmp_path / "mix.mp4"))
    assert refused.value.code == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_disk_that_is_really_full_is_said(folder: Path, tmp_path: Path) -> None:
    full = tmp_path / "full.wav"
    full.symlink_to("/dev/full")
    with pytest.raises(BadInput) as refused:
        render_mix(MixJob(folder / "clip.mp4", folder / "hum.flac", 0.0, music=(full,)))
    assert refused.value.code == "disk-full"


@pytest.fixture
def maker() -> Iterator[MixMaker]:
    maker = MixMaker()
    yield maker
    maker.close()


def test_a_process_of_its_own_mixes_and_stays(folder: Path, tmp_path: Path, maker: MixMaker) -> None:
    job = MixJob(
        folder / "clip.mp4", folder / "hum.flac", 0.0, MixSettings(music_gain_db=3.0), video=tmp_path / "m.mp4"
    )
    made = maker.make_mix(job, seconds=PATIENCE_S)
    assert isinstance(made, MixReport)
    assert made.bytes == (tmp_path / "m.mp4").stat().st_size
    with pytest.raises(BadInput) as refused:
        maker.make_mix(MixJob(folder / "gone.mp4", folder / "hum.flac", 0.0), seconds=PATIENCE_S)
    assert refused.value.code == "no-such-file"
    mixing = [child for child in psutil.Process().children() if "media.mix.child" in child.cmdline()]
    assert len(mixing) == 1
    limits = mixing[0].rlimit(psutil.RLIMIT_AS)
    assert limits == (1536 * 1024 * 1024,) * 2


def test_a_process_that_takes_too_long_or_dies_is_our_fault() -> None:
    start = "import os, sys\nfrom media.watch import ipc\nos.write(1, ipc.encode_message(ipc.PROGRESS, b''))\n"
    dying = MixMaker([sys.executable, "-c", start + "sys.stdin.readline()\nos._exit(9)"])
    with pytest.raises(MuseChatError) as fault:
        dying.make_mix(MixJob(Path("a"), Path("b"), 0.0), seconds=PATIENCE_S)
    assert fault.value.code == "mix-fault"
    dying.close()
    clock = HeldClock()
    late = MixMaker([sys.executable, "-c", start + "sys.stdin.readline()\nsys.stdin.readline()"], clock)
    with pytest.raises(MuseChatError) as slow:
        late.make_mix(MixJob(Path("a"), Path("b"), 0.0), seconds=1.0, check=lambda: clock.advance(0.6))
    assert slow.value.code == "mix-late"
    late.close()


def test_a_job_survives_its_journey() -> None:
    job = MixJob(
        Path("/a"),
        Path("/b"),
        1.5,
        MixSettings(loop=True),
        ((0.0, 1.0),),
        beats_s=(1.0, 2.0),
        bars_s=(1.0,),
        max_bytes=10,
        video=Path("/c"),
        music=(Path("/d"),),
    )
    assert MixJob.from_json(job.to_json()) == job

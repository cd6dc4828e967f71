"""Picture and sound of a mix are in step within 20 ms, whatever the clip's times look like."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from media.mix import MixJob, render_mix
from tests.media.mix.clips import (
    click_track,
    find_clicks,
    find_flashes,
    hum,
    measure_loudness,
    steady_times,
    uneven_times,
    write_marked,
)

SECONDS = 3.0
STEADY, UNEVEN = steady_times(SECONDS, 25), uneven_times(SECONDS)
WEBM = {"codec": "libvpx-vp9", "audio_codec": "libopus", "options": {"deadline": "realtime", "cpu-used": "8"}}


@dataclass(frozen=True)
class Marked:
    """A file of flashes and clicks."""

    name: str
    copied: bool
    times: list[float] = field(default_factory=lambda: STEADY)
    rate: int = 48_000
    channels: int = 2
    hidden_s: float = 0.0  # before the first picture that is shown
    more: dict[str, Any] = field(default_factory=dict)


CASES = {
    "steady rate": Marked("a.mp4", copied=True),
    "no B-frames": Marked("a.mp4", copied=True, more={"options": {"bf": "0"}}),
    "44.1 kHz": Marked("a.mp4", copied=True, rate=44_100),
    "uneven rate": Marked("a.mp4", copied=True, times=UNEVEN),
    "Matroska, uneven rate": Marked("a.mkv", copied=True, times=UNEVEN, more={"audio_codec": "libopus"}),
    "edit list": Marked("a.mp4", copied=True, hidden_s=0.52, more={"shift_s": -0.52}),
    "begins late": Marked("a.mp4", copied=True, more={"shift_s": 0.7}),
    "transport stream": Marked("a.ts", copied=True, more={"shift_s": 3.0}),
    "5.1": Marked("a.mp4", copied=True, channels=6, more={"layout": "5.1"}),
    "VP9": Marked("a.webm", copied=False, more=WEBM),
    "ten bit, uneven rate": Marked("a.mp4", copied=False, times=UNEVEN, more={"pixels": "yuv420p10le"}),
    "edit list, ten bit": Marked(
        "a.mp4", copied=False, hidden_s=0.52, more={"pixels": "yuv420p10le", "shift_s": -0.52}
    ),
    "old AVI": Marked("a.avi", copied=False, more={"codec": "mpeg4", "audio_codec": "libmp3lame"}),
}


@pytest.fixture(scope="module")
def track(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hum(tmp_path_factory.mktemp("music") / "hum.flac")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.slow_but_first
def test_flash_and_click_stay_together(tmp_path: Path, track: Path, case: Marked) -> None:
    marks = [min(case.times, key=lambda at, m=mark: abs(at - m)) for mark in (1.0, 2.0)]
    sound = click_track(SECONDS, marks, case.rate, case.channels)
    clip = write_marked(tmp_path / case.name, case.times, marks, sound=sound, rate=case.rate, **case.more)
    made = render_mix(MixJob(clip, track, 1.0, video=tmp_path / "mix.mp4"))
    flashes, clicks = find_flashes(tmp_path / "mix.mp4"), find_clicks(tmp_path / "mix.mp4")
    assert made.copied is case.copied
    lead = 0.024 if case.name.endswith(".avi") else 0.0  # MP3 in AVI: the coder's delay shifts its sound and picture
    assert flashes == pytest.approx([mark - case.hidden_s + lead for mark in marks], abs=0.03)
    assert clicks == pytest.approx(flashes, abs=0.02)
    loudness, peak = measure_loudness(tmp_path / "mix.mp4")
    assert loudness == pytest.approx(-14.0, abs=0.5)
    assert peak <= -1.0

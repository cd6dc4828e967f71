"""The files for editors are read back by a second reader, and say what the mix says."""

from __future__ import annotations

import csv
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import opentimelineio as otio
import pytest

from media.handover import Handover, write_handover
from media.handover.markers import MarkerKind, list_markers
from media.mix import MixReport
from musechat.fit import FitJoint
from musechat.track import Licence, Section
from tests.store.made import clip_traits, track, track_traits

MIX = MixReport(20.0, True, 100, 1920, 1080, 29.97, -14.0, -2.0, "kept", 8.0, 28.0, 0.0, 20.0)
TRAITS = track_traits(
    sections=(Section("intro", 0, 10, 0.2), Section("main", 15, 60, 0.8)),
    downbeats_s=tuple(2.0 * n for n in range(40)),
)
TRACK = track(1, title="Low\nTide", traits=TRAITS)
CLIP = clip_traits(duration_s=20.0, cuts_s=(4.05, 9.0))


@pytest.fixture(params=[29.97, 25.0, 23.976, 60.0])
def mix(request: pytest.FixtureRequest) -> MixReport:
    return replace(MIX, fps=request.param)


def write_all(folder: Path, mix: MixReport) -> None:
    write_handover(folder, Handover(TRACK, CLIP, mix, folder / "my clip.mp4", folder / "music.wav"))


def test_markers_lie_where_the_music_and_the_cuts_are() -> None:
    found = list_markers(TRAITS, CLIP, MIX)
    assert [(m.at_s, m.name, m.note) for m in found if m.kind is MarkerKind.CUT] == [
        (4.05, "Cut 1", "on a bar line"),
        (9.0, "Cut 2", ""),
    ]
    assert [(m.at_s, m.name) for m in found if m.kind is MarkerKind.SECTION] == [(7.0, "Main")]
    assert [m.at_s for m in found if m.kind is MarkerKind.BAR] == [2.0 * n for n in range(10)]
    later = list_markers(TRAITS, CLIP, replace(MIX, lies_from_s=3.0, lies_to_s=15.0))
    assert [(m.at_s, m.name) for m in later if m.kind is MarkerKind.MUSIC] == [
        (3.0, "Music starts"),
        (15.0, "Music ends"),
    ]
    assert [m.at_s for m in later if m.kind is MarkerKind.SECTION] == [10.0]


def test_joints_and_what_follows_them_are_marked_and_stand_in_cue_sheet_and_credit(tmp_path: Path) -> None:
    joints = (FitJoint(6.0, 14.0, 40.0), FitJoint(12.0, 46.0, 20.0))
    leaping = replace(MIX, joints=joints, music_to_s=28.0)
    found = list_markers(TRAITS, CLIP, leaping)
    assert [(m.at_s, m.note) for m in found if m.kind is MarkerKind.JOINT] == [
        (6.0, "track leaps from 0:14 to 0:40"),
        (12.0, "track leaps from 0:46 to 0:20"),
    ]
    assert [m.at_s for m in found if m.kind is MarkerKind.BAR] == [2.0 * n for n in range(10)]
    write_all(tmp_path, leaping)
    with (tmp_path / "cue-sheet.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["In"], row["Out"], row["From track at"], row["Tempo"]) for row in csv.DictReader(file)]
    assert rows == [
        ("00:00:00.00", "00:00:06.00", "00:00:08.00", "as recorded"),
        ("00:00:06.00", "00:00:12.00", "00:00:40.00", "as recorded"),
        ("00:00:12.00", "00:00:20.00", "00:00:20.00", "as recorded"),
    ]
    assert "8.0 s to 14.0 s, then 40.0 s to 46.0 s, then 20.0 s to 28.0 s" in (tmp_path / "credit.txt").read_text()
    read = otio.adapters.read_from_file(str(tmp_path / "timeline.edl"), adapter_name="cmx_3600", rate=30)
    (clip,) = read.find_clips()
    assert {"JOINT 1", "JOINT 2"} <= {m.name for m in clip.markers}


def test_another_tempo_moves_markers_and_is_told(tmp_path: Path) -> None:
    faster = replace(MIX, rate=1.02, music_to_s=28.4)
    sections = [m.at_s for m in list_markers(TRAITS, CLIP, faster) if m.kind is MarkerKind.SECTION]
    assert sections == [pytest.approx(7.0 / 1.02)]
    write_all(tmp_path, faster)
    assert "2.0 %, same pitch" in (tmp_path / "cue-sheet.csv").read_text(encoding="utf-8-sig")
    assert "2.0 % faster" in (tmp_path / "credit.txt").read_text(encoding="utf-8")


def test_the_edl_is_read_back(tmp_path: Path, mix: MixReport) -> None:
    write_all(tmp_path, mix)
    text = (tmp_path / "timeline.edl").read_text()
    assert text.splitlines()[:2] == ["TITLE: my clip with Low Tide", "FCM: NON-DROP FRAME"]
    rate = round(mix.fps)
    read = otio.adapters.read_from_file(str(tmp_path / "timeline.edl"), adapter_name="cmx_3600", rate=rate)
    (clip,) = read.find_clips()
    assert clip.duration().value == round(mix.duration_s * mix.fps)
    starts = {m.name: m.marked_range.start_time.value for m in clip.markers}
    assert starts["MAIN"] == pytest.approx(7.0 * mix.fps, abs=1)
    assert starts["CUT 1"] == pytest.approx(4.05 * mix.fps, abs=1)


def test_the_fcpxml_is_read_back(tmp_path: Path, mix: MixReport) -> None:
    write_all(tmp_path, mix)
    read = otio.adapters.read_from_file(str(tmp_path / "timeline.fcpxml"), adapter_name="fcpx_xml")
    timeline = read[0] if isinstance(read, otio.schema.SerializableCollection) else read
    assert {clip.name for clip in timeline.find_clips()} == {"my clip.mp4", "music.wav"}
    root = ET.parse(tmp_path / "timeline.fcpxml").getroot()
    assert [each.get("src") for each in root.iter("asset")] == [
        (tmp_path / "my clip.mp4").as_uri(),
        (tmp_path / "music.wav").as_uri(),
    ]
    marks = {each.get("value"): float(Fraction(str(each.get("start")).rstrip("s"))) for each in root.iter("marker")}
    assert marks["Main"] == pytest.approx(7.0, abs=0.05)
    assert marks["Cut 2"] == pytest.approx(9.0, abs=0.05)


def test_the_sheets_are_read_back(tmp_path: Path) -> None:
    write_all(tmp_path, MIX)
    with (tmp_path / "markers.csv").open(encoding="utf-8-sig", newline="") as file:
        marks = {row["Marker Name"]: row for row in csv.DictReader(file)}
    assert marks["Cut 1"]["In"] == "00:00:04:01"
    assert marks["Cut 1"]["Description"] == "on a bar line"
    with (tmp_path / "cue-sheet.csv").open(encoding="utf-8-sig", newline="") as file:
        (cue,) = csv.DictReader(file)
    assert (cue["In"], cue["Out"], cue["From track at"]) == ("00:00:00.00", "00:00:20.00", "00:00:08.00")
    assert cue["Licence"] == TRACK.licence.id


def test_the_credit_names_licence_source_and_changes(tmp_path: Path) -> None:
    write_all(tmp_path, MIX)
    credit = (tmp_path / "credit.txt").read_text(encoding="utf-8")
    assert TRACK.licence.url in credit
    assert TRACK.source_url in credit
    assert "8.0 s to 28.0 s" in credit


def test_a_title_is_no_formula_and_an_unknown_licence_no_permission(tmp_path: Path) -> None:
    odd = track(2, title="=HYPERLINK(1)", licence=Licence("unknown"), source_url="", traits=TRAITS)
    write_handover(tmp_path, Handover(odd, None, MIX, Path("clip.mp4"), Path("music.m4a")))
    assert ",'=HYPERLINK(1)," in (tmp_path / "cue-sheet.csv").read_text(encoding="utf-8-sig")
    assert "ask the artist" in (tmp_path / "credit.txt").read_text(encoding="utf-8")
    assert 'src="./clip.mp4"' in (tmp_path / "timeline.fcpxml").read_text(encoding="utf-8")

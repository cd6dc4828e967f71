"""A mix as a timeline for editors: OpenTimelineIO writes CMX 3600 (EDL) and FCPXML, we only say what lies where."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import opentimelineio as otio

from media.handover.markers import EditMarker
from media.mix.job import MixReport

# Rates that editors know, exactly and as FCPXML's writer names them.
_RATES = {
    24000 / 1001: 23.98, 24.0: 24.0, 25.0: 25.0, 30000 / 1001: 29.97, 30.0: 30.0, 50.0: 50.0, 60000 / 1001: 59.94,
    60.0: 60.0,
}  # fmt: skip
_HOST = "file://localhost"
_REEL = 32  # letters of a name that every reader of EDLs takes


def choose_rate(fps: float) -> float:
    """The rate that editors know which is nearest to a clip's."""
    return min(_RATES, key=lambda rate: abs(rate - fps))


def build_timeline(
    name: str, picture: Path, music: Path, mix: MixReport, markers: Sequence[EditMarker], rate: float, named: float
) -> otio.schema.Timeline:
    """A timeline with the clip's picture and own sound, and the music on a track below; markers lie on the picture.

    Pictures are counted at ``rate``; the timeline says that it has the rate ``named``.
    """
    timeline = otio.schema.Timeline(name)
    timeline.global_start_time = otio.opentime.RationalTime(0, named)
    length = round(mix.duration_s * rate)
    seen = _make_clip(picture, length, named)
    for marker in markers:
        seen.markers.append(_make_marker(marker, round(marker.at_s * rate), named))
    kinds = otio.schema.TrackKind
    timeline.tracks.append(otio.schema.Track("V1", [seen], kind=kinds.Video))
    if mix.own_sound == "kept":
        timeline.tracks.append(otio.schema.Track("A1", [_make_clip(picture, length, named)], kind=kinds.Audio))
    timeline.tracks.append(otio.schema.Track("A2", [_make_clip(music, length, named)], kind=kinds.Audio))
    return timeline


def write_timelines(
    folder: Path, name: str, picture: Path, music: Path, mix: MixReport, markers: Sequence[EditMarker]
) -> list[Path]:
    """Write ``timeline.edl`` (the picture and its markers), ``timeline.fcpxml`` and ``timeline.otio``."""
    rate = choose_rate(mix.fps)
    # An EDL counts 29.97 pictures a second as thirty: time codes without dropped frames, which every reader takes.
    whole, fcpx, exact = (
        build_timeline(name, picture, music, mix, markers, rate, named) for named in (round(rate), _RATES[rate], rate)
    )
    written = [folder / "timeline.edl", folder / "timeline.fcpxml", folder / "timeline.otio"]
    edl = otio.adapters.write_to_string(_keep_picture(whole), adapter_name="cmx_3600")
    xml = otio.adapters.write_to_string(fcpx, adapter_name="fcpx_xml")
    plain = otio.adapters.write_to_string(exact, adapter_name="otio_json")
    for path, text in zip(written, (_say_no_drop(edl), _clean_xml(xml), plain), strict=True):
        path.write_text(_name_files(text), encoding="utf-8")
    return written


def _say_no_drop(edl: str) -> str:
    title, rest = edl.split("\n", 1)
    return f"{title}\nFCM: NON-DROP FRAME\n{rest}"


def _clean_xml(xml: str) -> str:
    """Without empty names, which Final Cut's format does not know."""
    return xml.replace(' name=""', "").replace(' uid=""', "")


def _name_files(text: str) -> str:
    """Files as editors look for them: on this machine, or beside the timeline."""
    return text.replace(f"{_HOST}/./", "./").replace(f"{_HOST}/", "file:///")


def _keep_picture(timeline: otio.schema.Timeline) -> otio.schema.Timeline:
    """A copy with its picture alone: an EDL holds one track of pictures, and readers differ on sound."""
    copy = timeline.deepcopy()
    for track in [track for track in copy.tracks if track.kind != otio.schema.TrackKind.Video]:
        copy.tracks.remove(track)
    return copy


def _make_clip(path: Path, length: int, rate: float) -> otio.schema.Clip:
    whole = otio.opentime.TimeRange(otio.opentime.RationalTime(0, rate), otio.opentime.RationalTime(length, rate))
    # With a host FCPXML's writer takes it for no file of this machine; on one it would run ffprobe, outside any limits.
    url = path.as_uri().replace("file:///", f"{_HOST}/", 1) if path.is_absolute() else f"{_HOST}/./{quote(path.name)}"
    media = otio.schema.ExternalReference(target_url=url, available_range=whole)
    return otio.schema.Clip(path.name[:_REEL], media, whole)


def _make_marker(marker: EditMarker, at: int, rate: float) -> otio.schema.Marker:
    spot = otio.opentime.TimeRange(otio.opentime.RationalTime(at, rate), otio.opentime.RationalTime(1, rate))
    return otio.schema.Marker(marker.name, spot, marker.kind.value)

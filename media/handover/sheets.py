"""Tables for people and editors: markers as Premiere and Resolve scripts read them, and the cue sheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import opentimelineio as otio

from media.handover.markers import EditMarker, list_heard
from media.handover.timelines import choose_rate
from media.mix.job import MixReport
from musechat.track import Track

_MARKER_COLUMNS = ("Marker Name", "Description", "In", "Out", "Duration", "Marker Type", "Color")
_CUE_COLUMNS = (
    *("No.", "Title", "Artist", "Album", "In", "Out", "Duration", "From track at", "Use"),
    *("Licence", "Licence URL", "Source", "Tempo"),
)


def write_marker_sheet(path: Path, markers: Iterable[EditMarker], fps: float) -> None:
    """Write markers with time codes at the clip's rate."""
    rate = choose_rate(fps)
    rows = [
        (each.name, each.note, at, at, to_timecode(0, rate), "Comment", each.kind.value.capitalize())
        for each in markers
        for at in (to_timecode(each.at_s, rate),)
    ]
    _write_table(path, (_MARKER_COLUMNS, *rows))


def write_cue_sheet(path: Path, track: Track, mix: MixReport) -> None:
    """Write which music is heard when, as broadcasters and rights societies ask for it: a row for each stretch."""
    use = "background under speech or sound" if mix.own_sound == "kept" else "background"
    tempo = "as recorded" if mix.rate == 1.0 else f"{100 * (mix.rate - 1):.1f} %, same pitch".replace("-", "−")
    rows = []
    for number, heard in enumerate(list_heard(mix), 1):
        times = (heard.clip_s, heard.clip_s + heard.length_s, heard.length_s, heard.track_s)
        what = (str(number), track.title, track.artist, track.album, *(_to_clock(s) for s in times), use)
        rows.append((*what, track.licence.id, track.licence.url, track.source_url, tempo))
    _write_table(path, (_CUE_COLUMNS, *rows))


def to_timecode(seconds: float, rate: float) -> str:
    """``"00:00:12:07"`` at a rate of pictures; without dropped frames."""
    at = otio.opentime.RationalTime(round(seconds * rate), rate)
    return str(otio.opentime.to_timecode(at, rate, drop_frame=False))


def _to_clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds, 2), 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours:02d}:{minutes:02d}:{rest:05.2f}"


def _write_table(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8-sig") as file:  # spreadsheets take it for a code page otherwise
        csv.writer(file).writerows([[_defuse(cell) for cell in row] for row in rows])


def _defuse(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: titles come from outside."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell

"""All files of a handover, written into one folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from media.handover.credit import write_credit
from media.handover.markers import list_markers
from media.handover.sheets import write_cue_sheet, write_marker_sheet
from media.handover.timelines import write_timelines
from media.mix.job import MixReport
from musechat.clip import ClipTraits
from musechat.track import Track


@dataclass(frozen=True, slots=True)
class Handover:
    """A finished mix, and what it was made of."""

    track: Track
    clip: ClipTraits | None
    mix: MixReport
    picture: Path  # the clip, as the timeline names it
    music: Path  # the music alone


def write_handover(folder: Path, handover: Handover) -> list[Path]:
    """Write timelines, marker table, cue sheet and credit; returns their paths."""
    markers = list_markers(handover.track.traits, handover.clip, handover.mix)
    name = " ".join(f"{handover.picture.stem} with {handover.track.title}".split())  # one line of an EDL
    written = write_timelines(folder, name, handover.picture, handover.music, handover.mix, markers)
    sheets = [folder / "markers.csv", folder / "cue-sheet.csv", folder / "credit.txt"]
    write_marker_sheet(sheets[0], markers, handover.mix.fps)
    write_cue_sheet(sheets[1], handover.track, handover.mix)
    sheets[2].write_text(write_credit(handover.track, handover.mix), encoding="utf-8")
    return [*written, *sheets]

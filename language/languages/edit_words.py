"""What an edit says beside its kind, in a language: regular expressions on a folded line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from musechat.edits import TrackPart


@dataclass(frozen=True, slots=True)
class EditWords:
    """How much, how long, which part, which end.

    Attributes:
        small: a small step.
        large: a large one.
        counts: number -> words for it, between spaces.
        seconds: the unit.
        bars: the unit.
        parts: what a part of a track is called.
        fade_in: at the beginning.
        fade_out: at the end.
        of_track: words for the track.
        of_clip: words for the clip.
        first_half: of the track.
        second_half: of the track.
        first: counted from the beginning.
        last: counted from the end.
        louder: louder, of which it is not said what.
        quieter: the same of quieter.
        level: words of how loud the music is in the mix.
        sounds: instrument, or "vocals" -> what is said for it only of a place in a track, in forms that no wish has.

    """

    small: str = ""
    large: str = ""
    counts: Mapping[int, str] = field(default_factory=dict)
    seconds: str = ""
    bars: str = ""
    parts: Mapping[TrackPart, str] = field(default_factory=dict)
    fade_in: str = ""
    fade_out: str = ""
    of_track: str = ""
    of_clip: str = ""
    first_half: str = ""
    second_half: str = ""
    first: str = ""
    last: str = ""
    louder: str = ""
    quieter: str = ""
    level: str = ""
    sounds: Mapping[str, str] = field(default_factory=dict)

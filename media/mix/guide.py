"""What a cut of the music goes by, measured of track and clip: plain values that travel between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from language.certainty import judge_tempo
from musechat.clip import ClipTraits
from musechat.fit import find_main_event, list_rising
from musechat.json_types import JsonObject
from musechat.track import TrackTraits

_TONICS = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")


@dataclass(frozen=True, slots=True)
class CutGuide:
    """Seconds of the track, and of the clip.

    Attributes:
        steady: whether beats and bar lines can be counted on, so that music may leap without having been asked to.
        sections_s: where the track's sections begin.
        rises_s: those that are livelier than what lies before them.
        sung: probability that somebody sings, whom no joint may cut off; 1 where that is sure, 0 where nobody does.
        tonic: pitch class of the key, 0 for C; None where no key stands out.
        cuts_s: the clip's cuts.
        event_s: its main event, on which a rise is to fall; None without one.

    """

    steady: bool = True
    sections_s: tuple[float, ...] = ()
    rises_s: tuple[float, ...] = ()
    sung: float = 0.0
    tonic: int | None = None
    cuts_s: tuple[float, ...] = ()
    event_s: float | None = None

    def to_json(self) -> JsonObject:
        """Plain JSON types, keyed by field name."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> CutGuide:
        """Inverse of :meth:`to_json`; None gives one that knows nothing."""
        known = {f.name for f in fields(cls)}
        given: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in (data or {}).items()
            if key in known
        }
        return cls(**given)


def build_guide(track: TrackTraits, clip: ClipTraits | None) -> CutGuide:
    """The guide of a pair."""
    return CutGuide(
        steady=bool(judge_tempo(track)),
        sections_s=tuple(section.start_s for section in track.sections[1:]),
        rises_s=list_rising(track.sections),
        sung=track.vocal_score if track.vocals is None else float(track.vocals),
        tonic=_TONICS.index(track.key) if track.key in _TONICS else None,
        cuts_s=() if clip is None else clip.cuts_s,
        event_s=None if clip is None else find_main_event(clip),
    )

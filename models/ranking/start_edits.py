"""Moves where a pick starts, as its member asked: later, earlier, at a second, with a part, its drop on a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from models.ranking.start_moment import BEATS_PER_BAR, SNAP_S
from musechat.clip import ClipTraits
from musechat.edits import EditDetails, EditFailure, EditResult, TrackPart
from musechat.fit import find_climax_s
from musechat.message import EditKind, MessageAct
from musechat.track import TrackTraits

STEP_S = 10.0  # one "later" or "earlier" of which nothing more is said
SHORTEST_STEP_S = 1.0  # a move by less would not be heard as one
LEAST_LEFT_S = 1.0  # of a track, behind a start that was named
HALF_BAR_S = 1.5  # a step is moved to a bar line at most this far away

START_EDITS = frozenset(
    {
        EditKind.START_LATER,
        EditKind.START_EARLIER,
        EditKind.START_AT,
        EditKind.USE_CHORUS,
        EditKind.USE_PART,
        EditKind.USE_DROP_AT,
    }
)


@dataclass(frozen=True, slots=True)
class StartPlace:
    """Where a track starts now.

    Attributes:
        track: what was measured in it.
        start_s: seconds.
        length_s: how long it is to play, seconds.
        clip: what was measured in the clip; None where there is none.

    """

    track: TrackTraits
    start_s: float
    length_s: float
    clip: ClipTraits | None = None

    @property
    def latest_s(self) -> float:
        """The last start from which the track is long enough; 0 where it never is."""
        return max(0.0, self.track.duration_s - self.length_s)


def move_start(place: StartPlace, act: MessageAct, details: EditDetails) -> EditResult:
    """Find the new start that an edit of :data:`START_EDITS` asks for, or why there is none."""
    match act.edit:
        case EditKind.START_LATER:
            return _start_later(place, details)
        case EditKind.START_EARLIER:
            return _start_earlier(place, details)
        case EditKind.START_AT:
            return _start_at(place, EditKind.START_AT, act.at_s)
        case EditKind.USE_DROP_AT:
            return _place_drop(place, act.at_s)
        case EditKind.USE_CHORUS:
            return _use_part(place, EditKind.USE_CHORUS, TrackPart.MAIN)
        case _ if act.at_s is not None:
            return _start_at(place, EditKind.USE_PART, act.at_s)
        case _:
            return _use_part(place, EditKind.USE_PART, details.part, details.sound)


def _start_later(place: StartPlace, details: EditDetails) -> EditResult:
    kind = EditKind.START_LATER
    if details.part is TrackPart.INTRO and details.seconds is None and details.bars is None:
        if place.start_s >= SHORTEST_STEP_S and not _is_in_intro(place):
            return EditResult(kind, EditFailure.NO_INTRO, was_s=round(place.start_s, 3))
        wanted = _find_end_of_intro(place)
    else:
        wanted = _step(place, details, 1)
    if wanted > place.latest_s:
        wanted = place.latest_s
    if wanted < place.start_s + SHORTEST_STEP_S:
        return EditResult(kind, EditFailure.TOO_LATE)
    return _tell_move(place, kind, wanted)


def _start_earlier(place: StartPlace, details: EditDetails) -> EditResult:
    kind = EditKind.START_EARLIER
    if place.start_s < SHORTEST_STEP_S:
        return EditResult(kind, EditFailure.TOO_EARLY)
    if details.part is TrackPart.INTRO:
        return _tell_move(place, kind, 0.0)
    return _tell_move(place, kind, max(0.0, _step(place, details, -1)))


def _step(place: StartPlace, details: EditDetails, sign: int) -> float:
    """The start a step away: exactly where seconds are named, else on a bar line near by."""
    if details.seconds is not None:
        return place.start_s + sign * details.seconds
    if details.bars is not None and place.track.tempo_bpm:
        by = details.bars * BEATS_PER_BAR * 60 / place.track.tempo_bpm
    else:
        by = STEP_S * details.amount
    return _snap_to_bar(place.track, place.start_s + sign * by)


def _start_at(place: StartPlace, kind: EditKind, at_s: float | None) -> EditResult:
    """Start at the very second that was named: a member who names one has listened."""
    if at_s is None:
        return EditResult(kind, EditFailure.NO_MOMENT)
    if at_s > place.track.duration_s - LEAST_LEFT_S:
        return EditResult(kind, EditFailure.BEYOND, value=round(place.track.duration_s, 2))
    return _tell_move(place, kind, at_s)


def _place_drop(place: StartPlace, at_s: float | None) -> EditResult:
    """Put the beginning of a main section, or the largest rise of energy, on a second of the clip."""
    kind = EditKind.USE_DROP_AT
    moment = at_s if at_s is not None else find_climax_s(place.clip) if place.clip is not None else None
    if moment is None:
        return EditResult(kind, EditFailure.NO_MOMENT)
    hits = [at for at in list_hits(place.track) if 0 <= at - moment <= place.track.duration_s - LEAST_LEFT_S]
    if not hits:
        return EditResult(kind, EditFailure.NO_PART, value=round(moment, 2))
    # One that leaves music for the whole clip, where there is one; else the first.
    start = next((at - moment for at in hits if at - moment <= place.latest_s), hits[0] - moment)
    return _tell_move(place, kind, start, value=round(moment, 2))


def _use_part(place: StartPlace, kind: EditKind, part: TrackPart, sound: str = "") -> EditResult:
    if part is TrackPart.ENTRY:
        return _use_entry(place, kind, sound)
    if part is TrackPart.UNHEARD:
        return EditResult(kind, EditFailure.UNHEARD)
    at = _find_part(place, part)
    if at is None:
        return EditResult(kind, EditFailure.NO_PART, part=part)
    return _tell_move(place, kind, at, part)


def _use_entry(place: StartPlace, kind: EditKind, sound: str) -> EditResult:
    """Start where an instrument comes in; where that is not known, where the track gains most energy, and say so."""
    track = place.track
    starts = next((each.starts_s for each in track.entries if each.name == sound), ())
    if starts:
        # Where it plays from the start, a later return of it is what is meant.
        found = [_snap_to_bar(track, at) for at in starts if at >= SHORTEST_STEP_S] or [0.0]
        at = _find_labelled(place, found)
        return replace(_tell_move(place, kind, found[0] if at is None else at, TrackPart.ENTRY), sound=sound)
    if sound == "vocals" and track.vocals is False:
        return EditResult(kind, EditFailure.NOT_IN_IT, sound=sound)
    rise = next(iter(_list_rises(track)), None)
    if rise is None:
        return EditResult(kind, EditFailure.UNHEARD)
    return _tell_move(place, kind, rise, TrackPart.BEAT)


def _find_part(place: StartPlace, part: TrackPart) -> float | None:
    track = place.track
    match part:
        case TrackPart.INTRO:
            return 0.0
        case TrackPart.MIDDLE:
            return _snap_to_bar(track, min(track.duration_s / 2, place.latest_s))
        case TrackPart.ENDING:  # the start from which the track's own end and the clip's come together
            return place.latest_s or None
        case TrackPart.QUIET | TrackPart.LOUD:
            return _find_extreme(place, loudest=part is TrackPart.LOUD)
        case TrackPart.BEAT:
            return next(iter(_list_rises(track)), None)
        case TrackPart.MAIN:
            return _find_labelled(place, list_hits(track))
        case _:
            return _find_labelled(place, [s.start_s for s in track.sections if s.label == part.value])


def _find_labelled(place: StartPlace, starts: Iterable[float]) -> float | None:
    """The next of these that leaves room for the clip, after the one that plays now; else the first of all."""
    found = sorted(starts)
    fitting = [at for at in found if at <= place.latest_s] or found[:1]
    others = [at for at in fitting if abs(at - place.start_s) > SNAP_S]
    return next((at for at in others if at > place.start_s), next(iter(others or fitting), None))


def list_hits(track: TrackTraits) -> list[float]:
    """Where something begins that is felt as a drop: main sections, else the largest rises of energy, first to last."""
    mains = [s.start_s for s in track.sections if s.label == "main"]
    return mains or _list_rises(track)


def _list_rises(track: TrackTraits) -> list[float]:
    """Where the track's energy rises most within a few seconds, the largest rise alone; on a bar line."""
    curve = np.asarray(track.energy_curve, np.float64)
    if len(curve) < 8 or track.duration_s <= 0:
        return []
    side = max(1, len(curve) // 16)
    rises = [curve[at : at + side].mean() - curve[at - side : at].mean() for at in range(side, len(curve) - side + 1)]
    best = int(np.argmax(rises))
    if rises[best] < 0.05:
        return []
    return [_snap_to_bar(track, (best + side) / len(curve) * track.duration_s)]


def _is_in_intro(place: StartPlace) -> bool:
    """Whether it starts in the track's intro; where no intro is known, before the first section ends."""
    intro = next((s for s in place.track.sections if s.label == "intro"), next(iter(place.track.sections), None))
    return intro is not None and place.start_s < intro.end_s - SHORTEST_STEP_S


def _find_end_of_intro(place: StartPlace) -> float:
    """Where the intro that plays now ends; else the next section; else a step."""
    starts = [s.start_s for s in place.track.sections if s.start_s > place.start_s + SHORTEST_STEP_S]
    return min(starts, default=_snap_to_bar(place.track, place.start_s + STEP_S))


def _find_extreme(place: StartPlace, *, loudest: bool) -> float | None:
    """The stretch as long as the clip with the most or the least energy, beginning on a section or a bar line."""
    track = place.track
    curve = np.asarray(track.energy_curve, np.float64)
    if len(curve) < 2:
        return None
    bars = track.downbeats_s or track.beats_s[::BEATS_PER_BAR] or tuple(np.arange(0.0, track.duration_s, 2.0))
    starts = sorted({at for at in (0.0, *(s.start_s for s in track.sections), *bars) if at <= place.latest_s})
    centres = (np.arange(len(curve)) + 0.5) / len(curve) * track.duration_s
    steps = (np.arange(16) + 0.5) / 16 * min(place.length_s, track.duration_s)
    levels = np.interp(np.asarray(starts)[:, None] + steps, centres, curve).mean(axis=1)
    return float(starts[int(np.argmax(levels) if loudest else np.argmin(levels))])


def _snap_to_bar(track: TrackTraits, at: float) -> float:
    bars = track.downbeats_s or track.beats_s[::BEATS_PER_BAR]
    near = min(bars, key=lambda bar: abs(bar - at), default=at)
    return float(near if abs(near - at) <= HALF_BAR_S else at)


def _tell_move(
    place: StartPlace, kind: EditKind, start: float, part: TrackPart | None = None, value: float | None = None
) -> EditResult:
    start = round(min(max(0.0, start), max(0.0, place.track.duration_s - LEAST_LEFT_S)), 3)
    missing = 0.0 if place.clip is None else max(0.0, start + place.length_s - place.track.duration_s)
    if part is TrackPart.ENDING and place.clip is None:  # there is nothing that it could end together with
        part = None
    return EditResult(
        kind,
        was_s=round(place.start_s, 3),
        start_s=start,
        part=part,
        value=value,
        missing_s=round(missing, 2) if missing >= 0.5 else 0.0,
    )

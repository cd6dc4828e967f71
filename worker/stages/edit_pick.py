"""Edits of a pick: the one that stands gets another start or mix, and a new one the mix that was asked for before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from language.reading.edit_details import read_edit_details
from models.ranking.choose_request import ChooseRequest
from models.ranking.chooser import Chooser
from models.ranking.start_edits import START_EDITS, StartPlace, move_start
from models.ranking.start_moment import WORDS_ONLY_S, StartMoment, build_moment
from musechat.clip import ClipTraits
from musechat.edits import EditDetails, EditFailure, EditResult, TrackPart
from musechat.errors import BadInput
from musechat.message import EditKind, Intent, MessageAct
from musechat.mix_edits import change_mix
from musechat.mix_settings import MixSettings
from musechat.pick import ChosenTrack
from musechat.track import Track, TrackTraits
from musechat.turn import TurnKind, TurnNote
from store.track_library import get_track
from worker.context import TurnContext
from worker.stages.answer import find_answer_language
from worker.stages.restore_turn import restore_picks


@dataclass(frozen=True, slots=True)
class EditedUse:
    """How a track is used, while edits are applied to it one after the other.

    Attributes:
        start_s, end_s: the stretch of the track.
        mix: how it is laid under the clip.
        results: what came of the edits so far.

    """

    start_s: float
    end_s: float
    mix: MixSettings
    results: tuple[EditResult, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether any edit was made."""
        return any(result.failure is None for result in self.results)


def edit_standing_pick(context: TurnContext, chooser: Chooser, request: ChooseRequest) -> None:
    """Edit the pick that stands: it is shown again as it is used now, with its alternates, or the note says why not."""
    reading, outcome = context.state.reading, context.outcome
    pick, track = reading.last, reading.last_track
    if pick is None or track is None:
        outcome.note = TurnNote.SMALLTALK
        return
    used = _apply_edits(reading.edits, track, context.state.thread.clip, EditedUse(pick.start_s, pick.end_s, pick.mix))
    language = find_answer_language(context)
    spoken = "" if language == context.job.language else language
    outcome.edits = tuple(replace(result, language=spoken) for result in used.results)
    restored = used.changed and _restore_or_refuse(context, chooser, request)
    if not restored:
        outcome.note = TurnNote.EDITED
        return
    front, *others = outcome.picks
    moved = any(result.moved for result in used.results)
    # A reason may speak of the start: where that has moved, another is written.
    reason, source = ("", "") if moved else (front.reason, front.reason_source)
    edited = replace(front, start_s=used.start_s, end_s=used.end_s, reason=reason, reason_source=source, preview="")
    elsewhere = used.mix.forget_place()
    outcome.picks = [
        replace(edited, rule="edit", mix=used.mix),
        *(replace(each, rule="edit", mix=elsewhere) for each in others),
    ]


def _restore_or_refuse(context: TurnContext, chooser: Chooser, request: ChooseRequest) -> bool:
    """Restore the pick's card; where a rule stands against the pick by now, say that of each edit instead."""
    try:
        return restore_picks(context, chooser, request)
    except BadInput as refused:
        if refused.code != "pick-refused":
            raise
        edits = context.outcome.edits
        context.outcome.edits = tuple(
            EditResult(edit.kind, EditFailure.REFUSED, language=edit.language) for edit in edits
        )
        return False


def carry_edits(context: TurnContext, moments: Mapping[str, StartMoment]) -> dict[str, StartMoment]:
    """Lay new picks under the clip as the last one was, and apply this turn's edits to the first of them.

    Returns:
        The start moments of ``moments``, with that of an edited pick changed.

    """
    outcome, reading, told = context.outcome, context.state.reading, dict(moments)
    last = None if context.job.kind is TurnKind.FIRST else reading.last
    mix = MixSettings() if last is None else last.mix.forget_place()
    picks = [replace(pick, mix=mix) for pick in outcome.picks]
    outcome.picks = picks
    if not picks:
        return told
    edits = reading.edits or _repeat_drop(mix)
    with context.db.read() as session:
        track = get_track(session, picks[0].track_id) if edits else None
    if track is not None:
        used = _apply_edits(edits, track, context.state.thread.clip, EditedUse(picks[0].start_s, picks[0].end_s, mix))
        outcome.edits = used.results if reading.edits else ()
        elsewhere = used.mix.forget_place()
        outcome.picks = [_use_as(picks[0], used), *(replace(pick, mix=elsewhere) for pick in picks[1:])]
        told[track.id] = build_moment(track.traits, used.start_s, used.end_s - used.start_s)
    return told


def edit_moved_pick(context: TurnContext) -> None:
    """Apply what was asked for beside a new cut ("quieter under my voice") to the pick that moved along with it."""
    outcome, edits = context.outcome, context.state.reading.edits
    front, *others = outcome.picks
    with context.db.read() as session:
        track = get_track(session, front.track_id) if edits else None
    if track is None:
        return
    used = EditedUse(front.start_s, front.end_s, front.mix)
    used = _apply_edits(edits, track, context.state.thread.clip, used)
    outcome.edits = used.results
    outcome.picks = [_use_as(front, used), *(replace(pick, mix=used.mix) for pick in others)]


def _use_as(pick: ChosenTrack, used: EditedUse) -> ChosenTrack:
    return replace(pick, start_s=used.start_s, end_s=used.end_s, mix=used.mix)


def _repeat_drop(mix: MixSettings) -> tuple[MessageAct, ...]:
    """A drop that was put on a moment of the clip is to fall on it with every later pick."""
    if mix.drop_at_s is None:
        return ()
    return (MessageAct(Intent.EDIT, edit=EditKind.USE_DROP_AT, at_s=mix.drop_at_s),)


def _apply_edits(acts: Sequence[MessageAct], track: Track, clip: ClipTraits | None, used: EditedUse) -> EditedUse:
    for act in acts:
        if act.edit is EditKind.NUDGE and track.licence.derivatives is False:
            refused = EditResult(EditKind.NUDGE, EditFailure.NO_DERIVATIVES)
            used = replace(used, results=(*used.results, refused))
        else:
            used = _apply_edit(act, read_edit_details(act), track.traits, clip, used)
    return used


def _apply_edit(
    act: MessageAct, details: EditDetails, track: TrackTraits, clip: ClipTraits | None, used: EditedUse
) -> EditedUse:
    if act.edit in START_EDITS:
        return _apply_start(act, details, track, clip, used)
    changed = change_mix(used.mix, act, details, clip.duration_s if clip is not None else None)
    if changed is None:
        return _use_range(act, track, used)
    mix, result = changed
    used = replace(used, mix=mix, results=(*used.results, result))
    if mix.length_s is not None and result.kind is EditKind.FIT_LENGTH:
        return replace(used, end_s=round(min(used.start_s + mix.length_s, track.duration_s), 3))
    return used


def _apply_start(
    act: MessageAct, details: EditDetails, track: TrackTraits, clip: ClipTraits | None, used: EditedUse
) -> EditedUse:
    length = used.mix.length_s or (clip.duration_s if clip is not None else min(WORDS_ONLY_S, track.duration_s))
    result = move_start(StartPlace(track, used.start_s, length, clip), act, details)
    used = replace(used, results=(*used.results, result))
    if result.start_s is None:
        return used
    drop_at_s = result.value if result.kind is EditKind.USE_DROP_AT else None
    # Where the track's own ending is to close the clip, the start is what gives way.
    said = result.part is not TrackPart.ENDING
    mix = replace(used.mix, drop_at_s=drop_at_s, start_said=said, track_end_s=None)
    end = round(min(result.start_s + length, track.duration_s), 3)
    return replace(used, start_s=result.start_s, end_s=end, mix=mix)


def _use_range(act: MessageAct, track: TrackTraits, used: EditedUse) -> EditedUse:
    """Use a range of the track itself."""
    first, last = act.at_s or 0.0, min(act.end_s or track.duration_s, track.duration_s)
    if first >= last:
        failed = EditResult(EditKind.ONLY_RANGE, EditFailure.BEYOND, value=round(track.duration_s, 2), of_track=True)
        return replace(used, results=(*used.results, failed))
    result = EditResult(
        EditKind.ONLY_RANGE, was_s=round(used.start_s, 3), start_s=first, end_s=round(last, 3), of_track=True
    )
    mix = replace(used.mix, start_said=True, track_end_s=round(last, 3))
    return replace(used, start_s=first, end_s=round(last, 3), mix=mix, results=(*used.results, result))

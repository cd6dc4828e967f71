"""Edits that change how pick and clip are mixed, as changes of :class:`~musechat.mix_settings.MixSettings`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from musechat.edits import EditDetails, EditFailure, EditResult
from musechat.message import EditKind, MessageAct
from musechat.mix_settings import FADE_S, GAIN_STEP_DB, MOST_FADE_S, MOST_GAIN_DB, MixSettings

MixChange = tuple[MixSettings, EditResult]

_SWITCHES: Mapping[EditKind, Callable[[MixSettings], MixSettings]] = {
    # Ducking and a clip that is heard go together: what nobody hears needs no room.
    EditKind.DUCK_UNDER_SPEECH: lambda mix: replace(mix, duck_under_speech=True, mute_clip=False),
    EditKind.KEEP_MY_SOUND: lambda mix: replace(mix, mute_clip=False),
    EditKind.WITH_MY_SOUND: lambda mix: replace(mix, mute_clip=False, duck_under_speech=None),
    EditKind.MUTE_CLIP: lambda mix: replace(mix, mute_clip=True, duck_under_speech=None),
    EditKind.LOOP: lambda mix: replace(mix, loop=True),
    EditKind.END_ON_BEAT: lambda mix: replace(mix, end_on_beat=True),
    EditKind.NUDGE: lambda mix: replace(mix, nudge=True),
}
_GAIN_SIGNS = {EditKind.LOUDER_MUSIC: 1.0, EditKind.QUIETER_MUSIC: -1.0}


def change_mix(
    settings: MixSettings, act: MessageAct, details: EditDetails, clip_s: float | None = None
) -> MixChange | None:
    """Apply an edit to ``settings``; None where it is none of the mix.

    Args:
        settings: as they stand.
        act: the edit.
        details: what its words say besides.
        clip_s: length of the clip, seconds; None where it is not known.

    """
    match act.edit:
        case EditKind.LOUDER_MUSIC | EditKind.QUIETER_MUSIC as kind:
            return _move_gain(settings, kind, _GAIN_SIGNS[kind] * details.amount, bare=details.bare)
        case EditKind.FADE:
            return _fade(settings, details)
        case EditKind.FIT_LENGTH as kind:
            fitted = replace(settings, fit_length=True, length_s=act.length_s or settings.length_s)
            return fitted, EditResult(kind, value=act.length_s)
        case EditKind.ONLY_RANGE:
            return _limit_range(settings, act, details, clip_s)
        case EditKind.STEMS as kind:
            return settings, EditResult(kind, EditFailure.NO_STEMS)
        case EditKind() as kind if kind in _SWITCHES:
            return _SWITCHES[kind](settings), EditResult(kind)
        case _:
            return None


def _move_gain(settings: MixSettings, kind: EditKind, steps: float, *, bare: bool) -> MixChange:
    gain = max(-MOST_GAIN_DB, min(MOST_GAIN_DB, settings.music_gain_db + steps * GAIN_STEP_DB))
    return replace(settings, music_gain_db=gain), EditResult(kind, value=gain, bare=bare)


def _fade(settings: MixSettings, details: EditDetails) -> MixChange:
    length = min(MOST_FADE_S, details.seconds or FADE_S)
    changed = replace(
        settings,
        fade_in_s=length if details.fade_in else settings.fade_in_s,
        fade_out_s=length if details.fade_out else settings.fade_out_s,
    )
    # Which of both ends is said by what is set: the beginning, the end, or both.
    first, last = (0.0 if details.fade_in else None), (0.0 if details.fade_out else None)
    return changed, EditResult(EditKind.FADE, start_s=first, end_s=last, value=length)


def is_range_of_track(act: MessageAct, details: EditDetails, clip_s: float | None) -> bool:
    """Whether a range of seconds is one of the track: said so, or past the end of the clip."""
    if details.of_track is not None:
        return details.of_track
    return clip_s is not None and act.end_s is not None and act.end_s > clip_s + 0.5


def _limit_range(
    settings: MixSettings, act: MessageAct, details: EditDetails, clip_s: float | None
) -> MixChange | None:
    if is_range_of_track(act, details, clip_s):
        return None
    first, last = _find_range(act, details, clip_s)
    if first is None and last is None:
        return settings, EditResult(EditKind.ONLY_RANGE, EditFailure.NO_MOMENT)
    first = first or 0.0
    limited = replace(settings, clip_start_s=first or None, clip_end_s=last)
    return limited, EditResult(EditKind.ONLY_RANGE, start_s=first, end_s=last)


def _find_range(act: MessageAct, details: EditDetails, clip_s: float | None) -> tuple[float | None, float | None]:
    """First and last second of the clip that a range names; None where it is not said, or not known."""
    if act.at_s is not None or act.end_s is not None:
        return act.at_s, act.end_s
    if details.from_end is False:
        return 0.0, details.seconds
    if clip_s is None:
        return None, None
    if details.from_end and details.seconds is not None:
        return round(max(0.0, clip_s - details.seconds), 2), round(clip_s, 2)
    if details.share is not None:
        return round(details.share[0] * clip_s, 2), round(details.share[1] * clip_s, 2)
    return None, None

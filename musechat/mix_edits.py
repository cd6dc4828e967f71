"""Edits that change how pick and clip are mixed, as changes of :class:`~musechat.mix_settings.MixSettings`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from musechat.edits import EditDetails, EditFailure, EditResult
from musechat.message import EditKind, MessageAct
from musechat.mix_settings import FADE_S, GAIN_STEP_DB, MOST_FADE_S, MOST_GAIN_DB, MixSettings

MixChange = tuple[MixSettings, EditResult]


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
    if act.edit is EditKind.ONLY_RANGE:
        return _limit_range(settings, act, details, clip_s)
    change = None if act.edit is None else _CHANGES.get(act.edit)
    return None if change is None else change(settings, act, details)


def _raise_music(settings: MixSettings, act: MessageAct, details: EditDetails) -> MixChange:
    return _move_gain(settings, EditKind.LOUDER_MUSIC, details.amount)


def _lower_music(settings: MixSettings, act: MessageAct, details: EditDetails) -> MixChange:
    return _move_gain(settings, EditKind.QUIETER_MUSIC, -details.amount)


def _move_gain(settings: MixSettings, kind: EditKind, steps: float) -> MixChange:
    gain = max(-MOST_GAIN_DB, min(MOST_GAIN_DB, settings.music_gain_db + steps * GAIN_STEP_DB))
    return replace(settings, music_gain_db=gain), EditResult(kind, value=gain)


def _duck(settings: MixSettings, act: MessageAct, details: EditDetails) -> MixChange:
    return replace(settings, duck_under_speech=True, mute_clip=False), EditResult(EditKind.DUCK_UNDER_SPEECH)


def _keep_sound(settings: MixSettings, act: MessageAct, details: EditDetails) -> MixChange:
    return replace(settings, mute_clip=False), EditResult(EditKind.KEEP_MY_SOUND)


def _mute_clip(settings: MixSettings, act: MessageAct, details: EditDetails) -> MixChange:
    return replace(settings, mute_clip=True, duck_under_speech=None), EditResult(EditKind.MUTE_CLIP)


def _loop(settings: MixSettings, act: MessageAct, details: EditDetails) -> MixChange:
    return replace(settings, loop=True), EditResult(EditKind.LOOP)


def _fade(settings: MixSettings, act: MessageAct, details: EditDetails) -> MixChange:
    length = min(MOST_FADE_S, details.seconds or FADE_S)
    changed = replace(
        settings,
        fade_in_s=length if details.fade_in else settings.fade_in_s,
        fade_out_s=length if details.fade_out else settings.fade_out_s,
    )
    # Which of both ends is said by what is set: the beginning, the end, or both.
    first, last = (0.0 if details.fade_in else None), (0.0 if details.fade_out else None)
    return changed, EditResult(EditKind.FADE, start_s=first, end_s=last, value=length)


def _fit_length(settings: MixSettings, act: MessageAct, details: EditDetails) -> MixChange:
    length = act.length_s or settings.length_s
    return replace(settings, fit_length=True, length_s=length), EditResult(EditKind.FIT_LENGTH, value=act.length_s)


def _end_on_beat(settings: MixSettings, act: MessageAct, details: EditDetails) -> MixChange:
    return replace(settings, end_on_beat=True), EditResult(EditKind.END_ON_BEAT)


def _refuse_stems(settings: MixSettings, act: MessageAct, details: EditDetails) -> MixChange:
    return settings, EditResult(EditKind.STEMS, EditFailure.NO_STEMS)


_CHANGES: Mapping[EditKind, Callable[[MixSettings, MessageAct, EditDetails], MixChange]] = {
    EditKind.LOUDER_MUSIC: _raise_music,
    EditKind.QUIETER_MUSIC: _lower_music,
    EditKind.DUCK_UNDER_SPEECH: _duck,
    EditKind.KEEP_MY_SOUND: _keep_sound,
    EditKind.MUTE_CLIP: _mute_clip,
    EditKind.LOOP: _loop,
    EditKind.FADE: _fade,
    EditKind.FIT_LENGTH: _fit_length,
    EditKind.END_ON_BEAT: _end_on_beat,
    EditKind.STEMS: _refuse_stems,
}


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
    first, last = act.at_s, act.end_s
    if details.share is not None and clip_s is not None:
        first, last = (round(share * clip_s, 2) for share in details.share)
    if first is None and last is None:
        return settings, EditResult(EditKind.ONLY_RANGE, EditFailure.NO_MOMENT)
    first = first or 0.0
    limited = replace(settings, clip_start_s=first or None, clip_end_s=last)
    return limited, EditResult(EditKind.ONLY_RANGE, start_s=first, end_s=last)

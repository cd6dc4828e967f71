"""Says what came of the edits of a pick: one true sentence each; what only the mix can do is said to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from language.descriptions import format_clock
from language.texts import Texts, find_texts
from musechat.edits import EditFailure, EditResult, TrackPart
from musechat.message import EditKind
from musechat.mix_settings import MixSettings

BEGINNING_S = 0.5  # a start before that is the beginning


def describe_edits(edits: Iterable[EditResult], texts: Texts) -> str:
    """Say in the language of ``texts`` what came of each edit; "" without any."""
    said = tuple(dict.fromkeys(describe_edit(edit, texts) for edit in edits))
    text = said[0] if said else ""
    for more in said[1:]:
        text = texts("edits.and", first=text, last=more)
    return text


def describe_mix(mix: MixSettings, texts: Texts) -> str:
    """Say what the mix of a pick will do other than by itself; "" where nobody has asked for anything."""
    return describe_edits(_list_settings(mix), texts)


def _list_settings(mix: MixSettings) -> Iterator[EditResult]:
    """Say settings as the edits that would have led to them."""
    if mix.music_gain_db:
        yield EditResult(EditKind.LOUDER_MUSIC, value=mix.music_gain_db)
    if mix.fade_in_s or mix.fade_out_s:
        first, last = (0.0 if mix.fade_in_s else None), (0.0 if mix.fade_out_s else None)
        yield EditResult(EditKind.FADE, start_s=first, end_s=last, value=mix.fade_out_s or mix.fade_in_s)
    if mix.clip_start_s is not None or mix.clip_end_s is not None:
        yield EditResult(EditKind.ONLY_RANGE, start_s=mix.clip_start_s or 0.0, end_s=mix.clip_end_s)
    if mix.fit_length:
        yield EditResult(EditKind.FIT_LENGTH, value=mix.length_s)
    switches = (
        (mix.mute_clip, EditKind.MUTE_CLIP),
        (bool(mix.duck_under_speech), EditKind.DUCK_UNDER_SPEECH),
        (mix.loop, EditKind.LOOP),
        (mix.end_on_beat, EditKind.END_ON_BEAT),
        (mix.nudge, EditKind.NUDGE),
    )
    yield from (EditResult(kind) for is_on, kind in switches if is_on)


def describe_edit(edit: EditResult, texts: Texts) -> str:
    """Say what came of one edit."""
    if edit.language and edit.language != texts.language:
        texts = find_texts(edit.language)
    if edit.failure is not None:
        return _describe_failure(edit, edit.failure, texts)
    if edit.kind is EditKind.ONLY_RANGE:
        return _describe_range(edit, texts)
    if edit.start_s is not None and edit.was_s is not None:
        text = _describe_start(edit, edit.start_s, edit.start_s - edit.was_s, texts)
        if not edit.missing_s:
            return text
        return texts("edits.and", first=text, last=texts("edits.start.missing", by=say_seconds(edit.missing_s, texts)))
    return _describe_mix(edit, texts)


def _describe_start(edit: EditResult, start_s: float, by_s: float, texts: Texts) -> str:
    at = format_clock(start_s)
    if edit.kind is EditKind.USE_DROP_AT:
        return texts("edits.start.drop", at=at, moment=format_clock(edit.value or 0.0))
    if edit.part is TrackPart.ENTRY and start_s < BEGINNING_S:
        return texts("edits.part.entry-first", sound=texts.translate_term(edit.sound))
    if edit.part is TrackPart.ENTRY:
        return texts("edits.part.entry", sound=texts.translate_term(edit.sound), at=at)
    if edit.part is not None and edit.part is not TrackPart.INTRO:
        return texts(f"edits.part.{edit.part}", at=at)
    if start_s < BEGINNING_S:
        return texts("edits.start.beginning")
    if edit.kind in (EditKind.START_LATER, EditKind.START_EARLIER):
        way = "later" if by_s > 0 else "earlier"
        return texts(f"edits.start.{way}", at=at, by=say_seconds(abs(by_s), texts))
    return texts("edits.start.at", at=at)


def _describe_range(edit: EditResult, texts: Texts) -> str:
    first = format_clock(edit.start_s or 0.0)
    if edit.end_s is None:
        return texts("edits.mix.range-on", **{"from": first})
    owner = "start" if edit.of_track else "mix"
    return texts(f"edits.{owner}.range", **{"from": first, "to": format_clock(edit.end_s)})


def _describe_mix(edit: EditResult, texts: Texts) -> str:
    match edit.kind:
        case EditKind.LOUDER_MUSIC | EditKind.QUIETER_MUSIC:
            gain = edit.value or 0.0
            level = "above" if gain > 0 else "below" if gain < 0 else "usual"
            said = texts(f"edits.mix.{level}", db=f"{abs(gain):g}")
            if not edit.bare:
                return said
            meant = "wilder" if edit.kind is EditKind.LOUDER_MUSIC else "calmer"
            return texts("edits.and", first=said, last=texts(f"edits.mix.or-{meant}"))
        case EditKind.FADE:
            ends = "in" if edit.end_s is None else "out" if edit.start_s is None else "both"
            return texts(f"edits.mix.fade-{ends}", by=say_seconds(edit.value or 0.0, texts))
        case EditKind.FIT_LENGTH if edit.value is not None:
            return texts("edits.mix.fit-to", length=format_clock(edit.value))
        case kind:
            return texts(f"edits.mix.{kind.value.replace('_', '-')}")


def _describe_failure(edit: EditResult, failure: EditFailure, texts: Texts) -> str:
    if failure is EditFailure.BEYOND:
        return texts("edits.failed.beyond", length=format_clock(edit.value or 0.0))
    if failure is EditFailure.NOT_IN_IT:
        return texts("edits.failed.not-in-it")
    if failure is EditFailure.NO_PART and edit.kind is EditKind.USE_DROP_AT:
        return texts("edits.failed.no-drop", moment=format_clock(edit.value or 0.0))
    return texts(f"edits.failed.{failure}")


def say_seconds(seconds: float, texts: Texts) -> str:
    """Say a length: under ten seconds with a tenth where that is not nothing."""
    said = f"{seconds:.1f}".removesuffix(".0") if seconds < 10 else f"{seconds:.0f}"
    return texts("edits.seconds", n=said)

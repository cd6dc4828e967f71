"""A fit card in words: the same numbers as its picture, for screen readers and for people in a hurry."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from language.descriptions import format_clock
from language.texts import ENGLISH, Texts
from musechat.fit import ClipEvent, Fit, FitEnding, Hit, MusicEvent

MAX_LETTERS = 1024  # Discord's limit of an alternative text
_MOST_TIMES = 8  # that are listed one by one
_LIVELY, _STANDS_OUT = 0.2, 1.25  # energy of the liveliest moment, and how many times the mean, from which it is told


def describe_fit(fit: Fit, title: str, texts: Texts = ENGLISH) -> str:
    """Everything that the picture shows, in whole sentences of at most :data:`MAX_LETTERS` letters.

    What people look for first comes first: where both meet, how it ends, then the parts of clip and music.
    """
    at = format_clock(fit.track_from_s)
    made = texts("fit.made", length=format_clock(fit.length_s), title=title[:80], at=at)
    sentences = [made, *list_meetings(fit, texts), *_describe_clip(fit, texts), *_describe_music(fit, texts)]
    return _join_within(sentences, texts)


def list_meetings(fit: Fit, texts: Texts = ENGLISH) -> list[str]:
    """Where clip and music meet, a sentence each: rises, beats, and the end."""
    return [*_tell_rises(fit, texts), *_tell_grid(fit, texts), _tell_ending(fit, texts)]


def _join_within(sentences: Sequence[str], texts: Texts) -> str:
    gap = "" if texts.language == "ja" else " "
    text = ""
    for sentence in sentences:
        longer = f"{text}{gap}{sentence}" if text else sentence
        if len(longer) > MAX_LETTERS:
            break
        text = longer
    return text


def _tell_rises(fit: Fit, texts: Texts) -> Iterator[str]:
    for hit in fit.main_hits:
        if hit.clip is ClipEvent.MOVEMENT:
            yield texts("fit.movement", rise=format_clock(hit.clip_s + hit.late_s))
        elif hit.meets:
            yield texts("fit.rise.with", at=format_clock(hit.clip_s))
        else:
            yield texts(
                f"fit.rise.{_say_order(hit)}", at=format_clock(hit.clip_s), seconds=_say_tenths(hit.late_s, texts)
            )


def _say_order(hit: Hit) -> str:
    return "after" if hit.late_s > 0 else "before"


def _tell_grid(fit: Fit, texts: Texts) -> Iterator[str]:
    if fit.beats_known and fit.cuts_s:
        met = fit.grid_hits
        bars = sum(hit.music is MusicEvent.BAR for hit in met)
        key = "fit.grid" if fit.beats_sure else "fit.likely-grid"
        yield texts(key, n=len(fit.cuts_s), hits=len(met), bars=bars)


def _tell_ending(fit: Fit, texts: Texts) -> str:
    seconds = fit.length_s - fit.music_to_s if fit.ending is FitEnding.EARLY else fit.fade_s
    return texts(f"fit.end.{fit.ending}", at=format_clock(fit.music_to_s), seconds=_say_tenths(seconds, texts))


def _describe_clip(fit: Fit, texts: Texts) -> Iterator[str]:
    if fit.cuts_s:
        yield texts.format_count("fit.cuts", len(fit.cuts_s), times=_list_times(fit.cuts_s, texts))
    else:
        yield texts("fit.no-cuts")
    curve = fit.clip_energy
    if curve and max(curve) >= max(_LIVELY, _STANDS_OUT * statistics.fmean(curve)):
        middle = (curve.index(max(curve)) + 0.5) * fit.length_s / len(curve)
        yield texts("fit.liveliest", at=format_clock(middle))


def _describe_music(fit: Fit, texts: Texts) -> Iterator[str]:
    if fit.music_from_s > 0:
        yield texts("fit.pauses", from_at=format_clock(fit.music_from_s), to_at=format_clock(fit.music_to_s))
    if fit.rises_s:
        yield texts("fit.rises", times=_list_times(fit.rises_s, texts))
    if sections := list(_name_sections(fit, texts)):
        yield texts("fit.sections", sections=texts("grammar.list.between").join(sections[:_MOST_TIMES]))
    if len(fit.bars_s) > 1:
        steps = [after - before for before, after in zip(fit.bars_s, fit.bars_s[1:], strict=False)]
        length = _say_tenths(statistics.median(steps), texts)
        yield texts("fit.bars" if fit.beats_sure else "fit.likely-bars", seconds=length, at=format_clock(fit.bars_s[0]))
    for joint in fit.joints:
        to = {"left": format_clock(joint.track_from_s), "right": format_clock(joint.track_to_s)}
        yield texts("fit.leap" if joint.track_to_s else "fit.again", at=format_clock(joint.at_s), **to)
    if fit.rate != 1.0:
        way = "faster" if fit.rate > 1 else "slower"
        yield texts(f"fit.{way}", percent=_say_tenths(100 * (fit.rate - 1), texts))
    if fit.sings is not None:
        yield texts("fit.voice.sung" if fit.sings else "fit.voice.none")


def _name_sections(fit: Fit, texts: Texts) -> Iterator[str]:
    """The sections that are heard, each with its start; neighbours of one name are one."""
    last = ""
    for section in fit.sections:
        if section.label != last and texts.has_key(f"fit.label.{section.label}"):
            last = section.label
            yield texts("fit.section", name=texts(f"fit.label.{last}"), at=format_clock(section.from_s))


def _list_times(times: Sequence[float], texts: Texts) -> str:
    clocks = [format_clock(at) for at in times]
    if len(clocks) <= _MOST_TIMES:
        return texts.join_list(clocks)
    shown = texts("grammar.list.between").join(clocks[:_MOST_TIMES])
    return texts("fit.more", times=shown, n=len(clocks) - _MOST_TIMES)


def _say_tenths(seconds: float, texts: Texts) -> str:
    """Seconds without sign, to a tenth: "0.2"."""
    return f"{abs(seconds):.1f}".replace(".", texts("fit.decimal"))

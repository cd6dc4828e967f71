"""Wishes and rules in a few plain words, for the pinned brief, the no-match report and the reason."""

from __future__ import annotations

from dataclasses import replace

from language.scenes.table import name_scene
from language.texts import ENGLISH, Texts
from language.wish_sounds import find_sound
from musechat.no_match import NoMatchReport, RelaxOffer, RuleCount
from musechat.rule import ExclusionSubject, GuildSubject, RuleSubject, ShownSubject, WishSubject
from musechat.sound_profile import SoundProfile
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import (
    ExplicitValue,
    LicenceValue,
    LikeValue,
    NamedValue,
    RangeValue,
    TrackValue,
    VocalsValue,
    WordsValue,
)

_USES = frozenset({"commercial", "derivatives"})
_SHARES = frozenset({Facet.ENERGY, Facet.BRIGHTNESS, Facet.VALENCE})  # 0..1: a number there means little to people


def describe_wish(wish: Wish, texts: Texts = ENGLISH) -> str:
    """Say a wish in a few plain words, from its value and not from the member's own words."""
    against = wish.force is Force.NEVER
    match wish.value:
        case RangeValue():
            return _say_range(wish, wish.value, texts)
        case VocalsValue(present, voice):
            # "never with vocals" and "must be without vocals" are one wish to a reader.
            no = "no-" if against == present else ""
            return texts(f"labels.vocals.{no}{voice or 'any'}")
        case NamedValue(name) if wish.facet is Facet.ARTIST:
            return texts("labels.not-by" if against else "labels.by", name=name)
        case NamedValue(name):
            return _say_named(wish, name, texts)
        case WordsValue(text):
            return _say_quantity(wish, text, texts)
        case LicenceValue(use):
            return texts(f"labels.licence.{_fall_back_to_known_use(use)}")
        case ExplicitValue(present):
            return texts("labels.not-explicit" if against == present else "labels.explicit")
        case TrackValue():
            return texts("labels.not-track" if against else "labels.track")
        case LikeValue():
            return _say_likeness(wish, wish.value, texts)


def name_refused(wish: Wish, texts: Texts = ENGLISH) -> str:
    """Say what a wish refuses, for a place that says already that it is refused: "drums", not "no drums"."""
    match wish.value:
        case NamedValue(name) if wish.facet is Facet.SCENE:
            return name_scene(name, texts.language)
        case NamedValue(name) if wish.facet in (Facet.GENRE, Facet.INSTRUMENT, Facet.MOOD):
            return texts.translate_term(name)
        case _:
            return describe_wish(replace(wish, force=Force.MUST), texts)


def describe_rule(entry: RuleCount | RelaxOffer, texts: Texts = ENGLISH) -> str:
    """Say the rule that an entry of a no-match report is about.

    Reports stored before entries had ``about`` keep the label that they were stored with.
    """
    return entry.label if entry.about is None else subject_label(entry.about, texts)


def subject_label(about: RuleSubject, texts: Texts = ENGLISH) -> str:
    """Say a rule by what it is about."""
    match about:
        case WishSubject(wish):
            return describe_wish(wish, texts)
        case ShownSubject():
            return texts("labels.shown")
        case ExclusionSubject():
            return _say_exclusion(about, texts)
        case GuildSubject():
            return texts("labels.guild.rule", label=_say_guild_rule(about, texts))


def label_report(report: NoMatchReport) -> NoMatchReport:
    """Put the labels into a report that are stored and printed with it, in English whatever its turn's language."""
    removed = tuple(replace(entry, label=_say_as_stored(entry.about)) for entry in report.removed)
    relax = report.relax and replace(report.relax, label=_say_as_stored(report.relax.about))
    return replace(report, removed=removed, relax=relax)


def _say_as_stored(about: RuleSubject | None) -> str:
    """Say a rule as reports have always stored it: exclusions and servers' rules otherwise than cards say them."""
    match about:
        case ExclusionSubject(what=what, value=value):
            return f"never again ({what}: {value})"
        case GuildSubject("licence", use):
            return f"this server: only licences that allow {use}"
        case GuildSubject("genre", genre):
            return f"this server: no {genre}"
        case None:
            return ""
        case _:
            return subject_label(about)


def _say_likeness(wish: Wish, value: LikeValue, texts: Texts) -> str:
    """Say what it is to be like, and what was understood by that."""
    name = value.name or value.artist
    if name is None:
        return texts("labels.not-like-pick" if value.less else "labels.like-pick")
    if value.less or wish.force is Force.NEVER:
        return texts("labels.not-like", name=name)
    sounds = _list_sounds(value.sound, texts)
    return texts("labels.like-sound", name=name, sounds=sounds) if sounds else texts("labels.like-artist", name=name)


def _say_named(wish: Wish, name: str, texts: Texts) -> str:
    if wish.facet is Facet.SHAPE:
        label = texts(f"labels.shape.{name}")
        return texts("labels.not", label=label) if wish.force is Force.NEVER else label
    return _say_quantity(wish, _say_term(wish, name, texts), texts)


def _say_term(wish: Wish, name: str, texts: Texts) -> str:
    """A scene, genre, instrument or mood; of a genre that is not heard as such, what is listened for instead."""
    if wish.facet is Facet.SCENE:
        return name_scene(name, texts.language)
    term = texts.translate_term(name)
    sounds = "" if not wish.wanted else _list_sounds(find_sound(wish), texts)
    return texts("labels.genre-sound", name=term, sounds=sounds) if sounds else term


def _list_sounds(sound: SoundProfile | None, texts: Texts) -> str:
    return "" if sound is None else ", ".join(texts.translate_term(name) for name in sound.list_names())


def _say_quantity(wish: Wish, name: str, texts: Texts) -> str:
    """An instrument, genre, mood or free words: wanted, less of it, or none."""
    if wish.force is Force.NEVER:
        return texts(f"labels.no.{wish.facet.value}", name=name)
    if wish.less or wish.avoid:
        return texts(f"labels.less.{wish.facet.value}", name=name)
    return name


def _say_range(wish: Wish, wanted: RangeValue, texts: Texts) -> str:
    name = wish.facet.value
    if wish.facet in _SHARES and wanted.than is not None and wish.force is Force.PREFER:
        # A share means something only beside the pick that it was said of: "calmer", not "energy at most 41 %".
        return texts(f"labels.{name}.{_find_direction(wanted)}")
    low, high = (None if end is None else _format_amount(wish.facet, end) for end in (wanted.min, wanted.max))
    if low is not None and high is not None:
        label = texts(f"labels.{name}.between", low=low, high=high)
    elif low is not None:
        label = texts(f"labels.{name}.least", low=low)
    else:
        label = texts(f"labels.{name}.most", high=high)
    return texts("labels.not", label=label) if wish.force is Force.NEVER else label


def _format_amount(facet: Facet, value: float) -> str:
    if facet in (Facet.TEMPO, Facet.LENGTH, Facet.ERA):
        return f"{value:.0f}"
    return f"{100 * value:.0f}"


def _find_direction(wanted: RangeValue) -> str:
    """Which way a comparative goes from the pick that it was said of."""
    # A range with both ends ("a bit calmer") is judged by its middle.
    ends = [float(end) for end in (wanted.min, wanted.max) if end is not None]
    return "up" if sum(ends) / max(len(ends), 1) >= float(wanted.than or 0) else "down"


def _fall_back_to_known_use(use: str) -> str:
    return use if use in _USES else "no-attribution"


def _say_exclusion(about: ExclusionSubject, texts: Texts) -> str:
    name = texts.translate_term(about.value) if about.what == "genre" else about.value
    label = texts(f"labels.excluded.{about.what}", name=name)
    return texts("labels.guild.rule", label=label) if about.scope == "guild" else label


def _say_guild_rule(about: GuildSubject, texts: Texts) -> str:
    if about.what == "licence":
        return texts(f"labels.licence.{_fall_back_to_known_use(about.value)}")
    if about.what == "genre":
        return texts("labels.no.genre", name=texts.translate_term(about.value))
    return texts(f"labels.guild.{about.what}")

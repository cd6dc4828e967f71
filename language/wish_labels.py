"""Wishes and rules in a few plain words, for the pinned brief, the no-match report and the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from language.texts import ENGLISH, Texts
from musechat.wish import RANGES, Facet, Force, Wish

_TERMS = frozenset({Facet.GENRE, Facet.INSTRUMENT, Facet.MOOD})
_USES = frozenset({"commercial", "derivatives"})
_SHARES = frozenset({Facet.ENERGY, Facet.BRIGHTNESS, Facet.VALENCE})  # 0..1, a scale that nobody carries in their head


def label_of(wish: Wish, texts: Texts = ENGLISH) -> str:
    """Say a wish in a few plain words, from its value and not from the asker's own words."""
    value = wish.value
    against = wish.force is Force.NEVER
    if wish.facet in _SHARES and value.get("than") is not None and wish.force is Force.PREFER:
        return texts(f"labels.{wish.facet.value}.{_direction(value)}")
    if wish.facet in RANGES:
        label = _range_label(wish.facet, value, texts)
        return texts("labels.not", label=label) if against else label
    if wish.facet is Facet.VOCALS:
        no = "no-" if against == bool(value.get("present")) else ""
        return texts(f"labels.vocals.{no}{value.get('voice') or 'any'}")
    if wish.facet is Facet.ARTIST:
        return texts("labels.not-by" if against else "labels.by", name=value.get("name"))
    if wish.facet is Facet.LICENCE:
        return texts(f"labels.licence.{_use(value.get('use'))}")
    if wish.facet is Facet.EXPLICIT:
        return texts("labels.not-explicit" if against == bool(value.get("present")) else "labels.explicit")
    if wish.facet is Facet.TRACK:
        return texts("labels.not-track" if against else "labels.track")
    if wish.facet is Facet.LIKE:
        return texts("labels.like-artist", name=value["artist"]) if "artist" in value else texts("labels.like-pick")
    return _named_label(wish, texts)


def rule_label(entry: Mapping[str, Any], texts: Texts = ENGLISH) -> str:
    """Say the rule that an entry of a no-match report (of its ``removed``, or its ``relax``) is about.

    Reports from before entries told what they are about keep the label they were stored with.
    """
    about = entry.get("about") or {}
    if "wish" in about:
        return label_of(Wish.from_json(about["wish"]), texts)
    if about.get("shown"):
        return texts("labels.shown")
    if "exclusion" in about:
        return _exclusion_label(about["exclusion"], texts)
    if "guild" in about:
        return texts("labels.guild.rule", label=_guild_label(about["guild"], texts))
    return str(entry.get("label", ""))


def _named_label(wish: Wish, texts: Texts) -> str:
    """An instrument, genre, mood or free words: wanted, less of it, or none."""
    value = wish.value
    name = str(value.get("name") or value.get("text") or "")
    name = texts.term(name) if wish.facet in _TERMS else name
    if wish.force is Force.NEVER:
        return texts(f"labels.no.{wish.facet.value}", name=name)
    if value.get("less") or value.get("avoid"):
        return texts(f"labels.less.{wish.facet.value}", name=name)
    return name


def _range_label(facet: Facet, value: Mapping[str, Any], texts: Texts) -> str:
    low, high = (None if v is None else _amount(facet, v) for v in (value.get("min"), value.get("max")))
    if low is not None and high is not None:
        return texts(f"labels.{facet.value}.between", low=low, high=high)
    if low is not None:
        return texts(f"labels.{facet.value}.least", low=low)
    return texts(f"labels.{facet.value}.most", high=high)


def _amount(facet: Facet, value: float) -> str:
    if facet in (Facet.TEMPO, Facet.LENGTH, Facet.ERA):
        return f"{value:.0f}"
    return f"{100 * value:.0f}"


def _direction(value: Mapping[str, Any]) -> str:
    """Which way a comparative goes from the pick that it was said of."""
    ends = [float(end) for end in (value.get("min"), value.get("max")) if end is not None]
    return "up" if sum(ends) / max(len(ends), 1) >= float(value["than"]) else "down"


def _use(use: object) -> str:
    return str(use) if use in _USES else "no-attribution"


def _exclusion_label(about: Mapping[str, Any], texts: Texts) -> str:
    what, name = str(about.get("what")), str(about.get("value", ""))
    label = texts(f"labels.excluded.{what}", name=texts.term(name) if what == "genre" else name)
    return texts("labels.guild.rule", label=label) if about.get("scope") == "guild" else label


def _guild_label(about: Mapping[str, Any], texts: Texts) -> str:
    what, value = str(about.get("what")), str(about.get("value", ""))
    if what == "licence":
        return texts(f"labels.licence.{_use(value)}")
    if what == "genre":
        return texts("labels.no.genre", name=texts.term(value))
    return texts(f"labels.guild.{what}")

"""Describes by how much a pick misses a soft wish, from the measurements, in a few words."""

from __future__ import annotations

from language.descriptions import format_clock
from language.scenes import name_scene
from language.texts import ENGLISH, Texts
from language.wish_labels import describe_wish
from musechat.matching import get_measured, has_vocals
from musechat.track import Track
from musechat.wish import RANGES, Facet, Wish
from musechat.wish_values import LikeValue, VocalsValue


def describe_shortfall(wish: Wish, track: Track, texts: Texts = ENGLISH, *, alone: bool = True) -> str:
    """Describe how ``track`` misses a soft wish; only for a wish that it does not keep.

    Args:
        wish: which.
        track: the pick.
        texts: of the language to say it in.
        alone: whether nothing else was asked for that the pick could go by.

    """
    if wish.facet in RANGES:
        return _say_range_shortfall(wish, track, texts)
    if isinstance(wish.value, VocalsValue):
        return _say_vocal_shortfall(wish.value, track, texts)
    if wish.facet in (Facet.INSTRUMENT, Facet.GENRE, Facet.MOOD):
        still = "still-" if wish.less else "no-"
        return texts(f"shortfall.{still}{wish.facet.value}", name=texts.translate_term(wish.name))
    if wish.facet is Facet.ARTIST:
        return texts("shortfall.no-artist", name=wish.name)
    if isinstance(wish.value, LikeValue) and (name := wish.value.name or wish.value.artist):
        return _say_likeness_shortfall(wish.value, name, texts, alone=alone)
    if wish.facet is Facet.SCENE and wish.wanted:
        return texts("shortfall.no-scene", name=name_scene(wish.name, texts.language))
    return texts("shortfall.other", label=describe_wish(wish, texts))


def _say_likeness_shortfall(wanted: LikeValue, name: str, texts: Texts, *, alone: bool) -> str:
    if wanted.less:
        return texts("shortfall.other", label=texts("labels.not-like", name=name))
    if wanted.sound is None:
        return texts("shortfall.not-known" if alone else "shortfall.not-known-else", name=name)
    if wanted.missing or wanted.unheld:
        return texts("shortfall.not-held", name=name)
    return texts("shortfall.not-like", name=name)


def _say_vocal_shortfall(wanted: VocalsValue, track: Track, texts: Texts) -> str:
    if not wanted.present:
        return texts("shortfall.sung" if has_vocals(track) else "shortfall.perhaps-sung")
    return texts(f"shortfall.no-vocals.{wanted.voice or 'any'}")


def _say_range_shortfall(wish: Wish, track: Track, texts: Texts) -> str:
    found = get_measured(track, wish.facet)
    low, high = wish.range.min, wish.range.max
    end = "min" if low is not None and (found is None or found < low) else "max"
    bound = float((low if end == "min" else high) or 0)
    if wish.facet is Facet.ERA or wish.less:
        return texts("shortfall.no-year") if found is None else texts("shortfall.year", year=f"{found:.0f}")
    if wish.facet is Facet.TEMPO and found is None:
        return texts(f"shortfall.no-beat.{end}", bound=f"{bound:.0f}")
    if wish.facet is Facet.TEMPO:
        return texts(f"shortfall.tempo.{end}", found=f"{found:.0f}", bound=f"{bound:.0f}")
    if wish.facet is Facet.LENGTH:
        return texts(f"shortfall.length.{end}", found=format_clock(found or 0), bound=format_clock(bound))
    return texts(f"shortfall.{wish.facet.value}.{end}")

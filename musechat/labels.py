"""Wishes in a few plain words, for the pinned brief, the no-match report and the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from musechat.wish import RANGES, Facet, Force, Wish


def label_of(wish: Wish) -> str:
    """Say a wish in a few plain words, from its value and not from the asker's own words."""
    value = wish.value
    against = wish.force is Force.NEVER
    if wish.facet in RANGES:
        return ("not " if against else "") + _range_label(wish.facet, value)
    if wish.facet is Facet.VOCALS:
        voice = f"{value['voice']} " if value.get("voice") else ""
        return f"no {voice}vocals" if against == bool(value.get("present")) else f"{voice}vocals"
    if wish.facet is Facet.ARTIST:
        return f"nothing by {value.get('name')}" if against else f"by {value.get('name')}"
    if wish.facet is Facet.LICENCE:
        return {"commercial": "commercial use allowed", "derivatives": "changes allowed"}.get(
            str(value.get("use")), "no credit needed"
        )
    if wish.facet is Facet.EXPLICIT:
        return "nothing explicit" if against == bool(value.get("present")) else "explicit"
    if wish.facet is Facet.TRACK:
        return "not that track" if against else "that track"
    if wish.facet is Facet.LIKE:
        return f"like {value['artist']}" if "artist" in value else "like an earlier pick"
    name = str(value.get("name") or value.get("text") or "")
    if against:
        return f"no {name}"
    return f"less {name}" if value.get("less") or value.get("avoid") else name


_UNITS = {Facet.TEMPO: " bpm", Facet.LENGTH: " s", Facet.ERA: ""}


def _range_label(facet: Facet, value: Mapping[str, Any]) -> str:
    low, high = value.get("min"), value.get("max")
    if facet in _UNITS:
        low, high = (None if v is None else f"{v:.0f}" for v in (low, high))
        unit = _UNITS[facet]
        name = {Facet.TEMPO: "", Facet.LENGTH: "", Facet.ERA: "from "}[facet]
    else:
        low, high = (None if v is None else f"{v:.2f}" for v in (low, high))
        unit, name = "", f"{facet.value} "
    if low is not None and high is not None:
        return f"{name}{low} to {high}{unit}"
    return f"{name}at least {low}{unit}" if low is not None else f"{name}at most {high}{unit}"

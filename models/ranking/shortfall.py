"""Which soft wish a pick could not keep, and by how much: true to the measurements, in a few words."""

from __future__ import annotations

from musechat.describe import clock
from musechat.labels import label_of
from musechat.rules import has_vocals, measured
from musechat.track import Track
from musechat.wish import RANGES, Facet, Wish

_SHORT_OF = {
    (Facet.ENERGY, "max"): "not as calm as you asked",
    (Facet.ENERGY, "min"): "not as energetic as you asked",
    (Facet.VALENCE, "max"): "not as sad as you asked",
    (Facet.VALENCE, "min"): "not as happy as you asked",
    (Facet.BRIGHTNESS, "max"): "not as dark as you asked",
    (Facet.BRIGHTNESS, "min"): "not as bright as you asked",
}


def shortfall(wish: Wish, track: Track) -> str:
    """Say how ``track`` misses a soft wish; only for a wish that it does not keep."""
    if wish.facet in RANGES:
        return _range_shortfall(wish, track)
    name = str(wish.value.get("name", ""))
    if wish.facet is Facet.VOCALS:
        return _vocal_shortfall(wish, track)
    if wish.facet is Facet.INSTRUMENT:
        return f"still some {name} in it" if wish.value.get("less") else f"no clear {name} in it"
    if wish.facet is Facet.GENRE:
        return f"still close to {name}" if wish.value.get("less") else f"not clearly {name}"
    if wish.facet is Facet.MOOD:
        return f"still rather {name}" if wish.value.get("less") else f"not quite {name}"
    if wish.facet is Facet.ARTIST:
        return f"not by {name}"
    return f"without {label_of(wish)}"


def _vocal_shortfall(wish: Wish, track: Track) -> str:
    voice = f"{wish.value['voice']} " if wish.value.get("voice") else ""
    if not wish.value.get("present"):
        return "there is singing in it" if has_vocals(track) else "perhaps some singing in it"
    return f"no clear {voice}vocals in it"


def _range_shortfall(wish: Wish, track: Track) -> str:
    found = measured(track, wish.facet)
    low = wish.value.get("min")
    end = "min" if low is not None and (found is None or found < low) else "max"
    bound = wish.value.get(end)
    if wish.value.get("less"):
        return f"from {found:.0f}" if found is not None else "of unknown year"
    if wish.facet is Facet.TEMPO:
        asked = f"you asked for at {'least' if end == 'min' else 'most'} {bound:.0f}"
        return f"no steady beat, {asked} bpm" if found is None else f"{found:.0f} bpm, {asked}"
    if wish.facet is Facet.LENGTH:
        asked = f"you asked for at {'least' if end == 'min' else 'most'} {clock(float(bound or 0))}"
        return f"{clock(found or 0)} long, {asked}"
    if wish.facet is Facet.ERA:
        return "its year is not known" if found is None else f"from {found:.0f}"
    return _SHORT_OF[wish.facet, end]

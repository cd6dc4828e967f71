"""Read profiles of music from tables, and blend them: what scenes, genres and references have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from musechat.concepts import GENRES, INSTRUMENTS, MOODS
from musechat.json_types import JsonObject
from musechat.sound_profile import DENSITIES, SPANS, VOICES, WEIGHTED, SoundProfile, Span, Weights

RANK_WEIGHTS = (1.0, 0.8, 0.6, 0.5, 0.4)  # of a list's entries in order; further ones have the last
MOST_BLENDED = 6  # concepts of a kind: what follows is too faint to choose by
_TABLES: Mapping[str, Mapping[str, object]] = {"moods": MOODS, "genres": GENRES, "instruments": INSTRUMENTS}


def parse_sound(data: JsonObject) -> SoundProfile:
    """Read a profile from a table: lists of concept ids in order of fitness, ranges as two numbers.

    Raises:
        ValueError: an unknown key, a concept that does not exist, or a range that is none; the text says which.

    """
    if unknown := data.keys() - {*WEIGHTED, *SPANS, "avoid", "density", "voice"}:
        raise ValueError(f"unknown keys: {', '.join(sorted(unknown))}")
    avoid = tuple(data.get("avoid", []))
    if missing := [each for each in avoid if not any(each in table for table in _TABLES.values())]:
        raise ValueError(f"avoid: no such concept: {', '.join(missing)}")
    if data.get("density") not in (None, *DENSITIES):
        raise ValueError(f"density: {data['density']} is none of {', '.join(DENSITIES)}")
    if data.get("voice") not in (None, *VOICES):
        raise ValueError(f"voice: {data['voice']} is none of {', '.join(sorted(VOICES))}")
    return SoundProfile(
        moods=_weigh_ranks("moods", data.get("moods", [])),
        genres=_weigh_ranks("genres", data.get("genres", [])),
        instruments=_weigh_ranks("instruments", data.get("instruments", [])),
        avoid=avoid,
        energy=_parse_span("energy", data.get("energy")),
        tempo=_parse_span("tempo", data.get("tempo")),
        era=_parse_span("era", data.get("era")),
        density=data.get("density"),
        voice=data.get("voice"),
    )


def _weigh_ranks(part: str, names: Iterable[str]) -> Weights:
    known = _TABLES[part]
    listed = list(names)
    if missing := [name for name in listed if name not in known]:
        raise ValueError(f"{part}: no such concept: {', '.join(missing)}")
    return tuple((name, RANK_WEIGHTS[min(n, len(RANK_WEIGHTS) - 1)]) for n, name in enumerate(listed))


_LIMITS = {"energy": (0.0, 1.0), "tempo": (30.0, 300.0), "era": (1000.0, 2100.0)}


def _parse_span(part: str, ends: Iterable[float] | None) -> Span | None:
    if ends is None:
        return None
    low, high = (float(end) for end in ends)
    least, most = _LIMITS[part]
    if not least <= low <= high <= most:
        raise ValueError(f"{part}: {low:g} to {high:g} is no range within {least:g} to {most:g}")
    return low, high


def blend_sounds(sounds: Iterable[SoundProfile], own: SoundProfile) -> SoundProfile:
    """Blend profiles, earlier ones weighing more, under one that overrides: its parts stand where it says something.

    Its own concepts go before the blended ones; ranges of the blended ones are joined.
    """
    listed = list(sounds)
    shares = [RANK_WEIGHTS[min(n, len(RANK_WEIGHTS) - 1)] for n in range(len(listed))]
    moods, genres, instruments = (_blend_weights(part, listed, shares, own) for part in WEIGHTED)
    wanted = {name for part in (moods, genres, instruments) for name, _ in part}
    inherited = dict.fromkeys(each for sound in listed for each in sound.avoid if each not in wanted)
    return SoundProfile(
        moods=moods,
        genres=genres,
        instruments=instruments,
        avoid=own.avoid or tuple(inherited),
        energy=own.energy or _join_spans([sound.energy for sound in listed]),
        tempo=own.tempo or _join_spans([sound.tempo for sound in listed]),
        era=own.era or _join_spans([sound.era for sound in listed]),
        density=own.density or _find_shared([sound.density for sound in listed]),
        voice=own.voice or _find_shared([sound.voice for sound in listed]),
    )


def _find_shared(values: list[str | None]) -> str | None:
    """What all say alike; None where they differ."""
    return values[0] if values and len(set(values)) == 1 else None


def _blend_weights(part: str, sounds: list[SoundProfile], shares: list[float], own: SoundProfile) -> Weights:
    found = dict(getattr(own, part))
    for sound, share in zip(sounds, shares, strict=True):
        for name, weight in getattr(sound, part):
            # What is inherited never outweighs what is said of the thing itself.
            inherited = round(weight * share * (0.6 if getattr(own, part) else 1.0), 3)
            found[name] = max(found.get(name, 0.0), inherited)
    ranked = sorted(found.items(), key=lambda pair: -pair[1])
    return tuple(ranked[:MOST_BLENDED])


def _join_spans(spans: list[Span | None]) -> Span | None:
    known = [span for span in spans if span is not None]
    return (min(low for low, _ in known), max(high for _, high in known)) if known else None

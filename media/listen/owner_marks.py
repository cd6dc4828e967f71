"""What owners write into their files of how they like a track and how loud it is, in the ways programs write it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

_POPM_STEPS = (1, 32, 96, 160, 224)  # bytes from which a rating has so many stars, as Windows and most players show it
_WINDOWS_STARS = {"1": 1, "25": 2, "50": 3, "75": 4, "99": 5}
_MOST_DB = 40.0  # a larger gain is a fault
_R128_TO_REPLAYGAIN_DB = 5.0  # R128 tags aim at -23 LUFS, ReplayGain at -18
_GAIN = re.compile(r"^([+-]?\d{1,3}(?:[.,]\d+)?)\s*(?:dB)?$", re.IGNORECASE)

Found = Mapping[str, Sequence[str]]
Read = Callable[[str], float | None]


def parse_rating(found: Found) -> float | None:
    """The owner's rating of a track, 0.2 (one star) to 1 (five); None where there is none, or none that is certain.

    Args:
        found: texts by tag name in lower case. POPM holds the byte alone.

    """
    readers: dict[str, Read] = {
        "fmps_rating": _read_share,
        "popm": _read_popm,
        "wm/shareduserrating": _read_windows,
        "rating": _read_any,
    }
    for name, read in readers.items():
        if (rating := _find_first(found.get(name, ()), read)) is not None:
            return rating
    # Quod Libet's have the name of a user.
    return _find_first((t for name, texts in found.items() if name.startswith("rating:") for t in texts), _read_share)


def parse_gain(found: Found) -> float | None:
    """The owner's ReplayGain of a track, dB towards -18 LUFS; None where there is none that is plausible."""
    gain = _find_first(found.get("replaygain_track_gain", ()), _read_decibels)
    if gain is None:
        gain = _find_first(found.get("r128_track_gain", ()), _read_r128)
    return gain if gain is not None and abs(gain) <= _MOST_DB else None


def _find_first(texts: Iterable[str], read: Read) -> float | None:
    return next((value for text in texts if (value := read(text.strip())) is not None), None)


def _read_number(text: str) -> float | None:
    return float(text.replace(",", ".")) if re.fullmatch(r"\d{1,3}(?:[.,]\d+)?", text) else None


def _read_share(text: str) -> float | None:
    number = _read_number(text)
    return number if number is not None and 0 < number <= 1 else None


def _read_popm(text: str) -> float | None:
    number = _read_number(text)
    return None if number is None or number > 255 else sum(number >= step for step in _POPM_STEPS) / 5 or None


def _read_windows(text: str) -> float | None:
    return _WINDOWS_STARS[text] / 5 if text in _WINDOWS_STARS else None


def _read_any(text: str) -> float | None:
    """Stars as such, a share with a point, 1 to 5 stars, or a percentage; 6 to 10 may be of ten or of a hundred."""
    if re.fullmatch(r"[★⭐]{1,5}[☆✩]*", text):
        return (text.count("★") + text.count("⭐")) / 5
    number = _read_number(text)
    if number is None or not 0 < number <= 100 or 5 < number <= 10:
        return None
    if number <= 1 and not text.isdigit():
        return number
    return number / 5 if number <= 5 else number / 100


def _read_decibels(text: str) -> float | None:
    hit = _GAIN.match(text)
    return float(hit[1].replace(",", ".")) if hit else None


def _read_r128(text: str) -> float | None:
    """RFC 7845, 5.2.1: a whole number of 1/256 dB."""
    return int(text) / 256 + _R128_TO_REPLAYGAIN_DB if re.fullmatch(r"[+-]?\d{1,5}", text) else None

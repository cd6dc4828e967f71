"""The line that credits a track beside a video."""

from __future__ import annotations

from musechat.track import Licence


def write_credit_line(title: str, artist: str, licence: Licence, source_url: str) -> str:
    """Write the attribution that a licence asks for: title, artist, licence, and where the track or its licence is.

    The names stand as given: clean foreign text before.
    """
    known = "" if licence.id == "unknown" else licence.id
    who = f"“{title}” by {artist or '?'}"
    return ", ".join(filter(None, (who, known, source_url or licence.url)))


def format_licence_id(spdx: str) -> str:
    """Format an SPDX id as people write it: "CC-BY-SA-4.0" as "CC BY-SA 4.0"."""
    if spdx.startswith("CC0-"):
        return spdx.replace("-", " ")
    if not spdx.startswith("CC-"):
        return spdx
    name, _, version = spdx.removeprefix("CC-").rpartition("-")
    return f"CC {name} {version}" if name else f"CC {version}"

"""The line that a licence asks for beside a video."""

from __future__ import annotations

from musechat.track import Licence


def build_credit_line(title: str, artist: str, licence: Licence, source_url: str) -> str:
    """Build the attribution: title, artist, licence, and where the track comes from."""
    where = source_url.strip() or licence.url.strip()
    return ", ".join(filter(None, (f"“{title}” by {artist or '?'}", licence.id, where)))

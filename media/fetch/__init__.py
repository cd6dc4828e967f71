"""Clips from elsewhere: direct links by a guarded download, allowed sites' pages by yt-dlp behind the same guard."""

from media.fetch.address_guard import Guard
from media.fetch.dispatch import fetch_attachment, fetch_link
from media.fetch.limits import FetchedClip, FetchLimits

__all__ = ["FetchLimits", "FetchedClip", "Guard", "fetch_attachment", "fetch_link"]

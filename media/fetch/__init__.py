"""Clips from elsewhere: direct links by a guarded download, allowed sites' pages by yt-dlp behind the same guard."""

from media.fetch.guard import Guard
from media.fetch.limits import FetchedClip, FetchLimits
from media.fetch.link import fetch_attachment, fetch_link

__all__ = ["FetchLimits", "FetchedClip", "Guard", "fetch_attachment", "fetch_link"]

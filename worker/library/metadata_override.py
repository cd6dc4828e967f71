"""Metadata that a moderator gives with a track; it takes precedence over the file's own tags."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from language.licences import parse_licence
from musechat.errors import BadInput
from musechat.track import Track

_LONGEST = 300  # characters, as for a file's own tags


@dataclass(frozen=True, slots=True)
class MetadataOverride:
    """One line each; empty where nothing was given."""

    title: str = ""
    artist: str = ""
    licence: str = ""
    source_url: str = ""

    @classmethod
    def parse_words(cls, words: str) -> MetadataOverride:
        """Read the words of a turn that adds a track: a JSON object of some of these fields, or nothing at all.

        Raises:
            BadInput: ``bad-track-words``; they are something else, or the link is none.

        """
        try:
            fields = json.loads(words or "{}")
            given = cls(**{name: " ".join(str(value or "").split())[:_LONGEST] for name, value in fields.items()})
        except (ValueError, TypeError, AttributeError) as error:
            raise BadInput("bad-track-words", "What was said of the track cannot be read", "Add it again") from error
        if given.source_url and not _is_link(given.source_url):
            raise BadInput("not-a-link", "The source given is not a link", "Use one that starts with https://")
        return given

    def apply_to(self, track: Track) -> Track:
        """The track with these fields in place of its own."""
        return replace(
            track,
            title=self.title or track.title,
            artist=self.artist or track.artist,
            licence=parse_licence(self.licence) if self.licence else track.licence,
            source_url=self.source_url or track.source_url,
        )


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text

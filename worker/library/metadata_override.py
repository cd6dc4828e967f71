"""Metadata that a moderator gives with an uploaded track; it takes precedence over the file's own tags."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from language.licences import parse_licence
from musechat.errors import BadInput
from musechat.track import LicenceStatement, Track

_LONGEST = 300  # characters, as for a file's own tags


@dataclass(frozen=True, slots=True)
class MetadataOverride:
    """The fields given, one line each; empty where a field was not given."""

    title: str = ""
    artist: str = ""
    licence: str = ""
    source_url: str = ""

    @classmethod
    def parse_words(cls, words: str) -> MetadataOverride:
        """Parse the words of a turn that adds a track: a JSON object with some of these fields, or an empty string.

        Raises:
            BadInput: ``bad-track-words`` where it is anything else, ``not-a-link`` where the source is no web link.

        """
        try:
            fields = json.loads(words or "{}")
            override = cls(**{name: " ".join(str(value or "").split())[:_LONGEST] for name, value in fields.items()})
        except (ValueError, TypeError, AttributeError) as error:
            raise BadInput("bad-track-words", "What was said of the track cannot be read", "Add it again") from error
        if override.source_url and not _is_link(override.source_url):
            raise BadInput("not-a-link", "The source given is not a link", "Use one that starts with https://")
        return override

    def apply_to(self, track: Track) -> Track:
        """Return the track with the given fields in place of its own."""
        stated = LicenceStatement(self.licence, "a moderator", parse_licence(self.licence), self.source_url)
        return replace(
            track,
            statements=(stated, *track.statements) if self.licence else track.statements,
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

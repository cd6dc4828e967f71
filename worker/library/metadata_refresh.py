"""Metadata of a known track read anew: after its file was retagged, or a list beside it was edited."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from musechat.tagging import replace_file_tags
from musechat.track import Track

FILE_FIELDS = ("title", "artist", "album", "genre", "year", "explicit", "licence", "source_url", "statements", "rating")


def reread_metadata(track: Track, path: Path) -> Track:
    """The track with what a file and the lists beside it say of it now, at that path. What was heard stays."""
    from media.listen import read_file_tags

    said = read_file_tags(path)
    given = {name: getattr(said, name) for name in FILE_FIELDS}
    tags = replace_file_tags(track.tags, said.genre, said.moods)
    return replace(track, **given, tags=tags, path=str(path.absolute()))

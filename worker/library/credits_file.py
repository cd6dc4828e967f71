"""The credits of what was fetched from open catalogues, as one file to publish beside one's videos."""

from __future__ import annotations

from pathlib import Path

from language.licences import parse_licence
from musechat.settings import Settings
from musechat.source_track import SourceTrack
from store import source_tracks
from store.database import Database
from store.source_tracks import ADDED
from worker.library.source_registry import CATALOGUES


def list_credits(db: Database) -> list[str]:
    """A line for each fetched track of the catalogues: title, artist, licence with its address, page; sorted."""
    lines: list[str] = []
    with db.read() as session:
        for name in CATALOGUES:
            stored = source_tracks.load_source_tracks(session, name, ADDED)
            lines += [write_credit(known.track) for known in stored.values()]
    return sorted(lines, key=str.casefold)


def write_credit(track: SourceTrack) -> str:
    """The line that credits a track, complete also where its licence asks for none."""
    if track.evidence is None:
        return f"“{track.title}” by {track.artist}"
    licence = parse_licence(track.evidence.statement)
    parts = [f"“{track.title}” by {track.artist}", f"{licence.id} ({licence.url or track.evidence.statement})"]
    return " – ".join([*parts, *filter(None, [track.page_url])])


def write_credits(settings: Settings, db: Database) -> Path | None:
    """Write the credits file anew; returns its path, and nothing where there is nothing to credit."""
    lines = list_credits(db)
    if not lines:
        return None
    path = settings.data_dir / "library" / "CREDITS.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path

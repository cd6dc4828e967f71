"""Where fetched music lies, and the notes beside it by which it is read like any other music."""

from __future__ import annotations

import json
import os
from pathlib import Path

from musechat.settings import Settings
from musechat.source_track import SourceTrack
from store.source_tracks import make_ref_key
from worker.library.guild_files import make_safe_name


def get_source_folder(settings: Settings, source: str) -> Path:
    """The folder for what is fetched from a source."""
    return settings.data_dir / "library" / source


def plan_path(settings: Settings, source: str, track: SourceTrack) -> Path:
    """Where a track's sound is to lie; no two tracks of a source share it."""
    name = make_safe_name(f"{track.artist} - {track.title}"[:80].replace(".", " ") + track.suffix)
    path = get_source_folder(settings, source) / name
    return path.with_name(f"{path.stem}-{make_ref_key(track.ref)[:8]}{path.suffix}")


def write_note(path: Path, track: SourceTrack) -> None:
    """Write what the source says of a track beside its sound, where reading a file's tags looks for it.

    Own servers say nothing of licences: there the file's own tags decide.
    """
    evidence = track.evidence
    note = {
        "title": track.title,
        "artist": track.artist,
        "album": track.album,
        "genre": "; ".join(track.genres[:8]),
        "year": track.year,
        "licence": evidence.statement if evidence else "",
        "source_url": track.page_url,
    }
    if evidence:
        note |= {"stated_in": evidence.stated_in, "seen_at": evidence.seen_at.isoformat()}
        note |= {"attribution": evidence.attribution}
    text = json.dumps({name: value for name, value in note.items() if value}, ensure_ascii=False, indent=1)
    draft = path.with_name(f"{path.name}.json.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path.with_name(f"{path.name}.json"))


def find_shared_file(track: SourceTrack, suffixes: frozenset[str]) -> Path | None:
    """The server's own file, where this machine has the same disk: nothing needs to be copied then."""
    path = Path(track.local_path)
    if not track.local_path or not path.is_absolute() or path.suffix.lower() not in suffixes or not track.size:
        return None
    try:
        same = path.stat().st_size == track.size and os.access(path, os.R_OK)
    except (OSError, ValueError):
        return None
    return path if same else None

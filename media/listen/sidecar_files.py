"""Side files: metadata beside the music, for files whose tags are poor.

Two forms, the first wins field by field over the second:

* ``song.mp3.json`` next to ``song.mp3``: one object with any of
  ``title, artist, album, genre, year, explicit, licence, source``;
* ``licences.csv`` or ``LICENSES.csv`` in the file's folder or up to two above it (:mod:`media.listen.licence_tables`):
  a header and one row per file, with any of
  ``file, title, artist | author, album, genre, year, explicit, licence | license, source | source_url | url``.
  ``file`` is relative to the table's folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from media.listen.licence_tables import find_row, find_table_faults, find_tables

__all__ = ["SidecarMetadata", "find_table_faults", "read_sidecar", "stamp_beside"]

_LARGEST = 8 * 1024 * 1024
_COLUMNS = {
    "title": ("title",),
    "artist": ("artist", "author", "creator"),
    "album": ("album",),
    "genre": ("genre",),
    "year": ("year", "date"),
    "explicit": ("explicit",),
    "licence": ("licence", "license", "licence_url", "license_url"),
    "source": ("source_url", "source", "url"),
}


@dataclass(frozen=True, slots=True)
class SidecarMetadata:
    """What a side file says; empty and ``None`` where it says nothing."""

    title: str = ""
    artist: str = ""
    album: str = ""
    genre: str = ""
    year: int | None = None
    explicit: bool | None = None
    licence: str = ""
    source: str = ""
    licence_from: str = ""  # name of the side file that states the licence


def read_sidecar(path: Path) -> SidecarMetadata:
    """The side files' word on one music file; an unreadable side file says nothing."""
    table, noted = find_row(path.absolute())
    listed, own = _select_known(noted), _read_json_note(path)
    row = {**listed, **own}
    year = row.get("year", "")[:4]
    explicit = row.get("explicit", "").lower()
    return SidecarMetadata(
        **{k: row.get(k, "") for k in ("title", "artist", "album", "genre", "licence", "source")},
        year=int(year) if year.isdecimal() else None,
        explicit=explicit in {"1", "true", "yes"} if explicit else None,
        licence_from=f"{path.name}.json" if "licence" in own else table,
    )


def stamp_beside(path: Path) -> str:
    """A stamp of the side files of a music file: another one where any was made, edited or removed."""
    stamps = []
    for side in (path.with_name(path.name + ".json"), *find_tables(path.absolute())):
        try:
            status = side.stat()
        except OSError:
            continue
        stamps.append(f"{side.name} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256("\n".join(stamps).encode("utf-8", "surrogateescape")).hexdigest()[:32] if stamps else ""


def _read_json_note(path: Path) -> dict[str, str]:
    side = path.with_name(path.name + ".json")
    try:
        if not side.is_file() or side.stat().st_size > _LARGEST:
            return {}
        data = json.loads(side.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}
    return _select_known(data) if isinstance(data, dict) else {}


def _select_known(row: Mapping[str, Any]) -> dict[str, str]:
    """The fields that are known under one of their names and not empty, as text."""
    lower = {str(k).lower(): v for k, v in row.items()}
    texts = {
        f: next((_to_text(lower[n]) for n in names if _to_text(lower.get(n))), "") for f, names in _COLUMNS.items()
    }
    return {field: text for field, text in texts.items() if text}


def _to_text(value: Any) -> str:
    return "" if value is None or isinstance(value, (list, dict)) else str(value).strip()

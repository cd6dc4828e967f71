"""Side files: metadata beside the music, for files whose tags are poor.

Two forms, the first wins field by field over the second:

* ``song.mp3.json`` next to ``song.mp3``: one object with any of
  ``title, artist, album, genre, year, explicit, licence, source``;
* ``licences.csv`` or ``LICENSES.csv`` in the file's folder or up to two above it: a header and one row per file, with
  any of ``file, title, artist | author, album, genre, year, explicit, licence | license, source | source_url | url``.
  ``file`` is relative to the table's folder.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

TABLE_NAMES = ("licences.csv", "licenses.csv")
FOLDERS_UP = 2
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


def read_sidecar(path: Path) -> SidecarMetadata:
    """The side files' word on one music file; an unreadable side file says nothing."""
    row = {**_read_table_note(path.absolute()), **_read_json_note(path)}
    year = row.get("year", "")[:4]
    explicit = row.get("explicit", "").lower()
    return SidecarMetadata(
        **{k: row.get(k, "") for k in ("title", "artist", "album", "genre", "licence", "source")},
        year=int(year) if year.isdecimal() else None,
        explicit=explicit in {"1", "true", "yes"} if explicit else None,
    )


def _read_json_note(path: Path) -> dict[str, str]:
    side = path.with_name(path.name + ".json")
    try:
        if not side.is_file() or side.stat().st_size > _LARGEST:
            return {}
        data = json.loads(side.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}
    return _select_known(data) if isinstance(data, dict) else {}


def _read_table_note(path: Path) -> dict[str, str]:
    for folder in list(path.parents)[: FOLDERS_UP + 1]:
        for table in _find_tables(folder):
            row = _read_rows(table, table.stat().st_mtime_ns).get(path.relative_to(folder).as_posix())
            if row is not None:
                return row
    return {}


def _find_tables(folder: Path) -> Iterator[Path]:
    try:
        names = sorted(p.name for p in folder.glob("[Ll][Ii][Cc][Ee][Nn][CcSs][Ee][Ss].csv"))
    except OSError:
        return
    yield from (folder / name for name in names if name.lower() in TABLE_NAMES)


@lru_cache(maxsize=16)
def _read_rows(table: Path, _changed_ns: int) -> Mapping[str, dict[str, str]]:
    try:
        if table.stat().st_size > _LARGEST:
            return {}
        with table.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            rows = [{str(k).strip().lower(): v for k, v in row.items()} for row in csv.DictReader(lines)]
    except (OSError, csv.Error):
        return {}
    return {str(r["file"]).strip().removeprefix("./"): _select_known(r) for r in rows if r.get("file")}


def _select_known(row: Mapping[str, Any]) -> dict[str, str]:
    """The fields that are known under one of their names and not empty, as text."""
    lower = {str(k).lower(): v for k, v in row.items()}
    texts = {
        f: next((_to_text(lower[n]) for n in names if _to_text(lower.get(n))), "") for f, names in _COLUMNS.items()
    }
    return {field: text for field, text in texts.items() if text}


def _to_text(value: Any) -> str:
    return "" if value is None or isinstance(value, (list, dict)) else str(value).strip()

"""What a data folder's database holds, read as it is stored: names of tables and columns are part of what is kept."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

DATABASE = "musechat.db"
VECTORS = "vectors"  # folder of the search index
# What was analysed: key columns, then those whose value must stay. Times and paths may differ.
ANALYSED = {
    "tracks": (1, ("id", "file_hash", "traits_version", "revision", "traits", "tags", "title", "artist", "licence")),
    "track_vectors": (3, ("track_id", "encoder", "version", "dim", "data")),
    "videos": (1, ("hash", "traits_version", "traits")),
    "video_vectors": (3, ("video_hash", "encoder", "version", "dim", "data")),
}


def describe_stored(folder: Path) -> dict[str, dict[str, list[Any]]]:
    """Describe all analyses and vectors: per table, per row's key, its values; long ones and bytes by their SHA-256.

    The files of the search index are one more table, keyed by their path.
    """
    with _open(folder) as connection:
        described = {
            table: {
                "/".join(map(str, row[:keys])): [_shorten(value) for value in row[keys:]]
                for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table}")
            }
            for table, (keys, columns) in ANALYSED.items()
        }
    files = sorted(path for path in (folder / VECTORS).rglob("*") if path.is_file())
    described[VECTORS] = {str(path.relative_to(folder)): [_shorten(path.read_bytes())] for path in files}
    return described


def list_picks(folder: Path) -> list[dict[str, Any]]:
    """List all picks with what ``ask --json`` does not show: why they passed, what their score is made of."""
    with _open(folder) as connection:
        rows = connection.execute(
            "SELECT turn_id, rank, track_id, rule, reason_check, broken, parts FROM picks ORDER BY turn_id, rank"
        ).fetchall()
    names = ("turn", "rank", "track_id", "rule", "reason_check", "broken", "parts")
    return [dict(zip(names, (*row[:5], *map(json.loads, row[5:])), strict=True)) for row in rows]


def count_late_reasons(folder: Path) -> int:
    """Count the reasons that were not written in time: a recording with such depends on the machine's speed."""
    with _open(folder) as connection:
        found = connection.execute("SELECT count(*) FROM picks WHERE reason_check = 'late'").fetchone()
    return int(found[0])


def is_worker_ready(folder: Path, pid: int) -> bool:
    """Whether the worker with this process id has loaded its models."""
    if not (folder / DATABASE).is_file():
        return False
    try:
        with _open(folder) as connection:
            found = connection.execute("SELECT ready FROM workers WHERE pid = ?", (pid,)).fetchone()
    except sqlite3.OperationalError:  # its tables are being made
        return False
    return bool(found and found[0])


@contextmanager
def _open(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / DATABASE, timeout=60)) as connection:
        yield connection


def _shorten(value: Any) -> Any:
    if isinstance(value, str) and len(value) > 80:
        value = value.encode()
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value

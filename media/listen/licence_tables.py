"""Lists of licences beside music, ``licences.csv``, read as programs save them, or refused in one line.

Commas, semicolons or tabs; UTF-8, UTF-16 or an old Western code page; slashes or backslashes in paths.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

TABLE_NAMES = ("licences.csv", "licenses.csv")
FOLDERS_UP = 2
LARGEST = 8 * 1024 * 1024
_FILE_NAMES = ("file", "filename", "file name", "path", "datei", "fichier", "archivo", "ファイル")
_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class LicenceTable:
    """A list's rows by their file's path, relative to the list's folder; ``fault`` says why it could not be read."""

    path: Path
    rows: Mapping[str, dict[str, str]] = field(default_factory=dict)
    fault: str = ""


def find_row(path: Path) -> tuple[str, dict[str, str]]:
    """Name of the list that has a row for a file, the nearest one, and the row; ("", {}) where there is none."""
    for folder in list(path.parents)[: FOLDERS_UP + 1]:
        inner = fold_table_path(path.relative_to(folder).as_posix())
        for table in _load_tables(folder):
            if (row := table.rows.get(inner)) is not None:
                return table.path.name, row
    return "", {}


def find_tables(path: Path) -> Iterator[Path]:
    """The lists that may have a row for a file, the nearest first."""
    for folder in list(path.parents)[: FOLDERS_UP + 1]:
        yield from list_tables(folder)


def find_table_faults(files: Iterable[Path]) -> list[str]:
    """One line for each list near these files that cannot be read, or none of whose rows fits a file."""
    folders = {folder for path in files for folder in list(path.parents)[: FOLDERS_UP + 1]}
    faults = []
    for table in (table for folder in sorted(folders) for table in _load_tables(folder)):
        if table.fault:
            faults.append(f"{table.path}: {table.fault}")
            continue
        fitting = sum((table.path.parent / name).exists() for name in _spell_paths(table))
        if table.rows and not fitting:
            faults.append(
                f"{table.path}: 0 of {len(table.rows)} rows fit a file; paths are relative to the list's folder"
            )
    return faults


def fold_table_path(written: str) -> str:
    """A path as it is compared: slashes, composed accents, no case, no leading "./"."""
    plain = unicodedata.normalize("NFC", written.strip().strip('"').replace("\\", "/"))
    return plain.removeprefix("./").casefold()


@lru_cache(maxsize=256)
def _list_tables(folder: Path, _changed_ns: int) -> tuple[Path, ...]:
    try:
        return tuple(folder / n for n in sorted(p.name for p in folder.iterdir()) if n.lower() in TABLE_NAMES)
    except OSError:
        return ()


def list_tables(folder: Path) -> tuple[Path, ...]:
    """The lists of a folder."""
    try:
        return _list_tables(folder, folder.stat().st_mtime_ns)
    except OSError:
        return ()


def _load_tables(folder: Path) -> list[LicenceTable]:
    loaded = []
    for path in list_tables(folder):
        try:
            status = path.stat()
        except OSError:
            continue
        loaded.append(_read_table(path, status.st_mtime_ns, status.st_size))
    return loaded


@lru_cache(maxsize=16)
def _read_table(path: Path, _changed_ns: int, size: int) -> LicenceTable:
    if size > LARGEST:
        return LicenceTable(path, fault=f"is larger than {LARGEST >> 20} MB")
    try:
        text = decode_table(path.read_bytes())
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=_find_delimiter(text)))
    except OSError as error:
        return LicenceTable(path, fault=f"cannot be read ({error.strerror})")
    except csv.Error as error:
        return LicenceTable(path, fault=f"is no table ({error})")
    return _arrange_rows(path, rows)


def _arrange_rows(path: Path, rows: list[dict[str | None, str]]) -> LicenceTable:
    plain = [{str(k).strip().lower(): v for k, v in row.items() if isinstance(v, str)} for row in rows]
    column = next((n for n in _FILE_NAMES if plain and n in plain[0]), None)
    if plain and column is None:
        return LicenceTable(path, fault='has no column "file", so no row fits a file')
    return LicenceTable(path, {fold_table_path(row[column]): row for row in plain if column and row.get(column)})


def decode_table(data: bytes) -> str:
    """The text of a list in whatever encoding a program saved it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:64]:
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _find_delimiter(text: str) -> str:
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=header.count)


def _spell_paths(table: LicenceTable) -> Iterator[str]:
    for row in table.rows.values():
        written = next((row[n] for n in _FILE_NAMES if row.get(n)), "")
        yield written.strip().replace("\\", "/")

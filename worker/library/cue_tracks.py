"""Albums in one file with a cue sheet: each track is cut into a file of its own, losslessly, below the data folder."""

from __future__ import annotations

import hashlib
import json
import logging
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from musechat.errors import BadInput
from musechat.settings import Settings

if TYPE_CHECKING:
    from media.listen.cue_sheets import CueSheet

log = logging.getLogger(__name__)

_FOLDER = "cue"


def split_cue_albums(files: Iterable[Path], settings: Settings) -> list[Path]:
    """The files, each album that a cue sheet divides replaced by its tracks. What is cut already is not cut again."""
    given = list(files)
    sheets = _find_sheets(given)
    found: list[Path] = []
    for path in given:
        sheet = sheets.get(path)
        try:
            found += [path] if sheet is None else _cut_album(sheet, settings.data_dir / _FOLDER)
        except (BadInput, OSError) as error:
            log.warning("%s is added whole, its cue sheet does not fit: %s", path.name, error)
            found.append(path)
    return found


def _find_sheets(files: list[Path]) -> dict[Path, CueSheet]:
    from media.listen.cue_sheets import read_cue_sheet

    found: dict[Path, CueSheet] = {}
    for folder in sorted({path.parent for path in files}):
        with suppress(OSError):
            for sheet_path in sorted(p for p in folder.iterdir() if p.suffix.lower() == ".cue"):
                for sheet in read_cue_sheet(sheet_path):
                    found.setdefault(sheet.sound, sheet)
    return found


def _cut_album(sheet: CueSheet, folder: Path) -> list[Path]:
    status = sheet.sound.stat()
    stamp = f"{sheet.sound} {status.st_size} {status.st_mtime_ns} {sheet.tracks}"
    home = folder / hashlib.sha256(stamp.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    if not home.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        # Made aside and renamed: an album that was cut halfway is none.
        aside = Path(tempfile.mkdtemp(prefix=".incoming-", dir=folder))
        for _ in _write_tracks(sheet, aside):
            pass
        aside.rename(home)
    return sorted(home.glob("*.flac"))


def _write_tracks(sheet: CueSheet, folder: Path) -> Iterator[Path]:
    from media.listen import read_file_tags
    from media.listen.cut_sound import cut_sound

    album = read_file_tags(sheet.sound)
    for track in sheet.tracks:
        path = folder / f"{track.number:02d}.flac"
        cut_sound(sheet.sound, path, track.start_s, track.end_s)
        said = {
            "title": track.title or f"{sheet.album or sheet.sound.stem} {track.number}",
            "artist": track.artist or sheet.artist,
            "album": sheet.album,
            "genre": sheet.genre,
            "year": sheet.date[:4],
            "licence": album.licence.id if album.statements else "",
            "source_url": album.source_url,
        }
        side = path.with_name(path.name + ".json")
        side.write_text(json.dumps({name: text for name, text in said.items() if text}), encoding="utf-8")
        yield path

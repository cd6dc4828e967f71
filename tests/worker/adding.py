"""A way to add files without listening to them, for tests of what comes before and after."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from language.licences import parse_licence
from musechat.library_paths import show_path
from musechat.settings import Settings
from musechat.track import make_track_id
from store.database import Database
from store.track_library import get_track, put_track
from tests.store.made import track
from worker.library import AddReport, FileDone
from worker.library.file_scan import hash_file
from worker.library.import_report import Outcome, Progress


class PlainAdder:
    """Adds files by their hash and the note beside them; ``broken`` are names of files that cannot be used."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.broken: set[str] = set()

    def __call__(self, paths: list[Path], db: Database, settings: Settings, progress: Progress) -> AddReport:
        report = AddReport()
        for path in paths:
            self.read.append(path.name)
            outcome, track_id = self._add(path, db)
            reason = "no sound" if outcome == "broken" else ""
            report.record(path, outcome, reason)
            progress(FileDone(path, outcome, reason, track_id=track_id))
        return report

    def _add(self, path: Path, db: Database) -> tuple[Outcome, str]:
        if path.name in self.broken:
            return "broken", ""
        file_hash = hash_file(path)
        track_id = make_track_id(file_hash)
        side = path.with_name(path.name + ".json")
        said = json.loads(side.read_text()) if side.exists() else {}
        made = replace(
            track(1), id=track_id, file_hash=file_hash, path=str(path), title=said.get("title", show_path(path.stem))
        )
        made = replace(made, artist=said.get("artist", ""), licence=parse_licence(said.get("licence", "")))
        with db.write() as session:
            known = get_track(session, track_id)
            if known is not None and Path(known.path).is_file():
                return "known", track_id
            put_track(session, made, "1")
        return "added", track_id

"""How long a look at watched folders takes where nothing has changed: ``python -m benchmarks.bench_rescan [FILES]``.

Empty files in folders of 100, each known to a SQLite library of its own in a temporary folder.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from musechat.settings import Settings
from store.database import Database
from store.migrate import upgrade_database
from store.watched_files import FolderFile, insert_watched_files
from worker.library.folder_scan import scan_paths
from worker.library.folder_sync import sync_paths

ROUNDS = 3


def make_known_files(folder: Path, count: int) -> tuple[Path, Database]:
    """Make empty files in folders of 100, known to a library of their own; returns their top folder and the library."""
    top = folder / "music"
    for number in range(count):
        path = top / f"{number // 100:05}" / f"{number:06}.mp3"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    url = f"sqlite+pysqlite:///{folder}/musechat.db"
    upgrade_database(url)
    db = Database(url)
    states = scan_paths([top], frozenset({".mp3"})).files
    with db.write() as session:
        insert_watched_files(session, (FolderFile(p, s.size, s.changed_ns) for p, s in states.items()))
    return top, db


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        top, db = make_known_files(Path(folder), count)
        settings = Settings(data_dir=Path(folder) / "data", _env_file=None)
        one = top / "00000" / "000000.mp3"
        for title, paths in (("the whole folder", [top]), ("one changed file", [one]), ("one folder", [one.parent])):
            walls, cores = [], []
            for _ in range(ROUNDS):
                wall, core = time.perf_counter(), time.process_time()
                report = sync_paths(paths, db, settings)
                walls.append(time.perf_counter() - wall)
                cores.append(time.process_time() - core)
            assert not report.has_changes
            print(f"{title}: {report.files} files, {min(walls):.3f} s, {min(cores):.3f} s of one core")
        db.close()


if __name__ == "__main__":
    main()

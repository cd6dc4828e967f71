"""What watching costs while nothing changes: ``python -m benchmarks.bench_watching [FILES] [SECONDS]``.

Empty files in folders of 100, known to a SQLite library of its own; watched by the notices of the system.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.bench_rescan import make_known_files
from musechat.settings import Settings
from store.database import Database
from worker.library.folder_sync import FolderReport, sync_paths
from worker.library.folder_watch import RESCAN_S, FolderWatcher


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    with tempfile.TemporaryDirectory() as folder:
        top, db = make_known_files(Path(folder), count)
        settings = Settings(data_dir=Path(folder) / "data", library=str(top), _env_file=None)
        looked = threading.Event()
        scan_s = 0.0

        def sync(paths: Iterable[Path], db: Database, settings: Settings) -> FolderReport:
            nonlocal scan_s
            begun = time.process_time()
            report = sync_paths(paths, db, settings)
            scan_s = time.process_time() - begun
            looked.set()
            return report

        watcher = FolderWatcher(db, settings, sync=sync)
        thread = threading.Thread(target=watcher.watch_folders)
        thread.start()
        looked.wait()
        begun, core = time.perf_counter(), time.process_time()
        time.sleep(seconds)
        idle = (time.process_time() - core) / (time.perf_counter() - begun)
        watcher.stop()
        thread.join()
        print(
            f"{count} files: {idle:.3%} of a core between two looks, {scan_s:.2f} s for a look every"
            f" {RESCAN_S / 60:.0f} minutes, together {idle + scan_s / RESCAN_S:.3%} of a core"
        )
        db.close()


if __name__ == "__main__":
    main()

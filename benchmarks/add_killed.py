"""What is left to do when adding was killed: ``python -m benchmarks.add_killed [FILES]``.

Small made-up tracks are added by a process that is killed (SIGKILL, with its children) when about half of them are
there, then by a second one, then by a third. Told are the tracks, and the sound files that each run has opened.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.made_music import compose_piece, load_no_ears, write_piece
from musechat.settings import Settings
from store.database import Database
from store.migrate import upgrade_database
from store.track_library import count_library
from worker.library import add_files

SECONDS = 3.5


def main() -> None:
    """Make, add, kill and print; as a child (``--add FOLDER``) add."""
    if sys.argv[1:2] == ["--add"]:
        _add_all(Path(sys.argv[2]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_500
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        (top / "music").mkdir()
        for number in range(count):
            write_piece(top / "music" / f"{number:05}.mp3", compose_piece(number, SECONDS), "libmp3lame")
        url = Settings(data_dir=top / "data", _env_file=None).effective_database_url
        upgrade_database(url)
        db = Database(url)
        first = _start(top)
        while _count(db) < count // 2 and first.poll() is None:
            time.sleep(0.1)
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
        print(f"killed with {_count(db)} of {count} tracks")
        for title in ("second run", "third run"):
            begun = time.perf_counter()
            told = _start(top, stdout=subprocess.PIPE).communicate()[0].decode().strip()
            print(f"{title}: {told}; {_count(db)} tracks, {time.perf_counter() - begun:.1f} s")
        db.close()


def _start(top: Path, **more: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "benchmarks.add_killed", "--add", str(top)]
    return subprocess.Popen(command, start_new_session=True, **more)


def _count(db: Database) -> int:
    with db.read() as session:
        return count_library(session)


def _add_all(top: Path) -> None:
    opened = 0

    def note(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal opened
        opened += event == "open" and str(arguments[0]).endswith(".mp3")

    settings = Settings(data_dir=top / "data", _env_file=None)
    db = Database(settings.effective_database_url)
    sys.addaudithook(note)  # of this process, which reads each file that is not known before a child listens to it
    report = add_files([top / "music"], db, settings, load=load_no_ears)
    print(f"{len(report.added)} added, {len(report.known)} known, {len(report.broken)} broken, {opened} files read")
    db.close()


if __name__ == "__main__":
    main()

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import psutil
import pytest

from musechat.errors import BadInput, MuseChatError
from musechat.settings import Settings
from store import track_library
from store.database import Database
from store.migrate import upgrade_database
from tests.clock import HeldClock
from tests.media.listen.sounds import song, tone, write
from tests.worker import ears
from tests.worker.processes import PATIENCE_S, until
from worker.library import AddReport, FileDone, add_files, reembed_tracks
from worker.library.import_run import FILE_SECONDS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def db(tmp_path: Path) -> Database:
    url = f"sqlite+pysqlite:///{tmp_path / 'data' / 'musechat.db'}"
    upgrade_database(url)
    return Database(url)


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Three good files of 2.5, 3 and 4 seconds."""
    folder = tmp_path / "music"
    (folder / "inner").mkdir(parents=True)
    write(folder / "Ada Bell - Fern.flac", song(0, "major", 110, 4.0), metadata={"genre": "Ambient; Folk"})
    write(folder / "inner" / "Ada Bell - Moss.wav", tone(330, 2.5))
    write(folder / "inner" / "Bo - Stone.mp3", tone(440, 3.0))
    return folder


def run(db: Database, *paths: Path, load: object = ears.plain, size: int = 1, **more: object) -> AddReport:
    return add_files(paths, db, Settings(), load=load, size=size, **more)  # type: ignore[arg-type]


def tracks(db: Database) -> dict[str, track_library.Track]:
    with db.read() as session:
        return {t.title: t for t in track_library.list_tracks(session)}


def vectors(db: Database, version: str = "1") -> dict[str, np.ndarray]:
    with db.read() as session:
        return {i: np.frombuffer(d, np.float32) for i, d in track_library.load_track_vectors(session, "plain", version)}


def test_files_become_tracks_with_vectors_and_tags(db: Database, music: Path) -> None:
    told: list[FileDone] = []
    report = run(db, music, progress=told.append)
    assert (len(report.added), len(report.known), report.broken) == (3, 0, [])
    assert report.sound_s == pytest.approx(9.5, abs=0.2)
    assert [(e.done, e.total) for e in told] == [(1, 3), (2, 3), (3, 3)]
    found = tracks(db)
    assert set(found) == {"Fern", "Moss", "Stone"}
    fern = found["Fern"]
    assert (fern.artist, fern.id) == ("Ada Bell", fern.sound_hash[:16])
    assert Path(fern.path) == music / "Ada Bell - Fern.flac"
    tags = {t.name: t for t in fern.tags}
    assert (tags["piano"].source, tags["piano"].score) == ("tagger", 0.6)
    assert tags["ambient"].source == tags["folk"].source == "file"
    assert tags["instrumental"].source == "analysis"
    assert not {"guitar", "80s", "vocal", "no vocals"} & set(tags)
    assert fern.traits.vocals is False
    assert set(vectors(db)) == {t.id for t in found.values()}
    assert all(np.linalg.norm(v) == pytest.approx(1) for v in vectors(db).values())


@pytest.mark.slow
def test_adding_again_changes_nothing(db: Database, music: Path) -> None:
    run(db, music)
    with db.read() as session:
        before = track_library.get_library_revision(session)
    report = run(db, music, load=ears.odd)
    assert (len(report.added), len(report.known), report.sound_s) == (0, 3, 0)
    with db.read() as session:
        assert track_library.get_library_revision(session) == before


@pytest.mark.slow
def test_broken_files_are_named_and_skipped(db: Database, music: Path) -> None:
    (music / "empty.mp3").touch()
    (music / "words.flac").write_text("not music\n" * 100)
    whole = (music / "Ada Bell - Fern.flac").read_bytes()
    (music / "cut.flac").write_bytes(whole[: len(whole) // 3])
    (music / "notes.txt").write_text("is not looked at")
    report = run(db, music, size=2)
    assert len(report.added) == 3
    reasons = {p.name: r for p, r in report.broken}
    assert set(reasons) == {"empty.mp3", "words.flac", "cut.flac"}
    assert all(name in reason for name, reason in reasons.items())


@pytest.mark.slow
def test_nothing_usable_is_reported(db: Database, tmp_path: Path) -> None:
    (tmp_path / "empty.mp3").touch()
    report = run(db, tmp_path / "empty.mp3")
    assert (report.usable, len(report.broken)) == (0, 1)


def test_missing_paths_and_empty_folders_are_refused(db: Database, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as missing:
        run(db, tmp_path / "nowhere")
    assert missing.value.code == "no-such-file"
    (tmp_path / "bare").mkdir()
    with pytest.raises(BadInput) as bare:
        run(db, tmp_path / "bare")
    assert bare.value.code == "no-sound-files"


@pytest.mark.slow
def test_hidden_files_loops_and_repeats(db: Database, music: Path) -> None:
    (music / ".hidden").mkdir()
    shutil.copy(music / "inner" / "Bo - Stone.mp3", music / ".hidden" / "x.mp3")
    shutil.copy(music / "inner" / "Bo - Stone.mp3", music / "z copy.mp3")
    (music / "inner" / "loop").symlink_to(music, target_is_directory=True)
    report = run(db, music)
    assert len(report.added) == 3
    assert [(p.name, "Bo - Stone.mp3" in why) for p, why in report.twice] == [("z copy.mp3", True)]


@pytest.mark.slow
def test_a_file_that_moved_is_found_again(db: Database, music: Path) -> None:
    run(db, music)
    moved = music.rename(music.with_name("elsewhere"))
    assert len(run(db, moved).known) == 3
    assert all(Path(t.path).is_file() for t in tracks(db).values())


@pytest.mark.slow
@pytest.mark.parametrize(("load", "words"), [(ears.crashing, "SIGSEGV"), (ears.odd, "ZeroDivisionError: an odd file")])
def test_what_goes_wrong_takes_only_its_file(db: Database, music: Path, load: object, words: str) -> None:
    report = run(db, music, load=load)
    assert len(report.added) == 2
    [(path, reason)] = report.broken
    assert path.name == "Bo - Stone.mp3"
    assert words in reason


@pytest.mark.slow
def test_a_file_that_hangs_is_given_up(db: Database, music: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, note = HeldClock(), music.parent / "hangs"
    monkeypatch.setenv("EAR_NOTES", str(note))

    def pass_the_limit() -> None:
        until(note.exists, "the analysis hangs")
        clock.advance(FILE_SECONDS + 1)

    waiter = threading.Thread(target=pass_the_limit)
    waiter.start()
    report = run(db, music, load=ears.hanging, clock=clock)
    waiter.join()
    assert len(report.added) == 2
    assert [(p.name, "longer than" in why) for p, why in report.broken] == [("Bo - Stone.mp3", True)]


@pytest.mark.slow
def test_missing_weights_stop_it_all(db: Database, music: Path) -> None:
    with pytest.raises(MuseChatError) as caught:
        run(db, music, load=ears.missing)
    assert caught.value.code == "no-weights"
    assert caught.value.line == "The ear's weights are missing. Train them."
    assert not tracks(db)


@pytest.mark.slow
def test_each_process_keeps_to_one_thread(db: Database, music: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EAR_NOTES", str(music.parent / "notes"))
    run(db, music / "inner" / "Ada Bell - Moss.wav", load=ears.show_threads)
    assert (music.parent / "notes").read_text() == "1"


@pytest.mark.slow
def test_a_new_encoder_hears_everything_again(db: Database, music: Path) -> None:
    run(db, music)
    (music / "Ada Bell - Fern.flac").unlink()
    write(music / "inner" / "Ada Bell - Moss.wav", tone(200, 2.5))
    report = reembed_tracks(db, Settings(), load=ears.later, size=1)
    assert [p.name for p in report.renewed] == ["Bo - Stone.mp3"]
    assert {p.name: why for p, why in report.broken} == {
        "Ada Bell - Fern.flac": "the file is gone",
        "Ada Bell - Moss.wav": "the file has changed since it was added",
    }
    stone = tracks(db)["Stone"]
    assert set(vectors(db, "2")) == {stone.id}
    assert stone.traits.vocals is True
    assert stone.get_tag_score("strings") == 0.7
    assert stone.get_tag_score("vocals") > 0.9
    assert len(vectors(db)) == 3


@pytest.mark.slow
def test_killed_in_the_middle_goes_on_where_it_stopped(db: Database, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(6):
        write(folder / f"{number}.wav", tone(200 + 50 * number, 2.2))
    code = (
        "import sys; from pathlib import Path\n"
        "from musechat.settings import Settings; from store.database import Database\n"
        "from tests.worker import ears; from worker.library import add_files\n"
        "if __name__ == '__main__':\n"
        "    add_files([Path(sys.argv[2])], Database(sys.argv[1]), Settings(), load=ears.tired, size=1)\n"
    )
    script = tmp_path / "adding.py"
    script.write_text(code)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, script, db.url, folder], env=environment)
    until(lambda: len(tracks(db)) == 2, "two are added")
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGKILL)
    process.wait()
    _, left = psutil.wait_procs(children, timeout=PATIENCE_S)
    assert not left
    assert len(tracks(db)) == 2
    assert set(vectors(db)) == {t.id for t in tracks(db).values()}
    report = run(db, folder)
    assert (len(report.known), len(report.added)) == (2, 4)


@pytest.mark.slow
def test_ctrl_c_keeps_what_is_done(db: Database, music: Path) -> None:
    def stop(event: FileDone) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(db, music, progress=stop)
    assert len(tracks(db)) == 1
    assert not [c for c in psutil.Process().children() if "spawn_main" in " ".join(c.cmdline())]

"""What ``musechat up`` does about the page's set-up: new settings end its parts, a folder is listened to once."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from bot.web.env_file import write_settings
from cli.supervisor import SupervisedPart, Supervisor
from cli.up import SetupWatch, parts
from musechat.settings import Settings
from store.database import Database
from store.installation import keep_fact, put_fact, take_fact


def test_settings_that_the_page_writes_end_the_parts(tmp_path: Path) -> None:
    for round_of in ("made", "replaced"):
        with SetupWatch(threading.Event(), tmp_path / ".env") as watch:
            write_settings(tmp_path / ".env", {"MUSECHAT_LOG_LEVEL": "info"})
            assert watch.ending.wait(60), round_of
            assert watch.changed


def test_a_signal_ends_them_without_a_change(tmp_path: Path) -> None:
    stop = threading.Event()
    with SetupWatch(stop, tmp_path / ".env") as watch:
        stop.set()
        assert watch.ending.wait(60)
    assert not watch.changed


def test_the_bot_and_the_music_are_parts_where_they_are_set() -> None:
    bare = Settings(_env_file=None, discord_token=None)  # type: ignore[call-arg]
    assert [part.name for part in parts(bare)] == ["worker", "web"]
    told = bare.model_copy(update={"discord_token": "x"})
    assert [(part.name, part.once) for part in parts(told, "/music")][2:] == [("bot", False), ("music", True)]


@pytest.mark.slow
def test_a_part_that_runs_once_is_not_started_again(tmp_path: Path) -> None:
    marks, stop = tmp_path / "marks", threading.Event()
    once = f"open({str(marks)!r}, 'a').write('x'); raise SystemExit(2)"
    found = [
        SupervisedPart("once", [sys.executable, "-c", once], once=True),
        SupervisedPart("lasting", [sys.executable, "-c", "import time; time.sleep(600)"]),
    ]
    supervisor = Supervisor(found, lambda *_: None)
    looks = iter(range(8))

    class Stop(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            if marks.exists() and next(looks, None) is None:
                stop.set()
            return stop.wait(timeout)

    assert supervisor.run(Stop()) == 0
    assert marks.read_text() == "x"


def test_facts_are_kept_and_taken(database: Database) -> None:
    with database.write() as session:
        assert keep_fact(session, "key", "first") == "first"
    with database.write() as session:
        assert keep_fact(session, "key", "second") == "first"
        put_fact(session, "folder", "/music")
    with database.write() as session:
        assert take_fact(session, "folder") == "/music"
    with database.write() as session:
        assert take_fact(session, "folder") is None

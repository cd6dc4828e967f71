"""``musechat health``: what a service manager is told of each part."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from cli.health import PROBES, health
from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.turn import Queue
from store.database import Database
from tests.cli.test_doctor_page import page_that_says
from worker.heartbeat import WorkerHeartbeat, make_worker_name


def of(db: Database, tmp_path: Path, **about: object) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path, database_url=db.url, **about)  # type: ignore[call-arg,arg-type]


def test_a_worker_counts_only_on_its_own_machine(sqlite_database: Database, tmp_path: Path) -> None:
    settings = of(sqlite_database, tmp_path)
    assert PROBES["worker"](settings) == "no worker of this machine is alive"
    elsewhere = WorkerHeartbeat(sqlite_database, "other:1:abc", list(Queue), "embedded")
    elsewhere.start()
    here = WorkerHeartbeat(sqlite_database, make_worker_name(), list(Queue), "embedded")
    here.start()
    try:
        assert PROBES["worker"](settings) == ""
    finally:
        here.stop()
        elsewhere.stop()
    assert PROBES["worker"](settings) == "no worker of this machine is alive"


def test_a_page_that_answers_with_a_fault_is_not_well(sqlite_database: Database, tmp_path: Path) -> None:
    with page_that_says({}) as port:
        assert PROBES["web"](of(sqlite_database, tmp_path, web_port=port)) == "the page answers with 503"
    assert "does not answer" in PROBES["web"](of(sqlite_database, tmp_path, web_port=1, web_host="0.0.0.0"))


def test_a_bot_is_found_by_its_process(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Process:
        def __init__(self, *words: str, status: str = psutil.STATUS_SLEEPING) -> None:
            self.info = {"cmdline": list(words), "status": status}

    others = [
        Process("/opt/musechat/bin/musechat", "web"),
        Process("/bin/robot", "bot"),
        Process("python", "/opt/musechat/bin/musechat", "bot", status=psutil.STATUS_ZOMBIE),
    ]
    monkeypatch.setattr(psutil, "process_iter", lambda _: others)
    settings = of(sqlite_database, tmp_path)
    assert PROBES["bot"](settings) == "no bot runs on this machine"
    others.append(Process("/opt/musechat/bin/python3", "/opt/musechat/bin/musechat", "bot"))
    assert PROBES["bot"](settings) == ""


def test_another_part_is_refused() -> None:
    with pytest.raises(BadInput) as caught:
        health(["robot"])
    assert caught.value.code == "no-such-part"

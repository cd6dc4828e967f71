"""``musechat library licences`` and the receipt, as somebody types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.library_commands import app
from cli.main import app as main_app
from musechat.licence_check import CheckState, LicenceReading
from musechat.settings import Settings
from store.database import Database
from store.installation import take_lease
from store.licence_checks import record_reading
from store.migrate import upgrade_database
from tests.store.accepted import AcceptedPicks, make_song, stated
from worker.library.licence_watch import LEASE

runner = CliRunner()


@pytest.fixture
def picks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AcceptedPicks:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSECHAT_DATA_DIR", str(tmp_path))
    url = Settings(data_dir=tmp_path, _env_file=None).effective_database_url
    upgrade_database(url)
    return AcceptedPicks(Database(url))


def test_findings_are_listed_and_everything_is_read_again_by_hand(picks: AcceptedPicks) -> None:
    first = runner.invoke(app, ["licences"])
    assert "none was read again yet" in first.output
    song = make_song(1, stated("CC BY 4.0", "a source"))
    pick = picks.accept(song, picks.open_thread())
    with picks.db.write() as session:
        record_reading(session, pick, LicenceReading(CheckState.CHANGED, "https://music.example/1", "CC-BY-NC-4.0"))
    listed = runner.invoke(app, ["licences"]).output
    assert "1 changed" in listed
    assert "Song 1" in listed
    assert "CC-BY-NC-4.0" in listed
    found = json.loads(runner.invoke(app, ["licences", "--json"]).output)
    assert found["states"]["changed"] == 1
    assert found["findings"][0]["recorded"] == "CC-BY-4.0"

    receipt = runner.invoke(main_app, ["receipt", "1"]).output
    assert "https://music.example/1 now says CC-BY-NC-4.0" in receipt
    record = json.loads(runner.invoke(main_app, ["receipt", "1", "--json"]).output)[0]
    assert record["check"]["state"] == "changed"

    read = runner.invoke(app, ["licences", "--now"])
    assert read.exit_code == 0
    assert "1 stated nowhere that can be read again" in read.output
    with picks.db.write() as session:
        take_lease(session, LEASE, "another", 900)
    busy = runner.invoke(app, ["licences", "--now"])
    assert getattr(busy.exception, "code", "") == "watch-running"

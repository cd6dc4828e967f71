from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from typer.testing import CliRunner

from cli.turns import app
from cli.worker import parse_queues
from musechat.errors import BadInput
from musechat.pick import ChosenTrack, ReasonCheck
from musechat.turn import Queue, TurnOutcome, TurnState
from store import leases
from store.database import Database
from store.track_library import put_track
from tests.store.asked import Asker, claimed
from tests.store.made import track


@pytest.fixture
def failed(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Asker, int]]:
    """A thread with a turn that was done, and one that failed."""
    for name in list(os.environ):
        if name.startswith("MUSECHAT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("MUSECHAT_DATABASE_URL", sqlite_database.url)
    monkeypatch.setenv("MUSECHAT_DATA_DIR", sqlite_database.url.removeprefix("sqlite+pysqlite:///").rpartition("/")[0])
    monkeypatch.setenv("COLUMNS", "200")
    asker = Asker(sqlite_database)
    asker.ask("something [bold]calm[/bold]")
    job = claimed(sqlite_database)
    with sqlite_database.write() as session:
        leases.fail_turn(session, job.id, job.attempt, "internal", "It broke.", "abcd1234")
    asker.ask("another")
    yield asker, job.id


def test_turns_are_listed_with_what_came_of_them(failed: tuple[Asker, int]) -> None:
    result = CliRunner().invoke(app, [])
    assert result.exit_code == 0
    assert "something [bold]calm[/bold]" in result.output
    assert "It broke. (incident abcd1234)" in result.output
    assert "another" in result.output
    assert "another" not in CliRunner().invoke(app, ["--failed"]).output


def test_a_failed_turn_is_queued_again_and_only_a_failed_one(failed: tuple[Asker, int]) -> None:
    asker, turn_id = failed
    result = CliRunner().invoke(app, ["retry", str(turn_id)])
    assert result.exit_code == 0
    assert asker.view(turn_id).state is TurnState.QUEUED
    again = CliRunner().invoke(app, ["retry", str(turn_id)])
    assert isinstance(again.exception, BadInput)
    assert again.exception.code == "not-failed"
    unknown = CliRunner().invoke(app, ["retry", "4711"])
    assert isinstance(unknown.exception, BadInput)
    assert unknown.exception.code == "no-such-turn"


def test_queues_are_read_from_a_list() -> None:
    assert parse_queues("media, infer,media") == [Queue.MEDIA, Queue.INFER]
    for wrong in ("", "media,gpu"):
        with pytest.raises(BadInput) as caught:
            parse_queues(wrong)
        assert caught.value.code == "no-such-queue"


def test_reasons_are_counted_by_day_and_writer(failed: tuple[Asker, int]) -> None:
    asker, _ = failed
    assert "No reason was written" in CliRunner().invoke(app, ["--reasons"]).output
    job = claimed(asker.db)
    chosen = ChosenTrack(track(1).id, 0.5, 0.0, 9.0, "x", (), "It fits.", "qwen", reason_check=ReasonCheck.RETRIED)
    with asker.db.write() as session:
        put_track(session, track(1), "1")
        assert leases.finish_turn(session, job.id, job.attempt, TurnOutcome(picks=[chosen]))
    lines = CliRunner().invoke(app, ["--reasons"]).output.splitlines()
    assert "passed at the second try" in lines[0]
    assert lines[1].split()[1:] == ["qwen", "1", "1"]

"""The comparison of two recordings: what counts as the same answer."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from benchmarks.behaviour.__main__ import report
from benchmarks.behaviour.comparison import compare_recordings, find_differences
from benchmarks.behaviour.conversations import CONVERSATIONS, deal_clips
from benchmarks.behaviour.installation import build_environment, comparable_conversation
from benchmarks.behaviour.stored import count_late_reasons, describe_stored, is_worker_ready, list_picks
from store.database import Database
from store.migrate import upgrade_database
from store.track_library import put_track, save_track_vector
from tests.store.made import track

PICK = {"track_id": "ab12", "title": "Rain", "score": 0.734512, "start_s": 4.5, "reason": "It is calm."}
TURN = {"words": "calmer", "picks": [PICK], "stages": {"read": 0.1, "choose": 0.2}, "no_match": None}
RECORDED: dict[str, Any] = {
    "version": "musechat 1",
    "library": [{"id": "ab12", "traits": {"energy": 0.25}}],
    "picks": [{"turn": 1, "rule": "chosen", "parts": {"fusion": 0.5}}],
    "conversations": [comparable_conversation("a.mp4", {"video": {"pace": 0.5}, "turns": [TURN]})],
}


def test_times_and_the_version_are_not_compared() -> None:
    slower = {**TURN, "stages": {"choose": 3.0, "read": 9.0}}
    after = {**RECORDED, "version": "musechat 2"}
    after["conversations"] = [comparable_conversation("a.mp4", {"video": {"pace": 0.5}, "turns": [slower]})]
    assert report(compare_recordings(RECORDED, after)) == 0


@pytest.mark.parametrize(("score", "status"), [(0.734512 * (1 + 1e-7), 0), (0.734512 * (1 + 1e-5), 1)])
def test_floats_are_equal_within_a_millionth(score: float, status: int) -> None:
    after = copy.deepcopy(RECORDED)
    after["conversations"][0]["turns"][0]["picks"][0]["score"] = score
    assert report(compare_recordings(RECORDED, after)) == status


@pytest.mark.parametrize("change", ["reason", "missing", "turn", "conversation", "library", "type", "parts"])
def test_any_other_change_is_found(change: str, capsys: pytest.CaptureFixture[str]) -> None:
    after = copy.deepcopy(RECORDED)
    turns = after["conversations"][0]["turns"]
    match change:
        case "reason":
            turns[0]["picks"][0]["reason"] = "It is calm"
        case "missing":
            del turns[0]["picks"][0]["title"]
        case "turn":
            turns.append(copy.deepcopy(turns[0]))
        case "conversation":
            after["conversations"].append(copy.deepcopy(after["conversations"][0]))
        case "library":
            after["library"][0]["traits"]["energy"] = 0.26
        case "parts":
            after["picks"][0]["parts"]["fusion"] = 0.51
        case "type":
            turns[0]["no_match"] = False
    assert report(compare_recordings(RECORDED, after)) == 1
    assert report(compare_recordings(after, RECORDED)) == 1
    assert "different" in capsys.readouterr().out


def test_forty_refinements_over_twenty_clips() -> None:
    assert sum(map(len, CONVERSATIONS)) == 40
    dealt = [clip.name for clip, _ in deal_clips([Path("a.mp4"), Path("b.mp4")])]
    assert dealt == ["a.mp4", "b.mp4"] * 10


def test_the_persons_own_settings_are_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MUSECHAT_DATABASE_URL", "postgresql://somewhere")
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    environment = build_environment(tmp_path)
    assert not {"MUSECHAT_DATABASE_URL", "DISCORD_TOKEN"} & environment.keys()
    assert environment["MUSECHAT_DATA_DIR"] == str(tmp_path)


def test_a_vector_that_changes_is_found_in_the_stored_form(tmp_path: Path) -> None:
    url = f"sqlite+pysqlite:///{tmp_path / 'musechat.db'}"
    upgrade_database(url)
    database = Database(url)
    try:
        with database.write() as session:
            put_track(session, track(1), "listen-1")
            save_track_vector(session, track(1).id, "ear", "3", 2, b"12345678")
        before = describe_stored(tmp_path)
        with database.write() as session:
            save_track_vector(session, track(1).id, "ear", "3", 2, b"12345679")
    finally:
        database.close()
    after = describe_stored(tmp_path)
    assert list(before["track_vectors"]) == [f"{track(1).id}/ear/3"]
    assert list(find_differences(before["track_vectors"], after["track_vectors"]))
    assert count_late_reasons(tmp_path) == 0
    assert list_picks(tmp_path) == []
    assert not is_worker_ready(tmp_path, 1)

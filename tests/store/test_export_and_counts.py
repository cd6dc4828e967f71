"""What is stored of a member: counted, stopped before it is deleted, and exported in plain types."""

from __future__ import annotations

from sqlalchemy import update

from store.database import Database
from store.member_data import count_member_data, has_running_turns, stop_turns
from store.tables import ClipMusicRow, ThreadRow, TurnRow, VideoRow
from tests.store.asked import Asker, claimed
from tests.store.exported import exported_of
from tests.store.made import NOON, Filled


def test_what_is_stored_of_a_member_is_counted(sqlite_database: Database, filled: Filled, asker: Asker) -> None:
    with sqlite_database.write() as session:
        counts = count_member_data(session, filled.member_id)
        assert (counts.threads, counts.turns, counts.worded, counts.wishes, counts.clips) == (1, 1, 1, 2, 1)
        assert (counts.verdicts, counts.exclusions, counts.clips_until, counts.since) == (2, 1, NOON, NOON)
        session.execute(update(TurnRow).values(words=""))
        session.execute(update(VideoRow).values(blob=""))
        counts = count_member_data(session, filled.member_id)
        assert (counts.turns, counts.worded, counts.clips, counts.clips_until) == (1, 0, 0, None)
        other = count_member_data(session, asker.member_id)
        assert (other.threads, other.turns, other.verdicts, other.exclusions) == (1, 0, 0, 0)


def test_a_members_turns_are_stopped_before_they_are_deleted(asker: Asker) -> None:
    queued, running = asker.ask(), Asker(asker.db).ask()
    claimed(asker.db, running)
    other = Asker(asker.db, "other")
    theirs = other.ask()
    with asker.db.write() as session:
        assert has_running_turns(session, asker.member_id)
        stop_turns(session, asker.member_id)
        assert has_running_turns(session, asker.member_id)  # one is still with its worker
        assert session.get_one(TurnRow, running).cancel_requested
        session.execute(update(TurnRow).where(TurnRow.id == running).values(state="cancelled"))
        assert not has_running_turns(session, asker.member_id)
        assert has_running_turns(session, other.member_id)
    assert [asker.view(turn).state.value for turn in (queued, theirs)] == ["cancelled", "queued"]


def test_an_export_names_everything_in_plain_types(sqlite_database: Database, filled: Filled) -> None:
    with sqlite_database.write() as session:
        session.execute(update(TurnRow).values(query=b"\0\1", space="here"))
        session.execute(update(ThreadRow).values(channel_id="c"))
        exported = exported_of(session, filled.member_id)
    noon = "2026-05-04T12:00:00+00:00"
    assert exported["format"] == 3
    assert exported["member"] == {
        "platform": "page",
        "id": "someone secret1",
        "first_seen": noon,
        "opted_out": False,
        "no_questions": False,
        "learning_since": None,
    }
    (conversation,) = exported["conversations"]
    assert {name: conversation[name] for name in ("yours", "server", "channel", "thread", "name", "began")} == {
        "yours": True,
        "server": str(filled.guild_id),
        "channel": "c",
        "thread": "room 1",
        "name": "film secret",
        "began": noon,
    }
    (turn,) = conversation["turns"]
    assert turn["searched_for"] == {"space": "here", "vector": "AAE="}
    assert (turn["asked"], turn["answered"], turn["words"]) == (noon, noon, "words secret")
    assert [wish["op"] for wish in conversation["wishes"]] == ["add", "add", "remove"]
    assert [wish["seq"] for wish in conversation["wishes"]] == [1, 2, 3]
    verdict = {
        "pick": filled.pick_id,
        "track_id": filled.track_id,
        "verdict": "accepted",
        "given_by": "button",
        "at": noon,
    }
    assert exported["verdicts"] == [verdict]
    assert exported["votes"] == [{"comparison": 1, "track_id": filled.track_id, "at": noon}]
    (exclusion,) = exported["exclusions"]
    assert (exclusion["value"], exclusion["since"], exclusion["until"]) == ("excluded secret", noon, None)
    (clip,) = exported["clips"]
    assert (clip["bytes"], clip["file_kept_until"]) == (7, noon)
    assert clip["vectors"] == [{"encoder": "e", "version": "1", "dim": 1, "data": "AAAAAA=="}]
    assert [(music["track_id"], music["at_s"]) for music in clip["music"]] == [(filled.track_id, 31.4)]
    assert clip["music_looked_up_by"] == "AA=="
    answer = {"title": "Pier", "artist": "Quays", "score": 0.97}
    assert clip["music_asked_elsewhere"] == {"asked_at": noon, "asked_with": None, "answer": answer}


def test_a_guilds_own_track_is_exported_where_it_is_told(sqlite_database: Database, filled: Filled) -> None:
    with sqlite_database.write() as session:
        session.execute(update(ClipMusicRow).values(guild_id=filled.guild_id))
        (clip,) = exported_of(session, filled.member_id)["clips"]
        assert len(clip["music"]) == 1
        session.execute(update(ClipMusicRow).values(guild_id=filled.guild_id + 1))
        (clip,) = exported_of(session, filled.member_id)["clips"]
        assert clip["music"] == []


def test_the_export_of_a_clip_whose_file_is_gone_names_no_time(sqlite_database: Database, filled: Filled) -> None:
    with sqlite_database.write() as session:
        session.execute(update(VideoRow).values(blob=""))
        (clip,) = exported_of(session, filled.member_id)["clips"]
    assert clip["file_kept_until"] is None

"""An export of a long history: parts of a bounded size, memory that does not grow, nothing lost between the parts."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from store.database import Database
from store.export import EVENTS, TURNS, iter_export
from store.export_parts import write_export
from store.tables import BriefEventRow, FeedbackRow, MemberRow, PickRow, ThreadRow, TrackRow, TurnRow
from tests.store.exported import read_part, read_parts
from tests.store.made import NOON, fill, wish

MOST = 60_000


@pytest.fixture
def filled_member(database: Database) -> int:
    with database.write() as session:
        return fill(session).member_id


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder: the database lies beside it."""
    made = tmp_path / "export"
    made.mkdir()
    return made


def add_history(db: Database, member_id: int, turns: int) -> None:
    """A long conversation of one member's, with a wish, a pick and a verdict for each of its turns."""
    with db.write() as session:
        thread = session.scalars(
            insert(ThreadRow)
            .values(platform="page", member_id=member_id, external_id=f"long {turns}", created_at=NOON)
            .returning(ThreadRow.id)
        ).one()
        track = session.scalars(select(TrackRow.id)).first()
        said = wish(said="calmer than before").to_json()
        first = (session.scalars(select(TurnRow.id).order_by(TurnRow.id.desc())).first() or 0) + 1
        first_pick = (session.scalars(select(PickRow.id).order_by(PickRow.id.desc())).first() or 0) + 1
        whose = {"member_id": member_id, "created_at": NOON}
        numbers = range(turns)
        session.execute(
            insert(TurnRow),
            [
                whose
                | {"id": first + n, "thread_id": thread, "seq": n + 1, "asker": "page", "kind": "refine"}
                | {"words": f"number {n} {n * 7919 % 104729:06d}", "state": "done", "query": bytes(256)}
                for n in numbers
            ],
        )
        session.execute(
            insert(BriefEventRow),
            [
                whose
                | {"thread_id": thread, "seq": n + 1, "turn_id": first + n, "turn_seq": n + 1, "op": "add"}
                | {"wish": said, "ref": None}
                for n in numbers
            ],
        )
        picks = [
            {"id": first_pick + n, "turn_id": first + n, "rank": 0, "track_id": track}
            | {"score": 0.5, "start_s": 1.0, "end_s": 2.0}
            for n in numbers
        ]
        session.execute(insert(PickRow), picks)
        verdicts = [whose | {"pick_id": first_pick + n, "verdict": "accepted"} for n in numbers]
        session.execute(insert(FeedbackRow), verdicts)


def test_a_long_history_is_in_parts_and_none_of_it_is_lost(
    database: Database, filled_member: int, folder: Path
) -> None:
    count = 2 * EVENTS + TURNS + 1
    add_history(database, filled_member, count)
    with database.read() as session:
        parts = write_export(session, filled_member, folder, MOST)
    assert len(parts) > 2
    assert all(path.stat().st_size <= MOST for path in parts)
    assert sorted(folder.iterdir()) == sorted(parts)
    whole = read_parts(parts)
    _, long = whole["conversations"]
    assert [turn["seq"] for turn in long["turns"]] == list(range(1, count + 1))
    assert [each["seq"] for each in long["wishes"]] == list(range(1, count + 1))
    assert all(len(turn["picks"]) == 1 for turn in long["turns"])
    assert len(whole["verdicts"]) == count + 1
    assert len(whole["clips"]) == 1


def test_each_part_can_be_read_by_itself(database: Database, filled_member: int, folder: Path) -> None:
    add_history(database, filled_member, 500)
    with database.read() as session:
        parts = write_export(session, filled_member, folder, MOST)
    read = [read_parts([path]) for path in parts]
    assert [part.get("part") for part in read] == [None, *range(2, len(parts) + 1)]
    for part in read:
        assert part["member"]["id"] == "someone 1"
        assert {"conversations", "verdicts", "votes", "exclusions", "clips"} <= set(part)


def test_what_is_small_is_plain_and_what_fits_compressed_is_one_file(
    database: Database, filled_member: int, folder: Path
) -> None:
    with database.read() as session:
        (plain,) = write_export(session, filled_member, folder, MOST)
    assert (plain.name, list(folder.iterdir())) == ("musechat-export.json", [plain])
    add_history(database, filled_member, 300)
    with database.read() as session:
        (packed,) = write_export(session, filled_member, folder, 250_000)
    assert packed.name == "musechat-export.json.gz"
    assert len(read_part(packed)) > 250_000


@pytest.mark.slow
def test_memory_does_not_grow_with_the_history(database: Database, filled_member: int, folder: Path) -> None:
    peaks = []
    for turns in (1000, 5000):
        add_history(database, filled_member, turns)
        tracemalloc.start()
        with database.read() as session:
            write_export(session, filled_member, folder, 10**8)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0], peaks


def test_a_member_without_anything_has_an_export(database: Database, folder: Path) -> None:
    with database.write() as session:
        member = MemberRow(platform="page", external_id="new", created_at=NOON)
        session.add(member)
        session.flush()
        assert list(iter_export(session, member.id)) == []
        (path,) = write_export(session, member.id, folder, MOST)
    whole = read_parts([path])
    assert (whole["member"]["id"], whole["conversations"], whole["clips"]) == ("new", [], [])

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import delete, func, select, text

from musechat.errors import BadInput
from store.database import Database
from store.members import get_member
from store.tables import GuildRow, MemberRow, ThreadRow
from store.threads import ThreadView, get_thread, has_thread, note_seen, open_thread
from tests.worker.processes import until


def test_a_member_is_made_once_per_platform(database: Database) -> None:
    with database.write() as session:
        here = get_member(session, "page", "1234")
        assert get_member(session, "page", "1234") == here
        assert get_member(session, "discord", "1234") != here
    with database.write() as session:
        assert get_member(session, "page", "1234") == here


def test_a_member_met_by_many_at_once_is_one_member(database: Database) -> None:
    together = threading.Barrier(4)

    def meet(_: int) -> int:
        together.wait()
        with database.write() as session:
            return get_member(session, "discord", "42")

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(meet, range(4)))) == 1


def test_a_thread_comes_back_as_it_was_opened(database: Database) -> None:
    with database.write() as session:
        member = get_member(session, "discord", "1")
        names: dict[str, Any] = {"platform": "discord", "external_id": "900", "guild_id": 2**60, "name": "My film"}
        thread = open_thread(session, member_id=member, **names)
    with database.read() as session:
        assert get_thread(session, thread) == ThreadView(
            thread,
            member_id=member,
            video_hash=None,
            channel_id=None,
            open_to_all=False,
            brief_message_id=None,
            **names,
        )
        assert session.scalar(select(func.count()).select_from(GuildRow)) == 1


def test_a_platform_s_own_thread_is_opened_once(database: Database) -> None:
    with database.write() as session:
        owner, other = get_member(session, "discord", "1"), get_member(session, "discord", "2")
        first = open_thread(session, platform="discord", member_id=owner, external_id="900", name="first")
        assert open_thread(session, platform="discord", member_id=other, external_id="900", name="again") == first
        assert get_thread(session, first).member_id == owner
        assert get_thread(session, first).name == "first"
        assert open_thread(session, platform="page", member_id=owner, external_id="900") != first
        assert open_thread(session, platform="page", member_id=owner) != open_thread(
            session, platform="page", member_id=owner
        )


def test_a_guild_s_settings_outlive_its_threads_opening(database: Database) -> None:
    with database.write() as session:
        session.add(GuildRow(id=5, settings={"words_days": 7}))
    with database.write() as session:
        open_thread(session, platform="discord", member_id=get_member(session, "discord", "1"), guild_id=5)
    with database.read() as session:
        assert session.scalars(select(GuildRow.settings)).one() == {"words_days": 7}


def test_a_missing_thread_is_an_error_with_a_remedy(database: Database) -> None:
    with database.read() as session, pytest.raises(BadInput, match="There is no conversation 12") as caught:
        get_thread(session, 12)
    assert caught.value.code == "no-such-thread"


def test_an_id_is_never_given_twice(database: Database) -> None:
    with database.write() as session:
        first = open_thread(session, platform="page", member_id=get_member(session, "page", "1"))
    with database.write() as session:
        session.execute(delete(MemberRow))
        assert session.scalar(select(func.count()).select_from(ThreadRow)) == 0
        member = get_member(session, "page", "1")
        assert open_thread(session, platform="page", member_id=member) > first


def test_of_two_messages_seen_at_once_the_newer_one_is_kept(postgresql_database: Database) -> None:
    db = postgresql_database
    with db.write() as session:
        thread = open_thread(session, platform="discord", member_id=get_member(session, "discord", "1"))

    def see_older() -> None:
        with db.write() as session:
            note_seen(session, thread, "10")

    def count_waiting() -> int:
        with db.read() as session:
            return session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")) or 0

    with ThreadPoolExecutor(1) as pool:
        with db.write() as session:
            note_seen(session, thread, "11")
            session.flush()
            older = pool.submit(see_older)
            until(count_waiting, "the other message waits for this one")
        older.result()
    with db.read() as session:
        assert session.scalar(select(ThreadRow.seen_message_id)) == "11"


def test_a_thread_is_there_or_not(database: Database) -> None:
    with database.write() as session:
        member = get_member(session, "discord", "1")
        thread = open_thread(session, platform="discord", member_id=member, external_id="t")
        assert has_thread(session, thread)
        assert not has_thread(session, thread + 1)
        view = get_thread(session, thread)
        assert (view.open_to_all, view.name, view.channel_id, view.guild_id, view.video_hash) == (
            False,
            "",
            None,
            None,
            None,
        )
        again = open_thread(
            session, platform="discord", member_id=get_member(session, "discord", "2"), external_id="t", name="other"
        )
        assert (again, get_thread(session, again)) == (thread, view)  # who opened it first keeps it
        elsewhere = open_thread(session, platform="page", member_id=member, external_id="t")
        assert elsewhere != thread

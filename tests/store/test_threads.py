from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from musechat.errors import BadInput
from store.database import Database
from store.members import get_member
from store.tables import GuildRow, MemberRow, ThreadRow
from store.threads import ThreadView, get_thread, open_thread


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

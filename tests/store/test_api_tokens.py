"""Tokens of the HTTP API: shown once, found by what they are, listed by name, gone when revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from musechat.errors import BadInput
from store.api_tokens import (
    NAME_LETTERS,
    USED_EVERY,
    ApiToken,
    create_token,
    find_token,
    is_use_stale,
    list_tokens,
    note_token_use,
    revoke_token,
)
from store.database import Database
from store.tables import ApiTokenRow, utc_now


def test_a_token_is_found_and_never_stored(database: Database) -> None:
    with database.write() as session:
        token = create_token(session, " studio ")
        found = find_token(session, token)
        assert found is not None
        assert (found.name, found.used_at) == ("studio", None)
        assert token.startswith("mct_")
        assert len(token) > 40
        assert token not in session.query(ApiTokenRow.hash).one()[0]
        assert find_token(session, token + "x") is None
        assert find_token(session, token.removeprefix("mct_")) is None


def test_tokens_are_listed_by_name_and_each_is_a_member_of_its_own(database: Database) -> None:
    with database.write() as session:
        for name in ("b", "a"):
            create_token(session, name)
        first, second = list_tokens(session)
    assert [first.name, second.name] == ["a", "b"]
    assert first.member_id != second.member_id


@pytest.mark.parametrize(("name", "fine"), [("", False), ("  ", False), ("x" * NAME_LETTERS, True), ("x" * 65, False)])
def test_a_name_has_its_bounds(sqlite_database: Database, name: str, fine: bool) -> None:
    with sqlite_database.write() as session:
        if fine:
            assert find_token(session, create_token(session, name)) is not None
            return
        with pytest.raises(BadInput, match="1 to 64 letters"):
            create_token(session, name)


def test_a_name_is_taken_until_its_token_is_revoked_and_then_goes_on(database: Database) -> None:
    with database.write() as session:
        before = find_token(session, old := create_token(session, "studio"))
        with pytest.raises(BadInput, match="There is a token named studio"):
            create_token(session, "studio")
        assert revoke_token(session, "studio")
        assert not revoke_token(session, "studio")
        assert find_token(session, old) is None
        after = find_token(session, create_token(session, "studio"))
        assert before is not None
        assert after is not None
        assert after.member_id == before.member_id


def test_the_time_of_use_is_renewed_when_it_is_old(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        found = find_token(session, create_token(session, "studio"))
        assert found is not None
        assert is_use_stale(found)
        note_token_use(session, found.id)
        (used,) = list_tokens(session)
    assert not is_use_stale(used)
    for age, stale in ((USED_EVERY - timedelta(minutes=1), False), (USED_EVERY + timedelta(minutes=1), True)):
        assert is_use_stale(ApiToken(1, "studio", 1, used.created_at, utc_now() - age)) is stale

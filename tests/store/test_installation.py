"""Facts of the installation, and the leases by which one process does what only one should."""

from __future__ import annotations

from store.database import Database
from store.installation import end_lease, get_fact, keep_fact, put_fact, take_fact, take_lease


def test_a_fact_is_kept_replaced_and_taken(database: Database) -> None:
    with database.write() as session:
        assert keep_fact(session, "key", "first") == "first"
        assert keep_fact(session, "key", "second") == "first"
        put_fact(session, "key", "third")
        assert get_fact(session, "key") == "third"
        assert take_fact(session, "key") == "third"
    with database.write() as session:
        assert take_fact(session, "key") is None
        assert get_fact(session, "key") is None


def test_a_lease_is_one_processes_until_it_ends(database: Database) -> None:
    with database.write() as session:
        assert take_lease(session, "watch", "one", 60)
        assert take_lease(session, "watch", "one", 60)
        assert not take_lease(session, "watch", "two", 60)
        end_lease(session, "watch", "two")  # not its own
        assert not take_lease(session, "watch", "two", 60)
        end_lease(session, "watch", "one")
        assert take_lease(session, "watch", "two", 60)
        end_lease(session, "never taken", "one")


def test_a_lease_that_ran_out_is_anybodys(database: Database) -> None:
    with database.write() as session:
        assert take_lease(session, "watch", "one", -1)
        assert take_lease(session, "watch", "two", 60)
        assert not take_lease(session, "watch", "one", 60)

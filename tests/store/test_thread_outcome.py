"""What a conversation has come to, for what else a track was taken, and what programs may see: on both databases."""

from __future__ import annotations

import pytest

from musechat.errors import BadInput
from musechat.pick import ChosenTrack
from musechat.turn import ClipSource, NewTurn, Queue, SourceKind, TurnKind, TurnOutcome
from store import leases, ledger
from store.api_requests import (
    NEW_THREAD,
    get_own_thread,
    load_own_pick,
    require_own_turn,
    submit_request,
)
from store.database import Database
from store.members import get_member
from store.pick_lists import list_accepted_picks
from store.pick_uses import count_other_uses
from store.thread_history import put_feedback
from store.thread_outcome import OutcomeKind, ThreadOutcome, load_thread_outcome
from store.threads import get_thread, open_thread
from store.track_library import put_track, remove_track
from tests.store.asked import Asker, claimed
from tests.store.made import track

SONGS = [track(n, title=f"Song {n}", artist=f"Artist {n}") for n in range(3)]
OPEN, NOTHING = ThreadOutcome(OutcomeKind.OPEN), ThreadOutcome(OutcomeKind.NOTHING_FITS)


@pytest.fixture
def asker(database: Database) -> Asker:
    with database.write() as session:
        for song in SONGS:
            put_track(session, song, "1")
    return Asker(database)


def outcome(asker: Asker) -> ThreadOutcome:
    with asker.db.read() as session:
        return load_thread_outcome(session, asker.thread_id)


def found(kind: OutcomeKind, n: int) -> ThreadOutcome:
    return ThreadOutcome(kind, f"Song {n}", f"Artist {n}")


def pick(asker: Asker, *ranked: int, kind: TurnKind = TurnKind.ANOTHER, thread: int | None = None) -> list[int]:
    """A turn that is done, with these songs; the ids of its picks."""
    with asker.db.write() as session:
        turn = ledger.submit_turn(session, NewTurn(thread or asker.thread_id, asker.member_id, "page", kind))
        job = leases.claim_turn(session, "w", Queue, 60, turn)
        assert job is not None
        picks = [ChosenTrack(SONGS[n].id, 0.5, 1.0 + n, 9.0, "test") for n in ranked]
        assert leases.finish_turn(session, turn, job.attempt, TurnOutcome(picks=picks))
        return [each.id for each in ledger.load_view(session, turn).picks]


def accept(asker: Asker, pick_id: int, *, by: int | None = None, verdict: str = "accepted") -> None:
    with asker.db.write() as session:
        put_feedback(session, pick_id, by or asker.member_id, verdict)  # type: ignore[arg-type]


def test_a_conversation_is_open_until_something_ends(asker: Asker) -> None:
    assert outcome(asker) == OPEN
    turn = asker.ask()
    assert outcome(asker) == OPEN
    claimed(asker.db, turn)
    assert outcome(asker) == OPEN


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("fail", OutcomeKind.FAILED), ("cancel", OutcomeKind.CANCELLED), ("done", OutcomeKind.NOTHING_FITS)],
)
def test_without_a_pick_the_last_end_counts(asker: Asker, ending: str, kind: OutcomeKind) -> None:
    pick(asker)  # ends without a pick
    assert outcome(asker) == NOTHING
    turn = asker.ask()
    with asker.db.write() as session:
        job = leases.claim_turn(session, "w", Queue, 60, turn)
        assert job is not None
        if ending == "fail":
            leases.fail_turn(session, turn, job.attempt, "x", "X.")
        elif ending == "cancel":
            leases.confirm_cancel(session, turn, job.attempt)
        else:
            leases.finish_turn(session, turn, job.attempt, TurnOutcome())
    asker.ask()  # what waits has no end yet
    assert outcome(asker) == ThreadOutcome(kind)


def test_the_first_pick_stands_until_one_is_accepted_and_then_the_last_accepted_one(asker: Asker) -> None:
    first = pick(asker, 1, 0)
    assert outcome(asker) == found(OutcomeKind.FOUND, 1)
    second = pick(asker, 2)
    assert outcome(asker) == found(OutcomeKind.FOUND, 1)
    accept(asker, second[0], verdict="rejected")
    assert outcome(asker) == found(OutcomeKind.FOUND, 1)
    accept(asker, first[1])
    assert outcome(asker) == found(OutcomeKind.LOVED, 0)
    accept(asker, second[0])
    assert outcome(asker) == found(OutcomeKind.LOVED, 2)


def test_a_file_that_was_added_is_no_pick(asker: Asker) -> None:
    pick(asker, 0, kind=TurnKind.ADD)
    assert outcome(asker) == NOTHING


@pytest.mark.parametrize("guild", [7, None])
def test_a_track_was_taken_elsewhere_in_the_same_guild_or_by_the_same_member(asker: Asker, guild: int | None) -> None:
    def thread(member: int, where: int | None) -> int:
        with asker.db.write() as session:
            return open_thread(session, platform="page", member_id=member, guild_id=where)

    def uses(of: int) -> int:
        with asker.db.read() as session:
            return count_other_uses(session, SONGS[0].id, of)

    with asker.db.write() as session:
        other = get_member(session, "page", "other")
    here = thread(asker.member_id, guild)
    accept(asker, pick(asker, 0, thread=here)[0])
    assert uses(here) == 0  # it was taken here
    again = thread(asker.member_id, guild)
    first, second = pick(asker, 0, 1, thread=again)
    assert uses(here) == 0  # shown, not taken
    accept(asker, first, verdict="rejected")
    accept(asker, second)  # another track
    assert uses(here) == 0
    accept(asker, first)
    accept(asker, first, by=other)
    assert uses(here) == 1  # one thread, however many took it
    accept(asker, pick(asker, 0, thread=thread(other, guild))[0], by=other)
    assert uses(here) == (2 if guild is not None else 1)  # what others do in private is theirs
    accept(asker, pick(asker, 0, thread=thread(asker.member_id, 8))[0])
    assert uses(here) == (2 if guild is not None else 1)


def test_accepted_picks_are_listed_once_each_with_their_latest_moment(asker: Asker) -> None:
    def listed(thread: int | None = None) -> list[tuple[str, float]]:
        with asker.db.read() as session:
            return [(each.track.title, each.start_s) for each in list_accepted_picks(session, thread_id=thread)]

    with asker.db.write() as session:
        other = open_thread(session, platform="page", member_id=asker.member_id)
    first, second = pick(asker, 0, 1)
    elsewhere = pick(asker, 2, thread=other)
    assert listed() == []
    for pick_id in (second, first, *elsewhere):
        accept(asker, pick_id)
    assert listed() == [("Song 1", 2.0), ("Song 0", 1.0), ("Song 2", 3.0)]
    assert listed(asker.thread_id) == [("Song 1", 2.0), ("Song 0", 1.0)]
    assert listed(other) == [("Song 2", 3.0)]
    assert listed(other + 99) == []
    accept(asker, first, verdict="rejected")
    with asker.db.write() as session:
        remove_track(session, SONGS[2].id)
    assert listed() == [("Song 1", 2.0)]


def request(asker: Asker, thread: int = NEW_THREAD, words: str = "calm", **more: object) -> NewTurn:
    return NewTurn(thread, asker.member_id, "api", TurnKind.REFINE, words, **more)  # type: ignore[arg-type]


def test_a_request_that_is_sent_twice_is_one_turn(asker: Asker) -> None:
    source = ClipSource(SourceKind.LINK, "https://a.example/sea.mp4", "sea.mp4")
    with asker.db.write() as session:
        first = submit_request(session, request(asker, source=source), "api", "key")
        assert not first.again
        thread = ledger.load_view(session, first.turn_id).thread_id
        assert get_thread(session, thread).name == "sea.mp4"
        assert submit_request(session, request(asker, source=source), "api", "key") == (first.turn_id, True)
        assert submit_request(session, request(asker, thread, source=source), "api", "key") == (first.turn_id, True)
        other = submit_request(session, request(asker, source=source), "api", "other")
        assert not other.again
        assert ledger.load_view(session, other.turn_id).thread_id != thread
        bare = [submit_request(session, request(asker), "api", None) for _ in range(2)]
        assert len({first.turn_id, other.turn_id, *(each.turn_id for each in bare)}) == 4
        assert not any(each.again for each in bare)


@pytest.mark.parametrize("differs", ["words", "thread", "kind", "source", "about"])
def test_a_key_that_was_used_for_something_else_is_refused(asker: Asker, differs: str) -> None:
    link = ClipSource(SourceKind.LINK, "https://a.example/1.mp4")
    same = request(asker, source=link)
    others = {
        "words": request(asker, words="loud", source=link),
        "thread": request(asker, asker.thread_id, source=link),
        "kind": NewTurn(NEW_THREAD, asker.member_id, "api", TurnKind.ANOTHER, "calm", source=link),
        "source": request(asker, source=ClipSource(SourceKind.LINK, "https://a.example/2.mp4")),
        "about": request(asker, source=link, about_turn=3),
    }
    with asker.db.write() as session:
        submit_request(session, same, "api", "key")
        with pytest.raises(BadInput) as refused:
            submit_request(session, others[differs], "api", "key")
    assert refused.value.code == "idempotency-key"


def test_a_key_is_each_members_own(asker: Asker) -> None:
    other = Asker(asker.db, "other")
    with asker.db.write() as session:
        first = submit_request(session, request(asker), "api", "key")
        second = submit_request(session, request(other, words="loud"), "api", "key")
    assert first.turn_id != second.turn_id


def test_what_is_another_members_is_treated_as_missing(asker: Asker) -> None:
    other = Asker(asker.db, "other")
    first = pick(asker, 0)[0]
    with asker.db.read() as session:
        shown = load_own_pick(session, "page", asker.member_id, first)
        assert (shown.pick.id, shown.turn_seq, shown.thread_id) == (first, 1, asker.thread_id)
        turn = ledger.load_thread_views(session, asker.thread_id)[0].id
        require_own_turn(session, "page", asker.member_id, turn)
        assert get_own_thread(session, "page", asker.member_id, asker.thread_id).id == asker.thread_id
        for platform, member in (("page", other.member_id), ("discord", asker.member_id)):
            with pytest.raises(BadInput, match=f"no conversation {asker.thread_id}"):
                get_own_thread(session, platform, member, asker.thread_id)
            with pytest.raises(BadInput, match=f"no turn {turn}"):
                require_own_turn(session, platform, member, turn)
            with pytest.raises(BadInput, match=f"no pick {first}"):
                load_own_pick(session, platform, member, first)
        with pytest.raises(BadInput, match="no pick 999"):
            load_own_pick(session, "page", asker.member_id, 999)

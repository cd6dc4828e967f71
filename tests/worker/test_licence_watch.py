"""The weekly look at the licences of accepted picks: by catalogue, by page and by file, on both databases."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import delete, func, select

from musechat.licence_check import CheckState
from store.blobs import BlobStore
from store.database import Database
from store.installation import end_lease, take_lease
from store.licence_checks import ABSENT, list_due_records
from store.licence_notices import claim_notices, list_findings, mark_told
from store.member_data import forget_member
from store.tables import FeedbackRow, LicenceCheckRow
from tests.media.sources.standing import BY_NC
from tests.store.accepted import make_song, stated
from tests.worker.licence_watching import CC_BY, PAGE, Watch, watching
from worker.library.licence_places import FilePlace, PagePlace, SourcePlace, list_places
from worker.library.licence_watch import LEASE, WatchReport, read_all_licences
from worker.library.source_registry import SourceOpener


@pytest.fixture
def watch(sqlite_database: Database, tmp_path: Path) -> Iterator[Watch]:
    with watching(sqlite_database, tmp_path) as made:
        yield made


@pytest.fixture
def either_watch(database: Database, tmp_path: Path) -> Iterator[Watch]:
    """On both databases."""
    with watching(database, tmp_path) as made:
        yield made


def test_an_unchanged_licence_is_read_once_a_week(either_watch: Watch) -> None:
    pick = either_watch.accept_listed()
    asked = len(either_watch.jamendo.times)
    assert either_watch.run().states == {CheckState.SAME: 1}
    assert either_watch.run().states == {}
    assert either_watch.run_later(days=6.9).states == {}
    assert either_watch.run_later(days=7.1).states == {CheckState.SAME: 1}
    assert len(either_watch.jamendo.times) - asked == 2
    check = either_watch.picks.check(pick)
    assert (check.state, check.found, check.where) == (CheckState.SAME, "CC-BY-4.0", "https://www.jamendo.com/track/1")


@pytest.mark.parametrize("source", ["jamendo", "commons"])
def test_a_changed_licence_is_found_once(watch: Watch, source: str) -> None:
    pick = watch.accept_listed(source=source)
    watch.run()
    watch.songs[0].licence = BY_NC
    (line,) = watch.run_later().news
    assert "Song 1: CC-BY-4.0 then, CC-BY-NC-3.0 now" in line
    assert watch.run_later().news == []
    assert watch.picks.row(pick).finding == "changed:CC-BY-NC-3.0"
    assert watch.states(pick) == [CheckState.CHANGED]


def test_a_licence_that_allows_us_nothing_is_a_change_and_no_vanished_page(watch: Watch) -> None:
    pick = watch.accept_listed(source="commons")
    watch.songs[0].licence = "All rights reserved"
    watch.run()
    assert (watch.states(pick), watch.picks.check(pick).found) == ([CheckState.CHANGED], "all-rights-reserved")


def test_downloads_that_are_forbidden_change_no_licence(watch: Watch) -> None:
    pick = watch.accept_listed()
    watch.songs[0].downloadable = False
    watch.run()
    assert watch.states(pick) == [CheckState.SAME]


@pytest.mark.parametrize("source", ["jamendo", "commons"])
def test_a_withdrawn_track_is_found_and_comes_back(watch: Watch, source: str) -> None:
    pick = watch.accept_listed(source=source)
    watch.songs[0].gone = True
    watch.run()
    assert len(watch.run_later(days=1).news) == 1
    assert watch.states(pick) == [CheckState.VANISHED]
    watch.songs[0].gone = False
    watch.run_later()
    assert watch.states(pick) == [CheckState.SAME]
    assert watch.picks.row(pick).finding == ""


def test_the_same_track_is_asked_for_once_in_a_run(watch: Watch) -> None:
    for _ in range(3):
        watch.accept_listed()
    asked = len(watch.jamendo.times)
    assert watch.run().states == {CheckState.SAME: 3}
    assert len(watch.jamendo.times) - asked == 1


def test_429_is_waited_out(watch: Watch) -> None:
    pick = watch.accept_listed()
    watch.jamendo.answers = [lambda: web.Response(status=429, headers={"Retry-After": "90"})]
    slept = watch.clock.slept
    watch.run()
    assert watch.states(pick) == [CheckState.SAME]
    assert watch.clock.slept - slept >= 90


def test_a_source_that_wants_to_be_left_alone_is(watch: Watch) -> None:
    picks = [watch.accept_listed(number) for number in (1, 2, 3)]
    asked = len(watch.jamendo.times)
    watch.jamendo.answers = [lambda: web.Response(status=429, headers={"Retry-After": "7200"})]
    watcher = watch.make_watcher()
    assert watcher.watch_due().states == {CheckState.UNREACHABLE: 3}
    assert len(watch.jamendo.times) - asked == 1
    watch.picks.let_pass(days=2)
    watcher.watch_due()  # an hour later by the source's clock, say
    assert len(watch.jamendo.times) - asked == 1
    watch.clock._now += 7300
    watch.picks.let_pass(days=2)
    watcher.watch_due()
    assert watch.states(*picks) == [CheckState.SAME] * 3


def test_what_does_not_answer_is_no_change_and_tried_again_the_next_day(either_watch: Watch) -> None:
    pick = either_watch.accept_listed()
    either_watch.run()
    either_watch.jamendo.answers = [lambda: web.Response(status=503)] * 4
    assert either_watch.run_later().news == []
    check = either_watch.picks.check(pick)
    assert check.state is CheckState.SAME  # what the last answer said stands
    assert "503" in check.reason
    assert either_watch.run_later(hours=20).states == {}
    assert either_watch.run_later(hours=25).states == {CheckState.SAME: 1}
    assert either_watch.picks.check(pick).reason == ""


def test_one_that_never_answered_is_unreachable(watch: Watch) -> None:
    watch.site.pages["a"] = 503
    pick = watch.accept_page("a")
    assert watch.run().news == []
    check = watch.picks.check(pick)
    assert (check.state, check.answered_at) == (CheckState.UNREACHABLE, None)


def test_a_source_that_is_not_set_up_any_more_is_read_by_its_page(watch: Watch) -> None:
    watch.accept_listed()
    with watch.db.read() as session:
        (watched,) = list_due_records(session, timedelta(days=7), limit=9)
    assert [type(place) for place in list_places(watched, ["jamendo"])] == [SourcePlace]
    file, page = list_places(watched, ["commons"])
    assert isinstance(file, FilePlace)
    assert isinstance(page, PagePlace)
    assert page.url == "https://www.jamendo.com/track/1"


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_has_vanished(watch: Watch, status: int) -> None:
    watch.site.pages["a"] = PAGE.format(licence=CC_BY)
    pick = watch.accept_page("a")
    watch.run()
    assert watch.states(pick) == [CheckState.SAME]
    watch.site.pages["a"] = status
    assert watch.run_later().news == []
    check = watch.picks.check(pick)
    assert (check.state, check.reason) == (CheckState.SAME, ABSENT)  # the server may be in repair
    assert watch.run_later(hours=23).states == {}
    assert read_all_licences(watch.make_watcher()).news == []  # asked twice on one day, it is one look
    assert len(watch.run_later(days=1).news) == 1
    assert watch.states(pick) == [CheckState.VANISHED]


@pytest.mark.parametrize("between", [503, 403])
def test_no_answer_is_no_look_at_what_is_gone(either_watch: Watch, between: int) -> None:
    watch = either_watch
    watch.site.pages["a"] = 404
    pick = watch.accept_page("a")
    watch.run()
    assert watch.states(pick) == [CheckState.UNREACHABLE]
    watch.site.pages["a"] = between
    for _ in range(3):
        assert watch.run_later(days=1).news == []
    assert watch.picks.row(pick).finding == ""
    watch.site.pages["a"] = PAGE.format(licence=CC_BY)
    watch.run_later(days=1)
    watch.site.pages["a"] = 404
    assert watch.run_later().news == []  # the page was there: it counts from anew
    assert len(watch.run_later(days=1).news) == 1


def test_a_page_whose_licence_is_gone_has_changed(watch: Watch) -> None:
    watch.site.pages |= {"a": PAGE.format(licence=CC_BY), "b": "<p>Licence: CC BY 4.0</p>"}
    picks = [watch.accept_page("a"), watch.accept_page("b", 2)]
    watch.run()
    assert watch.states(*picks) == [CheckState.SAME] * 2
    watch.site.pages |= {"a": PAGE.format(licence=BY_NC), "b": "<p>Kaj nenio alia</p>"}
    watch.run_later()
    assert watch.states(*picks) == [CheckState.CHANGED, CheckState.SAME]
    watch.run_later(days=1)  # a page that names no licence at all any more may be in repair
    assert watch.states(*picks) == [CheckState.CHANGED] * 2
    assert [watch.picks.check(pick).found for pick in picks] == ["CC-BY-NC-3.0", ""]


def test_a_page_in_whichever_language_changes_nothing(watch: Watch) -> None:
    watch.site.pages |= {"a": "<p>Ĉi tiu peco estas libera</p>", "b": PAGE.format(licence=CC_BY)}
    picks = [watch.accept_page("a"), watch.accept_page("b", 2)]
    watch.run()
    assert watch.states(*picks) == [CheckState.THERE, CheckState.SAME]
    watch.site.pages |= {"a": "<p>この曲は自由です</p>", "b": f"<p>この曲は</p> {CC_BY}legalcode.ja"}
    assert watch.run_later().news == []
    assert watch.states(*picks) == [CheckState.THERE, CheckState.SAME]


def test_a_page_that_refuses_us_holds_up_no_other_of_its_host(watch: Watch) -> None:
    watch.site.pages |= {"a": 403, "b": PAGE.format(licence=CC_BY)}
    picks = [watch.accept_page("a"), watch.accept_page("b", 2)]
    watch.run()
    assert watch.states(*picks) == [CheckState.UNREACHABLE, CheckState.SAME]


def test_no_page_leads_to_an_address_that_is_not_public(watch: Watch) -> None:
    watch.opener = SourceOpener(watch.settings, watch.clock.wall)
    watch.site.pages["a"] = PAGE.format(licence=CC_BY)
    pick = watch.accept_page("a")
    watch.run()
    assert watch.states(pick) == [CheckState.UNREACHABLE]
    assert watch.site.asked == []


def test_pages_are_asked_for_one_a_second(watch: Watch) -> None:
    for number in range(5):
        watch.site.pages[f"{number}"] = PAGE.format(licence=CC_BY)
        watch.accept_page(f"{number}", number)
    began = watch.clock.now()
    watch.run()
    assert watch.clock.now() - began >= 4
    assert sorted(watch.site.asked) == ["0", "1", "2", "3", "4"]


def test_lists_and_notes_beside_a_file_are_read_again(watch: Watch, tmp_path: Path) -> None:
    song = tmp_path / "music" / "song.mp3"
    song.parent.mkdir()
    song.write_bytes(b"ID3")
    note = song.with_name("song.mp3.json")
    pick = watch.picks.accept(make_song(1, stated("CC BY 4.0", "song.mp3.json"), path=str(song)))
    for text, found in (
        ("creativecommons.org/licenses/by/4.0", (CheckState.SAME, "CC-BY-4.0")),
        ("all rights reserved", (CheckState.CHANGED, "all-rights-reserved")),
        ("", (CheckState.CHANGED, "")),
    ):
        note.write_text(json.dumps({"licence": text}))
        watch.run_later()
        watch.run_later(days=1)
        check = watch.picks.check(pick)
        assert (check.state, check.found) == found
    song.unlink()
    watch.run_later()
    assert "cannot be read" in watch.picks.check(pick).reason
    assert watch.states(pick) == [CheckState.CHANGED]


def test_music_that_states_its_licence_nowhere_is_looked_at_and_nothing_comes_of_it(watch: Watch) -> None:
    pick = watch.picks.accept(make_song(1))
    assert watch.run().states == {CheckState.NOTHING: 1}
    assert watch.states(pick) == [CheckState.NOTHING]


def test_only_what_is_still_accepted_is_read(watch: Watch) -> None:
    watch.accept_listed()
    with watch.db.write() as session:
        session.execute(delete(FeedbackRow))
    assert watch.run().states == {}


def test_a_run_is_bounded_and_the_next_goes_on(either_watch: Watch) -> None:
    for number in range(5):
        either_watch.picks.accept(make_song(number))
    assert sum(either_watch.run(limit=2).states.values()) == 2
    assert sum(either_watch.run(limit=2).states.values()) == 2
    assert sum(either_watch.run(limit=2).states.values()) == 1


def test_a_watch_that_is_stopped_goes_on_later(watch: Watch) -> None:
    for number in range(3):
        watch.picks.accept(make_song(number))
    watcher = watch.make_watcher()
    watcher.stop()
    assert watcher.watch_due().states == {}
    assert sum(watch.run().states.values()) == 3


def test_two_never_watch_at_once(either_watch: Watch) -> None:
    either_watch.accept_listed()
    with either_watch.db.write() as session:
        assert take_lease(session, LEASE, "another", 900)
    assert either_watch.run().busy
    with either_watch.db.write() as session:
        end_lease(session, LEASE, "another")
    assert either_watch.run().states == {CheckState.SAME: 1}
    with either_watch.db.write() as session:
        assert take_lease(session, LEASE, "dead", -1)
    assert not either_watch.run().busy


def test_two_workers_find_a_change_once(either_watch: Watch) -> None:
    either_watch.accept_listed()
    either_watch.run()
    either_watch.songs[0].licence = BY_NC
    either_watch.picks.let_pass(days=8)
    reports: list[WatchReport] = []
    start = threading.Barrier(2)

    def work() -> None:
        start.wait()
        reports.append(either_watch.run())

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(len(report.news) for report in reports) == 1
    with either_watch.db.write() as session:
        assert len(claim_notices(session, "discord")) == 1


def test_by_hand_everything_is_read_at_once(watch: Watch) -> None:
    for number in range(3):
        watch.picks.accept(make_song(number))
    watch.run()
    assert sum(read_all_licences(watch.make_watcher(), limit=2).states.values()) == 3


def test_a_notice_is_claimed_once_and_again_where_its_bot_died(
    either_watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = either_watch.picks.open_thread()
    for _ in range(2):
        either_watch.accept_listed(thread_id=thread)
    other = either_watch.accept_listed()
    either_watch.songs[0].gone = True
    either_watch.run()
    either_watch.run_later(days=1)
    with either_watch.db.write() as session:
        claimed = claim_notices(session, "discord")
        assert claim_notices(session, "page") == []
    assert [len(notice.pick_ids) for notice in claimed] == [2, 1]
    assert claimed[1].pick_ids == (other,)
    with either_watch.db.write() as session:
        assert claim_notices(session, "discord") == []
        mark_told(session, claimed[0])
    monkeypatch.setattr("store.licence_notices.CLAIM", -timedelta(seconds=1))
    with either_watch.db.write() as session:
        (again,) = claim_notices(session, "discord")
        assert again.pick_ids == (other,)
        assert again.begun_at is not None
        mark_told(session, again)
        assert claim_notices(session, "discord") == []
    # Accepted there once more, as its file still says, it is no news.
    either_watch.picks.accept(either_watch.last, thread)
    either_watch.run()
    with either_watch.db.write() as session:
        assert claim_notices(session, "discord") == []
        assert len(list_findings(session)) == 2
        assert list_findings(session, guild_id=5) == []


def test_a_finding_that_comes_back_is_told_once(either_watch: Watch) -> None:
    either_watch.accept_listed()
    for gone, told in ((True, 1), (False, 0), (True, 0)):
        either_watch.songs[0].gone = gone
        either_watch.run_later()
        either_watch.run_later(days=1)
        with either_watch.db.write() as session:
            notices = claim_notices(session, "discord")
            assert len(notices) == told
            for notice in notices:
                mark_told(session, notice)
    either_watch.songs[0].gone, either_watch.songs[0].licence = False, BY_NC
    either_watch.run_later()
    with either_watch.db.write() as session:
        assert [notice.finding for notice in claim_notices(session, "discord")] == ["changed:CC-BY-NC-3.0"]


def test_checks_go_with_their_member(either_watch: Watch, tmp_path: Path) -> None:
    either_watch.accept_listed()
    either_watch.run()
    with either_watch.db.write() as session:
        forget_member(session, either_watch.picks.member, BlobStore(f"file://{tmp_path / 'blobs'}"))
        assert session.scalar(select(func.count()).select_from(LicenceCheckRow)) == 0

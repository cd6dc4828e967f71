"""A mix reaches a card that is shown, once, and never one that shows something else by now."""

from __future__ import annotations

import pytest

from musechat.mix_names import find_clip, is_mix, is_video_mix, name_mix
from musechat.mix_settings import MixSettings
from musechat.pick import ChosenTrack
from musechat.turn import NewTurn, TurnKind, TurnOutcome
from store import leases, ledger
from store.database import Database
from store.mix_delivery import MixDelivery, attach_mix
from store.track_library import put_track
from tests.store.asked import Asker, claimed
from tests.store.made import clip_traits, track

HASH = "a" * 64
NAME = name_mix(HASH, clip_traits(), track(1).id, 6.5, MixSettings()).video


def end_turn(db: Database, turn_id: int) -> None:
    job = claimed(db, turn_id)
    with db.write() as session:
        put_track(session, track(1), "1")
        pick = ChosenTrack(track(1).id, 0.5, 6.5, 10.0, "rule", preview="preview-x.mp4")
        assert leases.finish_turn(session, job.id, job.attempt, TurnOutcome(picks=[pick]))


def attach(db: Database, turn_id: int, track_id: str = track(1).id) -> MixDelivery:
    with db.write() as session:
        return attach_mix(session, turn_id, track_id, NAME)


@pytest.fixture
def ended(database: Database) -> tuple[Asker, int]:
    asker = Asker(database)
    turn_id = asker.ask("calm")
    end_turn(database, turn_id)
    return asker, turn_id


def test_a_shown_card_is_shown_again_with_it(database: Database, ended: tuple[Asker, int]) -> None:
    asker, turn_id = ended
    assert attach(database, turn_id) is MixDelivery.NOT_YET
    with database.write() as session:
        ledger.mark_delivered(session, turn_id, "4711")
    before = asker.view(turn_id)
    assert attach(database, turn_id) is MixDelivery.ATTACHED
    assert asker.view(turn_id).picks[0].preview == NAME
    with database.read() as session:
        (again,) = ledger.load_changes(session, "page", {turn_id: before.revision})
    assert (again.id, again.message_id) == (turn_id, "4711")
    assert attach(database, turn_id) is MixDelivery.UNWANTED  # it has it already


def test_a_card_that_shows_another_turn_by_now_is_left_alone(database: Database, ended: tuple[Asker, int]) -> None:
    asker, turn_id = ended
    with database.write() as session:
        ledger.mark_delivered(session, turn_id, "4711")
        new = NewTurn(asker.thread_id, asker.member_id, "page", TurnKind.ALTERNATE, message_id="4711")
        ledger.submit_turn(session, new)
    assert attach(database, turn_id) is MixDelivery.UNWANTED
    assert asker.view(turn_id).picks[0].preview == "preview-x.mp4"


def test_what_is_gone_or_was_never_shown_gets_none(database: Database, ended: tuple[Asker, int]) -> None:
    _, turn_id = ended
    with database.write() as session:
        ledger.mark_delivered(session, turn_id)
    assert attach(database, turn_id) is MixDelivery.UNWANTED
    assert attach(database, turn_id, "f" * 16) is MixDelivery.UNWANTED
    assert attach(database, 4711) is MixDelivery.UNWANTED


def test_names_tell_clip_and_kind_and_change_with_the_settings() -> None:
    plain = name_mix(HASH, clip_traits(), "0123456789abcdef", 6.5, MixSettings())
    louder = name_mix(HASH, clip_traits(), "0123456789abcdef", 6.5, MixSettings(music_gain_db=3.0))
    assert plain.video != louder.video
    assert find_clip(plain.music) == HASH
    assert [is_mix(name) for name in (plain.video, plain.music, plain.handover, plain.note)] == [True] * 4
    assert [is_video_mix(name) for name in (plain.video, plain.music)] == [True, False]
    assert not is_mix("preview-0123456789abcdef-0-1-1.mp4")
    assert not is_mix(f"{HASH}.mp4")

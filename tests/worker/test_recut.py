"""A new cut of a clip in the same thread, through the real stages and real files: the pick stays and moves along."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from language.languages import list_codes
from language.recut_answers import describe_recut
from language.texts import find_texts
from musechat.mix_settings import MixSettings
from musechat.recut import RecutDoubt, RecutHit
from musechat.turn import ClipSource, SourceKind, Stage, TurnKind, TurnState, TurnView
from store.database import Database
from store.member_data import forget_member
from store.thread_history import put_feedback
from store.videos import forget_blob, get_clip_pictures
from tests.media.recut.cutting import Piece, cut_anew
from tests.media.recut.made import draw_clip
from tests.models.ranking.stand_ins import made_library
from tests.worker.talking import Talk, first, ids, put_tracks
from worker.stages.fetch import run_fetch
from worker.stages.watch import run_watch

LIBRARY = [replace(t, id=f"{n:016x}", file_hash=f"{n:064x}") for n, t in enumerate(made_library(24), 1)]
SHOTS = ((1, 2.4), (2, 3.2), (3, 2.0), (4, 2.4))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("versions")


@pytest.fixture(scope="module")
def clip(folder: Path) -> Path:
    return draw_clip(folder / "clip.mp4", SHOTS)


@pytest.fixture(scope="module")
def later(folder: Path, clip: Path) -> Path:
    """The same without its first two seconds."""
    return cut_anew([Piece(clip, 2.0, 10.0)], folder / "later.mp4", width=240)


@pytest.fixture
def talk(sqlite_database: Database, tmp_path: Path) -> Talk:
    put_tracks(sqlite_database, LIBRARY)
    talk = Talk(sqlite_database, tmp_path)
    talk.stages = {**talk.stages, Stage.FETCH: run_fetch, Stage.WATCH: run_watch}
    return talk


def bring(talk: Talk, clip: Path, words: str = "") -> TurnView:
    view = talk.turn(TurnKind.FIRST, words=words, source=ClipSource(SourceKind.PATH, str(clip), clip.name))
    assert view.state is TurnState.DONE, view.error
    return view


def test_a_cut_at_the_start_lets_the_music_start_later(talk: Talk, clip: Path, later: Path) -> None:
    bring(talk, clip)
    before = talk.say("start at 0:20")
    after = bring(talk, later)
    assert ids(after) == ids(before)
    assert after.recut is not None
    assert first(after).start_s == pytest.approx(22.0, abs=0.1)
    assert (after.recut.was_s, after.recut.start_s) == (20.0, first(after).start_s)
    assert first(after).end_s - first(after).start_s == pytest.approx(8.0, abs=0.1)
    assert first(after).rule == "recut"
    assert first(after).reason
    said = describe_recut(after.recut, find_texts("en"))
    assert said.startswith("Your cut is 2 s shorter at the start. The music now starts at 0:22")


@pytest.mark.slow
def test_words_that_only_announce_it_are_no_wish(talk: Talk, clip: Path, later: Path) -> None:
    before = bring(talk, clip)
    after = bring(talk, later, "here's the new cut")
    assert ids(after) == ids(before)
    assert after.recut is not None
    assert after.brief == before.brief


def test_a_wish_beside_it_is_followed_as_with_any_clip(talk: Talk, clip: Path, later: Path) -> None:
    before = bring(talk, clip)
    after = bring(talk, later, "slower piano music")
    assert after.recut is None
    assert not set(ids(after)) & set(ids(before))


@pytest.mark.slow
def test_an_edit_beside_it_is_made_too(talk: Talk, clip: Path, later: Path) -> None:
    before = bring(talk, clip)
    after = bring(talk, later, "mute my clip")
    assert ids(after) == ids(before)
    assert after.recut is not None
    assert first(after).mix.mute_clip
    assert after.edits


def test_another_clip_gets_other_picks(talk: Talk, clip: Path, folder: Path) -> None:
    before = bring(talk, clip)
    after = bring(talk, draw_clip(folder / "other.mp4", [(21, 3.0), (22, 4.0)]))
    assert after.recut is None
    assert not set(ids(after)) & set(ids(before))


@pytest.mark.slow
def test_the_very_same_file_is_no_new_version(talk: Talk, clip: Path) -> None:
    before = bring(talk, clip)
    after = bring(talk, clip)
    assert after.recut is None
    assert not set(ids(after)) & set(ids(before))


def test_another_encoding_moves_nothing(talk: Talk, clip: Path, folder: Path) -> None:
    before = bring(talk, clip)
    after = bring(talk, cut_anew([Piece(clip, 0.0, 10.0)], folder / "small.mp4", width=160, crf=36))
    assert after.recut is not None
    assert after.recut.changes == ()
    assert not after.recut.moved
    assert first(after).reason == first(before).reason
    assert describe_recut(after.recut, find_texts("en")).startswith("That is your cut in a new file")


@pytest.mark.slow
def test_a_drop_and_a_range_move_with_their_moments(talk: Talk, clip: Path, folder: Path) -> None:
    bring(talk, clip)
    talk.say("only from 0:04 to 0:09")
    pinned = talk.say("put the drop at 0:06")
    other = draw_clip(folder / "insert.mp4", [(31, 2.0)])
    pieces = [Piece(clip, 0.0, 2.4), Piece(other, 0.0, 2.0), Piece(clip, 2.4, 10.0)]
    after = bring(talk, cut_anew(pieces, folder / "longer.mp4"))
    mix = first(after).mix
    assert (mix.drop_at_s, mix.clip_start_s, mix.clip_end_s) == pytest.approx((8.0, 6.0, 11.0), abs=0.1)
    assert first(after).start_s == pytest.approx(first(pinned).start_s, abs=0.1)  # the music begins with its moment
    assert after.recut is not None
    assert (after.recut.hit, after.recut.hit_s) == (RecutHit.DROP, pytest.approx(8.0, abs=0.1))


@pytest.mark.slow
def test_a_drop_whose_moment_is_gone_is_said_to_be(talk: Talk, clip: Path, folder: Path) -> None:
    bring(talk, clip)
    talk.say("put the drop at 0:06")
    pieces = [Piece(clip, 0.0, 5.6), Piece(clip, 7.6, 10.0)]
    after = bring(talk, cut_anew(pieces, folder / "gone.mp4"))
    assert after.recut is not None
    assert RecutDoubt.MOMENT_GONE in after.recut.doubts
    assert first(after).mix.drop_at_s is None


@pytest.mark.slow
def test_a_track_that_is_too_short_now_names_one_that_is_not(talk: Talk, clip: Path, later: Path) -> None:
    bring(talk, clip)
    length = first(talk.say("start at 0:20")).traits.duration_s
    before = talk.say(f"start at {int(length - 8) // 60}:{int(length - 8) % 60:02}")
    after = bring(talk, later)
    assert ids(after) == ids(before)
    assert after.recut is not None
    assert RecutDoubt.TOO_SHORT in after.recut.doubts
    assert after.recut.missing_s == pytest.approx(2.0, abs=1.1)
    assert 1 <= after.recut.instead <= 3
    for code in list_codes():
        assert describe_recut(after.recut, find_texts(code))


def test_a_pick_that_was_turned_down_is_not_kept(talk: Talk, clip: Path, later: Path) -> None:
    before = first(bring(talk, clip))
    with talk.db.write() as session:
        put_feedback(session, before.id, talk.member_id, "rejected")
    after = bring(talk, later)
    assert after.recut is None
    assert before.track_id not in ids(after)


def test_it_is_recognised_after_the_files_of_the_clip_were_deleted(talk: Talk, clip: Path, later: Path) -> None:
    before = bring(talk, clip)
    assert before.video_hash is not None
    with talk.db.write() as session:
        assert forget_blob(session, before.video_hash)
    assert bring(talk, later).recut is not None


@pytest.mark.slow
def test_a_black_version_and_a_black_clip_are_other_clips(talk: Talk, clip: Path, folder: Path) -> None:
    bring(talk, clip)
    black = draw_clip(folder / "black.mp4", [(0, 4.0)])
    assert bring(talk, black).recut is None
    assert bring(talk, draw_clip(folder / "black-too.mp4", [(0, 3.0)])).recut is None


def test_hashes_go_with_the_member(talk: Talk, clip: Path) -> None:
    view = bring(talk, clip)
    assert view.video_hash is not None
    with talk.db.write() as session:
        assert get_clip_pictures(session, view.video_hash) is not None
        forget_member(session, talk.member_id, talk.blobs)
        assert get_clip_pictures(session, view.video_hash) is None


@pytest.mark.slow
def test_what_was_said_of_the_mix_stays(talk: Talk, clip: Path, later: Path) -> None:
    bring(talk, clip)
    quiet = first(talk.say("turn the music down")).mix
    assert quiet != MixSettings()
    assert first(bring(talk, later)).mix == quiet

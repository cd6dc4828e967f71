"""What AcoustID says that a clip's own sound is: asked where the library does not know it, told as likely, and no more."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from aiohttp import web
from sqlalchemy import select, update

from language.texts import load_texts
from media.acoustid.chromaprint import MissingChromaprint
from media.fetch.address_guard import Guard
from musechat.clip_music import ClipRecording
from musechat.settings import Settings
from musechat.turn import ClipSource, SourceKind, TurnKind
from musechat.wish import Facet, Force
from musechat.wish_values import LikeValue
from store.clip_music import save_clip_music
from store.clip_recordings import AskedClip, list_unanswered, load_recording, save_answer, save_question
from store.database import Database
from store.tables import ClipRecordingRow, ThreadRow, utc_now
from store.videos import put_video, save_traits
from tests.clock import HeldClock
from tests.media.acoustid.stand_in import KEY, AcoustIdStandIn, make_recording, make_result, served
from tests.media.sources.standing import loopback_guard
from tests.media.watch.sounds import RATE, Floats, make_melody
from tests.models.ranking.stand_ins import made_library
from tests.musechat.made import made_clip
from tests.worker.jobs import context_of
from tests.worker.talking import Talk, put_tracks
from tests.worker.test_clip_lookup import clip as clip
from tests.worker.test_clip_lookup import put_sound
from tests.worker.test_clip_stages import DiscordAsker
from worker import recording_lookup
from worker.acoustid_asking import REST_S, Patience
from worker.clip_lookup import ClipLookup
from worker.context import TurnContext
from worker.late_recordings import RECENT, LateRecordings
from worker.library.source_registry import SourceAddresses, SourceOpener
from worker.recording_lookup import LEAST_S, RecordingLookup
from worker.stages.fetch import run_fetch
from worker.stages.watch import run_watch

CLIP = "a" * 64
SOUND: Floats = np.resize(make_melody(10.0, 1), round(LEAST_S) * RATE)
MUSICAL = made_clip(has_sound=True, music=0.9)
HARBOUR = make_result(0.97, make_recording("Harbour", "The Quays", duration=LEAST_S))


@pytest.fixture
def service() -> Iterator[AcoustIdStandIn]:
    with served(LEAST_S) as found:
        found.results = [HARBOUR]
        yield found


@pytest.fixture(autouse=True)
def _prints(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fingerprints without libchromaprint, which not every machine has; its own tests are in tests/media/acoustid."""
    monkeypatch.setattr(recording_lookup, "compute_fingerprint", lambda sound, rate: f"AQ{len(sound)}")


class Asking:
    """A clip, and what asks about it."""

    def __init__(self, db: Database, folder: Path, service: AcoustIdStandIn, key: str = KEY) -> None:
        self.db, self.service, self.clock = db, service, HeldClock()
        self.settings = Settings(_env_file=None, data_dir=folder, database_url=db.url, acoustid_key=key)
        self.lookup = RecordingLookup(self.open, Patience(self.clock))
        self.late = LateRecordings(db, self.settings, self.open, Patience(self.clock))
        with db.write() as session:
            put_video(session, CLIP, 10, "a.mp4", None)

    def open(self, settings: Settings) -> SourceOpener:
        clock, addresses = self.service.clock.wall, SourceAddresses(acoustid=self.service.address)
        return SourceOpener(settings, clock, loopback_guard(self.service.address), addresses)

    def context(self) -> TurnContext:
        return context_of(DiscordAsker(self.db, None), self.settings, TurnKind.FIRST)

    def watch(self, sound: Floats | None = SOUND) -> None:
        self.lookup.look_up_clip(self.context(), CLIP, MUSICAL, sound)

    def found(self) -> ClipRecording | None:
        with self.db.read() as session:
            return load_recording(session, CLIP)

    def waiting(self) -> list[str]:
        with self.db.read() as session:
            return list(session.scalars(select(ClipRecordingRow.fingerprint).where(ClipRecordingRow.fingerprint != "")))

    def grow_old(self, by: timedelta) -> None:
        with self.db.write() as session:
            session.execute(update(ClipRecordingRow).values(made_at=utc_now() - by))


@pytest.fixture
def asking(database: Database, tmp_path: Path, service: AcoustIdStandIn) -> Asking:
    return Asking(database, tmp_path, service)


def test_a_clip_that_is_watched_is_asked_about(asking: Asking) -> None:
    asking.watch()
    assert asking.found() == ClipRecording("Harbour", "The Quays", 0.97)
    assert asking.waiting() == []  # it is not kept
    assert [asked["duration"] for asked in asking.service.asked] == ["30"]
    assert asking.late.ask_again() == 0


def test_what_is_not_sure_is_not_named_and_not_asked_again(asking: Asking) -> None:
    asking.service.results = [make_result(0.6, make_recording("Harbour", "The Quays", duration=LEAST_S))]
    asking.watch()
    assert (asking.found(), asking.waiting()) == (None, [])


def test_it_is_off_without_a_key(sqlite_database: Database, tmp_path: Path, service: AcoustIdStandIn) -> None:
    off = Asking(sqlite_database, tmp_path, service, key="")
    off.watch()
    off.late.start()
    assert (service.asked, off.found(), off.waiting()) == ([], None, [])


@pytest.mark.parametrize("sound", [None, SOUND[: 29 * RATE]], ids=["none", "short"])
def test_what_is_no_whole_recording_is_not_asked_about(asking: Asking, sound: Floats | None) -> None:
    asking.watch(sound)
    asking.lookup.look_up_clip(asking.context(), CLIP, made_clip(has_sound=True, music=0.0), SOUND)
    assert asking.service.asked == []


def test_what_the_library_knows_is_not_asked_about(asking: Asking) -> None:
    wave = make_melody(12.0, 1)
    own, context = put_sound(asking.db, 1, wave), asking.context()
    assert ClipLookup().look_up_clip(context, CLIP, MUSICAL, wave)
    assert not ClipLookup().look_up_clip(context, CLIP, MUSICAL, make_melody(12.0, 3))
    assert own


@pytest.mark.slow
def test_a_clip_is_asked_about_when_it_is_watched(
    asking: Asking, clip: Path, monkeypatch: pytest.MonkeyPatch, service: AcoustIdStandIn
) -> None:
    monkeypatch.setattr(recording_lookup, "LEAST_S", 5.0)
    service.length_s = 12.0
    service.results = [make_result(0.97, make_recording("Harbour", "The Quays", duration=12.0))]
    source = ClipSource(SourceKind.PATH, str(clip), "talk.mp4")
    context = context_of(DiscordAsker(asking.db, None), asking.settings, TurnKind.FIRST, source=source)
    run_fetch(context)
    run_watch(context, lookup=ClipLookup(), recordings=asking.lookup)
    with asking.db.read() as session:
        assert load_recording(session, context.job.video_hash or "") == ClipRecording("Harbour", "The Quays", 0.97)


def test_a_slow_answer_holds_up_no_turn_and_comes_late(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording_lookup, "IN_TURN_S", 0.0)
    asking.watch()
    assert (asking.found(), len(asking.waiting())) == (None, 1)
    assert asking.late.ask_again() == 0  # its turn may wait for it still
    asking.grow_old(timedelta(minutes=1))
    assert asking.late.ask_again() == 1
    assert asking.found() == ClipRecording("Harbour", "The Quays", 0.97)
    assert asking.waiting() == []


def test_nobody_is_asked_about_a_clip_of_yesterday(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording_lookup, "IN_TURN_S", 0.0)
    asking.watch()
    asking.grow_old(RECENT + timedelta(minutes=1))
    assert asking.late.ask_again() == 0
    assert asking.waiting() == []


def test_a_wrong_key_fails_no_turn_and_is_told(
    database: Database, tmp_path: Path, service: AcoustIdStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    asking = Asking(database, tmp_path, service, key="wrong")
    with caplog.at_level(logging.WARNING):
        asking.watch()
        asking.watch()
    assert ["MUSECHAT_ACOUSTID_KEY" in line for line in caplog.messages] == [True]
    assert (len(service.asked), asking.found(), len(asking.waiting())) == (1, None, 1)
    asking.clock.advance(REST_S + 1)
    asking.watch()
    assert len(service.asked) == 2


def test_it_is_left_alone_as_long_as_it_asks(asking: Asking) -> None:
    asking.service.answers = [lambda: web.Response(status=429, headers={"Retry-After": "900"})]
    asking.watch()
    asking.watch()
    asking.grow_old(timedelta(minutes=1))
    assert sum(asking.service.paths.values()) == 1
    asking.clock.advance(901)
    assert asking.late.ask_again() == 1
    assert asking.found() is not None


def test_a_service_that_is_down_fails_no_turn(asking: Asking) -> None:
    asking.service.answers = [lambda: web.Response(status=503)] * 50
    asking.watch()
    asking.grow_old(timedelta(minutes=1))
    assert asking.late.ask_again() == 0
    asking.service.answers = []
    assert asking.late.ask_again() == 1


def test_what_it_refuses_is_not_asked_again(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording_lookup, "compute_fingerprint", lambda *_: "broken")
    asking.watch()
    assert (asking.found(), asking.waiting()) == (None, [])
    with asking.db.write() as session:
        save_question(session, AskedClip(CLIP, "broken", 30.0), utc_now() - timedelta(minutes=1))
    assert asking.late.ask_again() == 1
    assert asking.waiting() == []


def test_a_missing_library_is_told_once(
    asking: Asking, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> str:
        raise MissingChromaprint

    monkeypatch.setattr(recording_lookup, "compute_fingerprint", refuse)
    with caplog.at_level(logging.WARNING):
        asking.watch()
        asking.watch()
    assert ["libchromaprint1" in line for line in caplog.messages] == [True]


def test_an_address_that_is_not_public_fails_no_turn(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    opener = asking.open(asking.settings)
    monkeypatch.setattr(asking, "open", lambda _: opener)
    shut = SourceOpener(asking.settings, opener.clock, Guard(), opener.addresses)
    RecordingLookup(lambda _: shut).look_up_clip(asking.context(), CLIP, MUSICAL, SOUND)
    assert (asking.found(), len(asking.waiting())) == (None, 1)


def test_a_full_disk_fails_no_turn(asking: Asking, caplog: pytest.LogCaptureFixture) -> None:
    (asking.settings.data_dir / "sources").write_text("no folder")  # where requests are counted
    with caplog.at_level(logging.WARNING):
        asking.watch()
    assert (asking.found(), len(asking.waiting()), len(caplog.messages)) == (None, 1, 1)


def test_the_newest_of_a_span_come_first(database: Database) -> None:
    now = utc_now()
    with database.write() as session:
        for number in range(4):
            put_video(session, f"{number}" * 64, 10, "a.mp4", None)
            save_question(session, AskedClip(f"{number}" * 64, "AQ", 30.0), now - timedelta(hours=number))
        save_answer(session, "1" * 64, None)
        listed = list_unanswered(session, now - timedelta(hours=2.5), now, 9)
        assert [clip.video_hash[0] for clip in listed] == ["0", "2"]
        assert len(list_unanswered(session, now - RECENT, now, 1)) == 1


@pytest.fixture
def talk(sqlite_database: Database, tmp_path: Path) -> Talk:
    """A thread about a clip whose own music is likely to be known."""
    put_tracks(sqlite_database, made_library(20))
    talk = Talk(sqlite_database, tmp_path)
    with talk.db.write() as session:
        put_video(session, CLIP, 10, "b.mp4", None)
        save_traits(session, CLIP, made_clip(has_sound=True, music=0.9), "1")
        session.execute(update(ThreadRow).where(ThreadRow.id == talk.thread_id).values(video_hash=CLIP))
    return talk


def name_it(talk: Talk, artist: str) -> None:
    with talk.db.write() as session:
        save_question(session, AskedClip(CLIP, "AQ", 213.0), utc_now())
        save_answer(session, CLIP, ClipRecording("Harbour", artist, 0.95))


def likenesses(talk: Talk) -> list[LikeValue]:
    values = [standing.wish.value for standing in talk.brief().list_wishes(Facet.LIKE)]
    return [value for value in values if isinstance(value, LikeValue)]


def test_words_of_a_first_turn_liken_to_its_artist(talk: Talk) -> None:
    name_it(talk, "Hans Zimmer")
    turn = talk.turn(TurnKind.FIRST, words="something like it, but free")
    assert turn.clip_recording == ClipRecording("Harbour", "Hans Zimmer", 0.95)
    assert {(s.wish.facet, s.wish.force) for s in talk.brief().standing} == {
        (Facet.LIKE, Force.PREFER), (Facet.LICENCE, Force.MUST),
    }  # fmt: skip
    [like] = likenesses(talk)
    assert (like.name, like.artist, like.unheld) == ("Hans Zimmer", None, True)
    assert like.sound is not None
    assert turn.picks


def test_an_artist_of_the_library_is_offered_first(talk: Talk) -> None:
    held = made_library(20)[3]
    name_it(talk, f"Hans Zimmer feat. {held.artist}")
    talk.turn(TurnKind.FIRST, words="something like it")
    [like] = likenesses(talk)
    assert (like.artist, like.unheld) == (held.artist, False)


def test_an_artist_that_nobody_knows_is_said_to_be_unknown(talk: Talk) -> None:
    name_it(talk, "Zorbo Quillfeather")
    turn = talk.turn(TurnKind.FIRST, words="something like it, but free")
    [like] = likenesses(talk)
    assert (like.name, like.sound) == ("Zorbo Quillfeather", None)
    assert turn.picks


def test_later_the_clip_has_to_be_named(talk: Talk) -> None:
    name_it(talk, "Hans Zimmer")
    talk.turn(TurnKind.FIRST, words="calm")
    talk.say("something like it")
    assert not [like for like in likenesses(talk) if like.name == "Hans Zimmer"]
    talk.say("more like the song in my clip, but calmer")
    assert [like for like in likenesses(talk) if like.name == "Hans Zimmer"]
    assert talk.brief().list_wishes(Facet.ENERGY)


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("what song is this in my clip?", "en"),
        ("welches Lied ist das in meinem Clip?", "de"),
        ("¿cómo se llama la música de mi video?", "es"),
        ("quelle est cette chanson dans ma vidéo ?", "fr"),
        ("この動画の曲は何ですか？", "ja"),
    ],
)
def test_what_song_it_is_is_answered_as_likely(talk: Talk, asked: str, language: str) -> None:
    name_it(talk, "The Quays")
    talk.turn(TurnKind.FIRST, words="calm")
    told = load_texts(language)("describe.own-music.probably", title="Harbour", artist="The Quays")
    turn = talk.say(asked)
    assert (turn.answer, turn.keeps_pick) == (told, True)


def test_a_track_of_the_library_comes_before_it(talk: Talk) -> None:
    name_it(talk, "The Quays")
    with talk.db.write() as session:
        save_clip_music(session, CLIP, made_library(20)[3].id, None, 31.4, 0.4)
    turn = talk.turn(TurnKind.FIRST, words="calm")
    assert (turn.clip_music is not None, turn.clip_recording) == (True, None)

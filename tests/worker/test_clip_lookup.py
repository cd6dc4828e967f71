"""The music that is in a clip already: found when the clip is watched, told where it may be, and what words make of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from sqlalchemy import update

from language.texts import load_texts
from media.listen.fingerprint import make_fingerprint
from musechat.settings import Settings
from musechat.turn import ClipSource, SourceKind, TurnKind
from musechat.wish import Facet, Force
from store.clip_music import load_clip_music, save_clip_music
from store.database import Database
from store.tables import ThreadRow
from store.track_identity import save_fingerprint
from store.track_library import put_track, remove_track
from store.track_merge import merge_tracks
from store.videos import forget_blob, forget_orphans, get_video, put_video, save_traits
from tests.media.watch.sounds import RATE, Floats, make_melody, read_voice
from tests.models.ranking.stand_ins import made_library
from tests.musechat.made import made_clip
from tests.store.made import track as made_track
from tests.worker.jobs import context_of
from tests.worker.talking import GUILD, Talk, first, ids, put_tracks
from tests.worker.test_clip_stages import DiscordAsker
from worker.clip_lookup import ClipLookup
from worker.context import TurnContext
from worker.stages.fetch import run_fetch
from worker.stages.watch import run_watch

SECONDS = 12


def put_sound(db: Database, number: int, wave: Floats, **more: object) -> str:
    made = replace(made_track(number), **more)  # type: ignore[arg-type]
    with db.write() as session:
        put_track(session, made, "1")
        save_fingerprint(session, made.id, make_fingerprint(wave, RATE).tobytes())
    return made.id


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve seconds of a melody from 0:09 on, under speech as loud."""
    music, voice = make_melody(30.0, 1)[9 * RATE : 21 * RATE], read_voice(SECONDS)
    loud = np.sqrt(np.mean(np.square(music)) / np.mean(np.square(voice)))
    wave = (0.5 * (music + loud * voice)).astype(np.float32)
    path = tmp_path_factory.mktemp("clips") / "talk.mp4"
    with av.open(str(path), "w") as box:
        picture, sound = box.add_stream("libx264", rate=5), box.add_stream("aac", rate=RATE, layout="mono")
        picture.width, picture.height, picture.pix_fmt = 160, 96, "yuv420p"
        sound.bit_rate = 96_000
        for n in range(5 * SECONDS):
            frame = av.VideoFrame.from_ndarray(np.full((96, 160, 3), 4 * n, np.uint8), format="rgb24")
            box.mux(picture.encode(frame))
        box.mux(picture.encode(None))
        heard = av.AudioFrame.from_ndarray(wave[None], format="fltp", layout="mono")
        heard.sample_rate = RATE
        fifo = av.AudioFifo()
        fifo.write(heard)
        while part := fifo.read(sound.codec_context.frame_size or 1024, partial=True):
            box.mux(sound.encode(part))
        box.mux(sound.encode(None))
    return path


def watch(db: Database, settings: Settings, clip: Path, lookup: ClipLookup, guild_id: int | None) -> TurnContext:
    source = ClipSource(SourceKind.PATH, str(clip), "talk.mp4")
    context = context_of(DiscordAsker(db, guild_id), settings, TurnKind.FIRST, source=source)
    run_fetch(context)
    run_watch(context, lookup=lookup)
    return context


@pytest.mark.slow
def test_a_clip_that_is_watched_is_looked_up(sqlite_database: Database, settings: Settings, clip: Path) -> None:
    db, lookup = sqlite_database, ClipLookup()
    put_sound(db, 1, make_melody(30.0, 2))
    known = put_sound(db, 2, make_melody(30.0, 1), title="Harbour", artist="The Quays")
    context = watch(db, settings, clip, lookup, GUILD)
    video_hash = context.job.video_hash or ""
    with db.read() as session:
        found = load_clip_music(session, video_hash, None)
    assert found is not None
    assert (found.track_id, found.title) == (known, "Harbour")
    assert found.at_s == pytest.approx(9.0, abs=0.3)
    with db.write() as session:
        remove_track(session, known)
        assert load_clip_music(session, video_hash, None) is None


@pytest.mark.slow
def test_what_is_added_or_removed_between_two_clips_counts(
    sqlite_database: Database, settings: Settings, clip: Path
) -> None:
    db, lookup = sqlite_database, ClipLookup()
    put_sound(db, 1, make_melody(30.0, 2))
    sound = (0.5 * make_melody(30.0, 1)[: 10 * RATE]).astype(np.float32)
    context = watch(db, settings, clip, lookup, GUILD)
    video_hash = context.job.video_hash or ""
    with db.read() as session:
        video = get_video(session, video_hash)
        assert load_clip_music(session, video_hash, GUILD) is None
    assert video is not None and video.traits is not None
    late = put_sound(db, 2, make_melody(30.0, 1))
    lookup.look_up_clip(context, video_hash, video.traits, sound)
    with db.read() as session:
        found = load_clip_music(session, video_hash, GUILD)
    assert found is not None and found.track_id == late


@pytest.mark.slow
def test_a_guilds_own_track_is_named_in_that_guild_alone(
    sqlite_database: Database, settings: Settings, clip: Path
) -> None:
    db = sqlite_database
    put_sound(db, 1, make_melody(30.0, 1), guild_id=GUILD)
    elsewhere = watch(db, settings, clip, ClipLookup(), 4711)  # whoever posts it first: it is watched once
    video_hash = elsewhere.job.video_hash or ""
    with db.read() as session:
        assert load_clip_music(session, video_hash, GUILD) is not None
        assert load_clip_music(session, video_hash, 4711) is None
        assert load_clip_music(session, video_hash, None) is None


def test_it_goes_with_the_clip_and_follows_a_merged_track(sqlite_database: Database) -> None:
    db = sqlite_database
    one, other = put_sound(db, 1, make_melody(5.0, 1)), put_sound(db, 2, make_melody(5.0, 2))
    with db.write() as session:
        put_video(session, "a" * 64, 10, "a.mp4", None)
        save_clip_music(session, "a" * 64, other, None, 3.0, 0.4)
        merge_tracks(session, one, other)
        found = load_clip_music(session, "a" * 64, None)
        assert found is not None and found.track_id == one
        forget_blob(session, "a" * 64)
        assert forget_orphans(session, ["a" * 64]) == 1
    with db.read() as session:
        assert load_clip_music(session, "a" * 64, None) is None


@pytest.fixture
def talk(sqlite_database: Database, tmp_path: Path) -> Talk:
    """A thread about a clip that has the library's fourth track in it."""
    tracks = [replace(t, id=f"{n:016x}", file_hash=f"{n:064x}") for n, t in enumerate(made_library(40), 1)]
    put_tracks(sqlite_database, tracks)
    talk = Talk(sqlite_database, tmp_path)
    with talk.db.write() as session:
        put_video(session, "b" * 64, 10, "b.mp4", None)
        save_traits(session, "b" * 64, made_clip(has_sound=True, music=0.9), "1")
        save_clip_music(session, "b" * 64, tracks[3].id, None, 31.4, 0.4)
        session.execute(update(ThreadRow).where(ThreadRow.id == talk.thread_id).values(video_hash="b" * 64))
    return talk


OWN = f"{4:016x}"


def test_words_of_a_first_turn_liken_to_it_and_it_is_not_offered(talk: Talk) -> None:
    turn = talk.turn(TurnKind.FIRST, words="something like it, but free")
    wishes = {(standing.wish.facet, standing.wish.force) for standing in talk.brief().standing}
    assert wishes == {(Facet.LIKE, Force.PREFER), (Facet.LICENCE, Force.MUST)}
    assert next(iter(talk.brief().list_wishes(Facet.LIKE))).wish.value.to_json()["track_id"] == OWN
    assert turn.clip_music is not None and turn.clip_music.track_id == OWN
    assert OWN not in ids(turn)
    for _ in range(3):
        assert OWN not in ids(talk.turn(TurnKind.ANOTHER))


@pytest.mark.slow
def test_later_it_has_to_be_named(talk: Talk) -> None:
    shown = first(talk.turn(TurnKind.FIRST, words="calm"))
    talk.say("something like it")
    likes = [standing.wish.value.to_json()["track_id"] for standing in talk.brief().list_wishes(Facet.LIKE)]
    assert likes == [shown.track_id]
    talk.say("more like the song in my clip")
    likes = [standing.wish.value.to_json()["track_id"] for standing in talk.brief().list_wishes(Facet.LIKE)]
    assert OWN in likes


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("what song is this in my clip?", "en"),
        ("what's the song in my video", "en"),
        ("welches Lied ist das in meinem Clip?", "de"),
        ("¿cómo se llama la música de mi video?", "es"),
        ("quelle est cette chanson dans ma vidéo ?", "fr"),
        ("この動画の曲は何ですか？", "ja"),
    ],
)
def test_what_song_is_in_the_clip_is_answered(talk: Talk, asked: str, language: str) -> None:
    shown = talk.turn(TurnKind.FIRST, words="calm")
    music = shown.clip_music
    assert music is not None
    turn = talk.say(asked)
    told = load_texts(language)("describe.own-music.named", title=music.title, artist=music.artist, at="0:31")
    assert (turn.answer, turn.keeps_pick) == (told, True)


def test_music_that_is_not_known_is_said_to_be_unknown(talk: Talk) -> None:
    with talk.db.write() as session:
        remove_track(session, OWN)
    talk.turn(TurnKind.FIRST, words="calm")
    assert talk.say("what song is this in my clip?").answer.startswith("I don't know the music in your clip")

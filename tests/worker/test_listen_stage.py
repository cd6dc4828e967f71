"""A moderator's file becomes a track of their guild: listened to apart, told as they said, and theirs alone."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import psutil
import pytest

from musechat.errors import BadInput, Cancelled, MuseChatError
from musechat.settings import Settings
from musechat.track import Track, make_track_id
from musechat.turn import ClipSource, SourceKind, TurnKind
from store import track_library
from store.blobs import BlobStore
from store.database import Database
from store.members import get_member
from store.threads import open_thread
from tests.media.listen.sounds import song, tone, write
from tests.store.asked import Asker
from tests.worker import ears
from tests.worker.jobs import context_of
from worker.context import Interruption, TurnContext
from worker.library import reembed_tracks
from worker.library.guild_files import make_safe_name
from worker.library.metadata_override import MetadataOverride
from worker.library.untrusted_upload import UploadAnalyser
from worker.stages.listen import run_listen

GUILD, OTHER = 700, 701


class Moderator(Asker):
    """Asks in a thread of a guild."""

    def __init__(self, db: Database, guild_id: int | None = GUILD) -> None:
        self.db, self.name = db, "moderator"
        with db.write() as session:
            self.member_id = get_member(session, "discord", "moderator")
            self.thread_id = open_thread(
                session, platform="discord", member_id=self.member_id, guild_id=guild_id, channel_id="5", name="library"
            )


@pytest.fixture
def moderator(sqlite_database: Database) -> Moderator:
    return Moderator(sqlite_database)


@pytest.fixture
def piece(tmp_path: Path) -> Path:
    wave = song(0, "major", 110, 4.0)
    return write(
        tmp_path / "Ada Bell - Fern.mp3", wave, metadata={"title": "Fern", "artist": "Ada Bell", "genre": "Folk"}
    )


def adding(asker: Asker, settings: Settings, path: Path, name: str = "", **given: Any) -> TurnContext:
    """The claimed turn of a file that was posted."""
    blobs = BlobStore(settings.effective_blob_url)
    with blobs.open_writer() as writer:
        writer.write(path.read_bytes())
        stored = writer.commit(path.suffix)
    source = ClipSource(SourceKind.BLOB, stored.name, name or path.name)
    return context_of(asker, settings, TurnKind.ADD, json.dumps(given) if given else "", source)


def added(context: TurnContext) -> Track:
    (pick,) = context.outcome.picks
    with context.db.read() as session:
        found = track_library.get_track(session, pick.track_id)
    assert found is not None
    return found


def listeners() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]


def refused(context: TurnContext, load: Any = ears.plain) -> BadInput:
    with pytest.raises(BadInput) as caught:
        run_listen(context, UploadAnalyser(load))
    assert context.outcome.picks == []
    with context.db.read() as session:
        assert [t for t in track_library.list_tracks(session) if t.guild_id == context.job.guild_id] == []
    folder = context.settings.data_dir / "music" / str(GUILD)
    assert not folder.exists() or list(folder.iterdir()) == []
    assert not listeners()
    return caught.value


def test_a_file_becomes_the_guilds_own_track(moderator: Moderator, settings: Settings, piece: Path) -> None:
    context = adding(moderator, settings, piece)
    run_listen(context, UploadAnalyser(ears.plain))
    track, (pick,) = added(context), context.outcome.picks
    assert (pick.rule, pick.start_s, pick.end_s) == ("added", 0.0, track.traits.duration_s)
    assert (track.id, track.guild_id) == (make_track_id(track.sound_hash, GUILD), GUILD)
    assert (track.title, track.artist, track.genre) == ("Fern", "Ada Bell", "Folk")
    assert "piano" in {tag.name for tag in track.tags}
    path = Path(track.path)
    assert path.parent == settings.data_dir / "music" / str(GUILD)
    assert path.read_bytes() == piece.read_bytes()
    assert [p.name for p in path.parent.iterdir()] == [f"Ada Bell - Fern-{track.id[:8]}.mp3"]
    with context.db.read() as session:
        assert [i for i, _ in track_library.load_track_vectors(session, "plain", "1")] == [track.id]


@pytest.mark.slow
def test_what_the_moderator_says_counts_more_than_the_file(
    moderator: Moderator, settings: Settings, piece: Path
) -> None:
    given = {"title": " Moss\n", "artist": "Bo", "licence": "CC BY 4.0", "source_url": "https://example.org/moss"}
    context = adding(moderator, settings, piece, **given)
    run_listen(context, UploadAnalyser(ears.plain))
    track = added(context)
    assert (track.title, track.artist, track.source_url) == ("Moss", "Bo", "https://example.org/moss")
    assert (track.licence.id, track.licence.commercial) == ("CC-BY-4.0", True)


@pytest.mark.slow
def test_a_file_without_tags_is_called_by_its_name(moderator: Moderator, settings: Settings, tmp_path: Path) -> None:
    context = adding(moderator, settings, write(tmp_path / "x.wav", tone(330, 2.5)), "Bo - Night_Walk.wav")
    run_listen(context, UploadAnalyser(ears.plain))
    assert (added(context).artist, added(context).title) == ("Bo", "Night Walk")


@pytest.mark.slow
def test_what_is_there_already_is_refused(moderator: Moderator, settings: Settings, piece: Path) -> None:
    run_listen(adding(moderator, settings, piece), UploadAnalyser(ears.plain))
    again = adding(Moderator(moderator.db), settings, piece)
    with pytest.raises(BadInput) as caught:
        run_listen(again, UploadAnalyser(ears.plain))
    assert (caught.value.code, "Fern" in caught.value.line) == ("track-known", True)
    elsewhere = adding(Moderator(moderator.db, OTHER), settings, piece)
    run_listen(elsewhere, UploadAnalyser(ears.plain))
    assert added(elsewhere).guild_id == OTHER


@pytest.mark.slow
def test_what_everybody_has_is_refused(moderator: Moderator, settings: Settings, piece: Path) -> None:
    first = adding(moderator, settings, piece)
    run_listen(first, UploadAnalyser(ears.plain))
    mine = added(first)
    with moderator.db.write() as session:
        track_library.remove_track(session, mine.id)
        track_library.put_track(session, replace(mine, id=make_track_id(mine.file_hash), guild_id=None), "listen-1")
    assert refused_again(adding(Moderator(moderator.db), settings, piece)) == "track-known"


def refused_again(context: TurnContext) -> str:
    with pytest.raises(BadInput) as caught:
        run_listen(context, UploadAnalyser(ears.plain))
    return caught.value.code


@pytest.mark.slow
def test_a_removed_track_may_come_back(moderator: Moderator, settings: Settings, piece: Path) -> None:
    first = adding(moderator, settings, piece)
    run_listen(first, UploadAnalyser(ears.plain))
    with moderator.db.write() as session:
        track_library.remove_track(session, added(first).id)
    again = adding(Moderator(moderator.db), settings, piece)
    run_listen(again, UploadAnalyser(ears.plain))
    with moderator.db.read() as session:
        assert [t.id for t in track_library.list_tracks(session)] == [added(again).id]


@pytest.mark.slow
def test_a_second_attempt_finds_what_the_first_has_stored(
    moderator: Moderator, settings: Settings, piece: Path
) -> None:
    context = adding(moderator, settings, piece)
    run_listen(context, UploadAnalyser(ears.plain))
    context.job, context.outcome.picks = replace(context.job, attempt=2), []
    run_listen(context, UploadAnalyser(ears.crashing))
    assert added(context).title == "Fern"


@pytest.mark.slow
def test_what_is_no_music_is_refused(moderator: Moderator, settings: Settings, tmp_path: Path) -> None:
    words, short, still = (tmp_path / name for name in ("words.mp3", "short.wav", "still.wav"))
    words.write_text("not music\n" * 100)
    write(short, tone(330, 1.0))
    write(still, np.zeros(44_100 * 4))
    codes = {path.name: refused(adding(Moderator(moderator.db), settings, path)).code for path in (words, short, still)}
    assert codes == {"words.mp3": "broken-sound", "short.wav": "track-too-short", "still.wav": "silent"}


@pytest.mark.slow
def test_a_playlist_leads_nowhere(moderator: Moderator, settings: Settings, piece: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.m3u8"
    listed.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:4,\nfile://{piece}\n#EXT-X-ENDLIST\n")
    assert refused(adding(moderator, settings, listed, "song.mp3")).code == "broken-sound"


@pytest.mark.slow
def test_a_video_is_refused(moderator: Moderator, settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as box:
        stream: Any = box.add_stream("libx264", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(10):
            box.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        box.mux(stream.encode(None))
    error = refused(adding(moderator, settings, path))
    assert (error.code, "film.mp4 is a video" in error.line) == ("not-a-track", True)


def test_what_is_too_large_is_refused(moderator: Moderator, settings: Settings, piece: Path, monkeypatch: Any) -> None:
    monkeypatch.setitem(run_listen.__globals__, "MAX_TRACK_BYTES", 1000)
    assert refused(adding(moderator, settings, piece)).code == "track-too-large"


@pytest.mark.parametrize(
    ("size", "said"), [(600_499_900, "600 MB"), (600_500_100, "601 MB"), (1_499_999_000, "1500 MB")]
)
def test_a_file_that_is_too_large_is_told_both_sizes(
    moderator: Moderator, settings: Settings, piece: Path, size: int, said: str
) -> None:
    context = adding(moderator, settings, piece, name="fern.mp3")
    with context.blobs.open_local(context.job.source.value) as blob:
        os.truncate(blob, size)  # a hole: it takes no space
    error = refused(context)
    assert error.message == f"fern.mp3 is {said} large; 105 MB are allowed"
    assert error.remedy == "Give it as MP3, Opus or FLAC"


@pytest.mark.parametrize(("off", "fits"), [(0, True), (-1, False)])
def test_a_file_of_just_the_size_that_is_allowed_is_taken(
    moderator: Moderator, settings: Settings, piece: Path, monkeypatch: Any, off: int, fits: bool
) -> None:
    monkeypatch.setitem(run_listen.__globals__, "MAX_TRACK_BYTES", piece.stat().st_size + off)
    context = adding(moderator, settings, piece)
    if fits:
        run_listen(context, UploadAnalyser(ears.plain))
        assert added(context).title == "Fern"
    else:
        assert refused(context).code == "track-too-large"


def test_a_guild_has_only_so_much_room(moderator: Moderator, settings: Settings, piece: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("worker.library.guild_files.GUILD_BYTES", 1000)
    assert refused(adding(moderator, settings, piece)).code == "library-full"


@pytest.mark.slow
def test_a_file_that_crashes_the_analysis_takes_only_itself(
    moderator: Moderator, settings: Settings, tmp_path: Path
) -> None:
    path = write(tmp_path / "poison.wav", tone(440, 3.0))
    error = refused(adding(moderator, settings, path), ears.crashing)
    assert (error.code, "SIGSEGV" in error.line) == ("crashed", True)


@pytest.mark.slow
def test_a_fault_of_ours_is_not_put_on_the_file(moderator: Moderator, settings: Settings, tmp_path: Path) -> None:
    path = write(tmp_path / "odd.wav", tone(440, 3.0))
    with pytest.raises(MuseChatError) as fault:
        run_listen(adding(moderator, settings, path), UploadAnalyser(ears.odd))
    assert (fault.value.code, isinstance(fault.value, BadInput)) == ("listen-fault", False)


def test_a_turn_that_is_no_longer_wanted_stops(moderator: Moderator, settings: Settings, piece: Path) -> None:
    context = adding(moderator, settings, piece)
    context.interrupt_turn(Interruption.CANCELLED)
    with pytest.raises(Cancelled):
        run_listen(context, UploadAnalyser(ears.plain))
    assert not listeners()


def test_outside_of_guilds_nothing_is_added(sqlite_database: Database, settings: Settings, piece: Path) -> None:
    with pytest.raises(BadInput) as caught:
        run_listen(adding(Moderator(sqlite_database, None), settings, piece), UploadAnalyser(ears.plain))
    assert caught.value.code == "no-guild"


@pytest.mark.slow
def test_hearing_anew_keeps_whose_it_is_and_what_was_said(
    moderator: Moderator, settings: Settings, piece: Path
) -> None:
    context = adding(moderator, settings, piece, title="Moss")
    run_listen(context, UploadAnalyser(ears.plain))
    before = added(context)
    report = reembed_tracks(moderator.db, settings, load=ears.later, size=1)
    assert [str(path) for path in report.renewed] == [before.path]
    after = added(context)
    assert (after.id, after.title, after.guild_id, after.path) == (before.id, "Moss", GUILD, before.path)
    assert after.get_tag_score("strings") == 0.7
    with moderator.db.read() as session:
        assert len(track_library.list_tracks(session)) == 1


@pytest.mark.parametrize("words", ["[]", "no json", '{"path": "/etc/passwd"}', '{"source_url": "javascript:x"}'])
def test_odd_words_are_refused(words: str) -> None:
    with pytest.raises(BadInput):
        MetadataOverride.parse_words(words)


@pytest.mark.parametrize(
    ("called", "safe"),
    [
        ("Ada - Fern.MP3", "Ada - Fern.mp3"),
        ("../../etc/passwd", "etc_passwd"),
        (".hidden.flac", "hidden.flac"),
        ("日本の歌.ogg", "日本の歌.ogg"),
        ("", "track"),
        ("x.mp3\0.sh", "x.mp3.sh"),
        ("a" * 400 + ".wav", "a" * 120 + ".wav"),
    ],
)
def test_a_file_keeps_its_name_and_stays_in_its_folder(called: str, safe: str) -> None:
    assert make_safe_name(called) == safe

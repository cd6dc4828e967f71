"""The commands on sources of music, as somebody types them, against stand-ins on loopback."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import delete, update
from typer.testing import CliRunner

import cli.library_sources
from bot.web.env_file import write_settings
from cli.library_commands import app
from cli.main import app as cli_app
from language.licences import parse_licence
from media.sources.rights import OWN_RIGHTS
from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.source_track import SourceTrack
from musechat.turn import TurnKind
from store import track_library
from store.database import Database
from store.source_tracks import ADDED, put_source_track, set_track_state
from store.tables import SourceTrackRow, ThreadRow
from store.thread_history import put_feedback
from store.track_library import put_track
from store.videos import put_video, save_traits
from tests.loopback import on_loopback
from tests.media.listen import sounds
from tests.media.listen.sounds import tone, write
from tests.media.sources.catalogue_stand_ins import CcMixterStandIn, OpenverseStandIn
from tests.media.sources.server_stand_ins import KEY, JellyfinStandIn
from tests.media.sources.standing import MovedClock, Song, StandIn, loopback_guard
from tests.musechat.made import made_clip
from tests.store.made import fill, track
from tests.worker import ears, talking
from worker.library import add_files
from worker.library.pick_export import write_m3u8, write_xspf
from worker.library.source_registry import SourceAddresses, SourceOpener
from worker.library.starter import KINDS

runner = CliRunner()


def run(*args: object, typed: str | None = None) -> str:
    result = runner.invoke(app, [str(a) for a in args], input=typed)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSECHAT_DATA_DIR", str(tmp_path / "data"))

    def add(paths: list[Path], db: Database, settings: Settings, progress: object) -> object:
        return add_files(paths, db, settings, progress, load=ears.plain, size=1)  # type: ignore[arg-type]

    monkeypatch.setattr(cli.library_sources, "add_quickly", add)
    return tmp_path / "data"


@pytest.fixture
def catalogues(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, StandIn]]:
    """Two catalogues with real sound; the others have no address."""
    clock = MovedClock()
    made: dict[str, StandIn] = {}
    kinds = list(KINDS.values())
    for name, kind, first in (("ccmixter", CcMixterStandIn, 100), ("openverse", OpenverseStandIn, 200)):
        songs = [Song(str(first + n), f"Piece {first + n}", f"Artist {first + n}", kinds[n][0]) for n in range(4)]
        for n, song in enumerate(songs):
            song.sound = write(tmp_path / "x.mp3", tone(220 + 10 * (first + n), 2.0)).read_bytes()
        made[name] = kind(songs, clock)
    monkeypatch.setattr(cli.library_sources, "CATALOGUES", ("ccmixter", "openverse"))
    with on_loopback(made["ccmixter"].app) as first_address, on_loopback(made["openverse"].app) as second_address:
        made["ccmixter"].address, made["openverse"].address = first_address, second_address
        addresses = SourceAddresses(ccmixter=f"{first_address}/api/query", openverse=second_address)
        guard = loopback_guard(first_address, second_address)
        monkeypatch.setattr(
            cli.library_sources, "make_opener", lambda settings: SourceOpener(settings, clock.wall, guard, addresses)
        )
        yield made


@pytest.mark.slow
def test_the_starter_shows_asks_fetches_and_credits(catalogues: dict[str, StandIn], data: Path) -> None:
    declined = run("starter", "--tracks", 8, typed="n\n")
    assert "8 tracks, about" in declined
    assert "CC-BY-4.0 8" in declined
    assert "ccmixter 4" in declined
    assert run("list").strip() == "The library is empty. Bring music in: musechat library add PATH"

    told = run("starter", "--tracks", 8, "--yes", "--use", "commercial")
    assert "ccmixter: 4 added" in told
    assert "openverse: 4 added" in told
    assert f"{data}/library/CREDITS.txt" in told
    lines = run("list").splitlines()
    assert len(lines) == 8
    assert all(line.endswith("CC-BY-4.0") for line in lines)
    shown = run("show", lines[0].split("\t")[0])
    assert "http://creativecommons.org/licenses/by/4.0/ (" in shown
    credits_file = (data / "library" / "CREDITS.txt").read_text().splitlines()
    assert len(credits_file) == 8
    assert credits_file == run("credits").splitlines()
    assert credits_file[0].startswith("“Piece 100” by Artist 100 – CC-BY-4.0 (https://creativecommons.org/")

    sources = run("sources")
    assert "ccmixter" in sources
    assert "ready" in sources
    assert "never" in sources  # the servers, which are not set up
    assert "Nothing new to fetch" in run("starter", "--tracks", 8, "--yes")
    assert all(stand_in.exceeded == 0 for stand_in in catalogues.values())


@pytest.mark.slow
def test_a_server_is_connected_and_synced(data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    songs = [Song("s1", "Fern", "Ada Bell", sound=write(tmp_path / "x.mp3", tone(330, 2.0)).read_bytes())]
    stand_in = JellyfinStandIn(songs, MovedClock())
    with on_loopback(stand_in.app) as address:
        with pytest.raises(BadInput) as wrong:
            run("connect", "jellyfin", "--url", address, "--key", "wrong")
        assert "MUSECHAT_JELLYFIN_KEY" in wrong.value.line
        assert not Path(".env").exists()
        said = run("connect", "jellyfin", "--url", f"{address}/", "--key", KEY)
        assert "jellyfin answers and has music (for one, Fern by Ada Bell)" in said
        assert KEY not in said
        assert stat.S_IMODE(Path(".env").stat().st_mode) == 0o600
        monkeypatch.setenv("MUSECHAT_JELLYFIN_URL", address)
        monkeypatch.setenv("MUSECHAT_JELLYFIN_KEY", KEY)
        assert "jellyfin: 1 listed, 1 added" in run("sync")
        assert "Fern" in run("list")
        stand_in.key = "changed"
        with pytest.raises(BadInput):
            run("sync")
        assert "failing" in run("sources")
        assert "does not take the key" in run("sources")


def test_what_cannot_be_is_told_in_one_line(data: Path) -> None:
    for args, code in (
        (("connect", "spotify"), "unknown-source"),
        (("sync", "nowhere"), "unknown-source"),
        (("sync", "plex"), "source-not-set"),
        (("starter", "--from", "jamendo"), "source-not-set"),
        (("starter", "--from", "youtube"), "unknown-source"),
        (("export-picks",), "no-picks"),
        (("export-picks", "7"), "no-such-thread"),
        (("export-picks", "--shortlist"), "no-thread"),
    ):
        with pytest.raises(BadInput) as caught:
            run(*args)
        assert caught.value.code == code, args


@pytest.mark.slow
def test_a_watched_folder_is_synced_by_hand(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    music = tmp_path / "music"
    music.mkdir()
    write(music / "Ada Bell - Fern.flac", tone(330, 3.0))
    monkeypatch.setenv("MUSECHAT_LIBRARY", f"{music}:{tmp_path / 'away'}")
    assert "folders: 1 files, 1 added, 0 gone" in run("sync", "folder")
    assert "folders: 1 files, 0 added" in run("sync")
    sources = run("sources")
    assert "watched" in sources
    assert "not there" in sources


def test_settings_are_written_beside_those_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("# mine\nMUSECHAT_PLEX_URL=http://old\nDISCORD_TOKEN=t\n")
    write_settings(path, {"MUSECHAT_PLEX_URL": "http://new:32400", "MUSECHAT_PLEX_TOKEN": "a 'b' #c"})
    assert path.read_text().splitlines()[:2] == ["# mine", "DISCORD_TOKEN=t"]
    read = Settings(_env_file=path)  # type: ignore[call-arg]
    assert (read.plex_url, read.plex_token.get_secret_value()) == ("http://new:32400", "a 'b' #c")
    with pytest.raises(BadInput):
        write_settings(path, {"MUSECHAT_PLEX_URL": "a\nDISCORD_TOKEN=evil"})


def test_accepted_picks_become_lists(data: Path, tmp_path: Path) -> None:
    run("list")  # makes the database
    db = Database(f"sqlite+pysqlite:///{data}/musechat.db")
    with db.write() as session:
        filled = fill(session)
        put_track(
            session, track(1, title="A & B <c>", path="/music/été 1.flac", source_url="https://example.org/a?b&c"), "1"
        )
    text = run("export-picks", filled.thread_id)
    assert text.splitlines()[0] == "#EXTM3U"
    assert text.splitlines()[2].startswith("#EXTINF:61,")
    assert text.splitlines()[3] == "/music/été 1.flac"
    assert "1 tracks in" in run("export-picks", "--format", "xspf", "--out", tmp_path / "p.xspf")
    root = ET.parse(tmp_path / "p.xspf").getroot()
    space = {"x": "http://xspf.org/ns/0/"}
    assert root.tag == "{http://xspf.org/ns/0/}playlist"
    assert root.findtext(".//x:track/x:title", namespaces=space) == "A & B <c>"
    assert root.findtext(".//x:track/x:location", namespaces=space) == "file:///music/%C3%A9t%C3%A9%201.flac"
    assert root.findtext(".//x:track/x:duration", namespaces=space) == "61250"
    with db.write() as session:
        put_feedback(session, filled.pick_id, filled.member_id, "rejected")
    with pytest.raises(BadInput):
        run("export-picks")
    shown = run("export-picks", filled.thread_id, "--shortlist")  # whether or not it was accepted
    assert shown.splitlines()[3] == "/music/été 1.flac"
    with db.write() as session:
        put_feedback(session, filled.pick_id, filled.member_id, "accepted")
        track_library.remove_track(session, filled.track_id)
    with pytest.raises(BadInput):
        run("export-picks")
    with pytest.raises(BadInput):
        run("export-picks", filled.thread_id, "--shortlist")
    db.close()
    assert write_m3u8([]) == "#EXTM3U\n#PLAYLIST:MuseChat picks\n"
    assert "trackList" in write_xspf([])


@pytest.mark.parametrize(
    ("licence", "given_out"),
    [("CC BY 4.0", True), ("CC BY-NC-ND 4.0", True), ("CC0", True), ("", False), ("All rights reserved", False)],
)
def test_accepted_picks_are_handed_out_as_files_where_their_licence_allows_it(
    data: Path, tmp_path: Path, licence: str, given_out: bool
) -> None:
    run("list")
    db, file = Database(f"sqlite+pysqlite:///{data}/musechat.db"), tmp_path / "song.flac"
    file.write_bytes(b"the sound")
    with db.write() as session:
        fill(session)
        session.execute(delete(SourceTrackRow))
        made = track(1, title="A/B: *c*", artist="Zoë", path=str(file), licence=parse_licence(licence))
        put_track(session, made, "1")
    target = tmp_path / "out"
    if not given_out:
        with pytest.raises(BadInput, match="None of these files may be handed out"):
            run("export-picks", "--files", target)
        assert list(target.iterdir()) == []
        return
    assert "1 files in" in run("export-picks", "--files", target)
    assert run("export-picks", "--files", target)  # again: the same files
    [copy] = [path for path in target.iterdir() if path.suffix == ".flac"]
    assert copy.read_bytes() == b"the sound"
    assert "“A/B: *c*” by Zoë – CC" in (target / "CREDITS.txt").read_text()
    file.unlink()
    with pytest.raises(BadInput):
        run("export-picks", "--files", target)
    db.close()


def test_files_that_their_source_keeps_are_not_handed_out(data: Path, tmp_path: Path) -> None:
    run("list")
    db, file = Database(f"sqlite+pysqlite:///{data}/musechat.db"), tmp_path / "song.flac"
    file.write_bytes(b"the sound")
    with db.write() as session:
        fill(session)
        session.execute(delete(SourceTrackRow))
        made = track(1, path=str(file), licence=parse_licence("CC BY 4.0"))
        put_track(session, made, "1")
        put_source_track(session, "jellyfin", SourceTrack("7", "A", "B", OWN_RIGHTS), state=ADDED)
        set_track_state(session, "jellyfin", ["7"], track_id=made.id)
    with pytest.raises(BadInput):
        run("export-picks", "--files", tmp_path / "out")
    with pytest.raises(BadInput, match="cannot be written"):
        run("export-picks", "--files", file / "below")
    db.close()


@pytest.mark.slow
def test_the_bot_recommends_from_what_the_starter_fetched_with_a_receipt(
    catalogues: dict[str, StandIn], data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From an empty installation to the proof of a licence, heard by the encoder that serves."""
    for stand_in in catalogues.values():
        for number, piece in enumerate(stand_in.songs):
            wave = sounds.song(number, "minor" if number % 2 else "major", 90 + 10 * number, 8.0)
            piece.sound = write(tmp_path / "x.mp3", wave).read_bytes()
    monkeypatch.setattr(cli.library_sources, "add_quickly", partial(add_files, size=1))
    assert "added" in run("starter", "--tracks", 8, "--yes", "--use", "commercial")

    settings = Settings(data_dir=data, _env_file=None)
    db = Database(settings.effective_database_url)
    talk = talking.Talk(db, data)
    with db.write() as session:
        put_video(session, "c" * 64, 10, "c.mp4", None)
        save_traits(session, "c" * 64, made_clip(), "1")
        session.execute(update(ThreadRow).where(ThreadRow.id == talk.thread_id).values(video_hash="c" * 64))
    pick = talking.first(talk.turn(TurnKind.FIRST, words="calm"))
    assert pick.title.startswith("Piece")
    talk.say("perfect, I'll take it")
    db.close()

    result = runner.invoke(cli_app, ["receipt", str(talk.thread_id)])
    assert result.exit_code == 0, result.output
    assert f"“{pick.title}” by {pick.artist}" in result.output
    assert "CC-BY-4.0" in result.output
    assert "creativecommons.org/licenses/by/4.0/" in result.output
    [record] = json.loads(runner.invoke(cli_app, ["receipt", str(talk.thread_id), "--json"]).output)
    assert record["file_hash"]
    assert any("license_url" in each["where"] for each in record["statements"])

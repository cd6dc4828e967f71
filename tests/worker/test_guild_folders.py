"""Files of guilds' own music, files that are given to be analysed, and what moderators say of them: at the edges."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest

from musechat.errors import BadInput
from musechat.settings import Settings
from tests.store.made import track
from worker.library import guild_files
from worker.library.file_scan import find_sound_files, hash_file
from worker.library.guild_files import (
    INCOMING,
    copy_incoming,
    delete_leftovers,
    delete_removed,
    get_guilds_folder,
    make_safe_name,
    move_to_final,
)
from worker.library.metadata_override import MetadataOverride

GUILD = 7
SOUND = frozenset({".mp3", ".flac"})


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path / "not" / "there" / "yet")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "upload.mp3"
    path.write_bytes(b"x" * 100)
    return path


def put(path: Path, size: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)
    return path


def take(settings: Settings, source: Path, name: str = "song.mp3", track_id: str = "0123456789abcdef") -> Path:
    with copy_incoming(settings, GUILD, source, name) as copy:
        return move_to_final(copy, track_id)


def test_a_guilds_first_and_second_file_share_a_folder(home: Settings, source: Path) -> None:
    first, second = take(home, source), take(home, source, track_id="fedcba9876543210")
    folder = home.data_dir / "music" / "7"
    assert (first, second) == (folder / "song-01234567.mp3", folder / "song-fedcba98.mp3")
    assert sorted(folder.iterdir()) == [first, second]
    assert first.read_bytes() == source.read_bytes()


def test_a_copy_that_is_not_moved_is_deleted(home: Settings, source: Path) -> None:
    with copy_incoming(home, GUILD, source, "song.mp3") as copy:
        assert copy.parent.name.startswith(INCOMING)
        assert copy.parent.parent == get_guilds_folder(home) / "7"
    assert list((get_guilds_folder(home) / "7").iterdir()) == []


@pytest.mark.parametrize(("used", "fits"), [(899, True), (900, True), (901, False)])
def test_a_guilds_music_takes_so_much_space_and_no_more(
    home: Settings, source: Path, monkeypatch: pytest.MonkeyPatch, used: int, fits: bool
) -> None:
    monkeypatch.setattr(guild_files, "GUILD_BYTES", 1000)
    put(get_guilds_folder(home) / "7" / "earlier.mp3", used)
    put(get_guilds_folder(home) / "8" / "of-another-guild.mp3", 5000)
    if fits:
        assert take(home, source).exists()
        return
    with pytest.raises(BadInput) as refused:
        take(home, source)
    assert refused.value.code == "library-full"


def test_a_guild_has_five_gibibytes() -> None:
    assert guild_files.GUILD_BYTES == 5 * 2**30


def test_a_folder_that_cannot_be_made_is_named_with_a_remedy(home: Settings, source: Path) -> None:
    put(home.data_dir / "music")  # a file where the folder should be
    with pytest.raises(BadInput, match="MUSECHAT_DATA_DIR") as refused:
        take(home, source)
    assert refused.value.code == "data-folder"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("song.mp3", "song.mp3"),
        ("Song.MP3", "Song.mp3"),
        ("../../etc/passwd", "etc_passwd"),
        ("a/b\\c.flac", "a_b_c.flac"),
        ("$(rm).mp3", "(rm).mp3"),
        (" . ", "track"),
        ("", "track"),
        (".mp3", "mp3"),
        ("song.12345678", "song.12345678"),
        ("song.123456789", "song.123456789"),
        ("n" * 120 + ".mp3", "n" * 120 + ".mp3"),
        ("n" * 121 + ".mp3", "n" * 120 + ".mp3"),
        ("é" * 61 + ".mp3", "é" * 60 + ".mp3"),
        ("n" + "é" * 60 + ".mp3", "n" + "é" * 59 + ".mp3"),
    ],
)
def test_names_of_files_are_made_safe(given: str, name: str) -> None:
    assert make_safe_name(given) == name


@pytest.mark.parametrize(("age_s", "deleted"), [(90, 0), (110, 1)])
def test_copies_that_crashes_left_are_deleted_when_old(home: Settings, age_s: float, deleted: int) -> None:
    folder = put(get_guilds_folder(home) / "7" / f"{INCOMING}x" / "song.mp3").parent
    other = put(get_guilds_folder(home) / "7" / "other" / "song.mp3").parent
    past = time.time() - age_s
    for path in (folder, other):
        os.utime(path, (past, past))
    assert delete_leftovers(home, 100) == deleted
    assert folder.exists() is not bool(deleted)
    assert other.exists()


def test_only_files_directly_in_a_guilds_folder_are_deleted(home: Settings, tmp_path: Path) -> None:
    music = get_guilds_folder(home)
    ours = [put(music / "7" / "a.mp3"), put(music / "8" / "b.mp3")]
    others = [put(music / "own.mp3"), put(music / "7" / "deeper" / "c.mp3"), put(tmp_path / "elsewhere" / "d.mp3")]
    (music / "9").mkdir()
    paths = [*ours, *others, music / "7" / "gone.mp3", music / "9"]
    assert delete_removed(home, map(str, paths)) == 2
    assert [path.exists() for path in (*ours, *others)] == [False, False, True, True, True]


def test_sound_files_are_found_once_sorted_and_without_hidden_ones(tmp_path: Path) -> None:
    found = [put(tmp_path / name) for name in ("a/z.MP3", "b.flac", "c/d/e.mp3")]
    for name in ("a/.hidden.mp3", ".hidden/a.mp3", "a/notes.txt"):
        put(tmp_path / name)
    (tmp_path / "c" / "circle").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "c" / "broken").symlink_to(tmp_path / "nowhere")
    assert find_sound_files([tmp_path, tmp_path / "b.flac"], SOUND) == sorted(found)


def test_a_file_that_is_named_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    notes = put(tmp_path / "notes.txt")
    assert find_sound_files([notes], SOUND) == [notes]


def test_paths_without_sound_files_are_refused(tmp_path: Path) -> None:
    put(tmp_path / "empty" / "notes.txt")
    for path, code, said in (
        (tmp_path / "empty", "no-sound-files", "flac, mp3"),
        (tmp_path / "nowhere", "no-such-file", "nowhere"),
    ):
        with pytest.raises(BadInput) as refused:
            find_sound_files([path], SOUND)
        assert refused.value.code == code
        assert said in refused.value.line


def test_a_files_hash_is_that_of_its_bytes(tmp_path: Path) -> None:
    assert hash_file(put(tmp_path / "a", 3)) == hashlib.sha256(b"xxx").hexdigest()


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("", ("", "", "", "")),
        ("{}", ("", "", "", "")),
        ('{"title": "  Low \\n tide "}', ("Low tide", "", "", "")),
        ('{"artist": null, "licence": 0}', ("", "", "", "")),
        ('{"title": "%s"}' % ("t" * 300), ("t" * 300, "", "", "")),
        ('{"title": "%s"}' % ("t" * 301), ("t" * 300, "", "", "")),
        ('{"source_url": "http://example.org/a"}', ("", "", "", "http://example.org/a")),
        ('{"source_url": "https://example.org"}', ("", "", "", "https://example.org")),
    ],
)
def test_what_a_moderator_says_of_a_track(words: str, fields: tuple[str, ...]) -> None:
    said = MetadataOverride.parse_words(words)
    assert (said.title, said.artist, said.licence, said.source_url) == fields


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("[]", "bad-track-words"),
        ("not json", "bad-track-words"),
        ('{"unknown": "x"}', "bad-track-words"),
        ('{"source_url": "example.org"}', "not-a-link"),
        ('{"source_url": "ftp://example.org"}', "not-a-link"),
        ('{"source_url": "https://"}', "not-a-link"),
        ('{"source_url": "https://[::1"}', "not-a-link"),
        ('{"source_url": "https://example.org/a b"}', "not-a-link"),
    ],
)
def test_what_cannot_be_said_of_a_track(words: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        MetadataOverride.parse_words(words)
    assert refused.value.code == code


def test_only_what_was_said_takes_the_place_of_the_files_own() -> None:
    own = track(1)
    assert MetadataOverride().apply_to(own) == own
    said = MetadataOverride("T", "A", "CC0", "https://example.org/x").apply_to(own)
    assert (said.title, said.artist, said.source_url) == ("T", "A", "https://example.org/x")
    assert said.licence.id == "CC0-1.0"
    assert said.licence != own.licence
    assert MetadataOverride(title="T").apply_to(own).licence == own.licence

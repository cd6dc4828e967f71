"""Input pairs of a build: a video, its music, and the metadata of the music."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from musechat.errors import BadInput
from research.datasets.table import read_table
from research.datasets.training_tuple import Music

VIDEO_SUFFIXES = frozenset({".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v", ".ogv", ".mpg", ".mpeg", ".ts"})
SOUND_SUFFIXES = frozenset({".mp3", ".flac", ".ogg", ".oga", ".opus", ".m4a", ".aac", ".wav"})
# File systems allow 255 bytes; temporary names and non-Latin letters need the rest.
_LONGEST_ID = 120


@dataclass(frozen=True)
class Pair:
    """A video and its music.

    Attributes:
        video_id: names the item's folder; the video file's stem where nothing else is given.
        video: a file.
        music_file: a file; the video itself where its own sound is the music.
        music: its metadata; the id is derived from its file.

    """

    video_id: str
    video: Path
    music_file: Path
    music: Music
    video_licence: str = ""
    video_source: str = ""


def read_pair_table(table: Path) -> list[Pair]:
    """Read a CSV table with the columns ``video`` and ``music``, paths relative to the table's folder.

    Further columns are optional: ``video_id``, ``music_id``, ``title``, ``artist``, ``album``, ``year``, ``licence``,
    ``source``, ``video_licence``, ``video_source``. An empty ``music`` means the video's own sound.

    Raises:
        BadInput: the table or a row cannot be used; names the row.

    """
    rows = read_table(table, ("video", "music"))
    return _check_distinct(_parse_row(table, number, row) for number, row in enumerate(rows, start=2))


def match_pairs(videos: Path, music: Path) -> list[Pair]:
    """Pair the files of two folders whose names agree but for the suffix.

    Raises:
        BadInput: a folder is missing, or no names agree.

    """
    sounds = {path.stem: path for path in _list_files(music, SOUND_SUFFIXES | VIDEO_SUFFIXES)}
    found = [
        _make_pair(video, sounds[video.stem]) for video in _list_files(videos, VIDEO_SUFFIXES) if video.stem in sounds
    ]
    if not found:
        raise BadInput(
            "no-pairs-found",
            f"No file in {videos} has the name of one in {music}",
            "Name them alike, or list them with --pairs",
        )
    return _check_distinct(found)


def pair_with_own_sound(videos: Path) -> list[Pair]:
    """Take each video's own sound as its music, as with music videos.

    Raises:
        BadInput: the folder is missing or holds no video.

    """
    found = [_make_pair(video, video) for video in _list_files(videos, VIDEO_SUFFIXES)]
    if not found:
        raise BadInput("no-pairs-found", f"There is no video in {videos}", "Give a folder with video files")
    return _check_distinct(found)


def make_music(music_id: str, row: Mapping[str, str]) -> Music:
    """Make a :class:`Music` from a row of metadata; missing fields are empty."""
    return Music(
        music_id,
        title=row.get("title", ""),
        artist=row.get("artist", ""),
        album=row.get("album", ""),
        year=row.get("year", ""),
        licence=row.get("licence", ""),
        source=row.get("source", ""),
    )


def _parse_row(table: Path, number: int, cells: Mapping[str, str]) -> Pair:
    if not cells["video"]:
        raise BadInput("table", f"{table}, line {number}: there is no video", "Give a path in its column video")
    video = table.parent / cells["video"]
    sound = table.parent / cells["music"] if cells["music"] else video
    for path in (video, sound):
        if not path.is_file():
            raise BadInput(
                "no-such-file",
                f"{table}, line {number}: there is no file {path}",
                "Paths are relative to the table's folder",
            )
    pair = _make_pair(video, sound, cells.get("video_id", ""), cells.get("music_id", ""))
    return replace(
        pair,
        music=make_music(pair.music.id, cells),
        video_licence=cells.get("video_licence", ""),
        video_source=cells.get("video_source", ""),
    )


def _make_pair(video: Path, sound: Path, video_id: str = "", music_id: str = "") -> Pair:
    video_id = video_id or video.stem
    music_id = music_id or (video_id if sound == video else sound.stem)
    return Pair(_to_usable_id(video_id), video, sound, Music(_to_usable_id(music_id)))


def _to_usable_id(name: str) -> str:
    """Return ``name`` if it can name a folder on every platform.

    Raises:
        BadInput: ``pairs-id`` if it cannot.

    """
    # Characters that Windows refuses count too: a data set is copied between machines.
    if name.startswith(".") or len(name) > _LONGEST_ID or any(c in '/\\:*?"<>|' or ord(c) < 32 for c in name):
        raise BadInput("pairs-id", f"{name!r} cannot name a folder", "Give other ids in video_id and music_id")
    return name


def _list_files(folder: Path, suffixes: Iterable[str]) -> list[Path]:
    if not folder.is_dir():
        raise BadInput("no-such-folder", f"There is no folder {folder}", "Give one that holds the files")
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in suffixes and path.is_file())


def _check_distinct(pairs: Iterable[Pair]) -> list[Pair]:
    """Check that each id stands for one file, and drop repeated pairs.

    Raises:
        BadInput: ``pairs-twice`` if an id stands for two files.

    """
    videos: dict[str, Pair] = {}
    sounds: dict[str, Pair] = {}
    for pair in pairs:
        other = videos.setdefault(pair.video_id, pair)
        if other is not pair:
            raise _make_ambiguous_error(pair.video_id, other.video, pair.video)
        first = sounds.setdefault(pair.music.id, pair)
        if first.music_file != pair.music_file:
            raise _make_ambiguous_error(pair.music.id, first.music_file, pair.music_file)
    return list(videos.values())


def _make_ambiguous_error(name: str, first: Path, second: Path) -> BadInput:
    return BadInput(
        "pairs-twice", f"The id {name} stands for {first} and for {second}", "Rename one, or give ids with --pairs"
    )

"""Cue sheets: an album in one sound file, and where in it each track begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from media.listen.legacy_text import repair_texts

_LARGEST = 1 << 20
_LINE = re.compile(r"^\s*(\w+)\s+(.*?)\s*$")
_INDEX = re.compile(r"^(\d+)\s+(\d+):(\d\d):(\d\d)$")
_FRAMES_PER_S = 75


@dataclass(frozen=True, slots=True)
class CueTrack:
    """A track of a sheet. Empty texts are not stated; ``end_s`` is None for the last one of its file."""

    number: int
    title: str
    artist: str
    start_s: float
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class CueSheet:
    """What a sheet says of one sound file."""

    sound: Path
    album: str = ""
    artist: str = ""
    genre: str = ""
    date: str = ""
    tracks: tuple[CueTrack, ...] = ()


@dataclass(slots=True)
class _CueReading:
    album: dict[str, str] = field(default_factory=dict)
    file: str = ""
    tracks: list[tuple[str, CueTrack]] = field(default_factory=list)
    is_in_track: bool = False


def read_cue_sheet(path: Path) -> list[CueSheet]:
    """The sheets, one for each sound file that exists and holds several tracks; none for a damaged sheet."""
    try:
        if path.stat().st_size > _LARGEST:
            return []
        text = _decode(path.read_bytes())
    except OSError:
        return []
    reading = _CueReading()
    for line in text.splitlines():
        if found := _LINE.match(line):
            _read_line(reading, found[1].upper(), found[2])
    return [
        sheet for name in dict.fromkeys(file for file, _ in reading.tracks) if (sheet := _build(path, reading, name))
    ]


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return repair_texts((data.decode("latin-1").replace("\r", ""),))[0] or data.decode("cp1252", "replace")


def _read_line(reading: _CueReading, word: str, rest: str) -> None:
    value = rest.strip().strip('"')
    if word == "FILE":
        reading.file = rest[1:].split('"')[0] if rest.startswith('"') else rest.rsplit(" ", 1)[0]
    elif word == "TRACK":
        number = rest.split()[0]
        reading.is_in_track = rest.upper().endswith("AUDIO") and number.isdecimal()
        if reading.is_in_track:
            reading.tracks.append((reading.file, CueTrack(int(number), "", "", -1.0)))
    elif word in {"TITLE", "PERFORMER"} and reading.is_in_track:
        file, track = reading.tracks[-1]
        named = replace(track, title=value) if word == "TITLE" else replace(track, artist=value)
        reading.tracks[-1] = file, named
    elif word == "INDEX" and reading.is_in_track and (found := _INDEX.match(rest.strip())) and int(found[1]) == 1:
        file, track = reading.tracks[-1]
        at = int(found[2]) * 60 + int(found[3]) + int(found[4]) / _FRAMES_PER_S
        reading.tracks[-1] = file, replace(track, start_s=at)
    elif word in {"TITLE", "PERFORMER"}:
        reading.album[word] = value
    elif word == "REM" and " " in rest:
        name, said = rest.split(" ", 1)
        reading.album[name.upper()] = said.strip().strip('"')


def _build(path: Path, reading: _CueReading, name: str) -> CueSheet | None:
    sound = _find_sound(path, name)
    tracks = [track for file, track in reading.tracks if file == name and track.start_s >= 0]
    starts = [track.start_s for track in tracks]
    if sound is None or len(tracks) < 2 or starts != sorted(set(starts)):
        return None
    ends = [*starts[1:], None]
    ended = tuple(replace(track, end_s=end) for track, end in zip(tracks, ends, strict=True))
    said = reading.album
    return CueSheet(
        sound, said.get("TITLE", ""), said.get("PERFORMER", ""), said.get("GENRE", ""), said.get("DATE", ""), ended
    )


def _find_sound(path: Path, name: str) -> Path | None:
    """The sheet's sound file; sheets often name the WAV that was encoded as something else afterwards."""
    plain = name.replace("\\", "/").rsplit("/", 1)[-1]
    named = path.with_name(plain)
    if plain and named.is_file():
        return named
    from media.listen.decode import SUFFIXES

    stems = (Path(plain).stem, path.stem)
    return next((p for s in stems for x in sorted(SUFFIXES) if s and (p := path.with_name(s + x)).is_file()), None)

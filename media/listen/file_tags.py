"""What a sound file says of itself: ID3, Vorbis comments, MP4 atoms and RIFF INFO, brought to one shape.

Where tags are silent, a side file speaks (:mod:`media.listen.sidecar_files`), then the file's name and folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from language.licences import UNKNOWN, parse_licence
from media.listen.artist_credit import credit_guests, join_artists, split_performers
from media.listen.legacy_text import repair_texts
from media.listen.owner_marks import parse_gain, parse_rating
from media.listen.sidecar_files import SidecarMetadata, read_sidecar
from media.listen.tag_collection import collect_tags
from musechat.library_paths import show_path
from musechat.licence_statement import find_strictest
from musechat.nobody import names_nobody
from musechat.track import Licence, LicenceStatement

UNKNOWN_ARTIST = "Unknown artist"
_SLOWEST_BPM, _FASTEST_BPM = 20.0, 400.0  # outside it is no tempo
_LONGEST = 300  # characters of one tag that are kept
_NAMES = {
    "title": ("TIT2", "title"),
    "artist": ("TPE1", "artist", "performer"),
    "album_artist": ("TPE2", "albumartist", "album artist"),
    "album": ("TALB", "album"),
    "genre": ("TCON", "genre"),
    "date": ("TDRC", "TYER", "TDOR", "TORY", "date", "originaldate", "year"),
    "comment": ("COMM", "comment", "description"),
    "source": ("WOAF", "WOAS", "WOAR", "purl", "source", "source_url", "website", "url", "contact"),
    "advisory": ("rtng", "itunesadvisory"),
    "tempo": ("TBPM", "bpm", "tmpo", "tempo"),
    "key": ("TKEY", "initialkey", "initial_key", "key"),
    "mood": ("TMOO", "mood"),
    "licence": ("license", "licence", "license_url", "licence_url", "WCOP", "USER", "TCOP", "copyright"),
}
_EXPLICIT_RATINGS = {"1", "4"}  # iTunes: 1 explicit (4 in older files), 2 cleaned
_NUMBER = re.compile(r"^(?:\d{1,3}\s*[.)_-]\s+|\d{2,3}\s+)(?=\S)")


@dataclass(frozen=True, slots=True)
class FileTags:
    """Metadata of a file. Texts are one line, trimmed; ``year`` is ``None`` where not stated."""

    title: str
    artist: str
    album: str
    genre: str
    year: int | None
    explicit: bool
    licence: Licence
    source_url: str
    comment: str
    tempo_bpm: float | None = None  # as the owner wrote it
    key: str = ""
    moods: tuple[str, ...] = ()
    rating: float | None = None  # the owner's, 0.2 (one star) to 1
    gain_db: float | None = None  # the owner's ReplayGain
    statements: tuple[LicenceStatement, ...] = field(default=(), compare=False)  # where each stands differs by format


def read_file_tags(path: Path) -> FileTags:
    """Read a file's metadata; never fails for odd tags, since the sound may still be fine."""
    own = _read_tags(_collect_by_name(path))
    named = _fill_from_name(_apply_sidecar(own, read_sidecar(path)), path)
    title, artist = credit_guests(named.title, named.artist)
    return replace(named, title=title, artist=artist)


def _read_tags(found: dict[str, list[str]]) -> FileTags:
    def first(field: str) -> str:
        return next((v for name in _NAMES[field] for v in found.get(name.lower(), ())), "")

    title, statements = first("title"), _collect_statements(found)
    return FileTags(
        title=title,
        artist=_read_artist(found, first("album_artist")),
        album=first("album"),
        genre=first("genre"),
        year=_parse_year(first("date")),
        explicit=first("advisory") in _EXPLICIT_RATINGS or bool(re.search(r"[(\[]explicit[)\]]", title, re.IGNORECASE)),
        licence=find_strictest(statements) or UNKNOWN,
        source_url=_parse_link(v for name in _NAMES["source"] for v in found.get(name.lower(), ())),
        comment=first("comment"),
        tempo_bpm=_parse_tempo(first("tempo")),
        key=first("key"),
        moods=tuple(dict.fromkeys(v for name in _NAMES["mood"] for v in found.get(name.lower(), ()))),
        rating=parse_rating(found),
        gain_db=parse_gain(found),
        statements=statements,
    )


def _read_artist(found: dict[str, list[str]], album_artist: str) -> str:
    """Everyone whom the artist tags name, in one line; the album's artist where they name nobody."""
    named = next((found[name.lower()] for name in _NAMES["artist"] if found.get(name.lower())), [])
    listed = found.get("artists") or found.get("txxx:artists") or []
    credit = join_artists(split_performers(named, listed))
    return album_artist if names_nobody(credit) and not names_nobody(album_artist) else credit or album_artist


def _collect_statements(found: dict[str, list[str]]) -> tuple[LicenceStatement, ...]:
    """All that the tags say of a licence, each with the tag that says it."""
    said = ((name, text) for name in _NAMES["licence"] for text in found.get(name.lower(), ()))
    texts = {text: name for name, text in reversed(list(said))}
    return tuple(
        LicenceStatement(text, f"tag {name}", parse_licence(text), text if text.startswith("http") else "")
        for text, name in reversed(texts.items())
    )


def _parse_tempo(text: str) -> float | None:
    """A tempo as programs write it, "165" or "164,98"; None for 0 and for what is none."""
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return found if _SLOWEST_BPM <= found <= _FASTEST_BPM else None


def _collect_by_name(path: Path) -> dict[str, list[str]]:
    """Tag name in lower case (a free-form tag by its description) to its texts, in the script they were meant in."""
    pairs = [(name.lower(), text) for name, values in collect_tags(path) for text in values]
    repaired = repair_texts(tuple(text for _, text in pairs))
    found: dict[str, list[str]] = {}
    for (name, _), text in zip(pairs, repaired, strict=True):
        if line := _to_line(text):
            found.setdefault(name, []).append(line)
    return found


def _to_line(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())[:_LONGEST]


def _parse_year(text: str) -> int | None:
    hit = re.search(r"\b(1[89]\d\d|20\d\d)", text)
    return int(hit[1]) if hit else None


def _parse_link(texts: Iterable[str]) -> str:
    return next((t for t in texts if t.startswith(("http://", "https://")) and " " not in t), "")


def _apply_sidecar(tags: FileTags, note: SidecarMetadata) -> FileTags:
    """A side file is what the operator wrote on purpose: it wins over the tags."""
    texts = {k: _to_line(getattr(note, k)) for k in ("title", "artist", "album", "genre")}
    given: dict[str, Any] = {k: v for k, v in texts.items() if v}
    if note.licence:
        # What the operator wrote on purpose counts; what the tags say instead stays on record.
        stated = LicenceStatement(note.licence, note.licence_from, parse_licence(note.licence), note.source)
        given |= {"licence": stated.licence, "statements": (stated, *tags.statements)}
    if note.year is not None:
        given["year"] = note.year
    if note.explicit is not None:
        given["explicit"] = note.explicit
    return replace(tags, **given, source_url=_parse_link([note.source]) or tags.source_url)


def _fill_from_name(tags: FileTags, path: Path) -> FileTags:
    stem = _read_name(path.stem)
    name = _NUMBER.sub("", stem.replace("_", " ")).strip() or stem
    artist, dash, title = name.partition(" - ")
    if not dash:
        artist, title = "", name
    folder = path.absolute().parent
    return replace(
        tags,
        title=tags.title or _to_line(title) or stem,
        artist=tags.artist or _to_line(artist) or _find_artist_folder(folder) or UNKNOWN_ARTIST,
    )


def _find_artist_folder(folder: Path) -> str:
    """An artist's name where the folder is called "Artist - Album"; other folders name no artist."""
    artist, dash, _ = _read_name(folder.name).partition(" - ")
    return _to_line(artist) if dash else ""


def _read_name(name: str) -> str:
    """A file's name as text; one that is not UTF-8 in the code page that its bytes speak for."""
    shown = show_path(name)
    if shown == name:
        return name
    return repair_texts((os.fsencode(name).decode("latin-1"),))[0] or shown

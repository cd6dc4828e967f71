"""What a sound file says of itself: ID3, Vorbis comments, MP4 atoms and RIFF INFO, brought to one shape.

Where tags are silent, a side file speaks (:mod:`media.listen.sidecar_files`), then the file's name and folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from language.licences import UNKNOWN, parse_licence
from media.listen.sidecar_files import SidecarMetadata, read_sidecar
from media.listen.tag_collection import collect_tags
from musechat.track import Licence

UNKNOWN_ARTIST = "Unknown artist"
_SLOWEST_BPM, _FASTEST_BPM = 20.0, 400.0  # outside it is no tempo
_LONGEST = 300  # characters of one tag that are kept
_NAMES = {
    "title": ("TIT2", "title"),
    "artist": ("TPE1", "TPE2", "artist", "albumartist", "performer"),
    "album": ("TALB", "album"),
    "genre": ("TCON", "genre"),
    "date": ("TDRC", "TYER", "TDOR", "TORY", "date", "originaldate", "year"),
    "comment": ("COMM", "comment", "description"),
    "source": ("WOAF", "WOAS", "WOAR", "purl", "source", "source_url", "website", "url", "contact"),
    "advisory": ("rtng", "itunesadvisory"),
    "tempo": ("TBPM", "bpm", "tmpo", "tempo"),
    "key": ("TKEY", "initialkey", "initial_key", "key"),
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


def read_file_tags(path: Path) -> FileTags:
    """Read a file's metadata; never fails for odd tags, since the sound may still be fine."""
    own = _read_tags(_collect_by_name(path))
    return _fill_from_name(_apply_sidecar(own, read_sidecar(path)), path)


def _read_tags(found: dict[str, list[str]]) -> FileTags:
    def first(field: str) -> str:
        return next((v for name in _NAMES[field] for v in found.get(name.lower(), ())), "")

    title = first("title")
    return FileTags(
        title=title,
        artist=first("artist"),
        album=first("album"),
        genre=first("genre"),
        year=_parse_year(first("date")),
        explicit=first("advisory") in _EXPLICIT_RATINGS or bool(re.search(r"[(\[]explicit[)\]]", title, re.IGNORECASE)),
        licence=_parse_licence_text(v for name in _NAMES["licence"] for v in found.get(name.lower(), ())),
        source_url=_parse_link(v for name in _NAMES["source"] for v in found.get(name.lower(), ())),
        comment=first("comment"),
        tempo_bpm=_parse_tempo(first("tempo")),
        key=first("key"),
    )


def _parse_tempo(text: str) -> float | None:
    """A tempo as programs write it, "165" or "164,98"; None for 0 and for what is none."""
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return found if _SLOWEST_BPM <= found <= _FASTEST_BPM else None


def _collect_by_name(path: Path) -> dict[str, list[str]]:
    """Tag name in lower case (a free-form tag by its description) to its texts."""
    found: dict[str, list[str]] = {}
    for name, values in collect_tags(path):
        found.setdefault(name.lower(), []).extend(t for t in map(_to_line, values) if t)
    return found


def _to_line(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())[:_LONGEST]


def _parse_year(text: str) -> int | None:
    hit = re.search(r"\b(1[89]\d\d|20\d\d)", text)
    return int(hit[1]) if hit else None


def _parse_licence_text(texts: Iterable[str]) -> Licence:
    """The first text that is a known licence, else the first text at all."""
    read = [parse_licence(t) for t in texts]
    return next((licence for licence in read if licence.commercial is not None), read[0] if read else UNKNOWN)


def _parse_link(texts: Iterable[str]) -> str:
    return next((t for t in texts if t.startswith(("http://", "https://")) and " " not in t), "")


def _apply_sidecar(tags: FileTags, note: SidecarMetadata) -> FileTags:
    """A side file is what the operator wrote on purpose: it wins over the tags."""
    texts = {k: _to_line(getattr(note, k)) for k in ("title", "artist", "album", "genre")}
    given: dict[str, Any] = {k: v for k, v in texts.items() if v}
    if note.licence:
        given["licence"] = parse_licence(note.licence)
    if note.year is not None:
        given["year"] = note.year
    if note.explicit is not None:
        given["explicit"] = note.explicit
    return replace(tags, **given, source_url=_parse_link([note.source]) or tags.source_url)


def _fill_from_name(tags: FileTags, path: Path) -> FileTags:
    name = _NUMBER.sub("", path.stem.replace("_", " ")).strip() or path.stem
    artist, dash, title = name.partition(" - ")
    if not dash:
        artist, title = "", name
    folder = path.absolute().parent
    return replace(
        tags,
        title=tags.title or _to_line(title) or path.stem,
        artist=tags.artist or _to_line(artist) or _find_artist_folder(folder) or UNKNOWN_ARTIST,
    )


def _find_artist_folder(folder: Path) -> str:
    """An artist's name where the folder is called "Artist - Album"; other folders name no artist."""
    artist, dash, _ = folder.name.partition(" - ")
    return _to_line(artist) if dash else ""

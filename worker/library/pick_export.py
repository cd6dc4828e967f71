"""Accepted picks as playlists: files (m3u8, XSPF) and lists on the server that the tracks came from."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

from media.sources.interface import PlaylistSource
from musechat.track import Track
from store import source_tracks
from store.database import Database
from store.pick_lists import ListedPick

XSPF = "http://xspf.org/ns/0/"


def write_m3u8(picks: Iterable[ListedPick]) -> str:
    """An extended M3U list in UTF-8."""
    lines = ["#EXTM3U", "#PLAYLIST:MuseChat picks"]
    for pick in picks:
        track = pick.track
        lines.append(f"#EXTINF:{round(track.traits.duration_s)},{_one_line(track.artist)} - {_one_line(track.title)}")
        lines.append(track.path)
    return "\n".join(lines) + "\n"


def write_xspf(picks: Iterable[ListedPick]) -> str:
    """An XSPF list, version 1, with each track's page and the moment that was picked."""
    ET.register_namespace("", XSPF)
    root = ET.Element(f"{{{XSPF}}}playlist", {"version": "1"})
    _add(root, "title", "MuseChat picks")
    listed = ET.SubElement(root, f"{{{XSPF}}}trackList")
    for pick in picks:
        _add_track(listed, pick)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def save_on_server(
    source: PlaylistSource, picks: list[ListedPick], db: Database, name: str, *, star: bool
) -> list[Track]:
    """Make a playlist of a server hold the picks that came from it; returns those that it does not have.

    Raises:
        SourceRefused, SourceUnavailable: the server cannot be used.

    """
    with db.read() as session:
        refs = source_tracks.find_refs(session, source.name, (pick.track.id for pick in picks))
    there = [refs[pick.track.id] for pick in picks if pick.track.id in refs]

    async def save() -> None:
        try:
            await source.save_playlist(name, there, star=star)
        finally:
            await source.close()

    if there:
        asyncio.run(save())
    return [pick.track for pick in picks if pick.track.id not in refs]


def _add_track(listed: ET.Element, pick: ListedPick) -> None:
    track, entry = pick.track, ET.SubElement(listed, f"{{{XSPF}}}track")
    _add(entry, "location", "file://" + quote(str(Path(track.path).as_posix())))
    _add(entry, "title", track.title)
    _add(entry, "creator", track.artist)
    _add(entry, "annotation", f"Licence: {track.licence.id}. Picked from {pick.start_s:.1f} s to {pick.end_s:.1f} s.")
    if track.source_url.startswith(("http://", "https://")):
        _add(entry, "info", track.source_url)
    if track.album:
        _add(entry, "album", track.album)
    _add(entry, "duration", str(round(track.traits.duration_s * 1000)))


def _add(parent: ET.Element, name: str, text: str) -> None:
    # XML 1.0 has no way to hold these characters, not even escaped.
    ET.SubElement(parent, f"{{{XSPF}}}{name}").text = "".join(c for c in text if c >= " " or c in "\t\n")


def _one_line(text: str) -> str:
    return " ".join(text.split())

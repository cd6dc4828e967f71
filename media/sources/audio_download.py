"""Fetching a track's sound: resumed where an earlier try ended, and checked against what the source said of it."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from media.sources.errors import AudioRefused, TrackWithdrawn, make_busy_error
from media.sources.interface import OnBytes
from media.sources.source_client import Params, PassingFault, SourceClient
from musechat.errors import BadInput
from musechat.file_signatures import HEAD_BYTES, FileKind, recognise_file
from musechat.source_track import SourceTrack

CHUNK = 1 << 16
LARGEST_AUDIO = 1 << 30  # bytes; a server that states nothing could send without end
KEEP_FREE = 1 << 30  # bytes of the disk that are never filled


@dataclass(frozen=True, slots=True)
class AudioPlace:
    """Where a track's sound is, and what else a request for it needs."""

    url: str
    params: Params | None = None
    headers: Mapping[str, str] | None = None


async def download_audio(
    client: SourceClient, track: SourceTrack, place: AudioPlace, target: Path, on_bytes: OnBytes | None = None
) -> None:
    """Fetch a track's sound into ``target``, by way of ``<target>.part``, which a later try goes on with.

    Raises:
        TrackWithdrawn: the source has it no longer.
        AudioRefused: it has another length, checksum or kind than stated.
        BadInput: ``disk-full``.
        SourceUnavailable: the source cannot be used now.

    """
    _require_space(target.parent, track.size)
    download = _Download(client, track, place, target, on_bytes)
    try:
        await client.try_often(download.run)
        _check_sound(download.part, track, client.source)
    except AudioRefused:
        download.discard()
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _make_full_error(target.parent) from error
        raise
    download.finish()


class _Download:
    """One file on its way."""

    def __init__(
        self, client: SourceClient, track: SourceTrack, place: AudioPlace, target: Path, on_bytes: OnBytes | None
    ) -> None:
        self.part = target.with_name(target.name + ".part")
        self._note = target.with_name(target.name + ".part.json")
        self._client, self._track, self._place = client, track, place
        self._target, self._on_bytes = target, on_bytes

    async def run(self) -> None:
        """Try once: ask for what is missing, and append it."""
        offset, validator = self._load_progress()
        resume = {"Range": f"bytes={offset}-", "If-Range": validator} if offset else {}
        headers = {"Accept-Encoding": "identity", **(self._place.headers or {}), **resume}
        async with self._client.open("GET", self._place.url, self._place.params, headers=headers) as response:
            if response.status == 416:
                self.discard()
                raise PassingFault(make_busy_error(self._client.source, 416))
            self._check_answer(response)
            goes_on = response.status == 206 and _starts_at(response, offset)
            if response.status == 206 and not goes_on:
                raise AudioRefused("audio-cut", f"{self._client.source} sent another part of the file than asked for")
            self._save_validator(response)
            await self._append(response, "ab" if goes_on else "wb", offset if goes_on else 0)

    def finish(self) -> None:
        """Give the whole file its name."""
        self.part.replace(self._target)
        self._note.unlink(missing_ok=True)

    def discard(self) -> None:
        """Forget what came: it is of no use."""
        self.part.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    async def _append(self, response: aiohttp.ClientResponse, mode: str, received: int) -> None:
        most = self._track.size or LARGEST_AUDIO
        with self.part.open(mode) as file:
            async for chunk in response.content.iter_chunked(CHUNK):
                received += len(chunk)
                if received > most:
                    raise AudioRefused(
                        "audio-too-long", f"{self._client.source} sends more than the {most} bytes stated"
                    )
                file.write(chunk)
                if self._on_bytes:
                    self._on_bytes(len(chunk))
        if received < self._track.size:  # the connection ended early, in a way that HTTP does not notice
            raise PassingFault(make_busy_error(self._client.source, response.status))

    def _check_answer(self, response: aiohttp.ClientResponse) -> None:
        source = self._client.source
        if response.status in (403, 404, 410, 451):
            raise TrackWithdrawn(source, self._track.ref)
        if response.status not in (200, 206):
            raise AudioRefused("audio-refused", f"{source} answered {response.status} for the sound")
        if response.content_type in ("text/html", "application/xhtml+xml", "application/json", "text/xml"):
            raise AudioRefused("audio-is-a-page", f"{source} sent a page instead of sound")

    def _load_progress(self) -> tuple[int, str]:
        with suppress(OSError, ValueError, KeyError, TypeError):
            note = json.loads(self._note.read_text(encoding="utf-8"))
            if note["url"] == self._place.url and note["validator"]:
                return self.part.stat().st_size, str(note["validator"])
        return 0, ""

    def _save_validator(self, response: aiohttp.ClientResponse) -> None:
        strong = response.headers.get("ETag", "")
        validator = strong if strong and not strong.startswith("W/") else response.headers.get("Last-Modified", "")
        note = {"url": self._place.url, "validator": validator}
        self._note.write_text(json.dumps(note), encoding="utf-8")


def _starts_at(response: aiohttp.ClientResponse, offset: int) -> bool:
    return response.headers.get("Content-Range", "").startswith(f"bytes {offset}-")


def _check_sound(path: Path, track: SourceTrack, source: str) -> None:
    size = path.stat().st_size
    if track.size and size != track.size:
        raise AudioRefused("audio-wrong-length", f"{source} sent {size} bytes of {track.size} stated")
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        kind = recognise_file(head)
        if not head or kind in (FileKind.STILL, FileKind.DOCUMENT):
            raise AudioRefused("audio-not-sound", f"{source} sent something that is no sound file")
        file.seek(0)
        name, _, wanted = track.checksum.partition(":")
        # SHA-1 and MD5 are what these sources state; against damage, which is what is looked for, they serve.
        if wanted and hashlib.file_digest(file, lambda: hashlib.new(name, usedforsecurity=False)).hexdigest() != wanted:
            raise AudioRefused("audio-wrong-checksum", f"{source} sent a file that differs from what it states")


def _require_space(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size + KEEP_FREE:
        raise _make_full_error(folder)


def _make_full_error(folder: Path) -> BadInput:
    return BadInput("disk-full", f"The disk of {folder} is nearly full", "Free some space and run it again; it goes on")

"""The library as this process holds it: one snapshot per revision, with the chooser over it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from models.index import IndexFolder
from models.profiles import Profile, load_profile, trained_folder
from models.ranking.chooser import Chooser
from models.ranking.library import build_snapshot
from musechat.errors import BadInput
from musechat.reading import LibraryWords
from musechat.settings import Settings
from musechat.track import Track
from store.database import Database
from store.library import library_revision, list_tracks, load_track_vectors
from worker.stages.context import TurnContext


class Shelf:
    """One revision of the library, ready to choose from; safe to share between threads."""

    def __init__(self, revision: int, chooser: Chooser, tracks: Sequence[Track]) -> None:
        self.revision = revision
        self.chooser = chooser
        self._tracks = tracks
        self._owners = {track.guild_id for track in tracks} - {None}
        self._words: dict[int | None, LibraryWords] = {}
        self.words_for(None)

    def words_for(self, guild_id: int | None) -> LibraryWords:
        """The names that members of a guild may say: of everyone's tracks and of the guild's own, no other's."""
        owner = guild_id if guild_id in self._owners else None
        known = self._words.get(owner)
        if known is None:  # two threads may both make it, and get the same
            known = self._words[owner] = LibraryWords.of(t for t in self._tracks if t.guild_id in (None, owner))
        return known


def profile_named(name: str, data_dir: Path | None = None) -> Profile:
    """The profile, loaded once per process, with the fusion that ``data_dir`` holds for it, if there is one."""
    return _profile(name, trained_folder(data_dir, name) if data_dir and name != "embedded" else None)


@cache
def _profile(name: str, trained: Path | None) -> Profile:
    return load_profile(name, trained=trained)


class ShelfKeeper:
    """Builds a new shelf when the library has changed; turns in flight keep the one that they began with."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shelf: Shelf | None = None

    def current(self, db: Database, settings: Settings) -> Shelf:
        """The shelf of the newest revision.

        Raises:
            BadInput: the library is empty.

        """
        with self._lock:
            with db.read() as session:
                revision = library_revision(session)
            if self._shelf is None or self._shelf.revision != revision:
                self._shelf = build_shelf(db, settings)
            return self._shelf


def build_shelf(db: Database, settings: Settings) -> Shelf:
    """Lay the library out as arrays, and its index as a file that other processes share.

    Raises:
        BadInput: the library is empty.

    """
    profile = profile_named(settings.profile, settings.data_dir)
    with db.read() as session:
        revision = library_revision(session)
        tracks = list_tracks(session)
        stored = load_track_vectors(session, profile.music.name, profile.music.version)
    if not tracks:
        raise BadInput("library-empty", "The library is empty", "Add music with: musechat library add FOLDER")
    vectors = {track_id: np.frombuffer(data, np.float32) for track_id, data in stored}
    if not vectors:
        raise BadInput(
            "library-unheard",
            "The library waits to be heard by this version's ear",
            "Leave `musechat up` running for a while, or run `musechat library add FOLDER` again",
        )
    snapshot = build_snapshot(tracks, vectors, profile.fusion, revision=revision)
    folder = IndexFolder(settings.data_dir / "vectors" / f"{profile.fusion.name}-{profile.fusion.version}")
    index = folder.current()
    if index is None or index.ids != list(snapshot.ids) or not np.array_equal(index.matrix, snapshot.joint):
        folder.write(snapshot.ids, snapshot.joint)
        index = folder.current()
    return Shelf(revision, Chooser(snapshot, profile.fusion, profile.text, index), tracks)


_KEEPER = ShelfKeeper()


def shelf_of(context: TurnContext) -> Shelf:
    """The shelf for a turn."""
    return _KEEPER.current(context.db, context.settings)

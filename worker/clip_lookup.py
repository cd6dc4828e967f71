"""Looks a clip's own sound up among the library's fingerprints, which each process holds in memory."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from media.watch.limits import SOUND_RATE
from musechat.clip import ClipTraits
from store.clip_excerpts import save_excerpts
from store.database import Database
from store.track_identity import load_changed_fingerprints
from store.track_library import get_library_revision
from worker.context import TurnContext

if TYPE_CHECKING:
    from media.listen.excerpt_segments import SegmentedIndex


@dataclass(frozen=True, slots=True)
class _HeldLibrary:
    """The library up to a revision: its fingerprints, and of each track whose own it is."""

    revision: int
    index: SegmentedIndex
    owners: dict[str, int | None]

    def list_owners(self) -> list[int | None]:
        """The owner of each row of the index."""
        return [self.owners.get(key) for key in self.index.keys]


class ClipLookup:
    """The library's fingerprints, brought up to date at each look by what has changed since the last. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._database = ""
        self._held: _HeldLibrary | None = None
        self._prints: dict[str, int] = {}  # of what each track's fingerprint was when it was taken in

    def look_up_clip(
        self, context: TurnContext, video_hash: str, traits: ClipTraits, sound: NDArray[np.float32] | None
    ) -> bool:
        """Store which track is surely in a clip's sound (n,) at 16 kHz, of everyone's and of guilds' own.

        Returns whether there is any.

        What it was looked up by is kept for tracks that come later (:mod:`worker.late_lookup`). A clip without music is
        not looked up.
        """
        if sound is None or not traits.has_music:
            return False
        from media.listen.excerpt_search import pack_excerpts, take_excerpts  # here: a process that watches no clip
        from worker.clip_search import find_tracks, save_found  # does without

        excerpts = take_excerpts(sound, SOUND_RATE)
        if not excerpts:
            return False
        held = self._refresh(context.db)
        keys, owners = held.index.keys, held.list_owners()
        found = find_tracks(held.index, excerpts, keys, owners)
        with context.db.write() as session:
            save_excerpts(session, video_hash, held.revision, pack_excerpts(excerpts))
            save_found(session, video_hash, found, keys, owners)
        return bool(found)

    def _refresh(self, db: Database) -> _HeldLibrary:
        """The newest revision of the library."""
        from media.listen.excerpt_segments import SegmentedIndex
        from media.listen.fingerprint import take_words

        with self._lock:
            held = self._held
            with db.read() as session:
                revision = get_library_revision(session)
                if held is None or db.url != self._database or revision < held.revision:  # another library
                    held, self._database, self._prints = _HeldLibrary(0, SegmentedIndex(), {}), db.url, {}
                changed = load_changed_fingerprints(session, held.revision) if revision > held.revision else {}
            if changed:
                # Most changes of a track (its tags, its place) leave its sound as it was.
                new = {key: data for key, (_, data) in changed.items() if self._prints.get(key) != hash(data)}
                index = held.index.change({key: take_words(data) for key, data in new.items()})
                self._prints |= {key: hash(data) for key, data in new.items()}
                owners = held.owners | {key: owner for key, (owner, _) in changed.items()}
                held = _HeldLibrary(revision, index, owners)
            self._held = held = replace(held, revision=revision)
            return held

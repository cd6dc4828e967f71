"""The bytes that clips, previews and mixes may take together: beyond them the oldest go before their time.

What can be made again goes first, then clips. What a turn in progress needs, or a card is still to show, stays whatever
it takes.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from musechat.mix_names import find_clip, is_mix
from musechat.settings import Settings
from store.blob_uses import BlobUses, StoredClip, is_clip_in_use, list_stored_clips, load_blob_uses
from store.blobs import BlobFile, BlobStore
from store.database import Database
from store.tables import utc_now
from store.videos import forget_blob

PREVIEW = "preview-"
YOUNGEST = timedelta(minutes=10)  # a younger blob may belong to a turn that has not said so yet
LOW = 0.9  # of the budget: as far as is deleted, so that not every new blob costs another look

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BlobUsage:
    """How many bytes the blob store holds, and how many it may hold (0: any number)."""

    used: int
    budget: int

    @property
    def is_over(self) -> bool:
        """Whether it holds more than it may."""
        return 0 < self.budget < self.used


def measure_blobs(blobs: BlobStore, settings: Settings) -> BlobUsage:
    """Measure what the blob store holds."""
    return BlobUsage(sum(file.size for file in blobs.list_files()), settings.blob_bytes)


def is_remade(name: str) -> bool:
    """Whether a blob is made again where it is asked for and not there: an excerpt, a mix or a fit card."""
    return name.startswith(PREVIEW) or is_mix(name)


def keep_within_budget(db: Database, blobs: BlobStore, settings: Settings) -> int:
    """Delete what does not fit into the budget; returns how many blobs. Safe to run anywhere and concurrently."""
    files = blobs.list_files()
    usage = BlobUsage(sum(file.size for file in files), settings.blob_bytes)
    if not usage.is_over:
        return 0
    at = utc_now()
    with db.read() as session:
        uses, clips = load_blob_uses(session, at), list_stored_clips(session)
    excess = usage.used - int(LOW * usage.budget)
    remade = _delete_some(blobs, _list_remade(files, uses, at), excess)
    excess -= remade.freed
    of_clips = _delete_clips(db, blobs, clips, files, at, excess) if excess > 0 else Deleted()
    if usage.used - remade.freed - of_clips.freed > usage.budget:
        log.warning("the blob store holds %s bytes, over MUSECHAT_BLOB_BYTES; all of it is in use or new", usage.used)
    return remade.count + of_clips.count


@dataclass(frozen=True, slots=True)
class Deleted:
    """What was deleted: how many blobs, and the bytes that they took."""

    count: int = 0
    freed: int = 0


def _list_remade(files: Iterable[BlobFile], uses: BlobUses, at: datetime) -> Iterator[BlobFile]:
    """Yield what can be made again and is not in use, the oldest first."""
    for file in sorted(files, key=lambda each: each.written_at):
        in_use = file.name in uses.names or find_clip(file.name) in uses.clips
        if is_remade(file.name) and not in_use and at - file.written_at > YOUNGEST:
            yield file


def _delete_some(blobs: BlobStore, files: Iterable[BlobFile], excess: int) -> Deleted:
    count = freed = 0
    for file in files:
        if freed >= excess:
            break
        blobs.delete_blob(file.name)
        count, freed = count + 1, freed + file.size
    return Deleted(count, freed)


def _delete_clips(
    db: Database, blobs: BlobStore, clips: Iterable[StoredClip], files: Collection[BlobFile], at: datetime, excess: int
) -> Deleted:
    """Delete clips that no turn in progress is about, those whose time ends first at the head."""
    by_name = {file.name: file for file in files}
    count = freed = 0
    for clip in clips:
        if freed >= excess:
            break
        there = [by_name[name] for name in clip.names if name in by_name]
        if any(at - file.written_at <= YOUNGEST for file in there):
            continue
        # The file goes within the transaction: a crash leaves the row, and the next look repeats both.
        with db.write() as session:
            if is_clip_in_use(session, clip) or not forget_blob(session, clip.hash):
                continue
            for name in clip.names:
                blobs.delete_blob(name)
        count, freed = count + len(there), freed + sum(file.size for file in there)
    return Deleted(count, freed)

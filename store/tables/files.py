"""Files of music on this machine: what they are, and whether those of watched folders are there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, utc_now


class KnownFileRow(Base):
    """What a file held when it was last read, wherever it came from: which track it is, or why it was refused.

    Written by every import, in the transaction that stores the track: of files that somebody named, of watched folders
    and of sources. An unchanged file is not read again. A row stays when its file is gone, because its hashes tell
    which track such bytes, or such sound, were before (``store.track_identity``).

    It cannot be the record of presence as well (:class:`WatchedFileRow`). A file whose analysis crashed, and a second
    copy within one import, were seen but leave no new row here: the row of the path still says what its earlier bytes
    were, and must, while the watcher has to know that the path holds something else now.
    """

    __tablename__ = "known_files"
    key: Mapped[str] = mapped_column(String(32), primary_key=True)  # of the path, which may be too long for an index
    path: Mapped[str] = mapped_column(Text)  # see musechat.library_paths
    size: Mapped[int] = mapped_column(BigInteger)
    changed_ns: Mapped[int] = mapped_column(BigInteger)  # of the file
    beside: Mapped[str] = mapped_column(String(64), default="")  # stamp of the lists beside it
    file_hash: Mapped[str] = mapped_column(String(64), default="", index=True)
    sound_hash: Mapped[str] = mapped_column(String(64), default="", index=True)
    track_id: Mapped[str | None] = mapped_column(ForeignKey("tracks.id", ondelete="CASCADE"), index=True)
    refusal: Mapped[str] = mapped_column(Text, default="")  # why, one line; "" for a usable file
    version: Mapped[str] = mapped_column(String(32))  # of the analysis that looked at it
    seen_at: Mapped[datetime] = mapped_column(default=utc_now)


class WatchedFileRow(Base):
    """Whether a file of a watched folder is there, and as it was last seen: presence, not content.

    A row stands for a path below ``MUSECHAT_LIBRARY`` and for nothing else. Its ``track_id`` is the track that comes
    and goes with the file (``store.track_presence``), as the watcher was told when it had the file read; its stamp is
    what a look through the folders can read without opening a file, and covers the notes and lists beside it. What was
    found in the file stands in :class:`KnownFileRow`.
    """

    __tablename__ = "watched_files"
    key: Mapped[str] = mapped_column(String(32), primary_key=True)  # of the path, which may be too long for an index
    path: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    changed_ns: Mapped[int] = mapped_column(BigInteger)  # the latest time of the file, its note and its lists
    track_id: Mapped[str | None] = mapped_column(ForeignKey("tracks.id", ondelete="SET NULL"), index=True)
    is_gone: Mapped[bool] = mapped_column(Boolean, default=False)
    hidden: Mapped[bool] = mapped_column(Boolean, default=False)  # its track was taken from the library by us

"""The tables (SQLAlchemy 2, typed), each in the module of its subject.

Import them from here: then ``Base.metadata`` knows all of them, as Alembic and foreign keys need it.
"""

from __future__ import annotations

from store.tables.base import Base, UtcTime, utc_now
from store.tables.comparisons import ComparedPickRow, ComparisonRow, ComparisonVoteRow
from store.tables.files import KnownFileRow, WatchedFileRow
from store.tables.licence_checks import LicenceCheckRow
from store.tables.members import ApiTokenRow, GuildRow, MemberRow
from store.tables.operation import EventCountRow, InstallationRow, WorkerRow
from store.tables.pick_orders import PickOrderRow
from store.tables.picks import ExclusionRow, FeedbackRow, PickRecordRow, PickRow
from store.tables.sources import LibrarySourceRow, SourceTrackRow
from store.tables.threads import BriefEventRow, ThreadRow
from store.tables.tracks import TrackRow, TrackVectorRow
from store.tables.turns import TurnReplyRow, TurnRow
from store.tables.videos import (
    ClipExcerptRow,
    ClipMusicRow,
    ClipPicturesRow,
    ClipRecordingRow,
    VideoRow,
    VideoVectorRow,
)

__all__ = [
    "ApiTokenRow",
    "Base",
    "BriefEventRow",
    "ClipExcerptRow",
    "ClipMusicRow",
    "ClipPicturesRow",
    "ClipRecordingRow",
    "ComparedPickRow",
    "ComparisonRow",
    "ComparisonVoteRow",
    "EventCountRow",
    "ExclusionRow",
    "FeedbackRow",
    "GuildRow",
    "InstallationRow",
    "KnownFileRow",
    "LibrarySourceRow",
    "LicenceCheckRow",
    "MemberRow",
    "PickOrderRow",
    "PickRecordRow",
    "PickRow",
    "SourceTrackRow",
    "ThreadRow",
    "TrackRow",
    "TrackVectorRow",
    "TurnReplyRow",
    "TurnRow",
    "UtcTime",
    "VideoRow",
    "VideoVectorRow",
    "WatchedFileRow",
    "WorkerRow",
    "utc_now",
]

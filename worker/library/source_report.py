"""What the steps of a sync share: their tools, how far they are, and what came of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from musechat.settings import Settings
from store.database import Database
from worker.library.folder_sync import AddFiles, add_in_background


@dataclass(frozen=True, slots=True)
class SourceProgress:
    """How far a sync is: what it does, how much of it is done, and the bytes that have newly come."""

    source: str
    stage: str  # "list", "fetch", "listen", "check"
    done: int = 0
    total: int = 0
    name: str = ""
    received: int = 0


@dataclass(slots=True)
class SyncReport:
    """What a sync of one source did, in tracks; refused ones with the reason."""

    source: str
    listed: int = 0
    fetched: int = 0
    added: int = 0
    withdrawn: int = 0
    returned: int = 0
    renamed: int = 0
    relicensed: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    waiting: int = 0  # not fetched this time, for a reason that may pass


OnProgress = Callable[[SourceProgress], None]


@dataclass(frozen=True, slots=True)
class SyncTools:
    """What every step of a sync needs."""

    db: Database
    settings: Settings
    add: AddFiles = add_in_background
    on_progress: OnProgress = lambda _progress: None

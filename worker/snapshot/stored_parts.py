"""The library laid out as a file in the data folder, which the workers of a machine map and share.

A file belongs to one vector space, one version of the code and one history of the database: the database holds the
token of the newest. After an older database was put in place it is laid out anew. After an upgrade too, but beside the
turns: until that is done the earlier version's file serves, where it has the same arrays. Names may then be folded as
that version did, for a minute; hard rules are tested on the tracks themselves.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import filelock

import language
import models.ranking
import musechat
from models.ranking.arrays.library_part import LibraryPart
from models.ranking.arrays.part_file import map_part_file, read_facts, write_part_file
from musechat.settings import Settings
from store.database import Database
from store.installation import get_fact, put_fact
from worker.served_models_record import ServedModelsRecord, get_vectors_folder

FORMAT = "2"  # what the arrays mean; another one is never read
SUFFIX = ".safetensors"
LOCK, NAME = "lock", "name"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class StoredPart:
    """A mapped part, and the library's revision that it was laid out at. ``is_current``: by this version's code."""

    part: LibraryPart
    revision: int
    is_current: bool = True


class PartStore:
    """The files of one vector space of one database; safe to share between threads and processes.

    Args:
        db: the library's database.
        settings: name the data folder.
        record: the models that the part was laid out with.

    """

    def __init__(self, db: Database, settings: Settings, record: ServedModelsRecord) -> None:
        self.folder = get_vectors_folder(settings) / record.space
        self._db = db
        self._models = f"{record.music} {record.fusion} {record.text}"

    def load_newest(self) -> StoredPart | None:
        """Map the newest file that fits; None where there is none."""
        fact = self.read_fact_name()
        if fact is None:
            return None
        with self._db.read() as session:
            token = get_fact(session, fact)
        if token is None:
            return None
        path = self.folder / f"{token}{SUFFIX}"
        try:
            facts = read_facts(path)
            if facts.get("arrays") != self._describe_arrays():
                return None
            current = facts.get("code") == compute_code_digest()
            return StoredPart(map_part_file(path), int(facts["revision"]), current)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError) as error:
            log.warning("%s cannot be used (%s); the library is laid out anew", path, error)
            return None

    def is_locked(self) -> bool:
        """Whether another process is writing a part now."""
        try:
            with filelock.FileLock(self.folder / LOCK, timeout=0):
                return False
        except filelock.Timeout:
            return True
        except OSError:  # nothing can be written here, by nobody
            return False

    def save(self, lay_out: Callable[[], LibraryPart], revision: int) -> StoredPart | None:
        """Write a part, make it the newest, and delete the others.

        Args:
            lay_out: makes the part.
            revision: of the library in it.

        Returns:
            The part as mapped from its file; None where another process is writing one, or it cannot be written.

        """
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with filelock.FileLock(self.folder / LOCK, timeout=0):
                token = f"{revision:012d}-{secrets.token_hex(4)}"
                path = self.folder / f"{token}{SUFFIX}"
                facts = {"arrays": self._describe_arrays(), "code": compute_code_digest(), "revision": str(revision)}
                write_part_file(path, lay_out(), facts)
                with self._db.write() as session:
                    put_fact(session, self._name_fact(), token)
                self._delete_others(path)
                return StoredPart(map_part_file(path), revision)
        except filelock.Timeout:
            return None
        except OSError as error:  # a full disk must not end a turn: the library stays in this process's own memory
            log.warning("the library could not be laid out in %s: %s", self.folder, error)
            return None

    def read_fact_name(self) -> str | None:
        """Name of the database's fact that holds the token of this folder's newest file; None before the first."""
        # Machines that share a database have folders of their own, under one path perhaps.
        try:
            name = (self.folder / NAME).read_text()
        except FileNotFoundError:
            return None
        return f"snapshot {name}" if name else None

    def _name_fact(self) -> str:
        """The same, after giving the folder a name where it has none; under the lock."""
        name = self.read_fact_name()
        if name is None:
            (self.folder / NAME).write_text(secrets.token_hex(8))
            name = self.read_fact_name()
        return name or ""

    def _delete_others(self, kept: Path) -> None:
        for path in self.folder.iterdir():
            if path.name not in (kept.name, LOCK, NAME):
                with suppress(OSError):  # where a mapped file cannot be deleted, the next version tries again
                    path.unlink()

    def _describe_arrays(self) -> str:
        return f"{FORMAT} {self._models}"


@cache
def compute_code_digest() -> str:
    """Digest of the code and tables that names, words and traits are laid out by."""
    digest = hashlib.sha256()
    for package in (musechat, language, models.ranking):
        for path in sorted(_iter_sources(Path(package.__path__[0]))):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _iter_sources(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix in (".py", ".toml"))

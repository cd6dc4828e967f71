"""The blob store: bytes under a name, in a folder of this machine or behind any fsspec URL.

A name appears only once all of its bytes are there. They are written under ``incoming/`` first and moved then,
so a crash leaves nothing but a file there, which :meth:`BlobStore.sweep_temporary` deletes.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple, cast

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from musechat.errors import BadInput

INCOMING = "incoming"
NAME = re.compile(r"[0-9a-z_-][0-9a-z._-]{0,199}")
SUFFIX = re.compile(r"(\.[0-9a-z]{1,8})?")
CHUNK = 1024 * 1024


class BlobStoreUnusable(BadInput):
    """The store's folder or disk cannot be used: full, read-only, away. Ends a command; a server tries again."""


class StoredBlob(NamedTuple):
    """The result of writing a blob."""

    sha256: str
    size: int  # bytes
    name: str


class BlobFile(NamedTuple):
    """A blob as a listing shows it."""

    name: str
    size: int  # bytes
    written_at: datetime


class BlobStore:
    """Stores bytes by name. Safe for threads and processes: the last complete write of a name wins."""

    def __init__(self, url: str) -> None:
        """Open the store at an fsspec URL, and make its folder.

        Raises:
            BadInput: ``blob-url`` where the URL cannot be used.
            BlobStoreUnusable: ``data-folder`` where the folder cannot.

        """
        try:
            # Other processes write here too: no listing may be remembered.
            self._fs, root = url_to_fs(url, use_listings_cache=False, skip_instance_cache=True)
        except (ValueError, ImportError) as error:
            remedy = "Set MUSECHAT_BLOB_URL to a folder (file:///...) or an fsspec URL whose package is installed"
            raise BadInput("blob-url", f"The blob store {url} cannot be opened ({error})", remedy) from error
        self._root = str(root).rstrip("/")
        self._is_local = isinstance(self._fs, LocalFileSystem)
        with self._map_disk_errors():
            self._fs.makedirs(f"{self._root}/{INCOMING}", exist_ok=True)

    def put_file(self, path: Path, name: str) -> None:
        """Copy a file of this machine into the store."""
        self._find_path(name)  # refuses a bad name before anything is copied
        with self.open_writer() as writer, path.open("rb") as source:
            shutil.copyfileobj(source, cast("BinaryIO", writer), CHUNK)
            writer.commit_as(name)

    def open_writer(self) -> BlobWriter:
        """Open a writer for bytes whose name may depend on their hash; use it with ``with``."""
        return BlobWriter(self)

    @contextmanager
    def open_local(self, name: str) -> Iterator[Path]:
        """Give a local path to read the blob from: the blob itself, or a copy that lives as long as the block.

        Raises:
            BadInput: ``blob-gone``.

        """
        if self._is_local:
            yield Path(self._require_path(name))
            return
        with tempfile.TemporaryDirectory(prefix="musechat-") as folder:
            copy = Path(folder) / name
            with self._map_disk_errors():
                self._fs.get_file(self._require_path(name), str(copy))
            yield copy

    def has_blob(self, name: str) -> bool:
        """Whether the store has the blob."""
        return bool(self._fs.exists(self._find_path(name)))

    def delete_blob(self, name: str) -> None:
        """Delete a blob; one that is not there is no error."""
        with self._map_disk_errors(), suppress(FileNotFoundError):
            self._fs.rm_file(self._find_path(name))

    def open_blob(self, name: str) -> BinaryIO:
        """Open the blob for reading, seekable.

        Raises:
            BadInput: ``blob-gone``.

        """
        return cast("BinaryIO", self._fs.open(self._require_path(name), "rb"))

    def get_size(self, name: str) -> int:
        """The blob's size in bytes; raises as :meth:`open_blob`."""
        return int(self._fs.size(self._require_path(name)))

    def list_names(self) -> list[str]:
        """List the names of all blobs, in no order."""
        found = (str(path).rsplit("/", 1)[-1] for path in self._fs.ls(self._root, detail=False))
        return [name for name in found if name != INCOMING and NAME.fullmatch(name)]

    def list_files(self) -> list[BlobFile]:
        """List all blobs with their sizes and times, in no order; one that goes meanwhile is left out."""
        found = []
        for info in self._fs.ls(self._root, detail=True):
            name = str(info["name"]).rsplit("/", 1)[-1]
            if name != INCOMING and NAME.fullmatch(name):
                with suppress(FileNotFoundError):
                    written_at = _find_time(info) or _to_utc(self._fs.modified(info["name"]))
                    found.append(BlobFile(name, int(info.get("size") or 0), written_at))
        return found

    def get_age_s(self, name: str) -> float:
        """Seconds since a blob was last written; 0 where it is gone, so that it never counts as old."""
        try:
            return (datetime.now(UTC) - _to_utc(self._fs.modified(self._find_path(name)))).total_seconds()
        except FileNotFoundError:
            return 0.0

    def sweep_temporary(self, older_than_s: float) -> int:
        """Delete files of crashed writers older than ``older_than_s``; returns how many."""
        now, swept = datetime.now(UTC), 0
        for path in self._fs.ls(f"{self._root}/{INCOMING}", detail=False):
            with suppress(FileNotFoundError):  # its writer committed meanwhile
                if (now - _to_utc(self._fs.modified(path))).total_seconds() > older_than_s:
                    self._fs.rm_file(path)
                    swept += 1
        return swept

    def _find_path(self, name: str) -> str:
        if not NAME.fullmatch(name) or name == INCOMING:
            raise ValueError(f"not a blob's name: {name!r}")
        return f"{self._root}/{name}"

    def _require_path(self, name: str) -> str:
        path = self._find_path(name)
        if not self._fs.exists(path):
            raise BadInput("blob-gone", "The file is no longer kept", "Post the clip again")
        return path

    @contextmanager
    def _map_disk_errors(self) -> Iterator[None]:
        # A full or unwritable disk is the operator's to fix: one line, no traceback.
        try:
            yield
        except FileNotFoundError:
            raise
        except OSError as error:
            reason = error.strerror or error
            remedy = "Free some space there, or choose a folder that you may write to with MUSECHAT_DATA_DIR"
            raise BlobStoreUnusable(
                "data-folder", f"The folder {self._root} cannot be used ({reason})", remedy
            ) from error


class BlobWriter:
    """Writes and hashes bytes; ends with either :meth:`commit`, :meth:`commit_as` or :meth:`abort`."""

    def __init__(self, store: BlobStore) -> None:
        self._store = store
        self._hash = hashlib.sha256()
        self._size = 0
        self._done = False
        self._path = f"{store._root}/{INCOMING}/{secrets.token_hex(16)}"
        with store._map_disk_errors():
            self._file: Any = store._fs.open(self._path, "wb")

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return self._size

    def write(self, data: bytes) -> int:
        """Append bytes; returns how many.

        Raises:
            BlobStoreUnusable: ``data-folder``; the disk is full. Only :meth:`abort` makes sense then.

        """
        with self._store._map_disk_errors():
            self._file.write(data)
        self._hash.update(data)
        self._size += len(data)
        return len(data)

    def commit(self, suffix: str = "") -> StoredBlob:
        """Store the bytes under ``<sha256><suffix>``; ``suffix`` is like ``".mp4"`` or empty."""
        if not SUFFIX.fullmatch(suffix):
            raise ValueError(f"not a suffix: {suffix!r}")
        return self.commit_as(self._hash.hexdigest() + suffix)

    def commit_as(self, name: str) -> StoredBlob:
        """Store the bytes under ``name``, in place of an earlier blob of that name."""
        target = self._store._find_path(name)
        with self._store._map_disk_errors():
            self._close()
            if self._store._is_local:
                Path(self._path).replace(target)  # atomic, and replaces an existing blob on every system
            else:
                self._store._fs.mv(self._path, target)
        self._done = True
        return StoredBlob(self._hash.hexdigest(), self._size, name)

    def abort(self) -> None:
        """Discard what was written; does nothing once committed or aborted."""
        if self._done:
            return
        self._done = True
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._store._fs.rm_file(self._path)

    def _close(self) -> None:
        if self._store._is_local:
            self._file.flush()
            os.fsync(self._file.fileno())  # the ledger may trust the name from here on
        self._file.close()

    def __enter__(self) -> BlobWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.abort()


def _to_utc(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time


def _find_time(info: Mapping[str, Any]) -> datetime | None:
    """When a listed file was written, by what file systems call it; None where the listing does not say."""
    seconds, time = info.get("mtime"), info.get("LastModified")
    if isinstance(seconds, int | float):
        return datetime.fromtimestamp(seconds, UTC)
    return _to_utc(time) if isinstance(time, datetime) else None

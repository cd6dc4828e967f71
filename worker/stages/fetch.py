"""Stage ``fetch``: stores the clip's bytes in the blob store, under the SHA-256 of their content."""

from __future__ import annotations

import re
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from media.fetch import FetchLimits, fetch_attachment, fetch_link
from musechat.errors import BadInput
from musechat.turn import SourceKind
from store.blobs import StoredBlob
from store.threads import get_thread
from store.videos import put_video
from worker.context import TurnContext
from worker.stages.limits import ClipLimits, load_clip_limits

CHUNK = 1024 * 1024
SUFFIX = re.compile(r"\.[0-9a-z]{1,8}")


def run_fetch(context: TurnContext) -> None:
    """Fetch and store the turn's clip and make it the thread's; a turn without one keeps the thread's clip.

    Raises:
        BadInput: the clip cannot be fetched, or is larger than the limit.
        Retryable: the site did not answer properly this time.

    """
    job = context.job
    if job.source.kind is SourceKind.NONE:
        _take_over_thread_clip(context)
        return
    limits = load_clip_limits(context)
    with limits.name_guild_limit():
        stored = _fetch_source(context, limits)
    # The row after the bytes: a crash in between leaves a blob without a row, which retention deletes.
    expires = datetime.now(UTC) + timedelta(hours=context.settings.clip_hours)
    put = partial(put_video, hash=stored.sha256, size=stored.size, blob=stored.name, expires_at=expires)
    context.attach_video(stored.sha256, put)


def _take_over_thread_clip(context: TurnContext) -> None:
    if context.job.video_hash is not None:
        return
    with context.db.read() as session:
        known = get_thread(session, context.job.thread_id).video_hash
    if known is not None:
        context.attach_video(known)


def _fetch_source(context: TurnContext, limits: ClipLimits) -> StoredBlob:
    source, settings = context.job.source, context.settings
    if source.kind is SourceKind.BLOB:
        return _take_posted(context, source.value, limits)
    if source.kind is SourceKind.PATH:
        return _store_clip(context, Path(source.value), source.name, limits)
    caps = FetchLimits(
        max_bytes=limits.max_bytes, max_seconds=settings.fetch_seconds, max_clip_seconds=limits.max_seconds
    )
    with tempfile.TemporaryDirectory(prefix="musechat-fetch-") as folder:
        if source.kind is SourceKind.ATTACHMENT:
            fetched = fetch_attachment(source.value, Path(folder), caps, context.raise_if_interrupted)
        else:
            fetched = fetch_link(source.value, Path(folder), caps, settings.allowed_links, context.raise_if_interrupted)
        return _store_clip(context, fetched.path, fetched.name, limits)


def _take_posted(context: TurnContext, name: str, limits: ClipLimits) -> StoredBlob:
    """Use a clip whose bytes were stored when it was posted."""
    size = context.blobs.get_size(name)
    if size > limits.max_bytes:
        raise limits.make_too_large_error()
    return StoredBlob(Path(name).stem, size, name)


def _store_clip(context: TurnContext, path: Path, name: str, limits: ClipLimits) -> StoredBlob:
    try:
        if path.stat().st_size > limits.max_bytes:
            raise limits.make_too_large_error()
        with context.blobs.open_writer() as writer, path.open("rb") as file:
            shutil.copyfileobj(file, cast("BinaryIO", writer), CHUNK)
            return writer.commit(_safe_suffix(name))
    except FileNotFoundError as error:
        raise BadInput("no-such-file", f"There is no file {name}", "Check the name") from error
    except PermissionError as error:
        raise BadInput("unreadable", f"{name} may not be read", "Let the worker's user read it") from error


def _safe_suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    # The name comes from outside: anything but a plain suffix is left out of the blob's name.
    return suffix if SUFFIX.fullmatch(suffix) else ""

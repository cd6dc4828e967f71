"""Doctor's checks of what MuseChat talks to: broker, blob store, the database's clock and its vectors."""

from __future__ import annotations

import difflib
import secrets
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import text

from cli.health_level import HealthLevel
from cli.setup import open_database
from musechat.settings import Settings
from store.database import Database
from worker.blob_budget import BlobUsage, measure_blobs

SCHEMES = ("memory", "redis", "rediss", "sentinel", "amqp", "amqps")
CONNECT_S = 3.0
# What brokers say of a wrong password, or of none where one is needed.
REFUSED = ("WRONGPASS", "NOAUTH", "AUTHENTICATION", "ACCESS_REFUSED", "INVALID USERNAME", "INVALID PASSWORD")
SKEW_S = 1.0
GRAPH_VERSION = (0, 8)
GIB = 1024**3


def check_broker(settings: Settings) -> tuple[HealthLevel, str]:
    """Check whether the broker can be connected to."""
    if settings.embedded:
        return HealthLevel.FINE, "embedded (no server needed)"
    scheme = settings.broker_url.partition("://")[0].partition("+")[0].lower()
    if "://" not in settings.broker_url or scheme not in SCHEMES:
        return HealthLevel.BROKEN, _describe_scheme(scheme)
    import kombu

    connect: Any = kombu.Connection  # type: ignore[attr-defined]  # kombu is untyped
    with connect(settings.broker_url, connect_timeout=CONNECT_S) as connection:
        shown = str(connection.as_uri())  # with the password masked
        try:
            # By default kombu retries for ever.
            connection.ensure_connection(max_retries=1, timeout=CONNECT_S)
        except Exception as error:  # noqa: BLE001 - each broker's client has errors of its own
            return HealthLevel.BROKEN, _describe_refusal(shown, error)
        return HealthLevel.FINE, shown


def _describe_scheme(scheme: str) -> str:
    near = difflib.get_close_matches(scheme, SCHEMES, n=1, cutoff=0.5)
    meant = f" (did you mean {near[0]}://?)" if near else ""
    remedy = "Set MUSECHAT_BROKER_URL to redis://host:6379/0 or amqp://user:password@host//, or leave it out"
    return f"MUSECHAT_BROKER_URL begins with {scheme}://, which is no broker{meant}. {remedy}"


def _describe_refusal(shown: str, error: BaseException) -> str:
    said = " ".join(str(cause) for cause in _iter_causes(error))
    if any(word in said.upper() for word in REFUSED):
        remedy = "Correct user and password in MUSECHAT_BROKER_URL; letters such as @ : / are written as %40 %3A %2F"
        return f"{shown} answers, and refuses user or password. {remedy}"
    host = urlsplit(shown).netloc.rpartition("@")[2]
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    remedy = "Start it, correct MUSECHAT_BROKER_URL, or leave that out: one machine needs no broker"
    return f"nothing answers at {host} ({reason}). {remedy}"


def _iter_causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def check_blobs(settings: Settings) -> tuple[HealthLevel, str]:
    """Check the blob store by writing, reading and deleting a few bytes."""
    from musechat.errors import MuseChatError
    from musechat.redaction import redact_secrets
    from store.blobs import BlobStore

    shown, name, content = redact_secrets(settings.effective_blob_url), f"doctor-{secrets.token_hex(8)}", b"doctor"
    try:
        store = BlobStore(settings.effective_blob_url)
        with store.open_writer() as writer:
            writer.write(content)
            writer.commit_as(name)
        with store.open_blob(name) as blob:
            same = blob.read() == content
        store.delete_blob(name)
    except MuseChatError:
        raise
    except Exception as error:  # noqa: BLE001 - each file system of fsspec has errors of its own
        remedy = "Look whether it is reachable and may be written to, and whether MUSECHAT_BLOB_URL is right"
        return (
            HealthLevel.BROKEN,
            f"{shown} cannot be used ({type(error).__name__}: {redact_secrets(str(error))}). {remedy}",
        )
    if not same:
        return HealthLevel.BROKEN, f"{shown} gives back other bytes than were written. Look at its disk"
    return _describe_blob_usage(shown, measure_blobs(store, settings))


def _describe_blob_usage(shown: str, usage: BlobUsage) -> tuple[HealthLevel, str]:
    if not usage.budget:
        return HealthLevel.FINE, f"{shown} ({usage.used / GIB:.1f} GiB, without a budget)"
    detail = f"{shown} ({usage.used / GIB:.1f} of {usage.budget / GIB:.1f} GiB)"
    if not usage.is_over:
        return HealthLevel.FINE, detail
    remedy = "A worker makes room within minutes; if it stays so, all is in use: raise MUSECHAT_BLOB_BYTES"
    return HealthLevel.NOTE, f"{detail}. {remedy}"


def check_clock(settings: Settings) -> tuple[HealthLevel, str]:
    """Check this machine's clock against the database's."""
    with open_database(settings, migrate=False) as db:
        return judge_clock(db)


def judge_clock(db: Database, now: Callable[[], float] = time.time) -> tuple[HealthLevel, str]:
    """Compare a clock, in seconds since 1970, with that of the database."""
    if db.is_sqlite:
        return HealthLevel.FINE, "the database's own"
    with db.read() as session:
        session.execute(text("SELECT 1"))  # connecting takes longer than asking
        before = now()
        theirs: datetime = session.scalars(text("SELECT clock_timestamp()")).one()
        after = now()
    skew = (before + after) / 2 - theirs.timestamp()
    if abs(skew) - (after - before) / 2 <= SKEW_S:
        return HealthLevel.FINE, f"within {SKEW_S:.0f} s of the database's"
    side = "ahead of" if skew > 0 else "behind"
    at = datetime.fromtimestamp(before, UTC)
    remedy = "Switch time synchronisation on, on both machines: timedatectl set-ntp true"
    return HealthLevel.BROKEN, f"{abs(skew):.1f} s {side} the database's ({at:%H:%M:%S} UTC here). {remedy}"


def check_vector_search(settings: Settings) -> tuple[HealthLevel, str]:
    """Check that the database can search vectors, where MUSECHAT_INDEX wants it to."""
    if settings.index == "exact":
        return HealthLevel.FINE, "exact, in each worker"
    with open_database(settings, migrate=False) as db:
        if db.is_sqlite:
            remedy = "Set MUSECHAT_INDEX=exact, or MUSECHAT_DATABASE_URL to PostgreSQL"
            return HealthLevel.BROKEN, f"MUSECHAT_INDEX={settings.index}, and the database is SQLite. {remedy}"
        with db.read() as session:
            known = text("SELECT installed_version, default_version FROM pg_available_extensions WHERE name = 'vector'")
            row = session.execute(known).first()
            server = str(session.scalars(text("SHOW server_version_num")).one())[:-4]
    return _judge_extension(settings.index, server, row.installed_version if row else None, row is not None)


def _judge_extension(index: str, server: str, installed: str | None, available: bool) -> tuple[HealthLevel, str]:
    if not available:
        remedy = f"Install it there (Debian: apt install postgresql-{server}-pgvector), or set MUSECHAT_INDEX=exact"
        return HealthLevel.BROKEN, f"MUSECHAT_INDEX={index}, and the server has no pgvector. {remedy}"
    if installed is None:
        remedy = "Run in that database, as its superuser: CREATE EXTENSION vector"
        return HealthLevel.BROKEN, f"pgvector lies on the server, and not in this database. {remedy}"
    version = tuple(int(part) for part in installed.split(".")[:2])
    if index == "pgvector-hnsw" and version < GRAPH_VERSION:
        remedy = "Install 0.8 or later and run ALTER EXTENSION vector UPDATE, or set MUSECHAT_INDEX=pgvector"
        return HealthLevel.BROKEN, f"pgvector {installed} cannot filter a graph. {remedy}"
    return HealthLevel.FINE, f"{index}, pgvector {installed}"

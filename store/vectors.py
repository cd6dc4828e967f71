"""Tracks' vectors in PostgreSQL, searched there by the extension pgvector: for a library that many machines share.

The table is created on first use, outside of the migrations: only PostgreSQL with pgvector can have it, and its content
can be computed again. Importing this module imports numpy.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from musechat.errors import BadInput
from store.database import Database
from store.vector_search import FloatArray, PgVectorIndex, format_vector

LOCK = 0x6D757365_0003  # PostgreSQL advisory lock: one writer of vectors at a time
BATCH = 500
GRAPH_VERSION = (0, 8)  # of pgvector: iterative scans, which search on until enough allowed rows are found

_TABLE = """
CREATE TABLE IF NOT EXISTS track_places (
    space text NOT NULL,
    track_id text NOT NULL,
    place bigint GENERATED ALWAYS AS IDENTITY,
    digest bytea NOT NULL,
    vector vector NOT NULL,
    PRIMARY KEY (space, track_id)
)"""
_PUT = """
INSERT INTO track_places (space, track_id, digest, vector) VALUES (:space, :id, :digest, CAST(:vector AS vector))
ON CONFLICT (space, track_id) DO UPDATE SET digest = excluded.digest, vector = excluded.vector"""


class PgVectors:
    """The vectors of one space, shared by all processes on the database.

    Args:
        db: PostgreSQL.
        space: name of the space: the models, with versions, whose vectors are comparable.
        graph: search an HNSW graph, which is faster among millions and may miss a few; else exactly.

    Raises:
        BadInput: ``index-needs-postgres``; ``no-pgvector`` where the extension is missing or, for a graph, too old.

    """

    def __init__(self, db: Database, space: str, *, graph: bool = False) -> None:
        if db.is_sqlite:
            raise BadInput(
                "index-needs-postgres",
                "MUSECHAT_INDEX names pgvector, and the database is SQLite",
                "Set MUSECHAT_INDEX=exact, or MUSECHAT_DATABASE_URL to PostgreSQL",
            )
        self.space = space
        self._db = db
        self._graph = graph
        self._prepare_table()

    def update_rows(self, ids: Sequence[str], matrix: FloatArray, removed: Sequence[str] = ()) -> None:
        """Store the rows of ``matrix`` (m, dim) under ``ids`` (m,), and delete ``removed``.

        Raises:
            ValueError: if the shapes disagree or a value is not finite.

        """
        with self._lock_for_writing() as session:
            known = self._load_digests(session, ids)
            self._put_rows(session, ids, _check_shapes(ids, matrix), known)
            self._remove_rows(session, removed)

    def replace_rows(self, ids: Sequence[str], matrix: FloatArray) -> None:
        """Store exactly the rows of ``matrix`` (n, dim) under ``ids`` (n,); writes only what differs.

        Raises:
            ValueError: as :meth:`update_rows`.

        """
        with self._lock_for_writing() as session:
            known = self._load_digests(session, None)
            self._put_rows(session, ids, _check_shapes(ids, matrix), known)
            self._remove_rows(session, sorted(set(known) - set(ids)))

    def reorder_rows(self, ids: Sequence[str]) -> PgVectorIndex:
        """Return an index with rows in the order of ``ids`` (n,); rows without a stored vector are never found."""
        with self._db.read() as session:
            wanted = text("SELECT track_id, place FROM track_places WHERE space = :space")
            places: dict[str, int] = {row[0]: row[1] for row in session.execute(wanted, {"space": self.space})}
            dim = self._read_dim(session)
        place = np.array([places.get(name, -1) for name in ids], np.int64)
        return PgVectorIndex(self._db, self.space, ids, place, dim, graph=self._graph)

    @contextmanager
    def _lock_for_writing(self) -> Iterator[Session]:
        with self._db.write() as session:
            # Two writers that compare digests and write at once could each leave what the other meant to delete.
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            yield session
            if self._graph:
                self._make_graph(session)

    def _prepare_table(self) -> None:
        try:
            with self._db.write() as session:
                # IF NOT EXISTS is not safe against a second CREATE at the same time.
                session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
                session.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
                session.execute(text(_TABLE))
                found = session.scalar(text("SELECT extversion FROM pg_extension WHERE extname = 'vector'"))
        except DBAPIError as error:
            raise _make_missing_error("PostgreSQL has no extension vector that we may use") from error
        if self._graph and tuple(int(n) for n in str(found).split(".")[:2]) < GRAPH_VERSION:
            raise _make_missing_error(f"pgvector {found} cannot filter a graph")

    def _make_graph(self, session: Session) -> None:
        """Create the space's graph; an HNSW index is for one size of vector, so each space has its own."""
        if dim := self._read_dim(session):
            name = "ix_track_places_" + hashlib.sha256(self.space.encode()).hexdigest()[:16]
            quoted = self.space.replace("'", "''")
            made = (
                f"ON track_places USING hnsw ((CAST(vector AS vector({dim}))) vector_ip_ops) WHERE space = '{quoted}'"
            )
            session.connection().exec_driver_sql(f"CREATE INDEX IF NOT EXISTS {name} {made}".replace("%", "%%"))

    def _read_dim(self, session: Session) -> int:
        """Read the size of this space's vectors; 0 while there are none."""
        wanted = text("SELECT vector_dims(vector) FROM track_places WHERE space = :space LIMIT 1")
        return session.scalar(wanted, {"space": self.space}) or 0

    def _load_digests(self, session: Session, ids: Sequence[str] | None) -> dict[str, bytes]:
        """Load the digests of the stored vectors, of ``ids`` or of all."""
        wanted = "SELECT track_id, digest FROM track_places WHERE space = :space"
        values: dict[str, object] = {"space": self.space}
        if ids is not None:
            wanted, values["ids"] = f"{wanted} AND track_id = ANY(:ids)", list(ids)
        return {name: bytes(digest) for name, digest in session.execute(text(wanted), values)}

    def _put_rows(self, session: Session, ids: Sequence[str], matrix: FloatArray, known: dict[str, bytes]) -> None:
        rows = []
        for name, row in zip(ids, matrix, strict=True):
            digest = _compute_digest(row)
            if known.get(name) != digest:
                rows.append({"space": self.space, "id": name, "digest": digest, "vector": format_vector(row)})
        for start in range(0, len(rows), BATCH):
            session.execute(text(_PUT), rows[start : start + BATCH])

    def _remove_rows(self, session: Session, ids: Sequence[str]) -> None:
        gone = text("DELETE FROM track_places WHERE space = :space AND track_id = ANY(:ids)")
        if ids:
            session.execute(gone, {"space": self.space, "ids": list(ids)})


def _check_shapes(ids: Sequence[str], matrix: FloatArray) -> FloatArray:
    rows = np.ascontiguousarray(matrix, dtype=np.float32)
    if rows.ndim != 2 or len(ids) != len(rows) or not np.isfinite(rows).all():
        raise ValueError(f"{len(ids)} ids for a matrix of shape {rows.shape}, or values that are not finite")
    return rows


def _compute_digest(row: FloatArray) -> bytes:
    # The music tower's output varies slightly with the batch; rounding keeps equal vectors equal. Adding 0.0 turns -0.0
    # into 0.0, whose bytes differ.
    return hashlib.blake2b((np.round(row, 4) + 0.0).tobytes(), digest_size=12).digest()


def _make_missing_error(what: str) -> BadInput:
    remedy = "Have pgvector 0.8 or later installed and created there, or set MUSECHAT_INDEX=exact"
    return BadInput("no-pgvector", what, remedy)

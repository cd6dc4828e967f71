"""Search of tracks' vectors inside PostgreSQL; see :mod:`store.vectors`. Importing this module imports numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text
from sqlalchemy.orm import Session

from store.database import Database

FloatArray = NDArray[np.float32]
BoolArray = NDArray[np.bool_]

WIDTH = 200  # candidates kept while the graph is searched (ef_search), at least
SPARSE = 0.05  # where a smaller share of rows is allowed, reading the whole table is quicker than the graph

# With all that equal the last one, so that of equals those that come first can be taken. ``get_bit`` counts the bits of
# a byte from its lowest, as numpy's little-endian ``packbits`` lays them.
_SEARCH = """
SELECT place, -(CAST(vector AS vector({dim})) <#> CAST(:query AS vector({dim})))
FROM track_places
WHERE space = :space AND CASE WHEN place < :most THEN get_bit(CAST(:allowed AS bytea), place) = 1 ELSE false END
ORDER BY CAST(vector AS vector({dim})) <#> CAST(:query AS vector({dim})) FETCH FIRST :k ROWS WITH TIES"""


class PgVectorIndex:
    """An index over vectors in PostgreSQL, with the contract of ``models.index.VectorIndex``; a graph may miss some."""

    def __init__(
        self, db: Database, space: str, ids: Sequence[str], place: NDArray[np.int64], dim: int, *, graph: bool
    ) -> None:
        self.ids = ids
        self._db, self._space, self._dim, self._graph = db, space, dim, graph
        self._place = place
        self._row_at = {int(p): row for row, p in enumerate(place) if p >= 0}

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def has_vector(self) -> BoolArray:
        """Which rows have a stored vector, (n,)."""
        return np.asarray(self._place >= 0)

    def search(self, vector: FloatArray, k: int, allowed: BoolArray | None = None) -> tuple[list[str], FloatArray]:
        """Search one vector (dim,); as :meth:`search_many`."""
        ids, scores = self.search_many(vector[None], k, allowed)
        return ids[0], scores[0]

    def search_many(
        self, vectors: FloatArray, k: int, allowed: BoolArray | None = None
    ) -> tuple[list[list[str]], list[FloatArray]]:
        """Find the ``k`` best allowed rows for each of ``vectors`` (B, dim), by inner product.

        Args:
            vectors: (B, dim) float32.
            k: number of rows; fewer are found where fewer are allowed.
            allowed: (n,) mask of rows; None: all.

        Returns:
            For each vector ids and scores, best first, equal scores in row order.

        Raises:
            ValueError: a shape does not fit.

        """
        if vectors.ndim != 2 or (self._dim and vectors.shape[1] != self._dim):
            raise ValueError(f"queries of shape {vectors.shape} for vectors of dim {self._dim}")
        if allowed is not None and allowed.shape != (len(self),):
            raise ValueError(f"a mask of shape {allowed.shape} for {len(self)} rows")
        mask = self.has_vector if allowed is None else allowed & self.has_vector
        if k <= 0 or not mask.any():
            return [[] for _ in vectors], [np.empty(0, np.float32) for _ in vectors]
        # The mask goes to the server as one bit per place: a list of ids would be megabytes for a large library.
        bits = np.zeros(int(self._place.max()) + 1, np.bool_)
        bits[self._place[mask]] = True
        values = {"space": self._space, "k": k, "most": len(bits)}
        values["allowed"] = np.packbits(bits, bitorder="little").tobytes()
        with self._db.read() as session:
            self._tune_planner(session, k, float(mask.mean()))
            found = [self._search_one(session, row, values, k) for row in vectors]
        return [ids for ids, _ in found], [scores for _, scores in found]

    def _tune_planner(self, session: Session, k: int, share: float) -> None:
        """Set this transaction's planner options: a scan of the table, or of the graph until enough rows are found."""
        # A cached generic plan does not know the mask, and would be chosen after some calls.
        options = {"plan_cache_mode": "force_custom_plan"}
        if not self._graph or share < SPARSE:
            options["enable_indexscan"] = "off"
        if self._graph:
            # Also where the table is to be read: switching a plan off only makes it dear, and a graph that is read all
            # the same, without going on until enough rows are found, would find hardly any that are allowed.
            options |= {"hnsw.iterative_scan": "strict_order", "hnsw.max_scan_tuples": "200000"}
            options["hnsw.ef_search"] = str(min(1000, max(WIDTH, 2 * k)))
        for name, value in options.items():
            session.execute(text("SELECT set_config(:name, :value, true)"), {"name": name, "value": value})

    def _search_one(
        self, session: Session, vector: FloatArray, values: Mapping[str, object], k: int
    ) -> tuple[list[str], FloatArray]:
        wanted = text(_SEARCH.format(dim=self._dim))
        found = session.execute(wanted, {**values, "query": format_vector(vector)}).all()
        # Ties come in any order, and more than k where they tie with the last.
        rows = sorted((-score, self._row_at[place]) for place, score in found)[:k]
        return [self.ids[row] for _, row in rows], np.array([-score for score, _ in rows], np.float32)


def format_vector(row: FloatArray) -> str:
    """Format a vector (dim,) as a pgvector literal."""
    return f"[{','.join(map(str, row.tolist()))}]"

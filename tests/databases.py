"""Real databases for the tests of every room: SQLite files, and a PostgreSQL server where one answers.

``MUSECHAT_TEST_DATABASE_URL`` names the server and a database on it to connect to first; the tests make their own
databases beside that one and drop them again.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import URL, delete, make_url

from store.database import Database
from store.migrate import upgrade_database
from store.tables import Base

SERVER = os.environ.get("MUSECHAT_TEST_DATABASE_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/test")
BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres_server() -> URL:
    """A PostgreSQL server that lets us make databases."""
    psycopg = pytest.importorskip("psycopg", reason="PostgreSQL's driver is not installed")
    url = make_url(SERVER).set(drivername="postgresql")
    try:
        psycopg.connect(url.render_as_string(hide_password=False), connect_timeout=60).close()
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL answers at {url.host}:{url.port} ({str(error).splitlines()[0]})")
    return url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: URL) -> Iterator[str]:
    """A migrated database of this session's own."""
    with postgres_database(postgres_server) as url:
        upgrade_database(url)
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "musechat.db"
    upgrade_database(sqlite_url(path))
    return path


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables, of either kind."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "musechat.db")
        return
    with postgres_database(request.getfixturevalue("postgres_server")) as url:
        yield url


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest) -> Database:
    """A migrated, empty database, of either kind."""
    return cast("Database", request.getfixturevalue(f"{request.param}_database"))


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A migrated, empty SQLite file."""
    path = tmp_path / "musechat.db"
    shutil.copyfile(sqlite_template, path)
    db = Database(sqlite_url(path))
    yield db
    db.close()


@pytest.fixture
def postgresql_database(postgres_template: str) -> Iterator[Database]:
    """A migrated, empty PostgreSQL database."""
    db = Database(postgres_template)
    with db.write() as session:
        for table in reversed(Base.metadata.sorted_tables):  # many times quicker than TRUNCATE for a few rows
            session.execute(delete(table))
    yield db
    db.close()


def sqlite_url(path: Path) -> str:
    """The SQLAlchemy URL of a SQLite file."""
    return f"sqlite+pysqlite:///{path}"


@contextmanager
def postgres_database(server: URL) -> Iterator[str]:
    """The SQLAlchemy URL of a new PostgreSQL database, dropped in the end."""
    import psycopg

    name = f"musechat_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server.render_as_string(hide_password=False), autocommit=True) as connection:
        # Nobody can be connected to template0; anybody at template1 would make this fail.
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
        try:
            url = server.set(drivername="postgresql+psycopg", database=name)
            yield url.render_as_string(hide_password=False)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

"""What the doctor says of the mistakes of a first day: one line each, with its remedy."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cli.doctor import _workers
from cli.doctor_discord import check_token
from cli.doctor_library import check_disk, check_hearing, check_library
from cli.doctor_media import check_decoder, check_links, check_recordings, describe_age
from cli.doctor_services import (
    _judge_extension,
    check_blobs,
    check_broker,
    check_clock,
    check_vector_search,
    judge_clock,
)
from cli.doctor_settings import check_exposure, check_names, find_misspelt, list_setting_names
from cli.doctor_writer import writer_health
from cli.health_level import HealthLevel
from media.acoustid.chromaprint import MissingChromaprint
from musechat.errors import BadInput
from musechat.settings import Settings
from musechat.turn import Queue
from store.database import Database
from store.track_library import list_tracks, save_track_vector
from tests.bot.house import stock
from tests.bot.test_setup import make_token
from tests.ports import reserved_port
from tests.worker.brokers import OwnRedis
from worker.heartbeat import WorkerHeartbeat, make_worker_name

BROKEN, NOTE, FINE = HealthLevel.BROKEN, HealthLevel.NOTE, HealthLevel.FINE


def settings(tmp_path: Path, **about: Any) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path, **about)


def of(db: Database, tmp_path: Path, **about: Any) -> Settings:
    return settings(tmp_path, database_url=db.url, **about)


@pytest.fixture
def locked_redis(tmp_path: Path) -> Iterator[str]:
    import redis

    with reserved_port() as port:
        own = OwnRedis(tmp_path, port)
        own.start()
        try:
            redis.Redis(port=port).config_set("requirepass", "right")
            yield f"127.0.0.1:{port}"
        finally:
            own.kill()


@pytest.mark.slow
def test_a_broker_that_is_down(tmp_path: Path) -> None:
    for scheme in ("redis", "amqp"):
        level, said = check_broker(settings(tmp_path, broker_url=f"{scheme}://me:secret@127.0.0.1:1/0"))
        assert level is BROKEN
        assert "nothing answers at 127.0.0.1:1" in said
        assert "one machine needs no broker" in said
        assert "secret" not in said


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("rediss//host", "which is no broker"),
        ("reddis://host:6379/0", "did you mean redis://?"),
        ("http://host:6379", "which is no broker"),
        ("rabbitmq://host", "Set MUSECHAT_BROKER_URL to redis://"),
    ],
)
def test_a_broker_of_a_wrong_scheme(tmp_path: Path, url: str, said: str) -> None:
    level, line = check_broker(settings(tmp_path, broker_url=url))
    assert (level, said in line) == (BROKEN, True), line


@pytest.mark.slow
def test_a_broker_with_another_password(tmp_path: Path, locked_redis: str) -> None:
    for user in ("", ":wrong@"):
        level, said = check_broker(settings(tmp_path, broker_url=f"redis://{user}{locked_redis}/0"))
        assert (level, "refuses user or password" in said) == (BROKEN, True), said
        assert "wrong@" not in said
    assert check_broker(settings(tmp_path, broker_url=f"redis://:right@{locked_redis}/0"))[0] is FINE


def test_a_blob_store_is_tried(tmp_path: Path) -> None:
    shown = (tmp_path / "blobs").as_uri()
    assert check_blobs(settings(tmp_path)) == (FINE, f"{shown} (0.0 of 20.0 GiB)")
    assert check_blobs(settings(tmp_path, blob_bytes=0)) == (FINE, f"{shown} (0.0 GiB, without a budget)")
    preview = tmp_path / "blobs" / "preview-1-0-9000-1.mp4"
    preview.write_bytes(b"12")
    level, said = check_blobs(settings(tmp_path, blob_bytes=1))
    preview.unlink()
    assert level is NOTE
    assert "MUSECHAT_BLOB_BYTES" in said
    assert [path.name for path in (tmp_path / "blobs").iterdir()] == ["incoming"]
    with pytest.raises(BadInput, match="MUSECHAT_BLOB_URL"):
        check_blobs(settings(tmp_path, blob_url="s4://bucket"))
    (tmp_path / "file").touch()
    with pytest.raises(BadInput, match="cannot be used"):
        check_blobs(settings(tmp_path, blob_url=(tmp_path / "file/blobs").as_uri()))
    level, said = check_blobs(settings(tmp_path, blob_url="ftp://me:secret@127.0.0.1:1/clips"))
    assert level is BROKEN
    assert "MUSECHAT_BLOB_URL" in said
    assert "secret" not in said


def test_a_token_that_is_none(tmp_path: Path) -> None:
    assert check_token(settings(tmp_path, discord_token=None))[0] is NOTE
    level, said = check_token(settings(tmp_path, discord_token=make_token()))
    assert level is FINE
    assert said.startswith("token of the application 1187654321098765432")
    assert "permissions=" in said
    assert "integration_type=1" in said
    with pytest.raises(BadInput, match="client secret"):
        check_token(settings(tmp_path, discord_token="aB3-" * 8))


def test_music_that_is_gone(sqlite_database: Database, tmp_path: Path) -> None:
    here = of(sqlite_database, tmp_path)
    assert "musechat library add" in check_library(here)[1]
    sound = tmp_path / "tone.mp3"
    sound.touch()
    stock(sqlite_database, sound)
    assert check_library(here) == (FINE, "10 tracks")
    with sqlite_database.write() as session:
        session.connection().exec_driver_sql("UPDATE tracks SET path = '/gone/' || id WHERE id > '8'")
    level, said = check_library(here)
    assert (level, "files are gone" in said) == (NOTE, True)
    sound.unlink()
    level, said = check_library(here)
    assert level is BROKEN
    assert "Mount their disk" in said


def test_a_library_that_this_encoder_never_heard(sqlite_database: Database, tmp_path: Path) -> None:
    from models.profiles import load_profile

    here, music = of(sqlite_database, tmp_path), load_profile("embedded").music
    assert check_hearing(here) == (FINE, "nothing yet")
    sound = tmp_path / "tone.mp3"
    stock(sqlite_database, sound)
    level, said = check_hearing(here)
    assert level is BROKEN
    assert "0 of 10 tracks" in said
    assert "musechat worker" in said
    with sqlite_database.write() as session:
        for n, track in enumerate(list_tracks(session)):
            save_track_vector(session, track.id, music.name, music.version if n else "older", 4, bytes(16))
    assert "9 of 10" in check_hearing(here)[1]


def test_the_library_is_counted_and_never_loaded(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store import track_library

    stock(sqlite_database, tmp_path / "tone.mp3", count=60)

    def refuse(*_: object) -> None:
        raise AssertionError("a track was loaded")

    monkeypatch.setattr(track_library, "to_track", refuse)
    check_library(of(sqlite_database, tmp_path))
    check_hearing(of(sqlite_database, tmp_path))


def test_pgvector_on_sqlite(sqlite_database: Database, tmp_path: Path) -> None:
    assert check_vector_search(of(sqlite_database, tmp_path))[0] is FINE
    level, said = check_vector_search(of(sqlite_database, tmp_path, index="pgvector"))
    assert (level, "the database is SQLite" in said) == (BROKEN, True)


def test_pgvector_that_the_server_lacks_or_that_is_not_created(postgresql_database: Database, tmp_path: Path) -> None:
    level, said = check_vector_search(of(postgresql_database, tmp_path, index="pgvector"))
    if "Install it there" not in said:  # this server has it
        assert level in (FINE, BROKEN)
    else:
        assert level is BROKEN
    assert "CREATE EXTENSION vector" in _judge_extension("pgvector", "15", None, True)[1]
    assert "apt install postgresql-15-pgvector" in _judge_extension("pgvector", "15", None, False)[1]
    assert _judge_extension("pgvector", "15", "0.7.4", True)[0] is FINE
    assert "ALTER EXTENSION" in _judge_extension("pgvector-hnsw", "15", "0.7.4", True)[1]
    assert _judge_extension("pgvector-hnsw", "15", "0.8.0", True) == (FINE, "pgvector-hnsw, pgvector 0.8.0")


@pytest.mark.parametrize(
    ("name", "meant"), [("tempalte", "(did you mean template?)"), ("Embeded", "(did you mean embedded?)"), ("gpt", "")]
)
def test_a_writer_that_nobody_knows(tmp_path: Path, name: str, meant: str) -> None:
    with pytest.raises(BadInput) as caught:
        writer_health(settings(tmp_path, writer=name))
    assert caught.value.code == "no-such-writer"
    assert f"{name} names no writer" in caught.value.line
    assert meant in caught.value.line


def test_a_misspelt_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert check_names(settings(tmp_path))[0] is FINE
    monkeypatch.setenv("MUSECHAT_PROFLIE", "gpu")
    (tmp_path / ".env").write_text("# MUSECHAT_X=1\nexport DISCORD_TOKN = abc\n")
    level, said = check_names(settings(tmp_path))
    assert level is BROKEN
    assert "MUSECHAT_PROFLIE (did you mean MUSECHAT_PROFILE?)" in said
    assert "DISCORD_TOKN (did you mean DISCORD_TOKEN?)" in said
    assert "MUSECHAT_X" not in said


def test_names_that_are_nobodys_business() -> None:
    others = ["PATH", "DISCORD_WEBHOOK_URL", "MUSESCORE_HOME", "MUSECHAT_TEST_REDIS_URL", "musechat_profile"]
    assert find_misspelt(others, list_setting_names()) == {}
    assert find_misspelt(["MUSECHAT_FLAVOUR"], list_setting_names()) == {"MUSECHAT_FLAVOUR": ""}
    assert find_misspelt(["MUSCHAT_WEB_PORT"], list_setting_names()) == {"MUSCHAT_WEB_PORT": "MUSECHAT_WEB_PORT"}


def test_a_page_that_the_network_reaches(tmp_path: Path) -> None:
    assert check_exposure(settings(tmp_path)) == (FINE, "on this machine only")
    with pytest.raises(BadInput, match="MUSECHAT_WEB_PASSWORD"):
        check_exposure(settings(tmp_path, web_host="0.0.0.0"))
    secret = {"web_password": "correct horse battery"}
    assert "https" in check_exposure(settings(tmp_path, web_host="0.0.0.0", **secret))[1]
    assert check_exposure(settings(tmp_path, public_url="https://music.example.org", **secret))[0] is FINE
    header = {"web_user_header": "Remote-User", "public_url": "https://music.example.org"}
    assert check_exposure(settings(tmp_path, **header))[0] is FINE
    level, said = check_exposure(settings(tmp_path, web_trusted_proxies="0.0.0.0/0", **header))
    assert (level, "anybody in 0.0.0.0/0" in said) == (BROKEN, True)


def test_a_clock_that_is_off(postgresql_database: Database, sqlite_database: Database, tmp_path: Path) -> None:
    assert check_clock(of(postgresql_database, tmp_path))[0] is FINE
    for shift, side in ((3.0, "ahead of"), (-3.0, "behind")):
        level, said = judge_clock(postgresql_database, lambda shift=shift: time.time() + shift)  # type: ignore[misc]
        assert level is BROKEN
        assert f"3.0 s {side}" in said.replace("2.9", "3.0").replace("3.1", "3.0")
        assert "timedatectl" in said
    assert judge_clock(sqlite_database, lambda: 0.0)[0] is FINE


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.mark.parametrize(("free", "level"), [(10 * 2**30, FINE), (2**30, NOTE), (2**20, BROKEN)])
def test_a_disk_that_is_nearly_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, level: HealthLevel
) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(2**40, 2**40 - free, free))
    found, said = check_disk(settings(tmp_path))
    assert found is level
    assert ("MUSECHAT_CLIP_HOURS" in said) == (level is not FINE)


def test_codecs_that_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import av

    assert check_decoder(settings(tmp_path))[0] is FINE
    monkeypatch.setattr(av, "codecs_available", set(av.codecs_available) - {"h264", "libx264"})
    level, said = check_decoder(settings(tmp_path))
    assert level is NOTE
    assert "cannot read h264 and cannot write libx264" in said
    assert "pip install" in said


def test_a_key_for_acoustid_needs_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_recordings(settings(tmp_path)) == (FINE, "off")

    def refuse() -> str:
        raise MissingChromaprint

    monkeypatch.setattr("media.acoustid.chromaprint.read_version", refuse)
    level, said = check_recordings(settings(tmp_path, acoustid_key="k"))
    assert (level, "libchromaprint1" in said, "MUSECHAT_ACOUSTID_KEY" in said) == (BROKEN, True, True)
    monkeypatch.setattr("media.acoustid.chromaprint.read_version", lambda: "1.5.1")
    assert check_recordings(settings(tmp_path, acoustid_key="k")) == (FINE, "libchromaprint 1.5.1")


def test_a_yt_dlp_that_is_old(tmp_path: Path) -> None:
    assert describe_age("2026.10.26", date(2026, 12, 25)) == ""
    assert "is 61 days old" in describe_age("2026.10.26", date(2026, 12, 26))
    assert describe_age("0.1", date(2026, 12, 26)) == ""
    assert check_links(settings(tmp_path, links="off")) == (FINE, "off")


def test_several_workers_on_one_sqlite_file_are_named(sqlite_database: Database, tmp_path: Path) -> None:
    here = of(sqlite_database, tmp_path)
    workers = [WorkerHeartbeat(sqlite_database, make_worker_name(), list(Queue), "embedded") for _ in range(2)]
    workers[0].start()
    assert _workers(here)[0] is FINE
    workers[1].start()
    health, said = _workers(here)
    for worker in workers:
        worker.stop()
    assert health is BROKEN
    assert said.startswith("2 share a SQLite file")
    assert said.endswith("or set MUSECHAT_DATABASE_URL to PostgreSQL")

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from musechat.errors import BadInput
from store.blobs import INCOMING, BlobStore

BYTES = bytes(range(256)) * 5000
HASH = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture(params=["folder", "remote"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[BlobStore]:
    if request.param == "folder":
        yield BlobStore((tmp_path / "blobs").as_uri())
    else:
        yield BlobStore(f"memory://{uuid.uuid4().hex}")  # a real fsspec store that has no local paths


def leftovers(blobs: BlobStore) -> int:
    return len(blobs._fs.ls(f"{blobs._root}/{INCOMING}", detail=False))


def test_a_stream_is_stored_under_its_hash(blobs: BlobStore) -> None:
    with blobs.open_writer() as writer:
        for start in range(0, len(BYTES), 70_000):
            writer.write(BYTES[start : start + 70_000])
        assert writer.size == len(BYTES)
        assert not blobs.has_blob(f"{HASH}.mp4")
        assert writer.commit(".mp4") == (HASH, len(BYTES), f"{HASH}.mp4")
    assert blobs.has_blob(f"{HASH}.mp4")
    assert blobs.get_size(f"{HASH}.mp4") == len(BYTES)
    with blobs.open_blob(f"{HASH}.mp4") as file:
        file.seek(256)
        assert file.read(3) == b"\0\1\2"
    assert leftovers(blobs) == 0


def test_the_same_bytes_may_come_again(blobs: BlobStore) -> None:
    for _ in range(2):
        with blobs.open_writer() as writer:
            writer.write(b"abc")
            name = writer.commit().name
    assert blobs.get_size(name) == 3


def test_what_is_not_committed_never_was(blobs: BlobStore) -> None:
    with pytest.raises(RuntimeError), blobs.open_writer() as writer:
        writer.write(b"half")
        raise RuntimeError
    with blobs.open_writer() as writer:
        writer.write(b"half")
    writer = blobs.open_writer()
    writer.write(b"half")
    writer.abort()
    writer.abort()
    assert leftovers(blobs) == 0
    assert blobs.sweep_temporary(0) == 0


def test_a_file_is_copied_in_and_read_by_a_local_path(blobs: BlobStore, tmp_path: Path) -> None:
    source = tmp_path / "clip.bin"
    source.write_bytes(BYTES)
    blobs.put_file(source, "clip-1.bin")
    assert source.exists()
    with blobs.open_local("clip-1.bin") as path:
        assert path.name == "clip-1.bin"
        assert path.read_bytes() == BYTES
    assert path.exists() == blobs._is_local  # the folder's own file, or a copy that is gone now


def test_a_folder_s_blob_is_not_copied_to_be_read(tmp_path: Path) -> None:
    blobs = BlobStore((tmp_path / "blobs").as_uri())
    blobs.put_file(Path(__file__), "x.py")
    with blobs.open_local("x.py") as path:
        assert path == tmp_path / "blobs" / "x.py"


def test_a_blob_that_is_gone_is_said_and_may_be_deleted_again(blobs: BlobStore, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    blobs.put_file(tmp_path / "a", "a")
    blobs.delete_blob("a")
    blobs.delete_blob("a")
    assert not blobs.has_blob("a")
    for attempt in (
        lambda: blobs.open_blob("a"),
        lambda: blobs.get_size("a"),
        lambda: blobs.open_local("a").__enter__(),
    ):
        with pytest.raises(BadInput) as caught:
            attempt()
        assert caught.value.code == "blob-gone"


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "a/b", "/etc/passwd", ".hidden", "A.mp4", "a b", "é", "a\n", "incoming"]
)
def test_other_names_are_refused(blobs: BlobStore, name: str, tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(b"x")
    for attempt in (
        lambda: blobs.has_blob(name),
        lambda: blobs.delete_blob(name),
        lambda: blobs.put_file(tmp_path / "source", name),
    ):
        with pytest.raises(ValueError, match="not a blob's name"):
            attempt()
    assert leftovers(blobs) == 0


@pytest.mark.parametrize("suffix", ["mp4", ".MP4", "./x", ".tar.gz.exe", "..", ".mp4\n"])
def test_other_suffixes_are_refused(blobs: BlobStore, suffix: str) -> None:
    with blobs.open_writer() as writer, pytest.raises(ValueError, match="not a suffix"):
        writer.commit(suffix)


def test_what_a_crash_left_is_swept_once_it_is_old(tmp_path: Path) -> None:
    url = (tmp_path / "blobs").as_uri()
    code = "import os, sys; from store.blobs import BlobStore; w = BlobStore(sys.argv[1]).open_writer(); w.write(b'x' * 10**6); os._exit(9)"
    assert subprocess.run([sys.executable, "-c", code, url], check=False, cwd=tmp_path).returncode == 9
    blobs = BlobStore(url)
    assert leftovers(blobs) == 1
    assert blobs.sweep_temporary(3600) == 0
    (left,) = (tmp_path / "blobs" / INCOMING).iterdir()
    os.utime(left, (left.stat().st_mtime - 7200,) * 2)
    with blobs.open_writer() as writer:
        writer.write(b"at work")
        assert blobs.sweep_temporary(3600) == 1
        name = writer.commit().name
    assert [p.name for p in (tmp_path / "blobs").iterdir() if p.is_file()] == [name]


def test_many_writers_of_one_name_leave_one_whole_blob(blobs: BlobStore) -> None:
    together = threading.Barrier(4)

    def put(_: int) -> str:
        together.wait()
        with blobs.open_writer() as writer:
            writer.write(BYTES)
            return writer.commit(".bin").name

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(put, range(4))) == {f"{HASH}.bin"}
    with blobs.open_blob(f"{HASH}.bin") as file:
        assert hashlib.sha256(file.read()).hexdigest() == HASH


def test_a_full_disk_is_said_in_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys; from musechat.errors import BadInput; from store.blobs import BlobStore\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "try:\n"
        "    with BlobStore(sys.argv[1]).open_writer() as w: w.write(b'x' * 200_000); w.commit()\n"
        "except BadInput as error: print(error.code, error.line)\n"
    )
    command = [sys.executable, "-c", code, (tmp_path / "blobs").as_uri()]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert said.startswith("data-folder The folder ")
    assert "MUSECHAT_DATA_DIR" in said
    assert said.count("\n") == 1
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="file/blobs cannot be used") as caught:
        BlobStore((tmp_path / "file" / "blobs").as_uri())
    assert caught.value.code == "data-folder"


@pytest.mark.parametrize("url", ["no-such-protocol://x", "abfs://x"])
def test_a_url_of_no_store_is_named(url: str) -> None:
    with pytest.raises(BadInput, match="MUSECHAT_BLOB_URL") as caught:
        BlobStore(url)
    assert caught.value.code == "blob-url"


def test_blobs_are_listed_with_their_age(tmp_path: Path) -> None:
    blobs = BlobStore((tmp_path / "blobs").as_uri())
    assert blobs.list_names() == []
    for name in ("old.mp4", "new.mp4"):
        with blobs.open_writer() as writer:
            writer.write(b"x")
            writer.commit_as(name)
    os.utime(tmp_path / "blobs" / "old.mp4", (0, 0))
    with blobs.open_writer() as writer:
        writer.write(b"at work")
        assert sorted(blobs.list_names()) == ["new.mp4", "old.mp4"]
    assert blobs.get_age_s("new.mp4") == pytest.approx(0, abs=60)
    assert blobs.get_age_s("old.mp4") > 10**9
    assert blobs.get_age_s("gone.mp4") == 0

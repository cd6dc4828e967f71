"""The preview of a pick: made once, kept within its size, and never a reason for a turn to fail."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from media.preview.preview_process import PreviewMaker
from musechat.errors import Cancelled
from musechat.pick import ChosenTrack
from musechat.settings import Settings
from musechat.turn import TurnKind
from store.blobs import BlobStore
from store.track_library import put_track
from tests.media.listen.sounds import song, write
from tests.store.asked import Asker
from tests.store.made import track
from tests.worker.jobs import context_of
from tests.worker.processes import PATIENCE_S
from worker.context import Interruption, TurnContext
from worker.stages.preview import make_preview_name, run_preview

PLENTY = 10 * 1024 * 1024


@pytest.fixture(scope="module")
def piece(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("music") / "piece.flac", song(0, "major", 120, 8.0))


@pytest.fixture(scope="module")
def maker() -> Iterator[PreviewMaker]:
    maker = PreviewMaker()
    yield maker
    maker.close()


@pytest.fixture
def context(asker: Asker, settings: Settings, piece: Path) -> TurnContext:
    """A turn that has chosen two tracks."""
    tracks = [track(n, path=str(piece)) for n in (1, 2)]
    with asker.db.write() as session:
        for one in tracks:
            put_track(session, one, "1")
    context = context_of(asker, settings, TurnKind.REFINE, preview_bytes=PLENTY)
    context.outcome.picks = [ChosenTrack(one.id, 0.5, 1.25, 5.0, "last-filter") for one in tracks]
    return context


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine may take longer for a preview than a turn would wait."""
    monkeypatch.setattr(sys.modules[run_preview.__module__], "SECONDS", PATIENCE_S)


def previews(context: TurnContext) -> list[str]:
    return [pick.preview for pick in context.outcome.picks]


def test_the_pick_gets_one_and_its_alternates_do_not(context: TurnContext, maker: PreviewMaker) -> None:
    run_preview(context, maker)
    first, second = context.outcome.picks
    assert (first.preview, second.preview) == (f"preview-{track(1).id}-1250-5000-1.mp4", "")
    with context.blobs.open_blob(first.preview) as made:
        assert made.read(8)[4:] == b"ftyp"


def test_it_is_made_once(context: TurnContext, maker: PreviewMaker) -> None:
    run_preview(context, maker)
    maker.close()
    run_preview(context, maker)
    assert previews(context)[0]
    assert not [child for child in psutil.Process().children() if "media.preview.child" in child.cmdline()]


def test_a_smaller_one_is_made_where_the_first_is_too_large(context: TurnContext, maker: PreviewMaker) -> None:
    run_preview(context, maker)
    name = previews(context)[0]
    most = context.blobs.get_size(name) - 1
    context.job = replace(context.job, preview_bytes=most)
    run_preview(context, maker)
    assert context.blobs.get_size(name) <= most


def test_one_about_to_expire_is_made_anew(context: TurnContext, maker: PreviewMaker, settings: Settings) -> None:
    run_preview(context, maker)
    blob = settings.data_dir / "blobs" / previews(context)[0]
    past = time.time() - 3600 * (settings.clip_hours - 1)
    os.utime(blob, (past, past))
    run_preview(context, maker)
    assert blob.stat().st_mtime > past + 60


def test_a_turn_without_a_pick_needs_none(context: TurnContext, maker: PreviewMaker) -> None:
    context.outcome.picks = []
    run_preview(context, maker)
    assert context.outcome.picks == []


@pytest.mark.parametrize("harm", ["no file", "no music", "too small", "too late"])
def test_what_goes_wrong_leaves_it_empty(
    context: TurnContext, maker: PreviewMaker, piece: Path, tmp_path: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = {"no file": tmp_path / "gone.mp3", "no music": tmp_path / "words.mp3"}.get(harm, piece)
    (tmp_path / "words.mp3").write_text("no music")
    with context.db.write() as session:
        put_track(session, track(1, path=str(path)), "1")
    if harm == "too small":
        context.job = replace(context.job, preview_bytes=1000)
    if harm == "too late":
        monkeypatch.setattr(sys.modules[run_preview.__module__], "SECONDS", 0.0)
    run_preview(context, maker)
    assert previews(context) == ["", ""]
    assert not [name for name in context.blobs.list_names() if name.startswith("preview-")]


def test_a_store_that_fails_leaves_it_empty(context: TurnContext, maker: PreviewMaker) -> None:
    class Broken(BlobStore):
        def has_blob(self, name: str) -> bool:
            raise ZeroDivisionError("a client of a store may raise anything")

    context.blobs = Broken(context.settings.effective_blob_url)
    run_preview(context, maker)
    assert previews(context) == ["", ""]


def test_a_turn_that_is_no_longer_wanted_stops(context: TurnContext, maker: PreviewMaker) -> None:
    context.interrupt_turn(Interruption.CANCELLED)
    with pytest.raises(Cancelled):
        run_preview(context, maker)


def test_its_name_is_one_that_the_store_takes() -> None:
    name = make_preview_name(ChosenTrack("0123456789abcdef", 1.0, 0.0, 3599.9996, "x"))
    assert name == "preview-0123456789abcdef-0-3600000-1.mp4"

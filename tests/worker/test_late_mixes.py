"""Mixes are made beside the turns, edited into shown cards, and deleted with their clips."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from media.mix import MixJob, MixReport
from media.mix.mix_process import MixMaker
from musechat.errors import BadInput
from musechat.mix_names import MixBlobs, is_mix, name_mix
from musechat.mix_settings import MixSettings
from musechat.pick import ChosenTrack
from musechat.settings import Settings
from musechat.turn import TurnKind, TurnOutcome
from store import leases, ledger
from store.member_data import forget_member
from store.tables import utc_now
from store.track_library import put_track
from store.videos import put_video, save_traits
from tests.media.mix.clips import click_track, hum, steady_times, write_marked
from tests.store.asked import Asker
from tests.store.made import clip_traits, track
from tests.worker.jobs import context_of
from tests.worker.processes import PATIENCE_S, until
from worker.context import TurnContext
from worker.late_mixes import LateMixes, find_order
from worker.mix_making import MixOrder, make_pick_mix
from worker.retention_jobs import sweep_expired

PLENTY = 10 * 1024 * 1024
HASH = "c" * 64
TRAITS = clip_traits(duration_s=2.0, speech=0.0, speech_spans_s=())


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("material")
    clip = write_marked(folder / "clip.mp4", steady_times(2.0, 25), [1.0], sound=click_track(2.0, [1.0]))
    return clip, hum(folder / "hum.flac")


@pytest.fixture(scope="module")
def maker() -> Iterator[MixMaker]:
    maker = MixMaker()
    yield maker
    maker.close()


@pytest.fixture
def context(asker: Asker, settings: Settings, material: tuple[Path, Path]) -> TurnContext:
    """A turn that has a clip and has chosen a track."""
    context = context_of(asker, settings, TurnKind.FIRST, preview_bytes=PLENTY)
    context.blobs.put_file(material[0], f"{HASH}.mp4")
    with asker.db.write() as session:
        put_track(session, track(1, path=str(material[1])), "1")
        put_video(session, HASH, 5, f"{HASH}.mp4", utc_now() + timedelta(hours=1))
        save_traits(session, HASH, TRAITS, "1")
    context.attach_video(HASH)
    context.outcome = TurnOutcome(picks=[ChosenTrack(track(1).id, 0.5, 1.0, 3.0, "rule", preview="preview-x.mp4")])
    return context


def names() -> MixBlobs:
    return name_mix(HASH, TRAITS, track(1).id, 1.0, MixSettings())


def order_of(context: TurnContext) -> MixOrder:
    order = find_order(context)
    assert order is not None
    return order


def make(context: TurnContext, maker: MixMaker, order: MixOrder | None = None) -> MixBlobs | None:
    return make_pick_mix(order or order_of(context), context.db, context.blobs, maker, lambda: None)


def test_a_mix_is_edited_into_the_card_once_that_is_shown(
    context: TurnContext, asker: Asker, settings: Settings, maker: MixMaker
) -> None:
    mixes = LateMixes(context.db, settings, context.blobs, maker)
    with context.db.write() as session:
        assert leases.finish_turn(session, context.job.id, context.job.attempt, context.outcome)
    mixes.offer_turn(context)
    until(lambda: context.blobs.has_blob(names().video), "the mix is made")
    assert asker.view(context.job.id).picks[0].preview == "preview-x.mp4"
    with context.db.write() as session:
        ledger.mark_delivered(session, context.job.id, "4711")
    until(lambda: asker.view(context.job.id).picks[0].preview == names().video, "the card has it")
    mixes.close()


def test_all_its_files_are_stored(context: TurnContext, maker: MixMaker) -> None:
    made = make(context, maker)
    assert made == names()
    with context.blobs.open_blob(made.handover) as file:
        archive = zipfile.ZipFile(io.BytesIO(file.read()))
    assert set(archive.namelist()) == {
        *("timeline.edl", "timeline.fcpxml", "timeline.otio", "markers.csv", "cue-sheet.csv", "credit.txt"),
    }
    assert b"./clip.mp4" in archive.read("timeline.fcpxml")
    assert context.blobs.has_blob(made.music)


def test_where_no_video_fits_the_music_is_there_and_the_size_said(context: TurnContext, maker: MixMaker) -> None:
    assert make(context, maker, replace(order_of(context), max_bytes=20_000)) is None
    blobs = context.blobs
    assert [blobs.has_blob(n) for n in (names().video, names().music, names().handover)] == [False, True, True]
    with blobs.open_blob(names().note) as file:
        assert json.loads(file.read())["bytes"] > 5000


@pytest.mark.parametrize(("harm", "code"), [("clip", "clip-gone"), ("track", "track-gone")])
def test_a_clip_or_track_that_is_gone_is_named(context: TurnContext, maker: MixMaker, harm: str, code: str) -> None:
    order = order_of(context)
    if harm == "clip":
        order = replace(order, video_hash="d" * 64)
    else:
        with context.db.write() as session:
            put_track(session, track(1, path="/gone.flac"), "1")
    with pytest.raises(BadInput) as refused:
        make(context, maker, order)
    assert refused.value.code == code


def test_a_clip_that_is_deleted_meanwhile_leaves_nothing(
    context: TurnContext, maker: MixMaker, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mix_and_forget(job: MixJob) -> MixReport:
        report = maker.make_mix(job, seconds=PATIENCE_S)
        with context.db.write() as session:
            forget_member(session, asker.member_id, context.blobs)
        return report

    monkeypatch.setattr("worker.mix_making._mix_or_music", lambda _maker, job, _check: mix_and_forget(job))
    with pytest.raises(BadInput) as refused:
        make(context, maker)
    assert refused.value.code == "clip-gone"
    assert not [name for name in context.blobs.list_names() if is_mix(name)]


@pytest.mark.parametrize("why", ["off", "excerpt", "no clip", "no pick", "no wish"])
def test_not_every_turn_wants_one(context: TurnContext, why: str) -> None:
    if why in ("off", "excerpt"):
        context.settings = context.settings.model_copy(update={"previews": why})
    elif why == "no pick":
        context.outcome.picks = []
    else:
        change = {"video_hash": None} if why == "no clip" else {"preview_bytes": 0}
        context.job = replace(context.job, **change)  # type: ignore[arg-type]
    assert find_order(context) is None


@pytest.mark.parametrize("by", ["time", "member"])
def test_it_goes_with_its_clip(
    context: TurnContext, asker: Asker, settings: Settings, maker: MixMaker, by: str
) -> None:
    make(context, maker)
    assert any(is_mix(name) for name in context.blobs.list_names())
    if by == "time":
        with context.db.write() as session:
            put_video(session, HASH, 5, f"{HASH}.mp4", utc_now() - timedelta(hours=1))
        sweep_expired(context.db, context.blobs, settings)
    else:
        with context.db.write() as session:
            forget_member(session, asker.member_id, context.blobs)
    assert not [name for name in context.blobs.list_names() if is_mix(name)]

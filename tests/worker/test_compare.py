"""Comparisons are made by their turn: from which picks, under which stretch, and what is said where none can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from media.mix.comparison_job import ComparisonJob, ComparisonReport
from media.mix.mix_process import MixMaker
from musechat.errors import BadInput
from musechat.mix_names import is_mix
from musechat.pick import ChosenTrack, Pick
from musechat.settings import Settings
from musechat.track import Licence
from musechat.turn import TurnKind, TurnNote, TurnOutcome
from store import leases
from store.member_data import forget_member
from store.tables import utc_now
from store.thread_history import load_picks_by_turn
from store.track_library import put_track, remove_track
from store.videos import put_video, save_traits
from tests.media.listen.sounds import song, write
from tests.media.mix.clips import click_track, measure_loudness, steady_times, write_marked
from tests.store.asked import Asker
from tests.store.made import clip_traits, track, track_traits
from tests.worker.jobs import context_of
from worker.context import TurnContext
from worker.stages.compare import compare_picks

PLENTY = 10 * 1024 * 1024
HASH = "c" * 64
TRAITS = clip_traits(duration_s=3.0, speech=0.0, speech_spans_s=())
COUNT = 5


class QuickMaker(MixMaker):
    """Writes a few bytes instead of mixing, and keeps the jobs; refuses those whose files would be too large."""

    def __init__(self, least_bytes: int = 0) -> None:
        super().__init__()
        self.jobs: list[ComparisonJob] = []
        self.least_bytes = least_bytes

    def make_comparison(self, job: ComparisonJob, **_more: object) -> ComparisonReport:  # type: ignore[override]
        self.jobs.append(job)
        if job.max_bytes < self.least_bytes:
            raise BadInput("mix-too-large", "No mix of this clip fits", "Shorten the clip")
        for each in job.tracks:
            each.out.write_bytes(b"mix")
        return ComparisonReport((-14.0,) * len(job.tracks), (3,) * len(job.tracks))


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("material")
    write_marked(folder / "clip.mp4", steady_times(3.0, 25), [1.0], sound=click_track(3.0, [1.0]))
    for n in range(COUNT):
        write(folder / f"{n}.flac", song(2 * n, "major", 90 + 10 * n, 8.0) * (0.1 + 0.2 * n))
    return folder


@pytest.fixture(scope="module")
def maker() -> Iterator[MixMaker]:
    maker = MixMaker()
    yield maker
    maker.close()


def tracks_of(material: Path) -> list[object]:
    return [track(n, path=str(material / f"{n}.flac"), traits=track_traits(duration_s=8.0)) for n in range(COUNT)]


@pytest.fixture
def context(asker: Asker, settings: Settings, material: Path) -> TurnContext:
    """A turn that compares; the thread has a clip, and a turn before it has shown five picks."""
    shown = context_of(asker, settings, TurnKind.FIRST, preview_bytes=PLENTY)
    shown.blobs.put_file(material / "clip.mp4", f"{HASH}.mp4")
    with asker.db.write() as session:
        for each in tracks_of(material):
            put_track(session, each, "1")  # type: ignore[arg-type]
        put_video(session, HASH, 5, f"{HASH}.mp4", utc_now() + timedelta(hours=1))
        save_traits(session, HASH, TRAITS, "1")
    shown.attach_video(HASH)
    picks = [ChosenTrack(track(n).id, 0.5, 4.0 + n, 8.0, "rule") for n in range(COUNT)]
    with asker.db.write() as session:
        assert leases.finish_turn(session, shown.job.id, shown.job.attempt, TurnOutcome(picks=picks))
    return context_of(asker, settings, TurnKind.COMPARE, preview_bytes=PLENTY)


def shown_picks(context: TurnContext) -> list[Pick]:
    with context.db.read() as session:
        (picks,) = load_picks_by_turn(session, range(context.job.id)).values()
    return picks


@pytest.mark.slow
def test_four_picks_stand_in_it_equally_loud_and_stored_as_mixes(
    context: TurnContext, maker: MixMaker, asker: Asker, tmp_path: Path
) -> None:
    picks = shown_picks(context)
    compare_picks(context, picks, maker)
    made = context.outcome.comparison
    assert made is not None
    assert (made.from_s, made.to_s) == (0.0, 3.0)
    assert {each.pick_id for each in made.candidates} == {pick.id for pick in picks[:4]}
    assert (context.outcome.note, context.outcome.keeps_pick) == (TurnNote.COMPARED, True)
    levels = []
    for each in made.candidates:
        assert is_mix(each.blob)
        with context.blobs.open_local(each.blob) as path:
            levels.append(measure_loudness(path)[0])
    assert max(levels) - min(levels) <= 0.5
    with context.db.write() as session:
        assert leases.finish_turn(session, context.job.id, context.job.attempt, context.outcome)
    seen = asker.view(context.job.id).comparison
    assert seen is not None
    assert [each.pick_id for each in seen.candidates] == [each.pick_id for each in made.candidates]
    with context.db.write() as session:
        forget_member(session, asker.member_id, context.blobs)
    assert not [name for name in context.blobs.list_names() if is_mix(name)]


def test_each_is_heard_where_its_mix_would_be_and_unknown_licences_stay_untouched(
    context: TurnContext, material: Path
) -> None:
    unknown = track(0, path=str(material / "0.flac"), licence=Licence("unknown", "", None, None, None, None))
    with context.db.write() as session:
        put_track(session, replace(unknown, traits=track_traits(duration_s=8.0)), "1")
    quick = QuickMaker()
    compare_picks(context, shown_picks(context), quick)
    (job,) = quick.jobs
    by_track = {each.track.stem: each for each in job.tracks}
    assert by_track["0"].start_s == 4.0
    assert by_track["3"].start_s == 5.0  # three seconds from there are left, and not from 7.0
    assert [by_track[name].untouched for name in "0123"] == [True, False, False, False]
    assert job.max_bytes < PLENTY / 4
    mixes = {name: each.mix for name, each in by_track.items()}
    assert all(mix is not None for mix in mixes.values())
    assert [mix.start_s for _, mix in sorted(mixes.items()) if mix] == [4.0, 5.0, 6.0, 7.0]
    assert [mix.untouched for _, mix in sorted(mixes.items()) if mix] == [True, False, False, False]
    assert job.clip_s == TRAITS.duration_s


@pytest.mark.parametrize(("previews", "with_picture"), [("mix", True), ("excerpt", False)])
def test_excerpts_are_compared_where_no_mixes_are_wanted(
    context: TurnContext, previews: str, with_picture: bool
) -> None:
    context.settings = context.settings.model_copy(update={"previews": previews})
    quick = QuickMaker()
    compare_picks(context, shown_picks(context), quick)
    assert [job.with_picture for job in quick.jobs] == [with_picture]


def test_a_shorter_stretch_is_tried_where_none_fits_and_then_said(context: TurnContext) -> None:
    with context.db.write() as session:
        save_traits(session, HASH, replace(TRAITS, duration_s=60.0), "1")
    context.job = replace(context.job, preview_bytes=1_500_000)
    quick = QuickMaker(least_bytes=PLENTY)
    with pytest.raises(BadInput) as refused:
        compare_picks(context, shown_picks(context), quick)
    assert refused.value.code == "compare-too-large"
    tried = [(job.with_picture, job.length_s) for job in quick.jobs]
    assert tried == [(True, 8.0), (True, 5.0), (False, 20.0), (False, 12.0), (False, 8.0), (False, 5.0)]


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        ("clip", "clip-gone"),
        ("tracks", "compare-too-few"),
        ("files", "compare-too-few"),
        ("one pick", "compare-too-few"),
        ("off", "compare-off"),
        ("open", "comparing-already"),
    ],
)
def test_what_is_in_the_way_is_named(
    context: TurnContext, asker: Asker, settings: Settings, harm: str, code: str
) -> None:
    picks = shown_picks(context)
    if harm == "clip":
        with context.db.write() as session:
            put_video(session, HASH, 5, "", utc_now())
    elif harm == "tracks":
        with context.db.write() as session:
            for pick in picks[1:]:
                remove_track(session, pick.track_id)
    elif harm == "files":
        with context.db.write() as session:
            for n in range(1, COUNT):
                put_track(session, track(n, path=f"/gone/{n}.flac"), "1")
    elif harm == "one pick":
        picks = picks[:1]
    elif harm == "off":
        context.job = replace(context.job, preview_bytes=0)
    else:
        compare_picks(context, picks, QuickMaker())
        with context.db.write() as session:
            assert leases.finish_turn(session, context.job.id, context.job.attempt, context.outcome)
        context = context_of(asker, settings, TurnKind.COMPARE, preview_bytes=PLENTY)
    with pytest.raises(BadInput) as refused:
        compare_picks(context, picks, QuickMaker())
    assert refused.value.code == code
    assert "\n" not in refused.value.line


def test_a_clip_that_is_deleted_meanwhile_leaves_nothing(context: TurnContext, asker: Asker) -> None:
    class Forgetful(QuickMaker):
        def make_comparison(self, job: ComparisonJob, **more: object) -> ComparisonReport:
            with context.db.write() as session:
                forget_member(session, asker.member_id, context.blobs)
            return super().make_comparison(job, **more)

    with pytest.raises(BadInput) as refused:
        compare_picks(context, shown_picks(context), Forgetful())
    assert refused.value.code == "clip-gone"
    assert not [name for name in context.blobs.list_names() if is_mix(name)]

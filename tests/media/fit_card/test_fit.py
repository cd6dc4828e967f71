"""How clip and music meet is computed from the sound that the mix would have; only what is true and known is told."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from language.certainty import Calibration, CalibrationStep, use_calibration
from language.fit_descriptions import MAX_LETTERS, describe_fit, list_meetings
from language.texts import LANGUAGES, load_texts
from media.fit_card import FitJob, render_fit
from media.fit_card.card_process import FitCardMaker
from media.fit_card.computing import compute_fit
from media.fit_card.drawing import PLOT, PORTRAIT_STRIP, STRIP
from media.fit_card.filmstrip import cut_filmstrip
from musechat.errors import BadInput
from musechat.fit import ClipEvent, Fit, FitEnding, Hit, MusicEvent
from musechat.mix_settings import MixSettings
from musechat.track import Section
from tests.media.fit_card.made import (
    CUTS_S,
    LENGTH_S,
    RISE_S,
    START_S,
    TRACK_S,
    draw_scenes,
    fit_job,
    play_rise,
    rise_traits,
    scenes_traits,
)

SURE = Calibration({("analysis", "tempo", "exact"): (CalibrationStep(0.5, 1.0, 1.0),)})


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw_scenes(tmp_path_factory.mktemp("clip") / "scenes.mp4")


@pytest.fixture(scope="module")
def track(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return play_rise(tmp_path_factory.mktemp("track") / "rise.flac")


@pytest.fixture
def job(clip: Path, track: Path) -> FitJob:
    return fit_job(clip, track)


def test_a_rise_is_paired_with_the_cut_that_it_just_misses(job: FitJob) -> None:
    fit = compute_fit(job)
    assert fit.rises_s == (pytest.approx(RISE_S - START_S, abs=0.04),)
    (hit,) = fit.main_hits
    assert (hit.clip, hit.clip_s) == (ClipEvent.CUT, 8.0)
    assert hit.late_s == pytest.approx(0.2, abs=0.04)
    assert "The rise lands 0.2 s after the cut at 0:08." in list_meetings(fit)


def test_cuts_are_paired_with_the_beat_or_bar_line_next_to_them(job: FitJob) -> None:
    fit = compute_fit(job)
    paired = [(hit.clip_s, hit.music, hit.late_s, hit.meets) for hit in fit.hits if hit.music is not MusicEvent.RISE]
    assert paired == [
        (2.0, MusicEvent.BAR, 0.0, True),
        (5.3, MusicEvent.BEAT, 0.2, False),
        (8.0, MusicEvent.BAR, 0.0, True),
    ]
    assert fit.bars_s == (0.0, 2.0, 4.0, 6.0, 8.0, 10.0)


@pytest.mark.parametrize(
    ("confidence", "known", "said"), [(0.05, False, ""), (0.9999, True, "as far as it can be heard")]
)
def test_what_is_said_of_the_beat_is_as_sure_as_the_tempo(
    job: FitJob, confidence: float, known: bool, said: str
) -> None:
    fit = compute_fit(replace(job, track=rise_traits(tempo_confidence=confidence)))
    assert (fit.beats_known, fit.beats_sure, bool(fit.bars_s)) == (known, False, known)
    told = describe_fit(fit, "Rise")
    assert ("Cuts on" in told, said in told, "Bar lines" in told) == (known, True, known)


def test_a_sure_beat_is_said_plainly(job: FitJob) -> None:
    with use_calibration(SURE):
        fit = compute_fit(job)
    assert fit.beats_sure
    assert "Cuts on a beat: 2 of 3; on a bar line: 2." in describe_fit(fit, "Rise")


def test_the_liveliest_moment_is_paired_only_with_a_rise_within_it(job: FitJob) -> None:
    curve = tuple(0.9 if n == 21 else 0.2 for n in range(32))  # 7.9 to 8.25 s
    fit = compute_fit(replace(job, clip=scenes_traits(cuts_s=(), energy_curve=curve)))
    assert [hit.clip for hit in fit.hits] == [ClipEvent.MOVEMENT]
    elsewhere = tuple(0.9 if n == 18 else 0.2 for n in range(32))
    assert compute_fit(replace(job, clip=scenes_traits(cuts_s=(), energy_curve=elsewhere))).hits == ()


@pytest.mark.parametrize(
    ("settings", "start_s", "ending", "said"),
    [
        (MixSettings(fade_out_s=1.5), 10.0, FitEnding.FADE, "The music fades out over the last 1.5 s."),
        (
            MixSettings(fit_length=True),
            10.0,
            FitEnding.CADENCE,
            "The music ends on the first beat of a bar and rings out.",
        ),
        (MixSettings(fade_out_s=0.0), 10.0, FitEnding.CUT, "The music stops with the clip."),
        (MixSettings(), TRACK_S - LENGTH_S, FitEnding.OWN, "The track's own ending falls on the clip's end."),
        (MixSettings(fade_out_s=1.5), TRACK_S - LENGTH_S + 4, FitEnding.EARLY, "The music ends 4.0 s before the clip."),
        (MixSettings(clip_end_s=9.0), 10.0, FitEnding.EARLY, "The music ends 3.0 s before the clip."),
        (MixSettings(fit_length=True), 20.0, FitEnding.OWN, "The track's own ending falls on the clip's end."),
    ],
)
def test_how_the_music_ends(
    clip: Path, track: Path, settings: MixSettings, start_s: float, ending: FitEnding, said: str
) -> None:
    fit = compute_fit(fit_job(clip, track, settings, start_s=start_s))
    assert fit.ending is ending
    assert list_meetings(fit)[-1] == said


def test_a_joint_is_told_and_what_follows_it_is_mapped_through_it(clip: Path, track: Path) -> None:
    fit = compute_fit(fit_job(clip, track, MixSettings(fit_length=True), start_s=16.0))
    (joint,) = fit.joints
    assert joint.track_to_s - joint.track_from_s == pytest.approx(TRACK_S - 16.0 - LENGTH_S, abs=1.1)
    assert fit.sections[-1].to_s == pytest.approx(LENGTH_S, abs=0.05)
    assert "it leaps from" in describe_fit(fit, "Rise")


def test_a_track_without_bars_begins_again_at_a_joint(clip: Path, track: Path) -> None:
    heard = rise_traits(downbeats_s=())
    fit = compute_fit(fit_job(clip, track, MixSettings(loop=True), start_s=TRACK_S - 5.0, track_traits=heard))
    (joint,) = fit.joints
    assert joint.at_s == pytest.approx(4.0, abs=0.1)
    assert joint.track_to_s == 0.0
    assert "At 0:04 the track begins again." in describe_fit(fit, "Rise") or "0:03" in describe_fit(fit, "Rise")


def test_a_track_that_is_too_short_loops_on_a_bar_line_and_ends_with_the_clip(clip: Path, track: Path) -> None:
    fit = compute_fit(fit_job(clip, track, start_s=TRACK_S - 8.0))
    (joint,) = fit.joints
    assert joint.track_to_s < joint.track_from_s
    assert min(abs(joint.track_to_s - bar) for bar in rise_traits().downbeats_s) < 0.03
    assert (fit.ending, fit.music_to_s) == (FitEnding.OWN, pytest.approx(LENGTH_S, abs=0.05))


def test_a_nudge_is_told_and_brings_bar_lines_to_cuts(clip: Path, track: Path) -> None:
    plain, nudged = (
        compute_fit(fit_job(clip, track, MixSettings(nudge=asked, start_said=True, fade_out_s=1.0), start_s=9.8))
        for asked in (False, True)
    )
    assert (plain.rate, nudged.rate != 1.0) == (1.0, True)
    assert len(nudged.grid_hits) > len(plain.grid_hits)
    assert nudged.bars_s[4] == pytest.approx(plain.bars_s[4] / nudged.rate, abs=0.01)
    assert "at the same pitch" in describe_fit(nudged, "Rise")
    untouched = compute_fit(fit_job(clip, track, MixSettings(nudge=True), untouched=True))
    assert untouched.rate == 1.0


def test_a_licence_without_derivatives_gets_no_joint(clip: Path, track: Path) -> None:
    settings = MixSettings(fit_length=True, loop=True)
    assert compute_fit(fit_job(clip, track, settings, start_s=2.0, untouched=True)).joints == ()


def test_the_picture_is_as_wide_as_a_card_and_narrower_without_a_strip(job: FitJob) -> None:
    whole, bare = (Image.open(io.BytesIO(render_fit(each).picture)) for each in (job, replace(job, has_clip=False)))
    assert whole.width == bare.width == 1200
    assert bare.height < whole.height
    assert whole.getpixel((100, 60)) != whole.getpixel((300, 60))  # two shots


def test_an_upright_clip_has_a_higher_strip_of_whole_pictures(job: FitJob, tmp_path: Path) -> None:
    clip = draw_scenes(tmp_path / "upright.mp4", (180, 320))
    upright = replace(job, mix=replace(job.mix, clip=clip), clip=replace(job.clip, width=180, height=320))
    wide, high = (Image.open(io.BytesIO(render_fit(each).picture)) for each in (job, upright))
    assert high.height - wide.height == PORTRAIT_STRIP - STRIP
    pieces = cut_filmstrip(clip, LENGTH_S, CUTS_S, PLOT, PORTRAIT_STRIP)
    assert all(0.5 < piece.picture.shape[1] / piece.picture.shape[0] / (180 / 320) < 2.0 for piece in pieces)
    assert len(pieces) >= len(CUTS_S) + 1


def test_the_strip_changes_where_the_clip_cuts(job: FitJob) -> None:
    picture = Image.open(io.BytesIO(render_fit(job).picture))
    for cut in CUTS_S:
        x = round(34 + 1132 * cut / LENGTH_S)
        before, after = picture.getpixel((x - 12, 120)), picture.getpixel((x + 12, 120))
        assert sum(abs(a - b) for a, b in zip(before, after, strict=True)) > 60


def test_a_clip_that_cannot_be_decoded_has_a_card_without_strip(job: FitJob, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no clip at all" * 100)
    card = render_fit(replace(job, mix=replace(job.mix, clip=broken)))
    assert card.picture == render_fit(replace(job, has_clip=False)).picture


def test_it_goes_through_the_wire_and_back(job: FitJob) -> None:
    fit = compute_fit(job)
    assert Fit.from_json(json.loads(json.dumps(fit.to_json()))) == fit
    assert FitJob.from_json(json.loads(json.dumps(job.to_json()))).to_json() == job.to_json()


@pytest.mark.slow
def test_the_limited_process_makes_the_same(job: FitJob) -> None:
    maker = FitCardMaker()
    try:
        assert maker.make_card(job, seconds=300).fit == compute_fit(job)
        with pytest.raises(BadInput) as refused:
            maker.make_card(replace(job, mix=replace(job.mix, track=Path("/gone.flac"))), seconds=300)
    finally:
        maker.close()
    assert refused.value.code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.slow_but_first
def test_the_words_hold_the_numbers_and_fit_into_an_alternative_text(job: FitJob, language: str) -> None:
    texts = load_texts(language)
    told = describe_fit(compute_fit(job), "Rise", texts)
    for number in ("0:12", "0:02", "0:05", "0:08", f"0{texts('fit.decimal')}2"):
        assert number in told
    many = compute_fit(job)
    hits = tuple(Hit(ClipEvent.CUT, MusicEvent.RISE, float(n), 0.3) for n in range(60))
    crowded = replace(many, hits=hits, cuts_s=tuple(float(n) for n in range(60)))
    assert len(describe_fit(crowded, "Long " * 60, texts)) <= MAX_LETTERS


def test_sections_of_one_name_in_a_row_are_one(job: FitJob) -> None:
    sections = (Section("main", 0.0, 14.0, 0.5), Section("main", 14.0, TRACK_S, 0.5))
    told = describe_fit(compute_fit(replace(job, track=rise_traits(sections=sections))), "Rise")
    assert told.count("main part") == 1

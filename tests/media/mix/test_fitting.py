"""Music that is fitted ends with the clip, by joints on bar lines where both sides sound alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from media.mix import MixJob
from media.mix.bar_looks import compare_bar_lines
from media.mix.cut_plan import CutEnding, CutPlan, Joint, apply_joints, map_times
from media.mix.fitting import find_ending, make_fitter, plan_cut
from media.mix.guide import CutGuide
from media.mix.music_bed import lay_bed
from media.mix.music_sounds import change_tempo
from media.mix.seams import align_seam
from media.preview.excerpt import RATE, Floats
from musechat.mix_settings import MixSettings
from tests.media.listen.sounds import write

BAR_S, BARS = 2.0, 20
LINES = tuple(BAR_S * n for n in range(BARS))
BEATS = tuple(BAR_S / 4 * n for n in range(4 * BARS))
JOB = MixJob(Path("clip.mp4"), Path("track.mp3"), 0.0, beats_s=BEATS, bars_s=LINES)
FIT = MixSettings(fit_length=True)


@pytest.fixture(scope="module")
def piece() -> Floats:
    """Bars of three chords in turn, a click on each line, and a last low note."""
    at = np.arange(round(BARS * BAR_S * RATE)) / RATE
    chord = np.choose((at // BAR_S).astype(int) % 3, [220.0, 330.0, 495.0])
    wave = 0.2 * np.sin(2 * np.pi * chord * at)
    wave += 0.5 * np.exp(-200 * (at % BAR_S)) * np.sin(2 * np.pi * 3000 * at)
    wave[-RATE:] = 0.3 * np.sin(2 * np.pi * 55 * at[-RATE:])
    return np.tile(np.pad(wave, (0, RATE)).astype(np.float32), (2, 1))


def cut(piece: Floats, start_s: float, length_s: float, settings: MixSettings = FIT, **guide: object) -> CutPlan | None:
    job = replace(JOB, guide=CutGuide(**guide))  # type: ignore[arg-type]
    return plan_cut(piece, start_s, length_s, settings, job)


def find_off(at: float) -> float:
    return min(abs(at - line) for line in LINES)


@pytest.mark.parametrize("start_s", [0.0, 3.3, 8.0])
@pytest.mark.parametrize("length_s", [12.0, 17.4, 29.0, 44.0, 95.0])
def test_it_lasts_as_long_as_asked_and_ends_on_the_tracks_ending_or_a_bar_line(
    piece: Floats, start_s: float, length_s: float
) -> None:
    plan = cut(piece, start_s, length_s)
    assert plan is not None
    made = apply_joints(piece, plan)
    assert made.shape[1] / RATE == pytest.approx(length_s, abs=0.05)
    assert plan.length_s == pytest.approx(length_s, abs=0.05)
    if plan.ending is CutEnding.OWN:
        assert made[:, -RATE // 2 :] == pytest.approx(piece[:, -RATE - RATE // 2 : -RATE], abs=1e-3)
    else:
        assert find_off(plan.end_s - (plan.fade_s or 0.0)) < 0.03
    assert all(max(find_off(joint.leaves_s), find_off(joint.enters_s)) < 0.03 for joint in plan.joints)
    assert abs(plan.start_s - start_s) <= BAR_S / 2
    assert len(plan.joints) <= 3 + max(0, round(length_s / 40))


def test_it_leaps_between_bars_that_sound_alike(piece: Floats) -> None:
    plan = cut(piece, 2.0, 20.0)  # 18 s too many: nine bars, three turns of the chords
    assert plan is not None
    (joint,) = plan.joints
    assert (joint.enters_s - joint.leaves_s) == pytest.approx(18.0, abs=0.01)
    assert plan.start_s == pytest.approx(2.0, abs=0.01)
    assert plan.ending is CutEnding.OWN


def test_a_start_that_was_said_stays_and_a_drop_is_played_out_before_the_first_joint(piece: Floats) -> None:
    said = cut(piece, 3.3, 17.4, replace(FIT, start_said=True))
    assert said is not None
    assert said.start_s == 3.3
    dropped = cut(piece, 2.0, 26.0, replace(FIT, drop_at_s=12.0))
    assert dropped is not None
    assert dropped.start_s == 2.0
    assert all(joint.leaves_s >= 2.0 + 12.0 + 2 * BAR_S for joint in dropped.joints)


def test_only_the_part_of_the_track_that_was_named_is_heard(piece: Floats) -> None:
    plan = cut(piece, 10.0, 28.0, replace(FIT, start_said=True, track_end_s=26.0))
    assert plan is not None
    assert plan.joints
    assert max(plan.end_s, *(max(joint.leaves_s, joint.enters_s) for joint in plan.joints)) <= 26.0
    assert plan.length_s == pytest.approx(28.0, abs=0.05)


def test_joints_bring_bar_lines_onto_cuts(piece: Floats) -> None:
    cuts = (4.0, 8.0, 12.0, 16.0)
    plan = cut(piece, 2.0, 20.0, cuts_s=cuts)
    assert plan is not None
    bars = map_times(LINES, plan.list_stretches(0.0, 20.0))
    assert all(min(abs(at - bar) for bar in bars) < 0.08 for at in cuts)


def test_nobody_is_cut_off_who_sings(piece: Floats) -> None:
    sung = cut(piece, 2.0, 20.0, sung=1.0)
    assert sung is None or not sung.joints


def test_only_what_was_asked_for_or_is_sure_is_cut(piece: Floats) -> None:
    unsure = replace(JOB, guide=CutGuide(steady=False))
    assert make_fitter(MixSettings(), JOB) is not None
    assert cut(piece, 2.0, 20.0, MixSettings(), steady=False) is None
    assert make_fitter(FIT, unsure) is not None
    assert make_fitter(MixSettings(fade_out_s=3.0), JOB) is None  # a fade is an ending of its own
    assert make_fitter(replace(FIT, nudge=True, loop=True), replace(JOB, untouched=True)) is None
    assert make_fitter(FIT, replace(JOB, bars_s=())) is None


def test_it_lasts_so_long_by_itself(piece: Floats) -> None:
    plan = cut(piece, 0.0, 40.0)
    assert plan is not None
    assert (plan.joints, plan.ending) == ((), CutEnding.OWN)


def test_the_end_of_a_last_note_that_decays_is_found() -> None:
    at = np.arange(20 * RATE) / RATE
    wave = 0.4 * np.sin(2 * np.pi * 220 * at) * np.where(at < 15, 1.0, np.exp(-2 * np.maximum(at - 15, 0)))
    end_s, soft_s = find_ending(np.tile(wave.astype(np.float32), (2, 1)))
    assert end_s == pytest.approx(15 + np.log(10) * 55 / 20 / 2, abs=0.1)
    assert 15.5 < soft_s < 17.0


@pytest.mark.parametrize("rate", [0.96, 1.013, 1.04])
def test_another_tempo_keeps_pitch_and_place(rate: float) -> None:
    at = np.arange(12 * RATE) / RATE
    wave = 0.2 * np.sin(2 * np.pi * 440 * at) + 0.6 * np.exp(-300 * (at % 1.0)) * np.sin(2 * np.pi * 3000 * at)
    made = change_tempo(np.tile(wave.astype(np.float32), (2, 1)), rate)
    assert made.shape[1] == round(12 * RATE / rate)
    tone = made[0, RATE : 9 * RATE]
    spectrum = np.abs(np.fft.rfft(tone * np.hanning(len(tone))))
    assert np.argmax(spectrum) / 8 == pytest.approx(440.0, abs=1.0)
    level = np.abs(np.diff(made[0], prepend=0.0))
    for beat in range(1, 11):  # a click is heard where it should be, to within 20 ms
        near = level[round((beat / rate - 0.1) * RATE) : round((beat / rate + 0.1) * RATE)]
        assert np.argmax(near) / RATE - 0.1 == pytest.approx(0.0, abs=0.02)


def test_an_entrance_is_moved_so_that_the_beat_goes_on() -> None:
    at = np.arange(20 * RATE) / RATE
    strokes = np.exp(-80 * (at % 0.5)) * np.where(at < 10, 1.0, 0.0)
    late = (at - 0.012) % 0.5  # the second half is played 12 ms late
    strokes += np.exp(-80 * late) * np.where(at >= 10, 1.0, 0.0)
    sound = np.tile((strokes * np.sin(2 * np.pi * 2000 * at)).astype(np.float32), (2, 1))
    assert align_seam(sound, 4.0, 14.0) == pytest.approx(14.012, abs=0.004)


def test_a_plan_says_where_times_of_the_track_are_heard() -> None:
    plan = CutPlan(10.0, (Joint(14.0, 30.0),), 36.0, CutEnding.OWN, rate=2.0)
    assert plan.length_s == 5.0
    assert map_times((12.0, 14.5, 31.0), plan.list_stretches(1.0, 6.0)) == [2.0, 3.5]


def test_no_joint_is_made_where_bar_lines_are_not_sure(piece: Floats) -> None:
    assert cut(piece, 2.0, 20.0, steady=True)
    plan = cut(piece, 2.0, 20.0, steady=False)
    assert plan is None or not plan.joints
    uneven = replace(JOB, bars_s=tuple(line + (BAR_S / 4 if n % 3 == 2 else 0.0) for n, line in enumerate(LINES)))
    plan = plan_cut(piece, 2.0, 20.0, FIT, uneven)
    assert plan is None or not plan.joints


@pytest.mark.parametrize("settings", [FIT, MixSettings()])
def test_without_a_joint_the_music_starts_earlier_so_that_its_ending_is_the_clips(
    piece: Floats, settings: MixSettings
) -> None:
    end_s, _ = find_ending(piece)
    plan = cut(piece, end_s - 9.0, 12.0, settings, steady=False)
    assert plan is not None
    assert plan.joints == ()
    assert plan.ending is CutEnding.OWN
    assert plan.start_s == pytest.approx(end_s - 12.0, abs=0.05)
    pinned = cut(piece, end_s - 9.0, 12.0, replace(settings, start_said=True), steady=False)
    assert pinned is None or pinned.start_s == end_s - 9.0


def test_who_asks_for_music_that_fits_gets_it_once_more_where_no_joint_can_be_made(tmp_path: Path) -> None:
    track = write(tmp_path / "short.flac", 0.3 * np.sin(np.arange(8 * 44_100) * 2 * np.pi * 220 / 44_100))
    for settings, heard_s in ((FIT, 15.0), (MixSettings(), 8.0), (replace(FIT, track_end_s=6.0), 6.0)):
        bed = lay_bed(track, 0.0, 15.0, settings)
        assert bed.to_s == pytest.approx(heard_s, abs=0.1)
    unsure = replace(JOB, guide=CutGuide(steady=False), bars_s=LINES[:4])
    bed = lay_bed(track, 0.0, 15.0, MixSettings(), (), make_fitter(MixSettings(), unsure))
    assert bed.to_s == pytest.approx(15.0, abs=0.1)


def test_no_leap_changes_the_sound_more_than_bar_lines_do(piece: Floats) -> None:
    """A burst on one line sounds like no other: nothing may leap there, and from there on all may go on."""
    loud = piece.copy()
    first = round(LINES[7] * RATE)
    noise = np.random.default_rng(2).standard_normal(RATE // 4).astype(np.float32)
    loud[:, first : first + len(noise)] += 0.5 * noise
    looks = compare_bar_lines(loud, np.array(LINES), BAR_S / 4)
    others = [n for n in range(2, BARS - 2) if n not in (6, 7, 8)]
    assert not looks.smooth[others, 7].any()
    assert looks.smooth[np.ix_([3, 9], [6, 12])].all()  # the same chords before and after

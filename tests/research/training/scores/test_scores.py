"""Scores with exact truth: MIDI files, composed pieces and grooves, and what is done to them."""

from __future__ import annotations

from pathlib import Path

import mido
import numpy as np
import pytest

from models.encoders.instrument_families import FAMILIES
from research.training.scores.alterations import draw_excerpt
from research.training.scores.composed_scores import draw_composed_score
from research.training.scores.drawn_grooves import draw_groove
from research.training.scores.frame_truth import SILENT, SOUNDS, mark_families
from research.training.scores.general_midi import PROGRAMS, get_family
from research.training.scores.midi_scores import read_midi_score
from research.training.scores.note_keys import estimate_key
from research.training.scores.recording_effects import RATE, apply_drawn_effects, encode_lossily
from research.training.scores.score_events import TimedScore


def write_midi(path: Path, meter: tuple[int, int] = (3, 4)) -> Path:
    """Two bars at 120 and two at 60 bpm: a piano scale, a drum on each beat."""
    file = mido.MidiFile(ticks_per_beat=480)
    track = file.add_track()
    track.append(mido.MetaMessage("time_signature", numerator=meter[0], denominator=meter[1]))
    track.append(mido.MetaMessage("set_tempo", tempo=500_000))
    track.append(mido.Message("program_change", channel=0, program=2))
    for number in range(12):
        if number == 6:
            track.append(mido.MetaMessage("set_tempo", tempo=1_000_000))
        pitch = 60 + (0, 2, 4, 5, 7, 9, 11, 12, 7, 4, 0, 0)[number]
        track.append(mido.Message("note_on", channel=0, note=pitch, velocity=90))
        track.append(mido.Message("note_on", channel=9, note=36, velocity=100))
        track.append(mido.Message("note_off", channel=9, note=36, time=120))
        track.append(mido.Message("note_on", channel=0, note=pitch, velocity=0, time=360))
    file.save(str(path))
    return path


@pytest.fixture
def scale(tmp_path: Path) -> TimedScore:
    return read_midi_score(write_midi(tmp_path / "mine_scale.mid"), "mine")


def test_a_midi_file_in_seconds(scale: TimedScore) -> None:
    assert len(scale.notes) == 24
    assert scale.duration_s == pytest.approx(9.0)
    assert np.allclose(scale.beats_s[:9], [0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5])
    assert np.allclose(scale.downbeats_s, [0, 1.5, 3, 6])
    assert [(part.program, part.is_drums) for part in scale.parts] == [(2, False), (0, True)]
    assert scale.key == 0


def test_bars_that_are_not_of_quarters_have_no_known_beats(tmp_path: Path) -> None:
    assert not read_midi_score(write_midi(tmp_path / "odd.mid", (7, 8)), "mine").has_beats


def test_changes_keep_the_truth_true(scale: TimedScore) -> None:
    fast = scale.scale_tempo(2.0)
    assert np.allclose(fast.beats_s * 2, scale.beats_s)
    assert fast.duration_s == pytest.approx(4.5)
    higher = scale.transpose_notes(3)
    assert higher.key == 3 == estimate_key(higher)
    drums = np.array([part.is_drums for part in scale.parts])[scale.notes.part]
    assert (higher.notes.pitch[drums] == 36).all()
    cut = scale.cut_excerpt(1.0, 2.2)
    assert np.allclose(cut.beats_s, [0, 0.5, 1.0, 1.5, 2.0])
    assert np.allclose(cut.downbeats_s, [0.5, 2.0])
    assert cut.notes.end_s.max() <= 2.2
    assert len(scale.keep_parts({1}).notes) == 12


def test_families_frame_by_frame(scale: TimedScore) -> None:
    marks = mark_families(scale, 112)
    assert (marks[:, FAMILIES.index("drums")] == SOUNDS).mean() > 0.2
    assert (marks[:, FAMILIES.index("flute")] == SILENT).all()
    assert (marks[:, FAMILIES.index("piano")] != SILENT).mean() > 0.9


def test_every_program_has_one_family() -> None:
    listed = [program for programs in PROGRAMS.values() for program in programs]
    assert len(listed) == len(set(listed))
    assert set(PROGRAMS) | {"drums"} == set(FAMILIES)
    assert FAMILIES[get_family(40)] == "strings"
    assert get_family(127) == -1


@pytest.mark.parametrize("seed", range(6))
def test_drawn_pieces_are_whole_and_repeatable(seed: int) -> None:
    for draw in (draw_composed_score, draw_groove):
        one, same = draw(np.random.default_rng(seed)), draw(np.random.default_rng(seed))
        assert one.name == same.name
        assert np.array_equal(one.notes.pitch, same.notes.pitch)
        assert (np.diff(one.beats_s) > 0.2).all()
        assert set(np.round(one.downbeats_s, 6)) <= set(np.round(one.beats_s, 6))
        excerpt = draw_excerpt(one, 10.0, np.random.default_rng(seed))
        assert excerpt.duration_s == 10.0
        assert len(excerpt.notes) > 0
        assert excerpt.notes.velocity.min() >= 1


def test_effects_keep_length_and_time() -> None:
    rng = np.random.default_rng(0)
    wave = np.zeros(4 * RATE, np.float32)
    for at in range(RATE // 2, 4 * RATE - 800, RATE // 2):
        wave[at : at + 400] = rng.normal(size=400) * np.exp(-np.arange(400) / 80)
    for seed in range(12):
        changed = apply_drawn_effects(wave, np.random.default_rng(seed))
        assert changed.shape == wave.shape
        assert changed.dtype == np.float32
        assert np.isfinite(changed).all()
    coded = encode_lossily(wave, np.random.default_rng(1))
    strongest = [int(np.abs(part).argmax()) for part in (wave, coded)]
    assert abs(strongest[0] - strongest[1]) % (RATE // 2) < 200

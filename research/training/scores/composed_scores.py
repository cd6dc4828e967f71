"""Pieces of the project's own composer as :class:`TimedScore`, with drawn styles, keys, tempi and programs."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from demo.catalogue import load_catalogue
from demo.score import CataloguePiece, ScorePart, Song
from demo.styles import compose_song
from demo.theory import NOTE_NAMES
from research.training.scores.general_midi import PROGRAMS
from research.training.scores.score_events import PlayedPart, TimedScore, sort_notes

PROJECT = "demo"
SPEEDS = (0.75, 1.3)  # of the style's own tempo
SOLOISTS = ("flute", "clarinet", "violin", "saxophone", "accordion", "voice", "vibraphone", "clean guitar", "piano")

# An instrument of the composer and the General MIDI programs that may play its part; by the longest name that its
# name holds ("guitar chug" before "guitar").
_PROGRAMS_OF: dict[str, tuple[int, ...]] = {
    "piano": (0, 1, 2, 3), "electric piano": (4, 5), "strings": (48, 49, 50, 51), "strings short": (45, 48),
    "violin": (40, 41, 110), "cello": (42, 43), "low strings": (42, 43, 48), "brass": (61, 62, 63, 56, 57),
    "horns": (60, 61), "flute": (72, 73, 74, 75, 78, 79), "clarinet": (71, 68, 70), "saxophone": (64, 65, 66, 67),
    "melodica": (22, 21), "accordion": (21, 23), "organ": (16, 17, 18, 19, 20), "pad": (88, 89, 90, 92, 94, 95),
    "drone": (89, 92, 95), "supersaw": (81, 90), "pluck": (80, 81, 84, 46), "soft pluck": (80, 88, 99, 10),
    "stab": (81, 62, 63), "lead": (80, 81, 82, 87), "acid": (87, 38), "synth bass": (38, 39), "bass": (32, 33, 34, 35),
    "slap bass": (36, 37), "sub bass": (38, 39), "reese": (38, 39, 87), "double bass": (32,), "chip": (80, 81),
    "chip bass": (38, 80), "choir": (52, 53), "voice": (53, 54, 85, 52), "marimba": (12, 13),
    "xylophone": (13, 12),
    "vibraphone": (11,), "celesta": (8, 9), "music box": (10,), "glockenspiel": (9,),
    "kalimba": (108,), "bell": (14, 9),
    "steel pan": (114,), "timpani": (47,),
    "nylon guitar": (24,), "steel guitar": (25,), "ukulele": (24, 25),
    "harp": (46,), "pizzicato": (45,),
    "clean guitar": (27, 26), "muted guitar": (28, 27), "guitar overdriven": (29, 30),
    "guitar lead": (29, 30), "guitar chug": (30, 29),
}  # fmt: skip
_DRUM_KEYS: dict[str, tuple[int, ...]] = {
    "kick": (36, 35), "snare": (38, 40), "hat": (42,), "hat open": (46,), "hat foot": (44,), "ride": (51, 59),
    "crash": (49, 57), "clap": (39,), "snap": (39, 37), "rim": (37,), "claves": (75,), "block": (76,),
    "block low": (77,), "cowbell": (56,), "triangle": (81,), "tambourine": (54,), "shaker": (70, 82), "brush": (40, 38),
    "tom high": (50, 48), "tom mid": (47,), "tom low": (41, 43), "conga": (63,), "bongo": (60,),
}  # fmt: skip
UNPLAYED = ("riser", "dust", "rain", "wind", "waves")
EXOTIC_SHARE = 0.25  # of parts that are played by a program of any melodic family


def draw_composed_score(rng: Generator) -> TimedScore:
    """Compose a piece in a drawn style, key and tempo, for drawn General MIDI programs."""
    model = load_catalogue()[int(rng.integers(len(load_catalogue())))]
    options = dict(model.options)
    if "lead" in options and rng.random() < 0.7:
        options["lead"] = str(rng.choice(SOLOISTS))
    piece = CataloguePiece(
        title=f"{model.title} {rng.integers(1_000_000)}",
        artist="",
        album="",
        style=model.style,
        key=str(rng.choice(NOTE_NAMES)),
        mode=str(rng.choice((model.mode, "major", "minor"))),
        tempo=float(np.clip(model.tempo * rng.uniform(*SPEEDS), 50, 200)),
        seed=int(rng.integers(1000)),
        energy=model.energy,
        moods=(),
        options=options,
    )
    return export_song(compose_song(piece), rng)


def export_song(song: Song, rng: Generator) -> TimedScore:
    """The notes of a composed song as they are played, with programs drawn among those that suit each part."""
    parts: list[PlayedPart] = []
    rows: list[tuple[float, float, int, int, int]] = []
    for part in song.parts.values():
        if part.notes and not part.instrument.startswith(UNPLAYED):
            rows += _list_rows(song, part, len(parts), rng)
            parts.append(_draw_part(part, rng))
    beats = np.array([song.to_seconds(float(beat)) for beat in np.arange(round(song.total_beats))])
    tonic = song.piece.tonic
    return TimedScore(
        name=f"{song.piece.style} {song.piece.title}",
        project=PROJECT,
        parts=tuple(parts),
        notes=sort_notes(rows),
        controls=(),
        beats_s=beats,
        downbeats_s=np.array([song.to_seconds(bar.start) for bar in song.bars]),
        duration_s=song.duration_s,
        key=tonic + (12 if song.is_minor else 0),
    )


def _draw_part(part: ScorePart, rng: Generator) -> PlayedPart:
    # Levels follow the composer's mix, whose parts lie between -20 and 0 dB; volume is 40 log10(v / 127) decibels.
    volume = int(np.clip(127 * 10 ** ((part.gain_db * 0.5 + rng.uniform(-4, 2)) / 40), 30, 127))
    pan = int(np.clip(64 + 63 * part.pan, 0, 127))
    if part.instrument == "drums":
        return PlayedPart(int(rng.choice((0, 0, 0, 8, 16, 24, 25, 32, 40))), True, volume, pan)
    return PlayedPart(draw_program(part.instrument, rng), False, volume, pan)


def draw_program(instrument: str, rng: Generator) -> int:
    """A program for an instrument of the composer; now and then one of any family but the bass's."""
    is_bass = "bass" in instrument or instrument == "reese"
    if rng.random() < EXOTIC_SHARE and not is_bass:
        family = str(rng.choice([name for name in PROGRAMS if name != "bass"]))
        return int(rng.choice(PROGRAMS[family]))
    known = [name for name in _PROGRAMS_OF if name in instrument]
    return int(rng.choice(_PROGRAMS_OF[max(known, key=len)])) if known else int(rng.integers(0, 96))


def _list_rows(song: Song, part: ScorePart, number: int, rng: Generator) -> list[tuple[float, float, int, int, int]]:
    keys = {name: int(rng.choice(choices)) for name, choices in _DRUM_KEYS.items()}
    rows = []
    for note in part.notes:
        start = max(0.0, song.to_seconds(note.beat) + note.late_s)
        end = max(start + 0.03, song.to_seconds(note.beat + note.beats) + note.late_s)
        pitch = _find_drum_key(note.drum, keys) if note.drum else int(np.clip(note.pitch, 0, 127))
        rows.append((start, end, pitch, int(np.clip(20 + 107 * note.velocity, 1, 127)), number))
    return rows


def _find_drum_key(drum: str, keys: dict[str, int]) -> int:
    known = [name for name in keys if drum.startswith(name)]
    return keys[max(known, key=len)] if known else 38

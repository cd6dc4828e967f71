"""Layers: each writes the notes of one part over a stretch of bars. Patterns are strings of sixteenths.

``x`` plays, ``X`` accents, ``o`` ghosts, ``-`` holds on, ``.`` rests. In bass patterns ``R`` is the root, ``8`` the
root an octave up, ``5`` and ``3`` chord members, ``a`` a step into the next root. In arpeggios digits count through
the voicing. Every layer ends its last bar of the piece with one held chord, root or stroke, so that a piece ends
rather than stops.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from demo.score import Layer, ScoreBar, Song
from demo.theory import Chord, choose_voicing, nearest_pitch

STEP = 0.25


def _accent_level(bar: ScoreBar, level: float, accent: str = "x") -> float:
    # Energy scales velocities by 0.62 to 1.04 only: a fuller section comes from more layers, not harder strokes.
    force = {"X": 1.18, "x": 1.0, "o": 0.5}.get(accent, 1.0)
    return min(1.0, level * force * (0.62 + 0.42 * bar.energy))


def iter_strokes(pattern: str, bar: ScoreBar) -> Iterator[tuple[float, float, str]]:
    """Iterate over the strokes of a pattern in a bar as (offset, beats, mark); long patterns run over several bars."""
    per_bar = round(bar.beats / STEP)
    start = (bar.index * per_bar) % len(pattern)
    # Continues where the bar before stopped, so that a pattern of 32 steps alternates between two bars.
    here = (pattern * (per_bar // len(pattern) + 2))[start : start + per_bar]
    for step, mark in enumerate(here):
        if mark in ".-":
            continue
        length = 1
        while step + length < per_bar and here[step + length] == "-":
            length += 1
        yield step * STEP, length * STEP, mark


class Voicing:
    """Chooses voicings of successive chords so that each moves as little as possible from the last."""

    def __init__(self, low: int, high: int, size: int) -> None:
        self.low, self.high, self.size = low, high, size
        self.last: tuple[int, ...] = ()

    def voice_chord(self, chord: Chord) -> tuple[int, ...]:
        """MIDI pitches of a chord, lowest first, as near to the last voicing as its range allows."""
        self.last = choose_voicing(chord, self.last, self.low, self.high, self.size)
        return self.last


def add_pads(part: str, low: int = 52, high: int = 74, size: int = 4, level: float = 0.6) -> Layer:
    """Make a layer of held chords; ``low`` and ``high`` are MIDI pitches, ``size`` the notes of a voicing."""

    def play(song: Song, bars: list[ScoreBar]) -> None:
        voicing = Voicing(low, high, size)
        for bar in bars:
            for offset, beats, chord in bar.chords[: 1 if bar.final else None]:
                # The last chord rings on into the room's tail; the others end just before the next one starts.
                length = bar.beats * 1.1 if bar.final else beats * 0.99
                for pitch in voicing.voice_chord(chord):
                    song.add_note(part, bar.start + offset, length, pitch, _accent_level(bar, level))

    return play


def add_comping(
    part: str, pattern: str, low: int = 55, high: int = 76, size: int = 4, level: float = 0.6, strum_s: float = 0.0
) -> Layer:
    """Make a layer of chords in rhythm, their notes ``strum_s`` seconds apart (low to high, off-beat high to low)."""

    def play(song: Song, bars: list[ScoreBar]) -> None:
        voicing = Voicing(low, high, size)
        spb = 60 / song.piece.tempo
        for bar in bars:
            plan = [(0.0, bar.beats * 1.1, "x")] if bar.final else list(iter_strokes(pattern, bar))
            for offset, beats, mark in plan:
                pitches = voicing.voice_chord(bar.find_chord(offset))
                # Off-beat eighths are up-strokes: the hand comes back over the strings from high to low.
                order = pitches[::-1] if (offset * 2) % 2 == 1 and not bar.final else pitches
                for rank, pitch in enumerate(order):
                    late = rank * (strum_s * (3 if bar.final else 1)) / spb
                    song.add_note(
                        part, bar.start + offset + late, max(0.1, beats * 0.92), pitch, _accent_level(bar, level, mark)
                    )

    return play


def add_arpeggio(
    part: str, pattern: str, low: int = 55, high: int = 79, size: int = 4, level: float = 0.6, ring: float = 1.0
) -> Layer:
    """Make a layer of broken chords; each note is held for ``ring`` beats or more."""

    def play(song: Song, bars: list[ScoreBar]) -> None:
        voicing = Voicing(low, high, size)
        for bar in bars:
            if bar.final:
                # The final chord is rolled, so that an arpeggio ends in its own manner.
                for rank, pitch in enumerate(voicing.voice_chord(bar.find_chord(0))):
                    song.add_note(part, bar.start + rank * 0.12, bar.beats, pitch, _accent_level(bar, level))
                continue
            for offset, beats, mark in iter_strokes(pattern, bar):
                # Voiced anew only where a chord starts: within a chord the figure has to keep its notes.
                chosen = (
                    voicing.voice_chord(bar.find_chord(offset))
                    if offset in [o for o, _, _ in bar.chords]
                    else voicing.last
                )
                chosen = chosen or voicing.voice_chord(bar.find_chord(offset))
                index = int(mark)
                pitch = chosen[index % len(chosen)] + 12 * (index // len(chosen))
                accent = "X" if offset == int(offset) else "x"
                song.add_note(part, bar.start + offset, max(beats, ring), pitch, _accent_level(bar, level, accent))

    return play


def add_bass(part: str, pattern: str, low: int = 33, level: float = 0.75, length: float = 0.95) -> Layer:
    """Make a layer with a bass line on the chord's root and members; ``low`` is the lowest root, ``length`` a share."""

    def play(song: Song, bars: list[ScoreBar]) -> None:
        for position, bar in enumerate(bars):
            if bar.final:
                root = _fold_into_octave(bar.chords[0][2].bass, low)
                song.add_note(part, bar.start, bar.beats, root, _accent_level(bar, level))
                continue
            # The chord of the next section is not known here; this section's first stands for it.
            after = bars[position + 1].chords[0][2] if position + 1 < len(bars) else bars[0].chords[0][2]
            for offset, beats, mark in iter_strokes(pattern, bar):
                pitch = _bass_pitch(mark, bar.find_chord(offset), after, low)
                # Lower-case marks are ghost notes, but for "a", the approach to the next root.
                accent = "o" if mark.islower() and mark != "a" else "x"
                song.add_note(part, bar.start + offset, beats * length, pitch, _accent_level(bar, level, accent))

    return play


def _fold_into_octave(pitch_class: int, low: int) -> int:
    return low + (pitch_class - low) % 12


def _bass_pitch(mark: str, chord: Chord, after: Chord, low: int) -> int:
    root = _fold_into_octave(chord.bass, low)
    match mark:
        case "8":
            return root + 12
        case "5":
            # The fifth above where that keeps to the low octave, otherwise the fourth below.
            return (
                root + (chord.tone_at(5) - chord.bass) % 12
                if root < low + 7
                else root - (chord.bass - chord.tone_at(5)) % 12
            )
        case "3":
            return root + (chord.tone_at(3) - chord.bass) % 12
        case "7":
            # Always the minor seventh: a passing note of blues and funk lines, whatever the chord.
            return root + 10
        case "a":
            target = _fold_into_octave(after.bass, low)
            return target - 1 if target >= root else target + 1
    return root


def add_walking_bass(part: str, low: int = 33, level: float = 0.75) -> Layer:
    """Make a layer with a walking bass: root, chord tones, and a half step into the next root, one note a beat."""

    def play(song: Song, bars: list[ScoreBar]) -> None:
        last = low + 7
        for position, bar in enumerate(bars):
            if bar.final:
                song.add_note(
                    part, bar.start, bar.beats, _fold_into_octave(bar.chords[0][2].bass, low), _accent_level(bar, level)
                )
                continue
            after = (bars[position + 1] if position + 1 < len(bars) else bars[0]).chords[0][2]
            for beat in range(int(bar.beats)):
                chord = bar.find_chord(beat)
                starts = beat in [o for o, _, _ in bar.chords]
                if starts:
                    pitch = nearest_pitch(last, [chord.bass])
                elif beat == bar.beats - 1:
                    target = nearest_pitch(last, [after.bass])
                    pitch = target + (1 if last > target else -1)
                else:
                    # Turns back towards the middle of the range, but for one time in five, or every line would
                    # zigzag.
                    up = 1 if (last < low + 9) != (song.rng.random() < 0.2) else -1
                    pitch = nearest_pitch(last + 3 * up, chord.classes)
                # Octaves keep the line in the range of a double bass.
                pitch = pitch + 12 if pitch < low - 4 else pitch - 12 if pitch > low + 19 else pitch
                song.add_note(part, bar.start + beat, 0.95, pitch, _accent_level(bar, level, "X" if beat % 2 else "x"))
                # A skipped eighth before the next beat, softly, as bass players do now and then.
                if song.rng.random() < 0.12:
                    song.add_note(part, bar.start + beat + 0.5, 0.3, pitch, _accent_level(bar, level, "o"))
                last = pitch

    return play


FILLS = (
    {"snare": "............xxxX"},
    {"snare": "........x.x.xxxX", "tom high": "........xx......"},
    {"tom high": "........xx......", "tom mid": "..........xx....", "tom low": "............xxxx"},
    {"snare": "..........x.xx.X", "tom low": "............o..x"},
)


@dataclass(frozen=True, slots=True)
class _Drummer:
    part: str
    kit: dict[str, str]
    level: float
    fills: bool
    crash: str
    final: str

    def _find_drum(self, word: str) -> str:
        """The kit's own drum of a kind."""
        return next((d for d in self.kit if d.startswith(word)), word)

    def _play_closing_stroke(self, song: Song, bar: ScoreBar) -> None:
        song.add_stroke(self.part, bar.start, self._find_drum(self.final), _accent_level(bar, self.level))
        if self.crash:
            song.add_stroke(self.part, bar.start, self.crash, _accent_level(bar, self.level * 0.8))

    def _play_fill(self, song: Song, bar: ScoreBar, fill: dict[str, str]) -> None:
        for drum, pattern in fill.items():
            for offset, _, mark in iter_strokes(pattern, bar):
                # Fills grow towards the section that they lead into.
                swell = 0.6 + 0.4 * offset / bar.beats
                name = self._find_drum(drum) if drum in {"snare", "kick"} else drum
                song.add_stroke(self.part, bar.start + offset, name, _accent_level(bar, self.level * swell, mark))

    def _play_groove(self, song: Song, bar: ScoreBar) -> None:
        may_fill = self.fills and bar.is_last and bar.count >= 4
        fill = FILLS[int(song.rng.integers(len(FILLS)))] if may_fill else {}
        # The groove stops where the fill begins; the bass drum alone goes on through it.
        until = min((p.index(c) for p in fill.values() for c in p if c != "."), default=16) * STEP
        for drum, pattern in self.kit.items():
            for offset, _, mark in iter_strokes(pattern, bar):
                if offset < until or drum.startswith("kick"):
                    song.add_stroke(self.part, bar.start + offset, drum, _accent_level(bar, self.level, mark))
        self._play_fill(song, bar, fill)

    def play(self, song: Song, bars: list[ScoreBar]) -> None:
        for bar in bars:
            if bar.final:
                self._play_closing_stroke(song, bar)
                continue
            # Quiet sections begin without a cymbal.
            if bar.index == 0 and self.crash and bar.section and bar.energy > 0.55:
                song.add_stroke(self.part, bar.start, self.crash, _accent_level(bar, self.level * 0.8))
            self._play_groove(song, bar)


def add_drums(
    part: str, kit: dict[str, str], *, level: float = 0.8, fills: bool = True, crash: str = "crash", final: str = "kick"
) -> Layer:
    """Make a layer of drums: a pattern for each drum, a fill where a section ends, a cymbal where the next begins.

    A kit's keys are drum names; "snare" and "kick" in fills mean the kit's own snare and kick.
    """
    return _Drummer(part, kit, level, fills, crash, final).play


def add_roll(part: str, drum: str, level: float = 0.7, bars_long: int = 2) -> Layer:
    """Make a layer with a crescendo roll over the last bars of a section: eighths, then sixteenths."""

    def play(song: Song, bars: list[ScoreBar]) -> None:
        for rank, bar in enumerate(bars[-bars_long:]):
            # Twice as fast in the last bar: the roll is to press forward, not only to get louder.
            step = 0.5 if rank < bars_long - 1 else 0.25
            for index in range(int(bar.beats / step)):
                share = (rank + index * step / bar.beats) / bars_long
                song.add_stroke(part, bar.start + index * step, drum, level * (0.25 + 0.75 * share))

    return play


def add_stroke(part: str, drum: str, level: float = 0.8, where: str = "start") -> Layer:
    """Make a layer with one stroke at the start of a section, or of its final bar."""

    def play(song: Song, bars: list[ScoreBar]) -> None:
        bar = bars[0] if where == "start" else bars[-1]
        song.add_stroke(part, bar.start, drum, level)

    return play


def add_riser(part: str, bars_long: int = 2, level: float = 0.6) -> Layer:
    """Make a layer with one rising noise over the last ``bars_long`` bars of a section."""

    def play(song: Song, bars: list[ScoreBar]) -> None:
        chosen = bars[-bars_long:]
        song.add_note(part, chosen[0].start, sum(b.beats for b in chosen), 60, level)

    return play


def open_filter(part: str) -> Layer:
    """Make a layer that opens the part's low-pass filter over the section."""

    def play(song: Song, bars: list[ScoreBar]) -> None:
        song.parts[part].opening.append((bars[0].start, bars[-1].start + bars[-1].beats))

    return play


def add_drone(part: str, pitch_class_step: int = 0, low: int = 36, level: float = 0.6, fifth: bool = False) -> Layer:
    """Make a layer that holds the tonic (and its fifth) under a whole section."""

    def play(song: Song, bars: list[ScoreBar]) -> None:
        root = _fold_into_octave((song.piece.tonic + pitch_class_step) % 12, low)
        # Half a beat longer than the section: its successor's drone starts before this one is gone.
        length = sum(b.beats for b in bars) + 0.5
        for pitch in (root, root + 7) if fifth else (root,):
            song.add_note(part, bars[0].start, length, pitch, _accent_level(bars[0], level))

    return play

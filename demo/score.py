"""The score of a piece: parts, bars with their chords, notes in beats, and the conversion of beats to seconds."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from demo.synth.effects import Room
from demo.theory import NOTE_NAMES, Chord, is_minor, parse_chord


@dataclass(frozen=True, slots=True)
class CataloguePiece:
    """One entry of the catalogue: what is to be composed."""

    title: str
    artist: str
    album: str
    style: str
    key: str
    mode: str
    tempo: float
    seed: int
    energy: float  # intended, 0..1
    moods: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def tonic(self) -> int:
        """Pitch class of the key."""
        return NOTE_NAMES.index(self.key)

    @property
    def slug(self) -> str:
        """File name without its ending."""
        words = "".join(c if c.isalnum() else " " for c in f"{self.artist} {self.title}".replace("'", ""))
        return "-".join(words.lower().split())


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """A section as planned: chords as ``"I | V vi | IV"`` (bars), layers by name."""

    label: str
    bars: int
    energy: float
    chords: str
    layers: str


@dataclass(frozen=True, slots=True)
class ScoreBar:
    """One bar: where it starts, its chords as (offset, beats, chord), and its place in the section."""

    start: float
    beats: float
    chords: tuple[tuple[float, float, Chord], ...]
    index: int  # within the section
    count: int  # bars in the section
    section: int
    energy: float
    final: bool

    @property
    def is_last(self) -> bool:
        """Whether the section ends with this bar."""
        return self.index == self.count - 1

    def find_chord(self, offset: float) -> Chord:
        """The chord that sounds at an offset in beats."""
        return next((c for o, b, c in reversed(self.chords) if offset >= o - 1e-6), self.chords[0][2])


@dataclass(frozen=True, slots=True)
class ScoreNote:
    """A note in beats; for drums ``pitch`` is unused and ``drum`` names the stroke."""

    beat: float
    beats: float
    pitch: int
    velocity: float
    late_s: float = 0.0
    drum: str = ""


@dataclass(slots=True)
class ScorePart:
    """One instrument's part and its place in the mix."""

    instrument: str  # "drums" for a kit
    gain_db: float
    pan: float = 0.0
    spread: float = 0.0  # how far high notes lie right and low ones left
    room: float = 0.2  # send level to the reverb
    echo: float = 0.0  # send level to the delay
    duck: float = 0.0  # how far the bass drum pushes it down
    loose_s: float = 0.006  # spread of its timing
    lows_hz: float = 0.0  # high-pass, 0: none
    highs_hz: float = 0.0  # low-pass, 0: none
    wobble: bool = False  # chorus
    notes: list[ScoreNote] = field(default_factory=list)
    opening: list[tuple[float, float]] = field(default_factory=list)  # beats over which its filter opens


# How loud a middling note of each soloist is (K-weighted decibels), so that one can stand in for another.
SOLOISTS: dict[str, float] = {
    "flute": -0.3, "clarinet": -0.2, "violin": -3.2, "saxophone": -2.0, "accordion": -3.7, "melodica": -1.5,
    "voice": -7.5, "voice ooh": -10.6, "voice hum": -9.7, "vibraphone": -4.1, "clean guitar": -17.1,
    "electric piano": -7.5, "piano": -10.6, "steel pan": -6.5, "bell": -6.1, "music box": -4.7,
}  # fmt: skip

Layer = Callable[["Song", list[ScoreBar]], None]


class Song:
    """A piece being written. Notes are added in beats; :meth:`to_seconds` knows tempo, swing and ritardando."""

    def __init__(
        self, piece: CataloguePiece, *, meter: int = 4, swing: float = 0.5, swing_unit: float = 1.0, rit: float = 0.25
    ) -> None:
        """Start an empty song.

        Args:
            piece: the catalogue entry.
            meter: beats (quarters) in a bar.
            swing: where the second half of each unit falls, 0.5 straight .. 0.67 triplets.
            swing_unit: beats of the pair that swings: 1 for eighths, 0.5 for sixteenths.
            rit: how much slower the last two bars become.

        """
        self.piece = piece
        self.meter = meter
        self.swing, self.swing_unit, self.rit = swing, swing_unit, rit
        # Pieces of different styles have the same seeds 0, 1, 2 …; style and title keep their timing apart. crc32,
        # because hash() of a string differs from process to process.
        self.rng = np.random.default_rng(zlib.crc32(f"{piece.style}/{piece.title}".encode()) + piece.seed)
        self.parts: dict[str, ScorePart] = {}
        self.sections: list[tuple[SectionPlan, float, float]] = []
        self.bars: list[ScoreBar] = []
        self.room = Room(1.4)
        self.room_level = 1.0
        # A dotted eighth: repeats fall between the beats and do not cover them.
        self.echo_beats = 0.75
        # What streaming services level music to.
        self.lufs = -14.0
        self.tail_s = 2.5
        self.low_db, self.high_db = -7.0, -18.0  # where bass and treble should lie against the whole

    @property
    def is_minor(self) -> bool:
        """Whether the piece is in a minor mode."""
        return is_minor(self.piece.mode)

    @property
    def total_beats(self) -> float:
        """Length of the score in beats, without the tail."""
        return self.bars[-1].start + self.bars[-1].beats if self.bars else 0.0

    def choose_option(self, name: str, default: str) -> str:
        """Value of an option of the catalogue entry."""
        return self.piece.options.get(name, default)

    def pick_one(self, *choices: str) -> str:
        """One of several, so that neighbouring seeds of a style differ."""
        return choices[self.piece.seed % len(choices)]

    def add_part(self, name: str, instrument: str, gain_db: float, **mix: float) -> ScorePart:
        """Add a part: an instrument, its level in decibels and its place in the mix (fields of :class:`ScorePart`)."""
        self.parts[name] = ScorePart(instrument, gain_db, **mix)  # type: ignore[arg-type]
        return self.parts[name]

    def add_soloist(self, name: str, option: str, usual: str, gain_db: float, **mix: float) -> ScorePart:
        """Add the catalogue entry's solo instrument, as loud as the usual one would be at ``gain_db``."""
        chosen = self.choose_option(option, usual)
        trim = float(np.clip(SOLOISTS[usual] - SOLOISTS[chosen], -9.0, 9.0))
        return self.add_part(name, chosen, gain_db + trim, **mix)

    def perform_plan(self, plans: list[SectionPlan], layers: Mapping[str, Layer]) -> None:
        """Lay out the sections, then let every layer play in the sections that name it."""
        self._lay_out(plans)
        for number, plan in enumerate(plans):
            bars = [b for b in self.bars if b.section == number]
            for name in plan.layers.split():
                layers[name](self, bars)

    def _lay_out(self, plans: list[SectionPlan]) -> None:
        beat = 0.0
        for number, plan in enumerate(plans):
            cycle = [self._parse_bar_chords(text) for text in plan.chords.split("|")]
            start = beat
            for index in range(plan.bars):
                final = number == len(plans) - 1 and index == plan.bars - 1
                # A piece ends on the last chord of its ending, wherever the cycle has got to.
                chords = cycle[-1] if final else cycle[index % len(cycle)]
                bar = ScoreBar(beat, float(self.meter), chords, index, plan.bars, number, plan.energy, final)
                self.bars.append(bar)
                beat += self.meter
            self.sections.append((plan, start, beat))

    def _parse_bar_chords(self, text: str) -> tuple[tuple[float, float, Chord], ...]:
        names = text.split()
        each = self.meter / len(names)
        return tuple((i * each, each, parse_chord(n, self.piece.tonic)) for i, n in enumerate(names))

    def add_note(self, part: str, beat: float, beats: float, pitch: int, velocity: float) -> None:
        """Write a note, a little early or late and louder or softer, as people play."""
        player = self.parts[part]
        # Two standard deviations at most: a rarer outlier sounds like a mistake.
        late = float(np.clip(self.rng.normal(0, player.loose_s), -2 * player.loose_s, 2 * player.loose_s))
        loud = float(np.clip(velocity * (1 + self.rng.normal(0, 0.05)), 0.05, 1.0))
        player.notes.append(ScoreNote(beat, beats, pitch, loud, late))

    def add_stroke(self, part: str, beat: float, drum: str, velocity: float) -> None:
        """Write a drum stroke."""
        player = self.parts[part]
        # Drums carry the beat that the truth file states: never more than 12 ms off it.
        late = float(np.clip(self.rng.normal(0, player.loose_s), -0.012, 0.012))
        loud = float(np.clip(velocity * (1 + self.rng.normal(0, 0.06)), 0.03, 1.0))
        player.notes.append(ScoreNote(beat, 0.25, 0, loud, late, drum))

    def to_seconds(self, beat: float) -> float:
        """Time of a beat in seconds from the start of the file, with swing and ritardando."""
        spb = 60.0 / self.piece.tempo
        if self.swing != 0.5:
            unit = self.swing_unit
            # The first half of each pair is stretched to `swing` of its length, the second squeezed into the rest:
            # beats stay where they are, only off-beats move.
            whole, part = divmod(beat, unit)
            share = part / unit
            moved = share * 2 * self.swing if share < 0.5 else self.swing + (share - 0.5) * 2 * (1 - self.swing)
            beat = (whole + moved) * unit
        slow_from = self.total_beats - 2 * self.meter
        over = max(0.0, beat - slow_from)
        # Quadratic, so that the tempo falls steadily: the last beat is (1 + rit) times as long as the first.
        extra = self.rit * over * over / (4 * self.meter) if self.rit else 0.0
        # 50 ms of silence at the start leave room for notes that are played early.
        return (beat + extra) * spb + 0.05

    @property
    def duration_s(self) -> float:
        """Length of the sound in seconds, its tail included."""
        return self.to_seconds(self.total_beats) + self.tail_s

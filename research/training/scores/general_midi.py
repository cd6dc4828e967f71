"""General MIDI programs and the instrument families of the music analyser."""

from __future__ import annotations

from models.encoders.instrument_families import FAMILIES

# Family: the General MIDI programs (0..127) that belong to it. Programs that are in none (timpani, orchestra hit,
# sound effects) sound without a label.
PROGRAMS: dict[str, tuple[int, ...]] = {
    "piano": (0, 1, 2, 3),
    "electric piano": (4, 5),
    "harpsichord": (6, 7),
    "bells": (8, 9, 10, 14, 112),
    "mallets": (11, 12, 13, 15, 108, 114),
    "organ": (16, 17, 18, 19, 20),
    "accordion": (21, 22, 23),
    "acoustic guitar": (24, 25),
    "clean guitar": (26, 27, 28),
    "distorted guitar": (29, 30),
    "bass": (32, 33, 34, 35, 36, 37, 38, 39),
    "strings": (40, 41, 42, 43, 44, 48, 49, 50, 51, 110),
    "plucked strings": (45, 46, 104, 105, 106, 107),
    "choir": (52, 53, 54, 85, 91),
    "brass": (56, 57, 58, 59, 60, 61, 62, 63),
    "saxophone": (64, 65, 66, 67),
    "reed": (68, 69, 70, 71, 109, 111),
    "flute": (72, 73, 74, 75, 76, 77, 78, 79),
    "synth lead": (80, 81, 82, 83, 84, 86, 87),
    "synth pad": (88, 89, 90, 92, 93, 94, 95, 96, 98, 99, 100, 101, 102, 103),
}
DRUM_KITS = (0, 8, 16, 24, 25, 32, 40)  # standard, room, power, electronic, TR-808, jazz, brush
NO_FAMILY = -1
DRUMS = FAMILIES.index("drums")
_FAMILY_OF = {program: FAMILIES.index(name) for name, programs in PROGRAMS.items() for program in programs}
# Programs whose notes die away while they are held; a long note of them is soon not heard.
DECAYING = frozenset(
    p
    for name in ("piano", "electric piano", "harpsichord", "bells", "mallets", "acoustic guitar", "plucked strings")
    for p in PROGRAMS[name]
)


def get_family(program: int) -> int:
    """The number of a program's family in FAMILIES, :data:`NO_FAMILY` where it has none."""
    return _FAMILY_OF.get(program, NO_FAMILY)

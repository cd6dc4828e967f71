"""Styles that imitate old machines: lo-fi (a worn record) and chiptune (a game console)."""

from __future__ import annotations

from demo.arrange import add_arpeggio, add_bass, add_comping, add_drone, add_drums, add_pads
from demo.melody import add_melody
from demo.score import CataloguePiece, SectionPlan, Song
from demo.synth.effects import Room


def compose_lofi(piece: CataloguePiece) -> Song:
    """Compose lo-fi: soft swung drums, electric piano, a round bass, the crackle of a record."""
    # Off-beat sixteenths come late, as a sampler's swing has them; the treble of most parts is cut, as by tape.
    song = Song(piece, swing=0.58, swing_unit=0.5, rit=0.2)
    song.room, song.room_level, song.lufs, song.tail_s = Room(1.2, treble=3000), 0.5, -17.0, 3.0
    song.low_db, song.high_db = -5.5, -23.0
    song.add_part("keys", "electric piano", -9, spread=0.4, room=0.2, loose_s=0.014, highs_hz=3800, wobble=1)
    song.add_part("bass", "round bass", -14, loose_s=0.01, highs_hz=900)
    song.add_part("drums", "drums", -3, room=0.08, loose_s=0.008, highs_hz=7500)
    song.add_soloist(
        "lead", "lead", "vibraphone", -9, pan=0.2, spread=0.3, room=0.35, echo=0.3, loose_s=0.015, highs_hz=5000
    )
    song.add_part("pad", "warm pad", -21, room=0.4)
    # Dust and rain stay dry: they are on the record and at the window, not in the room.
    song.add_part("dust", "dust", -11, room=0.0)
    song.add_part("rain", "rain", -26, room=0.0)
    if song.is_minor:
        a = song.pick_one("i9 | iv7 | bVII9 | bIIImaj7", "iv7 | v7 | i9 | i9", "bVImaj7 | v7 | i9 | i7")
    else:
        a = song.pick_one("ii9 | V13 | Imaj9 | vi7", "Imaj9 | vi9 | ii9 | V7sus4", "IVmaj9 | iii7 | ii9 | Imaj9")
    layers = {
        "keys": add_comping(
            "keys",
            song.pick_one("x-----x---------", "x---------x-----", "x--x------------"),
            53,
            74,
            4,
            0.55,
            strum_s=0.018,
        ),
        "busy": add_comping(
            "keys",
            song.pick_one("x-----x---x-----", "x--x------x--x--", "x-----..x-x-----"),
            53,
            74,
            4,
            0.55,
            strum_s=0.014,
        ),
        "bass": add_bass("bass", song.pick_one("R-----..R---5---", "R---..R-..R-..a-", "R------R8---5---"), 33, 0.7),
        "beat": add_drums(
            "drums",
            {
                "kick soft": "X.....x..x......",
                "snare lofi": "....X.......X...",
                "hat tight": "x.o.x.o.x.o.x.oo",
                "rim": "..........o.....",
            },
            level=0.75,
            fills=False,
            crash="",
        ),
        "half": add_drums(
            "drums",
            {"kick soft": "X.........x.....", "hat tight": "x...x...x...x..."},
            level=0.65,
            fills=False,
            crash="",
        ),
        "lead": add_melody("lead", "lyrical", 76, level=0.55, rest=1),
        "pad": add_pads("pad", 55, 74, 3, 0.5),
        "dust": add_drone("dust", 0, 60, 0.9),
        "rain": add_drone("rain", 0, 60, 0.9),
    }
    song.perform_plan(
        [
            SectionPlan("intro", 2, 0.2, a, "keys dust rain"),
            SectionPlan("build", 4, 0.3, a, "keys half bass dust rain"),
            SectionPlan("main", 8, 0.42, a, "busy beat bass lead dust pad"),
            SectionPlan("break", 2, 0.25, a, "keys lead dust rain"),
            SectionPlan("main", 4, 0.45, a, "busy beat bass lead dust pad"),
            SectionPlan(
                "ending", 2, 0.2, a.split("|")[0] + "|" + ("i9" if song.is_minor else "Imaj9"), "keys half bass dust"
            ),
        ],
        layers,
    )
    return song


def compose_chiptune(piece: CataloguePiece) -> Song:
    """Compose chiptune: pulse and square waves, a triangle bass and a noise channel, as on an old console."""
    song = Song(piece, rit=0.2)
    song.room, song.room_level, song.lufs, song.tail_s = Room(0.7), 0.18, -14.5, 1.5
    song.low_db, song.high_db = -6.0, -16.0
    song.echo_beats = 0.75
    # No looseness anywhere: these machines play on the frame.
    song.add_part("lead", "chip lead", -6, pan=0.05, room=0.2, echo=0.28, loose_s=0.0)
    # The console's two square waves, far left and far right: with so little timbre, place keeps them apart.
    song.add_part("arp", "chip square", -10, pan=-0.6, room=0.15, loose_s=0.0)
    song.add_part("harmony", "chip square", -10, pan=0.6, room=0.15, loose_s=0.0)
    song.add_part("bass", "chip bass", -10, room=0.05, loose_s=0.0)
    song.add_part("drums", "drums", -7, room=0.1, loose_s=0.0)
    if song.is_minor:
        a = song.pick_one("i | bVII | bVI | V", "i | bVI | bIII | bVII", "i | iv | bVII | V")
        b, end = "bVI | bVII | i | V", "bVI bVII | i"
    else:
        a = song.pick_one("I | V | vi | IV", "I | IV | I | V", "I | bVII | IV | V")
        b, end = "vi | IV | ii | V", "IV V | I"
    layers = {
        "arp": add_arpeggio("arp", "0120120120120121", 60, 79, level=0.55, ring=0.2),
        "up": add_arpeggio("arp", "0.1.2.3.4.3.2.1.", 60, 79, level=0.55, ring=0.3),
        "harmony": add_comping("harmony", "..x...x...x...x.", 64, 81, 2, 0.5),
        "bass": add_bass(
            "bass", song.pick_one("R.8.R.8.R.8.R.8.", "R.R.8.R.R.R.8.5.", "R..RR.8.R..RR.5a"), 36, 0.75, length=0.8
        ),
        "lead": add_melody("lead", "bright", 76, level=0.65, legato=0.85),
        "leadb": add_melody("lead", "busy", 79, level=0.65, legato=0.8, theme="b"),
        # The noise channel plays one sound at a time; a crash cymbal would need a second one.
        "hats": add_drums("drums", {"hat chip": "x.x.x.x.x.x.x.x."}, level=0.6, crash="", fills=False, final="hat"),
        "full": add_drums(
            "drums",
            {"kick chip": "X..x..x.X..x..x.", "snare chip": "....X.......X..x", "hat chip": "x.x.x.x.x.x.x.x."},
            level=0.8,
            crash="snare chip",
        ),
    }
    song.perform_plan(
        [
            SectionPlan("intro", 4, 0.45, a, "arp hats"),
            SectionPlan("main", 8, 0.7, a, "arp bass full lead"),
            SectionPlan("build", 8, 0.75, b, "up harmony bass full leadb"),
            SectionPlan("break", 2, 0.45, b, "up hats"),
            SectionPlan("main", 8, 0.85, a, "arp harmony bass full lead"),
            SectionPlan("ending", 2, 0.7, end, "arp bass full lead"),
        ],
        layers,
    )
    return song

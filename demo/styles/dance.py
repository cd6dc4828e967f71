"""Electronic music: house, techno, synthwave, trap, lo-fi, chiptune."""

from __future__ import annotations

from demo.arrange import arpeggio, bass, beat, comp, drone, opens, pads, riser, roll, strike
from demo.melody import tune
from demo.score import CataloguePiece, SectionPlan, Song
from demo.synth.effects import Room

FOUR = "X...X...X...X..."


def house(piece: CataloguePiece) -> Song:
    """Four to the floor: warm chords that pump, an off-beat bass, a build with a riser."""
    song = Song(piece, rit=0.0, swing=0.53, swing_unit=0.5)
    song.room, song.room_level, song.lufs, song.tail_s = Room(1.8), 0.6, -12.5, 3.0
    song.low_db, song.high_db = -4.5, -16.5
    song.part("drums", "drums", -4, room=0.05, loose_s=0.001)
    song.part("bass", "synth bass", -8, room=0.02, duck=0.55, loose_s=0.002)
    song.part("stab", song.option("stab", "stab"), -11, room=0.3, echo=0.35, duck=0.45, loose_s=0.003)
    song.part("pad", "warm pad", -15, room=0.4, duck=0.75, lows_hz=160)
    song.part("lead", "voice chop" if song.option("voice", "") else "pluck", -8, pan=0.1, room=0.4, echo=0.45,
              loose_s=0.004)  # fmt: skip
    song.part("piano", "piano", -12, spread=0.4, room=0.3, duck=0.3)
    song.part("riser", "riser", -21, room=0.2)
    if song.minor:
        a = song.pick("i7 | bVImaj7 | bIIImaj7 | bVII", "i7 | iv7 | bVII | bIIImaj7", "i9 | v7 | bVImaj7 | iv7")
    else:
        a = song.pick("IVmaj7 | iii7 | vi7 | Iadd9", "vi7 | IVmaj7 | I | V", "ii7 | V | iii7 | vi7")
    rhythm = song.pick("x..x..x..x..x.x.", "..x...x..x....x.", "x..x....x..x..x.")
    layers = {
        "kick": beat("drums", {"kick house": FOUR}, level=0.9, crash="", fills=False),
        "tops": beat("drums", {"kick house": FOUR, "hat tight": "x.o.x.o.x.o.x.o.", "hat open": "..x...x...x...x."},
                     level=0.85, crash="", fills=False),
        "full": beat("drums", {"kick house": FOUR, "clap": "....X.......X...", "hat open": "..X...X...X...X.",
                               "hat tight": "x.oox.oox.oox.oo", "shaker": "oxoxoxoxoxoxoxox"}, level=0.9),
        "soft": beat("drums", {"hat tight": "x.o.x.o.x.o.x.o.", "snap": "....x.......x..."}, level=0.7, fills=False,
                     crash=""),
        "bass": bass("bass", song.pick("..R...R...R..RR.", "R..R..R...R.R.8.", "..RR..R8..RR..5."), 33, 0.75,
                     length=0.85),
        "stab": comp("stab", rhythm, 57, 76, 4, 0.65),
        "pad": pads("pad", 55, 74, 4, 0.6),
        "piano": comp("piano", "x..x..x...x.x...", 60, 79, 4, 0.6),
        "lead": tune("lead", "syncopated", 74, level=0.65, legato=0.8),
        "opens": opens("stab"),
        "roll": roll("drums", "snare", 0.6),
        "rise": riser("riser", 4),
        "boom": strike("drums", "crash", 0.8),
    }  # fmt: skip
    song.perform(
        [
            SectionPlan("intro", 4, 0.45, a, "tops pad"),
            SectionPlan("build", 8, 0.6, a, "tops stab opens bass roll rise"),
            SectionPlan("main", 8, 0.85, a, "boom full bass stab pad lead"),
            SectionPlan("break", 4, 0.4, a, "soft pad piano rise"),
            SectionPlan("main", 8, 0.95, a, "boom full bass stab pad lead piano"),
            SectionPlan("ending", 3, 0.6, a, "boom tops bass pad piano"),
        ],
        layers,
    )
    return song


def techno(piece: CataloguePiece) -> Song:
    """Hypnotic and hard: a driving kick, an acid line that opens, rumble and metal."""
    song = Song(piece, rit=0.0)
    song.room, song.room_level, song.lufs, song.tail_s = Room(2.4, treble=3800), 0.6, -12.0, 3.0
    song.low_db, song.high_db = -4.0, -17.0
    song.part("drums", "drums", -2, room=0.08, loose_s=0.0005)
    song.part("rumble", "reese", -16, room=0.1, duck=0.9, highs_hz=240, loose_s=0.0)
    song.part("acid", "acid", -10, pan=0.1, room=0.2, echo=0.3, duck=0.35, loose_s=0.001, lows_hz=90)
    song.part("stab", "stab", -10, room=0.6, echo=0.6, duck=0.4, lows_hz=200)
    song.part("pad", "breathing pad", -18, room=0.5, duck=0.6, lows_hz=200)
    song.part("bleep", "soft pluck", -12, spread=0.6, room=0.4, echo=0.5)
    song.part("riser", "riser", -19, room=0.3)
    a = song.pick("i | i | i | bVI", "i | i | bII | i", "i | bVII | i | bIII")
    line = song.pick("R.RR8.R.RR5R8.R3", "RR8RR.R8R.RR5R8R", "R..RR.8.R..R5.8R")
    layers = {
        "kick": beat("drums", {"kick techno": FOUR}, level=0.95, fills=False, crash=""),
        "hats": beat("drums", {"kick techno": FOUR, "hat open": "..x...x...x...x."}, level=0.9, fills=False, crash=""),
        "full": beat("drums", {"kick techno": FOUR, "hat open": "..X...X...X...X.", "hat tight": "xoxoxoxoxoxoxoxo",
                               "clap": "....x.......x...", "rim": "...x..x....x...x"}, level=0.95, fills=False),
        "rumble": bass("rumble", "..RR..RR..RR..RR", 33, 0.7, length=0.8),
        "acid": bass("acid", line, 45, 0.7, length=0.7),
        "opens": opens("acid"),
        "stab": comp("stab", song.pick("...x......x.....", "..x.......x..x..", "......x........x"), 57, 74, 3, 0.65),
        "pad": pads("pad", 57, 74, 3, 0.5),
        "bleep": arpeggio("bleep", "0..2..1..3..2..1", 69, 88, level=0.5, ring=0.2),
        "roll": roll("drums", "snare", 0.5),
        "rise": riser("riser", 4),
        "boom": strike("drums", "boom", 0.8),
    }  # fmt: skip
    song.perform(
        [
            SectionPlan("intro", 4, 0.55, a, "kick rumble"),
            SectionPlan("build", 8, 0.7, a, "hats rumble acid opens rise roll"),
            SectionPlan("main", 8, 0.95, a, "boom full rumble acid stab bleep"),
            SectionPlan("break", 4, 0.4, a, "pad bleep rise"),
            SectionPlan("main", 8, 1.0, a, "boom full rumble acid stab pad"),
            SectionPlan("ending", 3, 0.6, a, "hats rumble stab pad"),
        ],
        layers,
    )
    return song


def synthwave(piece: CataloguePiece) -> Song:
    """The eighties at night: pulsing bass, gated snare, arpeggios, a singing lead."""
    song = Song(piece, rit=0.15)
    song.room, song.room_level, song.lufs, song.tail_s = Room(2.2), 0.7, -13.0, 4.0
    song.low_db, song.high_db = -5.5, -16.5
    song.part("drums", "drums", -4, room=0.25, loose_s=0.001)
    song.part("bass", "synth bass", -10, duck=0.35, loose_s=0.001)
    song.part("arp", "pluck", -10, spread=0.5, room=0.3, echo=0.5, loose_s=0.002)
    song.part("pad", "supersaw", -20, room=0.45, duck=0.4, highs_hz=4500)
    song.part("warm", "warm pad", -15, room=0.4, duck=0.3)
    song.part("lead", "analog lead", -13, room=0.4, echo=0.4, loose_s=0.006)
    song.part("riser", "riser", -23, room=0.2)
    a = song.pick("i | bVI | bIII | bVII", "i | bVII | bVI | bVII", "bVI | bVII | i | i")
    b = song.pick("bVI | bVII | v | i", "iv | bVI | bIII | bVII", "bVI | bIII | iv | V")
    layers = {
        "bass": bass("bass", "R.RRR.RRR.RRR.R8", 33, 0.75, length=0.75),
        "low": bass("bass", "R-------R-------", 33, 0.7),
        "arp": arpeggio("arp", song.pick("0123210301232103", "0120120120120123", "0213021302130213"), 60, 81,
                        level=0.55,
                        ring=0.25),
        "warm": pads("warm", 53, 74, 4, 0.6),
        "pad": pads("pad", 58, 77, 4, 0.6),
        "lead": tune("lead", "lyrical", 74, level=0.68),
        "leadb": tune("lead", "syncopated", 76, level=0.68, theme="b"),
        "kick": beat("drums", {"kick": "x.......x.......", "hat": "..x...x...x...x."}, level=0.75, crash="",
                     fills=False),
        "full": beat("drums", {"kick": "X...x...X...x.x.", "snare gated": "....X.......X...", "hat": "x.x.x.x.x.x.x.x.",
                               "hat open": "..............x."}, level=0.85),
        "rise": riser("riser", 2),
        "boom": strike("drums", "boom", 0.6),
    }  # fmt: skip
    song.perform(
        [
            SectionPlan("intro", 4, 0.35, a, "warm arp low"),
            SectionPlan("build", 6, 0.5, a, "warm arp bass kick rise"),
            SectionPlan("main", 8, 0.8, a, "boom warm pad arp bass full lead"),
            SectionPlan("break", 2, 0.4, b, "warm arp low rise"),
            SectionPlan("main", 6, 0.85, b, "boom pad warm arp bass full leadb"),
            SectionPlan("ending", 4, 0.5, "bVI | bVII | i | i", "warm arp bass kick lead"),
        ],
        layers,
    )
    return song


def trap(piece: CataloguePiece) -> Song:
    """Half-time: an 808 that slides under bells, rolling hats, a lot of room."""
    song = Song(piece, rit=0.0)
    song.room, song.room_level, song.lufs, song.tail_s = Room(2.0, treble=3500), 0.6, -13.0, 3.5
    song.low_db, song.high_db = -3.8, -18.0
    song.part("drums", "drums", -4, room=0.06, loose_s=0.001)
    song.part("sub", "sub bass", -7, loose_s=0.001)
    song.soloist("bells", "bells", "bell", -10, spread=0.5, room=0.5, echo=0.35, loose_s=0.006)
    song.part("pad", "breathing pad", -17, room=0.5, duck=0.3, lows_hz=150)
    song.part("lead", "voice ooh" if song.option("voice", "") else "sine lead", -12, room=0.5, echo=0.4)
    song.part("pluck", "soft pluck", -10, spread=0.5, room=0.4, echo=0.3)
    song.part("riser", "riser", -24, room=0.3)
    a = song.pick("i | bVI | iv | V", "i | i | bVI | bVII", "i | bII | i | bVI")
    kick, low = song.pick(
        "X.....x...x.....x..x......x...../R-----R---R-----R--R------8-5---",
        "X..x......x.....X.....x...x..x../R--R------R-----R-----R---R--5--",
        "X.........x..x..X..x......x...../R---------R--R--R--R------8-----",
    ).split("/")
    hats = song.pick(
        "x.x.x.x.x.xxx.x.x.x.xxx.x.x.xxxx", "x.x.xxx.x.x.x.x.x.x.x.xxx.x.xxxx", "xxx.x.x.xxx.x.x.x.x.x.x.x.xxxxxx"
    )
    layers = {
        "bells": arpeggio("bells", song.pick("0---2---1---3---", "0--1--2-..3-2---", "2---1--0--3-----"), 67, 84,
                          level=0.55,
                          ring=1.5),
        "pluck": arpeggio("pluck", "0.2.1.3.2.1.0.2.", 62, 81, level=0.45, ring=0.4),
        "pad": pads("pad", 55, 74, 4, 0.55),
        "sub": bass("sub", low, 29, 0.8, length=0.95),
        "lead": tune("lead", "syncopated", 72, level=0.6),
        "hats": beat("drums", {"hat tight": "x...x...x...x...", "snap": "........x......."}, level=0.6, fills=False,
                     crash=""),
        "full": beat("drums", {"kick 808": kick, "clap": "........X.......", "snare trap": "........X.......",
                               "hat tight": hats, "hat open": "..............x."}, level=0.85, fills=False,
                                   crash="crash"),
        "rise": riser("riser", 2),
        "boom": strike("drums", "boom", 0.7),
    }  # fmt: skip
    song.perform(
        [
            SectionPlan("intro", 4, 0.3, a, "bells pad"),
            SectionPlan("build", 4, 0.45, a, "bells pad hats pluck rise"),
            SectionPlan("main", 8, 0.8, a, "boom bells sub full pad"),
            SectionPlan("break", 4, 0.4, a, "pad lead hats pluck rise"),
            SectionPlan("main", 8, 0.85, a, "boom bells sub full lead pad"),
            SectionPlan("ending", 3, 0.4, a, "bells pad sub"),
        ],
        layers,
    )
    return song


def lofi(piece: CataloguePiece) -> Song:
    """A rainy afternoon: dusty drums, electric piano, a round bass, a record that crackles."""
    song = Song(piece, swing=0.58, swing_unit=0.5, rit=0.2)
    song.room, song.room_level, song.lufs, song.tail_s = Room(1.2, treble=3000), 0.5, -17.0, 3.0
    song.low_db, song.high_db = -5.5, -23.0
    song.part("keys", "electric piano", -9, spread=0.4, room=0.2, loose_s=0.014, highs_hz=3800, wobble=1)
    song.part("bass", "round bass", -14, loose_s=0.01, highs_hz=900)
    song.part("drums", "drums", -3, room=0.08, loose_s=0.008, highs_hz=7500)
    song.soloist("lead", "lead", "vibraphone", -9, pan=0.2, spread=0.3, room=0.35, echo=0.3, loose_s=0.015,
              highs_hz=5000)  # fmt: skip
    song.part("pad", "warm pad", -21, room=0.4)
    song.part("dust", "dust", -11, room=0.0)
    song.part("rain", "rain", -26, room=0.0)
    if song.minor:
        a = song.pick("i9 | iv7 | bVII9 | bIIImaj7", "iv7 | v7 | i9 | i9", "bVImaj7 | v7 | i9 | i7")
    else:
        a = song.pick("ii9 | V13 | Imaj9 | vi7", "Imaj9 | vi9 | ii9 | V7sus4", "IVmaj9 | iii7 | ii9 | Imaj9")
    layers = {
        "keys": comp("keys", song.pick("x-----x---------", "x---------x-----", "x--x------------"), 53, 74, 4, 0.55,
                     strum_s=0.018),
        "busy": comp("keys", song.pick("x-----x---x-----", "x--x------x--x--", "x-----..x-x-----"), 53, 74, 4, 0.55,
                     strum_s=0.014),
        "bass": bass("bass", song.pick("R-----..R---5---", "R---..R-..R-..a-", "R------R8---5---"), 33, 0.7),
        "beat": beat("drums", {"kick soft": "X.....x..x......", "snare lofi": "....X.......X...",
                               "hat tight": "x.o.x.o.x.o.x.oo", "rim": "..........o....."}, level=0.75, fills=False,
                                   crash=""),
        "half": beat("drums", {"kick soft": "X.........x.....", "hat tight": "x...x...x...x..."}, level=0.65,
                     fills=False,
                     crash=""),
        "lead": tune("lead", "lyrical", 76, level=0.55, rest=1),
        "pad": pads("pad", 55, 74, 3, 0.5),
        "dust": drone("dust", 0, 60, 0.9),
        "rain": drone("rain", 0, 60, 0.9),
    }  # fmt: skip
    song.perform(
        [
            SectionPlan("intro", 2, 0.2, a, "keys dust rain"),
            SectionPlan("build", 4, 0.3, a, "keys half bass dust rain"),
            SectionPlan("main", 8, 0.42, a, "busy beat bass lead dust pad"),
            SectionPlan("break", 2, 0.25, a, "keys lead dust rain"),
            SectionPlan("main", 4, 0.45, a, "busy beat bass lead dust pad"),
            SectionPlan(
                "ending", 2, 0.2, a.split("|")[0] + "|" + ("i9" if song.minor else "Imaj9"), "keys half bass dust"
            ),
        ],
        layers,
    )
    return song


def chiptune(piece: CataloguePiece) -> Song:
    """Four voices of an old console, in a hurry."""
    song = Song(piece, rit=0.2)
    song.room, song.room_level, song.lufs, song.tail_s = Room(0.7), 0.18, -14.5, 1.5
    song.low_db, song.high_db = -6.0, -16.0
    song.echo_beats = 0.75
    song.part("lead", "chip lead", -6, pan=0.05, room=0.2, echo=0.28, loose_s=0.0)
    song.part("arp", "chip square", -10, pan=-0.6, room=0.15, loose_s=0.0)
    song.part("harmony", "chip square", -10, pan=0.6, room=0.15, loose_s=0.0)
    song.part("bass", "chip bass", -10, room=0.05, loose_s=0.0)
    song.part("drums", "drums", -7, room=0.1, loose_s=0.0)
    if song.minor:
        a = song.pick("i | bVII | bVI | V", "i | bVI | bIII | bVII", "i | iv | bVII | V")
        b, end = "bVI | bVII | i | V", "bVI bVII | i"
    else:
        a = song.pick("I | V | vi | IV", "I | IV | I | V", "I | bVII | IV | V")
        b, end = "vi | IV | ii | V", "IV V | I"
    layers = {
        "arp": arpeggio("arp", "0120120120120121", 60, 79, level=0.55, ring=0.2),
        "up": arpeggio("arp", "0.1.2.3.4.3.2.1.", 60, 79, level=0.55, ring=0.3),
        "harmony": comp("harmony", "..x...x...x...x.", 64, 81, 2, 0.5),
        "bass": bass("bass", song.pick("R.8.R.8.R.8.R.8.", "R.R.8.R.R.R.8.5.", "R..RR.8.R..RR.5a"), 36, 0.75,
                     length=0.8),
        "lead": tune("lead", "bright", 76, level=0.65, legato=0.85),
        "leadb": tune("lead", "busy", 79, level=0.65, legato=0.8, theme="b"),
        "hats": beat("drums", {"hat chip": "x.x.x.x.x.x.x.x."}, level=0.6, crash="", fills=False, final="hat"),
        "full": beat("drums", {"kick chip": "X..x..x.X..x..x.", "snare chip": "....X.......X..x",
                               "hat chip": "x.x.x.x.x.x.x.x."}, level=0.8, crash="snare chip"),
    }  # fmt: skip
    song.perform(
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

"""Club music: house, techno, synthwave, trap."""

from __future__ import annotations

from demo.arrange import (
    add_arpeggio,
    add_bass,
    add_comping,
    add_drums,
    add_pads,
    add_riser,
    add_roll,
    add_stroke,
    open_filter,
)
from demo.melody import add_melody
from demo.score import CataloguePiece, SectionPlan, Song
from demo.synth.effects import Room

FOUR = "X...X...X...X..."


def compose_house(piece: CataloguePiece) -> Song:
    """Compose house: a kick on every beat, ducked chords, an off-beat bass, a build with a riser."""
    # No ritardando: such music is made to be mixed into the next track. The swing is just enough not to sound like a
    # metronome.
    song = Song(piece, rit=0.0, swing=0.53, swing_unit=0.5)
    song.room, song.room_level, song.lufs, song.tail_s = Room(1.8), 0.6, -12.5, 3.0
    song.low_db, song.high_db = -4.5, -16.5
    song.add_part("drums", "drums", -4, room=0.05, loose_s=0.001)
    # Ducked the more, the longer a part holds its notes: the gap after each kick is what makes it pump.
    song.add_part("bass", "synth bass", -8, room=0.02, duck=0.55, loose_s=0.002)
    song.add_part("stab", song.choose_option("stab", "stab"), -11, room=0.3, echo=0.35, duck=0.45, loose_s=0.003)
    # The low end belongs to bass and kick.
    song.add_part("pad", "warm pad", -15, room=0.4, duck=0.75, lows_hz=160)
    song.add_part(
        "lead",
        "voice chop" if song.choose_option("voice", "") else "pluck",
        -8,
        pan=0.1,
        room=0.4,
        echo=0.45,
        loose_s=0.004,
    )
    song.add_part("piano", "piano", -12, spread=0.4, room=0.3, duck=0.3)
    song.add_part("riser", "riser", -21, room=0.2)
    if song.is_minor:
        a = song.pick_one("i7 | bVImaj7 | bIIImaj7 | bVII", "i7 | iv7 | bVII | bIIImaj7", "i9 | v7 | bVImaj7 | iv7")
    else:
        a = song.pick_one("IVmaj7 | iii7 | vi7 | Iadd9", "vi7 | IVmaj7 | I | V", "ii7 | V | iii7 | vi7")
    rhythm = song.pick_one("x..x..x..x..x.x.", "..x...x..x....x.", "x..x....x..x..x.")
    layers = {
        "kick": add_drums("drums", {"kick house": FOUR}, level=0.9, crash="", fills=False),
        "tops": add_drums(
            "drums",
            {"kick house": FOUR, "hat tight": "x.o.x.o.x.o.x.o.", "hat open": "..x...x...x...x."},
            level=0.85,
            crash="",
            fills=False,
        ),
        "full": add_drums(
            "drums",
            {
                "kick house": FOUR,
                "clap": "....X.......X...",
                "hat open": "..X...X...X...X.",
                "hat tight": "x.oox.oox.oox.oo",
                "shaker": "oxoxoxoxoxoxoxox",
            },
            level=0.9,
        ),
        "soft": add_drums(
            "drums", {"hat tight": "x.o.x.o.x.o.x.o.", "snap": "....x.......x..."}, level=0.7, fills=False, crash=""
        ),
        "bass": add_bass(
            "bass", song.pick_one("..R...R...R..RR.", "R..R..R...R.R.8.", "..RR..R8..RR..5."), 33, 0.75, length=0.85
        ),
        "stab": add_comping("stab", rhythm, 57, 76, 4, 0.65),
        "pad": add_pads("pad", 55, 74, 4, 0.6),
        "piano": add_comping("piano", "x..x..x...x.x...", 60, 79, 4, 0.6),
        "lead": add_melody("lead", "syncopated", 74, level=0.65, legato=0.8),
        # The build raises tension by the filter, the roll and the riser, not by more notes.
        "opens": open_filter("stab"),
        "roll": add_roll("drums", "snare", 0.6),
        "rise": add_riser("riser", 4),
        "boom": add_stroke("drums", "crash", 0.8),
    }
    song.perform_plan(
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


def compose_techno(piece: CataloguePiece) -> Song:
    """Compose techno: a driving kick, an acid line whose filter opens, a low rumble, metallic percussion."""
    song = Song(piece, rit=0.0)
    song.room, song.room_level, song.lufs, song.tail_s = Room(2.4, treble=3800), 0.6, -12.0, 3.0
    song.low_db, song.high_db = -4.0, -17.0
    # Half a millisecond: machines, but not one waveform added exactly to another.
    song.add_part("drums", "drums", -2, room=0.08, loose_s=0.0005)
    # The rumble fills the gaps between kicks only, which is why it is ducked by nine tenths.
    song.add_part("rumble", "reese", -16, room=0.1, duck=0.9, highs_hz=240, loose_s=0.0)
    # No low end of its own: the pitch jumps by octaves and would leave the bass now full, now empty.
    song.add_part("acid", "acid", -10, pan=0.1, room=0.2, echo=0.3, duck=0.35, loose_s=0.001, lows_hz=90)
    song.add_part("stab", "stab", -10, room=0.6, echo=0.6, duck=0.4, lows_hz=200)
    song.add_part("pad", "breathing pad", -18, room=0.5, duck=0.6, lows_hz=200)
    song.add_part("bleep", "soft pluck", -12, spread=0.6, room=0.4, echo=0.5)
    song.add_part("riser", "riser", -19, room=0.3)
    a = song.pick_one("i | i | i | bVI", "i | i | bII | i", "i | bVII | i | bIII")
    line = song.pick_one("R.RR8.R.RR5R8.R3", "RR8RR.R8R.RR5R8R", "R..RR.8.R..R5.8R")
    layers = {
        "kick": add_drums("drums", {"kick techno": FOUR}, level=0.95, fills=False, crash=""),
        "hats": add_drums(
            "drums", {"kick techno": FOUR, "hat open": "..x...x...x...x."}, level=0.9, fills=False, crash=""
        ),
        "full": add_drums(
            "drums",
            {
                "kick techno": FOUR,
                "hat open": "..X...X...X...X.",
                "hat tight": "xoxoxoxoxoxoxoxo",
                "clap": "....x.......x...",
                "rim": "...x..x....x...x",
            },
            level=0.95,
            fills=False,
        ),
        "rumble": add_bass("rumble", "..RR..RR..RR..RR", 33, 0.7, length=0.8),
        "acid": add_bass("acid", line, 45, 0.7, length=0.7),
        "opens": open_filter("acid"),
        "stab": add_comping(
            "stab", song.pick_one("...x......x.....", "..x.......x..x..", "......x........x"), 57, 74, 3, 0.65
        ),
        "pad": add_pads("pad", 57, 74, 3, 0.5),
        "bleep": add_arpeggio("bleep", "0..2..1..3..2..1", 69, 88, level=0.5, ring=0.2),
        "roll": add_roll("drums", "snare", 0.5),
        "rise": add_riser("riser", 4),
        "boom": add_stroke("drums", "boom", 0.8),
    }
    song.perform_plan(
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


def compose_synthwave(piece: CataloguePiece) -> Song:
    """Compose synthwave: pulsing bass, gated snare, arpeggios, a synthesiser lead."""
    song = Song(piece, rit=0.15)
    song.room, song.room_level, song.lufs, song.tail_s = Room(2.2), 0.7, -13.0, 4.0
    song.low_db, song.high_db = -5.5, -16.5
    song.add_part("drums", "drums", -4, room=0.25, loose_s=0.001)
    song.add_part("bass", "synth bass", -10, duck=0.35, loose_s=0.001)
    song.add_part("arp", "pluck", -10, spread=0.5, room=0.3, echo=0.5, loose_s=0.002)
    song.add_part("pad", "supersaw", -20, room=0.45, duck=0.4, highs_hz=4500)
    song.add_part("warm", "warm pad", -15, room=0.4, duck=0.3)
    song.add_part("lead", "analog lead", -13, room=0.4, echo=0.4, loose_s=0.006)
    song.add_part("riser", "riser", -23, room=0.2)
    a = song.pick_one("i | bVI | bIII | bVII", "i | bVII | bVI | bVII", "bVI | bVII | i | i")
    b = song.pick_one("bVI | bVII | v | i", "iv | bVI | bIII | bVII", "bVI | bIII | iv | V")
    layers = {
        "bass": add_bass("bass", "R.RRR.RRR.RRR.R8", 33, 0.75, length=0.75),
        "low": add_bass("bass", "R-------R-------", 33, 0.7),
        "arp": add_arpeggio(
            "arp",
            song.pick_one("0123210301232103", "0120120120120123", "0213021302130213"),
            60,
            81,
            level=0.55,
            ring=0.25,
        ),
        "warm": add_pads("warm", 53, 74, 4, 0.6),
        "pad": add_pads("pad", 58, 77, 4, 0.6),
        "lead": add_melody("lead", "lyrical", 74, level=0.68),
        "leadb": add_melody("lead", "syncopated", 76, level=0.68, theme="b"),
        "kick": add_drums(
            "drums", {"kick": "x.......x.......", "hat": "..x...x...x...x."}, level=0.75, crash="", fills=False
        ),
        "full": add_drums(
            "drums",
            {
                "kick": "X...x...X...x.x.",
                "snare gated": "....X.......X...",
                "hat": "x.x.x.x.x.x.x.x.",
                "hat open": "..............x.",
            },
            level=0.85,
        ),
        "rise": add_riser("riser", 2),
        "boom": add_stroke("drums", "boom", 0.6),
    }
    song.perform_plan(
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


def compose_trap(piece: CataloguePiece) -> Song:
    """Compose trap: half-time drums with rolling hats, an 808 bass, bells, much reverb."""
    song = Song(piece, rit=0.0)
    song.room, song.room_level, song.lufs, song.tail_s = Room(2.0, treble=3500), 0.6, -13.0, 3.5
    song.low_db, song.high_db = -3.8, -18.0
    song.add_part("drums", "drums", -4, room=0.06, loose_s=0.001)
    song.add_part("sub", "sub bass", -7, loose_s=0.001)
    song.add_soloist("bells", "bells", "bell", -10, spread=0.5, room=0.5, echo=0.35, loose_s=0.006)
    song.add_part("pad", "breathing pad", -17, room=0.5, duck=0.3, lows_hz=150)
    song.add_part("lead", "voice ooh" if song.choose_option("voice", "") else "sine lead", -12, room=0.5, echo=0.4)
    song.add_part("pluck", "soft pluck", -10, spread=0.5, room=0.4, echo=0.3)
    song.add_part("riser", "riser", -24, room=0.3)
    a = song.pick_one("i | bVI | iv | V", "i | i | bVI | bVII", "i | bII | i | bVI")
    kick, low = song.pick_one(
        "X.....x...x.....x..x......x...../R-----R---R-----R--R------8-5---",
        "X..x......x.....X.....x...x..x../R--R------R-----R-----R---R--5--",
        "X.........x..x..X..x......x...../R---------R--R--R--R------8-----",
    ).split("/")
    hats = song.pick_one(
        "x.x.x.x.x.xxx.x.x.x.xxx.x.x.xxxx", "x.x.xxx.x.x.x.x.x.x.x.xxx.x.xxxx", "xxx.x.x.xxx.x.x.x.x.x.x.x.xxxxxx"
    )
    layers = {
        "bells": add_arpeggio(
            "bells",
            song.pick_one("0---2---1---3---", "0--1--2-..3-2---", "2---1--0--3-----"),
            67,
            84,
            level=0.55,
            ring=1.5,
        ),
        "pluck": add_arpeggio("pluck", "0.2.1.3.2.1.0.2.", 62, 81, level=0.45, ring=0.4),
        "pad": add_pads("pad", 55, 74, 4, 0.55),
        "sub": add_bass("sub", low, 29, 0.8, length=0.95),
        "lead": add_melody("lead", "syncopated", 72, level=0.6),
        "hats": add_drums(
            "drums", {"hat tight": "x...x...x...x...", "snap": "........x......."}, level=0.6, fills=False, crash=""
        ),
        "full": add_drums(
            "drums",
            {
                "kick 808": kick,
                "clap": "........X.......",
                "snare trap": "........X.......",
                "hat tight": hats,
                "hat open": "..............x.",
            },
            level=0.85,
            fills=False,
            crash="crash",
        ),
        "rise": add_riser("riser", 2),
        "boom": add_stroke("drums", "boom", 0.7),
    }
    song.perform_plan(
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

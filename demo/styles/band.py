"""Styles for a band: funk, rock, folk, jazz, bossa nova, dub."""

from __future__ import annotations

from demo.arrange import add_arpeggio, add_bass, add_comping, add_drums, add_pads, add_walking_bass
from demo.melody import add_melody
from demo.score import CataloguePiece, SectionPlan, Song
from demo.synth.effects import Room


def compose_funk(piece: CataloguePiece) -> Song:
    """Compose funk: slapped bass, muted guitar, brass stabs, electric piano or organ."""
    song = Song(piece, swing=0.54, swing_unit=0.5, rit=0.2)
    song.room, song.room_level, song.lufs, song.tail_s = Room(1.0), 0.5, -13.5, 2.0
    song.low_db, song.high_db = -6.0, -13.0
    song.add_part("bass", "slap bass", -5, room=0.04, loose_s=0.004)
    # Two guitars on two sides, without the bass's range: the scratching one is heard as rhythm only.
    song.add_part("guitar", "muted guitar", -4, pan=-0.45, room=0.12, loose_s=0.004, lows_hz=250)
    song.add_part("chords", "clean guitar", -10, pan=0.4, room=0.15, loose_s=0.005, lows_hz=250)
    song.add_part(
        "keys", song.choose_option("keys", "electric piano"), -12, spread=0.3, room=0.15, loose_s=0.006, wobble=1
    )
    song.add_part("brass", "brass stab", -13, pan=0.1, room=0.25, loose_s=0.004)
    song.add_part("lead", "brass stab", -10, pan=-0.05, room=0.25, loose_s=0.006)
    song.add_part("drums", "drums", -4, room=0.12, loose_s=0.004)
    if song.is_minor:
        a, b = song.pick_one("i7 | IV9", "i9 | i9 | IV9 | IV9", "i7 | bVII | IV9 | i7"), "bVI | bVII | i7 | i7"
        end = "bVII IV9 | i9"
    else:
        a, b = song.pick_one("I | bVII | IV | I", "I9 | IV9 | I9 | V9", "I | vi7 | ii7 | V9"), "IV | V | iii7 | vi7"
        end = "IV V9 | I9"
    layers = {
        "bass": add_bass(
            "bass", song.pick_one("R..R..8.R.5.7.a.", "R.8R..R.5.7.8.R.", "R.R...8.R..75.8a"), 33, 0.78, length=0.7
        ),
        "guitar": add_comping("guitar", "oox.oxooxoox.oxo", 60, 76, 3, 0.6),
        "chords": add_comping(
            "chords", song.pick_one("..x...x..x....x.", "....x..x....x.x.", "..x..x....x..x.."), 60, 77, 3, 0.6
        ),
        "keys": add_comping("keys", "x-----x-..x-----", 57, 76, 4, 0.55),
        "brass": add_comping(
            "brass", song.pick_one("X..x..........x.", "......x.X.......", "X.x.......x.x..."), 60, 79, 4, 0.7
        ),
        "lead": add_melody("lead", "syncopated", 72, level=0.65, legato=0.7, rest=2),
        "hats": add_drums(
            "drums", {"hat tight": "x.oxx.oxx.oxx.ox", "snap": "....x.......x..."}, level=0.7, fills=False, crash=""
        ),
        "full": add_drums(
            "drums",
            {
                "kick": "X..x..x...X..x..",
                "snare": "....X..o.o..X..o",
                "hat tight": "x.xox.xox.xox.x.",
                "hat open": "..............x.",
                "tambourine": "....x.......x...",
            },
            level=0.85,
        ),
    }
    song.perform_plan(
        [
            SectionPlan("intro", 2, 0.4, a, "guitar hats"),
            SectionPlan("build", 4, 0.6, a, "guitar bass full"),
            SectionPlan("main", 8, 0.8, a, "guitar chords bass full keys lead"),
            SectionPlan("break", 4, 0.5, b, "keys bass hats chords"),
            SectionPlan("main", 8, 0.9, a, "guitar chords bass full keys brass lead"),
            SectionPlan("ending", 2, 0.75, end, "guitar bass full brass keys"),
        ],
        layers,
    )
    return song


def compose_rock(piece: CataloguePiece) -> Song:
    """Compose rock: two overdriven guitars, bass, drums; a guitar solo over the last main part."""
    song = Song(piece, rit=0.25)
    song.room, song.room_level, song.lufs, song.tail_s = Room(1.3), 0.45, -12.5, 2.8
    song.low_db, song.high_db = -6.0, -13.0
    # Two takes, not a copy: their timing differs, which is what makes a pair of guitars wide.
    song.add_part("left", "guitar overdriven", -11, pan=-0.75, room=0.12, loose_s=0.006)
    song.add_part("right", "guitar overdriven", -11, pan=0.75, room=0.12, loose_s=0.009)
    song.add_part("chug", "guitar chug", -6, pan=-0.5, room=0.1, loose_s=0.005)
    song.add_part("chug two", "guitar chug", -8, pan=0.5, room=0.1, loose_s=0.007)
    song.add_part("clean", "clean guitar", -4, pan=0.3, room=0.3, echo=0.2)
    song.add_part("bass", "finger bass", -7, room=0.03, loose_s=0.005)
    # Only the lead gets much room and echo; on rhythm guitars they would blur the riff.
    song.add_part("solo", "guitar lead", -7, room=0.35, echo=0.35, loose_s=0.008)
    song.add_part("drums", "drums", -3, room=0.2, loose_s=0.005)
    if song.is_minor:
        a = song.pick_one("i5 | bVI5 | bIII5 | bVII5", "i5 | bVII5 | bVI5 | bVII5", "i5 | i5 | bVI5 | bVII5")
        b, end = song.pick_one("bVI5 | bVII5 | i5 | i5", "iv5 | bVI5 | bIII5 | bVII5"), "bVI5 bVII5 | i5"
    else:
        a, b, end = song.pick_one("I5 | bVII5 | IV5 | I5", "I5 | V5 | vi5 | IV5"), "IV5 | V5 | vi5 | V5", "IV5 V5 | I5"
    power = song.pick_one("X---x-x-x---x-x-", "X-----x-x-x-x---", "X-x-..x-X-x-x-x-")
    layers = {
        "left": add_bass("left", power.replace("X", "R").replace("x", "R"), 40, 0.75, length=0.98),
        "right": add_bass("right", power.replace("X", "R").replace("x", "R"), 40, 0.75, length=0.98),
        "ringl": add_bass("left", "R---------------", 40, 0.8),
        "ringr": add_bass("right", "R-------R-------", 40, 0.8),
        "chug": add_bass("chug", "R.R.R.R.R.R.R.R.", 40, 0.7),
        "chug2": add_bass("chug two", "R.RRR.RRR.RRR.RR", 40, 0.7),
        "clean": add_arpeggio("clean", "0-1-2-1-0-2-1-2-", 57, 76, level=0.55, ring=1),
        "bass": add_bass("bass", "R-R-R-R-R-R-R-Ra", 28, 0.75, length=0.9),
        "solo": add_melody("solo", "bright" if piece.tempo > 125 else "lyrical", 69, level=0.75),
        "half": add_drums(
            "drums", {"kick rock": "X.......x.......", "hat open": "x...x...x...x..."}, level=0.75, crash=""
        ),
        "full": add_drums(
            "drums",
            {
                "kick rock": song.pick_one("X.....x.X.......", "X..x....X.x.....", "X.x.....X.x...x."),
                "snare rock": "....X.......X...",
                "hat": "x.x.x.x.x.x.x.x.",
            },
            level=0.85,
        ),
        "ride": add_drums(
            "drums",
            {"kick rock": "X.x...x.X.x...x.", "snare rock": "....X.......X...", "ride": "x.x.x.x.x.x.x.x."},
            level=0.9,
        ),
    }
    song.perform_plan(
        [
            SectionPlan("intro", 4, 0.5, a, "clean half" if piece.tempo < 125 else "chug half"),
            SectionPlan("main", 8, 0.75, a, "chug chug2 bass full"),
            SectionPlan("build", 4, 0.85, b, "left right bass full"),
            SectionPlan("break", 4, 0.5, a, "clean half bass"),
            SectionPlan("main", 8, 0.95, a, "left right bass ride solo"),
            SectionPlan("ending", 3, 0.9, end, "left right bass ride"),
        ],
        layers,
    )
    return song


def compose_folk(piece: CataloguePiece) -> Song:
    """Compose folk: a picked and a strummed guitar, double bass, a flute or another soloist; in three or four."""
    # One piece of the set is in three, and every pattern below has its version for it.
    meter = 3 if _is_in_three(piece) else 4
    song = Song(piece, meter=meter, rit=0.4)
    song.room, song.room_level, song.lufs, song.tail_s = Room(1.1, treble=5000), 0.5, -16.5, 3.0
    song.add_part("pick", "steel guitar", -6, pan=-0.3, spread=0.2, room=0.18, loose_s=0.01)
    song.add_part("strum", "steel guitar", -11, pan=0.4, room=0.18, loose_s=0.008)
    song.add_part("bass", "double bass", -8, pan=0.05, room=0.1, loose_s=0.008)
    song.add_soloist("lead", "lead", "flute", -17, pan=0.15, room=0.4, loose_s=0.015)
    song.add_part("hands", "drums", -1, room=0.15, loose_s=0.008)
    if song.is_minor:
        a = song.pick_one("i | bVII | bVI | bVII", "i | bIII | bVII | iv", "i | bVI | bIII | bVII")
        b, end = "bIII | bVII | iv | i", "bVI | bVII | i | i"
    else:
        a = song.pick_one("I | IV | I | V", "I | V/3 | vi | IV", "I | Isus4 | IV | Iadd9")
        b, end = song.pick_one("vi | IV | I | V", "IV | I | ii | V"), "IV | V | I | I"
    three = meter == 3
    layers = {
        "pick": add_arpeggio(
            "pick",
            "0-2-1-3-2-1-" if three else song.pick_one("0-2-1-3-0-2-3-1-", "0-2-3-1-2-3-1-2-", "0-1-2-3-2-1-2-1-"),
            48,
            69,
            level=0.6,
            ring=1.5,
        ),
        "thumb": add_bass("pick", "R-----5-----" if three else "R---5---R---5---", 40, 0.6, length=1.2),
        "strum": add_comping("strum", "X---x-xox-xo" if three else "X---x-xo..xox-xo", 52, 76, 5, 0.55, strum_s=0.012),
        "bass": add_bass("bass", "R-------5---" if three else "R-----R-5-----a-", 33, 0.7),
        "lead": add_melody(
            "lead",
            "waltz" if three else "lyrical",
            74 if "hum" not in song.choose_option("lead", "") else 65,
            level=0.6,
        ),
        "leadb": add_melody(
            "lead",
            "waltz" if three else "lyrical",
            77 if "hum" not in song.choose_option("lead", "") else 67,
            level=0.62,
            theme="b",
        ),
        "tap": add_drums(
            "hands",
            {"cajon": "X...........", "shaker": "x.o.x.o.x.o."}
            if three
            else {"cajon": "X.....x.........", "snap": "............o...", "shaker": "x.o.x.o.x.o.x.o."},
            level=0.6,
            fills=False,
            crash="",
            final="cajon",
        ),
    }
    song.perform_plan(
        [
            SectionPlan("intro", 4, 0.25, a, "pick thumb"),
            SectionPlan("main", 8, 0.4, a, "pick thumb bass lead"),
            SectionPlan("build", 8, 0.55, b, "pick strum bass tap leadb"),
            SectionPlan("break", 2 if not three else 4, 0.3, a, "pick thumb"),
            SectionPlan("ending", 4, 0.4, end, "pick strum bass tap lead"),
        ],
        layers,
    )
    return song


def _is_in_three(piece: CataloguePiece) -> bool:
    """Whether the catalogue entry asks for three beats in a bar."""
    return piece.options.get("meter", "4") == "3"


def compose_jazz(piece: CataloguePiece) -> Song:
    """Compose jazz for a trio: walking bass, ride or brushes, piano; a piano or another soloist."""
    # Close to triplets (0.67); faster pieces swing less, and 0.64 suits both.
    song = Song(piece, swing=0.64, rit=0.35)
    song.room, song.room_level, song.lufs, song.tail_s = Room(1.3, treble=4500), 0.5, -16.5, 2.5
    song.low_db, song.high_db = -7.0, -16.0
    song.add_part("bass", "double bass", -8, pan=-0.1, room=0.12, loose_s=0.007)
    song.add_part("comp", "piano", -13, pan=0.2, spread=0.3, room=0.2, loose_s=0.009)
    song.add_soloist("solo", "lead", "piano", -6, pan=0.1, spread=0.3, room=0.25, loose_s=0.01)
    song.add_part("drums", "drums", -4, room=0.15, loose_s=0.006)
    if song.is_minor:
        a = song.pick_one(
            "i7 | iih7 V7b9 | i7 | iih7 V7b9",
            "i6 | i6 | iv7 | bVII9 | bIIImaj7 | bVImaj7 | iih7 | V7b9",
            "i7 | iv7 | iih7 V7b9 | i6",
        )
        b, end = "iv7 | bVII9 | bIIImaj7 | bVImaj7 | iv7 | iih7 | V7b9 | V7b9", "iih7 V7b9 | i6"
    else:
        a = song.pick_one(
            "Imaj7 VI7 | ii7 V7 | iii7 VI7 | ii7 V7", "Imaj7 | vi7 | ii7 | V13", "Imaj7 | IVmaj7 | iii7 VI7 | ii7 V7"
        )
        b, end = "IVmaj7 | iv7 bVII9 | iii7 | VI7 | ii7 | II9 | ii7 | V13", "ii7 V13 | I69"
    # Ballads are played with brushes.
    brushes = piece.tempo < 110
    ride = {
        "brush": "x-..x-..x-..x-..",
        "brush tap": "....x..o....x..o",
        "kick soft": "o.......o.......",
        "hat foot": "....x.......x...",
    }
    sticks = {
        "ride": "X...X.x.X...X.x.",
        "hat foot": "....x.......x...",
        "kick soft": "o...o...o...o...",
        "snare": "......o.......o.",
    }
    layers = {
        "walk": add_walking_bass("bass", 31, 0.72),
        "two": add_bass("bass", "R-------5-------", 33, 0.7),
        "comp": add_comping(
            "comp", song.pick_one("..x-......x-....", "x--x-.........x-", "......x-..x-...."), 55, 74, 4, 0.5
        ),
        "head": add_melody("solo", "jazz", 74, level=0.62, legato=0.85),
        "solo": add_melody("solo", "jazz", 78, level=0.66, legato=0.85, theme="b"),
        "drums": add_drums("drums", ride if brushes else sticks, level=0.75, fills=not brushes, crash="", final="kick"),
    }
    plans = [
        SectionPlan("intro", 4, 0.3, a, "two drums"),
        SectionPlan("main", 8, 0.45, a, "walk drums comp head"),
        SectionPlan("build", 8, 0.6, b, "walk drums comp solo"),
        SectionPlan("main", 8, 0.5, a, "walk drums comp head"),
        SectionPlan("ending", 2, 0.35, end, "two drums comp head"),
    ]
    if brushes:  # slow: once through the form is long enough
        del plans[3]
    song.perform_plan(plans, layers)
    return song


def compose_bossa(piece: CataloguePiece) -> Song:
    """Compose bossa nova: nylon guitar, soft percussion, a wordless voice or a flute."""
    song = Song(piece, rit=0.35)
    song.room, song.room_level, song.lufs, song.tail_s = Room(1.4, treble=4500), 0.5, -16.5, 2.8
    song.add_part("guitar", "nylon guitar", -7, pan=-0.25, room=0.18, loose_s=0.007)
    song.add_part("bass", "double bass", -9, room=0.08, loose_s=0.006)
    song.add_soloist("lead", "lead", "voice ooh", -7, pan=0.05, room=0.4, loose_s=0.014)
    song.add_part("reply", "flute", -21, pan=0.3, room=0.4, loose_s=0.012)
    song.add_part("keys", "electric piano", -18, pan=0.3, room=0.3, wobble=1)
    song.add_part("drums", "drums", -3, room=0.15, loose_s=0.005)
    if song.is_minor:
        a, b, end = (
            "i7 | i7 | iih7 | V7b9 | i7 | iv7 | V7b9 | i7",
            "bIIImaj7 | bVII9 | bVImaj7 | V7b9",
            "iih7 V7b9 | i6",
        )
    else:
        a = song.pick_one(
            "Imaj7 | Imaj7 | II9 | II9 | ii7 | V13 | Imaj7 | V7b9",
            "Imaj9 | iii7 | ii9 | V13",
            "Imaj7 | VI7 | ii7 | V13",
        )
        b, end = "IVmaj7 | iv7 | iii7 | VI7 | ii7 | V13 | Imaj7 | V13", "ii9 V13 | Imaj9"
    layers = {
        "guitar": add_comping(
            "guitar",
            song.pick_one(
                "x---..x-x---..x-x---x---x-..x---",
                "x-..x---x-..x-x-x---x-..x---x---",
                "x---..x-x---x---x---..x-..x-x---",
            ),
            52,
            71,
            4,
            0.58,
            strum_s=0.006,
        ),
        "bass": add_bass("bass", "R-----5-R-----5-", 33, 0.7, length=0.9),
        "lead": add_melody("lead", "lyrical", 69 if "voice" in song.choose_option("lead", "voice") else 76, level=0.62),
        "leadb": add_melody(
            "lead", "syncopated", 71 if "voice" in song.choose_option("lead", "voice") else 77, level=0.62, theme="b"
        ),
        "reply": add_melody("reply", "lyrical", 79, level=0.5, theme="c", rest=2, answer="late"),
        "keys": add_pads("keys", 57, 74, 3, 0.5),
        "clave": add_drums(
            "drums",
            {"rim": "x.....o.....o.......x.....x.....", "shaker": "X.o.X.o.X.o.X.o.", "kick soft": "X...o...X...o.o."},
            level=0.62,
            fills=False,
            crash="",
            final="kick",
        ),
        "shake": add_drums("drums", {"shaker": "X.o.x.o.X.o.x.o."}, level=0.6, fills=False, crash="", final="shaker"),
    }
    song.perform_plan(
        [
            SectionPlan("intro", 4, 0.25, a, "guitar shake"),
            SectionPlan("main", 8, 0.4, a, "guitar bass clave lead"),
            SectionPlan("build", 8, 0.5, b, "guitar bass clave leadb keys reply"),
            SectionPlan("main", 8, 0.45, a, "guitar bass clave lead keys reply"),
            SectionPlan(
                "ending", 3, 0.3, "Imaj7 | " + end if not song.is_minor else "i7 | " + end, "guitar bass clave lead"
            ),
        ],
        layers,
    )
    return song


def compose_dub(piece: CataloguePiece) -> Song:
    """Compose dub: heavy bass, off-beat chords, long echoes."""
    song = Song(piece, swing=0.55, rit=0.2)
    song.room, song.room_level, song.lufs, song.tail_s = Room(2.2, treble=3200), 0.6, -14.5, 4.5
    song.low_db, song.high_db = -4.0, -19.0
    song.add_part("bass", "dub bass", -11, loose_s=0.006)
    song.add_part("skank", "clean guitar", -8, pan=-0.3, room=0.25, loose_s=0.005, lows_hz=300)
    song.add_part("organ", "organ stab", -17, pan=0.35, room=0.2, loose_s=0.006, wobble=1)
    song.add_part("dub", "clean guitar", -14, pan=0.2, room=0.5, echo=1.1, lows_hz=400)
    song.add_soloist("lead", "lead", "melodica", -14, pan=0.1, room=0.4, echo=0.5, loose_s=0.014)
    song.add_part("drums", "drums", 1, room=0.25, echo=0.06, loose_s=0.006)
    if song.is_minor:
        a = song.pick_one("i | iv", "i | bVII", "i | i | iv | v")
    else:
        a = song.pick_one("I | ii", "I | IV", "I | vi | IV | V")
    end = "iv v | i" if song.is_minor else "IV V | I"
    one_drop = {
        "kick": "........X.......",
        "rim": "........X.....o.",
        "snare": "........x.......",
        "hat": "x.x.x.x.x.x.x.xo",
        "shaker": "..x...x...x...x.",
    }
    steppers = {
        "kick": "X...X...X...X...",
        "rim": "........X...o...",
        "snare": "........x.......",
        "hat": "..x...x...x...xo",
    }
    layers = {
        "bass": add_bass(
            "bass", song.pick_one("R--R--5-..R-R-5-", "R---..R-5-3-R---", "R-R-..5-R---8-5-"), 28, 0.8, length=0.85
        ),
        "skank": add_comping("skank", "..x...x...x...x.", 60, 76, 3, 0.6),
        "organ": add_comping("organ", "..x.x.x...x.x.x.", 57, 72, 3, 0.5),
        "dub": add_comping("dub", "......x.................x.......", 62, 79, 3, 0.6),
        "lead": add_melody("lead", "lyrical", 74, level=0.6, rest=1),
        "one": add_drums("drums", one_drop, level=0.85),
        "step": add_drums("drums", steppers, level=0.85),
        "bare": add_drums(
            "drums", {"rim": "........x.......", "hat": "x.x.x.x.x.x.x.x."}, level=0.7, fills=False, crash=""
        ),
    }
    song.perform_plan(
        [
            SectionPlan("intro", 2, 0.35, a, "skank bare dub"),
            SectionPlan("main", 6, 0.55, a, "bass skank organ one"),
            SectionPlan("build", 4, 0.65, a, "bass skank organ step lead"),
            SectionPlan("break", 4, 0.4, a, "bass bare dub"),
            SectionPlan("main", 6, 0.65, a, "bass skank organ step lead dub"),
            SectionPlan("ending", 2, 0.5, end, "bass skank organ one"),
        ],
        layers,
    )
    return song

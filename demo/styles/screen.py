"""Styles for films and advertisements: epic, suspense, uplifting, playful, waltz."""

from __future__ import annotations

from demo.arrange import (
    add_arpeggio,
    add_bass,
    add_comping,
    add_drone,
    add_drums,
    add_pads,
    add_riser,
    add_roll,
    add_stroke,
)
from demo.melody import add_melody
from demo.score import CataloguePiece, SectionPlan, Song
from demo.synth.effects import Room


def compose_epic(piece: CataloguePiece) -> Song:
    """Compose an orchestral march: ostinato strings, horns, drums, and a choir where the entry asks for voices."""
    song = Song(piece, rit=0.35)
    song.room, song.room_level, song.lufs, song.tail_s = Room(2.8, 0.025, 5000), 0.85, -13.5, 4.0
    song.low_db, song.high_db = -6.0, -18.5
    # Seats of an orchestra: violins left, low strings right, horns a little left of the middle, brass right.
    song.add_part("ostinato", "strings short", -8, pan=-0.2, spread=0.2, room=0.35)
    song.add_part("low", "low strings", -9, pan=0.25, room=0.3)
    song.add_part("horns", "horns", -7, pan=-0.1, room=0.45, loose_s=0.012)
    song.add_part("brass", "brass", -13, pan=0.2, room=0.4, loose_s=0.01)
    song.add_part("high", "strings", -10, pan=-0.3, room=0.45, loose_s=0.012)
    song.add_part("pad", "strings slow", -16, room=0.5)
    # Singers never begin together to the millisecond.
    song.add_part("choir", "choir", -7, room=0.6, loose_s=0.02)
    song.add_part("drums", "drums", -6, room=0.35, loose_s=0.006)
    song.add_part("riser", "riser", -24, room=0.3)
    if song.is_minor:
        a = song.pick_one("i | bVI | bIII | bVII", "i | bVII | bVI | V", "i | iv | bVI | bVII")
        b = song.pick_one("bVI | bVII | i | i", "bVI | bIII | bVII | i", "iv | bVI | i | V")
        end = "bVI | bVII | i | i"
    else:
        a = song.pick_one("I | V | vi | IV", "I | bVII | IV | I", "I | iii | IV | V")
        b, end = "vi | IV | I | V", "bVI | bVII | I | I"
    # Only pieces whose catalogue row asks for voices get them: a style has both kinds.
    sung = " choir" if song.choose_option("voice", "") else ""
    march = {"taiko": "X..x..x.X.x.x.x.", "taiko high": "....x.......x.xx", "snare march": "....o.o.x...o.oo"}
    layers = {
        "ostinato": add_arpeggio(
            "ostinato",
            song.pick_one("0121012101210121", "0102010201020132", "0012001200120012"),
            50,
            69,
            level=0.6,
            ring=0.25,
        ),
        "low": add_bass("low", "R---------------", 36, 0.65),
        "pulse": add_bass("low", "R.RRR.RRR.RRR.RR", 36, 0.62, length=0.8),
        "pad": add_pads("pad", 52, 74, 4, 0.6),
        "horns": add_melody("horns", "stately", 62, level=0.75),
        "high": add_melody("high", "stately", 79, level=0.7, double=-12),
        "brass": add_comping("brass", "X-----x-X-------", 48, 67, 4, 0.7),
        "choir": add_pads("choir", 57, 77, 4, 0.7),
        "soft": add_drums("drums", {"taiko": "X.......x......."}, level=0.6, fills=False, crash=""),
        "march": add_drums("drums", march, level=0.85, fills=False, final="taiko"),
        "roll": add_roll("drums", "snare march", 0.55),
        "rise": add_riser("riser"),
        "boom": add_stroke("drums", "boom", 0.9),
    }
    song.perform_plan(
        [
            SectionPlan("intro", 4, 0.35, a, "pad soft low ostinato"),
            SectionPlan("build", 8, 0.6, a, "ostinato low pad horns soft roll rise"),
            SectionPlan("main", 8, 0.95, a, "boom ostinato pulse high brass march pad" + sung),
            SectionPlan("main", 4, 1.0, b, "pulse ostinato horns high brass march" + sung),
            SectionPlan("ending", 4, 0.85, end, "boom pulse high brass march pad" + sung),
        ],
        layers,
    )
    return song


def compose_suspense(piece: CataloguePiece) -> Song:
    """Compose suspense: a pulse, a ticking clock, held high notes, low accents."""
    song = Song(piece, rit=0.0)
    song.room, song.room_level, song.lufs, song.tail_s = Room(3.2, 0.03, 3200), 0.8, -16.5, 4.5
    song.low_db, song.high_db = -5.0, -21.0
    song.echo_beats = 0.75
    # The pulse stays dark, so that clock and stabs are heard above it.
    song.add_part("pulse", "synth bass", -11, room=0.1, highs_hz=900)
    song.add_part("drone", "drone", -14, room=0.4)
    song.add_part("high", "strings slow", -20, pan=0.2, room=0.6)
    song.add_part("stabs", "pizzicato", -8, spread=0.6, room=0.5, echo=0.4)
    song.add_part("low", "low strings", -15, pan=-0.2, room=0.4)
    song.add_part("drums", "drums", -8, room=0.4)
    song.add_part("piano", "piano", -10, spread=0.5, room=0.8, echo=0.5, loose_s=0.01)
    song.add_part("riser", "riser", -20, room=0.4)
    a = song.pick_one("i | i | bVI | i", "i | bII | i | bII", "i | io | bVI | V")
    layers = {
        "pulse": add_bass("pulse", "RR.RRR.RRR.RRR.R", 36, 0.6, length=0.7),
        "drone": add_drone("drone", 0, 36, 0.6),
        # A held high pair far above the low drone: the wide gap is what makes it tense.
        "high": add_pads("high", 74, 91, 2, 0.5),
        "stabs": add_arpeggio(
            "stabs",
            song.pick_one("..0.....1..2....", "0.....1.....2.1.", "....0..1......2."),
            60,
            79,
            level=0.6,
            ring=0.4,
        ),
        "low": add_comping("low", "X---....x---....", 41, 58, 2, 0.65),
        "hits": add_comping("low", "X-..X-....X-....", 41, 58, 3, 0.75),
        "clock": add_drums("drums", {"tick": "x...o...x...o..."}, level=0.5, fills=False, crash="", final="tick"),
        "heart": add_drums("drums", {"kick soft": "X..x............"}, level=0.8, fills=False, crash="", final="kick"),
        "drive": add_drums(
            "drums",
            {"taiko": "X.......X..x....", "tick": "x.x.x.x.x.x.x.x.", "taiko high": "..............xx"},
            level=0.75,
            fills=False,
            crash="",
            final="taiko",
        ),
        "piano": add_melody("piano", "sparse", 72, level=0.55),
        "rise": add_riser("riser", 4),
        "boom": add_stroke("drums", "boom", 0.9),
        "last": add_stroke("drums", "boom", 1.0, "end"),
    }
    song.perform_plan(
        [
            SectionPlan("intro", 4, 0.2, a, "drone clock"),
            SectionPlan("build", 8, 0.4, a, "drone clock heart pulse piano"),
            SectionPlan("main", 8, 0.7, a, "boom pulse drive low high stabs"),
            SectionPlan("break", 4, 0.3, "i | bII | i | V", "clock high piano rise"),
            SectionPlan("main", 6, 0.85, a, "boom pulse drive hits high stabs"),
            SectionPlan("ending", 2, 0.5, "i | i", "boom drone high last"),
        ],
        layers,
    )
    return song


def compose_uplifting(piece: CataloguePiece) -> Song:
    """Compose uplifting pop: muted guitars, piano chords, claps, a glockenspiel."""
    song = Song(piece, rit=0.3)
    song.room, song.room_level, song.lufs, song.tail_s = Room(1.6), 0.7, -14.5, 3.0
    song.low_db, song.high_db = -7.0, -15.0
    song.add_part("mute", "muted guitar", -6, pan=-0.35, room=0.2, echo=0.3)
    song.add_part("pluck", "muted guitar", -5, pan=0.35, room=0.2, echo=0.2)
    song.add_part("piano", "piano", -13, spread=0.5, room=0.25)
    song.add_part("bass", "finger bass", -8, room=0.03)
    song.add_part("pad", "strings", -17, room=0.5)
    song.add_part("bells", "glockenspiel", -17, pan=0.25, room=0.5, echo=0.25)
    song.add_part("lead", "piano", -7, spread=0.4, room=0.3)
    song.add_part("drums", "drums", -5, room=0.12)
    a = song.pick_one("I | V | vi | IV", "I | IV | vi | V", "IV | I | V | vi")
    b = song.pick_one("IV | V | vi | I/3", "vi | IV | I | V", "ii7 | IV | I | V")
    layers = {
        "mute": add_arpeggio("mute", "0.2.1.2.0.2.1.2.", 60, 76, level=0.6, ring=0.25),
        "pluck": add_arpeggio("pluck", "..3...2...3.4.3.", 64, 81, level=0.5, ring=0.25),
        "piano": add_comping("piano", "x-----x-----x---", 55, 74, 4, 0.55),
        "drive": add_comping("piano", "X-x-x-x-X-x-x-x-", 55, 74, 4, 0.55),
        "bass": add_bass("bass", "R-.RR-.RR-.RR-RR", 33, 0.7),
        "low": add_bass("bass", "R---------------", 33, 0.65),
        "pad": add_pads("pad", 57, 77, 4, 0.55),
        "bells": add_melody("bells", "bright", 84, level=0.5, rest=1),
        "lead": add_melody("lead", "bright", 74, level=0.65),
        "kick": add_drums("drums", {"kick": "x...x...x...x...", "shaker": "o.x.o.x.o.x.o.x."}, level=0.7, crash=""),
        "full": add_drums(
            "drums",
            {
                "kick": "X...x...X...x.x.",
                "clap": "....X.......X...",
                "snare": "....x.......x...",
                "tambourine": "x.x.X.x.x.x.X.x.",
            },
            level=0.8,
        ),
    }
    song.perform_plan(
        [
            SectionPlan("intro", 4, 0.3, a, "mute piano"),
            SectionPlan("build", 8, 0.5, a, "mute pluck low kick piano lead"),
            SectionPlan("main", 8, 0.8, a, "mute pluck bass full drive pad bells lead"),
            SectionPlan("break", 4, 0.4, b, "pad piano bells low"),
            SectionPlan("main", 8, 0.85, a, "mute pluck bass full drive pad lead bells"),
            SectionPlan("ending", 2, 0.5, "IV V | I", "piano low pad lead kick"),
        ],
        layers,
    )
    return song


def compose_playful(piece: CataloguePiece) -> Song:
    """Compose comedy music: pizzicato strings, marimba, clarinet, wood blocks."""
    # Every other piece has a lilt, the rest are straight.
    song = Song(piece, rit=0.5, swing=0.5 if piece.seed % 2 else 0.6)
    song.room, song.room_level, song.lufs, song.tail_s = Room(1.1), 0.6, -16.0, 2.2
    song.add_part("pizz", "pizzicato", -7, pan=-0.15, spread=0.4, room=0.3)
    song.add_part("marimba", "marimba", -13, pan=0.2, spread=0.6, room=0.25)
    song.add_soloist("tune", "lead", "clarinet", -14, pan=0.05, room=0.3)
    song.add_part("reply", "xylophone", -11, pan=0.35, room=0.3)
    song.add_part("bass", "pizzicato", -4, pan=0.45, spread=0.2, room=0.2)
    song.add_part("drums", "drums", -5, room=0.2)
    a = song.pick_one("I | V7 | V7 | I", "I | vi | ii7 | V7", "I VI7 | ii7 V7 | I VI7 | ii7 V7")
    b = song.pick_one("IV | I | II7 | V7", "vi | II7 | V7 | I", "IV | io7 | I/5 VI7 | II7 V7")
    layers = {
        "oom": add_bass("bass", "R.......5.......", 40, 0.75, length=2.0),
        "pah": add_comping("pizz", "....x.......x...", 57, 74, 3, 0.6),
        "pick": add_arpeggio("marimba", "0.1.2.1.0.1.2.3.", 57, 76, level=0.5, ring=0.4),
        "tune": add_melody("tune", "busy" if piece.seed % 2 else "bright", 74, level=0.6, legato=0.6),
        "both": add_melody("reply", "busy" if piece.seed % 2 else "bright", 86, level=0.5, legato=0.6),
        # Answers in the bars that the tune leaves free.
        "reply": add_melody("reply", "busy", 84, level=0.5, theme="b", rest=1, answer="late"),
        "tip": add_drums(
            "drums",
            {"block": "x.......x.......", "block low": "....x.......x.x."},
            level=0.6,
            fills=False,
            crash="",
            final="block",
        ),
        "more": add_drums(
            "drums",
            {"kick soft": "x.......x.......", "snare march": "....o..o....o.oo", "triangle": "........x......."},
            level=0.7,
            fills=False,
            crash="",
            final="kick",
        ),
    }
    song.perform_plan(
        [
            SectionPlan("intro", 2, 0.3, a, "oom tip"),
            SectionPlan("main", 8, 0.5, a, "oom pah tip tune"),
            SectionPlan("build", 8, 0.6, b, "oom pah pick more reply tune"),
            SectionPlan("break", 2, 0.3, a, "pick tip"),
            SectionPlan("main", 8, 0.7, a, "oom pah pick tip more tune both"),
            SectionPlan("ending", 2, 0.6, "ii7 V7 | I", "oom pah pick more tune"),
        ],
        layers,
    )
    return song


def compose_waltz(piece: CataloguePiece) -> Song:
    """Compose a romantic waltz: a solo instrument, strings, piano, harp."""
    song = Song(piece, meter=3, rit=0.5)
    song.room, song.room_level, song.lufs, song.tail_s = Room(2.0, treble=4500), 0.75, -16.5, 3.5
    song.add_soloist("lead", "lead", "violin", -13, pan=-0.15, room=0.4, loose_s=0.012)
    song.add_part("second", "flute", -18, pan=0.25, room=0.45, loose_s=0.012)
    song.add_part("piano", "piano", -9, spread=0.5, room=0.3, loose_s=0.008)
    song.add_part("bass", "double bass", -5, pan=0.1, room=0.2)
    song.add_part("strings", "strings", -15, room=0.45)
    song.add_part("harp", "harp", -12, spread=0.7, room=0.4)
    if song.is_minor:
        a = song.pick_one("i | i | iv | iv | V7 | V7 | i | i", "i | V7/3 | iv/3 | V7 | bVI | bIII | iv | V7")
        b = song.pick_one("bIII | bIII | bVII | bVII | iv | i | V7 | i", "bVI | bVI | bIII | bIII | iv | i | V7 | V7")
        end = "iv | V7 | i | i"
    else:
        a = song.pick_one("I | I | ii7 | ii7 | V7 | V7 | I | I", "I | iii | vi | II7 | ii7 | V7 | I | V7")
        b = song.pick_one("vi | vi | iii | iii | IV | I/3 | II7 | V7", "IV | iv | I/5 | VI7 | ii7 | V7 | I | I")
        end = "ii7 | V7 | I | I"
    feel = "waltz" if piece.tempo < 130 else "waltz bright"
    layers = {
        # Bass on one, chords on two and three.
        "oom": add_bass("bass", "R-----------", 36, 0.7, length=0.6),
        "pah": add_comping("piano", "....x-..x-..", 57, 74, 3, 0.45),
        "roll": add_arpeggio("harp", "0-1-2-3-2-1-", 55, 77, level=0.45, ring=1.5),
        "lead": add_melody("lead", feel, 76, level=0.62),
        "high": add_melody("lead", feel, 81, level=0.68),
        "second": add_melody("second", feel, 79, level=0.55, theme="b"),
        "strings": add_pads("strings", 55, 74, 4, 0.5),
    }
    song.perform_plan(
        [
            SectionPlan("intro", 4, 0.2, a, "oom pah"),
            SectionPlan("main", 8, 0.4, a, "oom pah lead"),
            SectionPlan("build", 8, 0.5, b, "oom pah roll second strings"),
            SectionPlan("main", 8, 0.65, a, "oom pah roll high strings second"),
            SectionPlan("ending", 4, 0.35, end, "oom pah lead strings roll"),
        ],
        layers,
    )
    return song

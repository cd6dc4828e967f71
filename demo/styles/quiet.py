"""Calm styles: solo piano, ambient, choral, sad strings."""

from __future__ import annotations

from demo.arrange import add_arpeggio, add_bass, add_drone, add_pads
from demo.melody import add_melody
from demo.score import CataloguePiece, Layer, ScoreBar, SectionPlan, Song
from demo.synth.effects import Room


def compose_solo_piano(piece: CataloguePiece) -> Song:
    """Compose for a felt piano: broken chords in the left hand, a theme in the right."""
    song = Song(piece, rit=0.45)
    song.room, song.room_level, song.lufs, song.tail_s = Room(2.2, treble=3500), 0.8, -19.0, 4.0
    song.low_db, song.high_db = -9.0, -24.0
    song.add_part("left", "felt piano", -13, spread=0.5, room=0.35, loose_s=0.012)
    # The same piano as a part of its own: its low notes stay in one place while those of the hands are spread.
    song.add_part("bass", "felt piano", -10, pan=-0.2, room=0.3, loose_s=0.01)
    song.add_part("right", "felt piano", -5, pan=0.1, spread=0.4, room=0.45, loose_s=0.014)
    # 16 dB and more under the piano: noticed when it is gone.
    song.add_part("air", "strings slow", -29, room=0.6, lows_hz=180)
    if song.is_minor:
        a = song.pick_one("i | bVI | bIII | bVII", "i | iv7 | bVII | bIIImaj7", "i | v | bVImaj7 | bIII")
        b = song.pick_one("bVImaj7 | bVII | i | i", "iv | i | bVI | Vsus4 V", "iv7 | bVII | bIIImaj7 | V")
        end = "bVI | iv6 | i | i"
    else:
        a = song.pick_one("I | V/3 | vi7 | IVmaj7", "Iadd9 | iii7 | vi7 | IVadd9", "Imaj7 | IVmaj7 | Imaj7 | vsus4 I7")
        b = song.pick_one("IV | V | iii7 | vi", "ii7 | V7sus4 | Imaj7 | vi7", "vi7 | IV | I/3 | Vsus4 V")
        end = "IVmaj7 | iv6 | I | Iadd9"
    pattern = song.pick_one("0-1-2-3-2-1-2-1-", "0-2-1-2-3-2-1-2-", "0---1-2-3---2-1-")
    layers = {
        "broken": add_arpeggio("left", pattern, 48, 67, level=0.42, ring=1.5),
        "slow": add_arpeggio("left", "0---1---2---3---", 48, 67, level=0.4, ring=2.5),
        "root": add_bass("bass", "R---------------", 33, 0.5),
        "theme": add_melody("right", "lyrical", 74, level=0.62),
        "second": add_melody("right", "lyrical", 77, level=0.66, theme="b"),
        "few": add_melody("right", "sparse", 74, level=0.5, theme="c"),
        "air": add_pads("air", 55, 76, 3, 0.5),
    }
    song.perform_plan(
        [
            SectionPlan("intro", 2, 0.15, a, "slow root"),
            SectionPlan("main", 8, 0.3, a, "broken root theme"),
            SectionPlan("build", 4, 0.45, b, "broken root second air"),
            SectionPlan("break", 2, 0.15, b, "slow few"),
            SectionPlan("ending", 4, 0.25, end, "slow root theme air"),
        ],
        layers,
    )
    return song


def compose_ambient(piece: CataloguePiece) -> Song:
    """Compose ambient music: a drone, slow pads, a few distant notes."""
    song = Song(piece, rit=0.0)
    song.room, song.room_level, song.lufs, song.tail_s = Room(4.5, 0.03, 3500), 1.1, -21.0, 6.0
    song.low_db, song.high_db = -8.5, -27.0
    # Long repeats fill the space between the few notes.
    song.echo_beats = 1.5
    dark = song.is_minor
    song.add_part("drone", "drone", -13, room=0.4)
    song.add_part("pad", "breathing pad", -12, room=0.5)
    song.add_part("glass", "glass pad", -17, room=0.7, lows_hz=250)
    song.add_part("drops", song.choose_option("drops", "celesta"), -16, spread=0.8, room=0.9, echo=0.7, loose_s=0.05)
    song.add_part("wind", "wind", -30 if dark else -34, room=0.2)
    song.add_part("choir", "choir ooh", -15, room=0.8, loose_s=0.05)
    if dark:
        chords = song.pick_one("i | i | bVImaj7 | bVImaj7", "isus2 | bVI | iv7 | isus2", "i | bII | i | bVII")
        end = "bVImaj7 | iv7 | isus2 | isus2"
    else:
        chords = song.pick_one(
            "Imaj9 | Imaj9 | IVmaj7 | IVadd9", "Iadd9 | vi7 | IVmaj9 | IVmaj9", "Isus2 | IImaj7 | I | IVmaj7"
        )
        end = "IVmaj9 | IVmaj7 | Iadd9 | Isus2"
    sung = " choir" if song.choose_option("voice", "") else ""
    layers = {
        "drone": add_drone("drone", 0, 36, 0.6, fifth=True),
        "pad": add_pads("pad", 50, 72, 4, 0.6),
        "glass": add_pads("glass", 64, 86, 3, 0.5),
        "drops": add_melody("drops", "sparse", 79, level=0.5, theme="drops"),
        "more": add_arpeggio("drops", "0-----2-----1---3-------2-------", 67, 88, level=0.4, ring=3),
        "wind": add_drone("wind", 0, 60, 0.6),
        "choir": add_pads("choir", 57, 76, 3, 0.55),
    }
    song.perform_plan(
        [
            SectionPlan("intro", 3, 0.06, chords, "drone wind"),
            SectionPlan("build", 4, 0.12, chords, "drone pad wind drops"),
            SectionPlan("main", 6, 0.2, chords, "drone pad glass more" + sung),
            SectionPlan("ending", 4, 0.08, end, "pad glass wind" + sung),
        ],
        layers,
    )
    return song


def compose_choral(piece: CataloguePiece) -> Song:
    """Compose for a wordless choir in a large reverb, with an organ in the middle part."""
    song = Song(piece, rit=0.5)
    song.room, song.room_level, song.lufs, song.tail_s = Room(4.0, 0.03, 4200), 0.9, -18.0, 5.0
    song.low_db, song.high_db = -12.0, -26.0
    song.add_part("high", "choir", -7, pan=-0.15, room=0.6, loose_s=0.03)
    song.add_part("middle", "choir ohh", -10, room=0.6, loose_s=0.03)
    song.add_part("low", "choir ooh", -7, pan=0.15, room=0.5, loose_s=0.03)
    song.add_part("solo", "voice", -7, room=0.8, loose_s=0.02)
    # Without its treble, so that it carries the choir and does not cover the vowels.
    song.add_part("organ", "organ", -32, room=0.6, highs_hz=1800)
    song.add_part("bells", "bell", -20, pan=0.3, room=0.8)
    if song.is_minor:
        a, b = "i | v/3 | bVI | bIII | iv | i/5 | Vsus4 | V", "bVI | bVII | bIII | bVI | iv | V | i | i"
        end = "iv | bVI | V | I"
    else:
        a, b = "I | V/3 | vi | iii | IV | I/3 | ii7 | V", "vi | iii | IV | I | ii | V7sus4 | I/5 | V"
        end = "IV | ii7 | Vsus4 | I"
    layers = {
        "all": add_pads("middle", 52, 71, 4, 0.6),
        "low": add_bass("low", "R---------------", 40, 0.6),
        "high": add_melody("high", "stately", 74, level=0.6),
        "solo": add_melody("solo", "lyrical", 72, level=0.65, theme="b"),
        "organ": add_pads("organ", 48, 69, 4, 0.6),
        "foot": add_bass("organ", "R---------------", 31, 0.6),
        "bell": _add_tolling_bell("bells"),
    }
    song.perform_plan(
        [
            SectionPlan("intro", 2, 0.15, a, "low bell"),
            SectionPlan("main", 8, 0.35, a, "all low solo"),
            SectionPlan("build", 6, 0.55, b, "all low high organ foot"),
            SectionPlan("ending", 4, 0.3, end, "all low high bell"),
        ],
        layers,
    )
    return song


def _add_tolling_bell(part: str) -> Layer:
    """Make a layer with a bell on the tonic at the start of a section."""

    def play(song: Song, bars: list[ScoreBar]) -> None:
        song.add_note(part, bars[0].start, 8, 60 + song.piece.tonic % 12, 0.6)

    return play


def compose_sad_strings(piece: CataloguePiece) -> Song:
    """Compose for a small string section: a violin's line, answered by a cello."""
    song = Song(piece, rit=0.5)
    song.room, song.room_level, song.lufs, song.tail_s = Room(2.6, 0.02, 4200), 0.8, -17.5, 4.0
    song.low_db, song.high_db = -11.0, -20.0
    # Rosin noise off: a solo violin this close would be harsh.
    song.add_part("violin", "violin", -9, pan=-0.25, room=0.45, loose_s=0.015, highs_hz=6500)
    # Seated as in a quartet: violin left, cello right.
    song.add_part("cello", "cello", -9, pan=0.3, room=0.4, loose_s=0.015)
    song.add_part("inner", "strings slow", -14, room=0.5, loose_s=0.02)
    song.add_part("low", "low strings", -9, pan=0.2, room=0.35, loose_s=0.015)
    song.add_part("piano", "felt piano", -5, room=0.5, loose_s=0.012)
    a = song.pick_one(
        "i | iv | bVII | bIII | bVI | ih7 | Vsus4 | V",
        "i | V/3 | bVII | iv/3 | bVI | bIII | iv | V",
        "i | bVI | iv | V | i | bIII | bVI | V",
    )
    b = "bVI | bVII | bIII | i | iv | i/5 | iio | V"
    layers = {
        "inner": add_pads("inner", 53, 72, 3, 0.55),
        "low": add_bass("low", "R---------------", 36, 0.6),
        "sing": add_melody("violin", "lyrical", 76, level=0.62),
        "high": add_melody("violin", "lyrical", 81, level=0.7),
        "reply": add_melody("cello", "lyrical", 55, level=0.62, theme="b"),
        "piano": add_arpeggio("piano", "0---1---2---1---", 55, 74, level=0.4, ring=3),
    }
    song.perform_plan(
        [
            SectionPlan("intro", 2, 0.15, a, "piano low"),
            SectionPlan("main", 6, 0.3, a, "inner low reply piano"),
            SectionPlan("build", 6, 0.5, b, "inner low high reply"),
            SectionPlan("ending", 4, 0.2, "bVI | iv | V | i", "inner low sing piano"),
        ],
        layers,
    )
    return song

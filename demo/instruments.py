"""Every instrument by name, and the caches of rendered notes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from demo.synth import Sound, plucked, struck, textures, to_samples, voices
from demo.synth.drums import DRUMS
from demo.synth.envelopes import make_falling_envelope
from demo.synth.patches import Patch, round_gate_length, sustain_note
from demo.synth.plucked import PluckedString
from demo.synth.struck import StruckBar

PATCHES: dict[str, Patch] = {
    # bowed and blown
    "strings": Patch(voices=5, detune=11, cutoff=1900, touch=1.2, attack=0.16, decay=2, sustain=0.9, release=0.45,
                     vibrato=9, vibrato_after=0.2, width=0.7, breath=0.012),
    "strings slow": Patch(voices=6, detune=13, cutoff=1300, attack=0.7, decay=3, sustain=0.95, release=1.2,
                          vibrato=8, width=0.8, breath=0.01),
    "strings short": Patch(voices=4, detune=10, cutoff=2300, touch=1.5, sweep=0.8, sweep_decay=0.12, attack=0.02,
                           decay=0.25, sustain=0.45, release=0.14, width=0.6, breath=0.02),
    "violin": Patch(voices=2, detune=5, cutoff=2600, touch=1.2, attack=0.09, decay=1.5, sustain=0.9, release=0.25,
                    vibrato=17, vibrato_after=0.18, glide=35, breath=0.012),
    "cello": Patch(voices=2, detune=5, cutoff=1100, follow=0.6, attack=0.1, decay=1.5, sustain=0.9, release=0.3,
                   vibrato=13, vibrato_after=0.2, glide=30, breath=0.012),
    "low strings": Patch(voices=4, detune=9, cutoff=900, attack=0.12, decay=2, sustain=0.9, release=0.4, width=0.3,
                         vibrato=6),
    "brass": Patch(voices=3, detune=9, cutoff=700, touch=2.2, sweep=1.6, sweep_attack=0.07, sweep_decay=0.9,
                   attack=0.05, decay=0.8, sustain=0.85, release=0.2, vibrato=5, width=0.4),
    "horns": Patch(voices=3, detune=8, cutoff=620, touch=1.4, sweep=0.9, sweep_attack=0.1, sweep_decay=1.5,
                   attack=0.09, decay=1, sustain=0.85, release=0.35, vibrato=5, width=0.4),
    "brass stab": Patch(voices=3, detune=8, cutoff=900, touch=2, sweep=1.8, sweep_attack=0.025, sweep_decay=0.18,
                        attack=0.015, decay=0.25, sustain=0.6, release=0.1, width=0.5),
    "flute": Patch(shape="triangle", cutoff=3000, attack=0.07, decay=1, sustain=0.9, release=0.15, vibrato=14,
                   vibrato_after=0.25, breath=0.06, octave=0.12),
    "clarinet": Patch(shape="reed", cutoff=1500, attack=0.05, decay=1, sustain=0.9, release=0.12, vibrato=4,
                      breath=0.015),
    "saxophone": Patch(shape="pulse", cutoff=1500, touch=1.5, sweep=0.5, sweep_attack=0.05, sweep_decay=0.5,
                       attack=0.04, decay=0.8, sustain=0.85, release=0.14, vibrato=16, vibrato_after=0.2, glide=70,
                       breath=0.05),
    "melodica": Patch(shape="pulse", cutoff=2200, attack=0.03, decay=1, sustain=0.9, release=0.1, vibrato=7,
                      breath=0.03),
    "accordion": Patch(shape="pulse", voices=2, detune=9, cutoff=2600, attack=0.04, decay=1, sustain=0.9,
                       release=0.1, width=0.3, octave=0.3),
    "organ": Patch(shape="organ", cutoff=6000, attack=0.008, decay=1, sustain=1.0, release=0.06, vibrato=5,
                   vibrato_hz=6.2, vibrato_after=0.0),
    "organ stab": Patch(shape="organ", cutoff=3000, attack=0.004, decay=0.12, sustain=0.6, release=0.06),
    # synthesisers
    "warm pad": Patch(voices=6, detune=16, cutoff=850, attack=0.5, decay=2, sustain=0.9, release=1.1, width=0.9),
    "glass pad": Patch(shape="triangle", voices=5, detune=14, cutoff=4000, attack=0.9, decay=3, sustain=0.9,
                       release=1.8, width=1.0, octave=0.35),
    "drone": Patch(voices=6, detune=12, cutoff=330, sweep=1.6, sweep_attack=4.0, sweep_decay=6.0, attack=2.2,
                   decay=4, sustain=0.9, release=3.0, width=0.9, sub=0.25),
    "breathing pad": Patch(voices=6, detune=18, cutoff=500, sweep=1.8, sweep_attack=2.2, sweep_decay=3.0, attack=1.2,
                           decay=4, sustain=0.9, release=2.2, width=1.0, breath=0.03),
    "supersaw": Patch(voices=7, detune=22, cutoff=5200, attack=0.01, decay=0.6, sustain=0.75, release=0.18, width=0.9),
    "pluck": Patch(voices=2, detune=10, cutoff=500, sweep=3.2, sweep_decay=0.14, attack=0.003, decay=0.28, sustain=0.12,
                   release=0.2, width=0.5),
    "soft pluck": Patch(shape="triangle", voices=2, detune=8, cutoff=900, sweep=2, sweep_decay=0.12, attack=0.004,
                        decay=0.35, sustain=0.15, release=0.3, width=0.5, octave=0.2),
    "stab": Patch(voices=4, detune=15, cutoff=700, sweep=2.6, sweep_decay=0.16, attack=0.003, decay=0.22, sustain=0.3,
                  release=0.14, width=0.7),
    "analog lead": Patch(voices=2, detune=9, cutoff=2200, sweep=1.0, sweep_decay=0.4, attack=0.012, decay=0.6,
                         sustain=0.8, release=0.18, vibrato=12, glide=40),
    "square lead": Patch(shape="square", voices=2, detune=7, cutoff=2400, attack=0.01, decay=0.6, sustain=0.75,
                         release=0.16, vibrato=12, glide=25),
    "sine lead": Patch(shape="sine", cutoff=6000, attack=0.02, decay=0.8, sustain=0.8, release=0.2, vibrato=14,
                       glide=60, octave=0.12),
    "acid": Patch(cutoff=260, sweep=3.3, sweep_decay=0.15, touch=2, attack=0.003, decay=0.3, sustain=0.5, release=0.05,
                  drive=1.2),
    "synth bass": Patch(voices=2, detune=6, cutoff=420, sweep=2.0, sweep_decay=0.14, attack=0.004, decay=0.35,
                        sustain=0.55, release=0.06, sub=0.5),
    "round bass": Patch(shape="triangle", cutoff=900, attack=0.006, decay=0.5, sustain=0.7, release=0.08, sub=0.25),
    "sub bass": Patch(shape="sine", cutoff=4000, attack=0.01, decay=0.9, sustain=0.7, release=0.12, octave=0.10,
                      drive=0.7),
    "reese": Patch(voices=3, detune=24, cutoff=380, attack=0.02, decay=1, sustain=0.9, release=0.15, sub=0.45,
                   drive=0.4),
    "dub bass": Patch(shape="triangle", cutoff=420, attack=0.01, decay=0.6, sustain=0.75, release=0.09, sub=0.35),
    # old consoles
    "chip lead": Patch(shape="pulse", cutoff=7000, attack=0.002, decay=0.3, sustain=0.7, release=0.03, vibrato=16,
                       vibrato_after=0.18, level=0.8),
    "chip square": Patch(shape="square", cutoff=7000, attack=0.002, decay=0.12, sustain=0.45, release=0.03, level=0.8),
    "chip bass": Patch(shape="triangle", cutoff=9000, attack=0.002, decay=1, sustain=0.9, release=0.02, level=1.2),
}  # fmt: skip

SUNG: dict[str, Callable[[int, float, float], Sound]] = {
    "choir": lambda p, s, v: voices.sing_together(p, s, v, "aah"),
    "choir ooh": lambda p, s, v: voices.sing_together(p, s, v, "ooh"),
    "choir ohh": lambda p, s, v: voices.sing_together(p, s, v, "ohh"),
    "voice": lambda p, s, v: voices.sing_note(p, s, v, ("ooh", "aah")),
    "voice ooh": lambda p, s, v: voices.sing_note(p, s, v, ("mmm", "ooh")),
    "voice hum": lambda p, s, v: voices.sing_note(p, s, v, ("mmm", "ohh")),
    "voice chop": lambda p, s, v: voices.sing_note(p, s, v, ("eeh", "aah")),
}

TEXTURES: dict[str, Callable[[float], Sound]] = {
    "riser": textures.make_rising_noise,
    "wind": textures.make_wind,
    "waves": textures.make_waves,
    "rain": textures.make_rain,
    "dust": textures.make_record_dust,
}

STRUCK: dict[str, tuple[Callable[[int, float], Sound], float]] = {  # renderer, seconds of release
    "piano": (struck.strike_piano, 0.22),
    "felt piano": (lambda p, v: struck.strike_piano(p, v, felt=True), 0.35),
    "electric piano": (struck.strike_electric_piano, 0.18),
    "guitar overdriven": (plucked.play_overdriven_chord, 0.09),
    "guitar lead": (lambda p, v: plucked.play_overdriven_chord(p, v, intervals=(0,), drive=20.0), 0.1),
    "guitar chug": (plucked.play_muted_chug, 0.05),
}


def _make_bar_player(bar: StruckBar) -> Callable[[int, float], Sound]:
    return lambda pitch, velocity: struck.strike_bar(bar, pitch, velocity)


def _make_string_player(string: PluckedString) -> Callable[[int, float], Sound]:
    return lambda pitch, velocity: plucked.pluck_string(string, pitch, velocity)


for _name, _made in {
    "marimba": struck.MARIMBA, "xylophone": struck.XYLOPHONE, "vibraphone": struck.VIBRAPHONE,
    "celesta": struck.CELESTA, "music box": struck.MUSIC_BOX, "glockenspiel": struck.GLOCKENSPIEL,
    "kalimba": struck.KALIMBA, "bell": struck.BELL, "steel pan": struck.STEEL_PAN, "timpani": struck.TIMPANI,
}.items():  # fmt: skip
    # Bells and music boxes have no dampers: they ring on after the note's end.
    STRUCK[_name] = (_make_bar_player(_made), 2.5 if _name in {"bell", "glockenspiel", "music box"} else 0.5)
for _name, _wire, _release in (
    ("nylon guitar", plucked.NYLON, 0.25), ("steel guitar", plucked.STEEL, 0.25), ("ukulele", plucked.UKULELE, 0.15),
    ("harp", plucked.HARP, 1.5), ("pizzicato", plucked.PIZZICATO, 0.3), ("double bass", plucked.DOUBLE_BASS, 0.08),
    ("finger bass", plucked.FINGER_BASS, 0.06), ("slap bass", plucked.SLAP_BASS, 0.05),
    ("clean guitar", plucked.CLEAN_ELECTRIC, 0.12), ("muted guitar", plucked.MUTED_ELECTRIC, 0.05),
):  # fmt: skip
    STRUCK[_name] = (_make_string_player(_wire), _release)

LAYERS = 4  # how many loudness layers a note is rendered in


# Patterns repeat: most notes of a piece are the same few renderings. The sizes bound a worker's memory.
@lru_cache(maxsize=220)
def _render_sustained(name: str, pitch: int, seconds: float, layer: int) -> Sound:
    # The middle of the layer decides the tone; the exact velocity becomes gain when the note is mixed.
    velocity = (layer + 0.5) / LAYERS
    if name in TEXTURES:
        return TEXTURES[name](seconds)
    if name in SUNG:
        return SUNG[name](pitch, seconds, velocity)
    return sustain_note(PATCHES[name], pitch, seconds, velocity)


@lru_cache(maxsize=220)
def _render_struck(name: str, pitch: int, layer: int) -> Sound:
    return STRUCK[name][0](pitch, (layer + 0.5) / LAYERS)


@lru_cache(maxsize=200)
def _render_drum(name: str, layer: int, variation: int) -> Sound:
    return DRUMS[name]((layer + 0.5) / LAYERS, variation)


def play_note(name: str, pitch: int, seconds: float, velocity: float) -> Sound:
    """A note of an instrument at full level: (n,) or (2, n); do not write into it.

    Raises:
        KeyError: there is no instrument of that name.

    """
    layer = min(LAYERS - 1, int(velocity * LAYERS))
    if name not in STRUCK:
        return _render_sustained(name, pitch, round_gate_length(seconds), layer)
    whole = _render_struck(name, pitch, layer)
    held, release = to_samples(seconds), STRUCK[name][1]
    if held + to_samples(release) >= whole.shape[-1]:
        return whole
    # Rendered whole once for all lengths, and damped where this note ends.
    cut = whole[: held + to_samples(release)].copy()
    cut[held:] *= make_falling_envelope(release)[: cut.shape[0] - held]
    return cut


def play_drum(name: str, velocity: float, variation: int) -> Sound:
    """A stroke of a drum at full level, (n,); do not write into it."""
    # Three renderings in turn, so that no stroke is a copy of the one before.
    return _render_drum(name, min(LAYERS - 1, int(velocity * LAYERS)), variation % 3)

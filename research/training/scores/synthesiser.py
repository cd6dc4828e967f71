"""Rendering of scores by libfluidsynth, through ctypes: one sound font stays loaded for many scores.

fluidsynth (LGPL-2.1) and the sound fonts of Debian are used for training and evaluation only; nothing of them ships.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from musechat.errors import MuseChatError
from research.training.scores.score_events import TimedScore

Stereo = NDArray[np.float32]

RATE = 32_000
CHANNELS = 32
DRUM_CHANNEL_TYPE = 1
DRUM_BANK = 128
FONT_FOLDERS = (Path("/usr/share/sounds/sf2"), Path("/usr/share/sounds/sf3"))
FONTS = {
    "fluid": "FluidR3_GM.sf2",
    "timgm": "TimGM6mb.sf2",
    "opl3": "OPL-3_FM_128M.sf2",
    "musescore": "MuseScore_General_Full.sf3",
}


def find_fonts() -> dict[str, Path]:
    """The sound fonts that are installed, by their short names."""
    paths = ((name, folder / file) for name, file in FONTS.items() for folder in FONT_FOLDERS)
    return {name: path for name, path in paths if path.is_file()}


class Synthesiser:
    """One loaded sound font. Not thread-safe.

    Args:
        font: a sound font, sf2 or sf3.
        reverb: whether fluidsynth's own reverb and chorus sound.

    Raises:
        MuseChatError: ``no-fluidsynth`` where the library or the font is missing.

    """

    def __init__(self, font: Path, reverb: bool = True) -> None:
        self._lib = _load_library()
        self._settings = ctypes.c_void_p(self._lib.new_fluid_settings())
        self._lib.fluid_settings_setnum(self._settings, b"synth.sample-rate", ctypes.c_double(RATE))
        self._lib.fluid_settings_setint(self._settings, b"synth.midi-channels", CHANNELS)
        self._lib.fluid_settings_setint(self._settings, b"synth.polyphony", 192)
        self._lib.fluid_settings_setint(self._settings, b"synth.reverb.active", int(reverb))
        self._lib.fluid_settings_setint(self._settings, b"synth.chorus.active", int(reverb))
        self._synth = ctypes.c_void_p(self._lib.new_fluid_synth(self._settings))
        self._font = self._lib.fluid_synth_sfload(self._synth, str(font).encode(), 1)
        if self._font < 0:
            raise MuseChatError("no-fluidsynth", f"{font} is no sound font that fluidsynth reads", "Install it again")

    def close_synth(self) -> None:
        """Free the font and the synthesiser."""
        self._lib.delete_fluid_synth(self._synth)
        self._lib.delete_fluid_settings(self._settings)

    def render_score(self, score: TimedScore) -> Stereo:
        """Play a score, (2, n) at :data:`RATE`; full scale may be exceeded."""
        self._lib.fluid_synth_system_reset(self._synth)
        for number, part in enumerate(score.parts[:CHANNELS]):
            self._set_part(number, part.program, part.is_drums, part.volume, part.pan)
        length = round(score.duration_s * RATE)
        pieces, now = [], 0
        for at, action in _order_events(score):
            wanted = min(length, round(at * RATE))
            if wanted > now:
                pieces.append(self._write_samples(wanted - now))
                now = wanted
            self._apply_action(action)
        if length > now:
            pieces.append(self._write_samples(length - now))
        return np.concatenate(pieces, axis=1) if pieces else np.zeros((2, length), np.float32)

    def _set_part(self, channel: int, program: int, is_drums: bool, volume: int, pan: int) -> None:
        self._lib.fluid_synth_set_channel_type(self._synth, channel, DRUM_CHANNEL_TYPE if is_drums else 0)
        bank = DRUM_BANK if is_drums else 0
        # A font without that kit or program plays its first one.
        if self._lib.fluid_synth_program_select(self._synth, channel, self._font, bank, program) != 0:
            self._lib.fluid_synth_program_select(self._synth, channel, self._font, bank, 0)
        self._lib.fluid_synth_cc(self._synth, channel, 7, volume)
        self._lib.fluid_synth_cc(self._synth, channel, 10, pan)

    def _apply_action(self, action: tuple[str, int, int, int]) -> None:
        kind, channel, a, b = action
        if kind == "on":
            self._lib.fluid_synth_noteon(self._synth, channel, a, b)
        elif kind == "off":
            self._lib.fluid_synth_noteoff(self._synth, channel, a)
        elif a == -1:
            self._lib.fluid_synth_pitch_bend(self._synth, channel, b + 8192)
        else:
            self._lib.fluid_synth_cc(self._synth, channel, a, b)

    def _write_samples(self, count: int) -> Stereo:
        both = np.zeros((2, count), np.float32)
        left, right = (row.ctypes.data_as(ctypes.c_void_p) for row in both)
        self._lib.fluid_synth_write_float(self._synth, count, left, 0, 1, right, 0, 1)
        return both


def _order_events(score: TimedScore) -> list[tuple[float, tuple[str, int, int, int]]]:
    """All events by time; at one time controllers come first, then ends, then starts."""
    found: list[tuple[float, int, tuple[str, int, int, int]]] = []
    found += [(c.at_s, 0, ("control", c.part, c.number, c.value)) for c in score.controls if c.part < CHANNELS]
    notes = score.notes
    for start, end, pitch, velocity, part in zip(
        notes.start_s, notes.end_s, notes.pitch, notes.velocity, notes.part, strict=True
    ):
        if part < CHANNELS:
            found.append((float(end), 1, ("off", int(part), int(pitch), 0)))
            found.append((float(start), 2, ("on", int(part), int(pitch), int(velocity))))
    return [(at, action) for at, _, action in sorted(found)]


def _load_library() -> ctypes.CDLL:
    name = ctypes.util.find_library("fluidsynth")
    if name is None:
        raise MuseChatError("no-fluidsynth", "libfluidsynth is not installed", "apt install fluidsynth")
    lib = ctypes.CDLL(name)
    lib.new_fluid_settings.restype = ctypes.c_void_p
    lib.new_fluid_synth.restype = ctypes.c_void_p
    lib.fluid_set_log_function.restype = ctypes.c_void_p
    for level in range(5):  # it would warn of every missing drum kit
        lib.fluid_set_log_function(level, None, None)
    return lib

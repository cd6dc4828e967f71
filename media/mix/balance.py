"""The sound of a mix: the clip's own and the music, balanced, ducked under speech, brought to one loudness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from media.loudness import SILENCE_LUFS
from media.mix.ducking import MOST_DIP_DB, duck_music
from media.mix.loudness_target import reach_loudness
from media.preview.excerpt import RATE, Floats
from media.preview.levels import measure_loudness
from musechat.mix_settings import MixSettings

# Levels before the whole is brought to its loudness, LUFS.
_VOICE_LUFS, _MUSIC_LUFS = -18.0, -18.0
_BESIDE_VOICE_LU, _BEHIND_VOICE_LU = -5.0, -9.0  # of music to a clip in which somebody speaks, where nobody does
_BENEATH_MUSIC_LU, _BEFORE_MUSIC_LU = -8.0, 2.0  # of a clip without speech to the music, at most
_MARGIN_DB, _WIDE_MARGIN_DB = 16.0, 20.0  # of the voice over the music, in each of its bands, while somebody speaks
_MOST_LIFT_DB = 20.0
_SILENT_LUFS = -60.0  # quieter sound counts as none
_END_S = 0.03  # over which the clip's own sound ends


@dataclass(frozen=True, slots=True)
class MixedSound:
    """The sound of a mix."""

    sound: Floats  # (2, n) at RATE
    loudness_lufs: float
    peak_db: float
    own_sound: str  # "kept", "muted", "silent"


def mix_sounds(
    own: Floats | None,
    music: Floats,
    spans: Sequence[tuple[float, float]],
    settings: MixSettings,
    *,
    untouched: bool = False,
) -> MixedSound:
    """Mix the clip's own sound (2, n) with the music (2, n); both may be changed.

    Args:
        own: None or silent: only music is heard.
        music: with its fades.
        spans: seconds in which somebody speaks in ``own``.
        settings: of the mix.
        untouched: whether the music may change in level alone.

    """
    state = "muted" if settings.mute_clip else "silent"
    lufs = measure_loudness(own) if own is not None and not settings.mute_clip else SILENCE_LUFS
    if own is not None and lufs > _SILENT_LUFS and not settings.mute_clip:
        state = "kept"
        balance_sounds(own, lufs, music, spans, settings, untouched=untouched)
        music += own
    loudness, peak = reach_loudness(music)
    return MixedSound(music, loudness, peak, state)


def balance_sounds(
    own: Floats,
    lufs: float,
    music: Floats,
    spans: Sequence[tuple[float, float]],
    settings: MixSettings,
    *,
    untouched: bool = False,
) -> None:
    """Bring the clip's own sound, whose loudness is given, and the music to their levels, in place; duck the music."""
    own_db, music_lufs = _choose_levels(lufs, bool(spans), settings)
    own *= np.float32(10 ** (own_db / 20))
    end = min(round(_END_S * RATE), own.shape[1])
    own[:, own.shape[1] - end :] *= np.linspace(1.0, 0.0, end, dtype=np.float32)
    music *= np.float32(10 ** ((music_lufs - max(measure_loudness(music), _SILENT_LUFS)) / 20))
    if spans and settings.duck_under_speech is not False:
        margin = _WIDE_MARGIN_DB if settings.duck_under_speech else _MARGIN_DB
        duck_music(music, own, spans, margin, 0.0 if untouched else MOST_DIP_DB)


def _choose_levels(lufs: float, spoken: bool, settings: MixSettings) -> tuple[float, float]:
    """Gain of the clip's own sound, dB, and loudness of the music, LUFS."""
    before = bool(settings.duck_under_speech)
    if spoken:
        own_db = float(np.clip(_VOICE_LUFS - lufs, -_MOST_LIFT_DB, _MOST_LIFT_DB))
        music = _VOICE_LUFS + (_BEHIND_VOICE_LU if before else _BESIDE_VOICE_LU)
    else:  # what is quiet is not lifted: the noise of an empty room is nothing to hear
        wanted = _MUSIC_LUFS + (_BEFORE_MUSIC_LU if before else _BENEATH_MUSIC_LU)
        own_db, music = min(0.0, wanted - lufs), _MUSIC_LUFS
    return own_db + settings.clip_gain_db, music + settings.music_gain_db

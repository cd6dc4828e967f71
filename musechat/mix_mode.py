"""The three ways in which a pick can lie with its clip's own sound."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from musechat.clip import ClipTraits
from musechat.mix_settings import MixSettings


class MixMode(StrEnum):
    """What is heard in a mix; the names are those of the command line and of stored settings."""

    MUSIC_ONLY = "music_only"
    WITH_MY_SOUND = "with_my_sound"  # the clip's own sound beneath the music, which steps back while somebody speaks
    VOICE_FIRST = "voice_first"  # the clip's own sound in front all along


def choose_mode(settings: MixSettings, clip: ClipTraits | None) -> MixMode:
    """The mode of a mix whose member chose none."""
    if settings.mute_clip or (clip is not None and not clip.has_sound):
        return MixMode.MUSIC_ONLY
    return MixMode.VOICE_FIRST if settings.duck_under_speech else MixMode.WITH_MY_SOUND


def apply_mode(settings: MixSettings, mode: MixMode) -> MixSettings:
    """Settings that say what a chosen mode says; whatever else they say stays."""
    muted = mode is MixMode.MUSIC_ONLY
    duck = {MixMode.VOICE_FIRST: True, MixMode.WITH_MY_SOUND: None}.get(mode, settings.duck_under_speech)
    return replace(settings, mute_clip=muted, duck_under_speech=duck)

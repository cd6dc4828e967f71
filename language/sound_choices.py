"""The three ways in which a clip's own sound can lie with the music, as taps: each says its label as its words."""

from __future__ import annotations

from dataclasses import dataclass

from language.texts import LANGUAGES, Texts, find_texts
from musechat.clip import ClipTraits
from musechat.clip_music import ClipMusic
from musechat.mix_mode import MixMode, choose_mode
from musechat.mix_settings import MixSettings

MODE_KEYS = {mode: mode.value.replace("_", "-") for mode in MixMode}
# Where the clip holds music already, the question is what becomes of that.
_KEYS_BESIDE_MUSIC = MODE_KEYS | {MixMode.MUSIC_ONLY: "replace", MixMode.WITH_MY_SOUND: "keep-both"}


@dataclass(frozen=True, slots=True)
class SoundChoice:
    """One tap; ``words`` are its label, and what it says."""

    mode: MixMode
    words: str
    chosen: bool


def list_sound_choices(
    settings: MixSettings, clip: ClipTraits | None, music: ClipMusic | None, texts: Texts
) -> tuple[SoundChoice, ...]:
    """The taps under a pick; none where nothing can be heard in the clip, or there is no clip.

    Args:
        settings: the pick's, which tell what is chosen.
        clip: None where the pick answers words alone.
        music: the track that was found in the clip.
        texts: in the language of the card.

    """
    if clip is None or not clip.has_sound:
        return ()
    keys = _KEYS_BESIDE_MUSIC if music is not None or clip.has_music else MODE_KEYS
    chosen = choose_mode(settings, clip)
    return tuple(SoundChoice(mode, texts(f"cards.sound.{key}"), mode is chosen) for mode, key in keys.items())


def add_mode(words: str, mode: MixMode, texts: Texts) -> str:
    """Add what asks for a mode to a member's words, in the language of ``texts``."""
    return "; ".join(filter(None, (words, texts(f"cards.sound.{MODE_KEYS[mode]}"))))


def split_mode(words: str) -> tuple[str, str] | None:
    """Split what asks for a mode, in any language, from the words before it; None where nothing does."""
    rest, _, label = words.rpartition(";")
    labels = {find_texts(language)(f"cards.sound.{key}") for language in LANGUAGES for key in MODE_KEYS.values()}
    return (rest.strip(), label.strip()) if label.strip() in labels else None

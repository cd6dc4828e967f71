"""The taps for a clip's own sound: what they say is read as what they mean, in every language."""

from __future__ import annotations

import pytest

from language.reading.intents import read_acts
from language.reading.sound_edits import find_sound_edits
from language.sound_choices import add_mode, list_sound_choices
from language.texts import ENGLISH, LANGUAGES, find_texts
from musechat.clip_music import ClipMusic
from musechat.edits import EditDetails
from musechat.message import EditKind, Intent, MessageAct
from musechat.mix_edits import change_mix
from musechat.mix_mode import MixMode, choose_mode
from musechat.mix_settings import MixSettings
from tests.store.made import clip_traits

CALM = {
    "en": "calm piano",
    "de": "ruhiges Klavier",
    "es": "piano tranquilo",
    "fr": "piano calme",
    "ja": "穏やかなピアノ",
}
STANDING = [MixSettings(), MixSettings(mute_clip=True), MixSettings(duck_under_speech=True)]
FOUND = ClipMusic("7" * 16, "Low Tide", "Mira Voss", 3.0, 0.9)


def obey(words: str, settings: MixSettings) -> MixSettings:
    """The settings after words that are one edit and nothing else."""
    scan = read_acts(words)
    assert [act.intent for act in scan.acts] == [Intent.EDIT], words
    assert not scan.rest, words
    changed = change_mix(settings, scan.acts[0], EditDetails())
    assert changed is not None
    return changed[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("music", [0.0, 0.9])
def test_a_tap_says_what_leads_to_its_mode_whatever_stood_before(language: str, music: float) -> None:
    clip = clip_traits(music=music)
    for settings in STANDING:
        choices = list_sound_choices(settings, clip, None, find_texts(language))
        assert [choice.mode for choice in choices] == list(MixMode)
        assert [choice.mode for choice in choices if choice.chosen] == [choose_mode(settings, clip)]
        for choice in choices:
            assert choose_mode(obey(choice.words, settings), clip) is choice.mode


@pytest.mark.parametrize("found", [None, FOUND])
def test_a_clip_with_music_of_its_own_is_asked_what_becomes_of_it(found: ClipMusic | None) -> None:
    clip = clip_traits(music=0.0 if found else 0.9)
    replace, keep, _ = list_sound_choices(MixSettings(), clip, found, ENGLISH)
    assert (replace.words, replace.mode) == ("Replace the clip's music", MixMode.MUSIC_ONLY)
    assert (keep.words, keep.mode) == ("Keep both", MixMode.WITH_MY_SOUND)


def test_nothing_is_offered_where_there_is_nothing_to_hear() -> None:
    assert not list_sound_choices(MixSettings(), None, None, ENGLISH)
    assert not list_sound_choices(MixSettings(), clip_traits(has_sound=False), None, ENGLISH)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", list(MixMode))
def test_a_mode_beside_words_is_an_edit_and_the_words_stay(language: str, mode: MixMode) -> None:
    (act,) = read_acts(add_mode("", mode, find_texts(language))).acts
    for words in (*CALM.values(), "something calm with a lot of piano, for a film about my grandmother's house"):
        scan = find_sound_edits(add_mode(words, mode, find_texts(language)))
        assert scan is not None
        assert [each.edit for each in scan.acts] == [act.edit]
        assert scan.rest == words


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("only the music please", EditKind.MUTE_CLIP),
        ("voice first", EditKind.DUCK_UNDER_SPEECH),
        ("with my sound under the music", EditKind.WITH_MY_SOUND),
        ("keep both sounds", EditKind.WITH_MY_SOUND),
        ("nur Musik", EditKind.MUTE_CLIP),
        ("Stimme im Vordergrund", EditKind.DUCK_UNDER_SPEECH),
        ("behalte beides", EditKind.WITH_MY_SOUND),
        ("sustituye la música del video", EditKind.MUTE_CLIP),
        ("deja los dos sonidos", EditKind.WITH_MY_SOUND),
        ("remplace la musique de ma vidéo", EditKind.MUTE_CLIP),
        ("ma voix avant tout", EditKind.DUCK_UNDER_SPEECH),
        ("動画の音も一緒に", EditKind.WITH_MY_SOUND),
        ("音楽のみで", EditKind.MUTE_CLIP),
    ],
)
def test_other_ways_of_saying_it(words: str, kind: EditKind) -> None:
    assert [act.edit for act in read_acts(words).acts] == [kind]


@pytest.mark.parametrize(
    "words", ["just music, no vocals", "a female voice first", "replace the music", "nur Musik ohne Gesang"]
)
def test_wishes_that_sound_alike_stay_wishes(words: str) -> None:
    assert not read_acts(words).acts


def test_with_my_sound_takes_back_both_others() -> None:
    act = MessageAct(Intent.EDIT, edit=EditKind.WITH_MY_SOUND)
    for settings in STANDING:
        changed = change_mix(settings, act, EditDetails())
        assert changed is not None
        assert changed[0] == MixSettings()

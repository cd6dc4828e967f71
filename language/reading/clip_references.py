"""What is said of the music that is in the member's clip already: "something like it, but free"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from language.languages import join_patterns, list_languages
from language.reading import read_words
from language.reading.comparatives import LastPick
from language.reading.intents.folded_line import fold_line
from language.reading.library_names import LibraryWords
from language.reading.results import Reading
from language.references import ReferenceTable
from language.references.lookup import find_reference
from musechat.brief import Brief, BriefChange
from musechat.clip_music import ClipRecording
from musechat.concepts import fold_name, split_artist_names
from musechat.message import Intent, MessageAct
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import LicenceValue, LikeValue, WordsValue

_ELSEWHERE = "not-of-the-library"  # in place of a track's id
_UNKNOWN = 0.5  # of what was not measured: "calmer" then means what it means without a pick


def mentions_clip_music(said: str) -> bool:
    """Whether something is said of what is heard in the clip: "the song in my video"."""
    return bool(_compile_in_clip().search(fold_line(said)))


def read_likeness(reading: Reading, words: str, music: LastPick, brief: Brief, names: LibraryWords) -> Reading:
    """The same reading, where the words liken what is wished for to ``music``; else ``reading`` as it was.

    Args:
        reading: of the words, without the music in the clip.
        words: a turn's.
        music: the track that is in the clip.
        brief: as it stands.
        names: of the library.

    """
    likened = read_words(_say_this_song(words), music, brief, names)
    if not any(_is_like(change, music) for change in likened.events):
        return reading
    return _take_wishes(reading, words, likened.events)


def read_recording_likeness(
    reading: Reading,
    words: str,
    recording: ClipRecording,
    length_s: float,
    brief: Brief,
    names: LibraryWords,
    references: ReferenceTable,
) -> Reading:
    """As :func:`read_likeness`, of a recording that the library does not hold: what is wished for is like its artist.

    Args:
        reading: of the words, without the music in the clip.
        words: a turn's.
        recording: what the clip's own sound is likely to be.
        length_s: of the clip, which is a whole recording then.
        brief: as it stands.
        names: of the library.
        references: what music can be likened to.

    """
    music = LastPick(_ELSEWHERE, recording.artist, None, _UNKNOWN, _UNKNOWN, _UNKNOWN, length_s)
    likened = read_words(_say_this_song(words), music, brief, names, references=references)
    if not any(_is_like(change, music) for change in likened.events):
        return reading
    value = liken_to_artist(recording.artist, names, references)
    events = (_liken_to(change, value) if _is_like(change, music) else change for change in likened.events)
    return _take_wishes(reading, words, events)


def liken_to_artist(credit: str, names: LibraryWords, references: ReferenceTable) -> LikeValue:
    """What it comes to to be like somebody: the library's tracks by them, their sound by the table, or both."""
    said = [credit, *sorted(split_artist_names(credit), key=fold_name(credit).find)]
    held = next((names.artists[name] for each in said if (name := fold_name(each)) in names.artists), None)
    known = (find_reference(each, references, likened=True) for each in said)
    reference = next((found for found in known if found is not None and found.is_artist), None)
    name = reference.list_names()[0] if reference is not None else credit
    return LikeValue(None, held, name, reference.sound if reference is not None else None, unheld=held is None)


def _say_this_song(words: str) -> str:
    """The words with "this song" in place of "the song in my clip"."""
    if not mentions_clip_music(words):
        return words
    line = fold_line(words)
    for language in list_languages():
        pattern = language.answers.in_clip
        line = re.sub(pattern, language.answers.this_song, line) if pattern else line
    return line


def _take_wishes(reading: Reading, words: str, changes: Iterable[BriefChange]) -> Reading:
    events = tuple(_allow_free(change) for change in changes)
    acts = (MessageAct(Intent.WISH, words),)
    return replace(reading, events=events, acts=acts, smalltalk=False, another=False, similar=False, vague=False)


def _is_like(change: BriefChange, music: LastPick) -> bool:
    wish = change.wish
    return wish is not None and wish.facet is Facet.LIKE and wish.value.to_json().get("track_id") == music.track_id


def _liken_to(change: BriefChange, value: LikeValue) -> BriefChange:
    if change.wish is None or not isinstance(change.wish.value, LikeValue):
        return change
    wish = replace(change.wish, value=replace(value, less=change.wish.value.less))
    return change._replace(wish=wish)


def _allow_free(change: BriefChange) -> BriefChange:
    """A change that wishes for "free" music wishes for a licence instead, as "royalty free" does."""
    wish = change.wish
    if wish is None or not isinstance(wish.value, WordsValue) or not _compile_free().fullmatch(wish.value.text):
        return change
    return BriefChange(change.op, Wish(Force.MUST, Facet.LICENCE, LicenceValue("commercial"), wish.value.text))


@cache
def _compile_in_clip() -> re.Pattern[str]:
    return re.compile(join_patterns(lambda language: language.answers.in_clip))


@cache
def _compile_free() -> re.Pattern[str]:
    return re.compile(join_patterns(lambda language: language.answers.free), re.IGNORECASE)

"""What an edit says beside its kind: how much, how long, which part, which end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from language.languages import join_patterns, list_languages
from language.languages.edit_words import EditWords
from language.languages.phrase_kinds import PhraseKind
from language.reading.intents.folded_line import fold_line
from language.reading.lexer import split_items
from language.reading.library_names import LibraryWords
from musechat.concepts import Concept
from musechat.edits import EditDetails, TrackPart
from musechat.message import EditKind, MessageAct
from musechat.wish import Facet

SMALL, LARGE = 0.5, 2.0  # of a step

# "The quiet part with the guitar" is quiet first.
_TOLD_BY_SOUND = frozenset({TrackPart.UNHEARD, TrackPart.BEAT})
_LEVELS = (EditKind.LOUDER_MUSIC, EditKind.QUIETER_MUSIC)
_SOUNDS = ("drums", "vocals", "guitar", "piano")  # in the order in which they are looked for

# In the order in which they are asked: "the quiet part before the drop" is quiet.
_PARTS = (
    TrackPart.QUIET,
    TrackPart.BREAK,
    TrackPart.BUILD,
    TrackPart.BEAT,
    TrackPart.MAIN,
    TrackPart.ENDING,
    TrackPart.INTRO,
    TrackPart.MIDDLE,
    TrackPart.LOUD,
)


def _join(part: Callable[[EditWords], str]) -> str:
    return join_patterns(lambda language: part(language.edits))


def _compile_counted(unit: Callable[[EditWords], str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile a number with its unit, for languages with spaces between words and for those without."""
    count = rf"(?P<count>\d+(?:\.\d+)?|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
    spaced, unspaced = (join_patterns(lambda each: unit(each.edits), spaced=kind) for kind in (True, False))
    return re.compile(rf"(?<![\w:.]){count} ?(?:of )?(?:{spaced})\b"), re.compile(rf"{count}(?:{unspaced})")


_COUNTS = {
    word: number
    for language in list_languages()
    for number, words in language.edits.counts.items()
    for word in words.split()
}
_SMALL, _LARGE = re.compile(_join(lambda words: words.small)), re.compile(_join(lambda words: words.large))
_SECONDS = _compile_counted(lambda words: words.seconds)
_BARS = _compile_counted(lambda words: words.bars)
_FADE_IN, _FADE_OUT = re.compile(_join(lambda words: words.fade_in)), re.compile(_join(lambda words: words.fade_out))
_OF_TRACK, _OF_CLIP = re.compile(_join(lambda words: words.of_track)), re.compile(_join(lambda words: words.of_clip))
_FIRST_HALF = re.compile(_join(lambda words: words.first_half))
_SECOND_HALF = re.compile(_join(lambda words: words.second_half))
_FIRST, _LAST = re.compile(_join(lambda words: words.first)), re.compile(_join(lambda words: words.last))
_LEVEL = re.compile(_join(lambda words: words.level))


def _compile_sound(sound: str) -> re.Pattern[str]:
    return re.compile(_join(lambda words: words.sounds.get(sound, "")))


_COMPILED_SOUNDS = tuple((sound, _compile_sound(sound)) for sound in _SOUNDS)


def _compile_part(part: TrackPart) -> re.Pattern[str]:
    return re.compile(_join(lambda words: words.parts.get(part, "")))


_COMPILED = tuple((part, _compile_part(part)) for part in _PARTS)


def read_edit_details(act: MessageAct) -> EditDetails:
    """Read what the words of an edit say beside its kind; never raises."""
    line = fold_line(act.text)
    seconds = _find_count(line, _SECONDS)
    bars = _find_count(line, _BARS)
    fades_in = _FADE_IN.search(line) is not None
    part, sound = find_track_part(line), _find_sound(act) if act.edit is EditKind.USE_PART else ""
    halves = (_FIRST_HALF, (0.0, 0.5)), (_SECOND_HALF, (0.5, 1.0))
    return EditDetails(
        amount=_find_amount(line),
        seconds=seconds,
        bars=None if bars is None else int(bars),
        part=TrackPart.ENTRY if sound and part in _TOLD_BY_SOUND else part,
        fade_in=fades_in,
        fade_out=not fades_in or _FADE_OUT.search(line) is not None,
        of_track=_find_owner(line),
        share=next((share for pattern, share in halves if pattern.search(line)), None),
        from_end=_find_end(line) if act.edit is EditKind.ONLY_RANGE and seconds is not None else None,
        bare=act.edit in _LEVELS and not _LEVEL.search(line) and _find_owner(line) is None,
        sound=sound,
    )


def find_track_part(line: str) -> TrackPart:
    """Find the part of a track that a folded line names; ``UNHEARD`` where it is told by what nobody measured."""
    return next((part for part, pattern in _COMPILED if pattern.search(line)), TrackPart.UNHEARD)


def _find_sound(act: MessageAct) -> str:
    """The instrument, or "vocals", by which the words of an edit tell a part; "" where they name none."""
    line, items = split_items(act.text, LibraryWords(), has_pick=True)
    for item in items:
        if item.kind is PhraseKind.VOCALS:
            return "vocals"
        concept: Any = item.payload
        if isinstance(concept, Concept) and concept.facet is Facet.INSTRUMENT:
            return "drums" if concept.id == "beat" else concept.id
    return next((name for name, pattern in _COMPILED_SOUNDS if pattern.search(fold_line(line))), "")


def _find_amount(line: str) -> float:
    if _SMALL.search(line):
        return SMALL
    return LARGE if _LARGE.search(line) else 1.0


def _find_count(line: str, patterns: Iterable[re.Pattern[str]]) -> float | None:
    found = next((match for pattern in patterns if (match := pattern.search(line))), None)
    if found is None:
        return None
    said = found["count"]
    return float(_COUNTS[said]) if said in _COUNTS else float(said)


def _find_owner(line: str) -> bool | None:
    """Whether a range is said to be one of the track or of the clip; None where neither is named."""
    if _OF_CLIP.search(line):
        return False
    return True if _OF_TRACK.search(line) else None


def _find_end(line: str) -> bool | None:
    if _LAST.search(line):
        return True
    return False if _FIRST.search(line) else None

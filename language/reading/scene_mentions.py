"""Find the scenes and uses that a message names: "for a wedding", "gym edit", Bosskampf, 犬の動画."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from language.languages import join_patterns, list_codes
from language.languages.phrase_kinds import PhraseKind
from language.languages.registry import DEFAULT
from language.reading.lexer import LexedItem, SceneMention
from language.reading.line_languages import guess_languages
from language.reading.reference_names import is_refused_after
from language.scenes import MatchedScene, find_scene_spans
from language.scenes.matching import UNSPACED
from language.vocabulary import STOP, STOP_ELSEWHERE
from musechat.concepts import Concept
from musechat.wish import Facet

_ABOUT_CLIPS = re.compile(rf"(?:{join_patterns(lambda language: language.reading.about_clips)}|\s)*")
# "Sounds like an office" describes the pick, and asks for nothing.
_DESCRIBED = re.compile(rf"\b(?:{join_patterns(lambda language: language.reading.described)}) (?:\w+ ){{0,2}}$")
# Phrases of these kinds keep their words: they speak of the pick or of rules, not of the clip.
_OTHERWISE = frozenset(
    {
        PhraseKind.LAST,
        PhraseKind.ELSE,
        PhraseKind.PRAISE,
        PhraseKind.DISLIKE,
        PhraseKind.SMALLTALK,
        PhraseKind.BACK,
        PhraseKind.CLEAN,
        PhraseKind.LICENCE,
        PhraseKind.INSTRUMENTAL,
        PhraseKind.EXPLICIT,
        PhraseKind.VOCALS,
    }
)


def mark_scenes(line: str, items: Sequence[LexedItem]) -> list[LexedItem]:
    """Mark the items of a line that name scenes; the first of each mention carries the scene's id."""
    marked = list(items)
    kept = []
    for match in _find_mentions(line):
        inside = [n for n, item in enumerate(items) if item.end > match.start and item.start < match.end]
        if inside and _is_free(line, [items[n] for n in inside], match) and not _describes_instrument(inside, items):
            kept.append(match)
            mention = SceneMention(match.scene.id, line[match.start : match.end], is_refused_after(line, match.end))
            marked[inside[0]] = replace(marked[inside[0]], scenes=(*marked[inside[0]].scenes, mention))
    return [replace(item, in_scene=_says_no_more(item, kept, line)) for item in marked] if kept else marked


def _is_free(line: str, items: Sequence[LexedItem], match: MatchedScene) -> bool:
    """Whether a mention is said in words of its own, and not inside a name or a phrase that means something else."""
    if _DESCRIBED.search(line, 0, match.start):
        return False
    if any(item.is_name or item.numeral is not None or item.kind in _OTHERWISE for item in items):
        return False
    if match.language in UNSPACED:
        return True
    if items[0].start < match.start or items[-1].end > match.end:
        return False
    named = items[0].payload
    if len(items) == 1 and isinstance(named, Concept) and named.facet is Facet.INSTRUMENT:
        return False  # "Streicher" are strings, and no prank
    return len(items) > 1 or (items[0].text not in STOP and items[0].text not in STOP_ELSEWHERE)


def _describes_instrument(inside: Sequence[int], items: Sequence[LexedItem]) -> bool:
    """Whether one word only says which instrument is meant: "church bells", "toy piano"."""
    following = items[inside[-1] + 1] if inside[-1] + 1 < len(items) else None
    if len(inside) > 1 or following is None or following.kind is not PhraseKind.TERM:
        return False
    return isinstance(following.payload, Concept) and following.payload.facet is Facet.INSTRUMENT


def _says_no_more(item: LexedItem, matches: Sequence[MatchedScene], line: str) -> bool:
    """Whether an item is a part of mentions; in a language without spaces it may go on, with words for a clip."""
    own = [match for match in matches if match.start < item.end and item.start < match.end]
    if not own or own[0].language not in UNSPACED:
        return bool(own)
    ends = [item.start, *(place for match in own for place in (match.start, match.end)), item.end]
    around = "".join(line[ends[n] : max(ends[n], ends[n + 1])] for n in range(0, len(ends), 2))
    return bool(_ABOUT_CLIPS.fullmatch(around))


def _find_mentions(line: str) -> tuple[MatchedScene, ...]:
    languages = guess_languages(line)
    if languages:
        found = find_scene_spans(line, languages)
        # Whole English names are said in every language: "Boss Fight bitte".
        borrowed = find_scene_spans(line, [DEFAULT]) if not {DEFAULT, *UNSPACED} & set(languages) else ()
        taken = [(each.start, each.end) for each in found]
        whole = [each for each in borrowed if " " in line[each.start : each.end].strip()]
        return (*found, *(each for each in whole if all(each.end <= a or each.start >= b for a, b in taken)))
    # A few words without any small one may be of any language; English ones are likeliest.
    others = (code for code in list_codes() if code not in (DEFAULT, *UNSPACED))
    return find_scene_spans(line, [DEFAULT]) or find_scene_spans(line, others)

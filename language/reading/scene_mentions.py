"""Find the scenes and uses that a message names: "for a wedding", "gym edit", Bosskampf, 犬の動画."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from language.reading.lexer import LexedItem, SceneMention
from language.reading.lexicon import STOP, PhraseKind, split_words
from language.reading.reference_names import is_refused_after
from language.scenes import MatchedScene, find_scene_spans
from language.scenes.matching import UNSPACED
from language.vocabulary import LANGUAGES, STOP_ELSEWHERE
from musechat.concepts import Concept
from musechat.wish import Facet

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_KANA = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_ABOUT_CLIPS = re.compile(
    "(?:動画|ビデオ|映像|シーン|場面|クリップ|用|向け|合う|曲|音楽|bgm|ため|よう|みたい|感じ|です|ます|ください|欲しい|"
    "ほしい|お願い|使う|使いたい|作る|撮った|じゃなくて|ではなく|じゃない|私|の|に|を|が|は|で|な|も|と|や|へ|し|た|て|い|\\s)*"
)
# "Sounds like an office" describes the pick, and asks for nothing.
_DESCRIBED = re.compile(
    r"\b(?:it|this|that|das|es|ça|cela|esto|eso)(?: \w+)? (?:(?:sounds?|feels?) (?:\w+ ){0,2}?like|klingt (?:\w+ )?wie|"
    r"suena (?:\w+ )?(?:a|como)|(?:sonne|fait) (?:\w+ )?comme) (?:\w+ ){0,2}$"
)
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
        return find_scene_spans(line, languages)
    # A few words without any small one may be of any language; English ones are likeliest.
    return find_scene_spans(line, ["en"]) or find_scene_spans(line, ["de", "es", "fr"])


def guess_languages(line: str) -> tuple[str, ...]:
    """Guess a line's language by its small words: several where these tell no more, () where there are none."""
    if _KANA.search(line):
        return ("ja",)
    words = set(_WORD.findall(line.casefold()))
    counts = {language: len(words & small) for language, small in _list_small_words().items()}
    most = max(counts.values())
    return tuple(language for language, count in counts.items() if count == most) if most else ()


@cache
def _list_small_words() -> dict[str, frozenset[str]]:
    """The small words by which each language is told."""
    tables = {name: table.stop for name, table in LANGUAGES.items() if table.spaced and table.stop}
    return {"en": STOP | _ENGLISH, **{name: split_words(stop) | _FURTHER[name] for name, stop in tables.items()}}


_ENGLISH = split_words(
    "a an the my your our his her its is are was for with without of in on at to from and or but it this that some "
    "something i we you need want looking like more less no not make give please video clip music song"
)
_FURTHER = {
    "de": split_words(
        "für mit ohne und oder aber der die das ein eine einen einer mein meine unser unsere auf von vom zum zur im "
        "bei über unter beim etwas bitte kein keine nicht mehr weniger ich wir"
    ),
    "es": split_words(
        "para con sin y o pero el los las un una mi mis nuestro nuestra de del en sobre algo por favor no más menos "
        "quiero necesito busco"
    ),
    "fr": split_words(
        "pour avec sans et ou mais le les un une mon ma mes notre nos de du des dans sur quelque plus moins pas je "
        "veux cherche besoin s'il plaît"
    ),
}

"""Find scenes by what people call them, in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from language.languages import find_language, list_languages
from language.scenes.table import SceneMusic, find_scene, list_scenes
from musechat.concepts import fold_name

# Languages that put no spaces between words.
UNSPACED = frozenset(language.code for language in list_languages() if not language.profile.spaced)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")  # "sci-fi" is two, as in a line whose hyphens were parted
# What German and, less often, English words of a clip end in: "Hochzeitsvideo" is about a Hochzeit.
_CLIP_ENDINGS = re.compile(
    r"(?<=\w{4})(?:s|n|en)?(?:videos?|films?|filme|clips?|musik|songs?|szenen?|aufnahmen?|montage|edits?|vlogs?)$"
)


@dataclass(frozen=True, slots=True)
class MatchedScene:
    """A scene that a text names, and where: ``text[start:end]``."""

    scene: SceneMusic
    start: int
    end: int
    language: str


def match_phrases(text: str, language: str) -> tuple[SceneMusic, ...]:
    """Find the scenes that a text in a language names, in its order, each once."""
    found = [match.scene for match in find_scene_spans(text, [language])]
    return tuple({scene.id: scene for scene in found}.values())


def find_scene_spans(text: str, languages: Iterable[str]) -> tuple[MatchedScene, ...]:
    """Find where a text names scenes in any of the languages; of phrases within each other the longest counts."""
    found = [match for language in languages for match in _iter_matches(text, language)]
    kept: list[MatchedScene] = []
    for match in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if not any(other.start <= match.start and match.end <= other.end for other in kept):
            kept.append(match)
    return tuple(sorted(kept, key=lambda m: m.start))


def _iter_matches(text: str, language: str) -> Iterable[MatchedScene]:
    if language in UNSPACED:
        pattern, scenes = _compile_unspaced(language)
        for match in pattern.finditer(text):
            yield MatchedScene(scenes[match.group()], match.start(), match.end(), language)
        return
    table, words = _index_phrases(language), list(_WORD.finditer(text))
    stems = [_list_stems(word.group(), language) for word in words]
    for at, first in enumerate(stems):
        for phrase, scene_id in (entry for stem in first for entry in table.get(stem, ())):
            following = stems[at : at + len(phrase)]
            said = len(following) == len(phrase) and all(p in s for p, s in zip(phrase, following, strict=True))
            if said and (scene := find_scene(scene_id)):
                yield MatchedScene(scene, words[at].start(), words[at + len(phrase) - 1].end(), language)
                break


def find_stem(word: str, language: str) -> str:
    """Fold a word and take off what a plural adds, so that inflected words meet their phrase."""
    folded = fold_name(word)
    for ending, least in find_language(language).profile.plurals:
        if folded.endswith(ending) and len(folded) - len(ending) >= least:
            return folded.removesuffix(ending)
    return folded


def _list_stems(word: str, language: str) -> tuple[str, ...]:
    """The stem of a word, and of what is left of it without "video" and the like."""
    folded = fold_name(word)
    bare = _CLIP_ENDINGS.sub("", folded)
    return tuple(dict.fromkeys((find_stem(folded, language), find_stem(bare, language))))


@cache
def _index_phrases(language: str) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Index a language's phrases by the stem of their first word, longest first: (stems, scene id)."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for scene in list_scenes():
        for said in scene.phrases[language]:
            stems = tuple(find_stem(word, language) for word in _WORD.findall(said))
            index.setdefault(stems[0], []).append((stems, scene.id))
    return {first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in index.items()}


@cache
def _compile_unspaced(language: str) -> tuple[re.Pattern[str], Mapping[str, SceneMusic]]:
    scenes = {said: scene for scene in list_scenes() for said in scene.phrases[language]}
    return re.compile("|".join(map(re.escape, sorted(scenes, key=len, reverse=True)))), scenes

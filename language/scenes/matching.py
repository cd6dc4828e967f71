"""Find scenes by what people call them, in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from language.scenes.table import SceneMusic, find_scene, list_scenes
from musechat.concepts import fold_name

UNSPACED = frozenset({"ja"})  # languages that put no spaces between words
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# What German and, less often, English words of a clip end in: "Hochzeitsvideo" is about a Hochzeit.
_CLIP_ENDINGS = re.compile(
    r"(?<=\w{4})(?:s|n|en)?(?:videos?|films?|filme|clips?|musik|songs?|szenen?|aufnahmen?|montage|edits?|vlogs?)$"
)
_CLIP_WORDS = frozenset({"musik", "music", "heim"})  # what is left of these says nothing of what is shown
_PLURALS = {"en": ("s",), "fr": ("s", "x"), "es": ("es", "s"), "de": ("en", "n", "s", "e", "er")}
_LEAST_STEM = 4  # letters that a word keeps when its ending goes


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
    """Find where a text names scenes in any of the languages; of overlapping phrases the longest counts."""
    found = [match for language in languages for match in _iter_matches(text, language)]
    kept: list[MatchedScene] = []
    for match in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if all(match.end <= other.start or match.start >= other.end for other in kept):
            kept.append(match)
    return tuple(sorted(kept, key=lambda m: m.start))


def _iter_matches(text: str, language: str) -> Iterable[MatchedScene]:
    if language in UNSPACED:
        pattern, scenes = _compile_unspaced(language)
        for match in pattern.finditer(text):
            yield MatchedScene(scenes[match.group()], match.start(), match.end(), language)
        return
    table, words = _index_phrases(language), list(_WORD.finditer(text))
    stems = [find_stem(word.group(), language) for word in words]
    for at, stem in enumerate(stems):
        for phrase, scene_id in table.get(stem, ()):
            if tuple(stems[at : at + len(phrase)]) == phrase and (scene := find_scene(scene_id)):
                yield MatchedScene(scene, words[at].start(), words[at + len(phrase) - 1].end(), language)
                break


def find_stem(word: str, language: str) -> str:
    """Fold a word and take off what a plural or "video" adds, so that inflected words meet their phrase."""
    folded = fold_name(word)
    bare = _CLIP_ENDINGS.sub("", folded)
    bare = folded if bare in _CLIP_WORDS else bare
    for ending in _PLURALS.get(language, ()):
        if bare.endswith(ending) and len(bare) - len(ending) >= _LEAST_STEM:
            return bare.removesuffix(ending)
    return bare


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

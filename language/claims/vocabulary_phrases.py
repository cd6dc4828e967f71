"""Phrases of a lexicon that need no table of their own: what the template writer says, and the vocabulary's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from language.claims.claim_languages import load_claim_words
from language.claims.meanings import term_to_idea
from language.languages.registry import DEFAULT
from language.texts import Texts, load_texts
from language.vocabulary import LANGUAGES, LanguageTable, names_of, split_phrases
from language.vocabulary.scenes import SCENES
from musechat.concepts import GENRES, INSTRUMENTS

Phrases = Iterator[tuple[str, str]]  # (idea, phrase)

_KEY = re.compile(r"describe\.key\.(?P<tonic>[a-g](?:-sharp)?)-(?P<mode>major|minor)")
# Which texts say an idea: the area of the idea, by the beginning of the key; the key's last part names it.
_SAYING = (
    (re.compile(r"(?:describe|reasons\.look)\.(?:pace|light|warmth|colour)\.([^.]+)"), "clip"),
    (re.compile(r"(?:describe|reasons)\.cuts\.([^.]+)(?:\.\d+)?"), "clip"),
    (re.compile(r"describe\.(?:drive|mood|timbre)\.([^.]+)"), "track"),
    (re.compile(r"reasons\.alone\.([^.]+)\.\d"), "track"),
    (re.compile(r"reasons\.second\.(?:mood|timbre)\.([^.]+)\.\d"), "track"),
    (re.compile(r"reasons\.place\.([^.]+)\.\d"), "place"),
    (re.compile(r"reasons\.place-starts\.([^.]+)\.\d"), "place-starts"),
    (re.compile(r"reasons\.change\.((?:energy|brightness|valence)\.(?:more|less))"), "change"),
)
_CHANGES = {"slower": "tempo.less", "faster": "tempo.more", "shorter": "length.less", "longer": "length.more"}
_AROUND = re.compile(r"^(?:an?|ein) | than the last pick$")  # what is read by itself
_CLIP = re.compile(r"\s+(?:clip|video|vídeo|film|footage)$", re.IGNORECASE)
_ENDS = re.compile(r"^[\s,、。():;（）：]+|[\s,、。():;（）：]+$")
_BRACKET = re.compile("[(（]")
_PLACEHOLDERS = re.compile(r"\{\w+\}")
# Things whose plain name a reason may well say of music or of nothing: "the bridge", "on stage", "your library".
_SAID_OF_TRACKS = frozenset(
    {"bridge", "stage", "fire", "library", "people", "machine", "train", "plane", "road", "station", "sky", "food"}
    | {"tools", "shop", "fish", "drink", "musical-instrument", "animation", "screen", "river", "church", "snow"}
)
_PACES = {"brisk": "fast"}  # paces that a reason claims by another name


def iter_catalogue_phrases(language: str) -> Phrases:
    """Every phrase by which the template writer claims something in a language."""
    texts = load_texts(language)
    for key, text in texts.catalogue.items():
        for pattern, area in _SAYING:
            if found := pattern.fullmatch(key):
                yield f"{area}.{found[1]}", _AROUND.sub("", _strip_placeholders(text))
    yield from _iter_paces(texts)
    for name, change in _CHANGES.items():
        yield (
            f"change.{change}",
            _BRACKET.split(_split_pieces(texts(f"reasons.change.{name}"))[0])[0].removesuffix(" than the last pick"),
        )
    alone = load_claim_words(language).pieces_alone
    for text in texts.list_variants("reasons.moment.meets"):
        # A word alone, such as "at", claims nothing.
        yield from (("meets.rise", piece) for piece in _split_pieces(text) if " " in piece or alone)
    for key, text in texts.catalogue.items():
        if found := re.fullmatch(r"terms\.(?:after-with\.)?([^.]+)", key):
            idea = term_to_idea(found[1]) or term_to_idea(found[1].replace("-", " "))
            yield from [(idea, text)] if idea else []


def iter_scene_phrases(language: str) -> Phrases:
    """What a reason says of a clip that shows something; bare names only where they are said of no track."""
    named = load_claim_words(language).named_scenes
    for scene in SCENES.values():
        yield f"shown.{scene.id}", scene.of_clip[language]
        if named and scene.id not in _SAID_OF_TRACKS:
            yield f"shown.{scene.id}", scene.names[language]


def iter_vocabulary_phrases(language: str) -> Phrases:
    """What people say for instruments, genres, moods, tempi and changes; elsewhere the sounds in English too."""
    yield from _iter_table(LANGUAGES[language], language)
    if language == DEFAULT:
        return
    elsewhere = load_claim_words(language).elsewhere
    for concept in (*INSTRUMENTS.values(), *GENRES.values()):
        if (name := names_of(concept)[0]) not in elsewhere:
            yield term_to_idea(concept.id), name
    yield from (("vocals.any", "vocals"), ("vocals.none", "no vocals"), ("vocals.none", "instrumental"))


def _iter_table(table: LanguageTable, language: str) -> Phrases:
    for name, said in table.terms.items():
        yield from ((term_to_idea(name), phrase) for phrase in split_phrases(said))
    if load_claim_words(language).moves_claim:
        for (facet, upward), said in table.moves.items():
            yield from ((f"change.{facet.value}.{'more' if upward else 'less'}", each) for each in split_phrases(said))
    for voice, said in table.voices.items():
        yield from ((f"vocals.{voice or 'any'}", phrase) for phrase in split_phrases(said))
    for pace, said in table.paces.items():
        yield from ((f"tempo.{_PACES.get(pace, pace)}", phrase) for phrase in split_phrases(said))
    for said in table.licences.values():
        yield from (("use.commercial", phrase) for phrase in split_phrases(said))


def _iter_paces(texts: Texts) -> Phrases:
    """Ways of saying that pick and clip share a pace."""
    for way in ("same", "lively"):
        for text in texts.list_variants(f"reasons.beside.{way}"):
            yield "pace.same", _find_longest_piece(text)
        yield from (("pace.same", _strip_placeholders(text)) for text in texts.list_variants(f"reasons.paced.{way}"))
    yield "clip.lively", _find_longest_piece(texts.list_variants("reasons.beside.lively")[-1])


def _find_longest_piece(text: str) -> str:
    """The longest piece of a text, up to the clip's own noun: whom the words around it are about is told by that."""
    return _CLIP.sub("", max(_split_pieces(text), key=len))


def _strip_placeholders(text: str) -> str:
    """A text without its placeholders and the signs at its ends."""
    return _ENDS.sub("", _PLACEHOLDERS.sub(" ", text))


def _split_pieces(text: str) -> list[str]:
    """What stands between the placeholders of a text."""
    pieces = (_ENDS.sub("", piece) for piece in _PLACEHOLDERS.split(text))
    return [piece for piece in pieces if len(piece) > 1]

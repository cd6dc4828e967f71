"""A grammar of requests: what members say about music, and what each phrase asks of an aspect.

``calmer`` asks for less energy than the previous pick; ``piano`` for much piano; ``no vocals`` for none. Real
captions add to it: a caption's aspect list is read with the same phrases, so it asks for what it names.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from numpy.random import Generator

from models.train.aspects import MEASURES

T = TypeVar("T")


@dataclass(frozen=True)
class Term:
    """One thing asked for. ``direction`` 1 more, -1 less; ``relative`` to the previous pick, else outright."""

    aspect: str
    direction: int
    relative: bool


@dataclass(frozen=True)
class Request:
    """Words and what they ask for."""

    text: str
    terms: tuple[Term, ...]


# aspect and direction: phrases that compare | phrases that name a quality outright
COMPARING: dict[tuple[str, int], tuple[str, str]] = {
    ("energy", -1): (
        "calmer; more relaxed; less intense; quieter; gentler; less energetic; "
        "more peaceful; more chill; mellower; toned down;"
        " less aggressive; more laid-back; not so loud; less busy; more soothing; "
        "calm it down; more subtle; less hectic",
        "calm; relaxing; peaceful; chill; gentle; quiet; soothing; mellow; laid-back; "
        "tranquil; serene; low-key; meditative",
    ),
    ("energy", 1): (
        "more energetic; more energy; more intense; louder; more upbeat; punchier; "
        "more powerful; more exciting; livelier;"
        " harder; more driving; more aggressive; wilder; more action; pump it up; more dynamic; bigger; more drive",
        "energetic; intense; powerful; exciting; driving; aggressive; loud; wild; "
        "high energy; pumping; action; adrenaline",
    ),
    ("tempo", -1): ("slower; slow it down; a slower tempo; less fast; not so fast", "slow; slow tempo; slow-paced"),
    ("tempo", 1): (
        "faster; speed it up; a faster tempo; quicker; more pace; not so slow; with a quicker beat",
        "fast; fast tempo; fast-paced; quick; uptempo; up-tempo",
    ),
    ("happy", 1): (
        "happier; more cheerful; more positive; lighter; more fun; less sad; "
        "more joyful; sunnier; less gloomy; more uplifting;"
        " more playful; not so sad; less dark",
        "happy; cheerful; joyful; fun; playful; uplifting; positive; sunny; "
        "light-hearted; feel-good; optimistic; funny",
    ),
    ("happy", -1): (
        "darker; gloomier; more serious; less happy; moodier; more ominous; "
        "more mysterious; less cheerful; more sinister;"
        " more dramatic; less cheesy; grittier",
        "dark; gloomy; ominous; mysterious; sinister; scary; eerie; spooky; haunting; "
        "brooding; suspenseful; tense; menacing",
    ),
    ("sad", 1): (
        "sadder; more melancholic; more emotional; more wistful",
        "sad; melancholic; melancholy; emotional; heartbreaking; nostalgic; wistful; sentimental; longing; bittersweet",
    ),
    ("bright", 1): (
        "brighter in sound; more sparkling; less muffled; more treble",
        "bright sound; sparkling; shimmering; crisp",
    ),
    ("bright", -1): (
        "warmer; deeper; more bass; less shrill; less bright",
        "warm; deep; bass-heavy; mellow sound; muffled",
    ),
    ("electronic", 1): (
        "more electronic; more synthetic; less acoustic",
        "electronic; synthetic; digital; computer music",
    ),
    ("electronic", -1): (
        "more acoustic; less electronic; more organic; more natural",
        "acoustic; organic; unplugged; live instruments",
    ),
    ("soft", 1): (
        "softer; smoother; more delicate; more tender; less harsh",
        "soft; smooth; delicate; tender; romantic; dreamy; intimate",
    ),
    ("steady", 1): (
        "groovier; more rhythmic; with more groove; more of a beat",
        "groovy; rhythmic; steady beat; danceable; catchy beat",
    ),
    ("steady", -1): ("less rhythmic; freer; less of a beat", "no beat; beatless; free-floating; drone"),
    ("experimental", 1): (
        "weirder; stranger; more unusual; more experimental",
        "weird; strange; experimental; unusual; psychedelic",
    ),
    ("retro", 1): (
        "more retro; more old-school; more vintage",
        "retro; vintage; old-school; eighties; 80s; oldies; nostalgic synths",
    ),
    ("ambient", 1): (
        "more atmospheric; more spacious; more ambient",
        "atmospheric; spacious; ambient; ethereal; airy; floating; cosmic",
    ),
    ("sexy", 1): ("sexier; more sensual", "sexy; sensual; seductive; smooth and sensual"),
}
NAMING: dict[str, str] = {
    "piano": "piano; keys; piano melody; solo piano; grand piano; mellow piano melody",
    "guitar": "guitar; guitars; acoustic guitar; electric guitar; guitar melody; strumming guitar",
    "strings": "strings; violin; cello; string section; orchestral strings; violins",
    "flute": "flute; woodwinds; flute melody",
    "harp": "harp; plucked harp",
    "harpsichord": "harpsichord; baroque keyboard",
    "drums": "drums; percussion; beat; drum kit; beats; kick drum; punchy drums",
    "synth": "synth; synths; synthesizer; synth pads; synth lead",
    "sitar": "sitar; indian music; eastern sounds",
    "choir": "choir; choral voices; choral singing; opera",
    "vocals": "vocals; singing; voice; a singer; vocal; someone singing; lyrics",
    "female": "female vocals; a female singer; a woman singing; female voice; female vocalist",
    "male": "male vocals; a male singer; a man singing; male voice; male vocalist",
    "classical": (
        "classical; classical music; orchestral; orchestra; baroque; chamber music; symphonic; cinematic orchestra"
    ),
    "techno": "techno; house; trance; rave; edm; club music",
    "rock": "rock; classic rock; alternative rock; rock band; rock and roll",
    "metal": "metal; heavy metal; hard rock; distorted guitars; thrash",
    "punk": "punk; punk rock; garage rock",
    "pop": "pop; pop song; pop music; catchy pop",
    "dance": "dance; dance music; disco; club beat; party music",
    "jazz": "jazz; swing; jazzy; saxophone; smooth jazz; lounge",
    "blues": "blues; bluesy",
    "folk": "folk; folk music; singer-songwriter; celtic",
    "country": "country; country music; bluegrass; western; banjo",
    "hip hop": "hip hop; hip-hop; rap; trap; boom bap; r&b; lo-fi beats",
    "soul": "soul; funk; funky; soulful; motown",
    "indie": "indie; indie rock; alternative",
    "new age": "new age; meditation music; spa music; yoga music; healing music",
}
MORE = (
    "{}; something {}; something more {}; make it {}; {} please; can it be {}?; "
    "I want it {}; a bit {}; much {}; could you go {}"
)
NAME = (
    "{}; something with {}; more {}; {} please; add {}; {} instead; I would like {}; "
    "how about {}?; with {}; try {}; a {} track"
)
QUALITY = (
    "{}; something {}; {} music; I want something {}; make it {}; "
    "give me something {}; a {} track; sounds {}; {} vibe; it should feel {}"
)
WITHOUT = (
    "no {}; without {}; less {}; not so much {}; remove the {}; no more {}; "
    "I don't want {}; drop the {}; please no {}; {}-free"
)
JOINTS = (", ", ", ", " and ", " but ", ", with ", "; ", ". ")
MORE_OF = "more {}; even more {}; a bit more {}; much more {}; not {} enough; make it more {}"
LESS_OF = "less {}; not so {}; not as {}; a bit less {}; too {}; much less {}; make it less {}; that was too {}"
VOCALS_GONE = "instrumental; instrumental only; purely instrumental; no singing; no voice; no lyrics; without a singer"


def request(rng: Generator, terms: int) -> Request:
    """Make up a request of ``terms`` things."""
    parts: dict[str, tuple[str, Term]] = {}
    while len(parts) < terms:
        phrase, term = _part(rng)
        parts.setdefault(term.aspect, (phrase, term))
    text = ""
    for phrase, _ in parts.values():
        text += (str(rng.choice(JOINTS)) if text else "") + phrase
    return Request(text, tuple(term for _, term in parts.values()))


def captions(path: Path) -> list[Request]:
    """Read a MusicCaps table as requests: aspect lists and whole captions, each with what its list names."""
    found = []
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            listed = [str(a) for a in ast.literal_eval(row["aspect_list"])]
            terms = terms_in(listed)
            if terms:
                found.append(Request(", ".join(listed), terms))
                found.append(Request(row["caption"], terms))
    return found


def terms_in(phrases: Iterable[str]) -> tuple[Term, ...]:
    """Find what short phrases ask for, by the words of this grammar; the first to speak of an aspect decides it."""
    terms: dict[str, Term] = {}
    for phrase in phrases:
        low = phrase.lower()
        negated = bool(re.match(r"(no|without|not|non)\b", low))
        for words, aspect, direction in _KNOWN:
            if words.search(low):
                sign = -direction if negated else direction
                terms.setdefault(aspect, Term(aspect, sign, relative=False))
    return tuple(terms.values())


def _part(rng: Generator) -> tuple[str, Term]:
    """One phrase and its meaning."""
    draw = rng.random()
    if draw < 0.12:  # any quality can be compared: "less hectic", "not so dark"
        (aspect, direction), (_, phrases) = _one(rng, list(COMPARING.items()))
        sign, frames = (1, MORE_OF) if rng.random() < 0.4 else (-1, LESS_OF)
        return _framed(rng, frames, phrases), Term(aspect, sign * direction, relative=True)
    if draw < 0.34:
        (aspect, direction), (phrases, _) = _one(rng, list(COMPARING.items()))
        return _framed(rng, MORE, phrases), Term(aspect, direction, relative=True)
    if draw < 0.5:
        (aspect, direction), (_, phrases) = _one(rng, list(COMPARING.items()))
        return _framed(rng, QUALITY, phrases), Term(aspect, direction, relative=False)
    if draw < 0.76:
        aspect, phrases = _one(rng, list(NAMING.items()))
        return _framed(rng, NAME, phrases), Term(aspect, 1, relative=False)
    if draw < 0.81:
        return _framed(rng, "{}; {} please; make it {}", VOCALS_GONE), Term("vocals", -1, relative=False)
    aspect, phrases = ("vocals", NAMING["vocals"]) if draw < 0.86 else _one(rng, list(NAMING.items()))
    return _framed(rng, WITHOUT, phrases), Term(aspect, -1, relative=False)


def _framed(rng: Generator, frames: str, phrases: str) -> str:
    return str(rng.choice(_listed(frames))).replace("{}", str(rng.choice(_listed(phrases))))


def _one(rng: Generator, options: list[T]) -> T:
    return options[int(rng.integers(len(options)))]


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _known() -> list[tuple[re.Pattern[str], str, int]]:
    """Pair every outright phrase, as whole words, with what it asks for."""
    pairs = [(phrases, aspect, direction) for (aspect, direction), (_, phrases) in COMPARING.items()]
    pairs += [(phrases, aspect, 1) for aspect, phrases in NAMING.items()] + [("instrumental", "vocals", -1)]
    return [
        (re.compile(r"\b(" + "|".join(re.escape(p) for p in _listed(phrases)) + r")\b"), aspect, direction)
        for phrases, aspect, direction in pairs
    ]


_KNOWN = _known()
assert all(aspect in MEASURES for _, aspect, _ in _KNOWN)  # noqa: S101 (a typing slip in the tables above)

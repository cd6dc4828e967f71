"""Tags of a track, merged from the tagger, the music analyser, the file's own genre and the analysis."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from musechat.track import Tag, TrackTraits

# A tagger's scores are not alike: "electronic" at 0.3 says little, "metal" at 0.1 says much. These are roughly the
# scores that one track in eight of 157 varied ones reaches; tags not named here use DEFAULT_THRESHOLD.
DEFAULT_THRESHOLD = 0.12
THRESHOLDS = {
    "guitar": 0.3, "techno": 0.35, "electronic": 0.35, "fast": 0.35, "synth": 0.22, "jazz": 0.2, "drums": 0.2,
    "beat": 0.2, "ambient": 0.2, "slow": 0.18, "rock": 0.18, "piano": 0.18, "indie": 0.15, "classical": 0.15,
    "loud": 0.15, "instrumental": 0.15, "folk": 0.09, "quiet": 0.08, "soft": 0.08, "violin": 0.08, "blues": 0.08,
    "acoustic": 0.08, "dance": 0.1, "pop": 0.1, "flute": 0.1, "punk": 0.1, "cello": 0.08, "harp": 0.06, "funk": 0.06,
    "metal": 0.06, "soul": 0.06, "hip-hop": 0.05, "choir": 0.05, "mellow": 0.04,
}  # fmt: skip
_SAME = {
    "beats": "beat", "classic": "classical", "choral": "choir", "chill": "chillout", "heavy metal": "metal",
    "electronica": "electronic", "hip hop": "hip-hop", "female vocalists": "female vocals",
    "male vocalists": "male vocals", "female vocalist": "female vocals", "female vocal": "female vocals",
    "male vocal": "male vocals", "female voice": "female vocals", "male voice": "male vocals",
}  # fmt: skip
VOICE_TAGS = frozenset(
    {"vocal", "vocals", "singing", "voice", "female", "male", "woman", "man", "female vocal", "male vocal",
     "female voice", "male voice", "female vocals", "male vocals", "female vocalists", "male vocalists",
     "female vocalist", "opera", "choir", "choral", "rap"}
)  # fmt: skip
NO_VOICE_TAGS = frozenset({"no vocals", "no vocal", "no voice", "instrumental"})
# Not kept: who sings is said by "female vocals"; decades and opinions cannot be heard reliably.
_DROPPED = frozenset({"00s", "60s", "70s", "80s", "90s", "oldies", "sexy", "catchy", "weird", "beautiful", "solo"})
_VOICE_ONLY = (VOICE_TAGS | NO_VOICE_TAGS) - {"opera", "choir", "choral", "rap"}


def score_vocals(scores: Mapping[str, float]) -> float | None:
    """Probability of singing or rap out of a tagger's scores; ``None`` where it knows no such tags.

    The strongest sign of a voice against the strongest sign of none. Taggers are shy about both: a 0.2 for "vocal"
    together with a 0.1 for "no vocals" is where one cannot tell.
    """
    voice = max((scores[t] for t in VOICE_TAGS & scores.keys()), default=None)
    if voice is None:
        return None
    none = max((scores[t] for t in NO_VOICE_TAGS & scores.keys()), default=0.1)
    evidence = 1.6 * (_to_logit(voice) - _to_logit(0.2)) - 0.5 * (_to_logit(none) - _to_logit(0.1))
    return 1 / (1 + math.exp(-evidence))


def merge_tags(
    scores: Mapping[str, float],
    genre: str,
    traits: TrackTraits,
    heard: Iterable[Tag] = (),
    moods: Iterable[str] = (),
) -> tuple[Tag, ...]:
    """Merge all tags of a track, best first, each once with its highest score.

    Args:
        scores: the tagger's, by tag.
        genre: the file's own.
        traits: what was measured.
        moods: the owner's mood words.
        heard: the music analyser's instruments. One that has a probability keeps it beside a higher score of another.

    """
    best: dict[str, Tag] = {}
    said = (*_take_from_genre(genre), *take_from_moods(moods))
    found = (*_take_from_tagger(scores, traits), *said, *_take_from_traits(traits))
    for tag in (*found, *heard):
        other = best.get(tag.name)
        if other is None:
            best[tag.name] = tag
        elif tag.probability is not None:
            best[tag.name] = replace(tag, score=max(tag.score, other.score))
        elif tag.score > other.score:
            best[tag.name] = replace(tag, probability=other.probability)
    return tuple(sorted(best.values(), key=lambda t: (-t.score, t.name)))


def replace_file_tags(tags: Iterable[Tag], genre: str, moods: Iterable[str] = ()) -> tuple[Tag, ...]:
    """A track's tags with those of its file read anew, from its genre and mood tags."""
    said = {tag.name: tag for tag in (*_take_from_genre(genre), *take_from_moods(moods))}
    heard = [tag for tag in tags if tag.source != "file" and tag.name not in said]
    return tuple(sorted([*heard, *said.values()], key=lambda t: (-t.score, t.name)))


def take_from_moods(moods: Iterable[str]) -> list[Tag]:
    """The owner's mood words as tags; a sentence is none."""
    names = (part.strip().lower() for mood in moods for part in re.split(r"[,;/|]", mood))
    return [Tag(name, 1.0, "file") for name in dict.fromkeys(names) if 1 < len(name) <= 40 and not name.isdigit()]


def _take_from_tagger(scores: Mapping[str, float], traits: TrackTraits) -> Iterable[Tag]:
    for raw, score in scores.items():
        name = _SAME.get(raw, raw)
        if raw in _DROPPED or (raw in _VOICE_ONLY and not (traits.vocals and name in {"female vocals", "male vocals"})):
            continue
        if score >= THRESHOLDS.get(name, DEFAULT_THRESHOLD):
            yield Tag(name, round(float(score), 4), "tagger")


def _take_from_genre(genre: str) -> Iterable[Tag]:
    names = (part.strip().lower() for part in re.split(r"[,;/|]", genre))
    return [Tag(name, 1.0, "file") for name in names if 1 < len(name) <= 40]


def _take_from_traits(traits: TrackTraits) -> Iterable[Tag]:
    words = {
        "calm": 1 - traits.energy if traits.energy < 0.35 else 0.0,
        "energetic": traits.energy if traits.energy > 0.65 else 0.0,
        "bright": traits.brightness if traits.brightness > 0.65 else 0.0,
        "dark": 1 - traits.brightness if traits.brightness < 0.35 and traits.valence < 0.5 else 0.0,
        "slow": 0.8 if traits.tempo_bpm is not None and traits.tempo_bpm < 84 else 0.0,
        "fast": 0.8 if traits.tempo_bpm is not None and traits.tempo_bpm > 138 else 0.0,
        "instrumental": 1 - traits.vocal_score if traits.vocals is False else 0.0,
        "vocals": traits.vocal_score if traits.vocals else 0.0,
        traits.mode or "": traits.key_confidence,
    }
    return [Tag(name, round(score, 4), "analysis") for name, score in words.items() if name and score > 0]


def _to_logit(p: float) -> float:
    p = min(max(p, 0.005), 0.995)
    return math.log(p / (1 - p))

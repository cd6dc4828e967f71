"""What liked tracks have in common, in a reader's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median, quantiles

from bot.discord.cards.escaping import escape
from language.descriptions import SURE_TEMPO
from language.texts import Texts
from musechat.concepts import GENRES, INSTRUMENTS, MOODS
from musechat.matching import has_vocals
from musechat.track import Track

# Liked tracks at which a taste has half its weight: as in models.ranking.taste_vector, which the bot may not import.
DOUBT = 5.0
MOST_TAGS, MOST_ARTISTS = 6, 3
SURE_TAG = 0.3
CLEARLY = 0.7  # share of tracks from which something is their habit
_TELLING = INSTRUMENTS.keys() | GENRES.keys() | MOODS.keys()
_STEPS = ((0.25, "calm"), (0.4, "easy-going"), (0.6, "steady"), (0.75, "lively"), (9.0, "driving"))


def summarise_taste(tracks: Sequence[Track], texts: Texts) -> Iterator[str]:
    """Lines on tempo, energy, mood, voice, tags and artists of at least one track; what is unsure is left out."""
    yield from _describe_tempo(tracks, texts)
    yield texts("commands.taste.energy", word=_describe_energy(tracks, texts))
    yield texts(f"commands.taste.mood.{_name_mood(tracks)}")
    yield texts(f"commands.taste.voice.{_name_voice(tracks)}")
    tags = Counter(name for track in tracks for name in {t.name for t in track.tags if t.score >= SURE_TAG} & _TELLING)
    if tags:
        names = [escape(texts.translate_term(name), 40) for name in _most_frequent(tags, MOST_TAGS)]
        yield texts("commands.taste.tags", names=texts.join_list(names))
    artists = Counter(track.artist for track in tracks if track.artist.strip())
    if artists:
        yield texts(
            "commands.taste.artists",
            names=texts.join_list([escape(name, 60) for name in _most_frequent(artists, MOST_ARTISTS)]),
        )


def taste_weight(n: int) -> int:
    """How much of its greatest possible weight a taste of ``n`` liked tracks has, in per cent."""
    return round(100 * n / (n + DOUBT))


def _describe_tempo(tracks: Sequence[Track], texts: Texts) -> Iterator[str]:
    traits = [track.traits for track in tracks]
    found = [t.tempo_bpm for t in traits if t.tempo_bpm is not None and t.tempo_confidence >= SURE_TEMPO]
    if not found:
        return
    low, high = (found[0], found[0]) if len(found) == 1 else quantiles(found, n=4, method="inclusive")[::2]
    if high - low < 3:
        yield texts("commands.taste.tempo-at", bpm=f"{median(found):.0f}")
    else:
        yield texts("commands.taste.tempo", low=f"{low:.0f}", high=f"{high:.0f}")


def _describe_energy(tracks: Sequence[Track], texts: Texts) -> str:
    level = median(track.traits.energy for track in tracks)
    return texts(f"describe.drive.{next(name for bound, name in _STEPS if level < bound)}")


def _name_mood(tracks: Sequence[Track]) -> str:
    level = median(track.traits.valence for track in tracks)
    return "sombre" if level < 0.35 else "cheerful" if level > 0.65 else "between"


def _name_voice(tracks: Sequence[Track]) -> str:
    share = sum(has_vocals(track) for track in tracks) / len(tracks)
    return "with" if share >= CLEARLY else "without" if share <= 1 - CLEARLY else "both"


def _most_frequent(counts: Counter[str], n: int) -> list[str]:
    """The most frequent, ties in alphabetical order."""
    return sorted(counts, key=lambda name: (-counts[name], name))[:n]

"""Summarises in words what liked tracks have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median, quantiles

from bot.discord.cards.escaping import escape
from language.certainty import Certainty, judge_tag, judge_tempo, judge_vocals
from language.texts import Texts
from musechat.concepts import GENRES, INSTRUMENTS, MOODS
from musechat.nobody import names_nobody
from musechat.track import Tag, Track

MOST_TAGS, MOST_ARTISTS = 6, 3
LEAST_KNOWN = 0.5  # share of tracks of which something has to be known before it is said of their taste
CLEARLY = 0.7  # share of tracks from which a property counts as typical
_TELLING = INSTRUMENTS.keys() | GENRES.keys() | MOODS.keys()
# Upper bounds of energy (0 to 1) and the word for what lies below; the last bound is open.
_STEPS = ((0.25, "calm"), (0.4, "easy-going"), (0.6, "steady"), (0.75, "lively"), (9.0, "driving"))


def summarise_taste(tracks: Sequence[Track], texts: Texts) -> Iterator[str]:
    """Yield lines on tempo, energy, mood, vocals, tags and artists of ``tracks``, which must not be empty.

    What is uncertain is left out. Medians and quartiles rather than means: one outlier must not describe a taste.
    """
    yield from _describe_tempo(tracks, texts)
    yield texts("commands.taste.energy", word=_describe_energy(tracks, texts))
    yield texts(f"commands.taste.mood.{_name_mood(tracks)}")
    if voice := _name_voice(tracks):
        yield texts(f"commands.taste.voice.{voice}")
    sure_names = ({tag.name for tag in track.tags if _is_named(tag)} for track in tracks)
    tags = Counter(name for names in sure_names for name in names)
    if tags:
        names = [escape(texts.translate_term(name), 40) for name in _most_frequent(tags, MOST_TAGS)]
        yield texts("commands.taste.tags", names=texts.join_list(names))
    artists = Counter(track.artist for track in tracks if not names_nobody(track.artist))
    if artists:
        yield texts(
            "commands.taste.artists",
            names=texts.join_list([escape(name, 60) for name in _most_frequent(artists, MOST_ARTISTS)]),
        )


def _describe_tempo(tracks: Sequence[Track], texts: Texts) -> Iterator[str]:
    traits = [track.traits for track in tracks]
    found = [t.tempo_bpm for t in traits if t.tempo_bpm is not None and judge_tempo(t) is Certainty.PLAIN]
    if not found:
        return
    low, high = (found[0], found[0]) if len(found) == 1 else quantiles(found, n=4, method="inclusive")[::2]
    if high - low < 3:  # BPM; a narrower range is one tempo, measured several times
        yield texts("commands.taste.tempo-at", bpm=f"{median(found):.0f}")
    else:
        yield texts("commands.taste.tempo", low=f"{low:.0f}", high=f"{high:.0f}")


def _describe_energy(tracks: Sequence[Track], texts: Texts) -> str:
    level = median(track.traits.energy for track in tracks)
    return texts(f"describe.drive.{next(name for bound, name in _STEPS if level < bound)}")


def _name_mood(tracks: Sequence[Track]) -> str:
    level = median(track.traits.valence for track in tracks)
    return "sombre" if level < 0.35 else "cheerful" if level > 0.65 else "between"


def _is_named(tag: Tag) -> bool:
    return tag.name in _TELLING and tag.source != "analysis" and judge_tag(tag) is Certainty.PLAIN


def _name_voice(tracks: Sequence[Track]) -> str:
    """Say whether the tracks are sung, "" where that is likely of too few of them."""
    known = [track.traits for track in tracks if judge_vocals(track.traits)]
    if len(known) < LEAST_KNOWN * len(tracks):
        return ""
    share = sum(bool(traits.vocals) for traits in known) / len(known)
    return "with" if share >= CLEARLY else "without" if share <= 1 - CLEARLY else "both"


def _most_frequent(counts: Counter[str], n: int) -> list[str]:
    """The ``n`` most frequent keys; ties in alphabetical order, so that the answer does not vary."""
    return sorted(counts, key=lambda name: (-counts[name], name))[:n]

"""Facts of simulated turns: training input of the writer.

Tags and vectors come from real and composed music by the encoder; what stands in the prompt only (tempo, key, length,
sections, clip, previous pick) is drawn at random, so that it cannot be guessed from the music and must be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

from models.ranking.start_moment import find_start_moment
from models.writer.interface import ReasonFacts
from models.writer.tag_confidence import list_instruments, list_styles
from musechat.brief import Brief, StandingWish
from musechat.tagging import merge_tags, score_vocals
from musechat.track import CURVE_POINTS, Licence, Section, Track, TrackTraits
from musechat.turn import TurnKind
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import NamedValue, RangeValue, VocalsValue
from research.training.aspects import COLUMN
from research.training.feature_cache import FeatureCache
from research.training.reason_grammar import load_sentences
from research.training.synthetic_clips import HARD_STRIPES, SOFT_BLOBS, draw_traits

KEYS = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
LABELS = ("intro", "build", "main", "break", "main", "ending")
NO_CLIP, NO_ARTIST, LATER, ASKING = 0.12, 0.05, 0.45, 0.4  # shares
BRIEF = 0.25  # share of tracks that may be shorter than a minute
CONTRARY = 0.1  # share of comparatives that the track does not keep
SURE, UNSURE = 0.9, 0.2  # confidences
_LEVELS = {"energy": Facet.ENERGY, "brightness": Facet.BRIGHTNESS, "valence": Facet.VALENCE}


@dataclass(frozen=True)
class FactMaker:
    """Makes facts of simulated turns around the tracks of a feature cache."""

    bank: FeatureCache

    def make_facts(self, rng: Generator) -> ReasonFacts:
        """Make one turn's facts about a random track of the cache."""
        row = int(rng.integers(len(self.bank)))
        track = self._make_track(row, rng)
        clip = None if rng.random() < NO_CLIP else draw_traits(rng, SOFT_BLOBS if rng.random() < 0.5 else HARD_STRIPES)
        last = self._make_track(int(rng.integers(len(self.bank))), rng) if rng.random() < LATER else None
        return ReasonFacts(
            track=track,
            moment=find_start_moment(clip, track.traits),
            clip=clip,
            brief=_make_brief(track, last, rng) if last is not None or rng.random() < ASKING else Brief(),
            turn_seq=2 if last is not None else 1,
            last=last,
            kind=TurnKind.REFINE if last is not None else TurnKind.FIRST,
            thread_id=int(rng.integers(1 << 31)),
            music=self.bank.vectors[row],
        )

    def _make_track(self, row: int, rng: Generator) -> Track:
        scores = self.bank.tags[row]
        traits = _make_traits(scores, {name: float(self.bank.aspects[row, COLUMN[name]]) for name in COLUMN}, rng)
        return Track(
            id=f"{row:016x}",
            title=make_title(rng),
            artist="" if rng.random() < NO_ARTIST else make_artist(rng),
            album="",
            genre="",
            year=None,
            explicit=False,
            licence=Licence("unknown"),
            source_url="",
            path="",
            file_hash="",
            traits=traits,
            tags=merge_tags(scores, "", traits),
        )


def make_title(rng: Generator) -> str:
    """Make a plausible title."""
    return " ".join(_choose_word(rng, "names", part) for part in ("first", "second"))


def make_artist(rng: Generator) -> str:
    """Make a plausible artist's name."""
    if rng.random() < 0.3:
        return _choose_word(rng, "names", "bands")
    return " ".join(_choose_word(rng, "names", part) for part in ("given", "family"))


def _choose_word(rng: Generator, *path: str) -> str:
    found: Any = load_sentences()
    for key in path:
        found = found[key]
    return str(found[int(rng.integers(len(found)))])


def _make_traits(scores: dict[str, float], aspects: dict[str, float], rng: Generator) -> TrackTraits:
    sung = score_vocals(scores) or 0.5
    shortest = 8.0 if rng.random() < BRIEF else 60.0
    duration = float(np.exp(rng.uniform(np.log(shortest), np.log(400))))
    energy, bright, glad = (
        float(np.clip((aspects[name] + 1) / 2 + rng.normal() * 0.05, 0, 1)) for name in ("energy", "bright", "happy")
    )
    return TrackTraits(
        duration_s=duration,
        tempo_bpm=float(np.clip(rng.normal(115, 32), 45, 200)) if rng.random() < 0.9 else None,
        tempo_confidence=SURE if rng.random() < 0.85 else UNSURE,
        beats_s=(),
        key=str(rng.choice(KEYS)),
        mode=str(rng.choice(["major", "minor"])),
        key_confidence=SURE if rng.random() < 0.8 else UNSURE,
        loudness_lufs=-14.0,
        energy=energy,
        energy_curve=_make_energy_curve(energy, rng),
        brightness=bright,
        valence=glad,
        vocals=None if rng.random() < 0.15 else sung > 0.6 or bool(rng.random() < 0.15),
        vocal_score=sung,
        sections=_make_sections(duration, energy, rng),
    )


def _make_energy_curve(energy: float, rng: Generator) -> tuple[float, ...]:
    curve = np.interp(np.linspace(0, 7, CURVE_POINTS), np.arange(8), rng.normal(size=8) * 0.2)
    return tuple(float(v) for v in np.clip(energy + curve - curve.mean(), 0, 1))


def _make_sections(duration: float, energy: float, rng: Generator) -> tuple[Section, ...]:
    """Draw labelled sections over a duration in seconds; empty in a tenth of the cases."""
    if rng.random() < 0.1:
        return ()
    labels = [label for label in LABELS if rng.random() < 0.75] or ["main"]
    ends = np.cumsum(rng.uniform(0.5, 2.0, len(labels)))
    times = np.concatenate([[0.0], ends / ends[-1] * duration])
    return tuple(
        Section(label, float(a), float(b), energy) for label, a, b in zip(labels, times[:-1], times[1:], strict=True)
    )


def _make_brief(track: Track, last: Track | None, rng: Generator) -> Brief:
    """Draw a brief of one or two wishes of this turn, most of them fulfilled by the track."""
    kinds = ["vocals", "instrument", "genre"] + (["tempo", *_LEVELS, "length", "none"] if last is not None else [])
    chosen = rng.choice(kinds, 1 + int(rng.random() < 0.35), replace=False)
    wishes = [wish for kind in chosen if (wish := _make_wish(str(kind), track, last, rng)) is not None]
    turn = 1 if last is None else 2
    return Brief(tuple(StandingWish(n, turn, 1, wish) for n, wish in enumerate(wishes, 1)))


def _make_wish(kind: str, track: Track, last: Track | None, rng: Generator) -> Wish | None:
    if last is not None and (found := _make_comparison(kind, track.traits, last.traits, rng)):
        return found
    if kind == "vocals" and track.traits.vocals is not None:
        return Wish(Force.PREFER, Facet.VOCALS, VocalsValue(track.traits.vocals), "")
    named = {"instrument": list_instruments, "genre": list_styles}.get(kind)
    tags = named(track)[:3] if named else []
    return Wish(Force.PREFER, Facet(kind), NamedValue(str(rng.choice(tags))), "") if tags else None


def _make_comparison(kind: str, now: TrackTraits, then: TrackTraits, rng: Generator) -> Wish | None:
    if kind in _LEVELS:
        return _make_step_wish(_LEVELS[kind], getattr(now, kind), getattr(then, kind), rng)
    if kind == "length":
        return _make_step_wish(Facet.LENGTH, now.duration_s, then.duration_s, rng)
    if kind == "tempo" and now.tempo_bpm is not None and then.tempo_bpm is not None:
        return _make_step_wish(Facet.TEMPO, now.tempo_bpm, then.tempo_bpm, rng)
    return None


def _make_step_wish(facet: Facet, now: float, then: float, rng: Generator) -> Wish:
    # Some wishes are not fulfilled: the writer must not claim a change that did not happen.
    if rng.random() < CONTRARY:
        now, then = then, now
    # A difference below 2 % is no audible difference: the bound lies that far beyond the last pick.
    step = abs(then) * 0.02
    low, high = (None, then - step) if now < then else (then + step, None)
    return Wish(Force.PREFER, facet, RangeValue(low, high, then), "")

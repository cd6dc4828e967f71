"""Instruction following: whether refinements move the named trait the right way, by judges outside the chooser.

A real clip gets a first pick; a refinement is said about it, or about one of its alternates; the next pick is compared
with that one on a scale of the judges (:mod:`research.evaluation.judges`). Each scale is the mean of up to two halves,
tagger scores and librosa's measures, each standardised over the library:

* energy: tags fast, loud, beat against slow, quiet, soft; onset strength, level and spectral centroid.
* tempo: tags fast against slow; librosa's tempo and the centre of its Fourier tempogram. A tempo is often an octave
  off, which the centre is not: of forty composed tracks, the tempo alone orders 64 % of the pairs whose true tempos
  differ by a tenth, with the centre 79 %, and nobody can score much above that by this half. The tags express an
  impression rather than beats: on real music they correlate with energy and with neither tempo.
* brightness: the spectral centroid; the taggers have no word for it.
* valence: tags happy, party against sad; how much better a major key explains the chroma than a minor one.
* piano, guitar, electronic, voice: the taggers' scores; the spectrum alone cannot tell.

A move counts as right if the next pick lies further along the scale, by however little, or where there is no need to
move: within the last twentieth of the library for a comparison ("calmer" than the calmest cannot be had), within its
top quarter for something asked for by name, and within the half with the least singing for "no vocals". Chance is
exact: the share of all tracks not yet shown that would have counted as right, pick by pick.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from language.vocabulary import find_named_concept
from models.ranking.library_snapshot import LibrarySnapshot
from musechat.wish import Facet
from research.evaluation.intervals import Interval, bootstrap_grouped_mean, bootstrap_interval
from research.evaluation.judges import DoubleArray, JudgeScores
from research.evaluation.scripted_conversation import ScriptedConversation, ScriptedLibrary
from research.training.synthetic_clips import ClipTokens

PHRASES = Path(__file__).with_name("refinements.jsonl")
# Quantiles of a scale from which a track need not move further, by the kind of the request.
_COMPARED, _NAMED, _LEFT_OUT = 0.95, 0.75, 0.5

# The halves of each scale: tagger columns and signal columns, those for more of it and those for less.
SCALES: dict[str, dict[str, tuple[str, str]]] = {
    "energy": {
        "taggers": ("mtt:fast mtt:loud mtt:beat", "mtt:slow mtt:quiet mtt:soft"),
        "signal": ("onset level centroid", ""),
    },
    "tempo": {"taggers": ("mtt:fast", "mtt:slow"), "signal": ("tempo pulse", "")},
    "brightness": {"signal": ("centroid", "")},
    "valence": {"taggers": ("msd:happy msd:party", "msd:sad"), "signal": ("major", "")},
    "piano": {"taggers": ("mtt:piano", "")},
    "guitar": {"taggers": ("mtt:guitar msd:guitar", "")},
    "electronic": {"taggers": ("mtt:electronic msd:electronic", "")},
    "voice": {
        "taggers": (
            "mtt:vocal mtt:vocals mtt:singing mtt:voice msd:female_vocalists msd:male_vocalists",
            "mtt:no_vocals mtt:no_vocal mtt:no_voice msd:instrumental",
        )
    },
}


@dataclass(frozen=True)
class RefinementKind:
    """A kind of refinement: ``sign`` is its direction on ``scale``, ``enough`` the quantile that counts as reached."""

    name: str
    scale: str
    sign: int
    enough: float = _COMPARED


KINDS = (
    RefinementKind("calmer", "energy", -1),
    RefinementKind("more energetic", "energy", 1),
    RefinementKind("faster", "tempo", 1),
    RefinementKind("slower", "tempo", -1),
    RefinementKind("darker", "brightness", -1),
    RefinementKind("brighter", "brightness", 1),
    RefinementKind("happier", "valence", 1),
    RefinementKind("sadder", "valence", -1),
    RefinementKind("piano", "piano", 1, _NAMED),
    RefinementKind("guitar", "guitar", 1, _NAMED),
    RefinementKind("electronic", "electronic", 1, _NAMED),
    RefinementKind("no vocals", "voice", -1, _LEFT_OUT),
)


@dataclass(frozen=True)
class RefinementCase:
    """One refinement; ``by`` holds for each judge whether it moved in the right direction."""

    kind: str
    clip: str
    words: str
    before: str  # track ids
    after: str | None  # None: there was no other pick
    by: dict[str, bool]
    stayed: bool  # right only because there was no need to move
    chance: float


@dataclass(frozen=True)
class RefinementFigures:
    """Shares of right moves for one kind, or for all, 0..1."""

    kind: str
    cases: int
    right: Interval
    chance: float
    taggers: float | None  # by that half of the scale alone; None where the scale has no such half
    signal: float | None
    own: float  # by the traits that the chooser itself weighs
    stayed: float


@dataclass(frozen=True)
class PaceFigures:
    """Rank correlation of the clips' pace with the energy of their first picks."""

    clips: int
    picks: int  # different first picks
    by: dict[str, Interval]  # by source of the clips' pace


class Panel:
    """A library's tracks on the scales of the judges and on the chooser's own.

    Args:
        library: the snapshot that picks are chosen from.
        evidence: the judges' scores, a row per track in the library's order.

    """

    def __init__(self, library: LibrarySnapshot, evidence: JudgeScores) -> None:
        self.library = library
        self.halves = {
            s: {h: evidence.balance_columns(*names) for h, names in scale.items()} for s, scale in SCALES.items()
        }
        self.scales = {s: np.mean(list(halves.values()), axis=0) for s, halves in self.halves.items()}
        self.own = {s: _score_by_chooser(s, library) for s in SCALES}

    def measure_agreement(self) -> dict[str, dict[str, float]]:
        """Rank correlations per scale: between its two halves, and between the whole and the chooser's own traits."""
        found = {}
        for scale, halves in self.halves.items():
            known = ~np.isnan(self.own[scale])
            found[scale] = {"own": _rank_correlation(self.own[scale][known], self.scales[scale][known])}
            if len(halves) == 2:
                found[scale]["halves"] = _rank_correlation(*halves.values())
        return found

    def place_on_scales(self, kind: RefinementKind) -> dict[str, DoubleArray]:
        """Values of the tracks by each judge of a kind, (n,) each; "all" is the reported one."""
        return {"all": self.scales[kind.scale], **self.halves[kind.scale], "own": self.own[kind.scale]}


def is_right_direction(kind: RefinementKind, places: DoubleArray, before: int) -> NDArray[np.bool_]:
    """Return which tracks would be a right answer after the track in row ``before``, (n,)."""
    level = kind.sign * places
    rank = (level[:, None] > level[None]).mean(1)
    return np.asarray((level > level[before]) | (rank >= kind.enough))


def load_phrases(path: Path = PHRASES) -> dict[str, list[str]]:
    """Load the phrasings of each kind of refinement."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {row["kind"]: row["said"] for row in rows}


def run_refinements(
    library: ScriptedLibrary,
    panel: Panel,
    clips: Sequence[ClipTokens],
    progress: Callable[[float], None] = lambda _: None,
) -> list[RefinementCase]:
    """Run one refinement of each kind for each clip, cycling through first pick, alternates and phrasings."""
    phrases = load_phrases()
    cases = []
    for n, clip in enumerate(clips):
        cases += [
            _run_case(kind, phrases[kind.name][n % len(phrases[kind.name])], n, clip, library, panel) for kind in KINDS
        ]
        progress((n + 1) / len(clips))
    return cases


def _run_case(
    kind: RefinementKind, words: str, seed: int, clip: ClipTokens, library: ScriptedLibrary, panel: Panel
) -> RefinementCase:
    conversation = ScriptedConversation(library, clip, seed)
    conversation.take_turn()
    first = conversation.choose_alternate(seed % (1 + conversation.alternates))
    row = panel.library.row_of
    # Chance is taken over the tracks that the thread could still show.
    hidden = panel.library.find_rows(conversation.shown)
    next_picks = conversation.take_turn(words).picks
    after = next_picks[0].track_id if next_picks else None
    good = {
        judge: is_right_direction(kind, places, row[first]) for judge, places in panel.place_on_scales(kind).items()
    }
    by = {judge: after is not None and bool(found[row[after]]) for judge, found in good.items()}
    level = kind.sign * panel.scales[kind.scale]
    stayed = after is not None and by["all"] and bool(level[row[after]] <= level[row[first]])
    chance = float(np.delete(good["all"], hidden).mean())
    return RefinementCase(kind.name, clip.name, words, first, after, by, stayed, chance)


def summarise_cases(cases: Sequence[RefinementCase], seed: int = 0) -> list[RefinementFigures]:
    """Summarise every kind, in order, and all cases together."""
    rng = np.random.default_rng(seed)
    kinds = [(kind.name, [c for c in cases if c.kind == kind.name]) for kind in KINDS]
    return [_compute_figures(name, found, rng) for name, found in [*kinds, ("all", list(cases))] if found]


def _compute_figures(name: str, cases: Sequence[RefinementCase], rng: np.random.Generator) -> RefinementFigures:
    def share(judge: str) -> float | None:
        known = [c.by[judge] for c in cases if judge in c.by]
        return float(np.mean(known)) if known else None

    clips = {clip: n for n, clip in enumerate(dict.fromkeys(c.clip for c in cases))}
    # Cases of one clip share its first pick: the bootstrap resamples clips, not cases.
    values, groups = np.array([c.by["all"] for c in cases], np.float64), np.array([clips[c.clip] for c in cases])
    return RefinementFigures(
        name,
        len(cases),
        bootstrap_grouped_mean(values, groups, rng),
        float(np.mean([c.chance for c in cases])),
        share("taggers"),
        share("signal"),
        share("own") or 0.0,
        float(np.mean([c.stayed for c in cases])),
    )


def correlate_pace(
    shop: ScriptedLibrary, panel: Panel, clips: Sequence[ClipTokens], said: dict[str, dict[str, float]], seed: int = 0
) -> PaceFigures:
    """Correlate the clips' pace with the judges' energy of their first picks, by rank.

    Args:
        shop: the library that picks are chosen from.
        panel: the judges.
        clips: at least three.
        said: the clips' pace by other sources: source -> clip name -> value.
        seed: of the bootstrap.

    """
    first = [ScriptedConversation(shop, clip, n).take_turn().picks[0].track_id for n, clip in enumerate(clips)]
    energy = panel.scales["energy"][[panel.library.row_of[track_id] for track_id in first]]
    sources = {"our watching": {clip.name: clip.traits.energy for clip in clips}, **said}
    rng = np.random.default_rng(seed)
    by = {}
    for source, levels in sources.items():
        known = [n for n, clip in enumerate(clips) if clip.name in levels]
        # A rank correlation of two points is always 1 or -1.
        if len(known) >= 3:
            by[source] = _bootstrap_correlation(np.array([levels[clips[n].name] for n in known]), energy[known], rng)
    return PaceFigures(len(clips), len(set(first)), by)


def _bootstrap_correlation(a: DoubleArray, b: DoubleArray, rng: np.random.Generator) -> Interval:
    return bootstrap_interval(lambda rows: _rank_correlation(a[rows], b[rows]), len(a), rng)


def _rank_correlation(a: DoubleArray, b: DoubleArray) -> float:
    """Spearman's rank correlation, 0 where one side does not vary."""
    return float(np.corrcoef(rankdata(a), rankdata(b))[0, 1]) if np.ptp(a) and np.ptp(b) else 0.0


def _score_by_chooser(scale: str, library: LibrarySnapshot) -> DoubleArray:
    """Return the trait that the chooser itself weighs for a scale, (n,); NaN where it was not measured."""
    if scale in ("piano", "guitar"):
        return library.terms.score_term(find_named_concept(Facet.INSTRUMENT, scale)).astype(np.float64)
    if scale == "electronic":
        return library.terms.score_term(find_named_concept(Facet.GENRE, scale)).astype(np.float64)
    return library.vocal_score if scale == "voice" else library.values[Facet(scale)]

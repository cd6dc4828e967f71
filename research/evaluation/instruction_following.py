"""Whether refinements move the named trait the right way, judged by those who have no part in choosing.

A real clip gets a first pick; something is said about it, or about one of its alternates once brought forward; the
next pick is compared with that one on a scale of the judges (:mod:`research.evaluation.judges`). Each scale is the mean
of up to two halves, what the taggers hear and what librosa measures, each standardised over the library:

* energy: tags fast, loud, beat against slow, quiet, soft; onset strength, level and spectral centroid.
* tempo: tags fast against slow; librosa's tempo and the centre of its Fourier tempogram. A tempo is often an octave
  off, which the centre is not: of forty composed tracks, the tempo alone orders 64 % of the pairs whose true tempos
  differ by a tenth, with the centre 79 %, and nobody can score much above that by this half. The tags know a feeling
  rather than beats: on real music they go with energy and not at all with either tempo.
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
_COMPARED, _NAMED, _LEFT_OUT = 0.95, 0.75, 0.5

# Of each scale its halves: what the taggers hear and what the signal measures, more of it against less of it.
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
    """A kind of refinement: ``sign`` is its direction on the scale, ``enough`` the place that need not be left."""

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
    """One refinement. ``by`` says, for each judge, whether it was a move in the right direction."""

    kind: str
    clip: str
    words: str
    before: str  # track ids
    after: str | None  # None: the words brought no other pick
    by: dict[str, bool]
    stayed: bool  # right only because there was no need to move
    chance: float


@dataclass(frozen=True)
class RefinementFigures:
    """Shares of one kind, or of all."""

    kind: str
    cases: int
    right: Interval
    chance: float
    taggers: float | None  # by that half of the scale alone; None where the scale has no such half
    signal: float | None
    own: float  # by what the chooser itself weighs
    stayed: float


@dataclass(frozen=True)
class PaceFigures:
    """Rank correlation of the clips' pace with the energy of their first picks."""

    clips: int
    picks: int  # different first picks
    by: dict[str, Interval]  # by what the pace of a clip was judged


class Panel:
    """A library's tracks on the scales of the judges and on the chooser's own.

    Args:
        library: the snapshot that is chosen from.
        evidence: what the judges heard, a row per track of the library, in its order.

    """

    def __init__(self, library: LibrarySnapshot, evidence: JudgeScores) -> None:
        self.library = library
        self.halves = {
            s: {h: evidence.balance_columns(*names) for h, names in scale.items()} for s, scale in SCALES.items()
        }
        self.scales = {s: np.mean(list(halves.values()), axis=0) for s, halves in self.halves.items()}
        self.own = {s: _score_by_chooser(s, library) for s in SCALES}

    def measure_agreement(self) -> dict[str, dict[str, float]]:
        """How well judges agree on each scale, by rank: its two halves, and all of it with the chooser's own traits."""
        found = {}
        for scale, halves in self.halves.items():
            known = ~np.isnan(self.own[scale])
            found[scale] = {"own": _rank_correlation(self.own[scale][known], self.scales[scale][known])}
            if len(halves) == 2:
                found[scale]["halves"] = _rank_correlation(*halves.values())
        return found

    def place_on_scales(self, kind: RefinementKind) -> dict[str, DoubleArray]:
        """Where each judge of a kind places the tracks, (n,) each; "all" is the one that counts."""
        return {"all": self.scales[kind.scale], **self.halves[kind.scale], "own": self.own[kind.scale]}


def is_right_direction(kind: RefinementKind, places: DoubleArray, before: int) -> NDArray[np.bool_]:
    """Which tracks would be a right answer after the track in row ``before``, (n,)."""
    level = kind.sign * places
    rank = (level[:, None] > level[None]).mean(1)
    return np.asarray((level > level[before]) | (rank >= kind.enough))


def load_phrases(path: Path = PHRASES) -> dict[str, list[str]]:
    """What people say for each kind."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {row["kind"]: row["said"] for row in rows}


def run_refinements(
    shop: ScriptedLibrary, panel: Panel, clips: Sequence[ClipTokens], told: Callable[[float], None] = lambda _: None
) -> list[RefinementCase]:
    """Say one thing of each kind about a pick for each clip; first pick, alternates and phrasings take turns."""
    said = load_phrases()
    cases = []
    for n, clip in enumerate(clips):
        cases += [_run_case(kind, said[kind.name][n % len(said[kind.name])], n, clip, shop, panel) for kind in KINDS]
        told((n + 1) / len(clips))
    return cases


def _run_case(
    kind: RefinementKind, words: str, seed: int, clip: ClipTokens, shop: ScriptedLibrary, panel: Panel
) -> RefinementCase:
    talk = ScriptedConversation(shop, clip, seed)
    talk.take_turn()
    first = talk.choose_alternate(seed % (1 + talk.alternates))
    row = panel.library.row_of
    hidden = panel.library.find_rows(talk.shown)
    next_picks = talk.take_turn(words).picks
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
    """Shares of every kind, in order, and of all."""
    rng = np.random.default_rng(seed)
    kinds = [(kind.name, [c for c in cases if c.kind == kind.name]) for kind in KINDS]
    return [_compute_figures(name, found, rng) for name, found in [*kinds, ("all", list(cases))] if found]


def _compute_figures(name: str, cases: Sequence[RefinementCase], rng: np.random.Generator) -> RefinementFigures:
    def share(judge: str) -> float | None:
        known = [c.by[judge] for c in cases if judge in c.by]
        return float(np.mean(known)) if known else None

    clips = {clip: n for n, clip in enumerate(dict.fromkeys(c.clip for c in cases))}
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
    """Compare the clips' pace with the judges' energy of the first picks.

    Args:
        shop: what is chosen from.
        panel: the judges.
        clips: at least three.
        said: what others measured or guessed of the clips' pace: source -> clip name -> value.
        seed: of the bootstrap.

    """
    first = [ScriptedConversation(shop, clip, n).take_turn().picks[0].track_id for n, clip in enumerate(clips)]
    energy = panel.scales["energy"][[panel.library.row_of[track_id] for track_id in first]]
    sources = {"our watching": {clip.name: clip.traits.energy for clip in clips}, **said}
    rng = np.random.default_rng(seed)
    by = {}
    for source, levels in sources.items():
        known = [n for n, clip in enumerate(clips) if clip.name in levels]
        if len(known) >= 3:
            by[source] = _bootstrap_correlation(np.array([levels[clips[n].name] for n in known]), energy[known], rng)
    return PaceFigures(len(clips), len(set(first)), by)


def _bootstrap_correlation(a: DoubleArray, b: DoubleArray, rng: np.random.Generator) -> Interval:
    return bootstrap_interval(lambda rows: _rank_correlation(a[rows], b[rows]), len(a), rng)


def _rank_correlation(a: DoubleArray, b: DoubleArray) -> float:
    """Correlation by rank, 0 where one side does not vary."""
    return float(np.corrcoef(rankdata(a), rankdata(b))[0, 1]) if np.ptp(a) and np.ptp(b) else 0.0


def _score_by_chooser(scale: str, library: LibrarySnapshot) -> DoubleArray:
    """What the chooser itself weighs for a scale, (n,); NaN where it measured nothing."""
    if scale in ("piano", "guitar"):
        return library.score_term(find_named_concept(Facet.INSTRUMENT, scale)).astype(np.float64)
    if scale == "electronic":
        return library.score_term(find_named_concept(Facet.GENRE, scale)).astype(np.float64)
    return library.vocal_score if scale == "voice" else library.values[Facet(scale)]

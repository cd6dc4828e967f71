"""Text-to-music retrieval on real music: precision at 5, with two public taggers as the judge.

A track answers a request if the taggers' score of the request's tag lies in the top tenth of the library and above a
floor (:mod:`research.evaluation.text_requests`). Among tied tracks the expected precision over random orders is used,
so that a method without information scores exactly chance.

The audio encoder was distilled from the same taggers. Tracks of projects held out from its training are therefore
reported separately; even there it shares its teachers' errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.ranking.arrays.part_builder import LEXICAL_TAG
from models.ranking.choose_request import ChooseRequest
from models.ranking.chooser import Chooser
from models.ranking.lexical import LexicalIndex
from models.ranking.library_snapshot import LibrarySnapshot, build_snapshot
from models.ranking.query import build_query
from musechat.brief import Brief, BriefEvent
from musechat.concepts import fold_name
from musechat.turn import TurnKind
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import WordsValue
from research.evaluation.intervals import Interval, bootstrap_grouped_mean
from research.evaluation.judges import TAGS, DoubleArray, JudgeScores
from research.evaluation.scripted_conversation import ScriptedConversation, ScriptedLibrary
from research.evaluation.text_requests import PARAPHRASED, WORDS, WordRequest

TOP = 5
TOP_TAGS = 8  # of a track, for the dense text row
RANDOM, LEXICAL, TAGGED, DENSE = "random", "BM25, ear's tags and titles", "BM25, taggers' tags", "E5, ear's tags"
FUSED, CHOSEN, BEST = "fusion, words alone", "the whole chooser", "as good as can be"
WAYS = (RANDOM, LEXICAL, TAGGED, DENSE, FUSED, CHOSEN, BEST)
OWN = f"{WORDS} and {PARAPHRASED}"

Bools = NDArray[np.bool_]
Score = Callable[[str], DoubleArray]  # text -> a score per track, (n,)


@dataclass(frozen=True)
class WordFigures:
    """Precision at 5 of every method, for requests of one kind."""

    kind: str
    requests: int
    tags: int
    ways: dict[str, Interval]  # intervals by bootstrap over tags


def measure_text_retrieval(
    library: ScriptedLibrary,
    evidence: JudgeScores,
    relevant: Mapping[str, Bools],
    requests: Sequence[WordRequest],
    progress: Callable[[float], None] = lambda _: None,
    seed: int = 0,
) -> list[WordFigures]:
    """Run every request with every method.

    Args:
        library: the library that picks are chosen from.
        evidence: the judges' scores, a row per track in the library's order.
        relevant: which tracks answer each tag, (n,).
        requests: requests about tags of ``relevant``.
        progress: called with the share done, 0..1.
        seed: of the bootstrap.

    """
    scores = _make_scorers(library, evidence)
    hits: dict[str, list[float]] = {way: [] for way in WAYS}
    for n, request in enumerate(requests):
        answers = relevant[request.tag]
        hits[RANDOM].append(float(answers.mean()))
        for way, score in scores.items():
            hits[way].append(expected_precision(score(request.text), answers))
        picks = ScriptedConversation(library, seed=n, alternates=TOP - 1).take_turn(request.text).picks
        hits[CHOSEN].append(sum(answers[library.chooser.library.row_of[pick.track_id]] for pick in picks) / TOP)
        # A tag with fewer than five tracks bounds what any method can reach.
        hits[BEST].append(min(1.0, float(answers.sum()) / TOP))
        progress((n + 1) / len(requests))
    return _compute_figures(requests, {way: np.array(found) for way, found in hits.items()}, seed)


def expected_precision(scores: DoubleArray, answers: Bools) -> float:
    """Return the expected share of answers among the first five, ties in random order."""
    edge = np.sort(scores)[-min(TOP, len(scores))]
    above, level = scores > edge, scores == edge
    free_places = TOP - int(above.sum())
    return float((answers[above].sum() + free_places * answers[level].mean()) / TOP)


def restrict_library(library: ScriptedLibrary, track_ids: Iterable[str]) -> ScriptedLibrary:
    """Return the library reduced to some of its tracks."""
    chooser, kept = library.chooser, set(track_ids)
    tracks = [track for track_id, track in library.tracks.items() if track_id in kept]
    vectors = {t.id: chooser.library.music[chooser.library.row_of[t.id]] for t in tracks}
    return ScriptedLibrary.from_chooser(
        Chooser(build_snapshot(tracks, vectors, chooser.fusion), chooser.fusion, chooser.text)
    )


def _make_scorers(scripted: ScriptedLibrary, evidence: JudgeScores) -> dict[str, Score]:
    library, text = scripted.chooser.library, scripted.chooser.text
    encoder_tags, judge_tags = LexicalIndex(library.texts), LexicalIndex(_join_tag_texts(evidence))
    described = text.encode([_join_top_tags(library, row) for row in range(len(library))])
    return {
        LEXICAL: lambda said: encoder_tags.score_query(said).astype(np.float64),
        TAGGED: lambda said: judge_tags.score_query(said).astype(np.float64),
        DENSE: lambda said: (described @ text.encode([said])[0]).astype(np.float64),
        FUSED: lambda said: _score_by_fusion(scripted.chooser, said),
    }


def _score_by_fusion(chooser: Chooser, said: str) -> DoubleArray:
    """Score tracks by the fusion alone, (n,): the words as they are, no clip and no previous pick."""
    wish = Wish(Force.PREFER, Facet.WORDS, WordsValue(said), said)
    request = ChooseRequest(TurnKind.FIRST, Brief.replay_events([BriefEvent(1, 1, 1, "add", wish)]))
    query = build_query(request, chooser.library, chooser.fusion, chooser.text)
    return (chooser.library.joint @ query).astype(np.float64)


def _join_tag_texts(evidence: JudgeScores) -> list[str]:
    names = [fold_name(tag.split(":", 1)[1]) for tag in TAGS]
    return [
        " ".join(name for name, score in zip(names, row, strict=True) if score >= LEXICAL_TAG)
        for row in evidence.scores
    ]


def _join_top_tags(library: LibrarySnapshot, row: int) -> str:
    scored = sorted(((float(scores[row]), name) for name, scores in library.tags.items()), reverse=True)
    return ", ".join(name for score, name in scored[:TOP_TAGS] if score > 0)


def _compute_figures(requests: Sequence[WordRequest], hits: Mapping[str, DoubleArray], seed: int) -> list[WordFigures]:
    rng = np.random.default_rng(seed)
    places = {tag: n for n, tag in enumerate(dict.fromkeys(request.tag for request in requests))}
    kinds: dict[str, tuple[str, ...]] = {request.kind: (request.kind,) for request in requests}
    kinds[OWN] = (WORDS, PARAPHRASED)
    figures = []
    for name, among in kinds.items():
        rows = np.array([n for n, request in enumerate(requests) if request.kind in among], np.intp)
        if len(rows):
            tags = np.array([places[requests[n].tag] for n in rows])
            # Requests about one tag share their answers: the bootstrap resamples tags.
            ways = {way: bootstrap_grouped_mean(found[rows], tags, rng) for way, found in hits.items()}
            figures.append(WordFigures(name, len(rows), len(set(tags.tolist())), ways))
    return figures

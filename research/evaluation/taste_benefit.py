"""Benefit of the learnt taste on simulated members, with and without a lasting preference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.encoders.interface import TextEncoder
from models.ranking.choose_request import ChooseRequest
from models.ranking.chooser import Chooser
from models.ranking.library_snapshot import FloatArray, LibrarySnapshot
from musechat.turn import TurnKind
from research.evaluation.simulated_members import KINDS, MemberPopulation, Session, SimulatedMember

TOP = 10
SEEN = 16  # tracks that a member sees before accepting the best: four answers of four
RESAMPLES = 2000

Hits = NDArray[np.float64]  # (members, sessions), 1 where the target was among the first TOP
Interval = tuple[float, float, float]  # mean, and the bounds of its 95 % interval


@dataclass(frozen=True)
class TasteFigures:
    """Result for one kind of members: shares of targets among the first :data:`TOP`, and their differences."""

    kind: str
    members: int
    with_taste: tuple[Interval, ...]  # per session
    without: tuple[Interval, ...]
    gain: Interval  # last session: with taste minus without, on the same requests
    growth: Interval  # with taste: last session minus first


class RememberingText:
    """A caching text encoder; simulated members use few different texts."""

    def __init__(self, text: TextEncoder) -> None:
        self.name, self.version, self.dim = text.name, text.version, text.dim
        self._text = text
        self._known: dict[str, FloatArray] = {}
        self._tokens: dict[str, FloatArray] = {}

    def encode_tokens(self, texts: Sequence[str]) -> list[FloatArray]:
        """See :class:`models.encoders.interface.TextEncoder`."""
        for said in texts:
            if said not in self._tokens:
                self._tokens[said] = self._text.encode_tokens([said])[0]
        return [self._tokens[said] for said in texts]

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """See :class:`models.encoders.interface.TextEncoder`."""
        for said in texts:
            if said not in self._known:
                self._known[said] = self._text.encode([said])[0]
        return np.stack([self._known[said] for said in texts])


def measure_taste_benefit(
    chooser: Chooser, *, members: int, sessions: int, seed: int = 0, told: Callable[[float], None] = lambda _: None
) -> list[TasteFigures]:
    """Run the sessions of simulated members with and without a taste learnt from accepted tracks.

    Args:
        chooser: with its library.
        members: number of members of each kind.
        sessions: sessions of each member, each in a new thread.
        seed: of all random draws.
        told: called with the share done, 0..1.

    """
    asked = Chooser(chooser.library, chooser.fusion, RememberingText(chooser.text))
    rng = np.random.default_rng(seed)
    population = MemberPopulation(asked.library, rng)
    figures = []
    for at, kind in enumerate(KINDS):
        hits = np.zeros((2, members, sessions))
        for n in range(members):
            hits[:, n] = _run_sessions(asked, population.draw_member(kind, sessions), n)
            told((at + (n + 1) / members) / len(KINDS))
        figures.append(_compute_figures(kind, hits[0], hits[1], rng))
    return figures


def _run_sessions(chooser: Chooser, member: SimulatedMember, seed: int) -> Hits:
    """Run one member's sessions with taste (row 0) and without (row 1): hits (2, sessions)."""
    hits = np.zeros((2, len(member.sessions)))
    accepted: list[tuple[str, bytes]] = []
    for n, session in enumerate(member.sessions):
        taste = chooser.tastes.learn_taste(accepted)
        for row, known in enumerate((taste, None)):
            choice = chooser.choose(_make_request(member, session, known, seed * 100 + n))
            shown = [pick.track_id for pick in choice.picks]
            hits[row, n] = chooser.library.ids[session.target] in shown[:TOP]
            # Only the arm with taste accepts: both arms ask the same, and nothing of the other leaks into the taste.
            if row == 0:
                best = max(shown, key=lambda track_id: session.worth[chooser.library.row_of[track_id]])
                accepted.append((best, choice.query))
    return hits


def _make_request(member: SimulatedMember, session: Session, taste: FloatArray | None, seed: int) -> ChooseRequest:
    return ChooseRequest(
        TurnKind.FIRST,
        session.brief,
        clip=session.clip.traits,
        video=session.clip.tokens,
        shown=member.held,
        taste=taste,
        seed=seed,
        alternates=SEEN - 1,
    )


def _compute_figures(kind: str, with_taste: Hits, without: Hits, rng: np.random.Generator) -> TasteFigures:
    def mean(values: NDArray[np.float64]) -> Interval:
        # Members are resampled, not sessions: the sessions of a member depend on each other.
        drawn = values[rng.integers(len(values), size=(RESAMPLES, len(values)))].mean(1)
        low, high = np.quantile(drawn, [0.025, 0.975])
        return float(values.mean()), float(low), float(high)

    return TasteFigures(
        kind,
        len(with_taste),
        tuple(mean(column) for column in with_taste.T),
        tuple(mean(column) for column in without.T),
        mean(with_taste[:, -1] - without[:, -1]),
        mean(with_taste[:, -1] - with_taste[:, 0]),
    )


def compute_chance(library: LibrarySnapshot) -> float:
    """Return the expected share of targets among ten tracks drawn at random."""
    return min(1.0, TOP / max(1, len(library)))

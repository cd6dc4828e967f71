"""Whether a learnt taste helps those who have one, and leaves alone those who have none: on simulated members."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.encoders.interface import TextEncoder
from models.ranking.chooser import Chooser
from models.ranking.library_snapshot import FloatArray, LibrarySnapshot
from models.ranking.request import ChooseRequest
from musechat.turn import TurnKind
from research.evaluation.simulated_members import KINDS, MemberPopulation, Session, SimulatedMember

TOP = 10
SEEN = 16  # tracks that a member looks at before taking the best of them: four answers
RESAMPLES = 2000

Hits = NDArray[np.float64]  # (members, sessions), 1 where the target was among the first TOP
Interval = tuple[float, float, float]  # mean, and the bounds of its 95 % interval


@dataclass(frozen=True)
class TasteFigures:
    """What came of one kind of members: shares of targets among the first :data:`TOP`, and differences of them."""

    kind: str
    members: int
    with_taste: tuple[Interval, ...]  # per session
    without: tuple[Interval, ...]
    gain: Interval  # last session, with taste less without, the same requests
    growth: Interval  # with taste, last session less first


class RememberingText:
    """A text encoder that encodes each text once; simulated members say few different things."""

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
    """Let simulated members of each kind ask with and without a taste learnt from what they accepted before.

    Args:
        chooser: of the library that is asked.
        members: how many of each kind.
        sessions: how often each asks; each time in a new thread.
        seed: of all that is random.
        told: hears how much is done, 0..1.

    """
    asked = Chooser(chooser.library, chooser.fusion, RememberingText(chooser.text))
    rng = np.random.default_rng(seed)
    world = MemberPopulation(asked.library, rng)
    figures = []
    for at, kind in enumerate(KINDS):
        hits = np.zeros((2, members, sessions))
        for n in range(members):
            hits[:, n] = _run_sessions(asked, world.draw_member(kind, sessions), n)
            told((at + (n + 1) / members) / len(KINDS))
        figures.append(_compute_figures(kind, hits[0], hits[1], rng))
    return figures


def _run_sessions(chooser: Chooser, member: SimulatedMember, seed: int) -> Hits:
    """One member's sessions, (2, sessions): with taste, and without."""
    hits = np.zeros((2, len(member.sessions)))
    accepted: list[tuple[str, bytes]] = []
    for n, session in enumerate(member.sessions):
        taste = chooser.tastes.learn_taste(accepted)
        for row, known in enumerate((taste, None)):
            choice = chooser.choose(_make_request(member, session, known, seed * 100 + n))
            shown = [pick.track_id for pick in choice.picks]
            hits[row, n] = chooser.library.ids[session.target] in shown[:TOP]
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
    """The share of targets that ten tracks drawn at random would hold."""
    return min(1.0, TOP / max(1, len(library)))

"""What the chooser is asked and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np

from models.ranking.library_snapshot import DoubleArray, FloatArray, Rows
from models.ranking.start_moment import StartMoment
from musechat.brief import Brief, StandingWish
from musechat.clip import ClipTraits
from musechat.concepts import find_term
from musechat.rules import GuildRules
from musechat.taste import Exclusion
from musechat.turn import ChosenTrack, TurnKind
from musechat.wish import Facet


@dataclass(frozen=True)
class ChooseRequest:
    """One turn's question to the chooser.

    Attributes:
        kind: FIRST, REFINE, ANOTHER, REJECT or SIMILAR.
        brief: as it stands after this turn's words.
        turn_seq: this turn; its own wishes weigh most.
        clip: what was measured in the clip; None on words-only threads.
        video: the frame encoder's tokens (rows, dv), or None.
        last: id of the last pick, None on the first turn.
        liked, rejected: ids judged in this thread.
        shown: ids shown in this thread.
        exclusions, guild, guild_id, at: see :meth:`musechat.rules.Rules.build`.
        taste: what :meth:`models.ranking.taste_vector.TasteSpace.learn` gave for the member, (f,); None without one.
        seed: decides between tracks that are as good as equal; give every thread its own.
        alternates: how many picks besides the first.
        language: in which a wish that could not be kept is named.

    """

    kind: TurnKind
    brief: Brief = field(default_factory=Brief)
    turn_seq: int = 1
    clip: ClipTraits | None = None
    video: FloatArray | None = None
    last: str | None = None
    liked: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    shown: frozenset[str] = frozenset()
    exclusions: tuple[Exclusion, ...] = ()
    guild: GuildRules | None = None
    guild_id: int | None = None
    at: datetime | None = None
    taste: FloatArray | None = None
    seed: int = 0
    alternates: int = 3
    language: str = "en"

    @property
    def now(self) -> tuple[StandingWish, ...]:
        """The wishes that this turn brought."""
        return tuple(s for s in self.brief.standing if s.turn_seq >= self.turn_seq)

    @property
    def before(self) -> tuple[StandingWish, ...]:
        """The wishes of earlier turns that still stand."""
        return tuple(s for s in self.brief.standing if s.turn_seq < self.turn_seq)


@dataclass(frozen=True)
class ChoiceResult:
    """The answer: the pick and its alternates, or why there is none.

    Attributes:
        picks: best first; empty exactly when ``no_match`` is set.
        no_match: the report of :func:`musechat.rules.report_no_match`.
        moments: the start moment of each pick by track id, for the writer.
        query: what was searched for, (d,) float32 as bytes; b"" without picks.
        space: the space of ``query``, "name/version" of the fusion.
        rows, scores: the library's rows that were scored and their scores, (r,) each; empty without picks.

    """

    picks: tuple[ChosenTrack, ...] = ()
    no_match: dict[str, Any] | None = None
    moments: Mapping[str, StartMoment] = field(default_factory=dict)
    query: bytes = b""
    space: str = ""
    rows: Rows = field(default_factory=lambda: np.zeros(0, np.intp), compare=False, repr=False)
    scores: DoubleArray = field(default_factory=lambda: np.zeros(0), compare=False, repr=False)


def spoken(brief: Brief) -> str:
    """Say the brief's positive soft wishes in one line for the text encoder; newest last, "" where there are none.

    Encoders hear "no jazz" as jazz, so refusals stay out; the rules and the agreement see to those.
    """
    said = [_saying(s) for s in brief.standing if s.wish.wanted]
    return ", ".join(dict.fromkeys(text for text in said if text))


def freely(brief: Brief) -> str:
    """Say the free words that are wished for, "" where there are none: what no rule and no measure speaks to."""
    return ", ".join(str(s.wish.value["text"]) for s in brief.of(Facet.WORDS) if s.wish.wanted)


def avoided(brief: Brief) -> str:
    """Say the free words that were refused ("no screaming"), "" where there are none."""
    texts = [str(s.wish.value["text"]) for s in brief.of(Facet.WORDS) if s.wish.value.get("avoid")]
    return ", ".join(texts)


_PACE_WORDS = {Facet.ENERGY: ("energetic", "calm"), Facet.VALENCE: ("happy", "sad")}
_MORE_PACE_WORDS = {Facet.TEMPO: ("fast", "slow"), Facet.BRIGHTNESS: ("bright", "dark")}


def _saying(standing: StandingWish) -> str:
    wish, value = standing.wish, standing.wish.value
    if wish.facet is Facet.WORDS:
        return str(value["text"])
    if wish.facet in (Facet.MOOD, Facet.GENRE, Facet.INSTRUMENT):
        return find_term(wish.facet, str(value["name"])).name
    if wish.facet is Facet.VOCALS:
        voice = f"{value['voice']} " if value.get("voice") else ""
        return f"{voice}vocals" if value.get("present") else "instrumental"
    if wish.facet is Facet.ARTIST:
        return str(value["name"])
    words = (_PACE_WORDS | _MORE_PACE_WORDS).get(wish.facet)
    if words is None or (value.get("min") is None) == (value.get("max") is None):
        return ""
    return words[0] if value.get("min") is not None else words[1]

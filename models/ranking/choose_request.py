"""The chooser's request and result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from language.vocabulary import names_of
from language.wish_sounds import find_sound
from models.ranking.library_snapshot import DoubleArray, FloatArray, Rows
from models.ranking.start_moment import StartMoment
from musechat.brief import Brief, StandingWish
from musechat.clip import ClipTraits
from musechat.concepts import GENRES, find_term
from musechat.no_match import NoMatchReport
from musechat.pick import ChosenTrack
from musechat.rules import GuildRules
from musechat.sound_profile import SoundProfile
from musechat.taste import Exclusion
from musechat.turn import TurnKind
from musechat.wish import Facet, Wish
from musechat.wish_values import LikeValue, NamedValue, RangeValue, VocalsValue, WordsValue


@dataclass(frozen=True)
class ChooseRequest:
    """The request of one turn.

    Attributes:
        kind: FIRST, REFINE, ANOTHER, REJECT or SIMILAR.
        brief: as it stands after this turn's words.
        turn_seq: this turn; its own wishes weigh most.
        clip: traits of the clip; None in threads without one.
        video: the frame encoder's tokens (rows, dv), or None.
        last: id of the last pick, None on the first turn.
        liked, rejected: ids judged in this thread.
        voted: what blind votes in this thread say of tracks, -1..1 by id.
        shown: ids shown in this thread.
        exclusions, guild, guild_id, at: see :meth:`musechat.rules.Rules.build_rules`.
        taste: what :meth:`models.ranking.taste_vector.TasteSpace.learn_taste` gave for the member, (f,) or None.
        seed: decides between tracks with nearly equal scores; differs between threads.
        alternates: number of picks besides the first.
        language: language of the descriptions of missed wishes.

    """

    kind: TurnKind
    brief: Brief = field(default_factory=Brief)
    turn_seq: int = 1
    clip: ClipTraits | None = None
    video: FloatArray | None = None
    last: str | None = None
    liked: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    voted: Mapping[str, float] = field(default_factory=dict)
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
        """The wishes that this turn added."""
        return tuple(s for s in self.brief.standing if s.turn_seq >= self.turn_seq)

    @property
    def before(self) -> tuple[StandingWish, ...]:
        """The wishes of earlier turns that are still active."""
        return tuple(s for s in self.brief.standing if s.turn_seq < self.turn_seq)


@dataclass(frozen=True)
class ChoiceResult:
    """The result: the pick and its alternates, or why there is none.

    Attributes:
        picks: best first; empty exactly when ``no_match`` is set.
        no_match: why nothing passed; its rules are not yet labelled, see ``language.wish_labels``.
        moments: the start moment of each pick by track id, for the writer.
        query: the query vector, (d,) float32 as bytes; b"" without picks.
        space: the space of ``query``, "name/version" of the fusion.
        rows, scores: the library's rows that were scored and their scores, (r,) each; empty without picks.

    """

    picks: tuple[ChosenTrack, ...] = ()
    no_match: NoMatchReport | None = None
    moments: Mapping[str, StartMoment] = field(default_factory=dict)
    query: bytes = b""
    space: str = ""
    rows: Rows = field(default_factory=lambda: np.zeros(0, np.intp), compare=False, repr=False)
    scores: DoubleArray = field(default_factory=lambda: np.zeros(0), compare=False, repr=False)


def format_soft_wishes(brief: Brief) -> str:
    """Format the brief's positive wishes as one line for the text encoder, newest last; "" where there are none.

    Refusals are left out, since encoders embed "no jazz" near jazz; rules and agreement scores handle them.
    """
    said = [_say_wish(s.wish) for s in brief.standing if s.wish.wanted]
    return ", ".join(dict.fromkeys(text for text in said if text))


def join_free_words(brief: Brief) -> str:
    """Join the free words that are wished for, which no rule or trait covers; "" where there are none."""
    return ", ".join(s.wish.text for s in brief.list_wishes(Facet.WORDS) if s.wish.wanted)


def join_title_words(brief: Brief) -> str:
    """Join what was said for wishes that titles may name outright: free words, scenes, finer genres; "" for none."""
    return ", ".join(dict.fromkeys(s.wish.text or s.wish.said or s.wish.name for s in brief.standing if _names(s.wish)))


def _names(wish: Wish) -> bool:
    """Whether titles are searched for what a wish names: not for a genre, an instrument or a mood that is heard."""
    if not wish.wanted:
        return False
    return wish.facet in (Facet.WORDS, Facet.SCENE) or (wish.facet is Facet.GENRE and wish.name not in GENRES)


def join_refused_words(brief: Brief) -> str:
    """Join the free words that were refused ("no screaming"); "" where there are none."""
    return ", ".join(s.wish.text for s in brief.list_wishes(Facet.WORDS) if s.wish.avoid)


# For a wish on a scale, the words at its upper and lower end. A length or an era has none, since it cannot be heard.
_SCALE_WORDS = {
    Facet.ENERGY: ("energetic", "calm"),
    Facet.VALENCE: ("happy", "sad"),
    Facet.TEMPO: ("fast", "slow"),
    Facet.BRIGHTNESS: ("bright", "dark"),
}


def _say_wish(wish: Wish) -> str:
    match wish.value:
        case WordsValue(text):
            return text
        case LikeValue(name=name) if name is not None:
            return _describe_sound(name, find_sound(wish))
        case NamedValue(name) if (sound := find_sound(wish)) is not None:
            return _describe_sound(name.replace("-", " "), sound)
        case NamedValue() if wish.facet is Facet.SHAPE:
            return ""  # it is looked for in the course of the energy
        case NamedValue(name):
            return name if wish.facet is Facet.ARTIST else names_of(find_term(wish.facet, name))[0]
        case VocalsValue(present, voice):
            if not present:
                return "instrumental"
            return f"{voice} vocals" if voice else "vocals"
        case RangeValue(min=low, max=high) if wish.facet in _SCALE_WORDS and (low is None) != (high is None):
            upper, lower = _SCALE_WORDS[wish.facet]
            return lower if low is None else upper
        case _:
            return ""


def _describe_sound(name: str, sound: SoundProfile | None) -> str:
    """A name with what it sounds like, since an encoder of words need not know the name."""
    return " ".join((name, *(sound.list_names(4) if sound else ())))

"""The words of the data set: music, conversation, quartet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property

from musechat.credits import list_banned_names
from research.datasets.name_masking import find_names, mask_names

USER_TURNS = (0, 2)
_CREDIT = re.compile(
    r"(?<!\w)['\"“‘](?P<title>[^\"“”]{1,120}?)['\"”’],? (?:\w+ ){0,3}?by "
    r"(?P<artist>(?-i:[^\Wa-z_])[^.,!?;:()'\"“”]{0,79})",
    re.IGNORECASE,
)
_AFTER_ARTIST = re.compile(
    r"\s+(?:from|off|on|is|as|for|in|it|has|was|with|which|that|because|since|this|could|would|might)\b.*$",
    re.IGNORECASE | re.DOTALL,
)


class Split(IntEnum):
    """Which part of the data an item belongs to."""

    TRAIN = 0
    VALIDATION = 1
    TEST = 2


@dataclass(frozen=True)
class Music:
    """A piece of music as the data set knows it. Texts are empty where nothing is known."""

    id: str
    title: str = ""
    artist: str = ""
    album: str = ""
    year: str = ""
    licence: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()

    @property
    def artist_key(self) -> str:
        """The main artist, plain: the same for "Mira" and "Mira feat. Jo"; empty where unknown."""
        return min(list_banned_names(self.artist), key=len, default="")

    @property
    def credit(self) -> str:
        """How a text names it: ``'Title' by Artist``."""
        return f"'{self.title}' by {self.artist}" if self.artist else f"'{self.title}'"


@dataclass(frozen=True)
class Dialogue:
    """Four turns: the user asks, a candidate is offered, the user says what to change, the target is offered.

    Attributes:
        turns: t1 to t4.
        target: whose names the user should not give away.

    """

    turns: tuple[str, str, str, str]
    target: Music

    @cached_property
    def find_leaks(self) -> dict[str, tuple[str, ...]]:
        """What of the target each user turn names, for turns that do: ``{"t3": ("artist",)}``."""
        found = {}
        for turn in USER_TURNS:
            kinds = {span.kind for span in find_names(self.turns[turn], self.target.artist, self.target.title)}
            if kinds:
                found[f"t{turn + 1}"] = tuple(sorted(kinds))
        return found

    def mask_names(self) -> Dialogue:
        """The same conversation with "the artist" and "that track" where the user names them."""
        turns = list(self.turns)
        for turn in USER_TURNS:
            turns[turn] = mask_names(turns[turn], self.target.artist, self.target.title)
        return replace(self, turns=(turns[0], turns[1], turns[2], turns[3]))


@dataclass(frozen=True)
class Quartet:
    """One item of the data set.

    Attributes:
        video_id: names its folder.
        candidate: None where the file names none.
        generator: who wrote the conversation: ``grammar/1``, ``llm/NAME``; empty for the released set.
        made: the pair of video and music was made by rule.
        video_licence, video_source: of the video, as given.
        pool: among how many pieces of music the candidate was found; 0 where unknown.

    """

    video_id: str
    target: Music
    candidate: Music | None
    conversation: Dialogue
    generator: str = ""
    made: bool = False
    split: Split | None = None
    video_licence: str = ""
    video_source: str = ""
    pool: int = 0
    encoders: dict[str, str] = field(default_factory=dict)


def parse_credit(turn: str) -> tuple[str, str]:
    """Read title and artist out of a recommendation that says ``'Title' by Artist``; empty texts where it does not."""
    hit = _CREDIT.search(turn)
    if hit is None:
        return "", ""
    return hit["title"].strip(" ,"), _AFTER_ARTIST.sub("", hit["artist"]).strip()


def take_four_turns(turns: Sequence[str]) -> tuple[str, str, str, str]:
    """The first four turns, each on one line.

    Raises:
        ValueError: there are fewer.

    """
    if len(turns) < 4:
        raise ValueError(f"{len(turns)} turns, not four")
    t1, t2, t3, t4 = (" ".join(turn.split()) for turn in turns[:4])
    return t1, t2, t3, t4

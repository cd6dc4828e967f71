"""Data types of the data set: music, conversation, training tuple."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property

from musechat.credits import list_banned_names
from research.datasets.name_masking import find_names, mask_names

# Indices of t1 and t3: the system may name the target, the user must not.
USER_TURNS = (0, 2)
_CREDIT = re.compile(
    r"(?<!\w)['\"“‘](?P<title>[^\"“”]{1,120}?)['\"”’],? (?:\w+ ){0,3}?by "
    r"(?P<artist>(?-i:[^\Wa-z_])[^.,!?;:()'\"“”]{0,79})",
    re.IGNORECASE,
)
# Words that end an artist's name in running text: "by Mira from the album …".
_AFTER_ARTIST = re.compile(
    r"\s+(?:from|off|on|is|as|for|in|it|has|was|with|which|that|because|since|this|could|would|might)\b.*$",
    re.IGNORECASE | re.DOTALL,
)


class Split(IntEnum):
    """The split that an item belongs to; the values are stored in pair sets."""

    TRAIN = 0
    VALIDATION = 1
    TEST = 2


@dataclass(frozen=True)
class Music:
    """Metadata of a piece of music; unknown texts are empty."""

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
        """The main artist, normalised: the same for "Mira" and "Mira feat. Jo"; empty if unknown."""
        # The shortest form is the main artist alone, without guests.
        return min(list_banned_names(self.artist), key=len, default="")

    @property
    def credit(self) -> str:
        """The credit as written in texts: ``'Title' by Artist``."""
        return f"'{self.title}' by {self.artist}" if self.artist else f"'{self.title}'"


@dataclass(frozen=True)
class Dialogue:
    """Four turns: the user asks, a candidate is offered, the user says what to change, the target is offered.

    Attributes:
        turns: t1 to t4.
        target: the music whose names the user cannot know.

    """

    turns: tuple[str, str, str, str]
    target: Music

    @cached_property
    def find_leaks(self) -> dict[str, tuple[str, ...]]:
        """Names of the target in user turns, by turn: ``{"t3": ("artist",)}``."""
        found = {}
        for turn in USER_TURNS:
            kinds = {span.kind for span in find_names(self.turns[turn], self.target.artist, self.target.title)}
            if kinds:
                found[f"t{turn + 1}"] = tuple(sorted(kinds))
        return found

    def mask_names(self) -> Dialogue:
        """Return the conversation with "the artist" and "that track" in place of names in user turns."""
        turns = list(self.turns)
        for turn in USER_TURNS:
            turns[turn] = mask_names(turns[turn], self.target.artist, self.target.title)
        return replace(self, turns=(turns[0], turns[1], turns[2], turns[3]))


@dataclass(frozen=True)
class Quartet:
    """One training tuple: video, target, candidate and conversation.

    Attributes:
        video_id: name of its folder.
        candidate: None if the file names none.
        generator: author of the conversation: ``grammar/1``, ``llm/NAME``; empty for the released set.
        made: the pair of video and music is synthetic.
        video_licence, video_source: as given in the table.
        pool: number of pieces from which the candidate was retrieved; 0 if unknown.

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
    """Parse title and artist from ``'Title' by Artist`` in a recommendation; empty texts if there is none."""
    hit = _CREDIT.search(turn)
    if hit is None:
        return "", ""
    return hit["title"].strip(" ,"), _AFTER_ARTIST.sub("", hit["artist"]).strip()


def take_four_turns(turns: Sequence[str]) -> tuple[str, str, str, str]:
    """Return the first four turns, each on one line.

    Raises:
        ValueError: there are fewer.

    """
    if len(turns) < 4:
        raise ValueError(f"{len(turns)} turns, not four")
    t1, t2, t3, t4 = (" ".join(turn.split()) for turn in turns[:4])
    return t1, t2, t3, t4

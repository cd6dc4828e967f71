"""What a question is about in more detail, and the words by which a language tells it: expressions on a folded line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class AskedUse(StrEnum):
    """The use that a licence is asked for, in the order in which they are looked for."""

    CLAIMS = "claims"  # whether a platform may object
    COMMERCIAL = "commercial"
    CHANGES = "changes"
    COST = "cost"
    WHICH = "which"  # which licence it is
    POST = "post"  # publish it with a video; what is asked without more


class VoiceDetail(StrEnum):
    """What is asked of a voice, in the order in which they are looked for."""

    CLEAN = "clean"
    WHO = "who"
    WORDS = "words"
    ANY = "any"


class BotTopic(StrEnum):
    """What somebody wants to know of the bot, or wants it to do, in the order in which they are looked for."""

    DATA = "data"
    LANGUAGE = "language"
    QUIET = "quiet"
    IDENTITY = "identity"
    FIXED = "fixed"  # anything else


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """The words that tell what a question is about.

    Attributes:
        uses: of a licence.
        voices: of a voice.
        topics: of the bot.
        real: whether an instrument is a real one.
        permission: whether somebody may do something.
        greetings: what is a greeting by itself.
        greeted: who may be named with it.
        in_clip: "the song in my clip", or as much of it as is said.
        this_song: what stands for that in a likeness, as people say it of a song that is playing.
        free: what music may be used that is "free", where nothing else is said of its licence.

    """

    uses: Mapping[AskedUse, str] = field(default_factory=dict)
    voices: Mapping[VoiceDetail, str] = field(default_factory=dict)
    topics: Mapping[BotTopic, str] = field(default_factory=dict)
    real: str = ""
    permission: str = ""
    greetings: str = ""
    greeted: str = ""
    in_clip: str = ""
    this_song: str = ""
    free: str = ""

"""What a message does in a thread: a wish, a question about the pick, an edit of it, praise and so on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Intent(StrEnum):
    """What one part of a message is there for."""

    WISH = "wish"  # says what the music should be
    QUESTION = "question"  # asks about the pick
    EDIT = "edit"  # changes how the pick is used
    VERDICT_UP = "verdict_up"
    VERDICT_DOWN = "verdict_down"
    NEXT = "next"  # something else, no matter what
    ACCEPT = "accept"  # takes the pick
    UNDO = "undo"  # takes back the last wish
    BACK = "back"  # an earlier pick
    CHOOSE = "choose"  # one of the alternates
    COMPARE = "compare"  # some of the picks side by side, without their names
    THANKS = "thanks"
    HELP = "help"  # what the bot can do
    META = "meta"  # how the bot is to behave
    OFF_TOPIC = "off_topic"


class QuestionSubject(StrEnum):
    """What a question about the pick is about."""

    TEMPO = "tempo"
    KEY = "key"
    ARTIST = "artist"
    TITLE = "title"
    ALBUM = "album"
    YEAR = "year"
    LENGTH = "length"
    START = "start"
    INSTRUMENTS = "instruments"
    LYRICS_OR_VOICE = "lyrics_or_voice"
    GENRE = "genre"
    MOOD = "mood"
    LICENCE_USE = "licence_use"
    LICENCE_CREDIT = "licence_credit"
    DOWNLOAD = "download"
    SOURCE = "source"
    OTHER_USE = "other_use"
    WHY = "why"
    ABILITIES = "abilities"


class EditKind(StrEnum):
    """What is to be done with the pick that stays."""

    START_LATER = "start_later"
    START_EARLIER = "start_earlier"
    START_AT = "start_at"
    USE_CHORUS = "use_chorus"
    USE_PART = "use_part"
    USE_DROP_AT = "use_drop_at"
    LOUDER_MUSIC = "louder_music"
    QUIETER_MUSIC = "quieter_music"
    DUCK_UNDER_SPEECH = "duck_under_speech"
    KEEP_MY_SOUND = "keep_my_sound"
    WITH_MY_SOUND = "with_my_sound"  # beneath the music, as it lies where nobody has asked for anything
    MUTE_CLIP = "mute_clip"
    LOOP = "loop"
    FADE = "fade"
    FIT_LENGTH = "fit_length"
    ONLY_RANGE = "only_range"
    END_ON_BEAT = "end_on_beat"
    NUDGE = "nudge"
    STEMS = "stems"


KEEPING = frozenset(
    {
        Intent.QUESTION,
        Intent.EDIT,
        Intent.COMPARE,
        Intent.VERDICT_UP,
        Intent.ACCEPT,
        Intent.THANKS,
        Intent.HELP,
        Intent.META,
        Intent.OFF_TOPIC,
    }
)
# Which act of a message decides, first to last: what asks for something before what only says something.
_WEIGHT = (
    Intent.UNDO,
    Intent.BACK,
    Intent.CHOOSE,
    Intent.WISH,
    Intent.COMPARE,
    Intent.EDIT,
    Intent.QUESTION,
    Intent.META,
    Intent.HELP,
    Intent.NEXT,
    Intent.ACCEPT,
    Intent.VERDICT_DOWN,
    Intent.VERDICT_UP,
    Intent.THANKS,
    Intent.OFF_TOPIC,
)


@dataclass(frozen=True, slots=True)
class MessageAct:
    """One thing that a message does.

    Attributes:
        intent: what it is there for.
        text: the words that it was read from.
        subject: of a question; None where it is unclear what is asked.
        edit: of an edit.
        at_s: the second of the track that an edit names; of a drop, the second of the clip.
        end_s: the last second that an edit names.
        length_s: how long the result is to be.
        choose: which alternate, from 1 as said; -1 the last of the list.
        compare: which alternates are to be compared, from 1 as said; a single one with the pick.
        compare_first: how many of the card are to be compared, the pick among them; None: all, or those of ``compare``.
        back_to: which turn, as in ``Reading.back_to``.
        confidence: how sure the reading is, 0..1.
        language: of the pattern that told it ("en", "de", …); "" where no pattern did.

    """

    intent: Intent
    text: str = ""
    subject: QuestionSubject | None = None
    edit: EditKind | None = None
    at_s: float | None = None
    end_s: float | None = None
    length_s: float | None = None
    choose: int | None = None
    compare: tuple[int, ...] = ()
    compare_first: int | None = None
    back_to: int | None = None
    confidence: float = 1.0
    language: str = ""


def find_main_intent(acts: Iterable[MessageAct]) -> Intent | None:
    """Find the intent that decides what a message does; None without any act."""
    intents = {act.intent for act in acts}
    return next((intent for intent in _WEIGHT if intent in intents), None)

"""Decides what to do about a message: rules in order, the first that applies decides.

The bot answers where it is addressed, in its own threads and in direct messages, and ignores messages between people.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.discord.clip_search import FoundClips
from bot.discord.message_parsing import ParsedMessage
from language.texts import ENGLISH, Texts
from musechat.errors import BadInput
from musechat.guild import GuildSettings
from store.threads import ThreadView


class IgnoreReason(StrEnum):
    """Why a message gets no answer."""

    NOT_A_PERSON = "not-a-person"
    NOTICE = "notice"
    OLD = "old"
    TO_OTHERS = "to-others"
    NOT_ADDRESSED = "not-addressed"
    NOT_ALLOWED = "not-allowed"  # the moderators do not let the bot answer there, or this member
    NOT_THEIRS = "not-theirs"  # somebody else's conversation, and the bot was not addressed


class HintCode(StrEnum):
    """Hints that each member is sent once in some minutes per channel; the codes are keys of the message catalogue."""

    BRING_A_CLIP = "bring-a-clip"
    MAY_NOT_REFINE = "may-not-refine"
    MESSAGE_LINK = "message-link"
    REPLY_HIDDEN = "reply-hidden"
    REPLY_WITHOUT_CLIP = "reply-without-clip"
    SAY_SOMETHING = "say-something"


NO_CLIPS = FoundClips(0)


@dataclass(frozen=True, slots=True)
class MessageContext:
    """What was looked up for a message; only the thread where the message is not for the bot.

    Attributes:
        thread: ours, in which it was written or to whose message it replies.
        may_speak: whether the bot may answer there.
        may_refine: whether its author may refine the thread.
        clips: of the message, else of the one that it asks about.
        guild: settings of the guild.
        texts: in the language of the answer.

    """

    thread: ThreadView | None
    may_speak: bool = True
    may_refine: bool = True
    clips: FoundClips = NO_CLIPS
    guild: GuildSettings = field(default_factory=GuildSettings)
    texts: Texts = ENGLISH


@dataclass(frozen=True, slots=True)
class Ignore:
    """Do not answer."""

    reason: IgnoreReason


@dataclass(frozen=True, slots=True)
class Hint:
    """Send a hint, once. ``thread``: ours, in which the message then counts as read."""

    code: HintCode
    thread: ThreadView | None = None


@dataclass(frozen=True, slots=True)
class Refuse:
    """Answer with the error in the message."""

    error: BadInput


@dataclass(frozen=True, slots=True)
class Recommend:
    """Submit a first turn about the first clip or words alone, in our ``thread`` or, where that is None, a new one."""

    clips: FoundClips
    words: str
    thread: ThreadView | None = None


@dataclass(frozen=True, slots=True)
class Refine:
    """Submit the words as the thread's next turn."""

    thread: ThreadView
    words: str


Decision = Ignore | Hint | Refuse | Recommend | Refine

# These need the message alone: most messages that the bot sees cost no query.
EARLY_RULES: tuple[tuple[Callable[[ParsedMessage], bool], IgnoreReason], ...] = (
    (lambda message: not message.from_person, IgnoreReason.NOT_A_PERSON),
    (lambda message: not message.ordinary, IgnoreReason.NOTICE),
    (lambda message: not message.recent, IgnoreReason.OLD),
    (lambda message: message.to_others, IgnoreReason.TO_OTHERS),
    (lambda message: not (message.addressed or message.readable), IgnoreReason.NOT_ADDRESSED),
)

Applies = Callable[[ParsedMessage, MessageContext], bool]
Build = Callable[[ParsedMessage, MessageContext], Decision]


def ignore_early(message: ParsedMessage) -> Ignore | None:
    """Decide by the message alone; None where its context has to be loaded."""
    return next((Ignore(reason) for applies, reason in EARLY_RULES if applies(message)), None)


def decide(message: ParsedMessage, context: MessageContext) -> Decision:
    """Decide about a message that was not ignored early. The last rule applies always."""
    return next(build(message, context) for applies, build in RULES if applies(message, context))


def _ignore(reason: IgnoreReason) -> Build:
    return lambda _message, _context: Ignore(reason)


def _hint(code: HintCode) -> Build:
    return lambda _message, _context: Hint(code)


def _refuse(message: ParsedMessage, _context: MessageContext) -> Decision:
    assert message.words_error is not None  # noqa: S101 - the rule's condition
    return Refuse(message.words_error)


def _refine(message: ParsedMessage, context: MessageContext) -> Decision:
    assert context.thread is not None  # noqa: S101 - rules above decide about messages outside of threads
    return Refine(context.thread, message.words)


def _hint_about_reply(message: ParsedMessage, _context: MessageContext) -> Decision:
    hidden = message.about is not None and message.about.blank
    return Hint(HintCode.REPLY_HIDDEN if hidden else HintCode.REPLY_WITHOUT_CLIP)


def _choose_further_clips(message: ParsedMessage, context: MessageContext) -> FoundClips:
    """The clips that start anew in a thread of ours: a link beside words belongs to them unless it was replied to."""
    pointed_at = message.about is not None or not message.words
    return context.clips if pointed_at else context.clips.keep_attachments()


def _asks_in_vain(message: ParsedMessage, context: MessageContext) -> bool:
    """Whether a message asks about another one, on a server, that holds no clip."""
    return message.about is not None and not message.private and not context.clips.clips


# The order matters: each rule relies on those above it not having applied.
RULES: tuple[tuple[Applies, Build], ...] = (
    (lambda message, context: not (context.thread or message.addressed), _ignore(IgnoreReason.NOT_ADDRESSED)),
    (lambda _message, context: not context.may_speak, _ignore(IgnoreReason.NOT_ALLOWED)),
    # In a thread of ours people may talk to each other, and about the bot.
    (
        lambda message, context: bool(context.thread and _asks_in_vain(message, context) and not message.about_own),
        _ignore(IgnoreReason.TO_OTHERS),
    ),
    # In somebody else's thread; only who addresses the bot is answered.
    (lambda message, context: not (context.may_refine or message.addressed), _ignore(IgnoreReason.NOT_THEIRS)),
    (lambda _message, context: not context.may_refine, _hint(HintCode.MAY_NOT_REFINE)),
    (lambda message, _context: message.words_error is not None, _refuse),
    (lambda message, context: context.thread is None and _asks_in_vain(message, context), _hint_about_reply),
    # What stands in another channel is shown to the bot by who may see it there.
    (
        lambda message, context: not (context.thread or context.clips.clips) and message.post.names_message,
        _hint(HintCode.MESSAGE_LINK),
    ),
    # Outside of our threads a clip is needed, but for words alone in private.
    (
        lambda message, context: not (context.thread or context.clips.clips or (message.private and message.words)),
        _hint(HintCode.BRING_A_CLIP),
    ),
    (
        lambda _message, context: context.thread is None,
        lambda message, context: Recommend(context.clips, message.words),
    ),
    (
        lambda message, context: bool(_choose_further_clips(message, context).clips),
        lambda message, context: Recommend(_choose_further_clips(message, context), message.words, context.thread),
    ),
    (lambda message, _context: bool(message.words), _refine),
    (lambda _message, _context: True, lambda _message, context: Hint(HintCode.SAY_SOMETHING, context.thread)),
)

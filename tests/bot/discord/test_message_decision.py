"""What is done about a message follows from what it says, to whom, and where: a table of rules, tried one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.discord.clip_search import FoundClips, Post
from bot.discord.message_decision import (
    Hint,
    HintCode,
    Ignore,
    IgnoreReason,
    MessageContext,
    Recommend,
    Refine,
    Refuse,
    decide,
    ignore_early,
)
from bot.discord.message_parsing import ParsedMessage
from musechat.errors import BadInput
from musechat.turn import ClipSource, SourceKind
from tests.bot.discord.made_posts import made_attachment
from tests.bot.discord.made_turns import made_thread

LINK = ClipSource(SourceKind.LINK, "https://example.org/a.mp4", "a.mp4")
TOO_LONG = BadInput("words", "That is too much to say at once")
THREAD = made_thread()

SAID = ParsedMessage(
    from_person=True,
    ordinary=True,
    recent=True,
    to_others=False,
    addressed=True,
    readable=False,
    private=False,
    words="calmer",
    words_error=None,
    post=Post(1),
)
NOWHERE, OURS = MessageContext(None), MessageContext(THREAD)
NONE, LINKED = FoundClips(0), FoundClips(1, (LINK,))
ATTACHED = FoundClips(1, (made_attachment("a.mp4"), LINK))
FILES = FoundClips(1, ATTACHED.clips[:1])
ABOUT, HIDDEN = Post(2), Post(2, blank=True)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"from_person": False}, IgnoreReason.NOT_A_PERSON),
        ({"ordinary": False}, IgnoreReason.NOTICE),
        ({"recent": False}, IgnoreReason.OLD),
        ({"to_others": True}, IgnoreReason.TO_OTHERS),
        ({"addressed": False}, IgnoreReason.NOT_ADDRESSED),
    ],
)
def test_most_messages_are_ignored_before_anything_is_looked_up(change: dict[str, Any], reason: IgnoreReason) -> None:
    assert ignore_early(replace(SAID, **change)) == Ignore(reason)


def test_what_may_be_for_the_bot_is_looked_up() -> None:
    assert ignore_early(SAID) is None
    assert ignore_early(replace(SAID, addressed=False, readable=True)) is None


@pytest.mark.parametrize(
    ("change", "context", "decision"),
    [
        # Where it may not speak, or is not meant, it says nothing.
        ({"addressed": False, "readable": True}, NOWHERE, Ignore(IgnoreReason.NOT_ADDRESSED)),
        ({}, replace(OURS, may_speak=False), Ignore(IgnoreReason.NOT_ALLOWED)),
        ({"words_error": TOO_LONG}, replace(NOWHERE, may_speak=False), Ignore(IgnoreReason.NOT_ALLOWED)),
        ({"addressed": False}, replace(OURS, may_refine=False), Ignore(IgnoreReason.NOT_THEIRS)),
        ({}, replace(OURS, may_refine=False), Hint(HintCode.MAY_NOT_REFINE)),
        ({}, replace(OURS, may_refine=False, clips=LINKED), Hint(HintCode.MAY_NOT_REFINE)),
        # Outside of its threads.
        ({"words": "", "words_error": TOO_LONG}, NOWHERE, Refuse(TOO_LONG)),
        ({}, NOWHERE, Hint(HintCode.BRING_A_CLIP)),
        ({"private": True, "words": ""}, NOWHERE, Hint(HintCode.BRING_A_CLIP)),
        ({"post": Post(1, names_message=True)}, NOWHERE, Hint(HintCode.MESSAGE_LINK)),
        ({"post": Post(1, names_message=True)}, OURS, Refine(THREAD, "calmer")),
        ({"private": True}, NOWHERE, Recommend(NONE, "calmer")),
        ({}, replace(NOWHERE, clips=LINKED), Recommend(LINKED, "calmer")),
        ({"words": ""}, replace(NOWHERE, clips=ATTACHED), Recommend(ATTACHED, "")),
        # Asked about another message.
        ({"about": ABOUT}, replace(NOWHERE, clips=LINKED), Recommend(LINKED, "calmer")),
        ({"about": ABOUT}, NOWHERE, Hint(HintCode.REPLY_WITHOUT_CLIP)),
        ({"about": HIDDEN}, NOWHERE, Hint(HintCode.REPLY_HIDDEN)),
        ({"about": HIDDEN}, replace(NOWHERE, may_speak=False), Ignore(IgnoreReason.NOT_ALLOWED)),
        ({"about": ABOUT, "private": True}, NOWHERE, Recommend(NONE, "calmer")),
        ({"about": ABOUT}, OURS, Ignore(IgnoreReason.TO_OTHERS)),
        ({"about": ABOUT, "about_own": True}, OURS, Refine(THREAD, "calmer")),
        ({"about": ABOUT}, replace(OURS, clips=LINKED), Recommend(LINKED, "calmer", THREAD)),
        ({"about": ABOUT}, replace(OURS, clips=LINKED, may_refine=False), Hint(HintCode.MAY_NOT_REFINE)),
        # In one of its threads.
        ({"words": "", "words_error": TOO_LONG}, replace(OURS, clips=LINKED), Refuse(TOO_LONG)),
        ({}, OURS, Refine(THREAD, "calmer")),
        ({"addressed": False, "readable": True}, OURS, Refine(THREAD, "calmer")),
        ({}, replace(OURS, clips=LINKED), Refine(THREAD, "calmer")),
        ({}, replace(OURS, clips=ATTACHED), Recommend(FILES, "calmer", THREAD)),
        ({"words": ""}, replace(OURS, clips=LINKED), Recommend(LINKED, "", THREAD)),
        ({"words": ""}, OURS, Hint(HintCode.SAY_SOMETHING, THREAD)),
    ],
)
def test_the_first_rule_that_applies_decides(change: dict[str, Any], context: MessageContext, decision: object) -> None:
    assert decide(replace(SAID, **change), context) == decision

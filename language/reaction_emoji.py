"""What a reaction says of a pick: emoji that are a verdict by themselves. Light: the bot has no reader of messages."""

from __future__ import annotations

import re

from musechat.message import Intent

_GLAD = frozenset("❤🧡💛💚💙💜🖤🤍🤎💖💗💓💕💞💘😍🥰🤩😻👍👏🙌🔥💯🎉✨🥹👌🤘🫶😎🕺💃🚀⭐🌟🏆✅😊😁😄😀")
_SORRY = frozenset("👎💩🤮🤢😴💤🥱😬🙄😒😐😑❌🚫🗑⛔🤦")
_DRESS = re.compile("[\ufe0f\u200d\U0001f3fb-\U0001f3ff♂♀]")  # how an emoji is drawn: in colour, of which skin


def read_reaction(emoji: str) -> Intent | None:
    """Say which verdict an emoji is; None where it is neither."""
    signs = set(_DRESS.sub("", emoji))
    if signs and signs <= _GLAD:
        return Intent.VERDICT_UP
    return Intent.VERDICT_DOWN if signs and signs <= _SORRY else None

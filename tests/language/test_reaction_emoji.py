"""Which reactions are a verdict."""

from __future__ import annotations

import pytest

from language.reaction_emoji import read_reaction
from musechat.message import Intent


@pytest.mark.parametrize(
    ("emoji", "verdict"),
    [
        ("❤️", Intent.VERDICT_UP),
        ("👍🏽", Intent.VERDICT_UP),
        ("❤️‍🔥", Intent.VERDICT_UP),
        ("👎", Intent.VERDICT_DOWN),
        ("🤦🏻‍♀️", Intent.VERDICT_DOWN),
        ("🤔", None),
        ("👀", None),
        ("", None),
    ],
)
def test_hearts_and_thumbs_are_verdicts_and_the_rest_is_not(emoji: str, verdict: Intent | None) -> None:
    assert read_reaction(emoji) is verdict

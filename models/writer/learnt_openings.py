"""The words that the embedded writer's reasons may begin with, and which of them come next in a thread."""

from __future__ import annotations

from models.writer.interface import ReasonFacts
from models.writer.openers import choose_opener
from models.writer.prompt import TITLE

# Each is a beginning that the writer has learnt whatever the pick's pace is beside the clip's (reasons.toml).
OPENINGS = (f"“{TITLE}", "Your", "I would", "For your")
OPENINGS_ALONE = (f"“{TITLE}", "My pick is", "Try", "I would go", "Have a listen")


def choose_opening(facts: ReasonFacts) -> str:
    """Choose the words that the next reason begins with: not those that the thread has read last."""
    openings = OPENINGS if facts.clip else OPENINGS_ALONE
    return openings[choose_opener([opening.removesuffix(TITLE) for opening in openings], facts)]

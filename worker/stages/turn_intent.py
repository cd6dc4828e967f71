"""What a turn is there for: by its button, or by what was read in its words."""

from __future__ import annotations

from musechat.message import Intent, find_main_intent
from musechat.turn import TurnKind
from worker.turn_state import ReadResult

_OF_BUTTON = {
    TurnKind.ANOTHER: Intent.NEXT,
    TurnKind.REJECT: Intent.VERDICT_DOWN,
    TurnKind.SIMILAR: Intent.WISH,
    TurnKind.BACK: Intent.BACK,
    TurnKind.RELAX: Intent.UNDO,
    TurnKind.WITHDRAW: Intent.UNDO,
    TurnKind.ALTERNATE: Intent.CHOOSE,
}


def find_turn_intent(kind: TurnKind, reading: ReadResult) -> Intent | None:
    """Find what a turn is there for; None where nothing was said with a clip."""
    return _OF_BUTTON.get(kind) or find_main_intent(reading.acts)

"""A thread of thirty messages in five languages: questions, edits, verdicts, references and jokes, and what each is to do.

The words are our own. ``pick``: another track is shown; ``stay``: the track that stands is answered about, or edited.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import select

from store.database import Database
from store.tables import TurnRow
from tests.localdiscord.scene import Scene


class ThreadMessage(NamedTuple):
    """A member's message, and whether the pick stays."""

    words: str
    stays: bool


FIRST_WORDS = "something calm please"
_PICK, _STAY = False, True
THREAD = (
    ThreadMessage("calmer, and piano if you have it", _PICK),
    ThreadMessage("who made this?", _STAY),
    ThreadMessage("what's the tempo?", _STAY),
    ThreadMessage("a bit faster", _PICK),
    ThreadMessage("even more", _PICK),
    ThreadMessage("and this one?", _STAY),
    ThreadMessage("louder", _STAY),
    ThreadMessage("start where the drums come in", _STAY),
    ThreadMessage("nice, but can I use it in a client ad?", _STAY),
    ThreadMessage("und muss ich den Künstler nennen?", _STAY),
    ThreadMessage("etwas wie Hans Zimmer, aber fröhlicher", _PICK),
    ThreadMessage("haha mein Hund heult mit", _STAY),
    ThreadMessage("zu laut", _STAY),
    ThreadMessage("genug Klavier, jetzt Streicher", _PICK),
    ThreadMessage("die erste war besser", _PICK),
    ThreadMessage("¿y quién canta ahí?", _STAY),
    ThreadMessage("menos cargado", _PICK),
    ThreadMessage("rollo Stranger Things", _PICK),
    ThreadMessage("la segunda opción", _PICK),
    ThreadMessage("jajaja parece música de ascensor", _PICK),
    ThreadMessage("empieza en 0:20", _STAY),
    ThreadMessage("c'est quoi comme genre ?", _STAY),
    ThreadMessage("sans batterie mais avec des cordes", _PICK),
    ThreadMessage("baisse la musique quand je parle", _STAY),
    ThreadMessage("en fait non, annule ça", _PICK),
    ThreadMessage("この曲のテンポは？", _STAY),
    ThreadMessage("もっと明るく、ボーカルなしで", _PICK),
    ThreadMessage("最高！", _STAY),
    ThreadMessage("なんでこの曲にしたの？", _STAY),
    ThreadMessage("thanks, you're a legend", _STAY),
)


async def hold_thread(scene: Scene, thread: Any, messages: Sequence[ThreadMessage]) -> list[str]:
    """Say ``messages`` in a thread, each after the last was answered; the words for which the wrong thing happened."""
    db = scene.house.database()
    wrong = []
    try:
        for message in messages:
            await scene.alice.say(thread, message.words)
            keeps = await scene.eventually(partial(_find_delivered, db, message.words), f"an answer to {message.words}")
            if keeps != [message.stays]:
                wrong.append(message.words)
    finally:
        db.close()
    return wrong


def _find_delivered(db: Database, words: str) -> list[bool]:
    """Whether the pick stays after the turn of these words, which are said once; empty until that is shown."""
    answered = select(TurnRow.keeps_pick).where(TurnRow.words == words, TurnRow.delivered_at.is_not(None))
    with db.read() as session:
        return [bool(keeps) for keeps in session.scalars(answered)]

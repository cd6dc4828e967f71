"""*Compare…* in words comes to the same turn as the button's, through the real stages up to the files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from musechat.message import Intent
from musechat.pick import Pick
from musechat.turn import Stage, TurnKind, TurnState
from store.database import Database
from tests.models.ranking.stand_ins import made_library
from tests.worker.talking import Talk, put_tracks
from worker.context import TurnContext

LIBRARY = [replace(t, id=f"{n:016x}", file_hash=f"{n:064x}") for n, t in enumerate(made_library(24), 1)]
PREVIEW = 10 * 1024 * 1024


class Comparing(Talk):
    """A conversation that keeps what was to be compared instead of making files of it."""

    compared: tuple[Pick, ...] | None = None

    def note_compared(self, context: TurnContext) -> None:
        self.compared = context.state.reading.compared


@pytest.fixture
def talk(sqlite_database: Database, tmp_path: Path) -> Comparing:
    put_tracks(sqlite_database, LIBRARY)
    talk = Comparing(sqlite_database, tmp_path)
    talk.stages = {**talk.stages, Stage.PREVIEW: talk.note_compared}
    return talk


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("compare them", (0, 1, 2, 3)),
        ("vergleich die ersten zwei", (0, 1)),
        ("compare 1 and 3", (1, 3)),
        ("compare this with number 2", (0, 2)),
        ("3曲を聴き比べたい", (0, 1, 2)),
    ],
)
def test_the_picks_that_are_meant_are_compared_and_the_pick_stands(
    talk: Comparing, words: str, places: tuple[int, ...]
) -> None:
    shown = talk.turn(TurnKind.FIRST)
    turn = talk.say(words, preview_bytes=PREVIEW)
    assert turn.state is TurnState.DONE, turn.error
    assert talk.compared is not None
    assert [pick.track_id for pick in talk.compared] == [shown.picks[place].track_id for place in places]
    assert (turn.picks, turn.intent, turn.keeps_pick) == ([], Intent.COMPARE, True)
    assert turn.brief == shown.brief


def test_one_that_is_not_on_the_card_is_said_to_be_missing(talk: Comparing) -> None:
    talk.turn(TurnKind.FIRST)
    assert talk.say("compare 1 and 9", preview_bytes=PREVIEW).error_code == "no-such-alternate"


def test_who_cannot_be_sent_files_is_told_where_picks_are_compared(talk: Comparing) -> None:
    talk.turn(TurnKind.FIRST)
    assert talk.say("compare them").error_code == "compare-elsewhere"


def test_a_wish_beside_it_brings_another_pick(talk: Comparing) -> None:
    shown = talk.turn(TurnKind.FIRST)
    turn = talk.say("compare these and make it calmer", preview_bytes=PREVIEW)
    assert talk.compared is None
    assert turn.picks
    assert turn.picks[0].track_id != shown.picks[0].track_id

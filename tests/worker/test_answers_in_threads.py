"""Questions in a thread: the answer, and the pick that stands, through the real stages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from language.reading.message_scores import MessageScores
from musechat.message import Intent
from musechat.questions import INTENT
from musechat.track import Licence
from musechat.turn import Stage, TurnKind, TurnNote
from musechat.wish import Facet
from store.database import Database
from store.guilds import change_guild
from store.thread_history import load_thread_feedback, put_feedback
from tests.models.ranking.stand_ins import made_library
from tests.worker.talking import GUILD, SNAPSHOTS, Talk, first, put_tracks
from worker.stages.read import run_read

CC_BY = Licence("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/", True, True, True, False)
LIBRARY = [
    replace(t, id=f"{n:016x}", file_hash=f"{n:064x}", artist=f"Artist {n}b", licence=CC_BY, album="")
    for n, t in enumerate(made_library(40), 1)
]


@pytest.fixture
def talk(sqlite_database: Database, tmp_path: Path) -> Talk:
    put_tracks(sqlite_database, LIBRARY)
    return Talk(sqlite_database, tmp_path)


def test_a_question_is_answered_and_the_pick_stands(talk: Talk) -> None:
    shown = first(talk.turn(TurnKind.FIRST))
    turn = talk.say("who is the artist?")
    assert (turn.intent, turn.note, turn.picks, turn.keeps_pick) == (Intent.QUESTION, TurnNote.ANSWERED, [], True)
    assert turn.answer == f"It's by {shown.artist}."
    assert talk.say("¿de qué año es este tema?").answer.startswith("Es de 2")
    assert talk.say("calmer").keeps_pick is False


def test_praise_beside_a_question_counts_as_well(talk: Talk) -> None:
    shown = first(talk.turn(TurnKind.FIRST))
    turn = talk.say("lovely, which album is it on?")
    assert turn.answer == "The file doesn't name an album."
    with talk.db.read() as session:
        assert load_thread_feedback(session, talk.thread_id) == [(shown.track_id, "accepted")]


def test_a_question_beside_a_wish_is_answered_about_the_pick_before(talk: Talk) -> None:
    shown = first(talk.turn(TurnKind.FIRST))
    turn = talk.say("wer hat das gemacht? und bitte etwas langsamer")
    assert turn.picks and not turn.keeps_pick
    assert turn.intent is Intent.WISH
    assert turn.answer == f"„{shown.title}“: Das ist von {shown.artist}."


def test_the_server_knows_where_else_it_was_taken(talk: Talk, tmp_path: Path) -> None:
    shown = first(talk.turn(TurnKind.FIRST, words=f"something by {LIBRARY[6].artist}"))
    asked = "has anyone else here used this track?"
    assert talk.say(asked).answer == "Nobody has taken it here yet."
    elsewhere = Talk(talk.db, tmp_path, who="ann")
    theirs = elsewhere.turn(TurnKind.FIRST, words=f"something by {LIBRARY[6].artist}")
    with talk.db.write() as session:
        pick = next(pick for pick in theirs.picks if pick.track_id == shown.track_id)
        put_feedback(session, pick.id, elsewhere.member_id, "accepted")
    assert talk.say(asked).answer == "It was taken for one other clip here."


def test_the_servers_own_rule_is_said_with_the_licence(talk: Talk) -> None:
    with talk.db.write() as session:
        change_guild(session, GUILD, lambda settings: replace(settings, licence_uses=frozenset({"commercial"})))
    talk.turn(TurnKind.FIRST)
    answer = talk.say("can I use it in a video for a client?").answer
    assert answer.startswith("Yes, CC BY 4.0 allows commercial use. Credit it like this: “")
    assert answer.endswith("On this server I only pick what may be used commercially.")


KNOWN = ("no drums",)


@dataclass
class Oracle:
    """Scores one intent as it is told to, of messages that no rule knows."""

    intent: Intent
    probability: float

    def score_message(self, text: str) -> MessageScores | None:
        likely = {each.value: self.probability if each is self.intent else 0.01 for each in Intent}
        likely[Intent.WISH.value] = 0.9 - self.probability
        return (
            MessageScores(likely, {"tempo": 0.3, "key": 0.3, "year": 0.3}, {"fade": 1.0}) if text not in KNOWN else None
        )


def consult(talk: Talk, intent: Intent, probability: float) -> Oracle:
    oracle = Oracle(intent, probability)
    talk.stages = {**talk.stages, Stage.READ: partial(run_read, snapshots=SNAPSHOTS, scorer=oracle)}
    return oracle


def test_where_rules_are_silent_the_network_counts(talk: Talk) -> None:
    consult(talk, Intent.OFF_TOPIC, 0.9)
    talk.turn(TurnKind.FIRST)
    assert talk.say("no drums").picks
    turn = talk.say("zorbly wimfle grattock")
    assert (turn.intent, turn.picks, turn.keeps_pick) == (Intent.OFF_TOPIC, [], True)


def test_an_unsure_guess_asks_before_the_pick_goes(talk: Talk) -> None:
    consult(talk, Intent.QUESTION, 0.45)
    talk.turn(TurnKind.FIRST)
    asked = talk.say("zorbly wimfle grattock")
    assert (asked.keeps_pick, asked.picks, asked.answer) == (True, [], "")
    assert asked.question is not None
    keep, change = asked.question.answers
    changed = talk.say(change)
    assert changed.picks and [s.wish.said for s in changed.brief.standing] == ["zorbly wimfle grattock"]
    asked = talk.say("plomsy krill dendo")
    kept = talk.say(keep)
    assert (kept.keeps_pick, kept.answer, kept.intent) == (True, "Then it stays.", Intent.ACCEPT)
    with talk.db.read() as session:
        assert load_thread_feedback(session, talk.thread_id) == []


def test_nobody_is_asked_who_wants_no_questions(talk: Talk) -> None:
    consult(talk, Intent.QUESTION, 0.45)
    talk.turn(TurnKind.FIRST)
    talk.say("no questions please")
    turn = talk.say("zorbly wimfle grattock")
    assert turn.question is None
    assert turn.answer.startswith("I'm not sure what you'd like to know.")


def test_a_span_that_may_be_a_length_is_asked_about_and_used_as_is_answered(talk: Talk) -> None:
    talk.turn(TurnKind.FIRST)
    asked = talk.say("1分から2分")
    assert asked.question is not None
    keep, change = asked.question.answers
    used = talk.say(keep)
    assert used.intent is Intent.EDIT
    assert used.picks
    assert not used.brief.standing
    talk.say("1分から2分")
    changed = talk.say(change)
    assert changed.question is None or changed.question.facet != INTENT  # not asked twice
    assert [s.wish.facet for s in changed.brief.standing] == [Facet.LENGTH]


def test_what_is_in_the_pick_is_asked_about_and_then_kept_away(talk: Talk) -> None:
    talk.turn(TurnKind.FIRST)
    asked = talk.say("there is synth in it")
    assert asked.question is not None
    assert (asked.keeps_pick, asked.picks) == (True, [])
    changed = talk.say(asked.question.answers[1])
    assert changed.picks
    assert [(s.wish.name, s.wish.less) for s in changed.brief.standing] == [("synth", True)]
    assert changed.question is None or changed.question.facet != INTENT  # not asked twice

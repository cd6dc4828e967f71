"""What a trained network adds to the rules' reading, takes away from it and turns round; and what it must leave alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from language.reading import Reading, read_words
from language.reading.message_scores import MessageScores, WishScore
from musechat.brief import Brief
from musechat.message import EditKind, Intent, QuestionSubject
from musechat.wish import Facet, Force
from research.evaluation.message_labels import describe_reading
from research.evaluation.reading import LAST
from research.evaluation.reading_cases import NAMES

STRANGE = "zorbly wimfle grattock"
KNOWN = frozenset(
    {"piano", "guitar", "drums", "rock", "ukulele", "violin", "strings", "kids", "calm", "energetic", "energy"}
)


def make_scores(
    *wishes: WishScore, asked: str = "", made: str = "", known: frozenset[str] = KNOWN, **intents: float
) -> MessageScores:
    """Make scores of the named intents, and next to nothing for all others."""
    likely = {intent.value: intents.get(intent.value, 0.01) for intent in Intent}
    subjects = {each.value: 0.95 if each.value == asked else 0.01 for each in QuestionSubject}
    edits = {each.value: 0.95 if each.value == made else 0.01 for each in EditKind}
    return MessageScores(likely, subjects, edits, wishes, known)


@dataclass
class Scorer:
    """Says the same of every message, and notes which it was asked about."""

    scores: MessageScores
    asked: list[str] = field(default_factory=list)

    def score_message(self, text: str) -> MessageScores:
        self.asked.append(text)
        return self.scores


def read(words: str, *wishes: WishScore, known: frozenset[str] = KNOWN, **likely: float) -> Reading:
    """Read words after a pick, beside a network that scores them so."""
    scorer = Scorer(make_scores(*wishes, known=known, **likely))
    return read_words(words, LAST, Brief(), NAMES, scorer=scorer)


def slots_of(reading: Reading) -> Mapping[str, object]:
    return describe_reading(reading)["slots"]


def test_what_no_rule_knows_is_what_the_network_says() -> None:
    scores = make_scores(question=0.9, asked="year")
    reading = read_words(STRANGE, LAST, Brief(), NAMES, scorer=Scorer(scores))
    assert (reading.smalltalk, reading.events, reading.unsure) == (True, (), False)
    assert [(act.intent, act.subject) for act in reading.acts] == [(Intent.QUESTION, QuestionSubject.YEAR)]


def test_verdicts_and_steps_count() -> None:
    down = read(STRANGE, verdict_down=0.85)
    assert (down.rejected, down.another, down.events) == (True, True, ())
    up = read(STRANGE, verdict_up=0.85)
    assert (up.praised, up.smalltalk) == (True, True)
    assert read(STRANGE, undo=0.9).back


def test_two_acts_of_one_message_are_both_read() -> None:
    reading = read(STRANGE, verdict_up=0.9, thanks=0.7)
    assert {act.intent for act in reading.acts} == {Intent.VERDICT_UP, Intent.THANKS}


@pytest.mark.parametrize(
    ("likely", "unsure"),
    [
        ({"edit": 0.45, "wish": 0.4}, True),
        ({"wish": 0.45, "question": 0.4}, True),
        ({"wish": 0.6, "question": 0.4}, False),
        ({"wish": 0.95}, False),
        ({"question": 0.2}, False),
        ({"choose": 0.9}, False),
        ({}, False),
    ],
)
def test_only_what_may_cost_the_pick_is_asked_about(likely: dict[str, float], unsure: bool) -> None:
    reading = read(STRANGE, **likely)
    assert reading.unsure is unsure
    assert not reading.smalltalk


@pytest.mark.parametrize(
    "words", ["option 2", "undo that", "start at 0:40", "back to the first one", "compare 1 and 2"]
)
def test_what_counts_or_names_a_place_is_the_rules(words: str) -> None:
    alone = read_words(words, LAST, Brief(), NAMES)
    assert read(words, off_topic=0.99).acts == alone.acts


def test_a_plain_message_needs_more_than_a_guess_to_be_read_otherwise() -> None:
    assert describe_reading(read("thanks", wish=0.6))["intent"] == "thanks"
    assert describe_reading(read("thanks", verdict_down=0.9))["intent"] == "thanks"
    assert describe_reading(read("thanks", verdict_down=0.95))["intent"] == "verdict_down"


def test_wishes_that_the_rules_have_not_are_added_softly() -> None:
    reading = read(STRANGE, WishScore("piano", 0.8, 0.05, 0.3), WishScore("guitar", 0.02, 0.7, 0.6), wish=0.95)
    assert slots_of(reading) == {"prefer": ["piano"], "avoid": ["guitar"]}
    assert all(change.wish is not None and not change.wish.hard for change in reading.events)


def test_it_makes_no_bound_where_the_rules_hear_no_word_that_binds() -> None:
    sure = WishScore("drums", 0.01, 0.95, 0.95)
    assert slots_of(read(STRANGE, sure, wish=0.95)) == {"avoid": ["drums"]}
    assert slots_of(read(f"no {STRANGE}", sure, wish=0.95)) == {"never": ["drums"]}
    for less, firm in ((0.95, 0.7), (0.7, 0.95)):
        unsure = WishScore("drums", 0.01, less, firm)
        assert slots_of(read(f"no {STRANGE}", unsure, wish=0.95)) == {"avoid": ["drums"]}


def test_a_wish_is_turned_round_where_the_network_is_sure() -> None:
    assert slots_of(read("rock", WishScore("rock", 0.05, 0.9, 0.2), wish=0.9)) == {"avoid": ["rock"]}
    assert slots_of(read("rock", WishScore("rock", 0.2, 0.6, 0.2), wish=0.9)) == {}  # nobody is sure: neither way
    assert slots_of(read("rock", WishScore("rock", 0.5, 0.4, 0.2), wish=0.9)) == {"prefer": ["rock"]}


def test_a_scene_goes_that_the_network_has_not_heard_and_what_is_named_stays() -> None:
    assert slots_of(read("piano, the kids broke my tripod", WishScore("piano", 0.9, 0.0), wish=0.9)) == {
        "prefer": ["piano"]
    }
    assert slots_of(read("guitar and piano", wish=0.9)) == {"prefer": ["guitar", "piano"]}
    assert slots_of(read("no drums", wish=0.9)) == {"never": ["drums"]}


def test_what_it_was_never_taught_is_the_rules() -> None:
    scores = make_scores(wish=0.9, known=frozenset({"piano"}))
    reading = read_words("guitar please", LAST, Brief(), NAMES, scorer=Scorer(scores))
    assert slots_of(reading) == {"prefer": ["guitar"]}


def test_both_ends_of_a_scale_are_one_thing() -> None:
    calmer = read("calmer", WishScore("calm", 0.9, 0.0, 0.1), wish=0.95)
    assert [change.wish.facet for change in calmer.events if change.wish is not None] == [Facet.ENERGY]


def test_which_way_a_step_goes_is_the_rules() -> None:
    steps = read("calmer", WishScore("energetic", 0.9, 0.0, 0.1), wish=0.95)
    assert slots_of(steps) == {"direction": {"energy": "down"}}
    assert slots_of(read("happier", WishScore("hopeful", 0.0, 0.9, 0.1), wish=0.95, known=KNOWN | {"hopeful"})) == {
        "direction": {"mood": "up"}
    }
    bounds = read("at least 140 bpm", WishScore("fast", 0.9, 0.0, 0.1), wish=0.95)
    assert slots_of(bounds) == {"tempo": {"min": 140.0}}


def test_what_is_fine_again_is_not_avoided() -> None:
    assert slots_of(read("vocals are fine after all", WishScore("vocals", 0.1, 0.8), wish=0.95)) == {}


def test_signs_alone_are_the_rules() -> None:
    assert read("🐢➡️🐇", next=0.95).events == read_words("🐢➡️🐇", LAST, Brief(), NAMES).events


def test_a_choice_is_read_where_a_number_or_a_place_names_it() -> None:
    def choose(words: str) -> list[int | None]:
        scores = Scorer(make_scores(choose=0.97))
        return [act.choose for act in read_words(words, LAST, Brief(), NAMES, scorer=scores).acts]

    assert choose("zorbly the third wimfle") == [3]
    assert choose("wimfle das mittlere") == [2]
    assert choose(STRANGE) == [None]  # stays a wish


def test_a_child_says_its_parent_too() -> None:
    assert slots_of(read("strings", WishScore("violin", 0.9, 0.0), wish=0.9)) == {"prefer": ["strings"]}


def test_beside_what_keeps_the_pick_nothing_is_wished_for() -> None:
    reading = read("is that a real piano?", WishScore("piano", 0.7, 0.0), question=0.95)
    assert (reading.events, reading.smalltalk) == ((), True)


def test_on_a_first_message_only_wishes_count() -> None:
    scores = make_scores(WishScore("piano", 0.9, 0.0), off_topic=0.9)
    reading = read_words(STRANGE, None, Brief(), NAMES, scorer=Scorer(scores))
    named = [change.wish for change in reading.events if change.wish is not None]
    assert ("piano", Force.PREFER) in [(wish.name, wish.force) for wish in named]
    assert not reading.smalltalk


def test_a_short_reply_is_read_as_what_it_means_and_by_nobody_else() -> None:
    scorer = Scorer(make_scores(off_topic=0.99))
    before = ("bot: With a voice, or without?",)
    reading = read_words("without", LAST, Brief(), NAMES, scorer=scorer, before=before)
    assert scorer.asked == []
    assert reading.events


def test_without_a_network_the_rules_read_alone() -> None:
    class Nothing:
        def score_message(self, text: str) -> None: ...

    assert read_words("no drums", LAST, Brief(), NAMES, scorer=Nothing()) == read_words(
        "no drums", LAST, Brief(), NAMES
    )


def test_a_step_back_needs_more_than_a_guess() -> None:
    assert not read(STRANGE, undo=0.5).back
    assert read(STRANGE, undo=0.65).back


@pytest.mark.parametrize("words", ["no drums", "only piano", "under 90 bpm", "commercial use only"])
def test_no_bound_of_the_rules_is_taken_away_however_sure_the_network_is(words: str) -> None:
    alone = read_words(words, LAST, Brief(), NAMES).events
    assert any(change.wish is not None and change.wish.hard for change in alone)
    wanted = (WishScore("drums", 0.99, 0.0, 0.9), WishScore("piano", 0.0, 0.99, 0.9))
    for likely in ({"wish": 0.99}, {"off_topic": 0.99}, {"verdict_up": 0.99}, {"undo": 0.99}):
        kept = read(words, *wanted, **likely).events
        assert [change for change in kept if change.wish is not None and change.wish.hard] == [
            change for change in alone if change.wish is not None and change.wish.hard
        ]


def test_a_choice_beside_praise_needs_its_number_too() -> None:
    scores = Scorer(make_scores(verdict_up=0.9, choose=0.9))
    numbered = read_words("zorbly, the third wimfle", LAST, Brief(), NAMES, scorer=scores)
    assert 3 in [act.choose for act in numbered.acts]
    assert read_words(STRANGE, LAST, Brief(), NAMES, scorer=scores).events


@pytest.mark.parametrize(
    ("words", "turn"),
    [("your opening suggestion had it", 1), ("celle du début alors", 1), ("wuppti das Ursprüngliche", 1), ("wuppti la inicial", 1),
     ("最初のやつ", 1), ("the third had it", 3), ("what stood there before", None)],
)  # fmt: skip
def test_a_step_back_goes_to_the_turn_that_is_named(words: str, turn: int | None) -> None:
    reading = read_words(words, LAST, Brief(), NAMES, scorer=Scorer(make_scores(back=0.99)))
    assert (reading.back, reading.back_to) == (True, turn)


@pytest.mark.parametrize(
    ("words", "second"), [("grab it from 1:15", 75), ("wuppti ab 1:15", 75), ("just grab it", None)]
)
def test_an_edit_has_the_second_that_is_named(words: str, second: float | None) -> None:
    scores = make_scores(edit=0.99, made="start_at")
    reading = read_words(words, LAST, Brief(), NAMES, scorer=Scorer(scores))
    assert [(act.edit, act.at_s) for act in reading.acts] == [(EditKind.START_AT, second)]


@pytest.mark.parametrize("words", ["thats the 1, lok it in", "y dis 1"])
def test_a_digit_for_one_chooses_nothing(words: str) -> None:
    assert Intent.CHOOSE not in {act.intent for act in read_words(words, LAST, Brief(), NAMES).acts}


def test_pictures_say_something() -> None:
    assert slots_of(read("🎃👻🦇", WishScore("kids", 0.9, 0.02), wish=0.9)) == {"prefer": ["kids"]}


@pytest.mark.parametrize("words", ["3️⃣", "3⃣", "3️⃣ please"])
def test_a_keycap_is_a_number_of_the_list(words: str) -> None:
    reading = read_words(words, LAST, Brief(), NAMES)
    assert [(act.intent, act.choose) for act in reading.acts] == [(Intent.CHOOSE, 3)]

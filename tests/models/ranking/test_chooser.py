"""Choosing: what is said changes the pick, nothing comes twice, nothing forbidden passes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.reading import LastPick, LibraryWords, read_words
from language.vocabulary import find_named_concept
from models.index import VectorIndex
from models.ranking.choose_request import ChoiceResult, ChooseRequest, format_soft_wishes, join_refused_words
from models.ranking.chooser import Chooser
from models.ranking.library_snapshot import FloatArray
from models.ranking.query import build_query
from models.ranking.rule_mask import compile_rules
from musechat.brief import Brief, BriefEvent
from musechat.no_match import NoMatchReport
from musechat.rules import GuildRules, Rules, diagnose_no_match, filter_tracks, find_refusal
from musechat.taste import Exclusion
from musechat.track import Track
from musechat.turn import TurnKind
from tests.models.ranking.stand_ins import PlainFusion, PlainText, made_chooser, made_library
from tests.musechat.made import made_clip
from tests.musechat.test_rules import rules_drawn, tracks_drawn

TRACKS = made_library()
BY_ID = {t.id: t for t in TRACKS}
CLIP = made_clip(energy=0.5)


@dataclass
class Thread:
    """A conversation with a chooser, kept the way the ledger keeps it."""

    chooser: Chooser
    tracks: dict[str, Track]
    events: list[BriefEvent] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    last: str | None = None
    turn: int = 0
    base: ChooseRequest = field(default_factory=lambda: ChooseRequest(TurnKind.FIRST, clip=CLIP))

    def say(self, words: str = "", kind: TurnKind | None = None) -> ChoiceResult:
        self.turn += 1
        last = LastPick.from_track(self.tracks[self.last]) if self.last else None
        brief = Brief.replay_events(self.events)
        reading = read_words(words, last, brief, LibraryWords.from_tracks(self.tracks.values()), CLIP)
        for change in reading.events:
            self.events.append(BriefEvent(len(self.events) + 1, self.turn, 1, *change))
        kind = kind or (TurnKind.FIRST if self.turn == 1 else TurnKind.REFINE)
        choice = self.chooser.choose(
            replace(
                self.base,
                kind=kind,
                brief=Brief.replay_events(self.events),
                turn_seq=self.turn,
                last=self.last,
                shown=frozenset(self.shown),
                seed=self.turn,
            )
        )
        self.shown |= {p.track_id for p in choice.picks}
        self.last = choice.picks[0].track_id if choice.picks else self.last
        return choice

    def pick(self, words: str = "", kind: TurnKind | None = None) -> Track:
        return self.tracks[self.say(words, kind).picks[0].track_id]


@pytest.fixture(scope="module")
def chooser() -> Chooser:
    return made_chooser(TRACKS)


@pytest.fixture
def thread(chooser: Chooser) -> Thread:
    return Thread(chooser, BY_ID)


def test_a_pick_comes_with_three_alternates_and_a_moment(thread: Thread) -> None:
    choice = thread.say()
    assert len(choice.picks) == 4
    first = choice.picks[0]
    assert all(0 < pick.score < 1 for pick in choice.picks)
    assert first.end_s - first.start_s == pytest.approx(CLIP.duration_s, abs=0.01)
    assert first.rule == "traits"  # a clip without tokens gives the fusion nothing to say
    assert choice.moments[first.track_id].start_s == first.start_s


def test_the_same_request_gives_the_same_choice(chooser: Chooser) -> None:
    request = ChooseRequest(TurnKind.FIRST, clip=CLIP, seed=3)
    assert chooser.choose(request) == chooser.choose(request)


@pytest.mark.parametrize("words", ["calmer", "a bit calmer", "much calmer"])
def test_calmer_is_calmer(thread: Thread, words: str) -> None:
    first = thread.pick()
    assert thread.pick(words).traits.energy < first.traits.energy


def test_each_calmer_is_calmer_than_the_one_before(thread: Thread) -> None:
    energies = [thread.pick().traits.energy] + [thread.pick("calmer").traits.energy for _ in range(3)]
    assert energies == sorted(energies, reverse=True)


@pytest.mark.parametrize(
    ("words", "trait", "sign"),
    [
        ("more energetic", "energy", 1),
        ("darker", "brightness", -1),
        ("happier", "valence", 1),
        ("not so happy", "valence", -1),
    ],
)
def test_comparatives_move_the_trait_they_name(thread: Thread, words: str, trait: str, sign: int) -> None:
    first, second = thread.pick(), thread.pick(words)
    assert sign * (getattr(second.traits, trait) - getattr(first.traits, trait)) > 0


def test_slower_is_slower(thread: Thread) -> None:
    first = thread.pick("something around 120 bpm")
    second = thread.pick("slower")
    assert first.traits.tempo_bpm and second.traits.tempo_bpm
    assert second.traits.tempo_bpm < first.traits.tempo_bpm


def test_no_vocals_excludes_vocals_for_good(thread: Thread) -> None:
    thread.say("with vocals")
    for words in ("no vocals", "calmer", "something else", "jazz"):
        assert not any(BY_ID[p.track_id].traits.vocals for p in thread.say(words).picks)


def test_a_refinement_stays_near_the_pick_it_refines(chooser: Chooser, monkeypatch: pytest.MonkeyPatch) -> None:
    """ "No vocals" means that pick without the voice: with the weight off, the answer strays further."""

    def nearness() -> float:
        music, found = chooser.library, []
        for seed in range(8):
            thread = Thread(chooser, BY_ID, base=ChooseRequest(TurnKind.FIRST, clip=made_clip(energy=0.2 + seed / 12)))
            first = thread.say().picks[0].track_id
            second = thread.say("no vocals").picks[0].track_id
            found.append(float(music.music[music.row_of[first]] @ music.music[music.row_of[second]]))
        return float(np.mean(found))

    near = nearness()
    monkeypatch.setattr("models.ranking.channel_scores._STAY", 0.0)
    assert near > nearness()


def test_piano_instead_brings_piano(thread: Thread) -> None:
    assert thread.pick("guitar").get_tag_score("guitar") >= 0.5
    second = thread.pick("piano instead")
    assert second.get_tag_score("piano") >= 0.5
    assert second.get_tag_score("guitar") < 0.2


def test_calmer_and_piano_together(thread: Thread) -> None:
    first = thread.pick()
    second = thread.pick("calmer, piano")
    assert second.traits.energy < first.traits.energy
    assert second.get_tag_score("piano") > 0.5


def test_nothing_is_shown_twice_over_twelve_turns(thread: Thread) -> None:
    kinds = [None, TurnKind.ANOTHER, TurnKind.SIMILAR, TurnKind.REJECT, None, TurnKind.ANOTHER] * 2
    words = ["", "", "", "", "calmer", "", "piano", "", "", "", "no vocals", ""]
    seen: list[str] = []
    for said, kind in zip(words, kinds, strict=True):
        seen += [p.track_id for p in thread.say(said, kind).picks]
    assert len(seen) == len(set(seen)) > 30


def test_each_artist_once_features_included(chooser: Chooser) -> None:
    for seed in range(5):
        for energy in (0.1, 0.5, 0.9):
            request = ChooseRequest(TurnKind.FIRST, clip=made_clip(energy=energy), seed=seed)
            named = [chooser.library.artists[chooser.library.row_of[p.track_id]] for p in chooser.choose(request).picks]
            assert not any(a & b for i, a in enumerate(named) for b in named[:i])


def test_one_artist_may_fill_the_answer_when_asked_for(thread: Thread) -> None:
    picks = thread.say("something by Player 7").picks
    assert {BY_ID[p.track_id].artist for p in picks} == {"Player 7"}
    assert len(picks) == 3


def test_a_named_title_is_found(thread: Thread) -> None:
    assert thread.pick("Piece 33").title == "Piece 33"


def test_calm_clips_get_calmer_music_than_fast_ones(chooser: Chooser) -> None:
    wanted = np.linspace(0.05, 0.95, 10)
    found = [
        BY_ID[chooser.choose(ChooseRequest(TurnKind.FIRST, clip=made_clip(energy=e))).picks[0].track_id].traits.energy
        for e in wanted
    ]
    assert np.corrcoef(wanted, np.argsort(np.argsort(found)))[0, 1] > 0.8


def test_similar_goes_to_the_neighbours(thread: Thread) -> None:
    first = thread.pick()
    second = thread.pick(kind=TurnKind.SIMILAR)
    library = thread.chooser.library
    likeness = library.music @ library.music[library.row_of[first.id]]
    ranks = np.argsort(np.argsort(-likeness))
    assert ranks[library.row_of[second.id]] <= 8


def asked(chooser: Chooser, request: ChooseRequest) -> FloatArray:
    return build_query(request, chooser.library, chooser.fusion, chooser.text)


def test_rejecting_moves_away_and_liking_moves_near(chooser: Chooser) -> None:
    query = asked(chooser, ChooseRequest(TurnKind.ANOTHER, clip=CLIP, last=TRACKS[0].id))
    near = asked(chooser, ChooseRequest(TurnKind.ANOTHER, clip=CLIP, last=TRACKS[0].id, liked=(TRACKS[5].id,)))
    away = asked(chooser, ChooseRequest(TurnKind.ANOTHER, clip=CLIP, last=TRACKS[0].id, rejected=(TRACKS[5].id,)))
    target = chooser.library.joint[chooser.library.row_of[TRACKS[5].id]]
    assert near @ target > query @ target > away @ target


def test_blind_votes_move_as_verdicts_do_and_less(chooser: Chooser) -> None:
    target = chooser.library.joint[chooser.library.row_of[TRACKS[5].id]]

    def reach(**judged: object) -> float:
        request = ChooseRequest(TurnKind.ANOTHER, clip=CLIP, last=TRACKS[0].id, **judged)  # type: ignore[arg-type]
        return float(asked(chooser, request) @ target)

    voted = [reach(voted={TRACKS[5].id: weight}) for weight in (-1.0, -0.3, 0.0, 0.4, 1.0)]
    assert voted == sorted(set(voted))
    assert voted[2] == reach() == reach(voted={"unknown": 1.0})
    assert reach(rejected=(TRACKS[5].id,)) < voted[0]
    assert voted[-1] < reach(liked=(TRACKS[5].id,))


def test_a_broken_wish_is_named_with_its_measure(chooser: Chooser) -> None:
    (change,) = read_words("around 180 bpm", None, Brief(), LibraryWords()).events
    brief = Brief.replay_events([BriefEvent(1, 1, 1, *change)])
    drifting = frozenset(t.id for t in TRACKS if t.traits.tempo_bpm is None)
    pick = chooser.choose(ChooseRequest(TurnKind.FIRST, brief, clip=CLIP, shown=drifting)).picks[0]
    tempo = BY_ID[pick.track_id].traits.tempo_bpm
    assert tempo is not None
    assert pick.broken == (f"{tempo:.0f} bpm, you asked for at least 174",)


def test_a_kept_wish_is_not_called_broken(thread: Thread) -> None:
    assert thread.say("piano, no vocals, calm").picks[0].broken == ()


def test_an_empty_library_is_said_to_be_empty() -> None:
    choice = made_chooser([]).choose(ChooseRequest(TurnKind.FIRST, clip=CLIP))
    assert choice == ChoiceResult(no_match=NoMatchReport())


def test_nothing_passes_gives_true_counts_and_the_cheapest_rule(thread: Thread) -> None:
    choice = thread.say("no vocals, under 10 bpm")
    request = replace(thread.base, brief=Brief.replay_events(thread.events))
    assert choice.picks == ()
    assert choice.no_match == diagnose_no_match(TRACKS, thread.chooser.build_rules(request))
    assert choice.no_match is not None
    assert choice.no_match.relax is not None
    assert choice.no_match.relax.rule == "must-tempo"


def test_lifting_the_offered_rule_brings_picks_back(thread: Thread) -> None:
    offered = thread.say("no vocals, under 10 bpm").no_match
    assert offered is not None
    assert offered.relax is not None
    thread.events.append(BriefEvent(99, 2, 1, "remove", None, offered.relax.event_seq))
    assert thread.say().picks


def test_exclusions_and_guild_rules_hold(chooser: Chooser) -> None:
    first = chooser.choose(ChooseRequest(TurnKind.FIRST, clip=CLIP)).picks[0].track_id
    exclusions = (Exclusion("member", "sounds-like", first), Exclusion("thread", "artist", "Player 3"))
    guild = GuildRules(licence_uses=frozenset({"commercial"}), blocked_genres=frozenset({"jazz"}))
    request = ChooseRequest(TurnKind.FIRST, clip=CLIP, exclusions=exclusions, guild=guild, alternates=20)
    picks = chooser.choose(request).picks
    rules = chooser.build_rules(request)
    assert picks
    assert all(find_refusal(BY_ID[p.track_id], rules) is None for p in picks)
    assert first not in {p.track_id for p in picks}


def test_words_alone_work(chooser: Chooser) -> None:
    thread = Thread(chooser, BY_ID, base=ChooseRequest(TurnKind.FIRST))
    choice = thread.say("calm piano")
    track = BY_ID[choice.picks[0].track_id]
    assert track.get_tag_score("piano") > 0.5
    assert track.traits.energy < 0.4
    assert choice.picks[0].start_s == pytest.approx(18.0, abs=0.5)  # its main part


def test_speech_in_the_clip_keeps_singing_away(chooser: Chooser) -> None:
    talked = [
        chooser.choose(ChooseRequest(TurnKind.FIRST, clip=made_clip(energy=e, speech=0.8))) for e in (0.2, 0.5, 0.8)
    ]
    assert not any(BY_ID[c.picks[0].track_id].traits.vocals for c in talked)


def test_refusals_are_not_spoken_to_the_encoder() -> None:
    changes = read_words("no jazz, piano, less cheesy, rainy streets, calmer", None, Brief(), LibraryWords()).events
    brief = Brief.replay_events(BriefEvent(n, 1, 1, *c) for n, c in enumerate(changes, 1))
    assert format_soft_wishes(brief) == "piano, calm, rainy streets"
    assert join_refused_words(brief) == "cheesy"


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(st.lists(tracks_drawn, max_size=12, unique_by=lambda t: t.id), rules_drawn)
def test_masks_say_what_the_rules_say(tracks: list[Track], rules: Rules) -> None:
    library = made_chooser(tracks).library
    ordered = sorted(tracks, key=lambda t: t.id)
    mask = compile_rules(library, rules)
    assert mask.allowed.tolist() == [find_refusal(t, rules) is None for t in ordered]
    assert mask.report() == diagnose_no_match(ordered, rules)


SAID = st.sampled_from(
    [
        "calmer",
        "no vocals",
        "piano instead",
        "anything but jazz",
        "faster",
        "something else",
        "not rock",
        "under 120 bpm",
        "80s",
        "only jazz\n    ",
        "I can use it commercially",
        "nothing by Player 3",
        "like the last one",
        "more energetic",
    ]
)
MOVES = st.tuples(SAID, st.sampled_from([None, TurnKind.ANOTHER, TurnKind.REJECT, TurnKind.SIMILAR]))


@settings(deadline=None, max_examples=40)
@given(st.lists(MOVES, min_size=1, max_size=6))
@pytest.mark.slow
def test_no_path_returns_what_a_rule_refuses(moves: list[tuple[str, TurnKind | None]]) -> None:
    thread = Thread(SHARED_CHOOSER, BY_ID)
    for words, kind in moves:
        shown = set(thread.shown)
        choice = thread.say(words, kind)
        rules = Rules.build_rules(Brief.replay_events(thread.events), find_named_concept, shown=shown)
        kept = filter_tracks([BY_ID[p.track_id] for p in choice.picks], rules).kept
        assert [t.id for t in kept] == [p.track_id for p in choice.picks]
        assert bool(choice.picks) != (choice.no_match is not None)


SHARED_CHOOSER = made_chooser(TRACKS)


def test_a_large_library_gives_the_same_kind_of_answer_through_an_index() -> None:
    tracks = made_library(3000, seed=3)
    exact = made_chooser(tracks)
    index = VectorIndex(exact.library.ids, [exact.library.joint])
    indexed = Chooser(exact.library, PlainFusion(), PlainText(), index)
    request = ChooseRequest(TurnKind.FIRST, clip=CLIP)
    assert indexed.choose(request) == exact.choose(request)
    thread = Thread(indexed, {t.id: t for t in tracks})
    first = thread.pick()
    second = thread.pick("calmer, piano, no vocals")
    assert second.traits.energy < first.traits.energy
    assert second.get_tag_score("piano") > 0.5
    assert not second.traits.vocals


def test_every_part_of_a_score_is_on_record(thread: Thread) -> None:
    thread.say()
    choice = thread.say("calmer, piano")
    parts = choice.picks[0].parts
    assert choice.picks[0].rule.split("+") == list(parts)
    assert {"fusion", "traits", "wishes"} <= set(parts)


def test_a_track_that_vanished_since_the_snapshot_is_not_picked() -> None:
    tracks = made_library(12)
    chooser = made_chooser(tracks)
    first = chooser.choose(ChooseRequest(TurnKind.FIRST, clip=CLIP)).picks[0].track_id
    here = {t.id: t for t in tracks if t.id != first}
    gone = Chooser(
        replace(chooser.library, fetch=lambda ids: {i: here[i] for i in ids if i in here}), PlainFusion(), PlainText()
    )
    assert first not in {p.track_id for p in gone.choose(ChooseRequest(TurnKind.FIRST, clip=CLIP)).picks}

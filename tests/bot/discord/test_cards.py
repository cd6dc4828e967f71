"""What each card says and offers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
import pytest
from discord import ui

from bot.discord.buttons import HANDLERS
from bot.discord.buttons.why import why_lines
from bot.discord.cards import Card, brief_card, progress_card, turn_card
from bot.discord.cards.components import CardItem, Verb
from bot.discord.cards.trait_labels import accent
from language.texts import find_texts
from musechat.brief import Brief
from musechat.clip_music import ClipMusic, ClipRecording
from musechat.edits import EditFailure, EditResult
from musechat.message import EditKind
from musechat.mix_settings import MixSettings
from musechat.pick import PickDraft
from musechat.turn import Question, Stage, TurnKind, TurnNote, TurnState, TurnView
from tests.bot.discord.made_turns import BRIEF, CC_BY, NO_MATCH, REASON, made_pick, made_thread, made_turn, made_wish
from tests.musechat.made import made_clip
from tests.store.made import clip_traits

pytestmark = pytest.mark.usefixtures("fixed_certainty")

EN = find_texts("en")


def said(card: Card) -> str:
    return "\n".join(i.content for i in card.layout.walk_children() if isinstance(i, discord.ui.TextDisplay))


def ids(card: Card) -> list[str]:
    return [i.custom_id for i in card.layout.walk_children() if isinstance(i, CardItem)]


def test_a_pick_says_what_it_is_why_and_where_to_start() -> None:
    text = said(turn_card(made_turn(), EN))
    assert (
        "### [Low Tide](https://freemusicarchive.org/music/mira-voss/low-tide)\n**Mira Voss** · Harbour Glass" in text
    )
    assert REASON in text
    assert "Start at **0:42** of 3:24" in text
    assert "72 bpm · D minor" in text
    assert (
        "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/) – commercial use, changes allowed, credit the artist"
        in text
    )
    assert "Turn" not in text


def test_a_pick_offers_everything_that_can_be_said_to_it() -> None:
    assert ids(turn_card(made_turn(), EN)) == [
        "mc:alternate:41", "mc:alternate:42", "mc:alternate:43",
        "mc:love:40", "mc:another:17", "mc:refine:17", "mc:why:17", "mc:get:17",
        "mc:sound:17", "mc:more:17:40",
    ]  # fmt: skip
    assert list_options(made_turn()) == ["reject", "similar", "compare", "never", "undo"]
    for alone in (made_turn(picks=[made_pick()]), made_turn(video=None)):  # nothing to compare with, or under
        assert list_options(alone) == ["reject", "similar", "never", "undo"]


def test_how_a_clip_sounds_is_chosen_in_a_menu_that_shows_what_holds() -> None:
    def shown(**other: Any) -> list[tuple[str, bool]]:
        found = turn_card(made_turn(**other), EN).layout.walk_children()
        menus = [each.item for each in found if isinstance(each, CardItem) and each.custom_id == "mc:sound:17"]
        return [(option.label, option.default) for menu in menus for option in menu.options]

    assert shown() == [("Music only", False), ("With my sound", True), ("Voice first", False)]
    first = [made_pick(mix=MixSettings(duck_under_speech=True))]
    assert [on for _, on in shown(picks=first)] == [False, False, True]
    with_music = clip_traits(music=0.8)
    assert [label for label, _ in shown(video=with_music)] == ["Replace the clip's music", "Keep both", "Voice first"]
    assert not shown(video=clip_traits(has_sound=False))


def list_options(turn: TurnView) -> list[str]:
    """The actions in a card's menu."""
    parts = turn_card(turn, EN).layout.walk_children()
    (menu,) = [i.item for i in parts if isinstance(i, CardItem) and i.custom_id.startswith("mc:more:")]
    return [option.value for option in menu.options]


def test_a_question_stands_under_the_reason_with_its_answers() -> None:
    question = Question("drive", "Rather calm, or with more drive?", ("calm", "energetic"))
    card = turn_card(made_turn(question=question), EN)
    text = said(card)
    assert text.index(REASON) < text.index(question.text) < text.index("Start at")
    assert ids(card)[:2] == ["mc:answer:17:0", "mc:answer:17:1"]
    assert [
        i.item.label for i in card.layout.walk_children() if isinstance(i, CardItem) and isinstance(i.item, ui.Button)
    ][:2] == ["Calm", "Energetic"]


def test_music_in_the_clip_is_remarked_on_the_first_card_alone() -> None:
    clip = replace(clip_traits(), has_sound=True, speech=0.0, music=0.9)
    remark = "-# There is music in your clip already."
    first = turn_card(made_turn(video=clip), EN)
    assert said(first).count(remark) == first.plain.count(remark) == 1
    assert remark not in said(turn_card(made_turn(video=clip, kind=TurnKind.ANOTHER, seq=2), EN))
    assert remark not in said(turn_card(made_turn(video=replace(clip, music=0.1)), EN))
    known = ClipMusic("t", "Har*bour", "The Quays", 31.4, 0.4)
    card = said(turn_card(made_turn(video=clip, clip_music=known), EN))
    assert "This clip already has “Har\\*bour” by The Quays, from 0:31" in card
    likely = ClipRecording("Har*bour", "The\u202e Quays", 0.95)
    card = said(turn_card(made_turn(video=clip, clip_recording=likely), EN))
    assert "The music in your clip is probably “Har\\*bour” by The Quays" in card
    both = said(turn_card(made_turn(video=clip, clip_music=known, clip_recording=likely), EN))
    assert "probably" not in both


def test_both_forms_of_a_card_offer_the_same() -> None:
    card = turn_card(made_turn(), EN)
    assert card.plain_view is not None
    assert [i.custom_id for i in card.plain_view.children if isinstance(i, CardItem)] == ids(card)
    assert "Start at **0:42**" in card.plain


def test_every_card_is_fully_dynamic_and_fresh() -> None:
    for card in (turn_card(made_turn(), EN), brief_card(made_thread(), BRIEF, [made_turn()], EN, names={})):
        dispatchable = [i for i in card.layout.walk_children() if i.is_dispatchable()]
        assert dispatchable
        assert all(isinstance(i, CardItem) for i in dispatchable)
    assert turn_card(made_turn(), EN).layout is not turn_card(made_turn(), EN).layout


def test_everything_on_a_card_has_a_handler() -> None:
    assert set(HANDLERS) == set(Verb)


def test_a_refinement_shows_its_words_and_what_it_could_not_keep() -> None:
    pick = made_pick(broken=["not as calm as you asked"])
    text = said(turn_card(made_turn(seq=3, kind=TurnKind.REFINE, words="calmer, no drums", picks=[pick]), EN))
    assert "-# Turn 3 · “calmer, no drums”" in text
    assert "One catch: not as calm as you asked" in text


def test_a_loved_pick_has_its_credit_line_to_copy() -> None:
    credit = "```\n“Low Tide” by Mira Voss, CC-BY-4.0, https://freemusicarchive.org/music/mira-voss/low-tide\n```"
    assert credit in said(turn_card(made_turn(), EN, loved=frozenset({40})))
    assert credit not in said(turn_card(made_turn(), EN, loved=frozenset({41})))


def test_a_preview_is_attached_or_kept() -> None:
    fresh, kept = turn_card(made_turn(), EN, preview=b"mp4"), turn_card(made_turn(), EN, kept_preview="preview.mp4")
    for card in (fresh, kept):
        (gallery,) = [i for i in card.layout.walk_children() if isinstance(i, discord.ui.MediaGallery)]
        assert gallery.items[0].media.url == "attachment://preview.mp4"
    assert [(f.name, f.data) for f in fresh.files] == [("preview.mp4", b"mp4")]
    assert kept.files == ()


def test_what_a_card_plays_is_called_what_it_is() -> None:
    turn = made_turn()
    pick = replace(turn.picks[0], preview=f"{'a' * 64}.mix-0123456789abcdef-6500-00c0ffee-1.mp4")
    excerpt = turn_card(turn, EN, preview=b"mp4")
    mix = turn_card(replace(turn, picks=[pick, *turn.picks[1:]]), EN, preview=b"mp4")
    kept = turn_card(turn, EN, kept_preview="clip-with-music.mp4")
    named = [
        (item.media.url, item.description)
        for card in (excerpt, mix, kept)
        for part in card.layout.walk_children()
        if isinstance(part, discord.ui.MediaGallery)
        for item in part.items
    ]
    clip = ("attachment://clip-with-music.mp4", "Your clip with Low Tide, from 0:42")
    assert named == [("attachment://preview.mp4", "“Low Tide” from 0:42, without your clip"), clip, clip]


def test_an_unknown_licence_is_not_taken_for_free() -> None:
    pick = made_pick(licence=replace(CC_BY, id="unknown", url="", commercial=None))
    assert "ask the artist" in said(turn_card(made_turn(picks=[pick]), EN))


def test_colours_follow_mood_and_energy() -> None:
    pick = made_pick()
    colours = {
        accent(replace(pick, traits=replace(pick.traits, valence=v, energy=e))) for v in (0.1, 0.9) for e in (0.1, 0.9)
    }
    assert len(colours) == 4
    sombre = accent(replace(pick, traits=replace(pick.traits, valence=0.0, energy=0.9)))
    assert sombre & 0xFF > sombre >> 16


def test_no_match_names_the_rules_and_offers_the_cheapest() -> None:
    card = turn_card(made_turn(picks=[], no_match=NO_MATCH), EN)
    assert "“no vocals” rules out **41**" in said(card)
    assert ids(card) == ["mc:relax:17", "mc:refine:17", "mc:undo:17"]
    labels = [i.item.label for i in card.layout.walk_children() if isinstance(i, CardItem)]
    assert labels[0] == "Drop “70 to 95 bpm” (12 tracks)"
    assert ids(turn_card(made_turn(picks=[], no_match=replace(NO_MATCH, relax=None)), EN)) == [
        "mc:refine:17",
        "mc:undo:17",
    ]


def test_only_our_own_failures_can_be_tried_again() -> None:
    theirs = turn_card(
        made_turn(state=TurnState.FAILED, picks=[], error_code="x", error="The clip is torn. Send it whole."), EN
    )
    ours = turn_card(
        made_turn(state=TurnState.FAILED, picks=[], error_code="internal", error="?", incident="a1b2c3d4"), EN
    )
    assert (said(theirs), ids(theirs)) == ("The clip is torn. Send it whole.", [])
    assert "a1b2c3d4" in said(ours)
    assert ids(ours) == ["mc:retry:17"]


def test_progress_tells_place_stations_and_time() -> None:
    queued = progress_card(made_turn(state=TurnState.QUEUED, picks=[], stages={}, queue_place=3), EN, estimate_s=None)
    assert "Number 3 in the queue" in said(queued)
    running = made_turn(
        state=TurnState.RUNNING, picks=[], stage=Stage.CHOOSE, stages={"fetch": 1.0, "watch": 2.0, "read": 0.1}
    )
    card = progress_card(running, EN, estimate_s=4.4)
    assert "✓ Fetching your clip" in said(card)
    assert "▸ **Going through the library**" in said(card)
    assert "about 4 seconds left" in said(card)
    assert ids(card) == ["mc:cancel:17"]


def test_a_reason_that_is_being_written_stands_where_the_finished_one_will() -> None:
    draft = PickDraft("Low *Tide*", "", "Its slow swell follows")
    turn = made_turn(state=TurnState.RUNNING, stage=Stage.WRITE, picks=[], draft=draft)
    card = progress_card(turn, EN, estimate_s=None)
    title, reason, stage = said(card).split("\n**")[0], said(card), EN("cards.stage.write")
    assert title == r"### Low \*Tide\*"
    assert "Its slow swell follows …" in reason
    assert stage in reason
    assert ids(card) == ["mc:cancel:17"]
    later = progress_card(replace(turn, stage=Stage.PREVIEW), EN, estimate_s=None)
    assert "Its slow swell follows\n" in said(later)  # it is whole; something else is still being made
    assert EN("cards.stage.preview") in said(later)


def test_words_alone_pass_no_station_of_a_clip() -> None:
    running = made_turn(state=TurnState.RUNNING, picks=[], stage=Stage.READ, stages={})
    assert "clip" not in said(progress_card(running, EN, estimate_s=None))


@pytest.mark.parametrize("note", [TurnNote.SMALLTALK, TurnNote.PRAISED])
def test_small_talk_gets_a_line_and_no_card(note: TurnNote) -> None:
    card = turn_card(made_turn(picks=[], note=note), EN)
    assert not any(isinstance(i, discord.ui.Container) for i in card.layout.walk_children())
    assert card.plain_view is None


def test_an_answer_is_a_short_message_with_its_address_and_no_markup_of_names() -> None:
    answer = "“*Low* @everyone” is here: https://music.example/low_tide_1 and `/privacy` tells"
    card = turn_card(made_turn(picks=[], note=TurnNote.ANSWERED, answer=answer), EN)
    assert not any(isinstance(i, discord.ui.Container) for i in card.layout.walk_children())
    assert "https://music.example/low_tide_1 and `/privacy` tells" in said(card)
    assert "“\\*Low\\* @\u2060everyone” is here" in said(card)


def test_a_question_whether_the_pick_is_to_stay_has_its_answers_as_buttons() -> None:
    asked = Question("intent", "Shall I keep this track?", ("keep it as it is", "look for another one"))
    card = turn_card(made_turn(picks=[], note=TurnNote.ANSWERED, question=asked), EN)
    assert "💬 Shall I keep this track?" in said(card)
    assert ids(card) == ["mc:answer:17:0", "mc:answer:17:1"]


def test_an_answer_beside_a_new_pick_stands_above_it() -> None:
    shown = said(turn_card(made_turn(answer="“Paper Lanterns”: 96 bpm."), EN))
    assert shown.index("💬 “Paper Lanterns”: 96 bpm.") < shown.index("Low Tide")


def test_an_edited_pick_gets_a_short_card_of_its_own() -> None:
    edit = EditResult(EditKind.START_AT, was_s=12.0, start_s=40.0)
    pick = made_pick(rule="edit", start_s=40.0)
    turn = made_turn(seq=2, kind=TurnKind.REFINE, words="at 0:40", edits=(edit,), picks=[pick, made_pick(1)])
    card = turn_card(turn, EN)
    text = said(card)
    assert "It now starts at 0:40." in text
    assert "Low Tide" in text
    assert REASON not in text
    assert "Paper Lanterns" not in text
    assert "mc:love:40" in ids(card)


def test_an_edit_that_was_not_made_is_one_line() -> None:
    edit = EditResult(EditKind.STEMS, EditFailure.NO_STEMS)
    card = turn_card(made_turn(picks=[], note=TurnNote.EDITED, edits=(edit,)), EN)
    assert said(card) == "I only have the finished recording, so I can't take it apart."
    assert ids(card) == []


def test_what_was_not_understood_is_said_once_on_the_turns_own_card() -> None:
    strange = made_wish(7, "prefer", "words", {"text": "zorbing, minimal, flur*ble"})
    unheard = made_wish(7, "prefer", "genre", {"name": "chiptune", "unheard": True})
    text = said(turn_card(made_turn(seq=7, brief=Brief((strange, unheard))), EN))
    assert "what “zorbing” and “flur\\*ble” means" in text
    assert "marked as chiptune" in text
    assert "zorbing" not in said(turn_card(made_turn(seq=8, brief=Brief((strange, unheard))), EN))


def test_an_added_track_is_announced() -> None:
    assert "Added to the library: **Low Tide** – Mira Voss" in said(
        turn_card(made_turn(kind=TurnKind.ADD, picks=[made_pick(rule="added")]), EN)
    )


def test_the_brief_groups_wishes_and_says_whose_they_are() -> None:
    turns = [made_turn(), made_turn(id=18, seq=2), made_turn(id=19, seq=3)]
    card = brief_card(made_thread(), BRIEF, turns, EN, names={3: "<@77>", 4: "Ben*"})
    assert "**Must**\n- no vocals · <@77>\n- 70 to 95 bpm · Ben\\*\n**Never**\n- jazz · <@77>\n**Ideally**" in said(
        card
    )
    assert ids(card) == ["mc:remove:5", "mc:back:5", "mc:rewind:5"]
    menus = [
        i.item for i in card.layout.walk_children() if isinstance(i, CardItem) and isinstance(i.item, discord.ui.Select)
    ]
    assert [o.value for o in menus[0].options] == ["5", "4", "3", "2", "1"]
    assert [(o.value, o.label) for o in menus[1].options] == [
        ("2", "2. Low Tide – Mira Voss"),
        ("1", "1. Low Tide – Mira Voss"),
    ]


def test_why_compares_the_pick_with_its_alternates() -> None:
    picks = [
        made_pick(0, parts={"fusion": 0.9, "traits": 1.2, "wishes": 9.1, "taste": 0.4}),
        made_pick(1, parts={"fusion": 1.4, "traits": 0.2, "wishes": 8.0, "taste": 0.4}),
        made_pick(2, parts={"fusion": 0.9, "traits": 1.2, "wishes": 9.1, "taste": 0.4}),
    ]
    text = "\n".join(why_lines(made_turn(picks=picks, brief=BRIEF), EN))
    assert "no vocals, 70 to 95 bpm and no jazz" in text
    assert "**Paper Lanterns** is further from what you just asked for, but suits the picture better" in text
    assert "**Night Ferry** fits about as well" in text
    assert "**Your taste** counted in its favour." in text


def test_why_claims_nothing_that_was_not_stored() -> None:
    picks = [made_pick(0, parts={}), made_pick(1, parts={})]
    text = "\n".join(why_lines(made_turn(picks=picks, video=None), EN))
    assert text == "### Why “Low Tide”\n**The track:** calm · sombre · 72 bpm · D minor · no vocals"


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "ja"])
def test_what_is_amiss_with_a_clips_file_is_told_on_the_first_card_alone(language: str) -> None:
    clip = made_clip(notices=("upload-cut:3.93:8.00", "sound-lost"))
    texts = find_texts(language)
    first = said(turn_card(made_turn(seq=1, video=clip), texts))
    assert "0:04" in first
    assert "0:08" in first
    assert texts("describe.notice.sound-lost") in first
    assert "0:08" not in said(turn_card(made_turn(seq=2, video=clip), texts))
    assert "⚠" not in said(turn_card(made_turn(seq=1, video=made_clip()), texts))

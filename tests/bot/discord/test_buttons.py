"""Every button and menu of the cards, pressed in a simulated Discord over a real ledger."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage
from sqlalchemy import delete, select

from bot.discord.cards import turn_card
from bot.discord.cards.components import CardItem
from language.texts import find_texts
from musechat.brief import Brief
from musechat.turn import TurnKind, TurnState, TurnView
from store.database import Database
from store.ledger import load_thread_views
from store.tables import ExclusionRow, FeedbackRow, PickRow, ThreadRow, TurnRow
from tests.bot.discord.sim import Sim, button_with, buttons_of, parts_of, selects_of, text_of
from tests.bot.discord.stand_in import StandIn
from tests.bot.house import QUESTION


class Talk:
    """A conversation that Alice began, with its first card."""

    def __init__(self, sim: Sim, db: Database) -> None:
        self.sim, self.db = sim, db
        self.alice: MemberActor
        self.place: ChannelHandle
        self.card: discord.Message

    async def begin(self, by: MemberActor | None = None, words: str = "piano", **more: Any) -> Talk:
        self.alice = by or self.sim.member("alice")
        await self.alice.slash(self.sim.general, "recommend", words=words, **more)
        self.place = await self.sim.thread(self.sim.general)
        self.card = await self.next_card(1)
        return self

    async def next_card(self, seq: int) -> discord.Message:
        """The message that shows a turn, once it was delivered."""
        turn = await self.sim.until(lambda: self._delivered(seq), f"turn {seq} was shown")
        return await self.sim.until(lambda: self.message(turn.message_id), f"the card of turn {seq}")

    def _delivered(self, seq: int) -> TurnView | None:
        return next((t for t in self.turns() if t.seq == seq and t.state.final and t.message_id), None)

    def message(self, message_id: str | None) -> discord.Message | None:
        return next((m for m in self.place.history() if str(m.id) == message_id and _ended(m)), None)

    def turns(self) -> list[TurnView]:
        with self.db.read() as session:
            newest = session.scalar(select(ThreadRow.id).order_by(ThreadRow.id.desc()).limit(1))
            return load_thread_views(session, newest) if newest else []

    async def press(
        self, verb: str, by: MemberActor | None = None, on: discord.Message | None = None
    ) -> InteractionResult:
        card = self.sim.again(on or self.card)
        ids = {c["custom_id"].split(":")[1]: c["custom_id"] for c in reversed(parts_of(card)) if "custom_id" in c}
        who = by or self.alice
        if verb in ids:
            return await self.sim.acknowledged(await who.click(card, custom_id=ids[verb]))
        return await self.sim.acknowledged(await who.select(card, custom_id=ids["more"], values=[verb]))

    async def told(self, pressed: InteractionResult) -> ResponseMessage:
        """What the one who pressed is told beside the card, and nobody else."""

        def whispered() -> ResponseMessage | None:
            said = [m for m in (pressed.response, *pressed.followups) if m is not None and m.ephemeral]
            return next((m for m in said if text_of(m)), None)

        return await self.sim.until(whispered, "a line was whispered")

    async def cancelling(self, seq: int) -> None:
        """Wait until a turn is known to be unwanted."""

        def asked() -> bool:
            with self.db.read() as session:
                return bool(session.scalar(select(TurnRow.cancel_requested).where(TurnRow.seq == seq)))

        await self.sim.until(asked, f"turn {seq} was cancelled")

    def verdicts(self) -> list[tuple[int, str]]:
        with self.db.read() as session:
            return [(row.pick_id, row.verdict) for row in session.scalars(select(FeedbackRow))]

    def exclusions(self) -> list[ExclusionRow]:
        with self.db.read() as session:
            rows = list(session.scalars(select(ExclusionRow)))
            session.expunge_all()
            return rows


def _ended(message: discord.Message) -> bool:
    return not any(each.startswith("mc:cancel:") for each in buttons_of(message).values())


@pytest.fixture
async def talk(sim: Sim, worker: StandIn, stocked: Database) -> Talk:
    return await Talk(sim, stocked).begin()


async def test_loving_shows_the_credit_line_and_pressing_again_takes_it_back(talk: Talk) -> None:
    pick = talk.turns()[0].picks[0]
    await talk.press("love")
    await talk.sim.until(lambda: "Loved" in buttons_of(talk.sim.again(talk.card)), "the card shows the love")
    shown = text_of(talk.sim.again(talk.card))
    assert f"“{pick.title}” by {pick.artist}, CC-BY-4.0, https://example.org/track" in shown
    assert talk.verdicts() == [(pick.id, "accepted")]
    await talk.press("love")
    await talk.sim.until(lambda: "Love it" in buttons_of(talk.sim.again(talk.card)), "the love is taken back")
    assert talk.verdicts() == []
    assert len(talk.turns()) == 1


async def test_an_answer_is_a_refinement_in_its_words_however_often_it_is_pressed(
    sim: Sim, worker: StandIn, stocked: Database
) -> None:
    talk = await Talk(sim, stocked).begin(words="ask me")
    worker.gate.clear()
    await talk.press("answer")
    await talk.press("answer")
    worker.gate.set()
    await talk.next_card(2)
    first, second = talk.turns()
    assert (second.kind, second.words) == (TurnKind.REFINE, "calm")
    assert [standing.wish.name for standing in second.brief.standing][-1] == "calm"
    assert first.question == QUESTION
    assert second.question is None


async def test_only_who_may_refine_may_answer(sim: Sim, worker: StandIn, stocked: Database) -> None:
    talk = await Talk(sim, stocked).begin(words="ask me")
    pressed = await talk.press("answer", by=sim.member("bob"))
    assert str(talk.alice.id) in text_of(await talk.told(pressed))
    assert len(talk.turns()) == 1


async def test_a_chosen_sound_is_said_in_the_words_of_its_card_however_many_choose_it(
    sim: Sim, worker: StandIn, stocked: Database, clip: Path
) -> None:
    talk = await Talk(sim, stocked).begin(video=("waves.mp4", clip.read_bytes()))  # noqa: ASYNC240
    (menu,) = (each for each in selects_of(talk.card) if each.startswith("mc:sound:"))
    assert selects_of(talk.card)[menu] == ["music_only", "with_my_sound", "voice_first"]
    refused = await sim.acknowledged(await sim.member("bob").select(talk.card, custom_id=menu, values=["music_only"]))
    assert str(talk.alice.id) in text_of(await talk.told(refused))
    worker.gate.clear()
    for _ in range(2):
        await sim.acknowledged(await talk.alice.select(talk.card, custom_id=menu, values=["voice_first"]))
    await sim.idle()
    worker.gate.set()
    await talk.next_card(2)
    _, second = talk.turns()
    assert (second.kind, second.words) == (TurnKind.REFINE, "Voice first")


async def test_a_sound_that_no_card_offers_is_refused_in_one_line(
    sim: Sim, worker: StandIn, stocked: Database, clip: Path
) -> None:
    talk = await Talk(sim, stocked).begin(video=("waves.mp4", clip.read_bytes()))  # noqa: ASYNC240
    turn = talk.turns()[0]
    with stocked.write() as session:  # the clip is forgotten between card and choice
        session.execute(delete(PickRow).where(PickRow.turn_id == turn.id))
    (menu,) = (each for each in selects_of(talk.card) if each.startswith("mc:sound:"))
    pressed = await sim.acknowledged(await talk.alice.select(talk.card, custom_id=menu, values=["voice_first"]))
    assert "no longer there" in text_of(await talk.told(pressed))
    assert len(talk.turns()) == 1


async def test_a_loved_card_keeps_its_preview(talk: Talk) -> None:
    await talk.alice.send(talk.place, "hello")
    before = talk.sim.again(talk.card).attachments
    await talk.press("love")
    await talk.sim.until(lambda: "Loved" in buttons_of(talk.sim.again(talk.card)), "the card shows the love")
    after = talk.sim.again(talk.card)
    assert [a.id for a in after.attachments] == [a.id for a in before]
    assert [a.filename for a in before] == ["preview.mp4"]


@pytest.mark.parametrize(
    ("verb", "kind", "about"),
    [("reject", TurnKind.REJECT, True), ("similar", TurnKind.SIMILAR, True), ("another", TurnKind.ANOTHER, False)],
)
async def test_asking_for_something_else_gives_a_new_card(talk: Talk, verb: str, kind: TurnKind, about: bool) -> None:
    pressed = await talk.press(verb)
    second = await talk.next_card(2)
    assert second.id != talk.card.id
    assert talk.turns()[1].kind is kind
    assert pressed.followups == []
    assert talk.verdicts() == ([(talk.turns()[0].picks[0].id, "rejected")] if verb == "reject" else [])


async def test_an_alternate_comes_forward_on_the_same_card(talk: Talk) -> None:
    alternate = talk.turns()[0].picks[1]
    await talk.press("alternate")
    card = await talk.next_card(2)
    assert card.id == talk.card.id
    await talk.sim.until(lambda: text_of(talk.sim.again(card)).find(alternate.title) >= 0, "the alternate is shown")
    assert talk.turns()[1].kind is TurnKind.ALTERNATE
    assert talk.turns()[1].picks[0].track_id == alternate.track_id


async def test_refining_takes_words_from_a_modal(talk: Talk) -> None:
    card = talk.sim.again(talk.card)
    shown = await talk.sim.modal(await talk.alice.click(card, custom_id=button_with(card, "mc:refine:")))
    await talk.alice.submit_modal(shown, {"words": "calmer please"})
    second = await talk.next_card(2)
    assert (talk.turns()[1].kind, talk.turns()[1].words) == (TurnKind.REFINE, "calmer please")
    assert "“calmer please”" in text_of(second)


async def test_pressing_twice_asks_once(talk: Talk, worker: StandIn) -> None:
    worker.gate.clear()
    await talk.press("another")
    await talk.press("another")
    await talk.sim.idle()
    worker.gate.set()
    await talk.next_card(2)
    assert len(talk.turns()) == 2
    await talk.press("another")
    await talk.next_card(3)


async def test_undo_takes_back_a_love_first(talk: Talk) -> None:
    await talk.press("love")
    await talk.sim.until(lambda: "Loved" in buttons_of(talk.sim.again(talk.card)), "the card shows the love")
    await talk.press("undo")
    await talk.sim.until(lambda: "Love it" in buttons_of(talk.sim.again(talk.card)), "the love is taken back")
    assert (len(talk.turns()), talk.verdicts()) == (1, [])


async def test_undo_goes_back_and_further_back(talk: Talk) -> None:
    await talk.press("another")
    second = await talk.next_card(2)
    await talk.press("another", on=second)
    third = await talk.next_card(3)
    await talk.press("undo", on=third)
    fourth = await talk.next_card(4)
    assert talk.turns()[3].picks[0].track_id == talk.turns()[1].picks[0].track_id
    await talk.press("undo", on=fourth)
    fifth = await talk.next_card(5)
    assert talk.turns()[4].picks[0].track_id == talk.turns()[0].picks[0].track_id
    answer = await talk.told(await talk.press("undo", on=fifth))
    assert "nothing before this" in text_of(answer)


async def test_undo_on_an_older_card_returns_to_it(talk: Talk) -> None:
    await talk.press("reject")
    await talk.next_card(2)
    await talk.press("undo")
    await talk.next_card(3)
    assert talk.turns()[2].kind is TurnKind.BACK
    assert talk.turns()[2].picks[0].track_id == talk.turns()[0].picks[0].track_id


async def test_undo_cancels_what_is_still_under_way(talk: Talk, worker: StandIn) -> None:
    worker.gate.clear()
    await talk.press("another")
    await talk.sim.until(lambda: len(talk.turns()) == 2, "the turn was submitted")
    await talk.press("undo")
    await talk.cancelling(2)
    worker.gate.set()
    await talk.sim.until(lambda: talk.turns()[1].state is TurnState.CANCELLED, "it was cancelled")
    assert len(talk.turns()) == 2


async def test_cancel_ends_a_turn(talk: Talk, worker: StandIn) -> None:
    worker.gate.clear()
    await talk.press("another")
    busy = await talk.sim.until(lambda: _with_button(talk.place, "mc:cancel:"), "the progress was shown")
    answer = await talk.told(await talk.press("cancel", on=busy, by=talk.sim.member("bob")))
    assert "Only the one who asked" in text_of(answer)
    assert not talk.turns()[1].state.final
    await talk.press("cancel", on=busy)
    await talk.cancelling(2)
    worker.gate.set()
    await talk.sim.until(lambda: talk.turns()[1].state is TurnState.CANCELLED, "it was cancelled")
    await talk.sim.until(lambda: "Cancelled." in text_of(talk.sim.again(busy)), "the card says so")


async def test_a_wish_in_the_way_is_dropped_by_one_tap(talk: Talk) -> None:
    await talk.alice.slash(talk.place, "recommend", words="no impossible")
    card = await talk.next_card(2)
    assert "Nothing fits" in text_of(card)
    await talk.press("relax", on=card)
    await talk.next_card(3)
    turn = talk.turns()[2]
    assert (turn.kind, [standing.wish.name for standing in turn.brief.standing]) == (TurnKind.RELAX, ["piano"])


async def test_the_brief_lifts_wishes_and_goes_back(talk: Talk) -> None:
    await talk.press("another")
    await talk.next_card(2)
    brief = await talk.sim.until(lambda: _with_select(talk.place, "mc:back:"), "the brief offers earlier turns")
    menus = selects_of(brief)
    back, remove = (next(i for i in menus if i.startswith(f"mc:{verb}:")) for verb in ("back", "remove"))
    assert menus[back] == ["1"]
    await talk.alice.select(brief, custom_id=back, values=["1"])
    await talk.next_card(3)
    assert talk.turns()[2].kind is TurnKind.BACK
    brief = talk.sim.again(brief)
    await talk.alice.select(brief, custom_id=remove, values=menus[remove][:1])
    await talk.next_card(4)
    assert (talk.turns()[3].kind, talk.turns()[3].brief) == (TurnKind.RELAX, Brief())


async def test_others_are_told_that_it_is_not_theirs(talk: Talk) -> None:
    bob = talk.sim.member("bob")
    for verb in ("love", "reject", "another", "similar", "alternate", "never", "undo"):
        answer = await talk.told(await talk.press(verb, by=bob))
        assert f"<@{talk.alice.id}>" in text_of(answer), verb
    assert (len(talk.turns()), talk.verdicts()) == (1, [])


async def test_everybody_may_ask_why(talk: Talk) -> None:
    bob = talk.sim.member("bob", locale="de")
    answer = await talk.sim.answer(await talk.press("why", by=bob))
    assert answer.ephemeral
    assert talk.turns()[0].picks[0].title in text_of(answer)


@pytest.mark.slow
async def test_buttons_work_after_a_restart_and_after_another_card_was_edited(talk: Talk) -> None:
    await talk.press("another")
    second = await talk.next_card(2)
    await talk.press("love", on=second)
    await talk.sim.until(lambda: "Loved" in buttons_of(talk.sim.again(second)), "the card shows the love")
    await talk.sim.restart()
    await talk.press("similar")
    await talk.next_card(3)


async def test_a_card_whose_thread_was_deleted_says_so(talk: Talk) -> None:
    with talk.db.write() as session:
        session.delete(session.scalars(select(ThreadRow)).one())
    for verb in ("love", "another", "why"):
        answer = await talk.told(await talk.press(verb))
        assert "no longer there" in text_of(answer), verb


async def test_a_failure_of_ours_is_tried_again(talk: Talk) -> None:
    pressed = await talk.press("another")
    await talk.next_card(2)
    with talk.db.write() as session:
        row = session.scalars(select(TurnRow).where(TurnRow.seq == 2)).one()
        row.state, row.error_code, row.incident = "failed", "internal", "a1b2c3d4"
        session.execute(delete(PickRow).where(PickRow.turn_id == row.id))
    failed = turn_card(talk.turns()[1], find_texts("en"))
    channel = talk.sim.client.get_partial_messageable(talk.place.id)
    message = await channel.send(view=failed.layout)
    await talk.press("retry", on=message)
    await talk.sim.until(lambda: talk.turns()[1].state is TurnState.DONE, "it was tried again")
    again = await talk.press("retry", on=message)
    assert "tried again already" in text_of(await talk.told(again))
    assert pressed.followups == []


async def test_classic_cards_have_the_same_buttons(talk: Talk) -> None:
    turn = talk.turns()[0]
    card = turn_card(turn, find_texts("en"))
    assert card.plain_view is not None
    channel = talk.sim.client.get_partial_messageable(talk.place.id)
    classic = await channel.send(card.plain, view=card.plain_view)
    await talk.press("love", on=classic)
    await talk.sim.until(lambda: "Loved" in buttons_of(talk.sim.again(classic)), "the card shows the love")
    assert f"“{turn.picks[0].title}” by" in talk.sim.again(classic).content


async def test_a_button_of_another_version_says_so(talk: Talk) -> None:
    view = discord.ui.View(timeout=None)
    view.add_item(CardItem(discord.ui.Button(label="Hum it", custom_id="mc:hum:5")))
    message = await talk.sim.client.get_partial_messageable(talk.place.id).send("old", view=view)
    pressed = await talk.sim.acknowledged(await talk.alice.click(message, custom_id="mc:hum:5"))
    assert "another version" in text_of(await talk.sim.answer(pressed))


async def test_never_again_hides_what_was_chosen_and_asks_for_something_else(talk: Talk, stocked: Database) -> None:
    pick = talk.turns()[0].picks[0]
    panel = await talk.sim.answer(await talk.press("never"), "Never again")
    assert panel.ephemeral
    menus = selects_of(panel)
    what, scope, time = (
        next(i for i in menus if i.startswith(f"mc:never-{part}:")) for part in ("what", "scope", "time")
    )
    assert (menus[what], menus[scope], menus[time]) == (["0", "1", "2", "3"], ["0", "1"], ["0", "1", "2"])
    chosen = await talk.alice.select(panel, custom_id=what, values=["1"])
    panel = await talk.sim.answer(chosen, f"the 2 tracks with {pick.artist} in them")
    time = next(i for i in selects_of(panel) if i.startswith("mc:never-time:"))
    panel = await talk.sim.answer(await talk.alice.select(panel, custom_id=time, values=["0"]), "for the next 12 hours")
    await talk.alice.click(panel, custom_id=button_with(panel, "mc:never-do:"))
    await talk.next_card(2)
    assert talk.turns()[1].kind is TurnKind.REJECT
    (row,) = talk.exclusions()
    assert (row.scope, row.what, row.value, row.turn_id) == ("member", "artist", pick.artist, talk.turns()[1].id)
    assert row.expires_at is not None


async def test_a_moderator_may_hide_something_from_the_whole_server(
    sim: Sim, worker: StandIn, stocked: Database
) -> None:
    talk = await Talk(sim, stocked).begin(by=sim.moderator("mo"))
    panel = await sim.answer(await talk.press("never"), "Never again")
    scope = next(i for i in selects_of(panel) if i.startswith("mc:never-scope:"))
    panel = await sim.answer(
        await talk.alice.select(panel, custom_id=scope, values=["2"]), "for everyone on this server"
    )
    await talk.alice.click(panel, custom_id=button_with(panel, "mc:never-do:"))
    await talk.next_card(2)
    (row,) = talk.exclusions()
    assert (row.scope, row.guild_id, row.what) == ("guild", sim.guild.id, "track")


def _with_button(place: ChannelHandle, start: str) -> discord.Message | None:
    return _newest(place, lambda m: any(i.startswith(start) for i in buttons_of(m).values()))


def _with_select(place: ChannelHandle, start: str) -> discord.Message | None:
    return _newest(place, lambda m: any(i.startswith(start) for i in selects_of(m)))


def _newest(place: ChannelHandle, fits: Callable[[discord.Message], bool]) -> discord.Message | None:
    return next((m for m in reversed(place.history()) if fits(m)), None)

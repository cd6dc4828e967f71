"""Comparisons in a simulated Discord: who may vote and reveal, what is too late, files that are gone, a day gone by."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import discord
import pytest
from sqlalchemy import update

from bot.discord.cards import comparison_card
from language.texts import LANGUAGES, find_texts
from musechat.comparison import NONE_OF_THESE, Candidate, Comparison, ComparisonState
from store.comparisons import close_comparison, reveal_overdue
from store.database import Database
from store.tables import ComparisonRow, utc_now
from tests.bot.discord.made_turns import made_turn
from tests.bot.discord.sim import Sim, buttons_of, text_of
from tests.bot.discord.stand_in import StandIn
from tests.bot.discord.test_late_mixes import ClipTalk

FILES = ["A.mp4", "B.mp4", "C.mp4", "D.mp4"]


@pytest.fixture
async def talk(sim: Sim, worker: StandIn, stocked: Database, clip: Path) -> ClipTalk:
    return await ClipTalk(sim, stocked).begin_with(clip)


async def compare(talk: ClipTalk) -> discord.Message:
    await talk.press("compare")
    poll = await talk.next_card(2)
    await talk.sim.until(talk.all_delivered, "it was delivered")
    return poll


def files_of(talk: ClipTalk, message: discord.Message) -> list[str]:
    return [each.filename for each in talk.sim.again(message).attachments]


async def test_letters_alone_then_names_votes_and_a_winner(talk: ClipTalk) -> None:
    poll = await compare(talk)
    picks = talk.turns()[0].picks
    assert list(buttons_of(poll)) == ["A", "B", "C", "D", "None of these", "Reveal"]
    assert files_of(talk, poll) == FILES
    assert not [pick.title for pick in picks if pick.title in text_of(poll)]
    told = await talk.told(await talk.press("vote", on=poll))
    assert "**A**" in text_of(told)
    await talk.sim.until(lambda: "1 vote so far" in text_of(talk.sim.again(poll)), "the vote is counted")
    await talk.press("reveal", on=poll)
    await talk.sim.until(lambda: list(buttons_of(talk.sim.again(poll))) == ["Take A"], "it is revealed")
    shown = text_of(talk.sim.again(poll))
    assert f"🏆 **A** · **{picks[0].title}" in shown
    assert files_of(talk, poll) == FILES
    await talk.press("take", on=poll)
    assert picks[0].title in text_of(await talk.next_card(3))


async def test_a_vote_that_comes_after_the_reveal_is_told_so(talk: ClipTalk) -> None:
    poll = await compare(talk)
    made = talk.turns()[1].comparison
    assert made is not None
    with talk.db.write() as session:  # the message is about to be changed
        close_comparison(session, made.id, ComparisonState.REVEALED)
    assert "This comparison is over" in text_of(await talk.told(await talk.press("vote", on=poll)))


async def test_others_neither_vote_nor_reveal_in_somebodys_own_thread(talk: ClipTalk) -> None:
    poll = await compare(talk)
    for verb in ("vote", "reveal"):
        told = await talk.told(await talk.press(verb, by=talk.sim.member("bob"), on=poll))
        assert "can refine this conversation" in text_of(told)
    assert "0 votes so far" in text_of(talk.sim.again(poll))


@pytest.mark.slow
async def test_a_second_one_is_refused_while_one_is_open(talk: ClipTalk) -> None:
    await compare(talk)
    told = await talk.told(await talk.press("compare"))
    assert "open here already" in text_of(told)
    assert len(talk.turns()) == 2


async def test_where_its_files_are_gone_it_says_so_and_is_closed(talk: ClipTalk, worker: StandIn) -> None:
    worker.preview = None
    await talk.press("compare")
    poll = await talk.next_card(2)
    assert "is closed" in text_of(poll)
    assert buttons_of(poll) == {}
    await talk.sim.until(talk.all_delivered, "it was delivered")
    await talk.press("compare")  # and another may be started
    assert "is closed" in text_of(await talk.next_card(3))


@pytest.mark.slow
async def test_after_a_day_the_same_message_reveals_with_its_files(talk: ClipTalk) -> None:
    poll = await compare(talk)
    with talk.db.write() as session:
        session.execute(update(ComparisonRow).values(created_at=utc_now() - timedelta(hours=25)))
        assert reveal_overdue(session, utc_now() - timedelta(hours=24)) == 1
    await talk.sim.until(lambda: "Take A" in buttons_of(talk.sim.again(poll)), "it is revealed")
    assert "Nobody has voted" in text_of(talk.sim.again(poll))
    assert files_of(talk, poll) == FILES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ComparisonState)
def test_a_card_keeps_discords_limits_in_every_language(language: str, state: ComparisonState) -> None:
    long = tuple(Candidate(n, n, f"{n}", "*t*" * 90, "a_" * 90, "x.mp4") for n in range(4))
    compared = Comparison(7, state, 0.0, 20.0, long, {0: 2, 1: 2, NONE_OF_THESE: 1}, "1" * 19)
    card = comparison_card(made_turn(picks=[], comparison=compared), find_texts(language), played=FILES)
    parts = list(card.layout.walk_children())
    said = sum(len(part.content) for part in parts if isinstance(part, discord.ui.TextDisplay))
    assert len(parts) <= 40
    assert said <= 4000
    assert card.layout.to_components()

"""*Compare…*: puts a card's picks side by side without their names, takes votes, reveals, and takes the winner."""

from __future__ import annotations

from bot.discord.buttons.interaction import (
    NOBODY,
    ButtonInteraction,
    follow_up_privately,
    require_may_refine,
    submit_press,
)
from bot.discord.card_redraw import list_played
from bot.discord.cards import comparison_card
from bot.discord.cards.comparison import VOTE_FOR_NONE
from bot.discord.permissions import build_refusal
from language.texts import find_texts
from musechat.comparison import FEWEST, NONE_OF_THESE, Comparison, ComparisonState, name_place
from musechat.errors import BadInput
from musechat.turn import TurnKind, TurnView
from store.comparisons import close_comparison, is_comparing, put_vote
from store.threads import ThreadView


async def start_comparison(press: ButtonInteraction) -> None:
    """Submit a turn that compares the picks of the pressed card.

    Raises:
        BadInput: ``compare-too-few``, ``clip-gone``, ``comparing-already``, ``may-not-refine``.

    """
    turn = await press.services.turn_client.view(press.target_id)
    thread = await press.services.get_thread(turn.thread_id)
    await require_may_refine(press, thread)
    if len(turn.picks) < FEWEST:
        raise BadInput("compare-too-few", "There are not two picks here that can be compared", "Ask for another pick")
    if turn.video_hash is None:
        raise BadInput("clip-gone", "There is no clip here to compare under", "Post one")
    if await press.services.turn_client.read(is_comparing, thread.id):
        raise BadInput("comparing-already", "A comparison is open here already", "Reveal that one first")
    await submit_press(press, thread, TurnKind.COMPARE, once=f"compare:{turn.id}", about_turn=turn.seq)


async def vote(press: ButtonInteraction) -> None:
    """Take the vote of whoever presses, in place of their earlier one.

    Raises:
        BadInput: ``no-such-comparison``, ``comparison-over``, ``may-not-refine``.

    """
    turn_id, number = press.ids
    place = NONE_OF_THESE if number == VOTE_FOR_NONE else number
    _, thread, comparison = await _load_comparison(press, turn_id)
    await require_may_refine(press, thread)
    await press.services.turn_client.write(put_vote, comparison.id, await press.get_member_id(), place)
    await _redraw(press, turn_id)
    if place == NONE_OF_THESE:
        line = press.texts("buttons.compare.none")
    else:
        line = press.texts("buttons.compare.voted", letter=name_place(place))
    await follow_up_privately(press, line)


async def reveal(press: ButtonInteraction) -> None:
    """Reveal which letter is which track; only the thread's owner may.

    Raises:
        BadInput: ``no-such-comparison``, ``only-owner-reveals``, ``may-not-refine``.

    """
    turn_id = press.target_id
    _, thread, comparison = await _load_comparison(press, turn_id)
    await require_may_refine(press, thread)
    if await press.get_member_id() != thread.member_id:
        refusal = await build_refusal(press.services, thread)
        owner = refusal.values["owner"]
        raise BadInput("only-owner-reveals", "Only the one who started this conversation can reveal", owner=owner)
    await press.services.turn_client.write(close_comparison, comparison.id, ComparisonState.REVEALED)
    await _redraw(press, turn_id)


async def take_winner(press: ButtonInteraction) -> None:
    """Make a candidate of a revealed comparison the thread's pick, on a card of its own.

    Raises:
        BadInput: ``no-such-comparison``, ``not-revealed``, ``may-not-refine``.

    """
    turn_id, place = press.ids
    _, thread, comparison = await _load_comparison(press, turn_id)
    await require_may_refine(press, thread)
    chosen = next((each for each in comparison.candidates if each.place == place), None)
    if chosen is None or comparison.state is not ComparisonState.REVEALED:
        raise BadInput("not-revealed", "This comparison is not revealed yet", "Reveal it first")
    once = f"take:{turn_id}:{place}"
    await submit_press(press, thread, TurnKind.ALTERNATE, once=once, about_pick=chosen.pick_id)


async def _load_comparison(press: ButtonInteraction, turn_id: int) -> tuple[TurnView, ThreadView, Comparison]:
    turn = await press.services.turn_client.view(turn_id)
    if turn.comparison is None:
        raise BadInput("no-such-comparison", "This comparison is no longer there", "Start another from a card")
    return turn, await press.services.get_thread(turn.thread_id), turn.comparison


async def _redraw(press: ButtonInteraction, turn_id: int) -> None:
    """Draw the pressed message as the comparison stands now, with the files that it has."""
    message = press.interaction.message
    if message is None:
        return

    async def draw() -> None:
        turn = await press.services.turn_client.view(turn_id)
        card = comparison_card(turn, find_texts(turn.language), played=list_played(message))
        # Attachments are left out of the edit: sending the listed ones would drop those that Discord does not list.
        await press.interaction.edit_original_response(view=card.layout, allowed_mentions=NOBODY)

    await press.services.latest_draws.draw(message.id, draw)

"""*Why?*: explains a pick beside its alternates, from the scores stored when it was chosen."""

from __future__ import annotations

from collections.abc import Iterator

import structlog

from bot.discord.buttons.fit_card import fit_blocks, make_fit_file
from bot.discord.buttons.interaction import NOBODY, ButtonInteraction
from bot.discord.cards import card_of
from bot.discord.cards.escaping import escape
from bot.discord.cards.layout import TextBlock
from bot.discord.cards.trait_labels import traits_line
from bot.pick_media import fetch_fit_files
from language.descriptions import describe_clip
from language.explanations import NOTABLE_PART, explain_pick, iter_comparisons
from language.texts import Texts
from language.wish_labels import describe_wish
from musechat.errors import BadInput
from musechat.pick import Pick
from musechat.turn import TurnView

PATIENCE_S = 20.0  # for a fit card; who still looks at the explanation then has read it
MAX_WISHES, MAX_LETTERS = 6, 700  # wishes that are named; letters of the paragraph. A message takes 4,000 in all

log = structlog.get_logger(__name__)


async def show_explanation(press: ButtonInteraction) -> None:
    """Explain a turn's pick to whoever presses; nothing changes, so anyone who sees the card may.

    Raises:
        BadInput: ``no-such-pick``, ``no-such-turn``.

    """
    turn = await press.services.turn_client.view(press.target_id)
    if not turn.picks:
        raise BadInput("no-such-pick", f"Turn {press.target_id} has no pick", "Its conversation may have been deleted")
    told = TextBlock("\n".join(why_lines(turn, press.texts)))
    card = card_of([told], boxed=False)
    await press.interaction.edit_original_response(view=card.layout, allowed_mentions=NOBODY)
    try:
        await _add_fit_card(press, turn, told)
    except Exception:
        log.warning("no-fit-card", turn=turn.id, exc_info=True)


async def _add_fit_card(press: ButtonInteraction, turn: TurnView, told: TextBlock) -> None:
    """Show the fit card below the explanation, once there is one."""
    services, pick = press.services, turn.picks[0]
    files = await fetch_fit_files(services.turn_client, services.blobs, turn, pick, PATIENCE_S)
    if files is None:
        return
    card = card_of([told, *fit_blocks(files, pick, press.texts)], boxed=False)
    await press.interaction.edit_original_response(
        view=card.layout, attachments=[make_fit_file(files, pick, press.texts)], allowed_mentions=NOBODY
    )


def why_lines(turn: TurnView, texts: Texts) -> Iterator[str]:
    """Yield the explanation of a turn's pick as lines of markdown; names are escaped."""
    pick = turn.picks[0]
    yield f"### {texts('buttons.why.title', title=escape(pick.title, 80))}"
    if paragraph := escape(explain_pick(turn, texts), MAX_LETTERS):
        yield f"{paragraph}\n"
    yield from _compare_measures(turn, pick, texts)
    yield from _compare_wishes(turn, pick, texts)
    yield from _compare_alternates(turn, texts)
    if "taste" in pick.parts:
        yield _describe_taste(pick.parts["taste"], texts)


def _compare_measures(turn: TurnView, pick: Pick, texts: Texts) -> Iterator[str]:
    """Yield a line on the clip's measures and one on the track's."""
    track = traits_line(pick, texts)
    if turn.video is not None:
        yield texts("buttons.why.clip", words=", ".join(describe_clip(turn.video, texts)))
    if track:
        yield texts("buttons.why.track", words=track)


def _compare_wishes(turn: TurnView, pick: Pick, texts: Texts) -> Iterator[str]:
    """Yield a line on hard wishes, which are always kept, and one on soft wishes that are not."""
    hard = [standing.wish for standing in turn.brief.standing if standing.wish.hard]
    if hard:
        kept = [escape(describe_wish(wish, texts), 60) for wish in hard[-MAX_WISHES:]]
        yield texts("buttons.why.kept", wishes=texts.join_list(kept))
    if pick.broken:
        yield texts("buttons.why.missed", wishes="; ".join(escape(each, 100) for each in pick.broken[:MAX_WISHES]))
    elif len(hard) < len(turn.brief.standing):
        yield texts("buttons.why.all-soft")


def _compare_alternates(turn: TurnView, texts: Texts) -> Iterator[str]:
    """Yield for each alternate what ranked the pick before it, and what spoke for the alternate."""
    compared = list(iter_comparisons(turn, texts, lambda title: f"**{escape(title, 60)}**"))
    if compared:
        yield texts("buttons.why.beside")
        yield from (f"- {each}" for each in compared)


def _describe_taste(part: float, texts: Texts) -> str:
    if abs(part) < NOTABLE_PART:
        return texts("buttons.why.taste.little")
    return texts("buttons.why.taste.for" if part > 0 else "buttons.why.taste.against")

"""The card of a queued or running turn: its stages, the estimated wait, a draft if there is one, a cancel button."""

from __future__ import annotations

from collections.abc import Iterator

from bot.discord.cards.components import Verb
from bot.discord.cards.escaping import escape
from bot.discord.cards.layout import Action, Actions, Block, TextBlock
from bot.discord.cards.trait_labels import ARTIST, REASON, TITLE
from language.texts import Texts
from musechat.pick import PickDraft
from musechat.turn import Stage, TurnKind, TurnState, TurnView

_WITH_CLIP = (Stage.FETCH, Stage.WATCH)
_ALWAYS = (Stage.READ, Stage.CHOOSE, Stage.WRITE)


def progress_blocks(
    turn: TurnView, texts: Texts, *, estimate_s: float | None, unattended: bool = False
) -> Iterator[Block]:
    """Yield the blocks of a turn that is queued or running; ``estimate_s``: seconds left, None where unknown."""
    if unattended:
        title, note = texts("cards.progress.unattended"), texts("cards.progress.unattended-note")
        yield TextBlock(f"### {title}\n{note}\n-# {_describe_age(turn, texts)}")
        yield Actions((_build_cancel(turn, texts),))
        return
    if turn.draft is not None:
        yield from _build_draft(turn, turn.draft, texts)
        yield Actions((_build_cancel(turn, texts),))
        return
    lines = [f"### {_choose_title(turn, texts)}"]
    if turn.state is not TurnState.QUEUED or turn.stages:
        lines.append(_list_stages(turn, texts))
    lines += [f"-# {line}" for line in _build_notes(turn, texts, estimate_s)]
    yield TextBlock("\n".join(lines))
    yield Actions((_build_cancel(turn, texts),))


def late_blocks(turn: TurnView, texts: Texts) -> Iterator[Block]:
    """Yield the blocks of a private answer that Discord will soon take no edits of: a press goes on with it."""
    yield TextBlock(f"### {_choose_title(turn, texts)}\n{texts('cards.progress.late')}")
    show = Action(Verb.SHOW, (turn.id,), texts("cards.button.show"))
    yield Actions((show, _build_cancel(turn, texts)))


def _build_cancel(turn: TurnView, texts: Texts) -> Action:
    return Action(Verb.CANCEL, (turn.id,), texts("cards.button.cancel"))


def _build_draft(turn: TurnView, draft: PickDraft, texts: Texts) -> Iterator[Block]:
    """Yield the draft of the pick, laid out as on the final card, so that the message does not jump."""
    title = escape(draft.title, TITLE) or texts("cards.pick.untitled")
    artist = escape(draft.artist, ARTIST) or texts("cards.pick.unknown-artist")
    yield TextBlock(f"### {title}\n**{artist}**")
    more = " …" if turn.stage is Stage.WRITE else ""
    if reason := escape(draft.reason, REASON):
        yield TextBlock(f"{reason}{more}")
    yield TextBlock(f"-# ▸ {texts(f'cards.stage.{turn.stage or Stage.WRITE}')}")


def _choose_title(turn: TurnView, texts: Texts) -> str:
    if turn.state is TurnState.QUEUED and turn.attempt > 1:
        return texts("cards.progress.again")
    if turn.state is TurnState.QUEUED and not turn.stages:
        place = turn.queue_place or 1
        return texts("cards.progress.next") if place <= 1 else texts("cards.progress.place", n=place)
    if turn.kind is TurnKind.COMPARE:
        return texts("cards.progress.title-compare")
    return texts("cards.progress.title-add" if turn.kind is TurnKind.ADD else "cards.progress.title")


def _list_stages(turn: TurnView, texts: Texts) -> str:
    return "\n".join(_describe_stage(turn, stage, texts) for stage in _expected_stages(turn))


def _describe_stage(turn: TurnView, stage: Stage, texts: Texts) -> str:
    words = texts(f"cards.stage.{stage}")
    if stage is turn.stage and turn.state is TurnState.RUNNING:
        share = f" · {turn.progress:.0%}" if turn.progress and turn.progress >= 0.01 else ""
        return f"▸ **{words}**{share}"
    return f"✓ {words}" if stage.value in turn.stages else f"-# ·  {words}"


def _expected_stages(turn: TurnView) -> list[Stage]:
    """The stages that this turn passes, as far as is known yet."""
    if turn.kind is TurnKind.ADD:
        return [Stage.LISTEN]
    # Whether there is a clip to fetch and watch is only known once such a stage was reached.
    reached = {Stage(name) for name in turn.stages if name in list(Stage)} | ({turn.stage} if turn.stage else set())
    with_clip = _WITH_CLIP if reached & set(_WITH_CLIP) else ()
    preview = (Stage.PREVIEW,) if Stage.PREVIEW in reached or with_clip else ()
    return [*with_clip, *_ALWAYS, *preview]


def _build_notes(turn: TurnView, texts: Texts, estimate_s: float | None) -> Iterator[str]:
    since = _describe_age(turn, texts)
    if estimate_s is None:
        yield since
    elif estimate_s < 90:  # in steps of five seconds: it is an estimate, and each change costs an edit
        seconds = max(1, round(estimate_s)) if estimate_s < 10 else 5 * round(estimate_s / 5)
        yield f"{texts.format_count('cards.progress.seconds', seconds)} · {since}"
    else:
        yield f"{texts.format_count('cards.progress.minutes', max(2, round(estimate_s / 60)))} · {since}"


def _describe_age(turn: TurnView, texts: Texts) -> str:
    return texts("cards.progress.asked", when=f"<t:{int(turn.created_at.timestamp())}:R>")

"""The card of a pick: title, reason, starting moment, traits, licence, alternates and buttons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord

from bot.discord.cards.components import Verb
from bot.discord.cards.escaping import code, escape, escape_answer, label, link
from bot.discord.cards.layout import (
    MIX_NAME,
    Action,
    Actions,
    Block,
    BlockGap,
    Menu,
    Option,
    Preview,
    TextBlock,
    TextWithButton,
)
from bot.discord.cards.question import question_blocks
from bot.discord.cards.trait_labels import (
    REASON,
    TITLE,
    allowed,
    by_line,
    credit_line,
    format_clock,
    name_line,
    traits_line,
)
from language.descriptions import describe_clip_notices, remark_own_music
from language.edit_answers import describe_mix
from language.recut_answers import describe_use
from language.sound_choices import list_sound_choices
from language.texts import Texts
from language.unsure_words import describe_unsure
from musechat.comparison import FEWEST
from musechat.pick import Pick
from musechat.turn import TurnKind, TurnView

WORDS, CATCH = 120, 160  # letters of quoted words, of unmet wishes together
MORE_ACTIONS = (Verb.REJECT, Verb.SIMILAR, Verb.COMPARE, Verb.NEVER, Verb.UNDO)  # in the menu, in this order
_WITHOUT_COMPARING = tuple(verb for verb in MORE_ACTIONS if verb is not Verb.COMPARE)
UNSURE = 220  # letters of what was not understood
NOTICE = 140  # letters of what is told of the clip's file
_KIND_TEXTS = {
    TurnKind.ANOTHER: "cards.pick.another",
    TurnKind.REJECT: "cards.pick.reject",
    TurnKind.SIMILAR: "cards.pick.similar",
    TurnKind.BACK: "cards.pick.back",
    TurnKind.RELAX: "cards.pick.relax",
    TurnKind.WITHDRAW: "cards.pick.withdraw",
    TurnKind.ALTERNATE: "cards.pick.alternate",
}


def pick_blocks(turn: TurnView, texts: Texts, *, loved: bool, preview: str) -> Iterator[Block]:
    """Yield the blocks of a turn's pick and its alternates.

    Args:
        turn: with at least one pick.
        texts: in the language of the channel.
        loved: whether somebody has accepted the pick; its credit line is shown then.
        preview: name of the file that the message plays; empty: none.

    """
    # At most three alternates: with them a card stays within Discord's 40 components.
    pick, alternates = turn.picks[0], turn.picks[1:4]
    if noticed := _tell_notices(turn, texts):
        yield TextBlock(noticed)
    if turn.answer:  # of what was asked beside the wish, of the pick before
        yield TextBlock(f"💬 {escape_answer(turn.answer)}")
    if pick.rule == "edit":
        yield from _build_edited(turn, pick, texts, loved=loved, preview=preview)
        return
    yield TextBlock(_build_head(turn, pick, texts))
    told = (
        describe_use(turn, texts),
        _build_reason(pick, texts),
        *(f"-# {escape(line, UNSURE)}" for line in describe_unsure(turn, texts)),
        _remark_own_music(turn, texts),
    )
    if why := "\n".join(filter(None, told)):
        yield TextBlock(why)
    if turn.question is not None:
        yield from question_blocks(turn.id, turn.question)
    if preview:
        yield _build_preview(pick, texts, preview)
    yield TextBlock(_describe_traits(pick, texts))
    if loved:
        yield TextBlock(f"{texts('cards.pick.credit')}\n```\n{code(credit_line(pick))}\n```")
    if alternates:
        yield BlockGap()
        yield TextBlock(f"-# {texts('cards.pick.also')}")
        yield from (_build_alternate(number, alternate, texts) for number, alternate in enumerate(alternates, 1))
    yield BlockGap()
    yield from _build_controls(turn, pick, texts, loved=loved)


def _build_edited(turn: TurnView, pick: Pick, texts: Texts, *, loved: bool, preview: str) -> Iterator[Block]:
    """Yield a short card: the pick that stands, and how it is used now; the rest stands on the card above it."""
    yield TextBlock(_build_head(turn, pick, texts))
    yield TextBlock(describe_use(turn, texts))
    if preview:
        yield _build_preview(pick, texts, preview)
    length = format_clock(pick.traits.duration_s)
    yield TextBlock(texts("cards.pick.start", at=format_clock(pick.start_s), length=length))
    if loved:
        yield TextBlock(f"{texts('cards.pick.credit')}\n```\n{code(credit_line(pick))}\n```")
    yield BlockGap()
    yield from _build_controls(turn, pick, texts, loved=loved)


def _build_preview(pick: Pick, texts: Texts, name: str) -> Preview:
    """What the card plays, named as what it is: the clip with the track, or the track alone."""
    said = "cards.pick.mix" if name == MIX_NAME else "cards.pick.excerpt"
    return Preview(texts(said, title=pick.title, at=format_clock(pick.start_s)), name)


def _tell_notices(turn: TurnView, texts: Texts) -> str:
    """What is to be told of the clip's file, on a thread's first card alone."""
    if turn.video is None or turn.seq > 1:
        return ""
    return "\n".join(f"-# ⚠️ {escape(told, NOTICE)}" for told in describe_clip_notices(turn.video, texts))


def _build_head(turn: TurnView, pick: Pick, texts: Texts) -> str:
    kicker = _describe_occasion(turn, texts)
    title = link(escape(pick.title, TITLE) or texts("cards.pick.untitled"), pick.source_url)
    lines = [f"-# {kicker}"] if kicker else []
    return "\n".join([*lines, f"### {title}", by_line(pick, texts)])


def _build_reason(pick: Pick, texts: Texts) -> str:
    lines = [escape(pick.reason, REASON)] if pick.reason.strip() else []
    # What the reason owns up to is not said twice.
    said = pick.reason.casefold()
    if unsaid := [catch for catch in pick.broken if catch.casefold() not in said]:
        lines.append(f"-# {_describe_catches(unsaid, texts)}")
    return "\n".join(lines)


def _remark_own_music(turn: TurnView, texts: Texts) -> str:
    """The remark that the clip has music already, on the first card of a thread alone."""
    first = turn.kind is TurnKind.FIRST and turn.recut is None and turn.video
    remark = remark_own_music(turn.video, texts, turn.clip_music, turn.clip_recording) if first and turn.video else ""
    return f"-# {escape(remark, NOTICE)}" if remark else ""


def _describe_occasion(turn: TurnView, texts: Texts) -> str:
    """What the pick answers: the button or the words, with the turn's number; other turns may stand between them."""
    if turn.recut is not None:
        occasion = texts("cards.pick.recut")
    elif turn.kind in _KIND_TEXTS:
        occasion = texts(_KIND_TEXTS[turn.kind])
    else:
        words = escape(turn.words, WORDS)
        occasion = texts("cards.pick.quoted", words=words) if words else ""
    number = texts("cards.pick.turn", n=turn.seq) if turn.seq > 1 else ""
    return " · ".join(filter(None, (number, occasion)))


def _describe_catches(broken: Sequence[str], texts: Texts) -> str:
    # The fewer there are, the more room each has.
    what = "; ".join(escape(each, CATCH // min(len(broken), 3)) for each in broken[:3])
    return texts.format_count("cards.pick.catch", len(broken), what=what)


def _describe_traits(pick: Pick, texts: Texts) -> str:
    length = pick.traits.duration_s
    start = texts("cards.pick.start", at=format_clock(pick.start_s), length=format_clock(length))
    mix = describe_mix(pick.mix, texts)
    lines = (start, traits_line(pick, texts), f"-# {allowed(pick, texts)}", f"-# {mix}" if mix else "")
    return "\n".join(filter(None, lines))


def _build_alternate(number: int, pick: Pick, texts: Texts) -> TextWithButton:
    """An alternate with its number, by which it can be named in words as well."""
    show = Action(Verb.ALTERNATE, (pick.id,), str(number))
    words = traits_line(pick, texts)
    return TextWithButton(
        name_line(pick) + (f"\n-# {words}" if words else ""), show, label(f"{number}. {pick.title} – {pick.artist}", 60)
    )


def _build_controls(turn: TurnView, pick: Pick, texts: Texts, *, loved: bool) -> Iterator[Actions | Menu]:
    """Yield what is used most as buttons, how the clip's own sound lies with the music, and the rest as a menu."""
    success = discord.ButtonStyle.success
    love = Action(Verb.LOVE, (pick.id,), texts(f"cards.button.{'loved' if loved else 'love'}"), emoji="❤️")
    if loved:
        love = Action(love.verb, love.ids, love.text, success, love.emoji)
    # A mix needs a clip: of words alone there is nothing to get.
    shown = (Verb.ANOTHER, Verb.REFINE, Verb.WHY, *((Verb.GET,) if turn.video is not None else ()))
    yield Actions((love, *(Action(verb, (turn.id,), texts(f"cards.button.{verb}")) for verb in shown)))
    if choices := list_sound_choices(pick.mix, turn.video, turn.clip_music, texts):
        modes = [Option(choice.words, choice.mode.value, chosen=choice.chosen) for choice in choices]
        yield Menu(Verb.SOUND, (turn.id,), texts("cards.sound.hint"), modes)
    # Comparing takes a clip, and another pick to compare with.
    kept = MORE_ACTIONS if turn.video is not None and len(turn.picks) >= FEWEST else _WITHOUT_COMPARING
    options = [Option(texts(f"cards.button.{verb}"), verb.value) for verb in kept]
    yield Menu(Verb.MORE, (turn.id, pick.id), texts("cards.button.more"), options)

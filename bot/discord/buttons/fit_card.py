"""The fit card behind *Why?*: a picture of how clip and music meet, with the same in words."""

from __future__ import annotations

import io
from collections.abc import Iterator

import discord

from bot.discord.cards.escaping import escape
from bot.discord.cards.layout import Block, DescribedPicture, TextBlock
from bot.pick_media import FitFiles
from language.fit_descriptions import describe_fit, list_meetings
from language.texts import Texts
from musechat.pick import Pick

PICTURE_NAME = "fit-card.png"
MAX_LETTERS = 900  # of what is said beside the picture


def fit_blocks(files: FitFiles, pick: Pick, texts: Texts) -> Iterator[Block]:
    """Yield what is shown of a fit card: where both meet, the picture, and what is where in it."""
    meetings = (" " if texts.language != "ja" else "").join(list_meetings(files.fit, texts))
    yield TextBlock(f"### {texts('fit.title')}\n{escape(meetings, MAX_LETTERS)}")
    yield DescribedPicture(describe_fit(files.fit, pick.title, texts), PICTURE_NAME)
    yield TextBlock(f"-# {texts('fit.lower')}")


def make_fit_file(files: FitFiles, pick: Pick, texts: Texts) -> discord.File:
    """Build the attachment, described for screen readers."""
    described = describe_fit(files.fit, pick.title, texts)
    return discord.File(io.BytesIO(files.picture), PICTURE_NAME, description=described)

"""``/musechat check``: every missing right by channel, and how to give it."""

from __future__ import annotations

import discord
import pytest

from bot.discord.commands.moderation.rights_check import SHOWN, describe_rights, find_missing
from bot.needed_rights import NEEDED_RIGHTS
from language.texts import ENGLISH, LANGUAGES, load_texts
from tests.bot.discord.sim import Sim, text_of

ROLE = "<@&7>"


async def test_channels_and_their_missing_rights_are_named(sim: Sim) -> None:
    mod = sim.moderator("mod")
    mute = sim.channel("mute", send_messages=False, attach_files=False)
    hidden = sim.channel("hidden", view_channel=False)
    text = text_of(await sim.answer(await mod.slash(sim.general, "musechat check"), "What I may do here"))
    assert f"<#{mute.id}>: **Send Messages**" in text
    assert "**Attach Files**" in text.partition(f"<#{mute.id}>")[2].partition("\n")[0]
    assert f"<#{hidden.id}>" in text
    assert "How to give it" in text
    assert "Edit Channel" in text
    assert "without an excerpt" in text


async def test_only_the_channels_where_it_is_to_answer(sim: Sim) -> None:
    mod, mute = sim.moderator("mod"), sim.channel("mute", send_messages=False)
    music = sim.channel("music")
    await sim.answer(await mod.slash(sim.general, "musechat channels add", channel=music), f"<#{music.id}>")
    text = text_of(await sim.answer(await mod.slash(sim.general, "musechat check"), "What I may do here"))
    assert f"<#{mute.id}>" not in text
    assert "set to answer are listed" in text


def test_a_right_that_the_role_lacks_is_given_to_the_role() -> None:
    told = "\n".join(
        describe_rights({1: ("pin_messages",), 2: ("pin_messages",), 3: ()}, ("pin_messages",), ROLE, ENGLISH)
    )
    assert "In **1** channel nothing is missing." in told
    assert "<#1>, <#2>: **Pin Messages**" in told
    assert f"{ROLE} → *Permissions*, switch on **Pin Messages**" in told
    assert "Edit Channel" not in told


def test_many_channels_are_counted() -> None:
    told = describe_rights(dict.fromkeys(range(SHOWN + 3), ("send_messages",)), (), ROLE, ENGLISH)
    assert any("… and 3 more channels" in part for part in told)


def test_nothing_missing_and_nothing_to_see() -> None:
    assert describe_rights({1: ()}, (), ROLE, ENGLISH) == [ENGLISH("moderation.check.all")]
    assert describe_rights({}, (), ROLE, ENGLISH) == [ENGLISH("moderation.check.none")]


def test_an_administrator_lacks_nothing() -> None:
    assert find_missing(discord.Permissions(administrator=True)) == ()
    assert find_missing(discord.Permissions.none()) == tuple(NEEDED_RIGHTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_every_right_and_what_it_is_for(language: str) -> None:
    texts = load_texts(language)
    for name in NEEDED_RIGHTS:
        for key in (f"recommend.permission.{name}", f"moderation.check.without.{name}"):
            assert key in texts.catalogue, key
    told = "\n".join(describe_rights({1: tuple(NEEDED_RIGHTS), 2: ()}, (), ROLE, texts))
    assert "{" not in told

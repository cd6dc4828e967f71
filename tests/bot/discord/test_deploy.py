"""Commands are sent to Discord when they changed, in all languages, within its limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord

from bot.discord.command_sync import build_payload, deploy, fingerprint_of
from tests.bot.discord.sim import Sim


async def test_unchanged_commands_are_not_sent_again(sim: Sim) -> None:
    tree, turn_client = sim.client.tree, sim.services.turn_client  # type: ignore[attr-defined]
    assert not await deploy(sim.client, tree, turn_client)
    assert await deploy(sim.client, tree, turn_client, always=True)
    tree.remove_command("recommend")
    assert await deploy(sim.client, tree, turn_client)


async def test_a_fingerprint_does_not_hang_on_the_order(sim: Sim) -> None:
    payload = await build_payload(sim.client.tree)  # type: ignore[attr-defined]
    assert fingerprint_of(payload) == fingerprint_of(payload[::-1])
    assert fingerprint_of(payload) != fingerprint_of(payload[1:])


async def test_every_text_of_a_command_is_within_discords_limits_in_every_language(sim: Sim) -> None:
    payload = await build_payload(sim.client.tree)  # type: ignore[attr-defined]
    texts = list(_descriptions(payload))
    assert texts
    for text, others in texts:
        assert 1 <= len(text) <= 100
        for locale, other in others.items():
            assert locale in {each.value for each in discord.Locale}
            assert 1 <= len(other) <= 100, (locale, other)
    assert any({"en-US", "en-GB"} <= set(others) for _, others in texts)


def _descriptions(options: Any) -> Iterator[tuple[str, dict[str, str]]]:
    for option in options:
        if "description" in option:
            yield option["description"], option.get("description_localizations") or {}
        yield from _descriptions(option.get("options") or [])

"""Short links: followed to the page that they stand for, hop by hop, behind the guard; bodies are not read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import urljoin

import aiohttp

from media.fetch.address_guard import Guard
from media.fetch.direct_download import (
    PASSING,
    REDIRECTS,
    check_link,
    make_endless_error,
    name_network_errors,
    open_session,
)
from media.fetch.limits import Budget, Check, FetchLimits
from musechat.errors import Retryable


def follow_share_link(
    url: str, limits: FetchLimits, guard: Guard, check: Check, is_short: Callable[[str], bool]
) -> str | None:
    """Follow a short link until it leads to something else than a short link.

    Args:
        url: the short link.
        limits: caps on hops and time.
        guard: the rule for outgoing connections.
        check: called before each hop; raises when the turn is no longer wanted.
        is_short: whether a link is a short link that must be followed.

    Returns:
        The link that it stands for; None where the site does not tell.

    Raises:
        BadInput: it leads to an address that is not public, or nowhere.
        Retryable: the server did not answer properly this time.

    """
    return asyncio.run(_follow_within(url, Budget(limits), guard, check, is_short))


async def _follow_within(
    url: str, budget: Budget, guard: Guard, check: Check, is_short: Callable[[str], bool]
) -> str | None:
    with name_network_errors(url, budget):
        async with asyncio.timeout(budget.limits.max_seconds), open_session(budget.limits, guard) as session:
            for _ in range(budget.limits.max_redirects + 1):
                check()
                check_link(url)
                target = await _ask_for_target(session, url)
                if target is None or not is_short(target):
                    return target
                url = target
    raise make_endless_error()


async def _ask_for_target(session: aiohttp.ClientSession, url: str) -> str | None:
    async with session.get(url, allow_redirects=False) as response:
        if response.status in PASSING:
            raise Retryable("site-busy", f"The site answered {response.status}", "Try again later")
        target = response.headers.get("Location", "")
        return urljoin(url, target) if response.status in REDIRECTS and target else None

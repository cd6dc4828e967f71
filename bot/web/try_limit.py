"""Limits how often a password may be tried, by address."""

from __future__ import annotations

from collections import OrderedDict
from ipaddress import ip_address, ip_network

TRIES = 5
WINDOW_S = 300.0
ADDRESSES = 10_000  # remembered at most; the oldest is forgotten first


class TryLimit:
    """Counts failed tries of each address: ``TRIES`` within ``WINDOW_S`` seconds, then none until the window ends."""

    def __init__(self) -> None:
        self._failed: OrderedDict[str, tuple[float, int]] = OrderedDict()  # address: (start of its window, tries)

    def wait_s(self, address: str, now: float) -> float:
        """Seconds until this address may try again; 0 where it may now. ``now``: of a monotonic clock."""
        start, tries = self._failed.get(group_address(address), (now, 0))
        left = start + WINDOW_S - now
        return left if tries >= TRIES and left > 0 else 0.0

    def note_failure(self, address: str, now: float) -> None:
        """Count a failed try."""
        group = group_address(address)
        start, tries = self._failed.pop(group, (now, 0))
        self._failed[group] = (now, 1) if now - start >= WINDOW_S else (start, tries + 1)
        while len(self._failed) > ADDRESSES:
            self._failed.popitem(last=False)

    def forget(self, address: str) -> None:
        """Drop the failures of an address that has signed in."""
        self._failed.pop(group_address(address), None)


def group_address(address: str) -> str:
    """Reduce an address to what one person has: an IPv4 address, a /64 of IPv6."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(parsed) if parsed.version == 4 else str(ip_network(f"{parsed}/64", strict=False))

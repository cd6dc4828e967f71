"""Which addresses this machine may be led to: decided at connect time, on the address itself, for every hop.

Checking names, or checking before the connection is made, is not enough: a name can resolve to something else a moment
later, and a redirect or a playlist can name an address outright.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import Any

from musechat.errors import BadInput

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]]

PORTS = frozenset({80, 443})
# Ranges that `is_global` lets through and that still lead inside, or nowhere good.
REFUSED = tuple(
    ipaddress.ip_network(net)
    for net in ("192.0.0.0/24", "192.88.99.0/24", "fec0::/10", "2001::/32", "100::/64", "64:ff9b:1::/48", "3fff::/20")
)
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class BlockedAddress(BadInput):
    """A connection was about to be made to an address that is not public."""

    def __init__(self, where: str) -> None:
        super().__init__(
            "address-not-public", f"The link leads to {where}, which is not a public address", "Use a public link"
        )


class RefusedConnection(OSError):
    """A :class:`BlockedAddress` as the connecting library expects faults: it goes on to the host's next address.

    All of them read the same. The library raises one of several equal errors as it is, and a text of its own otherwise,
    from which the cause could not be told.
    """

    def __init__(self) -> None:
        super().__init__("the address is not public")


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet, once unwrapped from IPv6 transition forms."""
    inner = _unwrap(address)
    if inner is not address:
        return is_public(inner)
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    return not any(address in net for net in REFUSED if net.version == address.version)


def _unwrap(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


@dataclass(frozen=True, slots=True)
class Guard:
    """The rule for outgoing connections.

    ``exempt`` names (address, port) pairs let through regardless: the local proxy of a site download, and servers on
    loopback in tests. Nothing that a member sends can add to it.
    """

    exempt: frozenset[tuple[str, int]] = frozenset()

    def check_address(self, host: str, port: int) -> None:
        """Check a literal address that is about to be connected to.

        Raises:
            BlockedAddress: it is not public, or the port is not the web's.

        """
        if (host, port) in self.exempt:
            return
        address = ipaddress.ip_address(host.partition("%")[0])
        if not is_public(address) or port not in PORTS:
            raise BlockedAddress(host if port in PORTS else f"{host} port {port}")

    def make_socket(self, info: AddressInfo) -> socket.socket:
        """Make the socket for a resolved address (aiohttp's ``socket_factory``): the last moment to say no.

        Raises:
            RefusedConnection: the address may not be connected to; its cause is the :class:`BlockedAddress`.

        """
        family, kind, protocol, _, address = info
        try:
            self.check_address(str(address[0]), int(address[1]))
        except BlockedAddress as error:
            raise RefusedConnection from error
        made = socket.socket(family, kind, protocol)
        made.setblocking(False)
        return made

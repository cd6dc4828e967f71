import ipaddress

import pytest

from media.fetch.address_guard import BlockedAddress, Guard, is_public

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "255.255.255.255", "192.0.0.8", "192.88.99.1", "198.18.0.1", "192.0.2.1", "240.0.0.1",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fe80::1", "fc00::1", "fec0::1", "ff02::1",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::1", "2001:0:53aa:64c:0:0:f5ff:fffe", "2001:db8::1", "64:ff9b:1::1",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1"]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_lead_inside_are_refused(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
    with pytest.raises(BlockedAddress):
        Guard().check_address(address, 443)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    Guard().check_address(address, 443)


@pytest.mark.parametrize("port", [22, 25, 6379, 8080])
def test_only_the_webs_ports(port: int) -> None:
    with pytest.raises(BlockedAddress):
        Guard().check_address("1.1.1.1", port)


def test_an_exemption_is_one_address_and_one_port() -> None:
    guard = Guard(frozenset({("127.0.0.1", 8000)}))
    guard.check_address("127.0.0.1", 8000)
    for host, port in (("127.0.0.1", 8001), ("127.0.0.2", 8000)):
        with pytest.raises(BlockedAddress):
            guard.check_address(host, port)

"""Which machines may be asked."""

from __future__ import annotations

import pytest

from briefgen.acquisition.addresses import choose_addresses, is_allowed
from briefgen.errors import FetchError

PUBLIC = ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
INNER = ["127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "::1", "fd12:3456::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1"]
NEVER = [
    "0.0.0.0",  # noqa: S104 - asked about, not bound to
    "169.254.169.254",
    "169.254.1.1",
    "100.100.100.200",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "224.0.0.1",
    "ff02::1",
    "255.255.255.255",
    "240.0.0.1",
    "::",
    "::ffff:169.254.169.254",
    "2002:a9fe:a9fe::",
    "64:ff9b::a9fe:a9fe",
    "not an address",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_machines_may_be_asked(address: str) -> None:
    assert is_allowed(address, private=False)
    assert is_allowed(address, private=True)


@pytest.mark.parametrize("address", INNER)
def test_machines_of_an_inner_network_only_where_the_user_says_so(address: str) -> None:
    assert not is_allowed(address, private=False)
    assert is_allowed(address, private=True)


@pytest.mark.parametrize("address", NEVER)
def test_others_never(address: str) -> None:
    assert not is_allowed(address, private=False)
    assert not is_allowed(address, private=True)


@pytest.mark.parametrize("address", ["100.64.0.1", "64:ff9b::7f00:1"])
def test_shared_and_translated_addresses_are_not_public(address: str) -> None:
    assert not is_allowed(address, private=False)


def test_a_name_with_one_inner_address_among_its_own_is_refused() -> None:
    with pytest.raises(FetchError, match=r"not public \(10\.0\.0\.1\)"):
        choose_addresses("news.example", 443, private=False, resolve=lambda *_: ["93.184.216.34", "10.0.0.1"])


def test_a_host_without_an_address_is_told() -> None:
    with pytest.raises(FetchError, match="no such host"):
        choose_addresses("news.example", 443, private=False, resolve=lambda *_: [])


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost"])
def test_other_spellings_of_this_machine_lead_here_and_are_refused(host: str) -> None:
    with pytest.raises(FetchError, match=r"not public|no such host"):
        choose_addresses(host, 80, private=False)

"""Which machines may be asked: public ones, and, where the user says so, those of an inner network; never this cloud's own services."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

from briefgen.errors import FetchError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]

# What a cloud tells its own machines, secrets among it. Most lie in the link-local range, which is refused as a whole.
_METADATA = frozenset({"fd00:ec2::254", "100.100.100.200", "192.0.0.192"})
_BY_HAND = "Save the page by hand"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolve_host(host: str, port: int) -> list[str]:
    """The addresses that the system knows for a host, in its order; an empty list where it knows none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def choose_addresses(host: str, port: int, *, private: bool, resolve: Resolve = resolve_host) -> list[str]:
    """The addresses to connect to, checked; a name that stands for several is refused where one of them may not be asked.

    Raises :class:`FetchError` for a host without any, and for one that may not be asked.
    """
    found = resolve(host, port)
    if not found:
        raise FetchError("there is no such host", place=host, remedy="Check the address, and the connection to the network")
    for address in found:
        if not is_allowed(address, private=private):
            remedy = _BY_HAND if private else f"{_BY_HAND}; an archive of your own network needs --allow-private"
            raise FetchError(f"this address leads to a machine that is not public ({address})", place=host, remedy=remedy)
    return found


def is_allowed(address: str, *, private: bool) -> bool:
    """Whether the machine at an IP address may be asked; ``private`` admits inner networks and this machine itself."""
    try:
        ip = _unwrap(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    if str(ip) in _METADATA or ip.is_link_local or ip.is_multicast or ip.is_unspecified:
        return False
    if private and (ip.is_private or ip.is_loopback):
        return not ip.is_reserved or ip.is_loopback
    return ip.is_global and not ip.is_reserved


def _unwrap(ip: IPAddress) -> IPAddress:
    """The IPv4 address within an IPv6 one that leads there."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip.teredo is not None:
        return ip.teredo[1]
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else ip

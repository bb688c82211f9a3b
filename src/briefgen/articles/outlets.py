"""Which outlet a domain, an address or a name stands for."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from briefgen.articles.rules import load_rules


def find_outlet(address: str) -> str | None:
    """The outlet at an address or domain: its name where it is known, else the registrable domain (``hddtvn.com``)."""
    host = _find_host(address)
    if host is None:
        return None
    parts = host.split(".")
    for i in range(len(parts) - 1):
        known = _by_domain().get(".".join(parts[i:]))
        if known:
            return known
    return _registrable(host)


def find_name(name: str) -> str | None:
    """The outlet's usual name for a name, abbreviation or domain that it goes by; None where it is not known."""
    plain = name.strip(" .()").casefold()
    return _by_name().get(plain) or _by_domain().get(plain.removeprefix("www."))


def name_outlet(text: str) -> str:
    """The outlet that a text names: its usual name, or the text itself."""
    return find_name(text) or (find_outlet(text) if _looks_like_host(text) else None) or text.strip()


def known_names() -> frozenset[str]:
    """All names that outlets go by, as printed."""
    outlets = load_rules("outlets")["outlets"]
    return frozenset(outlets) | {name for entry in outlets.values() for name in entry.get("names", ())}


def _looks_like_host(text: str) -> bool:
    plain = text.strip()
    return " " not in plain and "." in plain.strip(".") and plain[-1].isalpha()


def _find_host(address: str) -> str | None:
    plain = address.strip()
    if "://" not in plain:
        plain = f"https://{plain}"
    try:
        host = urlsplit(plain).hostname
    except ValueError:
        return None
    return host.removeprefix("www.").removeprefix("m.") if host and "." in host else None


def _registrable(host: str) -> str:
    from tld import get_fld

    return str(get_fld(f"https://{host}", fail_silently=True) or host)


@cache
def _by_domain() -> dict[str, str]:
    return {domain: name for name, entry in load_rules("outlets")["outlets"].items() for domain in entry["domains"]}


@cache
def _by_name() -> dict[str, str]:
    outlets = load_rules("outlets")["outlets"]
    names = {alias.casefold(): name for name, entry in outlets.items() for alias in entry.get("names", ())}
    return names | {name.casefold(): name for name in outlets}

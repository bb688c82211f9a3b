from __future__ import annotations

import pytest

from briefgen.articles.rules import compile_rule, load_rules

PATTERNS = [("blocks", key) for key in load_rules("blocks") if key != "agencies"] + [
    ("dates", "filler"),
    ("dates", "updated"),
    ("dates", "prefix_sure"),
    ("dates", "today"),
    ("encodings", "mojibake"),
    ("joins", "new_start"),
]


@pytest.mark.parametrize(("name", "key"), PATTERNS)
def test_no_wording_matches_an_empty_line_or_plain_prose_whole(name: str, key: str) -> None:
    pattern = compile_rule(name, key)
    assert pattern.fullmatch("") is None
    assert pattern.fullmatch("Hai bên nhất trí tăng cường hợp tác trong thời gian tới.") is None


def test_each_domain_and_name_stands_for_one_outlet() -> None:
    entries = load_rules("outlets")["outlets"]
    domains = [domain for entry in entries.values() for domain in entry["domains"]]
    names = [alias for name, entry in entries.items() for alias in {one.casefold() for one in (name, *entry.get("names", ()))}]
    assert len(domains) == len(set(domains))
    assert sorted(name for name in set(names) if names.count(name) > 1) == []

"""Which rules are tried where: none that could read something is passed over."""

from __future__ import annotations

import pytest

from briefgen.extract.dates import load_date_rules
from briefgen.extract.numbers import load_number_rules
from briefgen.extract.packs import LANGUAGES
from briefgen.extract.rules import AHEAD, REACH, lower_text

PADDED = "Trong đó, {} on Tuesday, ngày 5 và 7 tỷ đồng."


@pytest.mark.parametrize("load", [load_date_rules, load_number_rules])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_that_reads_is_passed_over_for_the_characters_ahead(language: str, load) -> None:  # type: ignore[no-untyped-def]
    rules = load(language).rules
    read = set()
    for text in [lower_text(padded) for rule in rules.rules for padded in (rule.example, PADDED.format(rule.example))]:
        for index, trigger in enumerate(rules.triggers):
            start = text.replace("\n", " ").find(trigger)
            while start >= 0:
                possible = rules.list_possible(index, text[start : start + len(trigger) + AHEAD])
                for rule in rules.by_trigger[index]:
                    if rule.pattern.match(text, start, start + REACH):
                        assert rule in possible, (rule.name, text[start : start + 40])
                        read.add(rule.name)
                start = text.find(trigger, start + 1)
    assert read == {rule.name for rule in rules.rules}  # every rule was seen to read

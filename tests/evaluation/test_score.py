"""The scorer: what counts as found, as invented, as right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefgen.errors import UsageError
from briefgen.evaluation.score import KindScore, Score, read_gold, score_facts
from support import GOLD, gold_facts, stems

CODES = {"nga": "RUS", "russia": "RUS", "viet nam": "VNM"}


def fact(kind: str = "meeting", start: int = 0, end: int = 40, **fields: Any) -> dict[str, Any]:
    evidence = [{"article": "a", "quote": "x" * (end - start), "start": start, "end": end}]
    return {
        "kind": kind,
        "priority": 1,
        "parties": ["RUS", "VNM"],
        "date": "2024-04-26",
        "evidence": evidence,
        "derived_from": None,
        **fields,
    }


def score(mine: list[dict[str, Any]], gold: list[dict[str, Any]]) -> Score:
    return score_facts(mine, [{"article": "a", "facts": gold}], CODES)


def of(result: Score, kind: str) -> KindScore:
    return next(k for k in result.kinds if k.kind == kind)


def test_the_gold_itself_scores_one() -> None:
    golds = read_gold(GOLD)
    facts = [{"priority": 1, **one} for stem in stems() for one in gold_facts(stem)]
    for one in facts:
        for evidence in one["evidence"]:
            evidence.setdefault("article", one.get("article"))
    result = score_facts(facts, golds, CODES)
    assert (result.macro_f1, result.macro_all_fields, result.findings) == (1.0, 1.0, ())


def test_nothing_found_scores_nothing_and_all_is_missed() -> None:
    result = score([], [fact(), fact(start=100, end=140)])
    assert result.macro_f1 == 0
    assert [f.missed for f in result.findings] == [True, True]


def test_a_fact_that_gold_does_not_have_is_an_invention() -> None:
    result = score([fact(), fact(start=200, end=240)], [fact()])
    assert of(result, "meeting").precision == 0.5
    assert [f.missed for f in result.findings] == [False]


def test_quotes_that_hardly_overlap_are_two_facts() -> None:
    assert of(score([fact(start=30, end=70)], [fact()]), "meeting").recall == 0


def test_a_whole_page_is_no_quote_of_one_fact() -> None:
    assert of(score([fact(start=0, end=400)], [fact()]), "meeting").recall == 0


def test_another_value_or_unit_is_another_statistic() -> None:
    gold = fact("statistic", value=2600000000, unit="USD", indicator="trade-turnover", period="2023")
    same = {**gold, "value": 2.6e9}
    assert of(score([same], [gold]), "statistic").f1 == 1
    assert of(score([{**gold, "value": 2900000000}], [gold]), "statistic").f1 == 0
    assert of(score([{**gold, "unit": "EUR"}], [gold]), "statistic").f1 == 0


def test_a_role_is_known_by_its_holder() -> None:
    gold = fact("role", person="Đỗ Hùng Việt", role="Thứ trưởng Ngoại giao")
    assert of(score([{**gold, "person": "Việt Đỗ Hùng"}], [gold]), "role").f1 == 1
    assert of(score([{**gold, "person": "Lê Minh"}], [gold]), "role").f1 == 0


def test_the_same_fact_said_twice_counts_once_and_is_no_invention() -> None:
    result = of(score([fact(), fact()], [fact()]), "meeting")
    assert (result.right, result.wrong, result.found) == (1, 0, 1)


def test_a_promise_read_as_a_statement_too_is_no_invention() -> None:
    gold = fact("commitment", actor="Nga", action="cung cấp vắc-xin", due=None)
    statement = fact("statement", actor="Nga", act="affirm", content="sẵn sàng cung cấp vắc-xin")
    assert of(score([statement], [gold]), "statement").wrong == 0


def test_a_fact_that_may_be_found_is_neither_missed_nor_invented() -> None:
    optional = fact(priority=2)
    assert of(score([], [optional]), "meeting").gold == 0
    assert of(score([optional], [optional]), "meeting").wrong == 0


def test_facts_made_by_arithmetic_are_left_out_on_both_sides() -> None:
    derived = fact("milestone", event="established", derived_from={"formula": "2021 − 30"})
    result = of(score([derived], [derived]), "milestone")
    assert (result.right, result.wrong, result.gold) == (0, 0, 0)


def test_a_wrong_date_costs_the_field_and_not_the_fact() -> None:
    result = of(score([fact(date="2024-04-27")], [fact()]), "meeting")
    assert (result.f1, result.fields["date"], result.all_fields) == (1.0, 0.0, 0.0)


def test_dates_that_mean_the_same_days_agree() -> None:
    assert of(score([fact(date="2024-04-01/2024-04-30")], [fact(date="2024-04")]), "meeting").fields["date"] == 1


def test_a_party_may_be_named_by_its_code_or_its_name() -> None:
    gold = fact("statement", actor="Nga", act="affirm", content="…")
    assert of(score([{**gold, "actor": "Russia"}], [gold]), "statement").fields["actor"] == 1
    assert of(score([{**gold, "actor": "Việt Nam"}], [gold]), "statement").fields["actor"] == 0


def test_the_stage_of_an_agreement_only_named_is_left_to_judgement() -> None:
    gold = fact("agreement", name="UNCLOS 1982", form="treaty", stage="mentioned", period=None)
    assert "stage" not in of(score([{**gold, "stage": "implementing"}], [gold]), "agreement").fields
    assert of(score([{**gold, "stage": "signed"}], [gold]), "agreement").fields["stage"] == 0


def test_a_folder_without_gold_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no gold file") as caught:
        read_gold(tmp_path)
    assert caught.value.place == str(tmp_path)


def test_a_file_that_is_no_gold_is_named_in_the_error(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"article": "a"}), encoding="utf-8")
    with pytest.raises(UsageError, match="not a gold file") as caught:
        read_gold(tmp_path)
    assert caught.value.place == str(path)

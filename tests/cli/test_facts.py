"""``facts``, ``show``, ``export``, ``articles``, ``questions`` over the project's own articles."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefgen.cli.main import main
from briefgen.cli.selection import read_date
from briefgen.errors import UsageError
from running import ROOT, copy_project

Say = Callable[..., str]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("facts") / "p")


@pytest.fixture
def say(project: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Say:
    """What a command prints, after it ended well."""

    def run_command(*arguments: str) -> str:
        code = main(["--project", str(project), *arguments])
        told = capsysbinary.readouterr()
        assert code == 0, told.err.decode()
        return told.out.decode()

    return run_command


@pytest.fixture
def listed(say: Say) -> Callable[..., list[dict[str, Any]]]:
    """The facts that a listing holds, as records."""

    def list_facts(*arguments: str) -> list[dict[str, Any]]:
        facts: list[dict[str, Any]] = json.loads(say("--json", "facts", *arguments))
        return facts

    return list_facts


Listed = Callable[..., list[dict[str, Any]]]


def test_the_export_holds_a_json_object_a_line_whose_quotes_stand_in_the_articles(say: Say) -> None:
    texts = {path.stem: path.read_bytes().decode() for path in (ROOT / "seeds").glob("*.txt")}
    facts = [json.loads(line) for line in say("export").splitlines()]
    assert len(facts) > 100
    for evidence in (evidence for fact in facts for evidence in fact["evidence"]):
        assert texts[evidence["article"]][evidence["start"] : evidence["end"]] == evidence["quote"]


def test_the_export_can_be_written_to_a_file(say: Say, tmp_path: Path) -> None:
    assert say("export", "-o", str(tmp_path / "facts.jsonl")) == ""
    assert (tmp_path / "facts.jsonl").read_text(encoding="utf-8") == say("export")


def test_the_listing_and_the_export_hold_the_same_facts(say: Say, listed: Listed) -> None:
    assert {fact["id"] for fact in listed()} == {json.loads(line)["id"] for line in say("export").splitlines()}


def test_a_filter_on_kind_takes_several(listed: Listed) -> None:
    assert {fact["kind"] for fact in listed("--kind", "meeting,role")} == {"meeting", "role"}


def test_all_parties_named_must_stand_in_a_fact(listed: Listed) -> None:
    facts = listed("--party", "ASEAN,RUS")
    assert facts
    assert all({"ASEAN", "RUS"} <= set(fact["parties"]) for fact in facts)


def test_a_party_may_be_given_by_its_name_in_either_language(listed: Listed) -> None:
    assert listed("--party", "Nga") == listed("--party", "RUS") == listed("--party", "Russia")


def test_a_filter_on_topic_keeps_facts_with_one_of_them(listed: Listed) -> None:
    facts = listed("--topic", "coc,trade")
    assert facts
    assert all({"coc", "trade"} & set(fact["topics"]) for fact in facts)


def test_a_filter_on_articles_keeps_what_they_support(listed: Listed) -> None:
    stem = "003_c999320567207865"
    facts = [fact for fact in listed("--article", stem) if not fact.get("state_of")]
    assert facts
    assert all(stem in {evidence["article"] for evidence in fact["evidence"]} for fact in facts)


def test_a_period_keeps_what_may_lie_in_it_and_no_fact_without_a_year(listed: Listed) -> None:
    facts = [fact for fact in listed("--since", "2024", "--until", "2024-12-31") if not fact.get("state_of")]
    assert facts
    assert all("2024" in fact["date"] for fact in facts)


def test_the_table_has_a_line_for_each_fact(say: Say, listed: Listed) -> None:
    lines = say("facts", "--kind", "meeting").splitlines()
    assert lines[0].split() == ["id", "kind", "date", "parties", "status", "fact"]
    assert len(lines) - 2 == len({fact["id"] for fact in listed("--kind", "meeting")})


def test_a_fact_is_shown_with_its_quote_in_its_sentence_and_the_pattern_that_read_it(say: Say, listed: Listed) -> None:
    fact = next(fact for fact in listed("--kind", "meeting") if fact["ordinal"] == 20)
    shown = say("show", fact["id"])
    quote = " ".join(fact["evidence"][0]["quote"].split())
    assert f"«{quote}»" in shown
    assert "read by meeting/" in shown
    assert "ordinal: 20" in shown


def test_the_beginning_of_an_id_is_enough(say: Say, listed: Listed) -> None:
    identifier = listed("--kind", "statistic")[0]["id"]
    assert say("show", identifier[:-2]) == say("show", identifier)


def test_every_fact_can_be_shown(say: Say, listed: Listed) -> None:
    for fact in listed()[::10]:
        assert fact["id"].startswith(say("show", fact["id"]).splitlines()[1].split()[0])


def test_the_articles_are_listed_with_the_facts_that_they_support(say: Say) -> None:
    lines = say("articles").splitlines()[2:]
    assert [line.split()[0] for line in lines] == sorted(path.stem for path in (ROOT / "seeds").glob("*.txt"))
    told = json.loads(say("--json", "articles"))
    assert all(article["facts"] > 0 for article in told)


def test_questions_name_the_facts_that_they_are_about(say: Say) -> None:
    told = json.loads(say("--json", "questions"))
    text = say("questions")
    assert told["questions"]
    assert all(question["id"] in text for question in told["questions"] if question["answered_by"] is None)
    assert all(conflict["id"] in text for conflict in told["conflicts"] if conflict["decision"] is None)


def test_a_question_is_asked_in_the_language_of_the_user(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    english = say("questions")
    monkeypatch.setenv("BRIEFGEN_LANG", "vi")
    assert say("questions") != english


def test_before_the_first_source_nothing_was_said(listed: Listed) -> None:
    assert listed("--as-of", "2001") == []


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [("2024", "2024"), ("2024-04", "2024-04"), ("2024-04-26", "2024-04-26"), ("26/4/2024", "2024-04-26"), ("4/2024", "2024-04")],
)
def test_a_date_is_read_as_a_person_types_it(typed: str, edtf: str) -> None:
    assert read_date(typed) == edtf


@pytest.mark.parametrize("typed", ["", "24", "2024-13", "30/2/2024", "2024-04-26T10:00", "4/26/2024"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="not a date"):
        read_date(typed)

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from briefgen.errors import RegistryError
from briefgen.model import Action, Agreement, Meeting, Milestone, Problem, Severity, Statement, Status, View
from briefgen.registry import TOO_EARLY, Registry, make_decision, make_entry, open_registry
from briefgen.registry.versions import merging_version
from briefgen.registry.writing import put_entries
from support import ROOT, make_mention, make_source, mentions_from_gold, source_from_gold, stems

UPGRADED = Milestone(event="upgraded", level="strategic-partner")


def fill(registry: Registry, order: list[str] | None = None) -> View:
    for stem in order or stems():
        registry.put_article(source_from_gold(stem), mentions_from_gold(stem), extractor="1")
    return registry.view()


def upgrade(registry: Registry, stem: str, date: str, **source: str) -> None:
    registry.put_article(make_source(stem, **source), [make_mention(stem, UPGRADED, date=date)])


# --- Putting and taking out -----------------------------------------------------------------------------------------


def test_the_order_of_articles_does_not_matter(registry: Registry) -> None:
    first = fill(registry)
    for stem in stems():
        registry.remove_article(stem)
    assert registry.view().facts == ()
    assert fill(registry, stems()[::-1]) == first


def test_putting_an_article_twice_changes_nothing(registry: Registry) -> None:
    view = fill(registry)
    changed = [registry.put_article(source_from_gold(stem), mentions_from_gold(stem), extractor="1") for stem in stems()]
    assert not any(changed)
    assert registry.view() == view


def test_an_article_that_changed_replaces_what_it_said_and_leaves_the_rest(registry: Registry) -> None:
    upgrade(registry, "a", "2001")
    upgrade(registry, "b", "2012-07")
    upgrade(registry, "a", "2012")
    (fact,) = registry.view().facts
    assert (fact.date.edtf, len(fact.evidence)) == ("2012-07", 2)


def test_an_article_taken_out_takes_only_its_own_words_with_it(registry: Registry) -> None:
    upgrade(registry, "a", "2012")
    upgrade(registry, "b", "2012-07")
    assert registry.remove_article("b")
    assert not registry.remove_article("b")
    (fact,) = registry.view().facts
    assert [one.article for one in fact.evidence] == ["a"]
    assert fact.date.edtf == "2012"


def test_the_registry_knows_what_it_has_read_and_by_which_reader(registry: Registry) -> None:
    source = make_source("a")
    registry.put_article(source, [], extractor="7")
    assert registry.known() == {"seeds/a.txt": (source.sha256, "7")}


def test_problems_of_an_article_live_and_go_with_it(registry: Registry) -> None:
    problem = Problem(severity=Severity.WARNING, code="article-doubtful", message="doubtful", remedy="look", file="seeds/a.txt")
    registry.put_article(make_source("a"), [], [problem])
    assert registry.view().problems == (problem,)
    registry.remove_article("a")
    assert registry.view().problems == ()


def test_fact_ids_do_not_depend_on_other_facts(registry: Registry) -> None:
    whole = {fact.id for fact in fill(registry).facts}
    for stem in stems()[1:]:
        registry.remove_article(stem)
    assert {fact.id for fact in registry.view().facts} <= whole


# --- Sources --------------------------------------------------------------------------------------------------------


def test_two_independent_sources_corroborate_and_a_reprint_does_not(registry: Registry) -> None:
    upgrade(registry, "a", "2012", outlet="Báo Nhân Dân")
    upgrade(registry, "b", "2012", outlet="Báo Một Tỉnh", original_outlet="nhandan.vn")
    assert registry.view().facts[0].status is Status.SINGLE_SOURCE
    upgrade(registry, "c", "2012", outlet="Báo Thứ Ba")
    assert registry.view().facts[0].status is Status.CORROBORATED


def test_copies_by_fingerprint_have_one_origin(tmp_path: Path) -> None:
    def group(items: object) -> dict[str, str]:
        return {stem: "a" for stem, _, _ in items}  # type: ignore[attr-defined]

    entries = []
    for stem in "ab":
        entry = make_entry(make_source(stem, outlet=f"Báo {stem}"), [make_mention(stem, UPGRADED, date="2012")])
        entries.append(type(entry)(source=entry.source, mentions=entry.mentions, fingerprint=f"mark-{stem}"))
    with open_registry(tmp_path / "r.sqlite", group_copies=group) as registry:
        registry.put_articles(entries)
        view = registry.view()
    assert len({source.origin for source in view.sources}) == 1
    assert view.facts[0].status is Status.SINGLE_SOURCE


def test_as_of_admits_only_what_was_published_by_then(registry: Registry) -> None:
    upgrade(registry, "a", "2012", published="2020-05-01")
    upgrade(registry, "b", "2012-07", published="2021-05")
    upgrade(registry, "c", "2012-07-27", published="2021-05-02")
    dates = {
        as_of: [fact.date.edtf for fact in registry.view(as_of).facts] for as_of in ("2019", "2020-12-31", "2021-05-02", "2021-05", "2022")
    }
    assert dates == {"2019": [], "2020-12-31": ["2012"], "2021-05-02": ["2012-07-27"], "2021-05": ["2012-07-27"], "2022": ["2012-07-27"]}
    assert [source.stem for source in registry.view("2021-05-02").sources] == ["a", "c"]


def test_a_source_without_any_date_is_left_out_as_of_a_day_and_a_problem_says_so(registry: Registry) -> None:
    registry.put_article(make_source("a", published=None), [make_mention("a", UPGRADED, date="2012")])
    assert registry.view().facts
    view = registry.view("2030")
    assert (view.facts, [problem.code for problem in view.problems]) == ((), ["source-without-date"])


def test_a_day_before_all_sources_is_told_with_the_first_that_there_is(registry: Registry) -> None:
    upgrade(registry, "a", "2012", published="2020-05-01")
    upgrade(registry, "b", "2012", published="2021")
    (problem,) = registry.view("2019").problems
    assert (problem.code, problem.severity) == (TOO_EARLY, "warning")
    assert "2020-05-01" in problem.message
    assert registry.view("2020-05-01").problems == ()


def test_what_was_true_and_when_it_was_known_are_kept_apart(registry: Registry) -> None:
    """Valid time is the fact's date, known time the day on which a source said so: a later article tells of an earlier day."""
    plan = Agreement(name="Hiệp định về du lịch", form="agreement", stage="negotiating")
    signed = Agreement(name="Hiệp định về du lịch", form="agreement", stage="signed")
    registry.put_article(make_source("a", published="2020-05-01"), [make_mention("a", plan, date="../2020-05-01")])
    registry.put_article(make_source("b", published="2022-03-01"), [make_mention("b", signed, date="2020-02-11")])
    known = {}
    for day in ("2020-06", "2022-06"):
        (fact,) = registry.view(day).facts
        assert isinstance(fact.claim, Agreement)
        known[day] = (fact.claim.stage, fact.date.edtf)
    assert known["2020-06"] == ("negotiating", "../2020-05-01")
    assert {(state.date.edtf, state.evidence[0].article) for state in registry.view("2022-06").states} == {
        ("../2020-05-01", "a"),
        ("2020-02-11", "b"),
    }


def test_a_view_of_chosen_facts_holds_these_only(registry: Registry) -> None:
    fill(registry)
    view = registry.view(parties=["EAEU"], kinds=["agreement"])
    assert {fact.kind for fact in view.facts} == {"agreement"}
    assert all("EAEU" in fact.parties for fact in view.facts)
    assert len(view.facts) == 3


# --- For analysts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["fact_list", "evidence_list", "article_list"])
def test_analysts_find_the_columns_that_the_handbook_names(registry: Registry, view: str) -> None:
    fill(registry)
    (line,) = re.findall(rf"^\| `{view}` \|.*$", (ROOT / "docs" / "registry.md").read_text(encoding="utf-8"), re.MULTILINE)
    with registry._reading() as connection:
        result = connection.exec_driver_sql(f"SELECT * FROM {view}")  # noqa: S608 - one of three names
        assert list(result.keys()) == re.findall(r"`(\w+)`", line)[1:]
        assert len(result.all()) >= len(stems())


def test_analysts_see_whom_a_fact_is_about_and_how_much_an_article_supports(registry: Registry) -> None:
    fill(registry)
    with registry._reading() as connection:
        parties = connection.exec_driver_sql("SELECT parties FROM fact_list WHERE kind = 'agreement'").scalars().all()
        counts: dict[str, int] = dict(connection.exec_driver_sql("SELECT stem, facts FROM article_list").all())
    assert {",".join(sorted(one.split(","))) for one in parties if one} >= {"ASEAN,RUS", "EAEU,VNM"}
    cited = {stem: {fact.id for fact in registry.view().facts if stem in {one.article for one in fact.evidence}} for stem in stems()}
    assert counts == {stem: len(facts) for stem, facts in cited.items()}


# --- Finding --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [("vac xin sputnik", True), ("vắc xin Sputnik", True), ("vác xin sputnik", False), ("Sput", True), ("sputnik moderna", False)],
)
def test_words_are_found_with_and_without_their_marks(registry: Registry, query: str, found: bool) -> None:
    fill(registry)
    assert bool(registry.search(query)) is found


def test_a_search_can_be_narrowed(registry: Registry) -> None:
    fill(registry)
    hits = registry.search("hợp tác", parties=["EAEU"])
    assert hits
    assert all("EAEU" in fact.parties for fact in hits)
    assert registry.search("", kinds=["milestone"], since="2018-01-01", until="2018-12-31", limit=5)[0].date.edtf == "2018-11"
    assert len(registry.search("Nga", limit=3)) == 3


@pytest.mark.parametrize("query", ['"', "'", "AND", "NEAR(", "* OR", "a:b", "—", "%_\\"])
def test_signs_of_the_query_language_are_only_text(registry: Registry, query: str) -> None:
    fill(registry)
    assert isinstance(registry.search(query), tuple)


# --- What goes wrong ------------------------------------------------------------------------------------------------


def test_a_file_that_is_no_registry_is_named_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    path.write_bytes(b"Not a database at all, but a text of some length.\n" * 100)
    with pytest.raises(RegistryError, match="no registry") as caught:
        open_registry(path)
    assert caught.value.place == str(path)
    assert "Delete" in caught.value.remedy


def test_another_programs_database_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    with pytest.raises(RegistryError, match="other tables"):
        open_registry(path)


def test_a_registry_of_a_newer_version_is_refused(address: str) -> None:
    with open_registry(address) as registry, registry._writing() as connection:
        connection.exec_driver_sql("INSERT INTO migrations (name) VALUES ('999-later')")
    with pytest.raises(RegistryError, match="newer version"):
        open_registry(address)


def test_a_registry_merged_by_other_rules_is_merged_anew(address: str) -> None:
    with open_registry(address) as registry:
        view = fill(registry)
        with registry._writing() as connection:
            connection.exec_driver_sql("UPDATE settings SET value = 'others'")
            connection.exec_driver_sql("UPDATE facts SET label = 'x'")
            connection.exec_driver_sql("UPDATE mentions SET group_key = 'old'")
    with pytest.raises(RegistryError, match="another version"):
        open_registry(address, read_only=True)
    with open_registry(address) as registry:
        assert registry.view() == view
    assert len(merging_version()) == 64


def test_mentions_that_this_version_cannot_read_are_dropped_with_their_articles_to_be_read_again(address: str) -> None:
    with open_registry(address) as registry:
        fill(registry)
        with registry._writing() as connection:
            connection.exec_driver_sql("UPDATE settings SET value = 'others'")
            connection.execute(text("UPDATE mentions SET packed = :packed"), {"packed": b"otherwise packed"})
    with open_registry(address) as registry:
        assert (registry.known(), registry.view().facts) == ({}, ())


def test_an_update_leaves_the_facts_of_its_groups_that_say_the_same(registry: Registry) -> None:
    talks = [make_mention("a", Meeting(name="hội đàm"), date=f"2021-0{month}-03") for month in (3, 4)]
    registry.put_article(make_source("a"), talks)
    assert len(registry.view().facts) == 2
    with registry._writing() as connection:
        connection.exec_driver_sql("UPDATE facts SET label = 'as it was'")
    registry.put_article(make_source("b"), [make_mention("b", Meeting(name="hội đàm"), date="2021-04-03")])
    registry.refresh()
    with registry._reading() as connection:
        dates = connection.exec_driver_sql("SELECT date FROM facts WHERE label = 'as it was'").scalars().all()
    assert dates == ["2021-03-03"]
    assert len(registry.search("hội đàm")) == 2


def test_reading_needs_a_registry_and_never_writes(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    with pytest.raises(RegistryError, match="no registry yet"):
        open_registry(path, read_only=True)
    with open_registry(path) as registry:
        upgrade(registry, "a", "2012")
        registry.refresh()
    with open_registry(path, read_only=True) as registry:
        assert len(registry.view().facts) == 1
        with pytest.raises(RegistryError, match="reading only"):
            registry.remove_article("a")


def test_a_full_disk_is_one_line_and_the_next_run_completes(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    with open_registry(path) as registry:
        upgrade(registry, "a", "2012")
        many = [make_mention("b", Statement(actor="RUS", act="affirm", content=f"câu số {n} " * 20), date="2021") for n in range(300)]
        with registry._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
            connection.rollback()
            pages = connection.connection.execute("PRAGMA max_page_count").fetchone()[0]
        with pytest.raises(RegistryError, match="disk is full"):
            registry.put_article(make_source("b"), many)
        with registry._engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages * 1000}")
        assert set(registry.known()) == {"seeds/a.txt"}
        registry.put_article(make_source("b"), many)
        assert len(registry.view().facts) == 301


def test_an_address_that_names_no_database_is_explained(tmp_path: Path) -> None:
    for address in ("oracle://x/y", "postgresql+nothing://localhost/x", "mysql://x"):
        with pytest.raises(RegistryError):
            open_registry(address)


def test_a_server_that_is_not_there_is_explained_without_the_password() -> None:
    with pytest.raises(RegistryError, match="cannot be reached") as caught:
        open_registry("postgresql+psycopg://editor:secret@127.0.0.1:9/registry")
    assert "secret" not in str(caught.value)


@pytest.mark.slow
def test_a_server_that_goes_away_in_the_middle_loses_nothing_finished(database: str) -> None:
    with open_registry(database) as registry:
        upgrade(registry, "a", "2012")
        with pytest.raises(RegistryError, match="went away"):
            write_while_the_server_leaves(registry, database)
        assert set(registry.known()) == {"seeds/a.txt"}
        upgrade(registry, "b", "2012-07")
        assert len(registry.view().facts[0].evidence) == 2


def write_while_the_server_leaves(registry: Registry, address: str) -> None:
    import psycopg

    with registry._writing() as connection, psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as other:
        put_entries(connection, [make_entry(make_source("b"), [make_mention("b", UPGRADED, date="2012-07")])])
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
        put_entries(connection, [make_entry(make_source("c"), [])])


_WRITER = """
import sys
sys.path.insert(0, sys.argv[3])
from briefgen.model import Milestone
from briefgen.registry import open_registry
from support import make_mention, make_source
part = sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
with open_registry(sys.argv[1]) as registry:
    for n in range(15):
        stem = f"w{part}-{n:02}"
        mention = make_mention(stem, Milestone(event="upgraded", level="strategic-partner"), date=f"20{part}{n % 10}")
        registry.put_article(make_source(stem), [mention])
        registry.refresh()
"""


def start(program: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A program of its own that has imported all it needs and says so."""
    given = [sys.executable, "-c", program, *arguments, str(Path(__file__).parent.parent)]
    process = subprocess.Popen(given, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_three_programs_that_make_and_write_one_registry_at_once_lose_nothing(address: str) -> None:
    writers = [start(_WRITER, address, str(part)) for part in (0, 1, 2)]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"go\n")
        writer.stdin.flush()
    assert [writer.communicate(timeout=120) and writer.returncode for writer in writers] == [0, 0, 0]
    with open_registry(address) as registry:
        assert len(registry.known()) == 45
        assert sum(len(fact.mentions) for fact in registry.view().facts) == 45


_KILLED = """
import sys, os
sys.path.insert(0, sys.argv[2])
from support import mentions_from_gold, source_from_gold, stems
from briefgen.registry import open_registry
with open_registry(sys.argv[1]) as registry:
    print("ready", flush=True)
    while True:
        for stem in stems():
            registry.put_article(source_from_gold(stem), mentions_from_gold(stem))
            registry.refresh()
        for stem in stems():
            registry.remove_article(stem)
"""


@pytest.mark.slow
def test_a_run_killed_at_any_moment_loses_nothing_and_the_next_completes(address: str, tmp_path: Path) -> None:
    with open_registry(tmp_path / "whole.sqlite") as registry:
        whole = fill(registry)
    for attempt in range(50):
        process = start(_KILLED, address)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=0.01 * (attempt % 17))
        process.kill()
        process.communicate()
        with open_registry(address) as registry:
            known = {stem.split("/")[1].removesuffix(".txt") for stem in registry.known()}
            assert {one.article for fact in registry.view().facts for one in fact.evidence} == known
    with open_registry(address) as registry:
        assert fill(registry) == whole


def test_a_killed_run_leaves_changed_groups_to_the_next(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    with open_registry(path) as registry:
        upgrade(registry, "a", "2012")
    with open_registry(path) as registry:
        assert len(registry.view().facts) == 1


def test_decisions_are_kept_in_the_order_of_the_log(registry: Registry) -> None:
    registry.put_article(make_source("a"), [make_mention("a", Agreement(name="Hiệp định về du lịch"))])
    target = registry.view().facts[0].id
    corrections = [
        make_decision(Action.CORRECT, [target], reason="sai", author="An", at="2024-05-01", field="name", value=name) for name in "xyz"
    ]
    assert registry.put_decisions(corrections)
    assert not registry.put_decisions(corrections)
    claim = registry.view().facts[0].claim
    assert isinstance(claim, Agreement)
    assert claim.name == "z"
    claim = registry.view(with_decisions=False).facts[0].claim
    assert isinstance(claim, Agreement)
    assert claim.name == "Hiệp định về du lịch"

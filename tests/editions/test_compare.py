"""What changed between two editions, by fact: each kind of change, and the laws of comparing."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.editions import Snapshot, compare_snapshots
from briefgen.editions.records import LockedConflict, LockedFact, LockedSide
from briefgen.model import ChangeKind, ConflictKind, FactChange, FieldChange, Kind, SourceInfo, Status

ONE = "a:0-20#11111111"
OTHER = "b:40-60#22222222"


def fact(name: str = "meeting-1", kind: Kind = Kind.MEETING, **more: Any) -> LockedFact:
    values = more.pop("values", {"name": "Cuộc gặp", "stage": "held"})
    given = {"label": f"dữ kiện {name}", "status": Status.SINGLE_SOURCE, "parties": ("RUS", "VNM"), "date": "2021", "evidence": (ONE,)}
    return LockedFact(id=name, kind=kind, values=values, **given | more)


def source(stem: str, origin: str | None = None, sha256: str = "0") -> SourceInfo:
    return SourceInfo(stem=stem, path=f"seeds/{stem}.txt", sha256=sha256, language="vi", origin=origin or stem)


SOURCES = (source("a"), source("b"))


def snapshot(*facts: LockedFact, sources: tuple[SourceInfo, ...] = SOURCES, **more: Any) -> Snapshot:
    return Snapshot(facts=facts, sources=sources, **more)


def only(before: Snapshot, after: Snapshot) -> FactChange:
    (change,) = compare_snapshots(before, after)
    return change


def test_a_fact_that_was_not_there_is_new_and_one_that_is_gone_is_withdrawn() -> None:
    assert only(snapshot(), snapshot(fact())).kind is ChangeKind.NEW
    gone = only(snapshot(fact()), snapshot())
    assert (gone.kind, gone.fact, gone.sources) == (ChangeKind.WITHDRAWN, "meeting-1", ("a",))


def test_another_independent_source_confirms_but_a_copy_of_the_first_does_not() -> None:
    both = fact(evidence=(ONE, OTHER))
    change = only(snapshot(fact()), snapshot(both))
    assert (change.kind, change.sources) == (ChangeKind.CONFIRMED, ("b",))
    assert change.fields == (FieldChange(field="sources", before="1", after="2"),)
    copies = (source("a", "hãng tin"), source("b", "hãng tin"))
    assert compare_snapshots(snapshot(fact(), sources=copies), snapshot(both, sources=copies)) == ()


def test_a_fact_that_lost_one_of_its_sources_is_weakened() -> None:
    assert only(snapshot(fact(evidence=(ONE, OTHER))), snapshot(fact())).kind is ChangeKind.WEAKENED


@pytest.mark.parametrize(
    ("before", "after"),
    [("2021", "2021-09"), ("2021-09", "2021-09-28"), ("XXXX-08-29", "2021-08-29"), (None, "2021"), ("../2021-04-06", "2021-03")],
)
def test_a_more_precise_date_refines(before: str | None, after: str) -> None:
    change = only(snapshot(fact(date=before)), snapshot(fact(date=after)))
    assert (change.kind, change.fields) == (ChangeKind.REFINED, (FieldChange(field="date", before=before, after=after),))


@pytest.mark.parametrize(("before", "after"), [("2021", "2022"), ("2021-09-28", "2021-09"), ("2021", None)])
def test_another_or_a_vaguer_date_corrects(before: str, after: str | None) -> None:
    assert only(snapshot(fact(date=before)), snapshot(fact(date=after))).kind is ChangeKind.CORRECTED


def test_what_an_editor_ruled_is_a_correction_even_where_it_says_more() -> None:
    change = only(snapshot(fact(date="2021")), snapshot(fact(date="2021-09", decisions=("decision-1",))))
    assert (change.kind, change.decisions) == (ChangeKind.CORRECTED, ("decision-1",))


def test_a_figure_with_more_digits_refines_and_another_figure_corrects() -> None:
    def figure(value: str) -> Snapshot:
        values = {"indicator": "trade-turnover", "value": value, "unit": "USD"}
        return snapshot(fact("statistic-1", Kind.STATISTIC, values=values))

    refined = only(figure("2.6E+9"), figure("2630000000"))
    assert (refined.kind, refined.fields[0].after) == (ChangeKind.REFINED, "2630000000 USD")
    assert only(figure("2600000000"), figure("2700000000")).kind is ChangeKind.CORRECTED


def test_a_stage_that_a_new_source_reports_supersedes_and_one_that_is_read_anew_corrects() -> None:
    def plan(stage: str, date: str, *evidence: str) -> Snapshot:
        return snapshot(fact("agreement-1", Kind.AGREEMENT, values={"name": "Kế hoạch", "stage": stage}, date=date, evidence=evidence))

    change = only(plan("negotiating", "2021", ONE), plan("signed", "2022", ONE, OTHER))
    assert (change.kind, [field.field for field in change.fields]) == (ChangeKind.SUPERSEDED, ["date", "stage"])
    assert only(plan("negotiating", "2021", ONE), plan("signed", "2021", ONE)).kind is ChangeKind.CORRECTED


def test_an_office_that_somebody_else_holds_later_is_superseded_and_one_held_earlier_is_not() -> None:
    def holder(name: str, person: str, date: str, *evidence: str) -> LockedFact:
        return fact(name, Kind.ROLE, values={"role": "Đại sứ", "person": person}, date=date, evidence=evidence)

    def both(date: str) -> Snapshot:
        sides = (LockedSide(fact="role-1", value="Ông A"), LockedSide(fact="role-2", value="Bà B"))
        succession = LockedConflict(id="conflict-1", kind=ConflictKind.SUCCESSION, field="person", sides=sides)
        return snapshot(holder("role-1", "Ông A", "2021", ONE), holder("role-2", "Bà B", date, OTHER), conflicts=(succession,))

    before = snapshot(holder("role-1", "Ông A", "2021", ONE))
    kinds = {change.fact: change for change in compare_snapshots(before, both("2023"))}
    assert (kinds["role-1"].kind, kinds["role-2"].kind) == (ChangeKind.SUPERSEDED, ChangeKind.NEW)
    assert kinds["role-1"].fields == (FieldChange(field="person", before="Ông A", after="Bà B"),)
    assert [change.fact for change in compare_snapshots(before, both("2019"))] == ["role-2"]


def test_a_figure_that_is_gone_tells_what_it_was_and_a_derived_one_not_its_digits() -> None:
    values = {"indicator": "trade-turnover", "value": "2600000000", "unit": "USD", "period": "2021"}
    stated = fact("statistic-1", Kind.STATISTIC, values=values)
    derived = fact("statistic-2", Kind.STATISTIC, values=values, formula="1 + 1", evidence=(OTHER,))
    changes = {change.fact: {one.field for one in change.fields} for change in compare_snapshots(snapshot(stated, derived), snapshot())}
    assert changes == {"statistic-1": {"indicator", "value", "period", "date"}, "statistic-2": {"indicator", "period", "date"}}


def test_a_fact_that_another_source_denies_is_contested_until_an_editor_settles_it() -> None:
    calm = snapshot(fact(date="1991"))
    sides = (LockedSide(fact="meeting-1", value="1991"), LockedSide(fact="meeting-2", value="1996"))
    conflict = LockedConflict(id="conflict-1", kind=ConflictKind.CONTRADICTION, field="date", sides=sides)
    disputed = snapshot(fact(date="1991", status=Status.CONTESTED), conflicts=(conflict,))
    change = only(calm, disputed)
    assert (change.kind, change.fields) == (ChangeKind.CONTESTED, (FieldChange(field="date", before="1991", after="1996"),))
    assert only(disputed, calm).kind is ChangeKind.SETTLED


def test_what_lay_ahead_and_is_past_without_news_is_stale() -> None:
    planned = fact(values={"name": "Cấp cao", "stage": "planned"}, date="2021-10")
    assert only(snapshot(planned, cut_off="2021-08-05"), snapshot(planned, cut_off="2024-04-27")).kind is ChangeKind.STALE
    assert compare_snapshots(snapshot(planned, cut_off="2021-08-05"), snapshot(planned, cut_off="2021-09-01")) == ()
    assert compare_snapshots(snapshot(planned, cut_off="2022"), snapshot(planned, cut_off="2024")) == ()


def test_an_id_that_changed_with_its_date_is_still_the_same_fact_by_its_evidence() -> None:
    change = only(snapshot(fact("meeting-1", date="2021")), snapshot(fact("meeting-2", date="2021-09")))
    assert (change.kind, change.fact, change.was) == (ChangeKind.REFINED, "meeting-2", "meeting-1")


def test_facts_are_never_taken_for_one_by_likeness_of_text() -> None:
    before = fact("meeting-1", evidence=(ONE,))
    after = fact("meeting-2", label=before.label, evidence=(OTHER,))
    assert {change.kind for change in compare_snapshots(snapshot(before), snapshot(after))} == {ChangeKind.NEW, ChangeKind.WITHDRAWN}


def test_an_article_saved_again_is_known_by_its_words_not_by_its_places() -> None:
    moved = (source("a", sha256="1"), source("b"))
    words_kept = fact("meeting-2", evidence=("a:900-920#11111111",))
    assert compare_snapshots(snapshot(fact()), snapshot(words_kept, sources=moved)) == ()
    place_kept = fact("meeting-2", evidence=("a:0-20#33333333",))
    kinds = {change.kind for change in compare_snapshots(snapshot(fact()), snapshot(place_kept, sources=moved))}
    assert kinds == {ChangeKind.NEW, ChangeKind.WITHDRAWN}


def test_a_fact_merged_by_an_editor_tells_into_what() -> None:
    first, second = fact("meeting-1"), fact("meeting-2", evidence=(OTHER,))
    merged = fact("meeting-1", evidence=(ONE, OTHER), decisions=("decision-1",))
    changes = {change.fact: change for change in compare_snapshots(snapshot(first, second), snapshot(merged))}
    assert changes["meeting-2"].kind is ChangeKind.WITHDRAWN
    assert changes["meeting-2"].fields == (FieldChange(field="merged", before="dữ kiện meeting-2", after="dữ kiện meeting-1"),)


def test_labels_topics_and_wordings_are_no_changes_of_facts() -> None:
    assert compare_snapshots(snapshot(fact()), snapshot(fact(label="tên khác", wording="Câu khác."))) == ()


# --- Laws -----------------------------------------------------------------------------------------------------------

_EVIDENCE = st.sampled_from([f"{stem}:{start}-{start + 20}#{digest}" for stem in "ab" for start in (0, 10, 40) for digest in ("1", "2")])
_FACTS = st.builds(
    fact,
    name=st.sampled_from([f"meeting-{number}" for number in range(6)]),
    kind=st.sampled_from([Kind.MEETING, Kind.AGREEMENT]),
    date=st.sampled_from([None, "2021", "2021-09", "2022", "XXXX-09-01"]),
    evidence=st.lists(_EVIDENCE, min_size=1, max_size=3, unique=True).map(tuple),
    values=st.fixed_dictionaries({"name": st.sampled_from(["A", "A B"]), "stage": st.sampled_from(["held", "planned", "signed"])}),
    status=st.sampled_from(list(Status)),
    parties=st.sampled_from([(), ("RUS",), ("RUS", "VNM"), ("LAO",)]),
    decisions=st.sampled_from([(), ("decision-1",)]),
)
_SNAPSHOTS = st.builds(
    Snapshot,
    facts=st.lists(_FACTS, max_size=6, unique_by=lambda one: one.id).map(tuple),
    sources=st.sampled_from([SOURCES, (source("a", sha256="1"), source("b", "a"))]),
    cut_off=st.sampled_from([None, "2021-08", "2024"]),
)


@given(_SNAPSHOTS)
def test_nothing_changes_from_a_snapshot_to_itself(one: Snapshot) -> None:
    assert compare_snapshots(one, one) == ()


@given(_SNAPSHOTS, _SNAPSHOTS)
def test_each_fact_changes_once_and_what_came_and_went_accounts_for_the_numbers(before: Snapshot, after: Snapshot) -> None:
    changes = compare_snapshots(before, after)
    kinds = Counter(change.kind for change in changes)
    assert len(after.facts) - len(before.facts) == kinds[ChangeKind.NEW] - kinds[ChangeKind.WITHDRAWN]
    gone = [change.fact for change in changes if change.kind is ChangeKind.WITHDRAWN]
    here = [change.fact for change in changes if change.kind is not ChangeKind.WITHDRAWN]
    assert len(set(gone)) == len(gone)
    assert len(set(here)) == len(here)
    assert set(here) <= {one.id for one in after.facts}
    assert set(gone) <= {one.id for one in before.facts}


@given(_SNAPSHOTS, _SNAPSHOTS)
def test_what_is_new_one_way_is_withdrawn_the_other_way(before: Snapshot, after: Snapshot) -> None:
    there = Counter(change.kind for change in compare_snapshots(before, after))
    back = Counter(change.kind for change in compare_snapshots(after, before))
    assert (there[ChangeKind.NEW], there[ChangeKind.WITHDRAWN]) == (back[ChangeKind.WITHDRAWN], back[ChangeKind.NEW])


@given(_SNAPSHOTS, _SNAPSHOTS, st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_show(before: Snapshot, after: Snapshot, random: Any) -> None:
    shuffled = msgspec.structs.replace(before, facts=tuple(random.sample(before.facts, len(before.facts))))
    assert compare_snapshots(shuffled, after) == compare_snapshots(before, after)

"""Laws of the registry, for articles that nobody wrote by hand."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.model import Action, Agreement, Claim, Decision, Meeting, Mention, Milestone, Participant, Role, Statement, Statistic, View
from briefgen.registry import Registry, export_facts, make_decision, open_registry
from briefgen.registry.merge import merge_group
from support import make_mention, make_source

DATES = st.sampled_from([None, "2018", "2018-11", "2018-11-14", "2019-05", "../2021-04-06", "XXXX-11-14", "2021-09-25/2021-09-28"])
PARTIES = st.sampled_from([("RUS", "VNM"), ("ASEAN", "RUS")])
PEOPLE = st.lists(st.sampled_from(["Sergei Lavrov", "Sergey Lavrov", "Bùi Thanh Sơn"]), max_size=2, unique=True).map(
    lambda names: tuple(Participant(name=name) for name in names)
)

CLAIMS: st.SearchStrategy[Claim] = st.one_of(
    st.builds(
        Meeting,
        name=st.sampled_from(["Đối thoại quốc phòng", "Đối thoại quốc phòng và an ninh", "hội đàm", "chuyến thăm chính thức"]),
        ordinal=st.sampled_from([None, 5, 6]),
        place=st.sampled_from([None, "Hà Nội", "Moscow"]),
        stage=st.sampled_from(["held", "planned"]),
        participants=PEOPLE,
    ),
    st.builds(Milestone, event=st.sampled_from(["upgraded", "level", "established"]), level=st.sampled_from([None, "strategic-partner"])),
    st.builds(
        Agreement,
        name=st.sampled_from(["COC", "Bộ quy tắc ứng xử ở Biển Đông", "Kế hoạch hành động", "CPA"]),
        form=st.just("plan"),
        stage=st.sampled_from(["mentioned", "negotiating", "signed"]),
        period=st.sampled_from([None, "2021/2025"]),
    ),
    st.builds(
        Statistic,
        indicator=st.just("exports"),
        value=st.sampled_from([Decimal(10), Decimal(12)]),
        unit=st.just("USD"),
        period=st.just("2021"),
    ),
    st.builds(Role, person=st.sampled_from(["Sergei Lavrov", "Sergey Lavrov"]), role=st.sampled_from(["Bộ trưởng", "Thứ trưởng"])),
    st.builds(Statement, actor=st.just("RUS"), act=st.just("affirm"), content=st.sampled_from(["một câu nào đó", "câu khác"])),
)

ARTICLES = st.dictionaries(st.sampled_from("abcd"), st.lists(st.tuples(CLAIMS, DATES, PARTIES), max_size=5), min_size=1, max_size=4)
LIMITS = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def mentions_of(articles: dict[str, list[tuple[Claim, str | None, tuple[str, ...]]]]) -> dict[str, list[Mention]]:
    """The articles' mentions, each once: what an extractor would hand over."""
    made = {
        stem: [make_mention(stem, claim, date=date, parties=parties) for claim, date, parties in said]
        for stem, said in sorted(articles.items())
    }
    return {stem: list({one.id: one for one in mentions}.values()) for stem, mentions in made.items()}


@contextmanager
def new_registry() -> Iterator[Registry]:
    with tempfile.TemporaryDirectory() as folder, open_registry(Path(folder) / "registry.sqlite") as registry:
        yield registry


def fill(registry: Registry, articles: dict[str, list[Mention]], order: list[str]) -> View:
    for stem in order:
        registry.put_article(make_source(stem), articles[stem])
    return registry.view()


def decisions_for(view: View) -> list[Decision]:
    """A ruling of each sort on the first facts of a view, and an undo."""
    ids = [fact.id for fact in view.facts]
    given = {"reason": "r", "author": "a", "at": "2024-01-01"}
    made = [make_decision(Action.APPROVE, ids[:1], **given)]
    made += [make_decision(Action.CORRECT, [one], field="date", value="2020", **given) for one in ids[1:2]]
    made += [make_decision(Action.REJECT, [one], **given) for one in ids[2:3]]
    made += [make_decision(Action.PREFER, [one.id], value=one.sides[0].value, **given) for one in view.conflicts[:1]]
    return [*made, make_decision(Action.UNDO, [made[-1].id], **given)]


@LIMITS
@given(ARTICLES, st.randoms(use_true_random=False))
def test_the_order_in_which_articles_come_does_not_matter(articles, random) -> None:  # type: ignore[no-untyped-def]
    mentions = mentions_of(articles)
    orders = [sorted(mentions), random.sample(sorted(mentions), len(mentions))]
    views = []
    for order in orders:
        with new_registry() as registry:
            views.append(fill(registry, mentions, order))
    assert views[0] == views[1]


@LIMITS
@given(ARTICLES, ARTICLES)
def test_what_was_put_before_leaves_no_trace(before, after) -> None:  # type: ignore[no-untyped-def]
    """Whatever articles said earlier, the registry says only what they say now: an update is as good as a build."""
    old, new = mentions_of(before), mentions_of(after)
    with new_registry() as updated, new_registry() as built:
        fill(updated, old, sorted(old))
        for stem in set(old) - set(new):
            updated.remove_article(stem)
        assert fill(updated, new, sorted(new)) == fill(built, new, sorted(new))


@LIMITS
@given(ARTICLES)
def test_putting_all_articles_a_second_time_changes_nothing(articles) -> None:  # type: ignore[no-untyped-def]
    mentions = mentions_of(articles)
    with new_registry() as registry:
        view = fill(registry, mentions, sorted(mentions))
        assert not any(registry.put_article(make_source(stem), mentions[stem]) for stem in mentions)
        assert registry.view() == view


@LIMITS
@given(ARTICLES)
def test_every_mention_is_in_exactly_one_fact_with_its_evidence(articles) -> None:  # type: ignore[no-untyped-def]
    mentions = mentions_of(articles)
    with new_registry() as registry:
        view = fill(registry, mentions, sorted(mentions))
    assert sorted(one for fact in view.facts for one in fact.mentions) == sorted(one.id for group in mentions.values() for one in group)
    assert {one for fact in view.facts for one in fact.evidence} == {
        one for group in mentions.values() for mention in group for one in mention.evidence
    }
    assert len({fact.id for fact in view.facts}) == len(view.facts)
    assert len({item["id"] for item in export_facts(view)}) == len(list(export_facts(view)))


@LIMITS
@given(ARTICLES)
def test_decisions_replayed_give_the_same_and_undoing_all_restores(articles) -> None:  # type: ignore[no-untyped-def]
    mentions = mentions_of(articles)
    with new_registry() as registry, new_registry() as other:
        plain = fill(registry, mentions, sorted(mentions))
        made = decisions_for(plain) if plain.facts else []
        registry.put_decisions(made)
        other.put_decisions(made)
        assert registry.view() == fill(other, mentions, sorted(mentions)[::-1])
        undone = [make_decision(Action.UNDO, [one.id], reason="r", author="b", at="2024-01-02") for one in made[::-1]]
        registry.put_decisions([*made, *undone])
        assert registry.view() == plain
        assert registry.view(with_decisions=False) == plain


@LIMITS
@given(st.lists(st.tuples(CLAIMS, DATES, st.sampled_from("abc")), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_a_group_makes_the_same_facts_in_any_order(said, random) -> None:  # type: ignore[no-untyped-def]
    mentions = [make_mention(stem, claim, date=date) for claim, date, stem in said]
    same = [one for one in {one.id: one for one in mentions}.values() if type(one.claim) is type(mentions[0].claim)]
    assert merge_group("key", same) == merge_group("key", random.sample(same, len(same)))

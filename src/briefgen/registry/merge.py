"""The mentions of one group become facts: a pure function of the set of mentions, whatever their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from briefgen.edtf import bounds, disjoint, has_year
from briefgen.model import (
    Agreement,
    Commitment,
    Dated,
    Derivation,
    Evidence,
    Fact,
    Meeting,
    Mention,
    Milestone,
    Role,
    State,
    Statement,
    Statistic,
    Status,
    kind_of,
)
from briefgen.registry.claims import join_claims
from briefgen.registry.clashes import find_clashes
from briefgen.registry.clusters import Cluster, article_order, cluster_mentions
from briefgen.registry.dating import choose_date, date_rank
from briefgen.registry.keys import agreement_subject, fact_id, office_words, series_words
from briefgen.registry.merged import Merged, only_state
from briefgen.registry.names import key_of
from briefgen.registry.stages import stage_of, stage_rank


def merge_group(key: str, mentions: Iterable[Mention]) -> list[Merged]:
    """The facts that the mentions of one group make, in order of their ids. ``key`` is the group's key."""
    clusters = cluster_mentions(mentions)
    if len(clusters) == 1:
        cluster = clusters[0]
        return [build_fact(key, fact_id(kind_of(cluster[0].claim), "|".join((key, *_details(cluster)[:1]))), cluster)]
    return sorted((build_fact(key, fact, cluster) for fact, cluster in _name_clusters(key, clusters)), key=lambda one: one.fact.id)


# --- Ids ------------------------------------------------------------------------------------------------------------------


def _name_clusters(key: str, clusters: Sequence[Cluster]) -> list[tuple[str, Cluster]]:
    """Each cluster with its id: from the group's key and as few further details as tell the clusters apart."""
    named: dict[str, Cluster] = {}
    detailed = sorted(((_details(one), article_order(one[0]), one) for one in clusters), key=lambda one: one[:2])
    for details, _, cluster in detailed:
        kind = kind_of(cluster[0].claim)
        choices = [(key, *details[: i + 1]) for i in range(len(details))] + [(key, *details, cluster[0].id)]
        named[next(one for choice in choices if (one := fact_id(kind, "|".join(choice))) not in named)] = cluster
    return list(named.items())


def _details(cluster: Cluster) -> tuple[str, ...]:
    """What tells this cluster from others of its group, the coarsest detail first."""
    first = cluster[0]
    day = choose_date([one.date for one in cluster])
    match first.claim:
        case Meeting():
            return _meeting_details(cluster, day)
        case Milestone():
            levels = sorted({one.claim.level for one in cluster if isinstance(one.claim, Milestone) and one.claim.level})
            return (" ".join(levels), *(() if first.claim.event == "level" else _date_details(day, first)))
        case Agreement():
            subjects = {" ".join(sorted(agreement_subject(m.claim, m.parties))) for m in cluster if isinstance(m.claim, Agreement)}
            return ("", min(subjects))
        case Statistic():
            return (str(first.claim.value.normalize()), str(first.claim.change.value if first.claim.change else ""))
        case Role():
            words = min(office_words(m.claim.role, m.parties) for m in cluster if isinstance(m.claim, Role))
            return (" ".join(words), str(first.claim.period or ""), ",".join(first.parties))
        case Statement() | Commitment():
            return (min(_content_key(one) for one in cluster),)


def _content_key(mention: Mention) -> str:
    claim = mention.claim
    return key_of(claim.content if isinstance(claim, Statement) else claim.action if isinstance(claim, Commitment) else "")


def _meeting_details(cluster: Cluster, day: Dated) -> tuple[str, ...]:
    meetings = [(m.claim, m.parties) for m in cluster if isinstance(m.claim, Meeting)]
    ordinal = next((f"#{m.ordinal}" for m, _ in meetings if m.ordinal is not None), "")
    words = min(" ".join(sorted(series_words(meeting, parties))) for meeting, parties in meetings)
    if ordinal:
        return (ordinal, words)
    return (*_date_details(day, cluster[0]), words)


def _date_details(day: Dated, mention: Mention) -> tuple[str, ...]:
    """Year, month and day; a date without year, and none at all, belong to their article."""
    if not day.edtf or not has_year(day.edtf):
        return (day.edtf or "", mention.article)
    first = day.edtf.partition("/")[0] if not day.edtf.startswith(("..", "/")) else day.edtf
    return (first[:4], first[:7], day.edtf)


# --- Facts ----------------------------------------------------------------------------------------------------------------


def build_fact(key: str, fact: str, cluster: Cluster) -> Merged:
    """One fact of all the mentions; its values are those of the furthest stage and the finest date, gaps filled from the others."""
    if len(cluster) == 1:
        return _build_single(key, fact, cluster[0])
    ranked = sorted(cluster, key=_lead_rank, reverse=True)  # stable: on a tie the first article speaks
    lead = ranked[0]
    states = _list_states(fact, cluster)
    date = choose_date([one.date for one in _dated_alike(lead, cluster)])
    return Merged(
        fact=Fact(
            id=fact,
            key=key,
            claim=join_claims([one.claim for one in ranked]),
            label=lead.label,
            parties=_common_parties(ranked),
            date=date,
            topics=tuple(sorted({topic for one in cluster for topic in one.topics})),
            evidence=join_evidence(one.evidence for one in cluster),
            status=Status.DERIVED if all(one.derived_from for one in cluster) else Status.SINGLE_SOURCE,
            mentions=tuple(one.id for one in cluster),
            names=_list_names(cluster),
            derived_from=_derivation(cluster),
        ),
        states=states,
        clashes=find_clashes(cluster),
    )


def _build_single(key: str, fact: str, mention: Mention) -> Merged:
    """What :func:`build_fact` gives of one mention; most facts have no more."""
    made = Fact(
        id=fact,
        key=key,
        claim=mention.claim,
        label=mention.label,
        parties=tuple(sorted(mention.parties)),
        date=mention.date,
        topics=tuple(sorted(set(mention.topics))),
        evidence=join_evidence([mention.evidence]),
        status=Status.DERIVED if mention.derived_from else Status.SINGLE_SOURCE,
        mentions=(mention.id,),
        names=_list_names([mention]),
        derived_from=mention.derived_from,
    )
    return Merged(fact=made, states=(only_state(made),))


def _derivation(cluster: Cluster) -> Derivation | None:
    """The arithmetic behind the fact, where nothing but arithmetic supports it."""
    if not all(one.derived_from for one in cluster):
        return None
    return min((one.derived_from for one in cluster if one.derived_from), key=lambda one: (one.formula, one.facts))


def _lead_rank(mention: Mention) -> tuple[str, int, int, int]:
    """The mention that speaks for the fact: the latest as-of date, the furthest stage, the finest date, the fullest title."""
    known = bounds(mention.date.edtf)
    latest = known[1] if known and _is_as_of(mention) and stage_of(mention.claim) != "mentioned" else ""
    words = len(mention.claim.role) if isinstance(mention.claim, Role) else 0
    return (latest, stage_rank(mention.claim), -date_rank(mention.date), words)


def _is_as_of(mention: Mention) -> bool:
    """Whether the date says when something was seen to be so, not when it happened."""
    claim = mention.claim
    return isinstance(claim, Agreement | Role) or (isinstance(claim, Milestone) and claim.event == "level")


def _dated_alike(lead: Mention, cluster: Cluster) -> Cluster:
    """The mentions whose dates may speak for the fact: of the lead's stage, and for as-of dates of the lead's date only."""
    if _is_as_of(lead):
        return [one for one in cluster if one.date.edtf == lead.date.edtf]
    return [one for one in cluster if stage_of(one.claim) == stage_of(lead.claim)]


def _common_parties(ranked: Sequence[Mention]) -> tuple[str, ...]:
    """The parties that most mentions name; of equally many the widest set."""
    named = Counter(tuple(sorted(one.parties)) for one in ranked)
    return max(sorted(named), key=lambda parties: (bool(parties), named[parties], len(parties)))


def join_evidence(parts: Iterable[Sequence[Evidence]]) -> tuple[Evidence, ...]:
    """All pieces of evidence, each once, by article and place."""
    unique = {(one.article, one.start, one.end): one for part in parts for one in part}
    return tuple(unique[place] for place in sorted(unique))


def _list_states(fact: str, cluster: Cluster) -> tuple[State, ...]:
    """The stages, as-of dates and names under which articles have the fact, oldest first.

    Of an event, dates that only differ in precision are one state.
    """
    groups: dict[tuple[object, ...], Cluster] = {}
    days: dict[str, set[str]] = {}
    for mention in cluster:
        days.setdefault(stage_of(mention.claim), set()).add(mention.date.edtf or "")
    for mention in cluster:
        groups.setdefault(_state_key(mention, days[stage_of(mention.claim)]), []).append(mention)
    return tuple(_build_state(fact, members) for members in sorted(groups.values(), key=lambda members: _state_order(members[0])))


def _state_key(mention: Mention, days: set[str]) -> tuple[object, ...]:
    claim, edtf = mention.claim, mention.date.edtf or ""
    if isinstance(claim, Role):
        return (edtf, claim.person, mention.parties)
    if _is_as_of(mention):
        return (stage_of(claim), edtf, mention.parties)
    stage = stage_of(claim)
    return (stage, edtf) if any(disjoint(edtf, day) for day in days) else (stage,)


def _build_state(fact: str, members: Cluster) -> State:
    ranked = sorted(members, key=_lead_rank, reverse=True)
    return State(
        fact=fact,
        claim=join_claims([one.claim for one in ranked]),
        label=ranked[0].label,
        parties=_common_parties(ranked),
        date=choose_date([one.date for one in members]),
        evidence=join_evidence(one.evidence for one in members),
    )


def _state_order(mention: Mention) -> tuple[object, ...]:
    known = bounds(mention.date.edtf)
    return (known is not None, known[1] if known else "", stage_rank(mention.claim), mention.date.edtf or "", mention.article)


def _list_names(cluster: Cluster) -> tuple[str, ...]:
    """The variants met, each once, in article order: names in the claim, an office's titles, and what a milestone is called."""
    names: dict[str, None] = {}
    for mention in cluster:
        for name in _names_in(mention):
            names.setdefault(name, None)
    return tuple(names)


def _names_in(mention: Mention) -> list[str]:
    claim = mention.claim
    match claim:
        case Meeting() | Agreement():
            return [claim.name]
        case Role():
            return [claim.person or claim.holder or claim.role, claim.role, *_titles_in(mention, claim.person)]
        case Milestone():
            return [min((one.reading for one in mention.evidence), key=len, default=mention.label)]
        case _:
            return []


def _titles_in(mention: Mention, person: str | None) -> list[str]:
    """The titles that stand before a person's name: "Thứ trưởng" beside "Thứ trưởng Thường trực Bộ Ngoại giao"."""
    said = [one.reading for one in mention.evidence]
    return [title for words in said if person and words.endswith(person) and (title := words.removesuffix(person).rstrip(" ,"))]

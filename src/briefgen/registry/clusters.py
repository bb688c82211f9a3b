"""Sets of mentions that say the same thing."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.model import Agreement, Meeting, Mention, Milestone, Role
from briefgen.registry.dating import date_rank
from briefgen.registry.fitting import fits
from briefgen.registry.shelves import find_shelves

Cluster = list[Mention]


def cluster_mentions(mentions: Iterable[Mention]) -> list[Cluster]:
    """Sets of mentions that all fit each other; the most precise mentions begin, so that a vague one joins what it may refer to."""
    given = list(mentions)
    if len(given) == 1:
        return [given]
    clusters: list[Cluster] = []
    shelves: dict[str, list[int]] = {}
    for mention in sorted(given, key=_precision_order):
        kept, looked = find_shelves(mention)
        near = sorted({index for place in looked for index in shelves.get(place, ())})
        home = next((index for index in near if all(fits(mention, member) for member in _to_compare(mention, clusters[index]))), None)
        if home is None:
            home = len(clusters)
            clusters.append([])
        clusters[home].append(mention)
        for place in kept:
            if home not in shelves.setdefault(place, []):
                shelves[place].append(home)
    return [sorted(cluster, key=article_order) for cluster in clusters]


def _to_compare(mention: Mention, cluster: Cluster) -> Cluster:
    """All members; one stands for the others where fitting is an equality, so that large clusters grow in linear time."""
    claim = mention.claim
    alike = isinstance(claim, Agreement) or (isinstance(claim, Milestone) and claim.event == "level")
    return cluster[:1] if alike else cluster


def _precision_order(mention: Mention) -> tuple[object, ...]:
    claim = mention.claim
    loose = isinstance(claim, Meeting) and claim.ordinal is None
    words = -len(claim.role) if isinstance(claim, Role) else 0
    return (loose, date_rank(mention.date), words, *article_order(mention))


def article_order(mention: Mention) -> tuple[object, ...]:
    return (mention.article, min((one.start for one in mention.evidence), default=0), mention.id)

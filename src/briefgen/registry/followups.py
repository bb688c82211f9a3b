"""What was asked and not answered, and what was announced and never heard of again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from briefgen.edtf import bounds
from briefgen.model import Commitment, Fact, Question, Statement
from briefgen.registry.checks import make_question
from briefgen.registry.issues import code_of, issues_among

Issues = Mapping[str, frozenset[str]]
_OPENING_ACTS = ("request", "propose")


def list_unanswered(facts: Sequence[Fact]) -> list[Question]:
    """Requests without a reply, then announcements of which nothing more is heard."""
    issues = issues_among(facts)
    return [*_unanswered(facts, issues), *_unfollowed(facts, issues)]


def _unanswered(facts: Sequence[Fact], issues: Issues) -> list[Question]:
    """Requests on a narrow issue, to which the sources hold no reply by the party asked."""
    said = _by_issue((fact for fact in facts if isinstance(fact.claim, Statement | Commitment)), issues)
    out = []
    for fact in facts:
        addressee, narrow = _asked(fact), issues[fact.id]
        if addressee and narrow and not _is_answered(fact, addressee, [one for issue in narrow for one in said[issue]]):
            values = {"label": fact.label, "addressee": addressee, "topics": ", ".join(sorted(narrow))}
            out.append(make_question("no-reply", [fact.id], values))
    return out


def _asked(fact: Fact) -> str | None:
    """Whom a request or proposal is put to."""
    claim = fact.claim
    return claim.addressee if isinstance(claim, Statement) and claim.act in _OPENING_ACTS else None


def _by_issue(facts: Iterable[Fact], issues: Issues) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        for issue in issues[fact.id]:
            found[issue].append(fact)
    return found


def _is_answered(fact: Fact, addressee: str, others: Iterable[Fact]) -> bool:
    """Whether the party asked is a speaker of a later or equal statement among those on the same issues."""
    asked = code_of(addressee, fact.parties)
    return any(one.id != fact.id and _speaks(asked, one) and (one.date.edtf or "") >= (fact.date.edtf or "") for one in others)


def _speaks(party: str, fact: Fact) -> bool:
    claim = fact.claim
    return isinstance(claim, Statement | Commitment) and (party in claim.actor_parties or party in claim.actor)


def _unfollowed(facts: Sequence[Fact], issues: Issues) -> list[Question]:
    """Announcements without a day on a narrow issue, of which nothing later is reported between the same parties; one question an issue."""
    known = _by_issue(facts, issues)
    groups: dict[tuple[tuple[str, ...], frozenset[str], str], list[Fact]] = defaultdict(list)
    for fact in facts:
        narrow = issues[fact.id]
        if isinstance(fact.claim, Commitment) and fact.claim.due is None and narrow and not _followed(fact, narrow, known):
            groups[fact.parties, narrow, fact.date.edtf or ""].append(fact)
    return [
        make_question("commitment-open", (one.id for one in group), {"label": "; ".join(one.label for one in group), "date": date})
        for (_, _, date), group in sorted(groups.items(), key=lambda item: (item[0][0], sorted(item[0][1]), item[0][2]))
    ]


def _followed(fact: Fact, narrow: frozenset[str], known: Mapping[str, Sequence[Fact]]) -> bool:
    since = bounds(fact.date.edtf)
    others = (one for issue in narrow for one in known.get(issue, ()) if one.parties == fact.parties)
    return since is not None and any(later is not None and later[0] > since[1] for later in (bounds(one.date.edtf) for one in others))

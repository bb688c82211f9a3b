"""What an edited draft proposes, as a table and as decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from briefgen.cli.context import Context
from briefgen.cli.messages import say
from briefgen.cli.ruling import Signature, index_records
from briefgen.drafts.proposals import Proposal
from briefgen.model import Action, Decision, Record
from briefgen.project import Project
from briefgen.registry import Registry, append_decision, digest_of, make_decision, read_decisions


def print_proposals(proposals: Sequence[Proposal], context: Context) -> None:
    """Each proposal with its words before and after; as JSON where that was asked for."""
    if context.json:
        from briefgen.cli.reading import print_json

        print_json([{**msgspec.to_builtins(proposal), "applicable": proposal.applicable} for proposal in proposals])
    elif not proposals:
        print(say("import.nothing"))
    else:
        print("\n\n".join(_describe(proposal) for proposal in proposals))


def _describe(proposal: Proposal) -> str:
    action = proposal.action.value if proposal.action else say("import.claim")
    value = f"{proposal.field} = {proposal.value}" if proposal.field else proposal.value or ""
    lines = [" · ".join(filter(None, (action, " ".join(proposal.targets), value, proposal.place)))]
    lines += [f"  − {proposal.before}"] if proposal.before else []
    lines += [f"  + {proposal.after}"] if proposal.after else []
    lines += [f"  ! {proposal.conflict}"] if proposal.conflict else []
    return "\n".join(lines)


def apply_proposals(
    proposals: Sequence[Proposal], registry: Registry, scope: str | None, project: Project, signature: Signature, reason: str
) -> int:
    """Writes a decision for each proposal that one can be made of, and returns how many.

    Each says what its target was when it was made, with the decisions before it: so the registry follows the log after each.
    """
    applicable = [proposal for proposal in proposals if proposal.applicable]
    for proposal in applicable:
        records = index_records(registry.view(scope=scope))
        append_decision(project.decisions, _decide(proposal, records, signature, reason))
        registry.put_decisions(read_decisions(project.decisions)[0])
    return len(applicable)


def _decide(proposal: Proposal, records: Mapping[str, Record], signature: Signature, reason: str) -> Decision:
    if proposal.action is None:
        raise ValueError("a claim without a source is no decision")
    target = records.get(proposal.targets[0]) if proposal.targets else None
    said_more = proposal.action is Action.ANSWER and proposal.field is not None
    return make_decision(
        proposal.action,
        proposal.targets,
        reason=f"{reason}: {proposal.after}" if said_more else reason,
        author=signature.author,
        at=signature.at,
        field=proposal.field,
        value=proposal.value,
        seen=digest_of(target) if target else None,
        scope=proposal.scope,
    )

"""Stages of a claim and their order."""

from __future__ import annotations

from briefgen.model import Agreement, Claim, Meeting
from briefgen.registry.rules import load_rules


def stage_of(claim: Claim) -> str:
    """The stage that a claim says: an agreement's or a meeting's own, an empty text for other kinds."""
    return claim.stage if isinstance(claim, Agreement | Meeting) else ""


def stage_rank(claim: Claim) -> int:
    """How far the stage is: greater is further; unknown stages rank lowest."""
    stages = load_rules().stages if isinstance(claim, Agreement) else load_rules().meeting_stages
    stage = stage_of(claim)
    return stages.index(stage) if stage in stages else -1

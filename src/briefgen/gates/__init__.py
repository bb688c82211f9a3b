"""Rules that a briefing must keep before it is published, checked on what it tells."""

from briefgen.gates.rules import GATES, Examined, Finding, Gate, check_gates, decide_code

__all__ = ["GATES", "Examined", "Finding", "Gate", "check_gates", "decide_code"]

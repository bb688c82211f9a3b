"""Facts become a document: which are told, in what order and in which words."""

from __future__ import annotations

from briefgen.compose.briefing import BriefingSettings, load_briefing
from briefgen.compose.changes import ChangeRow, Since
from briefgen.compose.composition import Composition, compose_briefing, list_names
from briefgen.compose.templates import carried_templates, check_templates

__all__ = [
    "BriefingSettings",
    "ChangeRow",
    "Composition",
    "Since",
    "carried_templates",
    "check_templates",
    "compose_briefing",
    "list_names",
    "load_briefing",
]

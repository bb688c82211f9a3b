"""What must never be said of the seeds (tests/gold/traps.json): names read as dates, captions as events, what was asked as agreed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from briefgen.model import Mention
from briefgen.registry.export import export_fact
from extract_support import ROOT, SEEDS, mentions_of

TRAPS: list[dict[str, Any]] = json.loads((ROOT / "tests" / "gold" / "traps.json").read_text(encoding="utf-8"))["traps"]

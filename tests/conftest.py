"""How all tests run Hypothesis: without a limit of time, for a machine under load would fail sound code; laws hold, or they do not."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "briefgen", deadline=None, derandomize=bool(os.environ.get("CI")), suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("briefgen")

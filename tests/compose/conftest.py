from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.model import View
from briefgen.registry import open_registry
from support import ROOT, mentions_from_gold, source_from_gold, stems

BRIEFINGS = ROOT / "reports" / "briefings"


@pytest.fixture(scope="session")
def seeds_view(tmp_path_factory: pytest.TempPathFactory) -> View:
    """What the five seeds say together, as a faultless extractor would read them."""
    with open_registry(tmp_path_factory.mktemp("registry") / "registry.sqlite") as registry:
        for stem in stems():
            registry.put_article(source_from_gold(stem), mentions_from_gold(stem))
        return registry.view()


@pytest.fixture(params=["asean-nga", "viet-nam-nga"])
def briefing(request: pytest.FixtureRequest) -> Path:
    """Each of the project's own briefings in turn."""
    return BRIEFINGS / f"{request.param}.toml"

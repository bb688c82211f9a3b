"""Articles on disk against what a document says of them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from briefgen.model import SourceInfo
from briefgen.verification.records import State
from briefgen.verification.sources import Shelf, judge_quote
from support import make_source

TEXT = "Hà Nội, ngày 3/5/2022. Hai bên ký thỏa thuận hợp tác về nghề cá tại thủ đô.\n"
QUOTE = "ký thỏa thuận hợp tác về nghề cá"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "seeds"


def _source(path: str = "seeds/a.txt") -> SourceInfo:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    base = make_source("a")
    return SourceInfo(stem=base.stem, path=path, sha256=digest, language="vi", origin="")


def _judge(folder: Path, source: SourceInfo, start: int = TEXT.index(QUOTE), quote: str = QUOTE) -> State:
    return judge_quote(Shelf([folder]).find(source), start, start + len(quote), quote)


def test_a_quote_at_its_place_in_the_source_as_hashed_is_well(seeds: Path) -> None:
    assert _judge(seeds.parent, _source()) is State.OK
    assert _judge(seeds, _source()) is State.OK


def test_a_quote_elsewhere_or_of_other_words_is_not_at_its_place(seeds: Path) -> None:
    assert _judge(seeds, _source(), start=3) is State.MISPLACED
    assert _judge(seeds, _source(), quote=QUOTE.replace("nghề cá", "nghề nề")) is State.MISPLACED
    assert _judge(seeds, _source(), quote="") is State.MISPLACED


def test_a_source_of_other_bytes_has_changed_though_the_quote_may_stand_in_it(seeds: Path) -> None:
    (seeds / "a.txt").write_text(TEXT + "Thêm một dòng.\n", encoding="utf-8")
    assert _judge(seeds, _source()) is State.CHANGED


def test_a_source_that_is_not_there_is_missing(seeds: Path) -> None:
    (seeds / "a.txt").unlink()
    assert _judge(seeds, _source()) is State.MISSING


def test_a_renamed_source_is_known_by_its_bytes(seeds: Path) -> None:
    (seeds / "a.txt").rename(seeds / "renamed.txt")
    assert _judge(seeds, _source()) is State.OK


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/hostname", "seeds/../../outside.txt", ""])
def test_a_path_that_leads_out_of_the_folder_is_not_followed(seeds: Path, path: str) -> None:
    (seeds.parent.parent / "outside.txt").write_text(TEXT, encoding="utf-8")
    (seeds / "a.txt").unlink()
    assert _judge(seeds, _source(path)) is State.MISSING

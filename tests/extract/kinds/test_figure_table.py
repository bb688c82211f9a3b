"""Tables pasted as text: which figure is of which year, unit and direction, and that no digit or unit may change."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from briefgen.extract.assemble import assemble
from briefgen.extract.extractor import make_context
from briefgen.extract.gate import check_mentions
from briefgen.extract.kinds.statistic import build_statistics
from briefgen.extract.packs import load_packs
from briefgen.model import Article, Block, BlockKind, Mention, Reading, Sourced, Statistic

BILATERAL = """Thương mại Việt Nam - Hàn Quốc (đơn vị: tỷ USD):
Chỉ tiêu | Năm 2017 | Năm 2018 | Tăng/giảm (%)
--- | --- | --- | ---
Xuất khẩu | 14,8 | 18,2 | 22,8
Nhập khẩu | 46,7 | 47,5 | -1,7"""


def make_article(text: str, language: str) -> Article:
    blocks, at = [], 0
    for line in text.split("\n"):
        kind = BlockKind.TABLE if "|" in line or "\t" in line else BlockKind.BODY
        blocks.append(Block(kind=kind, start=at, end=at + len(line)))
        at += len(line) + 1
    return Article(
        stem="a",
        path="seeds/a.txt",
        sha256="0",
        text=text,
        reading=Reading(text=text),
        blocks=tuple(blocks),
        language=language,
        published=Sourced(value="2019-12-20"),
    )


def read_mentions(text: str, language: str = "vi") -> tuple[Article, list[Mention]]:
    article = make_article(text, language)
    context = make_context(article, load_packs())
    kept, problems = check_mentions(article, assemble(context, build_statistics(context)))
    assert problems == ()
    return article, list(kept)


def read(text: str, language: str = "vi") -> set[tuple[str, int, str | None]]:
    claims = [m.claim for m in read_mentions(text, language)[1]]
    return {(c.indicator, int(c.value / 10**5), c.period) for c in claims if isinstance(c, Statistic)}


def test_each_figure_takes_its_year_from_the_header_and_its_unit_from_the_line_before() -> None:
    assert read(BILATERAL) == {
        ("exports", 148_000, "2017"),
        ("exports", 182_000, "2018"),
        ("imports", 467_000, "2017"),
        ("imports", 475_000, "2018"),
    }


def test_a_column_of_growth_belongs_to_the_one_before_it() -> None:
    claims = [m.claim for m in read_mentions(BILATERAL)[1] if isinstance(m.claim, Statistic)]
    assert {(c.period, c.change.value) for c in claims if c.change} == {("2018", Decimal("22.8")), ("2018", Decimal("-1.7"))}


def test_years_may_stand_in_the_rows_and_units_in_the_header() -> None:
    text = "Thương mại với Lào:\nNăm\tXuất khẩu (triệu USD)\tNhập khẩu (triệu USD)\n2017\t571,7\t458,4\n2018\t594,7\t778,7"
    assert read(text) == {
        ("exports", 5717, "2017"),
        ("imports", 4584, "2017"),
        ("exports", 5947, "2018"),
        ("imports", 7787, "2018"),
    }


def test_a_table_by_country_takes_its_direction_and_year_from_the_line_before() -> None:
    text = (
        "Xuất khẩu của Việt Nam sang một số nước năm 2018:\nNước | Trị giá (triệu USD) | Dân số\nNhật Bản | 18.850,1 | 126\nLào | 594,7 | 7"
    )
    _, mentions = read_mentions(text)
    assert {m.parties for m in mentions} == {("JPN", "VNM"), ("LAO", "VNM")}
    assert read(text) == {("exports", 188_501, "2018"), ("exports", 5947, "2018")}


def test_an_english_table_with_units_in_its_labels() -> None:
    text = "Trade with Australia:\nIndicator | 2017 | 2018\nExports (USD billion) | 61.3 | 77.1\nRank | 3 | 4"
    assert read(text, "en") == {("exports", 613_000, "2017"), ("exports", 771_000, "2018")}


@pytest.mark.parametrize(
    "text",
    [
        "Kết quả:\nĐội | 2017 | 2018\nXuất khẩu | 3 | 4",
        "Xuất khẩu (tỷ USD):\nGạo | 1,2\nCà phê | 3,4",
        "Lịch họp:\nNgày | Nội dung\n26/4 | Xuất khẩu (tỷ USD)",
    ],
)
def test_without_unit_or_header_nothing_is_read(text: str) -> None:
    assert read(text) == set()


@pytest.mark.parametrize(("written", "changed"), [("18,2", "18,3"), ("tỷ USD", "triệu USD"), ("Năm 2018", "Năm 2016")])
def test_the_gate_holds_for_tables(written: str, changed: str) -> None:
    """Change a digit, a unit or a year of the file, and no fact that stood on it passes."""
    article, mentions = read_mentions(BILATERAL)
    text = article.text.replace(written, changed)
    told = [m for m in mentions if any(written in e.quote for e in m.evidence)]
    claims = [m for m in told if isinstance(m.claim, Statistic) and (written != "18,2" or m.claim.value == Decimal(18_200_000_000))]
    shifted = make_article(text, "vi")
    moved = len(text) - len(article.text)
    for mention in claims:
        kept, _ = check_mentions(shifted, [_move(mention, shifted, text.index(changed), moved, written, changed)])
        assert kept == ()
    assert claims


def _move(mention: Mention, article: Article, at: int, moved: int, written: str, changed: str) -> Mention:
    """The mention with its quotes as they stand in the changed file."""
    evidence = []
    for each in mention.evidence:
        start = each.start + (moved if each.start > at else 0)
        end = start + len(each.quote) + (moved if written in each.quote else 0)
        evidence.append(article.evidence(start, end))
    return replace(mention, evidence=tuple(evidence))

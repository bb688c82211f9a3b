"""Where sentences end, and where a full stop belongs to something else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from briefgen.extract.sentences import split_sentences, split_text
from briefgen.model import Block, BlockKind
from extract_support import SEEDS as SEED_FOLDER
from extract_support import make_article, read_file


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in split_text(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hai bên hội đàm. Nga hoan nghênh.", ["Hai bên hội đàm.", "Nga hoan nghênh."]),
        ("Hai bên hội đàm.Nga hoan nghênh.", ["Hai bên hội đàm.", "Nga hoan nghênh."]),
        ("Kim ngạch đạt 2.600.000 USD. Tăng 5%.", ["Kim ngạch đạt 2.600.000 USD.", "Tăng 5%."]),
        ("Xem tại ASEAN.ORG và trang này.", ["Xem tại ASEAN.ORG và trang này."]),
        ("TP. Hồ Chí Minh đón đoàn.", ["TP. Hồ Chí Minh đón đoàn."]),
        ("Tổng thống John F. Kennedy đến thăm.", ["Tổng thống John F. Kennedy đến thăm."]),
        ("Mr. Brown met Dr. Lee. They spoke.", ["Mr. Brown met Dr. Lee.", "They spoke."]),
        ("The U.S. Senate agreed. It voted.", ["The U.S. Senate agreed.", "It voted."]),
        ("Sao lại thế? Vì thế!", ["Sao lại thế?", "Vì thế!"]),
        ("Ông nói: “Chúng tôi đồng ý.” Bà gật đầu.", ["Ông nói: “Chúng tôi đồng ý.”", "Bà gật đầu."]),
        ("Một dòng\nMột dòng khác", ["Một dòng", "Một dòng khác"]),
        ("Giáo dục, y tế... Hai bên đồng ý.", ["Giáo dục, y tế...", "Hai bên đồng ý."]),
        ("Nga cung cấp vắc-xin Sputnik V. Đến nay đã có ba lô.", ["Nga cung cấp vắc-xin Sputnik V.", "Đến nay đã có ba lô."]),
    ],
)
def test_a_text_is_cut_at_the_ends_of_its_sentences(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


@given(st.text(alphabet='aÂđ .!?…\n"”U1', max_size=60))
def test_sentences_lie_in_order_and_leave_out_nothing_but_white_space(text: str) -> None:
    spans = list(split_text(text, 0, len(text)))
    assert all(a < b for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


def test_only_blocks_that_may_be_read_have_sentences() -> None:
    article = make_article("Hai bên hội đàm.")
    hidden = replace(article, blocks=(Block(kind=BlockKind.BYLINE, start=0, end=len(article.text)),))
    assert len(split_sentences(article)) == 1
    assert split_sentences(hidden) == ()


def test_sentences_of_a_seed_stay_inside_their_blocks() -> None:
    article = read_file(sorted(SEED_FOLDER.glob("*.txt"))[0])
    for sentence in split_sentences(article):
        block = article.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end

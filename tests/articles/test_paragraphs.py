"""Both directions: what must be joined, and what must not."""

from __future__ import annotations

import pytest

from briefgen.articles.paragraphs import join_lines
from briefgen.articles.strand import Strand


def joined(text: str) -> list[str]:
    return [line.strip() for line in join_lines(Strand(text)).text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("They met in the\nSouth China Sea\nand agreed to go on.", "They met in the South China Sea and agreed to go on."),
        ("The ministers of\nLaos\n,\nThailand\nand\nVietnam\ncame.", "The ministers of Laos, Thailand and Vietnam came."),
        ("He met Prime Minister\nLawrence Wong\nin Beijing.", "He met Prime Minister Lawrence Wong in Beijing."),
        ("The presidents met in Jakarta on Jan 1\n2,\nas planned.", "The presidents met in Jakarta on Jan 12, as planned."),
        ("Trade between them fell in 202\n3\n, they said.", "Trade between them fell in 2023, they said."),
        ("The vote will be held in Februar\ny\n.", "The vote will be held in February."),
        ('They spoke about the "\nCode of Conduct\n" and trade.', 'They spoke about the "Code of Conduct" and trade.'),
        ("Hai bên nhất trí hợp tác về\nquốc phòng, an ninh.", "Hai bên nhất trí hợp tác về quốc phòng, an ninh."),
        ("Bộ trưởng nhấn mạnh vai trò của\nLiên hợp quốc.", "Bộ trưởng nhấn mạnh vai trò của Liên hợp quốc."),
    ],
)
def test_a_sentence_broken_over_lines_is_whole_again(lines: str, sentence: str) -> None:
    assert joined(lines) == [sentence]


def test_hard_wrapped_lines_are_joined_also_before_a_capital() -> None:
    text = (
        "Hai bên đã thông báo cho nhau về tình hình mỗi nước, đánh giá toàn diện những\n"
        "kết quả đạt được trong quan hệ hai nước thời gian qua, và trao đổi các biện\n"
        "pháp nhằm thực hiện đầy đủ các thỏa thuận giữa lãnh đạo cấp cao Việt Nam và\n"
        "Lào. Nhân dịp này, Bộ trưởng Bộ Ngoại giao hai nước đã ký Bản ghi nhớ Việt\n"
        "Nam - Lào về hợp tác biên giới, có hiệu lực từ ngày ký."
    )
    assert len(joined(text)) == 1


@pytest.mark.parametrize(
    "lines",
    [
        ["Việt Nam và Lào ký bản ghi nhớ về thương mại", "Ngày 14/3, tại Viêng Chăn, hai bộ trưởng đã ký bản ghi nhớ."],
        [
            "Premier calls for closer ties between two communities",
            "WEDNESDAY, SEPTEMBER 06, 2023",
            "The premier called on Wednesday for closer ties.",
        ],
        ["Ngày 14/3, hai bộ trưởng đã hội đàm.", "Hai bên nhất trí hợp tác.", "Nguyễn Văn An"],
        ["Các văn kiện được ký gồm:", "- bản ghi nhớ về thương mại;", "- bản ghi nhớ về giáo dục."],
        ["a) về chính trị", "b) về kinh tế"],
        ["Toàn cảnh hội nghị", "Ảnh: TTXVN", "Hai bên nhất trí hợp tác."],
        ["Leaders stress security in the region", "https://example.com/a-b-c", "2024-01-12"],
        ["Theo các chuyên gia về quan hệ quốc tế", "nhandan.vn"],
    ],
)
def test_headings_datelines_lists_and_credits_stay_apart(lines: list[str]) -> None:
    assert joined("\n".join(lines)) == lines


def test_over_a_blank_line_only_what_cannot_begin_a_paragraph_is_joined() -> None:
    assert len(joined("Bộ trưởng đã gặp người đồng cấp\n\n, trao đổi về hợp tác.")) == 1
    assert len(joined("Lễ ký bản ghi nhớ giữa hai nước\n\nHai bên nhất trí hợp tác.")) == 2
    assert len(joined("Lễ ký bản ghi nhớ giữa hai nước\n\niPhone là sản phẩm bán chạy.")) == 2

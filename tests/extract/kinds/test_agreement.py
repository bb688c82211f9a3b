"""Agreements: what is asked for is not done."""

from __future__ import annotations

import pytest

from briefgen.model import Agreement
from extract_support import read_text


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Bộ trưởng Ngoại giao Lê Văn Minh đề xuất nhiều biện pháp, trong đó thực hiện hiệu quả Kế hoạch MPAC 2025.", "mentioned"),
        ("Ngày 3/5, Nhật Bản và ASEAN tiếp tục thực hiện hiệu quả Kế hoạch MPAC 2025.", "implementing"),
        ("Bộ trưởng Ngoại giao Lê Văn Minh cho biết Nhật Bản đang thực hiện Kế hoạch MPAC 2025.", "implementing"),
    ],
)
def test_to_carry_a_document_out_is_no_stage_of_it_where_it_is_only_asked_for(text: str, stage: str) -> None:
    stages = [m.claim.stage for m in read_text(text) if isinstance(m.claim, Agreement)]
    assert stages == [stage]


def test_what_is_signed_behind_a_proposal_is_signed() -> None:
    text = "Thủ tướng Lào Sonexay Siphandone đề xuất nhiều biện pháp, hai bên ký Hiệp định thương mại giữa Lào và Việt Nam."
    assert [m.claim.stage for m in read_text(text) if isinstance(m.claim, Agreement)] == ["signed"]

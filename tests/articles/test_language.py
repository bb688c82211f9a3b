from __future__ import annotations

import pytest

from briefgen.articles.language import detect_language, is_supported


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hai bên nhất trí tăng cường hợp tác trong lĩnh vực quốc phòng.", "vi"),
        ("The two sides agreed to strengthen cooperation in the field of defence with Nguyễn Phú Trọng.", "en"),
        ("Les deux pays ont signé un accord sur la coopération dans le domaine de la défense.", "fr"),
        ("Стороны договорились укреплять сотрудничество.", "ru"),
        ("双方同意加强合作。", "zh"),
        ("両国は協力を強化することで一致した。", "ja"),
        ("Kedua negara sepakat untuk meningkatkan kerja sama yang lebih erat dalam bidang pertahanan.", "id"),
        ("12345 ---", "und"),
        ("Xyzzy plugh frobozz.", "und"),
    ],
)
def test_the_language_is_told_by_letters_and_common_words(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_facts_are_read_in_vietnamese_and_english_only() -> None:
    assert [code for code in ("vi", "en", "fr", "und") if is_supported(code)] == ["vi", "en"]

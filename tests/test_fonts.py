from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from briefgen.fonts import FONTS, find_missing, load_characters, replace_missing
from pdf_samples import VIETNAMESE

FACES = sorted(FONTS.glob("*.ttf"))


def test_there_are_two_families_of_four_styles_with_their_licences() -> None:
    assert len(FACES) == 8
    assert sum(face.stat().st_size for face in FACES) < 1_500_000
    assert all(
        "SIL OPEN FONT LICENSE" in (FONTS / f"OFL-{name}.txt").read_text(encoding="utf-8") for name in ("BriefgenSans", "BriefgenSerif")
    )


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.stem)
def test_each_style_prints_vietnamese_and_russian_and_is_static(face: object) -> None:
    font = TTFont(face)
    wanted = VIETNAMESE + VIETNAMESE.upper() + "đĐ" + "".join(map(chr, range(0x410, 0x450))) + "ёЁ№–—…“”‘’−×÷%₫€"
    assert [char for char in wanted if ord(char) not in font.getBestCmap()] == []
    assert "fvar" not in font
    assert str(font["name"].getDebugName(1)) in ("Briefgen Sans", "Briefgen Serif")


def test_the_list_of_characters_is_what_the_fonts_hold() -> None:
    styles: dict[str, set[int]] = {}
    for face in FACES:
        styles.setdefault(face.stem.split("-")[1], set()).update(TTFont(face).getBestCmap())
    assert load_characters() == set.intersection(*styles.values())


def test_characters_of_no_font_are_found_and_replaced() -> None:
    assert find_missing("Hà Nội 📞\n外 ☎") == tuple(sorted("📞外☎"))
    assert replace_missing("a📞b\n") == "a\ufffdb\n"

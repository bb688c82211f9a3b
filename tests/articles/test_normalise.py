from __future__ import annotations

import unicodedata

import pytest

from briefgen.articles.normalise import normalise_characters
from briefgen.articles.strand import Strand


@pytest.mark.parametrize(
    ("source", "reading"),
    [
        ("đạt&nbsp;2 tỷ", "đạt 2 tỷ"),
        ("&amp;nbsp;xong", " xong"),
        ("AT&T; R&D; a & b", "AT&T; R&D; a & b"),
        ("Terms &amp; Conditions", "Terms & Conditions"),
        ("&#272;&#7889;i t&aacute;c", "Đối tác"),
        ("Qu\u200bốc h\u00adội", "Quốc hội"),
        ("a\u2009b\u3000c", "a b c"),
        ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("\ufeffMở đầu", "Mở đầu"),
        (unicodedata.normalize("NFD", "Nguyễn Phú Trọng"), "Nguyễn Phú Trọng"),
    ],
)
def test_characters_are_read_as_a_person_reads_them(source: str, reading: str) -> None:
    assert normalise_characters(Strand(source)).text == reading


def test_a_letter_with_a_zero_width_character_inside_is_composed() -> None:
    strand = normalise_characters(Strand("e\u200b\u0302x"))
    assert strand.text == "êx"
    assert (strand.source(0, 1).start, strand.source(0, 1).end) == (0, 3)

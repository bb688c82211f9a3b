from __future__ import annotations

import codecs
import unicodedata

import pytest

from briefgen.articles.decoding import decode_bytes

STORY = "Hội nghị của các nước được tổ chức tại Hà Nội. Việt Nam và những người bạn đã nhất trí với các đề xuất của Nga trong năm nay.\r\n"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in decode_bytes(data, "seeds/a.txt")[1]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_in_all_its_forms_with_newlines_untouched(encoding: str) -> None:
    text, problems = decode_bytes(STORY.encode(encoding), "a.txt")
    assert problems == []
    assert text is not None
    assert text.lstrip("\ufeff") == STORY


def test_a_byte_order_mark_stays_so_that_offsets_count_it() -> None:
    text, _ = decode_bytes(codecs.BOM_UTF8 + STORY.encode(), "a.txt")
    assert text == "\ufeff" + STORY


def encode_1258(text: str) -> bytes:
    """Windows-1258 as programs write it: a letter with its shape, then its tone ("ệ" is "ê" and a dot below)."""
    encoded = b""
    for character in text:
        marks = unicodedata.normalize("NFD", character)
        tones = "".join(one for one in marks if one in TONES)
        encoded += (unicodedata.normalize("NFC", "".join(one for one in marks if one not in TONES)) + tones).encode("cp1258")
    return encoded


def test_windows_1258_is_read() -> None:
    text, problems = decode_bytes(encode_1258(STORY), "a.txt")
    assert text is not None
    assert unicodedata.normalize("NFC", text) == STORY
    assert problems == []


def test_an_english_article_in_windows_1252_is_read_with_a_warning() -> None:
    data = ("The ministers’ meeting was held in Hanoi – a “success”, they said. " * 5).encode("cp1252")
    text, problems = decode_bytes(data, "a.txt")
    assert text is not None
    assert "ministers" in text
    assert [problem.code for problem in problems] == ["encoding-guessed"]


def test_utf8_read_as_another_encoding_is_refused_with_its_line() -> None:
    garbled = "Tin\n" + STORY.encode().decode("cp1252", "replace").replace("\ufffd", "")
    text, problems = decode_bytes(garbled.encode(), "seeds/a.txt")
    assert text is None
    assert problems[0].code == "article-mojibake"
    assert problems[0].line == 2
    assert problems[0].file == "seeds/a.txt"
    assert problems[0].remedy


@pytest.mark.parametrize(
    "text",
    [
        "Héi nghÞ cña c¸c n­íc ®­îc tæ chøc t¹i Hµ Néi. ViÖt Nam vµ nh÷ng ng­êi b¹n ®· nhÊt trÝ víi c¸c ®Ò xuÊt.",
        "Hoäi nghò cuûa caùc nöôùc ñöôïc toå chöùc taïi Haø Noäi. Vieät Nam vaø nhöõng ngöôøi baïn ñaõ nhaát trí vôùi caùc ñeà xuaát.",
    ],
)
def test_legacy_font_encodings_are_refused_and_named(text: str) -> None:
    for data in (text.encode("utf-8"), text.encode("cp1252")):
        decoded, problems = decode_bytes(data, "a.txt")
        assert decoded is None
        assert problems[-1].code == "article-mojibake"
        assert "legacy" in problems[-1].message


def test_a_stray_garbled_quote_is_only_a_warning() -> None:
    text, problems = decode_bytes(("The ministers met in Hanoi and agreed. " * 40 + "Itâ€™s a success.").encode(), "a.txt")
    assert text is not None
    assert [problem.code for problem in problems] == ["letters-garbled"]


def test_sound_vietnamese_is_never_taken_for_mojibake() -> None:
    assert codes((STORY * 3 + "Ông Å. Ângström, bà Ðorđević và cộng sự đã dự.").encode()) == []


def test_broken_and_lost_characters_are_told_with_their_line() -> None:
    cut = ("Dòng một\n" + STORY).encode()
    assert codes(cut[:-20] + b"\xe1\xbb" + cut[-20:]) == ["article-encoding"]
    assert codes(("Dòng \ufffd\ufffd\ufffd\ufffd").encode()) == ["article-encoding"]
    assert codes((STORY * 10 + "\ufffd").encode()) == ["letters-lost"]


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, bytes(range(256)) * 4, b"\x01\x02\x03abc" * 50])
def test_binary_files_are_refused(data: bytes) -> None:
    assert codes(data) == ["article-binary"]

"""Laws of the map from the reading text to the file."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from briefgen.articles.normalise import normalise_characters
from briefgen.articles.plain import draft_text
from briefgen.articles.strand import Edit, Strand

PIECES = st.sampled_from(
    [
        "Việt Nam",
        "Hà\xa0Nội",
        "&nbsp;",
        "&amp;",
        "&#7879;",
        "hợp\u200btác",
        "\u202e",
        "\ufeff",
        "\r\n",
        "\n",
        "\n\n",
        "ệ",
        "̀",
        "a",
        " ",
        ".",
        ",",
        "**",
        "[x](http://a.vn/b)",
        "![",
        "# ",
        "---\n",
        "한",
        "Å",
        "&lt;b&gt;",
        "1\n2",
        "\xad",
        "\t",
        "ﬁ",
        "“",
        '"',
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)


def test_characters_that_an_edit_puts_in_stand_for_all_that_it_replaced() -> None:
    strand = Strand("a&nbsp;b").rewrite([Edit(1, 7, " ")])
    assert strand.text == "a b"
    assert strand.source(1, 2) == strand.source(1, 2)
    assert (strand.source(0, 3).start, strand.source(0, 3).end) == (0, 8)
    assert (strand.source(1, 2).start, strand.source(1, 2).end) == (1, 7)


def test_of_edits_that_overlap_the_first_wins() -> None:
    assert Strand("abcdef").rewrite([Edit(1, 4, "X"), Edit(2, 6, "Y")]).text == "aXef"


@given(TEXTS)
def test_the_reading_is_nfc_without_invisible_characters(text: str) -> None:
    reading = normalise_characters(Strand(text)).text
    assert unicodedata.is_normalized("NFC", reading)
    assert not set(reading) & set("\u00a0\u200b\u202e\ufeff\u00ad\r")


@given(TEXTS, st.booleans())
def test_every_character_of_the_reading_was_made_from_where_its_map_says(text: str, markdown: bool) -> None:
    reading = draft_text(text, markdown=markdown).strand.to_reading(text)
    at = 0
    for i, character in enumerate(reading.text):
        span = reading.source_span(i, i + 1)
        assert 0 <= at <= span.start < span.end <= len(text)
        source = text[span.start : span.end]
        alone = normalise_characters(Strand(source)).text
        assert character in alone or character in (" ", "\n")
        at = span.start


@given(TEXTS)
def test_reading_a_quote_again_gives_its_reading(text: str) -> None:
    strand = normalise_characters(Strand(text))
    if not strand.text:
        return
    middle = max(1, len(strand.text) // 2)
    span = strand.source(0, middle)
    again = normalise_characters(Strand(text[span.start : span.end])).text
    assert again.startswith(strand.text[:middle]) or strand.text.startswith(again)


def test_an_ordinary_text_needs_no_map() -> None:
    text = "Hội nghị diễn ra tại Hà Nội.\n\nHai bên nhất trí hợp tác."
    assert draft_text(text, markdown=False).strand.to_reading(text).starts is None


PLAIN = st.lists(
    st.sampled_from(
        ["Việt Nam ", "Hà\u00a0Nội ", "&nbsp;", "&#7879;", "hợp\u200btác. ", "\r\n", "\n\n", "e\u0302\u0323", "Nga,", "\u00ad", "\ufeff"]
    )
    | st.text("aăâ ệ.,\u0301\u200f\n", max_size=5),
    max_size=40,
).map("".join)


@given(PLAIN, st.integers(0, 200), st.integers(1, 80))
def test_a_quote_normalises_to_its_reading(text: str, start: int, length: int) -> None:
    reading = draft_text(text, markdown=False).strand.to_reading(text)
    end = min(start + length, len(reading.text))
    starts = reading.starts or tuple(range(len(reading.text)))
    while 0 < start < end and starts[start] == starts[start - 1]:
        start -= 1  # a letter with its marks is one stretch of the file
    while end < len(starts) and starts[end] == starts[end - 1]:
        end += 1
    if start >= end:
        return
    span = reading.source_span(start, end)
    quote = normalise_characters(Strand(text[span.start : span.end])).text
    assert "".join(quote.split()) == "".join(reading.text[start:end].split())

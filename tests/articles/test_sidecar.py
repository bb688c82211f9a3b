from __future__ import annotations

from articles.fixture_types import Reader

STORY = (
    "Hai bộ trưởng hội đàm tại Hà Nội\n\n06:30 15/03/2022\n\nHai bên nhất trí tăng cường hợp tác trong mọi lĩnh vực, nhất là thương mại.\n"
)


def test_what_the_saver_knows_wins_and_is_named_as_the_basis(read: Reader) -> None:
    result = read(
        STORY, sidecar="outlet: Báo Một\npublished: 16/03/2022\naddress: https://mot.vn/2022/03/15/a.html\nretrieved: 2022-04-01\n"
    )
    article = result.article
    assert article is not None
    assert article.outlet is not None
    assert (article.outlet.value, article.outlet.basis, article.outlet.span) == ("Báo Một", "sidecar", None)
    assert article.published is not None
    assert (article.published.value, article.published.basis) == ("2022-03-16", "sidecar")
    assert article.retrieved is not None
    assert article.retrieved.value == "2022-04-01"
    assert [(problem.code, problem.file) for problem in result.problems] == [("published-differs", "seeds/story.txt")]


def test_values_that_it_does_not_give_come_from_the_text(read: Reader) -> None:
    article = read(STORY, sidecar="author:\noutlet: Báo Một\n").article
    assert article is not None
    assert article.author is None
    assert article.published is not None
    assert article.published.value == "2022-03-15"


def test_unknown_keys_and_wrong_types_are_problems_with_their_line(read: Reader) -> None:
    result = read(STORY, sidecar="outlet: Báo Một\nouttlet: x\npublished: hôm kia\ntitle: [a, b]\n")
    assert result.article is not None
    assert [(problem.code, problem.line) for problem in result.problems] == [("sidecar-key", 2), ("sidecar-value", 3), ("sidecar-value", 4)]
    assert all(problem.file == "seeds/story.yaml" and problem.remedy for problem in result.problems)


def test_a_broken_sidecar_is_reported_and_the_article_read_all_the_same(read: Reader) -> None:
    for content, line in (("outlet: [a\nb: c", 2), ("- một\n- hai\n", 1)):
        result = read(STORY, sidecar=content)
        assert result.article is not None
        assert [(problem.code, problem.line) for problem in result.problems] == [("sidecar-broken", line)]


def test_a_language_given_by_the_sidecar_is_believed(read: Reader) -> None:
    article = read("Xyzzy plugh frobozz grue. " * 5, sidecar="language: en\n").article
    assert article is not None
    assert article.language == "en"

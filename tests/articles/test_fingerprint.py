from __future__ import annotations

from zlib import crc32

from briefgen.articles.fingerprint import compare_fingerprints, describe_origins, group_copies, make_fingerprint

WORDS = [
    "nước",
    "bên",
    "hợp",
    "tác",
    "quan",
    "hệ",
    "kinh",
    "tế",
    "thương",
    "mại",
    "quốc",
    "phòng",
    "an",
    "ninh",
    "văn",
    "hóa",
    "giáo",
    "dục",
    "hội",
    "nghị",
    "bộ",
    "trưởng",
    "thủ",
    "tướng",
    "ngoại",
    "giao",
    "khu",
    "vực",
]


def story(seed: int, sentences: int = 40) -> list[str]:
    return [" ".join(WORDS[crc32(f"{seed} {i} {j}".encode()) % len(WORDS)] for j in range(14)) + "." for i in range(sentences)]


def fingerprint(sentences: list[str]) -> str | None:
    return make_fingerprint(" ".join(sentences))


def test_a_copy_with_another_headline_and_sentences_cut_has_the_same_origin() -> None:
    original = story(1)
    copy = ["Tít khác hẳn của báo đăng lại.", *original[2:10], *original[12:36]]
    third = story(3)
    origins = group_copies(
        [("b-copy", fingerprint(copy), "2024-05-02"), ("a", fingerprint(original), "2024-05-01"), ("c", fingerprint(third), None)]
    )
    assert origins == {"a": "a", "b-copy": "a", "c": "c"}
    assert describe_origins(origins) == {"a": ("b-copy",)}


def test_two_sessions_with_half_their_words_in_common_stay_apart() -> None:
    first = story(1)
    second = [*first[:20], *story(2)[:20]]
    assert group_copies([("s1", fingerprint(first), "2023-04-01"), ("s2", fingerprint(second), "2024-04-01")]) == {"s1": "s1", "s2": "s2"}


def test_the_earliest_is_the_origin_and_undated_ones_come_last() -> None:
    same = fingerprint(story(5))
    assert group_copies([("a", same, None), ("z", same, "2021-09"), ("m", same, "2021-10-02")]) == {"a": "z", "m": "z", "z": "z"}


def test_grouping_does_not_depend_on_the_order_of_the_articles() -> None:
    articles = [(f"n{i}", fingerprint(story(i % 4)), f"2020-01-{i + 1:02}") for i in range(12)]
    shuffled = sorted(articles, key=lambda one: crc32(one[0].encode()))
    assert shuffled != articles
    assert group_copies(articles) == group_copies(shuffled)


def test_fingerprints_are_the_same_on_every_machine() -> None:
    made = make_fingerprint(" ".join(WORDS))
    assert made is not None
    assert made[:16] == "c1eec3241fdb1df9"
    assert len(made) == 128 * 8
    assert compare_fingerprints(made, made) == 1.0


def test_a_few_words_have_no_fingerprint() -> None:
    assert make_fingerprint("Hai bên nhất trí.") is None
    assert group_copies([("a", None, None), ("b", None, None)]) == {"a": "a", "b": "b"}

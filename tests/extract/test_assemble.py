"""Within an article one thing is one mention with all its quotes, and two things stay two."""

from __future__ import annotations

import pytest

from briefgen.extract.assemble import mention_id
from briefgen.model import Agreement, Basis, Meeting, Mention, Milestone, Statement
from extract_support import read_text


def of(kind: type, text: str, language: str = "vi") -> list[Mention]:
    return [m for m in read_text(text, language) if isinstance(m.claim, kind)]


@pytest.mark.parametrize(
    ("kind", "text", "quotes"),
    [
        (
            Agreement,
            "Việt Nam và Nga ký Hiệp định hợp tác hàng hải giữa Việt Nam và Nga. Hiệp định hợp tác hàng hải Việt Nam - Nga có ba chương.",
            [2],
        ),
        (Agreement, "Các nước nhắc đến UNCLOS. Việt Nam tôn trọng Công ước Liên hợp quốc về Luật Biển 1982.", [2]),
        (Meeting, "Hội nghị cấp cao ASEAN - Nga lần thứ 5 họp hôm 3/5. Hội nghị cấp cao ASEAN - Nga lần thứ 5 đã thành công.", [2]),
        (Statement, "Nga ủng hộ vai trò của ASEAN ở khu vực.\nNga ủng hộ vai trò của ASEAN.", [2]),
    ],
)
def test_the_same_thing_said_twice_is_one_mention(kind: type, text: str, quotes: list[int]) -> None:
    assert [len(m.evidence) for m in of(kind, text)] == quotes


@pytest.mark.parametrize(
    ("kind", "text", "number"),
    [
        # one word apart, and two documents
        (
            Agreement,
            "Hai bên ký Hiệp định hợp tác hàng hải giữa Việt Nam và Nga. Hai bên ký Hiệp định hợp tác hàng không giữa Việt Nam và Nga.",
            2,
        ),
        (Agreement, "Kế hoạch hành động ASEAN - Nga 2016 - 2020 đã xong. Kế hoạch hành động ASEAN - Nga 2021 - 2025 được thông qua.", 2),
        (Meeting, "Hội nghị cấp cao ASEAN - Nga lần thứ 4 họp năm 2021. Hội nghị cấp cao ASEAN - Nga lần thứ 5 họp năm 2023.", 2),
        # other figures say something else
        (Statement, "Nga đề nghị mua 500 tấn gạo và 20 tấn chè của Việt Nam. Nga đề nghị mua 700 tấn gạo và 20 tấn chè của Việt Nam.", 2),
        # another act is another statement
        (Statement, "Nga ủng hộ sáng kiến của ASEAN. Nga hoan nghênh sáng kiến của ASEAN.", 2),
        (
            Milestone,
            "Việt Nam và Lào thiết lập quan hệ ngoại giao ngày 5/9/1962. Việt Nam và Peru thiết lập quan hệ ngoại giao ngày 24/6/1967.",
            2,
        ),
    ],
)
def test_two_things_stay_two(kind: type, text: str, number: int) -> None:
    assert len(of(kind, text)) == number


def test_the_furthest_stage_that_is_said_is_the_documents() -> None:
    (found,) = of(
        Agreement,
        "Hai bên đã bàn về Hiệp định hợp tác hàng hải Việt Nam - Nga. Hiệp định hợp tác hàng hải Việt Nam - Nga được ký năm 2019.",
    )
    assert isinstance(found.claim, Agreement)
    assert (found.claim.stage, found.date.edtf) == ("signed", "2019")


def test_mentions_come_in_reading_order() -> None:
    found = read_text(
        "Nga cảm ơn Việt Nam đã giúp đỡ. Hội nghị cấp cao ASEAN - Nga lần thứ 5 họp hôm 3/5. Lào đề nghị hoãn đối thoại sang năm."
    )
    starts = [m.evidence[0].start for m in found]
    assert starts == sorted(starts)


def test_an_id_is_made_of_what_is_claimed_and_not_of_its_place() -> None:
    claim = Milestone(event="established", level="diplomatic-relations")
    assert mention_id("a", claim, ["LAO", "VNM"]) == mention_id("a", claim, ["LAO", "VNM"])
    assert mention_id("a", claim, ["LAO", "VNM"]) != mention_id("b", claim, ["LAO", "VNM"])
    before, after = (
        of(Milestone, f"{lead}Việt Nam và Lào thiết lập quan hệ ngoại giao ngày 5/9/1962.")[0].id for lead in ("", "Tin vắn. ")
    )
    assert before == after


def test_the_day_that_the_words_state_beats_the_one_carried_over() -> None:
    told = "Việt Nam và Lào ký bản ghi nhớ về hợp tác hải quan.\nNgày 26/4/2019, Việt Nam và Lào đã ký bản ghi nhớ về hợp tác hải quan."
    (memorandum,) = of(Agreement, told)
    assert (memorandum.date.edtf, memorandum.date.basis) == ("2019-04-26", Basis.STATED)

from __future__ import annotations

import pytest

from briefgen.articles.datelines import find_address_date, find_date, find_prefix, find_today, read_dateline


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("06:06 | 27/04/2024", "2024-04-27"),
        ("08:04, 06/04/2021", "2021-04-06"),
        ("Thứ Hai, 12/10/2020, 07:00 (GMT+7)", "2020-10-12"),
        ("Cập nhật lúc 15:20 ngày 5-9-2023", "2023-09-05"),
        ("Ngày đăng: 5-9-2023", "2023-09-05"),
        ("Ngày 27 tháng 4 năm 2024", "2024-04-27"),
        ("27 Tháng Tư, 2024", "2024-04-27"),
        ("WEDNESDAY, SEPTEMBER 06, 2023", "2023-09-06"),
        ("Published: 12 Oct 2024 10:00:00 +0700 | Updated: 13 Oct 2024", "2024-10-12"),
        ("Updated 14 Oct 2024 – Published 12 Oct 2024", "2024-10-12"),
        ("Sept. 6th, 2023 at 5:30 pm", "2023-09-06"),
        ("2024-01-12", "2024-01-12"),
        ("2024-01-12T06:06:00+07:00", "2024-01-12"),
        ("Lê Văn An - 16.10.2023 08:00", "2023-10-16"),
        ("Thế giới | Thứ tư, 17/07/2019 19:30 GMT+7", "2019-07-17"),
        ("04/27/2024", "2024-04-27"),
        ("*Savan Daily — 24 September 2019*", "2019-09-24"),
        ("_Savan Daily, 24 September 2019_", "2019-09-24"),
        ("date 2021-09", "2021-09"),
        ("Tháng 9/2021", None),
        ("Chủ nhật, 31/12/2017 | 9 giờ 30 phút", "2017-12-31"),
    ],
)
def test_date_lines_of_many_papers_are_read(line: str, edtf: str | None) -> None:
    found = read_dateline(line)
    assert (found.found.edtf if found else None) == edtf


@pytest.mark.parametrize(
    "line",
    [
        "Ngày 26/4/2024, Thứ trưởng Bộ Ngoại giao đã tham dự cuộc họp.",
        "Hội nghị diễn ra ngày 12/10/2020 tại Hà Nội",
        "Kế hoạch hành động giai đoạn 2021-2025",
        "The meeting was held on 6 September 2023 in Jakarta",
        "Điện thoại: 0228.3849386",
        "UNCLOS 1982",
        "31/02/2024",
        "Hội nghị lần thứ 20",
    ],
)
def test_prose_and_other_numbers_are_no_date_lines(line: str) -> None:
    assert read_dateline(line) is None


def test_a_name_beside_the_date_is_left_over() -> None:
    line = "Bảo Chi 06:06 | 27/04/2024"
    found = read_dateline(line)
    assert found is not None
    assert [line[start:end] for start, end in found.rest] == ["Bảo Chi"]


def test_a_vietnamese_date_is_day_before_month() -> None:
    found = find_date("05/06/2022")
    assert found is not None
    assert found.edtf == "2022-06-05"


@pytest.mark.parametrize(
    ("address", "edtf"),
    [
        ("https://example.vn/2021/09/28/hop-tac.html", "2021-09-28"),
        ("https://example.com.vn/ly-do-20241013070519724.htm", "2024-10-13"),
        ("https://example.vn/ly-do-102240617175855834.htm", "2024-06-17"),
        ("https://example.vn/tin/20240617/bai-viet.html", "2024-06-17"),
        ("https://example.com/2021/09/bai-viet", "2021-09"),
        ("https://zingnews.vn/hoi-nghi-post1247265.html", None),
        ("https://example.vn/ky-niem-30-nam-1991-2021-4712345.html", None),
        ("https://example.vn/20241399-bai.html", None),
    ],
)
def test_a_date_in_an_address_is_found_and_nothing_else_is_taken_for_one(address: str, edtf: str | None) -> None:
    found = find_address_date(address)
    assert (found.edtf if found else None) == edtf


def test_a_date_before_a_flattened_article_is_its_publication_only_with_a_sure_sign() -> None:
    found = find_prefix(" date 2021-09 Việt Nam và Nga đã hợp tác")
    assert found is not None
    assert found[0].edtf == "2021-09"
    timed = find_prefix("06:30 15/03/2022 Hai bộ trưởng đã ký")
    assert timed is not None
    assert timed[0].edtf == "2022-03-15"
    assert find_prefix("Ngày 26/4/2024, Thứ trưởng đã dự") is None
    assert find_prefix("15/03/2022 là ngày hai nước ký hiệp định") is None


def test_today_gives_the_day_within_the_month_that_is_known() -> None:
    text = "Hai bên hội đàm hôm nay (28/9) tại Moscow."
    found = find_today(text, "2021-09")
    assert found is not None
    assert found.edtf == "2021-09-28"
    assert find_today(text, "2021-10") is None
    assert find_today(text, None) is None

from __future__ import annotations

import pytest

from briefgen.articles.outlets import find_name, find_outlet, name_outlet


@pytest.mark.parametrize(
    ("address", "outlet"),
    [
        ("https://zingnews.vn//abc-post1.html", "Zing News"),
        ("http://www.nhandan.com.vn/tin", "Nhân Dân"),
        ("https://en.vietnamplus.vn/a.vnp", "VietnamPlus"),
        ("https://tin.baolaocai.com.vn/a.html", "baolaocai.com.vn"),
        ("https://blog.example.co.uk/a", "example.co.uk"),
        ("https://www.straitstimes.com/asia", "The Straits Times"),
        ("không phải địa chỉ", None),
    ],
)
def test_an_address_tells_its_outlet_by_name_or_registrable_domain(address: str, outlet: str | None) -> None:
    assert find_outlet(address) == outlet


def test_abbreviations_and_domains_stand_for_their_outlet() -> None:
    assert find_name("VTV.vn") == "VTV"
    assert find_name("vna") == "TTXVN"
    assert name_outlet("nhandan.com.vn") == "Nhân Dân"
    assert name_outlet(" Báo Lạ ") == "Báo Lạ"

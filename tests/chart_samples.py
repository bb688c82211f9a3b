"""Charts of every kind, as the composer would hand them over."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from briefgen.model import Chart, ChartKind, Point, Series


def make_chart(kind: ChartKind, series: Sequence[tuple[str, Sequence[Point]]], unit: str = "", language: str = "vi") -> Chart:
    listed = tuple(Series(name=name, points=tuple(points)) for name, points in series)
    return Chart(name=kind.value, kind=kind, title="", unit=unit, source="", as_of="2024-04-27", alt="x", series=listed, language=language)


def at(label: str, start: str | None, end: str | None = None, *, derived: bool = False, open_end: bool = False) -> Point:
    return Point(label=label, start=start, end=end, derived=derived, open=open_end)


def worth(label: str, value: str | None, *, start: str | None = None, derived: bool = False) -> Point:
    return Point(label=label, value=None if value is None else Decimal(value), start=start, derived=derived)


TIMELINE = make_chart(
    ChartKind.TIMELINE,
    [
        ("Mốc", [at("Thiết lập quan hệ", "1991", derived=True), at("Nâng cấp quan hệ lên Đối tác chiến lược", "2018-11")]),
        (
            "Cuộc gặp",
            [
                at("Ủy ban Hợp tác chung ASEAN – Nga lần thứ 19", None, "2021-04-06", open_end=True),
                at("Hội nghị đặc biệt Bộ trưởng Ngoại giao", "2021-07"),
                at("Hội nghị Bộ trưởng Ngoại giao ASEAN – Nga", "2021-08-04"),
                at("Hội nghị cấp cao ASEAN – Nga lần thứ 4", "2021-10"),
                at("Cuộc họp Quan chức cao cấp ASEAN – Nga lần thứ 20", "2024-04-26"),
            ],
        ),
    ],
)
LIVES = make_chart(
    ChartKind.LIVES,
    [
        ("Kế hoạch hành động toàn diện 2016–2020", [at("2016–2020", "2016", "2020")]),
        ("Kế hoạch hành động 2021–2025", [at("2021–2025", "2021", "2025"), at("đang triển khai", "2024-04-26")]),
        ("Bản ghi nhớ về hợp tác quản lý thiên tai", [at("đã ký", None, "2021-04-06", open_end=True)]),
        ("Hiệp định thương mại tự do", [at("ký", "2015-05-29"), at("có hiệu lực", "2016-10-05", "..", open_end=True)]),
    ],
)
BARS = make_chart(
    ChartKind.BARS,
    [
        ("Cấp cao", [worth("2018", "1"), worth("2021", "2")]),
        ("Bộ trưởng", [worth("2019", "3"), worth("2018", None), worth("2024", "1", derived=True)]),
    ],
    "cuộc gặp",
)
LONG_BARS = make_chart(
    ChartKind.BARS,
    [("", [worth("Hải quan Việt Nam", "2.6"), worth("Cơ quan thống kê của Liên bang Nga và Liên minh", "3.14"), worth("Cán cân", "-0.7")])],
    "tỷ USD",
)
LINE = make_chart(
    ChartKind.LINE,
    [
        (
            "Xuất khẩu",
            [worth("", "2.4", start="2018"), worth("", "2.6", start="2019"), worth("", None, start="2020"), worth("", "3.1", start="2021")],
        ),
        (
            "Nhập khẩu",
            [worth("", "2.1", start="2018"), worth("", "1.8", start="2019"), worth("", "2", start="2020"), worth("", "2.3", start="2021")],
        ),
    ],
    "tỷ USD",
)
MATRIX = make_chart(
    ChartKind.MATRIX,
    [
        ("Bộ Quy tắc ứng xử ở Biển Đông", [Point(label="Việt Nam", start="2024-04-26", stage="đề nghị ủng hộ")]),
        ("Vắc-xin ngừa Covid-19", [Point(label="Nga", start="2021-08-04", stage="sẵn sàng chuyển giao công nghệ")]),
    ],
)
COVERAGE = make_chart(
    ChartKind.COVERAGE,
    [("Thế giới và Việt Nam", [worth("04/2024", "3", start="2024-04")]), ("Zing News", [worth("08/2021", "1", start="2021-08")])],
    "bài",
)
ALL = (TIMELINE, LIVES, BARS, LONG_BARS, LINE, MATRIX, COVERAGE)

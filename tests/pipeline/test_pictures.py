"""A chart is drawn once for the same data; what the folder holds is used only where it is what was put there."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from briefgen.charts import draw_chart
from briefgen.model import Chart
from briefgen.pipeline import pictures
from briefgen.pipeline.pictures import Pictures, remove_oldest
from chart_samples import BARS as CHART


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the charts that were really drawn."""
    names: list[str] = []

    def note_and_draw(chart: Chart, **looks: object) -> bytes:
        names.append(chart.name)
        return f"<svg>{chart.title} {looks}</svg>".encode()

    monkeypatch.setattr("briefgen.charts.draw_chart", note_and_draw)
    return names


def test_the_picture_is_the_chart_drawn(tmp_path: Path) -> None:
    expected = draw_chart(CHART, form="svg-text", theme="house")
    assert Pictures(tmp_path).draw(CHART, "svg-text", "house") == expected
    assert Pictures(tmp_path).draw(CHART, "svg-text", "house") == expected
    assert Pictures().draw(CHART, "svg-text", "house") == expected


def test_only_a_chart_whose_data_form_or_theme_changed_is_drawn_again(tmp_path: Path, drawn: list[str]) -> None:
    Pictures(tmp_path).draw(CHART, "svg-text", "house")
    Pictures(tmp_path).draw(CHART, "svg-text", "house")
    assert len(drawn) == 1
    Pictures(tmp_path).draw(CHART, "svg-path", "house")
    Pictures(tmp_path).draw(CHART, "svg-text", "decree-30")
    Pictures(tmp_path).draw(msgspec.structs.replace(CHART, title="Another"), "svg-text", "house")
    assert len(drawn) == 4


def test_another_program_draws_again(tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    Pictures(tmp_path).draw(CHART, "svg-text", "house")
    monkeypatch.setattr(pictures, "list_program", lambda: {"program": "another"})
    Pictures(tmp_path).draw(CHART, "svg-text", "house")
    assert len(drawn) == 2


def test_a_damaged_or_emptied_picture_is_drawn_again(tmp_path: Path, drawn: list[str]) -> None:
    whole = Pictures(tmp_path).draw(CHART, "svg-text", "house")
    (kept,) = tmp_path.iterdir()
    for damage in (kept.read_bytes()[:-1], b"", b"x" * 50):
        kept.write_bytes(damage)
        assert Pictures(tmp_path).draw(CHART, "svg-text", "house") == whole
    assert len(drawn) == 4


def test_all_are_drawn_anew_when_asked_and_kept_for_the_next(tmp_path: Path, drawn: list[str]) -> None:
    for anew in (False, True, False):
        Pictures(tmp_path, anew=anew).draw(CHART, "svg-text", "house")
    assert len(drawn) == 2


def test_a_folder_that_cannot_be_made_only_costs_time(tmp_path: Path, drawn: list[str]) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = Pictures(tmp_path / "file" / "pictures")
    assert store.draw(CHART, "svg-text", "house") == store.draw(CHART, "svg-text", "house")
    assert len(drawn) == 1


def test_the_folder_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_KEPT", 2)
    for number, name in enumerate("abc"):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, ns=(number, number))
    remove_oldest(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "c"]
    remove_oldest(tmp_path / "nowhere")

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.compose.briefing import load_briefing
from briefgen.errors import SettingsError

GOOD = 'title = "Quan hệ ASEAN–Nhật Bản"\nparties = ["ASEAN", "JPN"]\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "asean-nhat-ban.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_two_lines_are_a_briefing(tmp_path: Path) -> None:
    settings = load_briefing(write(tmp_path, GOOD))
    assert settings.name == "asean-nhat-ban"
    assert settings.parties == ("ASEAN", "JPN")
    assert settings.documents == ("full",)
    assert settings.language == "vi"
    assert settings.status == "draft"


def test_the_project_s_own_briefings_can_be_read(briefing: Path) -> None:
    assert load_briefing(briefing).issues


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (GOOD + 'langauge = "vi"\n', "asean-nhat-ban.toml:3", "unknown field `langauge`"),
        (GOOD + 'language = "fr"\n', "asean-nhat-ban.toml:3", "fr"),
        (GOOD + "documents = 3\n", "asean-nhat-ban.toml:3", "Expected `array`"),
        (GOOD + "documents = []\n", "asean-nhat-ban.toml:3", "documents is empty"),
        (GOOD + 'period = "hồi đó"\n', "asean-nhat-ban.toml:3", "is no date"),
        (GOOD + '[[issues]]\ntopic = ["coc"]\n', "asean-nhat-ban.toml:4", "unknown field `topic`"),
        ('title = "Một mình"\nparties = ["VNM"]\n', "asean-nhat-ban.toml:2", "fewer than two parties"),
        ('title = "A"\nparties = ["VNM", "Nga"]\n', "asean-nhat-ban.toml:2", "'Nga' is no party"),
        ('title = "A\nparties = 1\n', "asean-nhat-ban.toml:1", "no valid TOML"),
        ('parties = ["VNM", "RUS"]\n', "asean-nhat-ban.toml", "title"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_a_remedy(tmp_path: Path, text: str, place: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_briefing(write(tmp_path, text))
    assert caught.value.place == place
    assert message in caught.value.message
    assert caught.value.remedy


def test_a_file_that_is_no_text_or_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    with pytest.raises(SettingsError, match="cannot be read"):
        load_briefing(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_briefing(path)

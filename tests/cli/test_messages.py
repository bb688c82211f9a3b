"""The catalogues of messages, and which one a user gets."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from briefgen.cli.messages import LANGUAGES, choose_language, load_messages

SOURCES = Path(__file__).parents[2] / "src" / "briefgen"


def _find_placeholders(wording: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", wording))


def test_both_catalogues_have_the_same_keys() -> None:
    assert set(load_messages("en")) == set(load_messages("vi"))


@pytest.mark.parametrize("key", sorted(load_messages("en")))
def test_a_message_takes_the_same_values_in_both_languages(key: str) -> None:
    assert _find_placeholders(load_messages("en")[key]) == _find_placeholders(load_messages("vi")[key])


def _list_used_keys() -> set[str]:
    calls = [
        node
        for path in (SOURCES / "cli").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"
    ]
    return {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)}


def test_every_key_that_the_program_says_is_in_the_catalogues() -> None:
    assert _list_used_keys() <= set(load_messages("en"))


def test_no_message_is_left_over() -> None:
    computed = (
        *(
            "options.",
            "commands.",
            "severity.",
            "what.",
            "tables.",
            "verify.",
            "review.to_",
            "why.",
            "add.same-",
        ),  # said as say(f"options.{name}")
        *("changes.", "diff.", "check.", "gates.", "findings.", "remedies."),
    )
    unused = {key for key in set(load_messages("en")) - _list_used_keys() if not key.startswith(computed)}
    assert unused == set()


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "BRIEFGEN_LANG": "vi"}, "vi"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_first_variable_that_is_set_decides_the_language(environment: dict[str, str], language: str) -> None:
    assert choose_language(environment) == language
    assert language in LANGUAGES

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from briefgen.compose import carried_templates, check_templates, compose_briefing, load_briefing
from briefgen.compose.catalogue import load_catalogue
from briefgen.compose.composition import Doc, list_names
from briefgen.compose.wording import load_wording
from briefgen.errors import TemplateError
from briefgen.model import View
from support import ROOT

ASEAN = ROOT / "reports" / "briefings" / "asean-nga.toml"
FRAME = '{% extends "base.html" %}\n{% block body %}\n%s\n{% endblock %}\n'


def add(folder: Path, name: str, text: str) -> Path:
    path = folder / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder / "templates"


def compose(view: View, folder: Path, document: str = "mine") -> str:
    return compose_briefing(view, load_briefing(ASEAN), document=document, templates=[folder]).html


def test_a_document_is_added_by_adding_a_file(seeds_view: View, tmp_path: Path) -> None:
    folder = add(tmp_path, "documents/mine.html", FRAME.replace("%s", '{% include "sections/calendar.html" %}'))
    assert 'id="calendar"' in compose(seeds_view, folder)


def test_a_project_s_own_section_wins_and_can_reach_the_carried_one(seeds_view: View, tmp_path: Path) -> None:
    folder = add(tmp_path, "sections/calendar.html", '<p class="note">Của ban</p>{% include "carried/sections/calendar.html" %}')
    html = compose(seeds_view, folder, "open-issues")
    assert "Của ban" in html
    assert 'id="calendar"' in html


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("<p>{{ docs.title }}</p>", 3, "'docs' is undefined"),
        ("<p>\n{{ doc.titel }}</p>", 4, "no attribute 'titel'"),
        ("{% if doc.title %}", 4, "endblock"),
        ('{% include "sections/none.html" %}', None, "no template sections/none.html"),
        ("{{ doc.__class__ }}", 3, "unsafe"),
    ],
)
def test_a_broken_template_is_named_with_its_line(seeds_view: View, tmp_path: Path, body: str, line: int | None, message: str) -> None:
    folder = add(tmp_path, "documents/mine.html", FRAME.replace("%s", body))
    with pytest.raises(TemplateError) as caught:
        compose(seeds_view, folder)
    assert message in caught.value.message
    assert (caught.value.place or "").startswith(f"templates/documents/mine.html:{line}" if line else "documents/mine.html")
    assert caught.value.remedy


def test_a_template_cannot_reach_files_outside_its_folders(seeds_view: View, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    folder = add(tmp_path, "documents/mine.html", FRAME.replace("%s", '{% include "../secret.html" %}'))
    with pytest.raises(TemplateError):
        compose(seeds_view, folder)


def test_the_carried_templates_use_no_unknown_name_and_leave_nothing_unused() -> None:
    assert check_templates([carried_templates()], list_names()) == ()


def test_checking_names_every_fault_at_once(tmp_path: Path) -> None:
    folder = add(tmp_path, "documents/mine.html", "{{ one }}\n{{ two }}\n{% set three = 3 %}\n{% macro four() %}{% endmacro %}")
    add(tmp_path, "sections/bad.html", "{% if %}")
    found = {(problem.code, problem.file, problem.line) for problem in check_templates([folder], list_names())}
    assert found == {
        ("template-undefined", "templates/documents/mine.html", 1),
        ("template-undefined", "templates/documents/mine.html", 2),
        ("template-unused", "templates/documents/mine.html", 3),
        ("template-unused", "templates/documents/mine.html", 4),
        ("template-syntax", "templates/sections/bad.html", 1),
    }


def texts_of_templates() -> set[str]:
    found: set[str] = set()
    for path in carried_templates().rglob("*.html"):
        found |= {text for _, text in re.findall(r"_\(\s*([\"'])(.*?)\1", path.read_text(encoding="utf-8"))}
    return found


def test_every_text_of_the_templates_has_its_english_and_no_other_text_does() -> None:
    catalogue = load_catalogue((carried_templates(),), "en")
    assert set(catalogue.texts) == texts_of_templates()


def test_a_broken_catalogue_is_named(seeds_view: View, tmp_path: Path) -> None:
    folder = add(tmp_path, "en.po", 'một dòng lạ\nmsgid "a"\nmsgstr "b"\n')
    with pytest.raises(TemplateError, match="catalogue cannot be read"):
        compose_briefing(seeds_view, load_briefing(ASEAN), language="en", templates=[folder])


def documented(heading: str) -> set[str]:
    """The names in the first column of the table under a heading of docs/templates.md."""
    text = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    part = text.split(f"## {heading}", 1)[1].split("\n## ", 1)[0]
    return {name for row in re.findall(r"^\| (`[^|]*`) ", part, re.MULTILINE) for name in re.findall(r"`([a-z_.]+)", row)}


def test_every_name_that_a_template_can_use_is_documented_and_no_other() -> None:
    assert documented("Names") == set(list_names())
    assert documented("The document, `doc`") == {f"doc.{name}" for name in Doc.__struct_fields__}


def test_every_macro_is_documented_and_no_other() -> None:
    macros = set(re.findall(r"{% macro (\w+)", (carried_templates() / "macros.html").read_text(encoding="utf-8")))
    assert documented("Macros") == macros


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_slot_of_a_sentence_is_documented(language: str) -> None:
    text = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8").split("## Sentences", 1)[1].split("\n## ", 1)[0]
    slots = {name: set(re.findall(r"{(\w+)}", row)) for name, row in re.findall(r"^\| `(\w+)` \| (.*) \|$", text, re.MULTILINE)}
    sentences = msgspec.to_builtins(load_wording(language).sentences)
    used = {name: set(re.findall(r"{(\w+)}", str(sentences[name]))) for name in slots}
    assert {name: words - slots[name] for name, words in used.items() if words - slots[name]} == {}


def test_a_fault_in_a_branch_not_taken_is_still_found(seeds_view: View, tmp_path: Path) -> None:
    folder = add(tmp_path, "sections/calendar.html", "{% if doc.edition %}{{ nothing_known }}{% endif %}")
    composition = compose_briefing(seeds_view, load_briefing(ASEAN), document="open-issues", templates=[folder])
    assert [(problem.code, problem.file) for problem in composition.problems] == [
        ("template-undefined", "templates/sections/calendar.html")
    ]

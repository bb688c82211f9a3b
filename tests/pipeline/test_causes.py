"""What changed between two builds is told by the names of its inputs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefgen.pipeline.causes import compare_inputs, list_files, list_program
from briefgen.pipeline.orders import Change
from running import copy_project, run


def test_inputs_that_are_new_changed_and_gone_are_told_apart() -> None:
    old = {"template a.css": "1", "fact m-1": "x A visit", "python": "3.11"}
    new = {"template b.css": "1", "fact m-1": "y A longer visit", "python": "3.11"}
    assert compare_inputs(old, new) == (
        Change(kind="fact", how="changed", name="m-1 “A longer visit”"),
        Change(kind="template", how="gone", name="a.css"),
        Change(kind="template", how="new", name="b.css"),
    )


def test_the_program_stands_for_itself_its_packages_python_and_the_libraries_of_the_machine() -> None:
    program = list_program()
    assert {"program", "python"} <= program.keys()
    assert any(name.startswith("package weasyprint") for name in program)
    assert program["library libpango-1.0.so.0"].startswith("libpango-1.0.so.0.")


def test_files_are_told_by_their_bytes_and_an_ending_can_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.html").write_text("1", encoding="utf-8")
    (tmp_path / "b.css").write_text("1", encoding="utf-8")
    every = list_files("template", tmp_path)
    assert list(every) == ["template a/x.html", "template b.css"]
    assert len(set(every.values())) == 1
    assert list(list_files("template", tmp_path, leave_out=".html")) == ["template b.css"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "p", seeds="00[23]*")


def test_build_explains_why_it_read_and_made_what(project: Path) -> None:
    def explain(*arguments: str) -> list[str]:
        done = run("--project", project, "--quiet", "build", "viet-nam-nga", "--format", "html", "--explain", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    articles = sorted(path.name for path in (project / "seeds").iterdir())
    assert explain() == [f"articles: article new: seeds/{articles[0]}, seeds/{articles[1]}", "viet-nam-nga: made for the first time"]
    assert explain() == ["articles: nothing changed", "viet-nam-nga: nothing changed"]
    article = project / "seeds" / articles[1]
    article.write_bytes(article.read_bytes().replace(b"12,5%", b"12,7%"))
    (project / "seeds" / articles[0]).with_suffix(".yaml").write_text("outlet: Báo Mẫu\n", encoding="utf-8")
    (project / "output" / "viet-nam-nga.html").write_text("edited", encoding="utf-8")
    told = explain()
    assert f"articles: article changed: seeds/{articles[1]}" in told
    assert f"articles: article with another sidecar: seeds/{articles[0]}" in told
    assert "viet-nam-nga: finished file changed: viet-nam-nga.html" in told
    assert any(line.startswith(("viet-nam-nga: fact changed: ", "viet-nam-nga: fact new: ")) for line in told)
    assert any(line.startswith("viet-nam-nga: source changed: ") for line in told)
    (project / "reports" / "templates").mkdir()
    (project / "reports" / "templates" / "own.css").write_text("p { }", encoding="utf-8")
    assert explain() == ["articles: nothing changed", "viet-nam-nga: template new: own.css"]
    assert "viet-nam-nga: forced" in explain("--force")


def test_the_reasons_are_there_for_another_program_too(project: Path) -> None:
    done = run("--project", project, "--json", "build", "viet-nam-nga", "--format", "html", "--explain")
    why = json.loads(done.stdout)["why"]
    assert why["viet-nam-nga"] == [{"kind": "first", "how": "", "name": ""}]
    assert [one["how"] for one in why["articles"]] == ["new", "new"]

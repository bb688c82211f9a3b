"""What goes wrong at a user's desk: one line each with file, place and remedy; everything else is still made."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from briefgen.cli.main import main
from running import ROOT, copy_project, run

GOOD = "000_7401e29626b1569a"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """One good article and both briefings."""
    return copy_project(tmp_path / "p", seeds=GOOD)


Build = Callable[..., tuple[int, list[str], list[str]]]


@pytest.fixture
def build(project: Path, capsys: pytest.CaptureFixture[str]) -> Build:
    """Builds the quickest format; returns the exit code, the lines on stderr, and the names of the files made."""

    def run_build(*arguments: str) -> tuple[int, list[str], list[str]]:
        code = main(["--project", str(project), "--quiet", "build", "--jobs", "1", "--format", "docx", *arguments])
        told = capsys.readouterr()
        assert told.out == ""
        output = project / "output"
        return code, told.err.splitlines(), sorted(path.name for path in output.iterdir()) if output.is_dir() else []

    return run_build


BOTH = ["asean-nga.docx", "viet-nam-nga.docx"]


def test_articles_that_cannot_be_read_get_a_line_each_and_the_rest_goes_on(project: Path, build: Build) -> None:
    seeds = project / "seeds"
    (seeds / "empty.txt").write_bytes(b"")
    (seeds / "binary.txt").write_bytes(bytes(range(256)) * 40)
    misread = "Hội nghị cấp cao ASEAN – Nga lần thứ 4. ".encode().decode("cp1252", "replace")
    (seeds / "mojibake.txt").write_text(misread * 20, encoding="utf-8")
    (seeds / "gone.txt").symlink_to(seeds / "nowhere.txt")
    with (seeds / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    code, lines, made = build()
    assert (code, made) == (1, BOTH)
    for name in ("empty", "binary", "mojibake", "gone", "huge"):
        told = [line for line in lines if line.startswith(f"seeds/{name}.txt:")]
        assert len(told) == 1, (name, lines)
        assert "error: " in told[0]
        assert told[0].endswith("]")


def test_a_pipe_among_the_articles_is_told_and_never_waited_for(project: Path, build: Build) -> None:
    os.mkfifo(project / "seeds" / "pipe.txt")
    code, lines, made = build()
    assert (code, made) == (1, BOTH)
    assert [line.partition(" Remove")[0] for line in lines] == ["seeds/pipe.txt: error: Not an ordinary file."]


def test_a_file_that_is_not_there_is_explained_in_one_line(project: Path) -> None:
    done = run("--project", project, "explain", "nowhere.txt")
    assert (done.returncode, done.stderr) == (3, "briefgen: nowhere.txt: there is no such file. Check the path\n")


def test_a_party_that_no_one_knows_is_told_in_a_line_of_sensible_length(tmp_path: Path) -> None:
    done = run("init", tmp_path / "p", "--parties", "Nga,XYZ")
    assert done.returncode == 2
    assert "there is no party XYZ" in done.stderr
    assert len(done.stderr) < 400


def test_reading_commands_go_on_without_the_article_that_cannot_be_read(project: Path) -> None:
    (project / "seeds" / "empty.txt").write_bytes(b"")
    done = run("--project", project, "export")
    assert done.returncode == 0
    assert done.stderr.startswith("seeds/empty.txt: error: ")
    assert done.stdout.count("\n") > 10


def test_an_article_that_became_unreadable_leaves_no_facts_behind(project: Path, tmp_path: Path) -> None:
    def export() -> bytes:
        assert main(["--project", str(project), "export", "-o", str(tmp_path / "facts.jsonl")]) == 0
        return (tmp_path / "facts.jsonl").read_bytes()

    before = export()
    shutil.copy(project / "seeds" / f"{GOOD}.txt", project / "seeds" / "copy.txt")
    assert export() != before
    (project / "seeds" / "copy.txt").write_bytes(b"\0\1\2" * 500)
    assert export() == before


def test_two_files_of_one_name_are_told_apart_from_neither(project: Path, build: Build) -> None:
    shutil.copy(project / "seeds" / f"{GOOD}.txt", project / "seeds" / f"{GOOD}.md")
    code, lines, made = build()
    assert (code, made) == (1, BOTH)
    assert f"seeds/{GOOD}.txt: error: has the same name without its ending as seeds/{GOOD}.md" in lines[0]


def test_no_article_at_all_is_a_line_that_says_where_to_save_them(project: Path, build: Build) -> None:
    (project / "seeds" / f"{GOOD}.txt").unlink()
    code, lines, made = build()
    assert (code, made) == (3, [])
    assert lines == ["briefgen: seeds/: no articles. Save articles there (.txt, .md, .html, .docx, .pdf) and try again"]


def test_no_briefing_at_all_is_a_line_that_says_where_to_write_one(project: Path, build: Build) -> None:
    shutil.rmtree(project / "reports" / "briefings")
    code, lines, _ = build()
    assert code == 3
    assert "reports/briefings/asean-nga.toml" in lines[0]


def test_an_unknown_briefing_is_named_with_the_nearest_and_the_others_are_made(project: Path, build: Build) -> None:
    code, lines, made = build("viet-nga", "asean-nga")
    assert (code, made) == (2, ["asean-nga.docx"])
    assert len(lines) == 1
    assert "there is no briefing viet-nga. Did you mean viet-nam-nga?" in lines[0]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("build", "--format", ""), "--format names nothing. Known: pdf, docx, html"),
        (("build", "--jobs", "0"), "'0' is no number from 1 on"),
        (("search", "Nga", "--limit", "-1"), "'-1' is no number from 1 on"),
        (("build", "--format", "odt"), "there is no format odt. Known: pdf, docx, html"),
        (("build", "--language", "fr"), "there is no language fr. Known: vi, en"),
        (("build", "--as-of", "hôm qua"), "hôm qua: not a date. Write 2024, 2024-04"),
        (("facts", "--party", "Atlantis"), "there is no party Atlantis"),
        (("facts", "--kind", "meetings"), "there is no kind meetings. Did you mean meeting?"),
        (("facts", "--topic", "cocoa"), "there is no topic cocoa"),
        (("facts", "--article", "000"), "there is no article 000"),
        (("show", "fact-1"), "there is no fact fact-1. briefgen facts lists them"),
        (("show", "m"), "m: "),
        (("export", "--format", "xml"), "there is no format xml"),
        (("--registry", "nosuch://x", "facts"), "nosuch"),
    ],
)
def test_a_value_that_does_not_exist_is_one_line(
    project: Path, arguments: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["--project", str(project), *arguments])
    told = capsys.readouterr()
    assert code == (7 if arguments[0] == "--registry" else 2)
    assert told.err.count("\n") == 1
    assert says in told.err


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('title = "X"\nparties = [\n', "asean-nga.toml"),
        ('title = "X"\nparties = ["ASEAN", "RUS"]\nlangage = "vi"\n', "asean-nga.toml:3"),
        ('title = "X"\nparties = "ASEAN"\n', "asean-nga.toml:2"),
        ('title = "X"\nparties = ["ASEAN", "RUS"]\nlanguage = "fr"\n', "asean-nga.toml:3"),
        ('title = "X"\nparties = ["ASEAN", "XYZ"]\n', "asean-nga.toml:2"),
    ],
)
def test_a_briefing_that_does_not_say_what_it_must_fails_alone(project: Path, build: Build, text: str, place: str) -> None:
    (project / "reports" / "briefings" / "asean-nga.toml").write_text(text, encoding="utf-8")
    code, lines, made = build()
    assert (code, made) == (4, ["viet-nam-nga.docx"])
    assert len(lines) == 1
    assert place in lines[0]


def test_a_sidecar_that_is_broken_is_told_and_the_article_is_read_without_it(project: Path, build: Build) -> None:
    (project / "seeds" / f"{GOOD}.yaml").write_text("title: [one\noutlet: Two\n", encoding="utf-8")
    code, lines, made = build()
    assert made == BOTH
    assert code in {0, 1}
    assert any(line.startswith(f"seeds/{GOOD}.yaml:") for line in lines)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (b"{{ nobody_said_this }}", "nobody_said_this"),
        (b"{% if %}", "full.html:1"),
        (b"{{ 1 // 0 }}", "ZeroDivisionError"),
        (b"{% for one in range(100000000) %}{% endfor %}", "OverflowError"),
        (b"\xff\xfe", "UTF-8"),
    ],
    ids=["undefined name", "syntax", "arithmetic", "no end", "no text"],
)
def test_a_broken_template_is_named_with_its_line(project: Path, build: Build, broken: bytes, says: str) -> None:
    documents = project / "reports" / "templates" / "documents"
    documents.mkdir(parents=True)
    (documents / "full.html").write_bytes(broken)
    code, lines, made = build()
    assert (code, made) == (5, [])
    assert len(lines) == 2
    assert all("full.html:1" in line and says in line for line in lines)


def test_a_broken_decision_is_told_and_the_others_count(project: Path, build: Build) -> None:
    log = project / "reports" / "decisions" / "2024-04-desk.jsonl"
    log.write_text('{"id": "d1", "action": "appr\n', encoding="utf-8")
    _, lines, made = build()
    assert made == BOTH
    assert any("reports/decisions/2024-04-desk.jsonl:1: warning: " in line for line in lines)


def test_warnings_fail_a_build_only_when_asked(project: Path, build: Build) -> None:
    (project / "reports" / "decisions" / "x.jsonl").write_text("{\n", encoding="utf-8")
    assert build()[0] == 0
    assert build("--fail-on-warning")[0] == 1


def test_a_registry_that_is_none_is_one_line_and_can_be_deleted(project: Path) -> None:
    registry = project / ".briefgen" / "registry.sqlite"
    registry.parent.mkdir()
    registry.write_bytes(b"this is no database" * 100)
    done = run("--project", project, "facts")
    assert done.returncode == 7
    assert done.stderr.count("\n") == 1
    registry.unlink()
    assert run("--project", project, "facts").returncode == 0


def test_the_projects_own_registry_of_an_older_version_is_built_again_by_itself(project: Path, tmp_path: Path) -> None:
    before = run("--project", project, "export")
    registry = project / ".briefgen" / "registry.sqlite"
    make_older(registry)
    after = run("--project", project, "export")
    assert (after.returncode, after.stdout) == (0, before.stdout)
    assert after.stderr == "the registry was an older version's: it is built again from the articles and decisions\n"
    assert run("--project", project, "export").stderr == ""
    make_older(registry)
    named = run("--project", project, "--registry", registry, "export")
    assert named.returncode == 7
    assert "laid out by an older version" in named.stderr
    assert "Delete it" in named.stderr


def make_older(registry: Path) -> None:
    """As a version left it that had a table of its own, lacked a column, and merged otherwise."""
    with closing(sqlite3.connect(registry)) as connection, connection:
        connection.execute("DROP VIEW fact_list")
        connection.execute("ALTER TABLE facts DROP COLUMN stage")
        connection.execute("CREATE TABLE olden (fact REFERENCES facts (id))")
        connection.execute("UPDATE settings SET value = 'older'")


def test_an_output_folder_that_cannot_be_made_is_one_line_a_briefing(project: Path, build: Build) -> None:
    (project / "output").write_text("in the way", encoding="utf-8")
    code, lines, _ = build()
    assert (code, len(lines)) == (3, 2)
    assert all("cannot be written" in line for line in lines)


def test_a_folder_with_nothing_but_articles_and_a_briefing_file_is_enough(tmp_path: Path) -> None:
    shutil.copy(ROOT / "seeds" / f"{GOOD}.txt", tmp_path)
    shutil.copy(ROOT / "reports" / "briefings" / "asean-nga.toml", tmp_path)
    assert main(["--project", str(tmp_path), "build", "--format", "docx"]) == 0
    assert (tmp_path / "output" / "asean-nga.docx").is_file()

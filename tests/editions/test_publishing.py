"""Publishing and making again, as a desk does it: a project under git, whole documents."""

from __future__ import annotations

import contextlib
import hashlib
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.cli.main import main
from briefgen.pipeline.history import read_edition
from briefgen.project import Project
from docx_support import docx_paragraphs
from editions_support import NAME, add_seed, commit
from running import run

LOCK = Path("reports") / "editions" / NAME / "001.json"


def _publish(project: Path, *arguments: str) -> int:
    return main(["--project", str(project), "publish", *arguments])


def _rebuild(project: Path, edition: str, *arguments: str) -> int:
    return main(["--project", str(project), "rebuild", edition, *arguments])


def _status(project: Path) -> str:
    return subprocess.run(["git", "status", "--short"], cwd=project, capture_output=True, text=True, check=True, timeout=60).stdout


def test_the_lock_file_names_all_that_the_edition_was_made_from(published: Path) -> None:
    lock = json.loads((published / LOCK).read_bytes())
    assert (lock["briefing"], lock["number"], lock["language"], lock["formats"]) == (NAME, 1, "vi", ["docx"])
    for one in (*lock["articles"], *lock["inputs"]):
        content = (published / one["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == one["sha256"]
        kept = subprocess.run(["git", "cat-file", "blob", one["blob"]], cwd=published, capture_output=True, check=True, timeout=60)
        assert kept.stdout == content
    assert {one["path"].split("/")[0] for one in lock["articles"]} == {"seeds"}
    assert f"reports/briefings/{NAME}.toml" in {one["path"] for one in lock["inputs"]}
    assert lock["program"]["packages"]["weasyprint"]
    for output in lock["outputs"]:
        assert hashlib.sha256((published / "output" / output["name"]).read_bytes()).hexdigest() == output["sha256"]
    told = {fact["id"] for fact in lock["facts"]}
    assert lock["sentences"]["full"]
    assert {fact for sentence in lock["sentences"]["full"] for fact in sentence["facts"]} <= told
    stems = {source["stem"] for source in lock["sources"]}
    assert {evidence.split(":")[0] for fact in lock["facts"] for evidence in fact["evidence"]} == stems


def test_publishing_when_nothing_changed_makes_no_edition_and_touches_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for folder in ("reports", "output") for path in (project / folder).rglob("*")}
    assert _publish(project, "--format", "docx") == 0
    assert capsys.readouterr().out == f"{NAME}: nothing new since {NAME}/1\n"
    assert {path: path.stat().st_mtime_ns for folder in ("reports", "output") for path in (project / folder).rglob("*")} == before
    assert _status(project) == ""


def test_a_build_after_publishing_gives_the_edition_itself(project: Path) -> None:
    lock = json.loads((project / LOCK).read_bytes())
    shutil.rmtree(project / "output")
    shutil.rmtree(project / ".briefgen")
    assert main(["--project", str(project), "--quiet", "build", "--format", "docx"]) == 0
    for output in lock["outputs"]:
        assert hashlib.sha256((project / "output" / output["name"]).read_bytes()).hexdigest() == output["sha256"]


def test_the_edition_stands_in_the_control_block(published: Path) -> None:
    said = docx_paragraphs((published / "output" / f"{NAME}.docx").read_bytes())
    assert said[said.index("Ấnbản") + 1] == "1"


def test_a_rebuilt_edition_has_the_bytes_that_were_published_though_the_project_moved_on(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = {path.name: path.read_bytes() for path in (project / "output").iterdir()}
    add_seed(project, "004")
    article = next((project / "seeds").glob("003*"))
    article.write_text("Bài này đã được viết lại.\n", encoding="utf-8")
    settings = project / "reports" / "briefings" / f"{NAME}.toml"
    settings.rename(settings.with_name("khac.toml"))
    log = project / "reports" / "decisions" / "2024-05-le-an.jsonl"
    log.write_text("later\n", encoding="utf-8")
    commit(project, "dự án đi tiếp")
    assert _rebuild(project, NAME, "--output", str(tmp_path / "again")) == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()} == wanted
    assert "the bytes that were published" in capsys.readouterr().err
    assert _status(project) == ""


def test_a_log_whose_lines_git_joined_in_another_order_is_put_together_again(project: Path) -> None:
    log = project / "reports" / "decisions" / "2024-05-an.jsonl"
    for reason in ("một", "hai"):
        arguments = ("--reason", reason, "--author", "An", "--date", "2024-05-01")
        assert main(["--project", str(project), "retract", "003", "--apply", *arguments]) == 0
        decision = json.loads(log.read_text(encoding="utf-8").splitlines()[-1])["id"]
        assert main(["--project", str(project), "decide", "undo", decision, *arguments]) == 0
    (project / "seeds" / "mới.txt").write_text("Nga\n\nNgày 12/10/2022, Việt Nam và Nga ký Hiệp định về du lịch.\n", encoding="utf-8")
    assert _publish(project, "--format", "docx") == 0
    shutil.rmtree(project / ".git")
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join([*lines[2:], b'{"id":"decision-x"}\n', *lines[:2]]))
    assert _rebuild(project, f"{NAME}/2") == 0
    log.write_bytes(b"".join(lines[1:]))
    assert _rebuild(project, f"{NAME}/2") == 9


def test_one_format_can_be_made_again_and_another_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _rebuild(project, str(project / LOCK), "--format", "html") == 9
    assert "It was published as: docx" in capsys.readouterr().err
    assert _rebuild(project, f"{NAME}/1", "--format", "docx") == 0
    assert [path.name for path in (project / "output" / "editions" / f"{NAME}-001").iterdir()] == [f"{NAME}.docx"]


def test_an_input_that_is_nowhere_is_named_in_one_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(project / ".git")
    article = next((project / "seeds").glob("003*"))
    article.unlink()
    add_seed(project, "004")
    assert _rebuild(project, NAME) == 9
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert article.name in said
    assert "git fetch --unshallow" in said
    assert not (project / "output" / "editions").exists()


def test_documents_that_another_program_makes_otherwise_are_not_written(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import msgspec

    from briefgen.pipeline import rebuilding
    from briefgen.pipeline.program import describe_program

    now = describe_program()
    other = msgspec.structs.replace(now, version="9.9", packages=now.packages | {"weasyprint": "99"})
    monkeypatch.setattr(rebuilding, "describe_program", lambda: other)
    assert _rebuild(project, NAME, "--format", "docx") == 0  # the bytes decide
    assert "weasyprint 99 instead of" in capsys.readouterr().err
    shutil.rmtree(project / "output" / "editions")

    from briefgen.pipeline import documents

    monkeypatch.setattr(documents, "make_docx", lambda *_: b"other")
    assert _rebuild(project, NAME, "--format", "docx") == 9
    said = capsys.readouterr().err
    assert f"{NAME}/1: {NAME}.docx would not be as published, made by briefgen 9.9 instead of" in said
    assert said.count("\n") == 1
    assert not (project / "output" / "editions").exists()


def test_an_edition_that_is_not_there_is_named_with_those_that_are(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _rebuild(project, f"{NAME}/7") == 9
    assert "there is no edition 7. There are: 1" in capsys.readouterr().err
    assert _rebuild(project, "khac") == 9
    assert f"There are editions of: {NAME}" in capsys.readouterr().err


def test_an_edition_edited_by_hand_stops_what_needs_it_in_one_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = project / LOCK
    lock.write_bytes(lock.read_bytes().replace(b'"status": "draft"', b'"status": "reviewed"'))
    for command in (["publish"], ["build"], ["rebuild", NAME]):
        assert main(["--project", str(project), "--quiet", *command]) == 9
        said = capsys.readouterr().err
        assert "001.json: this edition was changed after it was published" in said
        assert said.count("\n") == 1


def test_an_edition_that_is_too_large_or_lies_outside_the_project_is_refused_in_one_line(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(300 * 2**20)
    assert _rebuild(project, str(huge)) == 9
    assert "too large to be an edition" in capsys.readouterr().err
    outside = tmp_path / "outside"
    outside.mkdir()
    (project / "reports" / "editions" / "khac").symlink_to(outside)
    assert _publish(project) == 3
    assert "links to something outside the project" in capsys.readouterr().err


def test_a_second_publisher_is_told_that_one_is_at_work(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from briefgen.pipeline.publishing import publish_alone

    with publish_alone(Project(project)):
        done = run("--project", project, "publish")
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert "another publish is running" in done.stderr


def test_a_document_that_breaks_a_rule_is_not_published(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    section = project / "reports" / "templates" / "sections" / "history.html"
    section.parent.mkdir(parents=True)
    section.write_text('<section id="history"><h2>Lịch sử</h2><p class="note">Có 77 cuộc gặp.</p></section>', encoding="utf-8")
    assert _publish(project) == 1
    assert "77" in capsys.readouterr().err
    assert sorted(path.name for path in (project / LOCK).parent.iterdir()) == ["001.json"]


def test_a_publisher_that_was_stopped_before_the_lock_file_leaves_no_edition(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefgen.pipeline import publishing

    add_seed(project, "004")

    def stop(*_: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "encode_edition", stop)
        assert _publish(project, "--format", "docx") == 130
    assert sorted(path.name for path in (project / LOCK).parent.iterdir()) == ["001.json"]
    assert _publish(project, "--format", "docx") == 0
    assert sorted(path.name for path in (project / LOCK).parent.iterdir()) == ["001.json", "002.json"]


@pytest.mark.slow
def test_a_publisher_killed_at_any_moment_leaves_a_whole_edition_or_none(project: Path, tmp_path: Path) -> None:
    add_seed(project, "004")
    calm = Path(shutil.copytree(project, tmp_path / "yên"))
    assert _publish(calm, "--format", "docx") == 0
    command = [sys.executable, "-m", "briefgen", "--project", str(project), "publish", "--format", "docx"]
    editions = (project / LOCK).parent
    chance = random.Random(7)
    for _ in range(20):
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(chance.uniform(0.2, 3))
        running.kill()
        running.wait(60)
        for path in editions.glob("*.json"):
            assert read_edition(path, Project(project)).number in (1, 2)
    assert _publish(project, "--format", "docx") == 0
    assert sorted(path.name for path in editions.iterdir()) == ["001.json", "002.json"]
    assert (editions / "002.json").read_bytes() == (calm / editions.relative_to(project) / "002.json").read_bytes()


@pytest.mark.slow
def test_the_pdf_too_has_the_same_bytes_in_another_zone_language_and_place(project: Path, tmp_path: Path) -> None:
    add_seed(project, "004")
    assert _publish(project, "--format", "pdf,docx") == 0
    commit(project, "ấn bản 2")
    clone = tmp_path / "bản sao"
    subprocess.run(["git", "clone", "-q", str(project), str(clone)], check=True, timeout=60)
    done = run(
        "--project", clone, "rebuild", f"{NAME}/2", "--jobs", "1",
        TZ="Asia/Ho_Chi_Minh", LANG="vi_VN.UTF-8", PYTHONHASHSEED="4", TMPDIR=str(tmp_path),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for name in (f"{NAME}.pdf", f"{NAME}.docx"):
        made = clone / "output" / "editions" / f"{NAME}-002" / name
        assert made.read_bytes() == (project / "output" / name).read_bytes()


def test_another_language_has_editions_of_its_own(project: Path) -> None:
    assert _publish(project, "--language", "en", "--format", "docx") == 0
    lock = json.loads((project / "reports" / "editions" / f"{NAME}.en" / "001.json").read_bytes())
    assert (lock["series"], lock["language"], lock["outputs"][0]["name"]) == (f"{NAME}.en", "en", f"{NAME}.en.docx")
    assert _rebuild(project, f"{NAME}.en") == 0

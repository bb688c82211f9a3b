"""A whole build, as a user runs it: what is said, what is made, and that it is the same each time."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from briefgen.cli.main import main
from running import ROOT, Built, copy_project, run

FILES = ["asean-nga.docx", "asean-nga.pdf", "viet-nam-nga.docx", "viet-nam-nga.pdf"]


def test_both_briefings_are_made_as_pdf_and_docx(built: Built) -> None:
    output = built.output
    assert sorted(path.name for path in output.iterdir()) == FILES
    assert all((output / name).read_bytes().startswith(b"%PDF-" if name.endswith("pdf") else b"PK") for name in FILES)


def test_the_run_ends_with_a_summary(built: Built) -> None:
    lines = built.said.splitlines()
    assert lines[0] == "articles   5 (5 read, 0 unchanged)"
    assert all(kind in lines[1] for kind in ("meeting", "milestone", "agreement", "statistic", "commitment", "statement", "role"))
    assert lines[2].startswith("open       conflicts ")
    assert sorted(line.split()[1] for line in lines[-5:-1]) == [f"output/{name}" for name in FILES]
    assert sum(line.endswith(" pp.") for line in lines) == 2
    assert lines[-1].endswith(" s")


def test_a_second_build_reads_nothing_and_touches_no_file(built: Built) -> None:
    project = built.project
    times = {name: (project / "output" / name).stat().st_mtime_ns for name in FILES}
    done = run("--project", project, "--json", "build", "viet-nam-nga")
    told = json.loads(done.stdout)
    assert (told["articles"], told["read"]) == (5, 0)
    assert [file["changed"] for file in told["files"]] == [False, False]
    assert {name: (project / "output" / name).stat().st_mtime_ns for name in FILES} == times


def test_another_folder_time_zone_locale_hash_seed_and_number_of_jobs_give_the_same_bytes(built: Built, tmp_path: Path) -> None:
    project = built.project
    other = copy_project(tmp_path / "một nơi khác")
    done = run(
        "--project", other, "build", "viet-nam-nga", "--jobs", "1",
        TZ="Asia/Ho_Chi_Minh", LANG="vi_VN.UTF-8", PYTHONHASHSEED="4", TMPDIR=str(tmp_path), HOME=str(tmp_path),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for name in ("viet-nam-nga.pdf", "viet-nam-nga.docx"):
        assert (other / "output" / name).read_bytes() == (project / "output" / name).read_bytes(), name


def test_the_order_in_which_articles_came_does_not_show(built: Built, tmp_path: Path) -> None:
    project = built.project
    other = copy_project(tmp_path / "p", seeds="004*")
    shutil.copytree(ROOT / "reports" / "decisions", other / "reports" / "decisions", dirs_exist_ok=True)
    assert main(["--project", str(other), "facts"]) == 0
    for path in sorted((ROOT / "seeds").glob("*.txt"), reverse=True):
        shutil.copy(path, other / "seeds")
        main(["--project", str(other), "facts"])
    shutil.copytree(project / "reports" / "decisions", other / "reports" / "decisions", dirs_exist_ok=True)
    assert run("--project", other, "export").stdout == run("--project", project, "export").stdout


def test_an_article_that_was_taken_out_takes_its_facts_with_it(built: Built, tmp_path: Path) -> None:
    other = copy_project(tmp_path / "p", seeds="00[04]*")
    main(["--project", str(other), "facts"])
    next((other / "seeds").glob("004*")).unlink()
    told = json.loads(run("--project", other, "--json", "facts").stdout)
    assert {evidence["article"] for fact in told for evidence in fact["evidence"]} == {"000_7401e29626b1569a"}


def test_the_folder_for_the_output_can_be_chosen(built: Built, tmp_path: Path) -> None:
    done = run("--project", built.project, "build", "viet-nam-nga", "--format", "docx", "--output", tmp_path / "elsewhere")
    assert done.returncode == 0, done.stderr
    (made,) = (tmp_path / "elsewhere").iterdir()
    assert made.read_bytes() == (built.output / "viet-nam-nga.docx").read_bytes()  # page numbers in its contents too


def test_another_language_has_files_of_its_own(built: Built, tmp_path: Path) -> None:
    done = run("--project", built.project, "build", "viet-nam-nga", "--format", "docx,html", "--language", "en", "-o", tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["viet-nam-nga.en.docx", "viet-nam-nga.en.html"]


def test_what_the_sources_said_by_a_day_leaves_out_later_articles(built: Built, tmp_path: Path) -> None:
    done = run("--project", built.project, "--json", "build", "asean-nga", "--format", "docx", "--as-of", "31/12/2021", "-o", tmp_path)
    everything = json.loads(run("--project", built.project, "--json", "facts").stdout)
    assert done.returncode == 0, done.stderr
    assert 0 < sum(json.loads(done.stdout)["facts"].values()) < len(everything)


def test_a_day_before_all_sources_makes_no_document_and_says_when_the_first_spoke(built: Built, tmp_path: Path) -> None:
    done = run("--project", built.project, "build", "asean-nga", "--format", "html", "--as-of", "2019", "-o", tmp_path)
    assert done.returncode == 2
    assert "asean-nga: as of 2019 no source had said anything: the first is known of 2021-04-06. Give a later date" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_day_by_which_no_source_spoke_of_the_parties_is_told(built: Built, tmp_path: Path) -> None:
    done = run("--project", built.project, "build", "viet-nam-nga", "--format", "html", "--as-of", "2021-05", "-o", tmp_path)
    assert (done.returncode, [path.name for path in tmp_path.iterdir()]) == (0, ["viet-nam-nga.html"])
    assert "viet-nam-nga says nothing: no source by 2021-05 tells anything about VNM and RUS" in done.stderr

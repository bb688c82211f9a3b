"""``add``: pages and files become articles of the project, with what is known of them; what it has already is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from briefgen.cli.main import main
from running import copy_project, run
from web import Site, page, redirect, serve

TITLE = "Việt Nam và Nga bàn hợp tác năng lượng"
TEXT = (
    "Ngày 12/3/2024, tại Hà Nội, Thứ trưởng Ngoại giao Lê Văn Mẫu đã tiếp Đại sứ Nga. Hai bên trao đổi về hợp tác năng lượng, "
    "thương mại và giáo dục trong thời gian tới, nhất trí tổ chức kỳ họp tiếp theo của Ủy ban liên Chính phủ trong năm nay. "
    "Kim ngạch thương mại hai chiều năm 2023 đạt 3,6 tỷ USD, tăng 2,3% so với năm trước đó."
)
HTML = f"""<!DOCTYPE html><html lang="vi"><head><title>{TITLE}</title>
<meta property="og:site_name" content="Báo Mẫu"><meta property="article:published_time" content="2024-03-13T08:00:00+07:00"></head>
<body><h1>{TITLE}</h1><p>{TEXT}</p></body></html>"""
STEM = "2024-03-13-viet-nam-va-nga-ban-hop-tac-nang-luong"


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        site.answers["/a"] = page(HTML)
        yield site


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "p", seeds="none")


def _names(project: Path) -> list[str]:
    return sorted(path.name for path in (project / "seeds").iterdir())


def _add(project: Path, *arguments: str) -> int:
    return main(["--project", str(project), "add", "--allow-private", "--date", "2024-05-01", *arguments])


def test_a_page_is_saved_as_fetched_with_its_address_and_the_day_of_retrieval(
    project: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _add(project, f"{site.address}/a") == 0
    out, err = capsys.readouterr()
    assert out == f"saved      seeds/{STEM}.html\n"
    assert err == f"  {TITLE} · Báo Mẫu · 2024-03-13\n"
    assert _names(project) == [f"{STEM}.html", f"{STEM}.yaml"]
    assert (project / "seeds" / f"{STEM}.html").read_bytes() == HTML.encode()
    sidecar = yaml.safe_load((project / "seeds" / f"{STEM}.yaml").read_text(encoding="utf-8"))
    assert sidecar == {"address": f"{site.address}/a", "retrieved": "2024-05-01"}
    told = json.loads(run("--project", project, "--json", "facts", "--kind", "statistic").stdout)
    assert any("3,6 tỷ USD" in evidence["quote"] for fact in told for evidence in fact["evidence"])


def test_the_day_of_retrieval_is_today_where_none_is_named(project: Path, site: Site) -> None:
    done = run("--project", project, "--json", "add", "--allow-private", f"{site.address}/a", TZ="Pacific/Kiritimati")
    today = subprocess.run(["date", "+%F"], env={**os.environ, "TZ": "Pacific/Kiritimati"}, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)[0]["retrieved"] == today.stdout.strip()


def test_an_address_that_is_known_is_not_asked_again_unless_wanted(project: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    _add(project, f"{site.address}/a")
    asked = len(site.asked)
    capsys.readouterr()
    assert _add(project, f"{site.address}/a?utm_source=mail#top") == 0
    assert capsys.readouterr().out == f"known      seeds/{STEM}.html is from this address; --again saves it once more\n"
    assert len(site.asked) == asked
    assert _add(project, "--again", f"{site.address}/a") == 0
    assert "holds the same as" in capsys.readouterr().out
    site.answers["/a"] = page(HTML.replace("3,6 tỷ", "3,63 tỷ"))
    assert _add(project, "--again", f"{site.address}/a") == 0
    assert f"{STEM}-2.html" in _names(project)
    assert f"the same story as {STEM}: they count as one source" in capsys.readouterr().err


def test_an_address_that_leads_to_a_known_page_adds_nothing(project: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.answers["/short"] = redirect("/a")
    _add(project, f"{site.address}/a")
    names = _names(project)
    assert _add(project, f"{site.address}/short") == 0
    assert _names(project) == names


def test_a_page_that_only_its_server_knows_the_encoding_of_is_saved_so_that_it_can_be_read(project: Path, site: Site) -> None:
    text = "<html><head><title>Переговоры</title></head><body><p>" + "Стороны обсудили сотрудничество. " * 20 + "</p></body></html>"
    site.answers["/ru"] = page(text.encode("cp1251"), kind="text/html; charset=windows-1251")
    _add(project, f"{site.address}/ru")
    (saved,) = (project / "seeds").glob("*.html")
    assert saved.read_bytes() == "\ufeff".encode() + text.encode()


def test_a_file_is_copied_under_a_name_of_its_own_with_its_sidecar(project: Path, tmp_path: Path) -> None:
    (tmp_path / "download (3).txt").write_text(f"{TITLE}\n\n{TEXT}\n", encoding="utf-8")
    (tmp_path / "download (3).yaml").write_text("published: 2024-03-14\noutlet: Báo Khác\n", encoding="utf-8")
    assert _add(project, str(tmp_path / "download (3).txt")) == 0
    stem = STEM.replace("-13-", "-14-")
    assert _names(project) == [f"{stem}.txt", f"{stem}.yaml"]
    assert (project / "seeds" / f"{stem}.txt").read_bytes() == (tmp_path / "download (3).txt").read_bytes()
    assert (project / "seeds" / f"{stem}.yaml").read_bytes() == (tmp_path / "download (3).yaml").read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", bytes(range(256)) * 40, "Not a text file"),
        ("a.xyz", b"words", "no article's file"),
        ("a.pdf", b"%PDF-1.4 broken", "not a readable PDF"),
        ("a.txt", None, "cannot be read: No such file"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_and_nothing_is_added(
    project: Path, tmp_path: Path, name: str, content: bytes | None, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert _add(project, str(tmp_path / name)) == 3
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert says.lower() in told.err.lower()
    assert _names(project) == []


def test_one_that_fails_does_not_stop_the_others_and_decides_the_exit_code(
    project: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.answers["/empty"] = page("<html></html>")
    code = _add(project, f"{site.address}/nowhere", "ftp://news.example/x", f"{site.address}/empty", f"{site.address}/a", "nowhere.txt")
    told = capsys.readouterr()
    assert code == 10
    assert told.out == f"saved      seeds/{STEM}.html\n"
    assert [line.split(":")[0] for line in told.err.splitlines() if line.startswith("briefgen")] == ["briefgen"] * 4
    assert _names(project) == [f"{STEM}.html", f"{STEM}.yaml"]


def test_without_leave_this_machine_is_not_asked(project: Path, site: Site) -> None:
    done = run("--project", project, "add", f"{site.address}/a")
    assert (done.returncode, done.stdout) == (10, "")
    assert done.stderr.count("\n") == 1
    assert "--allow-private" in done.stderr
    assert (site.asked, _names(project)) == ([], [])


def test_a_day_that_is_none_is_told_before_anything_is_fetched(project: Path, site: Site) -> None:
    assert main(["--project", str(project), "add", "--allow-private", "--date", "soon", f"{site.address}/a"]) == 2
    assert site.asked == []


def test_two_who_add_at_once_take_names_of_their_own(project: Path, site: Site) -> None:
    for number in range(4):
        site.answers[f"/{number}"] = page(HTML.replace("3,6 tỷ", f"3,{number} tỷ"))
    command = [sys.executable, "-m", "briefgen", "--project", str(project), "--quiet", "add", "--allow-private"]
    running = [subprocess.Popen([*command, f"{site.address}/{number}"], stdout=subprocess.DEVNULL) for number in range(4)]
    assert [one.wait(timeout=120) for one in running] == [0] * 4
    assert [name for name in _names(project) if name.endswith(".html")] == sorted(
        [f"{STEM}.html", *(f"{STEM}-{number}.html" for number in (2, 3, 4))]
    )

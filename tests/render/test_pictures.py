"""Pages as pictures, held against references, with a report for a person to look at.

``BRIEFGEN_PICTURES=renew pytest -m slow tests/render/test_pictures.py`` (``make pictures``) writes the references anew: look at the report
first. Another version of poppler draws edges a little differently, so blocks of pixels are compared, not single ones.
"""

from __future__ import annotations

import base64
import io
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from pdf_samples import ROOT, draw_charts, read_sample, render

pytestmark = pytest.mark.slow

REFERENCES = Path(__file__).parent / "pictures"
REPORT = ROOT / "build" / "pictures"
DPI = 50
BLOCK = 4  # pixels a side of what is compared: about two millimetres
TOLERANCE = 40  # of 255, of a block's mean
SHARE = 0.002  # of a page's blocks may differ by more


def draw_pages(pdf: bytes, folder: Path) -> list[Image.Image]:
    (folder / "pages.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", str(DPI), "-gray", "-png", str(folder / "pages.pdf"), str(folder / "page")]
    subprocess.run(command, check=True, timeout=120)
    return [Image.open(path).convert("L") for path in sorted(folder.glob("page-*.png"))]


def measure_difference(one: Image.Image, other: Image.Image) -> float:
    """The share of blocks that differ; 1 where the pages are not of one size."""
    if one.size != other.size:
        return 1.0
    size = (one.width // BLOCK, one.height // BLOCK)
    small = ImageChops.difference(one.resize(size, Image.Resampling.BOX), other.resize(size, Image.Resampling.BOX))
    return sum(small.histogram()[TOLERANCE:]) / (size[0] * size[1])


def write_report(name: str, rows: Sequence[tuple[Image.Image, Image.Image | None, float]]) -> Path:
    """Each page beside its reference and what differs, in one HTML file that needs nothing else."""
    REPORT.mkdir(parents=True, exist_ok=True)
    pieces = []
    for number, (now, before, share) in enumerate(rows, start=1):
        pictures = [now] if before is None else [before, now, ImageChops.invert(ImageChops.difference(before.resize(now.size), now))]
        pieces.append(f"<h2>{number}: {share:.2%}</h2>" + "".join(f"<img src='{embed(picture)}' alt=''>" for picture in pictures))
    path = REPORT / f"{name}.html"
    path.write_text("<meta charset='utf-8'><style>img{border:1px solid;margin:4px}</style>" + "".join(pieces), encoding="utf-8")
    return path


def embed(picture: Image.Image) -> str:
    content = io.BytesIO()
    picture.save(content, "PNG")
    return "data:image/png;base64," + base64.b64encode(content.getvalue()).decode()


def save_references(theme: str, pages: Sequence[Image.Image]) -> None:
    REFERENCES.mkdir(exist_ok=True)
    for old in REFERENCES.glob(f"{theme}-*.png"):
        old.unlink()
    for number, page in enumerate(pages, start=1):
        page.quantize(16).save(REFERENCES / f"{theme}-{number:02}.png", optimize=True)


@pytest.mark.parametrize("theme", ["house", "decree-30"])
def test_pages_look_as_their_references(theme: str, tmp_path: Path) -> None:
    html = read_sample().replace("theme-house", f"theme-{theme}")
    pages = draw_pages(render(html, charts=draw_charts(), theme=theme), tmp_path)
    if os.environ.get("BRIEFGEN_PICTURES") == "renew":
        save_references(theme, pages)
    references = [Image.open(path).convert("L") for path in sorted(REFERENCES.glob(f"{theme}-*.png"))]
    padded = [*references, *[None] * (len(pages) - len(references))]
    rows = [(now, before, 1.0 if before is None else measure_difference(before, now)) for now, before in zip(pages, padded, strict=False)]
    report = write_report(theme, rows)
    assert len(pages) == len(references), f"{len(pages)} pages, {len(references)} references; look at {report}"
    differing = [number for number, (_, _, share) in enumerate(rows, start=1) if share > SHARE]
    assert differing == [], f"look at {report}"


def test_a_moved_line_is_noticed_and_a_softer_edge_is_not(tmp_path: Path) -> None:
    (page, *_) = draw_pages(render(read_sample(), charts=draw_charts()), tmp_path)
    assert measure_difference(page, ImageChops.offset(page, 0, 6)) > SHARE
    assert measure_difference(page, page.point(lambda value: min(255, value + 12))) <= SHARE

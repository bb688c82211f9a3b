"""Make the fonts under src/briefgen/carried/fonts from their variable sources: static, subset, renamed, same bytes each time.

    uv run --with fonttools --with fontpkg-source-serif-4 --with fontpkg-noto-sans tools/make_fonts.py

Static, because a variable font is instanced again in every PDF (0.2 s, and a time stamp in it). Subset to Latin with all of Vietnamese,
Cyrillic, punctuation and signs. Renamed, because a changed font must not pass for the original, and so that none of the same name
on a reader's machine is ever taken in its stead. Both sources are under the SIL Open Font License 1.1 without a reserved name;
their licences are copied beside the fonts.
"""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).resolve().parents[1] / "src" / "briefgen" / "carried" / "fonts"
EPOCH_1904 = 3_786_912_000  # 2024-01-01 in the seconds since 1904 that the head table counts

RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x024F),  # Latin-1, Latin Extended-A and B: đ, ơ, ư
    (0x02B0, 0x02FF),  # modifier letters
    (0x0300, 0x036F),  # combining marks
    (0x0370, 0x03FF),  # Greek, for the odd letter
    (0x0400, 0x045F),  # Cyrillic: Russian, Ukrainian, Belarusian, Serbian
    (0x0490, 0x04FF),
    (0x1E00, 0x1EFF),  # Latin Extended Additional: the Vietnamese letters
    (0x2000, 0x206F),  # punctuation
    (0x2070, 0x20BF),  # superscripts, subscripts, currency
    (0x2100, 0x218F),  # №, ™, fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # −, ≈, ≤, ≥
    (0x2460, 0x2473),
    (0x25A0, 0x25FF),  # shapes
    (0x2610, 0x2718),
    (0xFB00, 0xFB06),
    (0xFFFD, 0xFFFD),
)
# Without ccmp: it takes ụ and ị apart again, and then the letter copies out of the PDF as "u ụ". Our text is NFC: every letter has
# its own glyph.
FEATURES = ["kern", "lnum", "locl", "mark", "mkmk", "tnum"]


@dataclass(frozen=True)
class Family:
    name: str
    package: str
    file: str
    axes: tuple[tuple[str, float], ...]
    bold: float


FAMILIES = (
    # opsz 10 is the cut for text of 9 to 12 points; 650 stays apart from regular in print without shouting
    Family("Briefgen Serif", "fontpkg_source_serif_4", "SourceSerif4{}[opsz,wght].ttf", (("opsz", 10),), 650),
    Family("Briefgen Sans", "fontpkg_noto_sans", "NotoSans{}[wdth,wght].ttf", (("wdth", 92),), 650),
)


def name_font(font: TTFont, family: str, style: str) -> None:
    """Give the font the four names of a classic family of regular, bold, italic and bold italic."""
    table = font["name"]
    kept = {0, 5, 7, 8, 9, 11, 12, 13, 14}
    table.names = [record for record in table.names if record.nameID in kept and record.platformID == 3]
    full = f"{family} {style}"
    post = f"{family.replace(' ', '')}-{style.replace(' ', '')}"
    for number, text in ((1, family), (2, style), (3, post), (4, full), (6, post)):
        table.setName(text, number, 3, 1, 0x409)
    bold, italic = "Bold" in style, "Italic" in style
    font["OS/2"].usWidthClass = 5  # so that nothing has to be asked for as semi-condensed
    font["OS/2"].usWeightClass = 700 if bold else 400
    flags = (0b100000 * bold) | italic | (0b1000000 * (not bold and not italic))
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0b1100001) | flags
    font["head"].macStyle = bold | (2 * italic)


def subset_font(font: TTFont) -> None:
    dropped = ["DSIG", "STAT", "MVAR"]
    options = Options(layout_features=FEATURES, hinting=False, name_IDs=["*"], notdef_outline=True, drop_tables=dropped)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for low, high in RANGES for code in range(low, high + 1)])
    subsetter.subset(font)


def make_face(family: Family, style: str) -> Path:
    """Write one face, and return its path."""
    root = Path(str(importlib.import_module(family.package).ROOT)) / "files"
    font = TTFont(root / family.file.format("-Italic" if "Italic" in style else ""), recalcTimestamp=False)
    font = instantiateVariableFont(font, {**dict(family.axes), "wght": family.bold if "Bold" in style else 400})
    subset_font(font)
    name_font(font, family.name, style)
    font["head"].modified = font["head"].created = EPOCH_1904
    path = HERE / f"{family.name.replace(' ', '')}-{style.replace(' ', '')}.ttf"
    font.recalcTimestamp = False
    font.save(path)
    return path


def make_ranges(codes: set[int]) -> Iterator[str]:
    """Lines ``0020-007E`` for runs of code points."""
    ordered = sorted(codes)
    start = previous = ordered[0]
    for code in [*ordered[1:], -1]:
        if code != previous + 1:
            yield f"{start:04X}-{previous:04X}"
            start = code
        previous = code


def main() -> None:
    HERE.mkdir(parents=True, exist_ok=True)
    covered: set[int] | None = None
    for style in ("Regular", "Bold", "Italic", "Bold Italic"):
        codes: set[int] = set()
        for family in FAMILIES:
            path = make_face(family, style)
            codes |= set(TTFont(path).getBestCmap())
            print(f"{path.name}: {path.stat().st_size // 1024} KB")
        covered = codes if covered is None else covered & codes
    for family in FAMILIES:
        package = Path(str(importlib.import_module(family.package).ROOT))
        shutil.copyfile(package / "LICENSE", HERE / f"OFL-{family.name.replace(' ', '')}.txt")
    (HERE / "characters.txt").write_text("\n".join(make_ranges(covered or set())) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()

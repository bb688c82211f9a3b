"""Make the Word styles of all briefings in reports/templates/: house.docx from tools/house.yaml, and one for each theme.

    python tools/make_house_docx.py

A theme's house-THEME.yaml says only what differs. Each file is made from nothing, so it holds no stray parts of somebody's template;
the same YAML gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from lxml import etree

from briefgen.render.docx.ooxml import NAMESPACES, Element, R, w, worded
from briefgen.render.docx.package import pack

HERE = Path(__file__).parent
TARGETS = HERE.parent / "reports" / "templates"
Look = Mapping[str, Any]
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def twips(length: float | str) -> int:
    """Twentieths of a point; ``length`` is in points, or a text such as ``20mm``."""
    if isinstance(length, str) and (match := re.fullmatch(r"([\d.]+)mm", length)):
        return round(float(match[1]) * 1440 / 25.4)
    return round(float(length) * 20)


def half_points(size: float) -> int:
    return round(size * 2)


class House:
    """What house.yaml says, and the parts made from it."""

    def __init__(self, looks: Look) -> None:
        self.looks = looks
        self.colours: Mapping[str, str] = looks["colours"]

    # --- properties of runs and paragraphs, in the order that the schema demands ---

    def run_properties(self, look: Look) -> list[Element]:
        made: list[tuple[str, Callable[[Any], Element]]] = [
            ("font", lambda name: w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)),
            ("bold", lambda _: w("b")),
            ("italic", lambda _: w("i")),
            ("caps", lambda _: w("caps")),
            ("colour", lambda name: w("color", val=self.colours[name])),
            ("spacing", lambda points: w("spacing", val=twips(points))),
            ("size", lambda points: w("sz", val=half_points(points))),
            ("size", lambda points: w("szCs", val=half_points(points))),
            ("underline", lambda kind: w("u", val=kind)),
            ("raised", lambda _: w("vertAlign", val="superscript")),
        ]
        return [make(look[key]) for key, make in made if key in look]

    def paragraph_properties(self, look: Look) -> list[Element]:
        made: list[Element | None] = [
            w("keepNext") if look.get("keep") else None,
            self.frame() if look.get("margin") else None,
            w("widowControl") if look.get("widow") else None,
            w("numPr", w("numId", val=1 if look["list"] == "bullet" else 2)) if "list" in look else None,
            self.borders(look),
            w("shd", val="clear", color="auto", fill=self.colours[look["fill"]]) if "fill" in look else None,
            self.tabs() if look.get("contents") else None,
            self.spacing(look),
            self.indent(look),
            w("jc", val=look["align"]) if "align" in look else None,
            w("outlineLvl", val=look["outline"]) if "outline" in look else None,
        ]
        return [element for element in made if element is not None]

    def frame(self) -> Element:
        """As-of marks stand in the left margin, beside the line that follows them."""
        left, width = twips(self.looks["page"]["left"]), twips("20mm")
        return w("framePr", w=width, hSpace=113, wrap="around", vAnchor="text", hAnchor="page", x=left - width - 113, y=40)

    def borders(self, look: Look) -> Element | None:
        if "card" in look:
            return w("pBdr", w("left", val="single", sz=18, space=8, color=self.colours[look["card"]]))
        if look.get("rule-below"):
            return w("pBdr", w("bottom", val="single", sz=4, space=3, color=self.colours["rule"]))
        return None

    def tabs(self) -> Element:
        page = self.looks["page"]
        return w("tabs", w("tab", val="right", leader="dot", pos=twips(page["width"]) - twips(page["left"]) - twips(page["right"])))

    def spacing(self, look: Look) -> Element | None:
        attributes: dict[str, str | int] = {key: twips(look[key]) for key in ("before", "after") if key in look}
        if "line" in look:
            attributes |= {"line": round(look["line"] * 240), "lineRule": "auto"}
        return w("spacing", **attributes) if attributes else None

    def indent(self, look: Look) -> Element | None:
        # A card's text and its lists share their outer edge, so that bar and wash run through.
        edge = twips("3mm") if look.get("based") in {"CardText", "BoxText"} or "card" in look else 0
        if "list" in look:
            step = twips(self.looks["lists"]["indent"])
            return w("ind", left=edge + step, hanging=step)
        if edge:
            return w("ind", left=edge, right=edge)
        if "first" in look:
            return w("ind", firstLine=twips(look["first"]))
        return w("ind", left=twips(look["left"])) if "left" in look else None

    # --- styles ---

    def style(self, kind: str, look: Look, *extra: Element) -> Element:
        attributes: dict[str, str | int] = {"type": kind, "styleId": look["id"]}
        if look.get("default"):
            attributes["default"] = 1
        made = w("style", w("name", val=look["name"]), **attributes)
        for key, name in (("based", "basedOn"), ("next", "next")):
            if key in look:
                made.append(w(name, val=look[key]))
        if kind == "character" and not look.get("default"):
            made.append(w("basedOn", val="DefaultParagraphFont"))
        if look.get("quick"):
            made.append(w("qFormat"))
        paragraph = self.paragraph_properties(look) if kind == "paragraph" else []
        run = self.run_properties(look) if kind != "table" else []
        for name, children in (("pPr", paragraph), ("rPr", run)):
            if children:
                made.append(w(name, *children))
        made.extend(extra)
        return made

    def table_style(self, look: Look) -> Element:
        rule = self.colours["rule"]
        line: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": rule}
        borders = w("tblBorders", *(w(side, **line) for side in ("top", "bottom", "insideH")))
        edges = {"top": 20, "left": 85, "bottom": 20, "right": 85}
        cells = w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in edges.items()))
        extra = [w("tblPr", w("tblInd", w=0, type="dxa"), borders, cells)]
        if look.get("head"):
            shade = w("shd", val="clear", color="auto", fill=self.colours["wash"])
            strong = w("tcBorders", w("bottom", val="single", sz=8, space=0, color=self.colours["accent"]))
            extra.append(w("tblStylePr", w("rPr", w("b")), w("tcPr", strong, shade), type="firstRow"))
        return self.style("table", {**look, "based": "TableNormal"}, *extra)

    def styles(self) -> Element:
        looks = self.looks
        usual = looks["defaults"]
        run = w("rPr", *self.run_properties(usual), w("lang", val="vi-VN", eastAsia="en-US", bidi="ar-SA"))
        paragraph = w("pPr", *self.paragraph_properties(usual))
        made = w("styles", w("docDefaults", w("rPrDefault", run), w("pPrDefault", paragraph)))
        made.extend(self.style("paragraph", look) for look in looks["paragraph"])
        made.extend(self.style("character", look) for look in looks["character"])
        sides = (w(side, w=width, type="dxa") for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108)))
        plain = w("tblPr", w("tblInd", w=0, type="dxa"), w("tblCellMar", *sides))
        made.append(self.style("table", {"id": "TableNormal", "name": "Normal Table", "default": True}, plain))
        made.append(self.style("numbering", {"id": "NoList", "name": "No List", "default": True}))
        made.extend(self.table_style(look) for look in looks["table"])
        return made

    # --- other parts ---

    def numbering(self) -> Element:
        lists, step = self.looks["lists"], twips(self.looks["lists"]["indent"])
        made = w("numbering")
        for number, (kind, form) in enumerate((("bullet", "bullet"), ("number", "decimal"))):
            level = w(
                "lvl", w("start", val=1), w("numFmt", val=form), w("lvlText", val=lists[kind]["mark"]), w("lvlJc", val="left"), ilvl=0
            )
            level.append(w("pPr", w("ind", left=step, hanging=step)))
            level.append(w("rPr", *self.run_properties({"font": lists[kind].get("font", self.looks["defaults"]["font"])})))
            made.append(w("abstractNum", w("multiLevelType", val="singleLevel"), level, abstractNumId=number))
        made.extend(w("num", w("abstractNumId", val=number), numId=number + 1) for number in range(2))
        return made

    def settings(self) -> Element:
        compat = [("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1), ("enableOpenTypeFeatures", 1)]
        uri = "http://schemas.microsoft.com/office/word"
        return w(
            "settings",
            w("zoom", percent=100),
            w("defaultTabStop", val=720),
            w("characterSpacingControl", val="doNotCompress"),
            w("compat", *(w("compatSetting", name=name, uri=uri, val=value) for name, value in compat)),
            w("themeFontLang", val="vi-VN"),
            w("decimalSymbol", val=","),
            w("listSeparator", val=";"),
        )

    def font_table(self) -> Element:
        fonts = self.looks["fonts"].items()
        return w("fonts", *(font(name, look) for name, look in fonts))

    def section(self) -> Element:
        page = {key: twips(value) for key, value in self.looks["page"].items()}
        margins = {side: page[side] for side in ("top", "right", "bottom", "left", "header", "footer")}
        return w(
            "sectPr",
            reference("headerReference", "rIdHeader", "default"),
            reference("footerReference", "rIdFooter", "default"),
            reference("headerReference", "rIdFirst", "first"),
            reference("footerReference", "rIdFooter", "first"),
            w("pgSz", w=page["width"], h=page["height"]),
            w("pgMar", **margins, gutter=0),
            w("cols", space=708),
            w("titlePg"),
        )


def font(name: str, look: Look) -> Element:
    return w(
        "font",
        w("altName", val=look["instead"]),
        w("panose1", val=look["panose"]),
        w("charset", val="00"),
        w("family", val=look["family"]),
        w("pitch", val="variable"),
        name=name,
    )


def reference(name: str, relation: str, kind: str) -> Element:
    made = w(name, type=kind)
    made.set(f"{{{R}}}id", relation)
    return made


def field(instruction: str, shown: str) -> list[Element]:
    """A complex field; the writer puts the cached words in its place."""
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", worded("instrText", f" {instruction} ")),
        w("r", w("fldChar", fldCharType="separate")),
        w("r", worded("t", shown)),
        w("r", w("fldChar", fldCharType="end")),
    ]


FIELDS = {"TITLE": "TITLE", "CUT-OFF": 'DOCPROPERTY "briefgen.cut-off-line"', "PAGE": "PAGE", "NUMPAGES": "NUMPAGES"}


def running(name: str, style: str, parts: Iterable[str]) -> Element:
    """A header or a footer: words, and fields by their names."""
    body = [one for part in parts for one in (field(FIELDS[part], "1") if part in FIELDS else [w("r", worded("t", part))])]
    return w(name, w("p", w("pPr", w("pStyle", val=style)), *body))


def write_xml(element: Element) -> bytes:
    etree.cleanup_namespaces(element, keep_ns_prefixes=list(NAMESPACES))
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def content_types(overrides: Mapping[str, str]) -> bytes:
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    types = etree.Element(f"{{{namespace}}}Types", nsmap={None: namespace})  # type: ignore[dict-item]  # lxml-stubs: None is lxml's default namespace
    for ending, kind in (("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml")):
        etree.SubElement(types, f"{{{namespace}}}Default", Extension=ending, ContentType=kind)
    for name, kind in sorted(overrides.items()):
        etree.SubElement(types, f"{{{namespace}}}Override", PartName=name, ContentType=kind)
    return etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)


def relations(targets: Iterable[tuple[str, str, str]]) -> bytes:
    made = etree.Element(f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS})  # type: ignore[dict-item]  # as above
    for ident, kind, target in targets:
        etree.SubElement(made, f"{{{RELATIONS}}}Relationship", Id=ident, Type=kind, Target=target)
    return etree.tostring(made, xml_declaration=True, encoding="UTF-8", standalone=True)


def make_house(looks: Look) -> bytes:
    """The bytes of a house.docx with these looks."""
    house = House(looks)
    paragraph = w("p", w("pPr", w("pStyle", val="BodyText")))
    parts: dict[str, tuple[str, Element]] = {
        "document": (f"{OFFICE}.document.main+xml", w("document", w("body", paragraph, house.section()))),
        "styles": (f"{OFFICE}.styles+xml", house.styles()),
        "settings": (f"{OFFICE}.settings+xml", house.settings()),
        "fontTable": (f"{OFFICE}.fontTable+xml", house.font_table()),
        "numbering": (f"{OFFICE}.numbering+xml", house.numbering()),
        "header1": (f"{OFFICE}.header+xml", running("hdr", "Header", looks["running"]["header"])),
        "header2": (f"{OFFICE}.header+xml", running("hdr", "Normal", ())),
        "footer1": (f"{OFFICE}.footer+xml", running("ftr", "Footer", looks["running"]["footer"])),
    }
    theme = (HERE / "house_theme.xml").read_bytes()
    kinds = {f"/word/{name}.xml": kind for name, (kind, _) in parts.items()} | {"/word/theme/theme1.xml": THEME}
    names = {"header1": "rIdHeader", "header2": "rIdFirst", "footer1": "rIdFooter"}
    links = [(names.get(name, f"rId{name}"), f"{R}/{name.rstrip('12')}", f"{name}.xml") for name in parts if name != "document"]
    links.append(("rIdTheme", f"{R}/theme", "theme/theme1.xml"))
    return pack(
        {
            "[Content_Types].xml": content_types(kinds),
            "_rels/.rels": relations([("rId1", f"{R}/officeDocument", "word/document.xml")]),
            "word/theme/theme1.xml": theme,
            "word/_rels/document.xml.rels": relations(links),
            **{f"word/{name}.xml": write_xml(element) for name, (_, element) in parts.items()},
        }
    )


def read_looks(theme: str | None = None) -> Look:
    """The looks of house.yaml, with what a theme's own file says instead."""
    looks: dict[str, Any] = yaml.safe_load((HERE / "house.yaml").read_text(encoding="utf-8"))
    if theme is None:
        return looks
    changes: dict[str, Any] = yaml.safe_load((HERE / f"house-{theme}.yaml").read_text(encoding="utf-8"))
    styles = changes.pop("styles")
    for kind in ("paragraph", "character"):
        looks[kind] = [look | styles.get(look["id"], {}) for look in looks[kind]]
    return looks | {key: looks[key] | change for key, change in changes.items()}


def main() -> None:
    themes: tuple[str | None, ...] = (None, *sorted(path.stem.removeprefix("house-") for path in HERE.glob("house-*.yaml")))
    for theme in themes:
        target = TARGETS / ("house.docx" if theme is None else f"house-{theme}.docx")
        target.write_bytes(make_house(read_looks(theme)))
        print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()

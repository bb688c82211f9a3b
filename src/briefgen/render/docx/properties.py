"""Document properties, the proofing language, and the fields of header and footer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from lxml import etree

from briefgen.render.docx.house import House
from briefgen.render.docx.ooxml import Element, clean, tag, w

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
_EDTF_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_CUT_OFF_WORDS = {"vi": "Thông tin đến {}", "en": "Information as of {}"}
_LONGEST = 255  # characters that Word reads of a property


def proofing_language(language: str) -> str:
    """The BCP 47 name that Word's spelling checker goes by."""
    return _LANGUAGES.get(language.split("-")[0], language)


def first_day(edtf: str) -> dt.datetime:
    """The first moment of an EDTF date; 1980 where there is none, since Word wants a date."""
    match = _EDTF_DAY.match(edtf)
    if match is None:
        return dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
    return dt.datetime(int(match[1]), int(match[2] or 1), int(match[3] or 1), tzinfo=dt.UTC)


def describe_cut_off(edtf: str, language: str) -> str:
    """The running head's second half, as the PDF prints it."""
    from babel.dates import format_date, format_skeleton

    if not _EDTF_DAY.match(edtf):
        return ""
    day = first_day(edtf).date()
    locale = language.replace("-", "_")
    if edtf.count("-") == 2:
        shown = day.strftime("%d/%m/%Y") if locale.startswith("vi") else format_date(day, "d MMMM y", locale)
    else:
        shown = format_skeleton("yMMMM" if "-" in edtf else "y", day, locale=locale)
    return _CUT_OFF_WORDS.get(locale[:2], "{}").format(shown)


def set_core(house: House, title: str, metas: Mapping[str, str], language: str, cut_off: str) -> None:
    """Fill the core properties; both dates are the information cut-off unless the HTML says otherwise."""
    core = house.document.core_properties
    core.title, core.author = clean(title)[:_LONGEST], clean(metas.get("author", ""))[:_LONGEST]
    core.subject, core.keywords = clean(metas.get("description", ""))[:_LONGEST], clean(metas.get("keywords", ""))[:_LONGEST]
    core.comments = clean(metas.get("generator", ""))[:_LONGEST]
    core.language = proofing_language(language)
    core.last_modified_by = core.author
    core.revision = 1
    core.created = first_day(metas.get("dcterms.created", cut_off)).replace(tzinfo=None)
    core.modified = first_day(metas.get("dcterms.modified", cut_off)).replace(tzinfo=None)


def add_custom(house: House, properties: Mapping[str, str]) -> None:
    """Add the custom properties: texts under their names."""
    root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={"op": _CUSTOM, "vt": _TYPES})
    for number, (name, value) in enumerate(sorted(properties.items()), start=2):
        entry = etree.SubElement(root, f"{{{_CUSTOM}}}property", fmtid=_FORMAT, pid=str(number), name=name)
        etree.SubElement(entry, f"{{{_TYPES}}}lpwstr").text = clean(value)[:_LONGEST]
    package = house.document.part.package
    for ident, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES:
            del package.rels[ident]
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    package.relate_to(
        Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, blob, package), RELATIONSHIP_TYPE.CUSTOM_PROPERTIES
    )


def set_language(house: House, language: str) -> None:
    """Set the proofing language of all text."""
    name = proofing_language(language)
    defaults = house.document.styles.element.find(f"{tag('docDefaults')}/{tag('rPrDefault')}/{tag('rPr')}")
    if defaults is not None:
        lang = defaults.find(tag("lang"))
        if lang is None:
            lang = w("lang")
            defaults.append(lang)
        lang.set(tag("val"), name)
    for theme in house.document.settings.element.findall(tag("themeFontLang")):
        theme.set(tag("val"), name)


def fill_fields(house: House, title: str, properties: Mapping[str, str]) -> None:
    """Put the results of TITLE and DOCPROPERTY fields into headers and footers, so that they show before Word renews them."""
    for part in _running_parts(house):
        for instruction, shown in _read_fields(part.element):
            value = _find_value(instruction, title, properties)
            if value is not None:
                shown.text = clean(value)


def _running_parts(house: House) -> Iterator[XmlPart]:
    for relation in house.document.part.rels.values():
        if not relation.is_external and relation.reltype in {RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER}:
            part = relation.target_part
            if isinstance(part, XmlPart):
                yield part


def _read_fields(root: Element) -> Iterator[tuple[str, Element]]:
    """Each complex field's instruction and the first text of its result."""
    instruction, result = "", False
    for element in root.iter():
        if element.tag == tag("fldChar"):
            kind = element.get(tag("fldCharType"))
            instruction, result = ("", False) if kind == "begin" else (instruction, kind == "separate")
        elif element.tag == tag("instrText"):
            instruction += element.text or ""
        elif element.tag == tag("t") and result:
            result = False
            yield instruction.strip(), element


def _find_value(instruction: str, title: str, properties: Mapping[str, str]) -> str | None:
    name, _, rest = instruction.partition(" ")
    if name == "TITLE":
        return title
    return properties.get(rest.split("\\")[0].strip().strip('"')) if name == "DOCPROPERTY" else None

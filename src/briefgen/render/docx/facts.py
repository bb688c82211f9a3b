"""Facts in content controls, bound to a custom XML part.

A fact's id stands in the control's tag, its alias, its number, its binding and a bookmark round it, because no word processor keeps
all of them: LibreOffice 7.4 drops tags, and attributes in the custom XML part, so that part holds elements only.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from briefgen.render.docx.house import House
from briefgen.render.docx.ooxml import Element, clean, make_id, make_name, w

NAMESPACE = "urn:briefgen:facts:1"
_LONGEST = 64  # Word refuses longer tags and aliases
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


@dataclass
class FactStore:
    """The controls made so far, and the words that each of them shows."""

    seed: str
    units: list[dict[str, str | int]] = field(default_factory=list)
    _nodes: dict[tuple[str, str, str], str] = field(default_factory=dict)
    _variants: dict[tuple[str, str], int] = field(default_factory=dict)
    _uses: dict[tuple[str, str], int] = field(default_factory=dict)

    @cached_property
    def guid(self) -> str:
        return make_guid(self.seed, NAMESPACE)

    def occurrence(self, fact: str, name: str) -> int:
        """How often this field of the fact has been written, this time included."""
        self._uses[fact, name] = self._uses.get((fact, name), 0) + 1
        return self._uses[fact, name]

    def node(self, fact: str, name: str, text: str) -> str:
        """The name of the element that holds these words: equal words of a field share one, so that an edit reaches all places."""
        key = (fact, name, text)
        if key not in self._nodes:
            number = self._variants[fact, name] = self._variants.get((fact, name), 0) + 1
            ident = f"{fact}_{name}" + (f"_{number}" if number > 1 else "")
            self._nodes[key] = make_name("f_", ident)
        return self._nodes[key]

    def control(self, fact: str, name: str, text: str, content: Element) -> Element:
        """A plain-text control round one run."""
        number = self._uses[fact, name]
        node, ident = self.node(fact, name, text), make_id("sdt", fact, name, number)
        binding = w("dataBinding", prefixMappings=f"xmlns:b='{NAMESPACE}'", xpath=f"/b:facts[1]/b:{node}[1]", storeItemID=self.guid)
        mark = make_tag(fact, name, number)
        alias = f"{fact} {name}" + (f" {number}" if number > 1 else "")
        properties = w("sdtPr", w("alias", val=alias[:_LONGEST]), w("tag", val=mark), w("id", val=ident), binding, w("text"))
        self.units.append(
            {
                "fact": fact,
                "field": name,
                "bookmark": make_mark(fact, name, number),
                "tag": mark,
                "alias": alias[:_LONGEST],
                "id": ident,
                "node": node,
            }
        )
        return w("sdt", properties, w("sdtContent", content))

    def stretch(self, fact: str, name: str) -> None:
        """Note down words that stand in a bookmark alone, because they hold more than plain words."""
        self.units.append({"fact": fact, "field": name, "bookmark": make_mark(fact, name, self._uses[fact, name])})

    def add_part(self, house: House) -> None:
        """Write the custom XML part that the controls are bound to."""
        root = etree.Element(f"{{{NAMESPACE}}}facts", nsmap={"b": NAMESPACE})
        for (_, _, text), node in self._nodes.items():
            etree.SubElement(root, f"{{{NAMESPACE}}}{node}").text = clean(text)
        add_custom_xml(house, 1, root, self.guid, NAMESPACE)


def make_mark(fact: str, name: str, number: int) -> str:
    """The hidden bookmark round the words."""
    return make_name("_f_", f"{fact}_{name}_{number}")


def make_tag(fact: str, name: str, number: int) -> str:
    """``fact:ID/FIELD`` and the occurrence from the second on, within Word's 64 characters."""
    full = f"fact:{fact}/{name}" + (f"#{number}" if number > 1 else "")
    return full if len(full) <= _LONGEST else f"fact:{make_id(fact, name, number)}"


def make_guid(seed: str, namespace: str) -> str:
    return "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"{namespace}:{seed}")).upper() + "}"


def add_custom_xml(house: House, number: int, root: Element, guid: str, namespace: str) -> None:
    """Add a custom XML part with its properties."""
    owner = house.document.part
    number = _free_number(number, {str(part.partname) for part in owner.package.iter_parts()}.__contains__)
    properties = etree.Element(f"{{{_DATASTORE}}}datastoreItem", nsmap={"ds": _DATASTORE})
    properties.set(f"{{{_DATASTORE}}}itemID", guid)
    references = etree.SubElement(properties, f"{{{_DATASTORE}}}schemaRefs")
    etree.SubElement(references, f"{{{_DATASTORE}}}schemaRef").set(f"{{{_DATASTORE}}}uri", namespace)
    item = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", _write(root), owner.package)
    described = Part(PackURI(f"/customXml/itemProps{number}.xml"), _PROPERTIES, _write(properties), owner.package)
    owner.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    item.relate_to(described, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)


def _free_number(number: int, taken: Callable[[str], bool]) -> int:
    while taken(f"/customXml/item{number}.xml") or taken(f"/customXml/itemProps{number}.xml"):
        number += 1
    return number


def _write(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

"""Facts in content controls: where their ids stand, and what the file carries for its way back."""

from __future__ import annotations

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from briefgen.render.docx.ooxml import make_id, make_name
from docx_support import W, read_part, read_parts, render_body, render_sample

FACT = '<span class="fact" data-fact="{}" data-field="{}">{}</span>'


def controls(data: bytes) -> list[etree._Element]:
    return [control for control in read_part(data).iter(W + "sdt") if control.find(f"{W}sdtPr/{W}dataBinding") is not None]


def value(control: etree._Element, name: str) -> str:
    found = control.find(f"{W}sdtPr/{W}{name}")
    assert found is not None
    return found.get(W + "val") or ""


def store(data: bytes) -> dict[str, str]:
    content = next(part for name, part in read_parts(data).items() if name.startswith("customXml/item") and b"<b:facts" in part)
    return {etree.QName(child).localname: child.text or "" for child in etree.fromstring(content)}


def test_a_fact_names_itself_in_tag_alias_number_binding_and_bookmark() -> None:
    made = render_body(f"<p>{FACT.format('meeting-0a1b', 'date', '26/4/2024')}</p>")
    (control,) = controls(made)
    assert value(control, "tag") == "fact:meeting-0a1b/date"
    assert value(control, "alias") == "meeting-0a1b date"
    assert value(control, "id") == str(make_id("sdt", "meeting-0a1b", "date", 1))
    binding = control.find(f"{W}sdtPr/{W}dataBinding")
    assert binding is not None
    node = (binding.get(W + "xpath") or "").rpartition(":")[2].partition("[")[0]
    assert store(made) == {node: "26/4/2024"}
    marks = [mark.get(W + "name") or "" for mark in read_part(made).iter(W + "bookmarkStart")]
    assert any(mark.startswith("_f_meeting_0a1b_date_1") for mark in marks)


def test_the_binding_names_the_store_that_the_file_holds() -> None:
    made = render_sample()
    identifiers = {b.get(W + "storeItemID") or "" for b in read_part(made).iter(W + "dataBinding")}
    held = b"".join(content for name, content in read_parts(made).items() if name.startswith("customXml/itemProps")).decode()
    assert len(identifiers) == 1
    assert identifiers.pop() in held


def test_equal_words_of_one_field_share_an_element_and_others_do_not() -> None:
    texts = ("26/4/2024", "26/4/2024", "ngày 26/4/2024")
    made = render_body("".join(f"<p>{FACT.format('meeting-0a1b', 'date', text)}</p>" for text in texts))
    assert sorted(store(made).values()) == ["26/4/2024", "ngày 26/4/2024"]
    assert len({value(control, "tag") for control in controls(made)}) == 3
    assert len({value(control, "alias") for control in controls(made)}) == 3


def test_a_sentence_with_values_is_a_bookmark_round_their_controls() -> None:
    inner = FACT.format("m-1", "date", "26/4/2024")
    made = render_body(f"<p>{FACT.format('m-1', 'sentence', f'Ngày {inner}, hai bên họp')}.</p>")
    assert [value(control, "alias") for control in controls(made)] == ["m-1 date"]
    assert any("m_1_sentence" in (mark.get(W + "name") or "") for mark in read_part(made).iter(W + "bookmarkStart"))


@pytest.mark.parametrize("fact", ["", "meeting-1 meeting-2"])
def test_words_of_no_fact_or_of_several_are_no_field(fact: str) -> None:
    assert controls(render_body(f"<p>{FACT.format(fact, 'label', 'Các cuộc họp')}</p>")) == []


def test_the_store_holds_no_attributes_which_libreoffice_would_drop() -> None:
    for name, content in read_parts(render_sample()).items():
        if name.startswith("customXml/item") and "Props" not in name and not name.endswith(".rels"):
            assert not [element for element in etree.fromstring(content).iter() if element.attrib]


def test_the_snapshot_holds_the_document_as_it_was_made() -> None:
    made = render_sample()
    content = next(part for name, part in read_parts(made).items() if b"briefgen:snapshot" in part and b"<s:snapshot" in part)
    held = {etree.QName(child).localname: child.text or "" for child in etree.fromstring(content)}
    assert zlib.decompress(base64.b64decode(held["document"])) == etree.tostring(read_part(made), encoding="UTF-8")
    assert json.loads(zlib.decompress(base64.b64decode(held["properties"])))["briefgen.briefing"] == "viet-nam-nga"


def test_a_very_long_identifier_stays_within_words_limits() -> None:
    made = render_body(f"<p>{FACT.format('agreement-' + 'x' * 90, 'name', 'Kế hoạch')}</p>")
    (control,) = controls(made)
    assert len(value(control, "tag")) <= 64
    assert len(value(control, "alias")) <= 64
    assert all(len(mark.get(W + "name") or "") <= 40 for mark in read_part(made).iter(W + "bookmarkStart"))


@given(st.lists(st.text(min_size=1, max_size=60), min_size=2, max_size=20, unique=True))
def test_different_identifiers_get_different_bookmarks_of_legal_form(idents: list[str]) -> None:
    names = [make_name("_f_", ident) for ident in idents]
    assert len(set(names)) == len(idents)
    assert all(len(name) <= 40 and name.isascii() and name.replace("_", "a").isalnum() for name in names)


def test_facts_in_footnotes_and_in_comments_stay_plain_words() -> None:
    note = f'<span class="footnote" id="fn-1">{FACT.format("m-1", "date", "26/4")}</span>'
    made = render_body(f"<p>Câu.{note}</p>")
    assert controls(made) == []

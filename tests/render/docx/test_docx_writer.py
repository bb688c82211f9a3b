"""The whole document: words, structure, bytes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from briefgen.errors import RenderError
from briefgen.render.docx import render_docx
from docx_support import (
    W,
    docx_footnotes,
    docx_paragraphs,
    find_faults,
    html_footnotes,
    html_paragraphs,
    make_page,
    read_part,
    read_parts,
    render_body,
    render_sample,
    sample_charts,
    sample_html,
)


@pytest.fixture(scope="module")
def sample() -> bytes:
    return render_sample(pages={"h-tom-tat": 1, "h-lich-su": 1, "h-lich-su-1": 1, "h-nguon": 5})


def test_the_document_says_the_same_words_in_the_same_order_as_the_html(sample: bytes) -> None:
    contents = {"1.Tómtắt1": "1.Tómtắt", "2.Lịchsử1": "2.Lịchsử", "2.1.Từđầu1": "2.1.Từđầu", "3.Nguồn5": "3.Nguồn"}
    assert [contents.get(text, text) for text in docx_paragraphs(sample)] == html_paragraphs(sample_html())


def test_the_footnotes_say_the_same_words_as_the_html(sample: bytes) -> None:
    assert docx_footnotes(sample) == html_footnotes(sample_html())


def test_nothing_is_found_that_word_would_stumble_over(sample: bytes) -> None:
    assert find_faults(sample) == []


def test_the_schema_validator_finds_nothing(sample: bytes, tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]  # it ships no types

    path = tmp_path / "sample.docx"
    path.write_bytes(sample)
    assert [error.description for error in OpenXmlValidator().validate(path).errors] == []


def test_the_same_input_gives_the_same_bytes_in_another_process_time_zone_and_hash_seed(tmp_path: Path) -> None:
    script = tmp_path / "render.py"
    script.write_text("import sys; from docx_support import render_sample; sys.stdout.buffer.write(render_sample())")
    made = []
    for zone, seed in (("Asia/Ho_Chi_Minh", "1"), ("America/Lima", "2")):
        environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])}
        made.append(subprocess.run([sys.executable, script], env=environment, check=True, capture_output=True).stdout)
    assert made[0] == made[1] == render_sample()


def test_the_package_begins_with_its_content_types_and_holds_no_clock(sample: bytes) -> None:
    with zipfile.ZipFile(BytesIO(sample)) as package:
        assert package.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_properties_carry_title_dates_and_what_the_document_was_made_from(sample: bytes) -> None:
    parts = read_parts(sample)
    core, custom = parts["docProps/core.xml"].decode(), parts["docProps/custom.xml"].decode()
    assert "Quan hệ Việt Nam – Nga" in core
    assert core.count("2024-04-27T00:00:00Z") == 2
    assert "vi-VN" in core
    for value in ("3f9c2a10", "2024-04", "viet-nam-nga", "Thông tin đến 27/04/2024"):
        assert f">{value}<" in custom


def test_the_running_head_shows_title_and_cut_off_before_word_renews_its_fields(sample: bytes) -> None:
    head = read_part(sample, "word/header1.xml")
    assert "".join(text.text or "" for text in head.iter(W + "t")) == "Quan hệ Việt Nam – Nga · Thông tin đến 27/04/2024"


@pytest.mark.parametrize(("language", "name"), [("vi", "vi-VN"), ("en", "en-GB")])
def test_the_proofing_language_is_the_documents(language: str, name: str) -> None:
    made = render_docx(make_page("<p>Text</p>", language=language), {}, cut_off="2024")
    language_element = read_part(made, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language_element is not None
    assert language_element.get(W + "val") == name


def test_contents_without_page_numbers_ask_for_none() -> None:
    instructions = [element.text or "" for element in read_part(render_sample()).iter(W + "instrText")]
    assert [text for text in instructions if "TOC" in text] == [' TOC \\o "1-2" \\h \\z \\u \\n ']
    assert not any("PAGEREF" in text for text in instructions)


def test_contents_show_the_page_numbers_that_they_were_given(sample: bytes) -> None:
    entry = next(p for p in read_part(sample).iter(W + "p") if "3. Nguồn" in "".join(t.text or "" for t in p.iter(W + "t")))
    assert [text.text for text in entry.iter(W + "t")][-1] == "5"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<blockquote>x</blockquote>", "blockquote"),
        ('<p class="fancy">x</p>', "fancy"),
        ("Words on their own", "outside any paragraph"),
        ("<p><table><tr><td>x</td></tr></table></p>loose", "outside any paragraph"),
        ('<p><a href="javascript:alert(1)">x</a></p>', "javascript"),
        ('<p><a href="file:///etc/passwd">x</a></p>', "file"),
        ('<p><a href="#nowhere">x</a></p>', "nowhere"),
        ('<figure class="chart" id="f"><img src="chart:missing" alt="x"></figure>', "missing"),
        ('<p><span class="fact">x</span></p>', "data-fact"),
        ('<p><span class="footnote">a <span class="footnote">b</span></span></p>', "footnote"),
        ('<table class="data"><tbody><tr><td colspan="99999">x</td></tr></tbody></table>', "colspan"),
        ('<p><span class="fact footnote" data-fact="x">x</span></p>', "unknown"),
    ],
)
def test_html_that_the_contract_does_not_know_is_refused_by_name(body: str, message: str) -> None:
    with pytest.raises(RenderError, match=message):
        render_body(body)


def test_article_text_never_becomes_a_field_a_formula_or_markup() -> None:
    hostile = '{ DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc" } =cmd|" /C calc"!A0 ]]&gt; &lt;w:fldSimple w:instr="DATE"/&gt; \x0b\x01'
    made = render_body(f"<p>{hostile}</p>")
    document = read_part(made)
    assert "DDEAUTO" in "".join(text.text or "" for text in document.iter(W + "t"))
    assert not list(document.iter(W + "instrText", W + "fldSimple"))
    assert b"External" not in read_parts(made)["word/_rels/document.xml.rels"]


def test_only_web_links_leave_the_document(sample: bytes) -> None:
    outward = []
    for name, content in read_parts(sample).items():
        if name.endswith(".rels"):
            outward += [link.get("Target") for link in etree.fromstring(content) if link.get("TargetMode") == "External"]
    assert outward
    assert all((target or "").startswith("https://example.org/") for target in outward)


def test_letters_that_xml_cannot_hold_are_left_out() -> None:
    assert docx_paragraphs(render_body("<p>Một\x0b hai\ufffe</p>")) == ["Mộthai"]


def test_seven_hundred_facts_take_no_time_to_speak_of() -> None:
    fact = (
        '<p><span class="fact" data-fact="meeting-{0:08x}" data-field="sentence">Ngày 26/4/2024, hai bên họp lần thứ {0}.</span>'
        '<span class="footnote" id="fn-{0}">Báo Thử: <q>họp lần thứ {0}</q> <a href="https://example.org/{0}">bài {0}</a>.</span></p>'
    )
    html = make_page("".join(fact.format(number) for number in range(700)))
    taken = []
    for _ in range(3):
        began = time.process_time()
        render_docx(html, sample_charts(), cut_off="2024-04-27")
        taken.append(time.process_time() - began)
    assert min(taken) < 2  # a third of a second where nothing else runs; ten times that where each fact is looked for in all others

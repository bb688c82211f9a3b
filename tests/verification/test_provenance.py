"""What a document carries to be verified by: its lines, as its HTML has them."""

from __future__ import annotations

import msgspec

from briefgen.verification.provenance import list_letters, list_lines, make_provenance
from briefgen.verification.records import Line, Provenance
from support import make_source

HTML = """<!DOCTYPE html><html lang="vi"><head><title>T</title></head><body>
<section id="s"><h2>1. Thương mại</h2>
<p><span class="mark">trước 6/4/2021</span><span class="fact" data-fact="f1" data-field="sentence">Kim ngạch đạt 2,6 tỷ USD</span>.<span
 class="footnote" id="n1" data-fact="f1">Báo A: “<q>đạt 2,6 tỷ USD</q>”.</span> Còn<span
 class="noteref" data-fact="f1"><a href="#n1">1</a></span> lại.<br>Dòng hai.</p>
<table data-fact="f2"><caption><span class="label">Bảng 12.</span> Số liệu</caption><tr data-fact="f3"><td>20</td><td></td></tr></table>
<!-- a note of the template --></section></body></html>"""


def test_a_block_is_cut_where_a_note_stands_or_is_named_again_and_where_a_line_breaks() -> None:
    lines = {line.stretches: line for line in list_lines(HTML)}
    said = ("Kim ngạch đạt 2,6 tỷ USD.", "Còn", "lại.", "Dòng hai.")
    assert lines[said] == Line(stretches=said, facts=("f1",), noted=(0, 1))


def test_a_note_is_a_line_of_its_own_with_its_quotes() -> None:
    notes = [line for line in list_lines(HTML) if line.quotes]
    assert notes == [Line(stretches=("Báo A: “đạt 2,6 tỷ USD”.",), facts=("f1",), quotes=("đạt 2,6 tỷ USD",))]


def test_a_cell_tells_the_facts_of_its_row_and_table_and_an_empty_one_is_no_line() -> None:
    cells = [line for line in list_lines(HTML) if "f3" in line.facts]
    assert [line.stretches for line in cells] == [("20",)]
    assert set(cells[0].facts) == {"f2", "f3"}


def test_labels_and_marks_stand_apart_and_a_label_tells_no_fact() -> None:
    found = {line.stretches[0]: line.facts for line in list_lines(HTML)}
    assert found["Bảng 12."] == ()
    assert found["Số liệu"] == ("f2",)
    assert "trước 6/4/2021" in found


def test_the_letters_of_a_drawn_chart_are_lines_and_a_bitmap_has_none() -> None:
    picture = b'<svg xmlns="http://www.w3.org/2000/svg"><g><text x="1">2,6 <tspan>t\xe1\xbb\xb7</tspan></text><text> </text></g></svg>'
    assert [line.stretches for line in list_letters(picture)] == [("2,6 tỷ",)]
    assert list(list_letters(b"\x89PNG\r\n")) == []


def test_what_is_written_is_read_back_whole() -> None:
    source = make_source("a")
    provenance = msgspec.json.decode(make_provenance(HTML, [source], states=[{"id": "x", "evidence": []}]), type=Provenance)
    assert provenance.sources == (source,)
    assert provenance.lines == tuple(list_lines(HTML))
    assert provenance.states == ({"id": "x", "evidence": []},)


def test_the_contents_are_left_out() -> None:
    html = HTML.replace("<section", '<nav id="contents"><h2>Nội dung</h2><ol><li><a href="#s">1. Thương mại</a></li></ol></nav><section', 1)
    assert list(list_lines(html)) == list(list_lines(HTML))

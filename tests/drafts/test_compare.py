"""What an editor's changes propose."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from briefgen.drafts.compare import compare_draft
from briefgen.drafts.proposals import Comparison
from briefgen.errors import DraftError
from briefgen.model import Dated, Meeting, Statistic
from docx_support import W, make_page, read_part, read_parts, write_parts
from drafts_support import (
    FACTS,
    MEETING,
    PLAN,
    TRADE,
    compare,
    edit,
    edit_tree,
    make_view,
    open_draft,
    paragraph_with,
    render_draft,
    replace_fact,
    span,
    summarise,
    tracked,
)


@pytest.fixture(scope="module")
def draft() -> bytes:
    return render_draft()


def codes(comparison: Comparison) -> list[str]:
    return [problem.code for problem in comparison.problems]


def test_an_untouched_draft_proposes_nothing(draft: bytes, tmp_path: Path) -> None:
    found = compare(tmp_path, draft)
    assert (found.proposals, found.problems) == ((), ())


# --- values ----------------------------------------------------------------------------------------------------------


def test_a_corrected_date_in_its_field_is_a_correction_in_edtf(draft: bytes, tmp_path: Path) -> None:
    found = compare(tmp_path, edit(draft, ("Ngày 26/4/2024", "Ngày 27/4/2024")))
    assert summarise(found) == [("correct", (MEETING,), "date", "2024-04-27")]
    assert found.proposals[0].place == "1. Lịch sử"
    assert found.problems == ()


def test_a_corrected_number_is_given_in_the_unit_itself(draft: bytes, tmp_path: Path) -> None:
    assert summarise(compare(tmp_path, edit(draft, ("2,6 tỷ USD", "2,85 tỷ USD")))) == [("correct", (TRADE,), "value", "2850000000")]


def test_a_corrected_word_is_a_correction_where_the_fact_held_the_very_word(draft: bytes, tmp_path: Path) -> None:
    assert summarise(compare(tmp_path, edit(draft, ("Hà Nội", "Huế")))) == [("correct", (MEETING,), "place", "Huế")]


def test_a_correction_made_with_tracked_changes_reads_the_same(draft: bytes, tmp_path: Path) -> None:
    old = "<w:r><w:t>2,6 tỷ USD</w:t></w:r>"
    assert summarise(compare(tmp_path, edit(draft, (old, tracked("del", "2,6 tỷ USD") + tracked("ins", "3 tỷ USD", 901))))) == [
        ("correct", (TRADE,), "value", "3000000000")
    ]


def test_one_value_edited_in_all_its_places_is_one_proposal(draft: bytes, tmp_path: Path) -> None:
    assert len(compare(tmp_path, edit(draft, ("2,6 tỷ USD", "3 tỷ USD"), ("2,6 tỷ USD", "3 tỷ USD"))).proposals) == 1


def test_one_value_edited_in_two_ways_is_no_proposal_but_a_problem(draft: bytes, tmp_path: Path) -> None:
    found = compare(tmp_path, edit(draft, ("2,6 tỷ USD", "3 tỷ USD"), ("2,6 tỷ USD", "4 tỷ USD")))
    assert found.proposals == ()
    assert codes(found) == ["draft-edited-twice"]


def test_the_same_date_in_other_words_is_wording(draft: bytes, tmp_path: Path) -> None:
    found = compare(tmp_path, edit(draft, ("Ngày 26/4/2024", "Hôm 26/4/2024")))
    assert summarise(found) == [("reword", (MEETING,), None, "Hôm 26/4/2024, cuộc họp tham vấn lần thứ 12 diễn ra tại Hà Nội")]


def test_a_value_that_only_word_changed_in_its_store_counts(draft: bytes, tmp_path: Path) -> None:
    parts = read_parts(draft)
    store = parts["customXml/item1.xml"].decode()
    assert store.count("2,6 tỷ USD") == 1
    changed = write_parts(parts | {"customXml/item1.xml": store.replace("2,6 tỷ USD", "2,7 tỷ USD").encode()})
    assert summarise(compare(tmp_path, changed)) == [("correct", (TRADE,), "value", "2700000000")]


def test_a_field_that_stands_alone_and_cannot_be_read_is_a_problem(draft: bytes, tmp_path: Path) -> None:
    root = read_part(draft)
    cell = [text for text in root.iter(W + "t") if text.text == "2,6 tỷ USD"][-1]
    cell.text = "rất nhiều"
    found = compare(tmp_path, edit_tree(draft, root))
    assert found.proposals == ()
    assert codes(found) == ["draft-words-unreadable"]


# --- wording ---------------------------------------------------------------------------------------------------------


def test_changed_wording_is_a_rewording_of_the_sentence_for_this_briefing(draft: bytes, tmp_path: Path) -> None:
    found = compare(tmp_path, edit(draft, (" diễn ra tại ", " được tổ chức tại ")))
    assert summarise(found) == [("reword", (MEETING,), None, "Ngày 26/4/2024, cuộc họp tham vấn lần thứ 12 được tổ chức tại Hà Nội")]
    assert found.proposals[0].scope == "viet-nam-nga"


def test_words_and_a_value_changed_in_one_sentence_are_both(draft: bytes, tmp_path: Path) -> None:
    found = compare(tmp_path, edit(draft, (" đạt ", " lên tới "), ("2,6 tỷ USD", "3 tỷ USD")))
    assert summarise(found) == [
        ("correct", (TRADE,), "value", "3000000000"),
        ("reword", (TRADE,), None, "Kim ngạch năm 2024 lên tới 3 tỷ USD"),
    ]


def test_words_written_on_before_the_full_stop_belong_to_the_sentence(draft: bytes, tmp_path: Path) -> None:
    root = read_part(draft)
    control = paragraph_with(root, "Cuộc họp thứ 12").find(f"{W}sdt")
    assert control is not None
    control.addnext(etree.fromstring(f'<w:r xmlns:w="{W[1:-1]}"><w:t>, theo ban tổ chức</w:t></w:r>'))
    assert summarise(compare(tmp_path, edit_tree(draft, root))) == [
        ("reword", (MEETING,), None, "Cuộc họp thứ 12 là cuộc gần nhất, theo ban tổ chức")
    ]


@pytest.mark.parametrize(
    "change",
    [
        ("<w:t>Hà Nội</w:t>", "<w:t>Hà </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>Nội</w:t>"),
        (
            "<w:r><w:t>Hà Nội",
            '<w:proofErr w:type="spellStart"/><w:r w:rsidR="00AB12CD"><w:rPr><w:i/></w:rPr><w:t>Hà Nội',
        ),
        ("<w:pPr><w:pStyle", '<w:pPr><w:jc w:val="center"/><w:pStyle'),
        ("Lời của mẫu.", "Lời của mẫu. "),
        ("<w:t>Hà Nội</w:t>", '<w:t xml:space="preserve">Hà </w:t><w:t>Nội</w:t><w:lastRenderedPageBreak/>'),
    ],
)
def test_formatting_only_proposes_nothing(change: tuple[str, str], draft: bytes, tmp_path: Path) -> None:
    found = compare(tmp_path, edit(draft, change))
    assert (found.proposals, found.problems) == ((), ())


# --- deletions, additions --------------------------------------------------------------------------------------------


def delete_paragraph(data: bytes, words: str, *, as_tracked: bool) -> bytes:
    root = read_part(data)
    paragraph = paragraph_with(root, words)
    if not as_tracked:
        parent = paragraph.getparent()
        assert parent is not None
        parent.remove(paragraph)
        return edit_tree(data, root)
    for run in list(paragraph.iter(W + "r")):
        deletion = etree.Element(W + "del", {W + "id": "77", W + "author": "Biên tập viên"})
        run.addprevious(deletion)
        deletion.append(run)
        for text in run.iter(W + "t"):
            text.tag = W + "delText"
    return edit_tree(data, root)


@pytest.mark.parametrize("as_tracked", [False, True])
def test_a_deleted_sentence_rejects_its_fact_for_this_briefing(as_tracked: bool, draft: bytes, tmp_path: Path) -> None:
    found = compare(tmp_path, delete_paragraph(draft, "Hai bên ký", as_tracked=as_tracked))
    assert summarise(found) == [("reject", (PLAN,), None, "")]
    assert found.proposals[0].scope == "viet-nam-nga"


def test_a_fact_deleted_in_one_of_its_places_is_only_a_note(draft: bytes, tmp_path: Path) -> None:
    root = read_part(draft)
    control = paragraph_with(root, "Cuộc họp thứ 12").find(f"{W}sdt")
    assert control is not None
    control.getparent().remove(control)  # type: ignore[union-attr]  # a control stands in a paragraph
    found = compare(tmp_path, edit_tree(draft, root))
    assert found.proposals == ()
    assert codes(found) == ["draft-deleted-in-part"]


@pytest.mark.parametrize("as_tracked", [False, True])
def test_a_new_sentence_is_a_claim_that_needs_a_source(as_tracked: bool, draft: bytes, tmp_path: Path) -> None:
    words = " Hai bên cũng thống nhất lịch họp năm sau."
    run = tracked("ins", words) if as_tracked else f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    root = read_part(draft)
    holder = etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}">{run}</w:p>')
    paragraph_with(root, "Hai bên ký").append(holder[0])
    found = compare(tmp_path, edit_tree(draft, root))
    assert summarise(found) == [("claim", (), None, words.strip())]
    assert not found.proposals[0].applicable


def test_a_new_paragraph_is_a_claim_under_its_heading(draft: bytes, tmp_path: Path) -> None:
    found = compare(tmp_path, edit(draft, ("<w:tbl>", "<w:p><w:r><w:t>Nga nêu sáng kiến mới về năng lượng</w:t></w:r></w:p><w:tbl>")))
    assert [(one.action, one.after, one.place) for one in found.proposals] == [(None, "Nga nêu sáng kiến mới về năng lượng", "1. Lịch sử")]


def test_changed_words_of_the_template_are_only_noted(draft: bytes, tmp_path: Path) -> None:
    found = compare(tmp_path, edit(draft, ("Lời của mẫu.", "Lời của mẫu này.")))
    assert found.proposals == ()
    assert codes(found) == ["draft-words-of-template"]


def test_a_changed_footnote_is_only_noted(draft: bytes, tmp_path: Path) -> None:
    parts = read_parts(draft)
    changed = parts["word/footnotes.xml"].decode().replace("họp lần thứ 12", "họp lần thứ 13")
    found = compare(tmp_path, write_parts(parts | {"word/footnotes.xml": changed.encode()}))
    assert found.proposals == ()
    assert codes(found) == ["draft-note-changed"]


def test_moved_paragraphs_are_noted_and_nothing_in_them_is_lost(draft: bytes, tmp_path: Path) -> None:
    root = read_part(draft)
    first, second = paragraph_with(root, "diễn ra tại"), paragraph_with(root, "Hai bên ký")
    first.addprevious(second)
    found = compare(tmp_path, edit_tree(draft, root))
    assert found.proposals == ()
    assert codes(found) == ["draft-order-changed"]


# --- marks that were damaged -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lost", ["tag", "alias", "id", "dataBinding"])
def test_one_lost_mark_of_the_controls_changes_nothing(lost: str, draft: bytes, tmp_path: Path) -> None:
    root = read_part(draft)
    for properties in root.iter(W + "sdtPr"):
        for mark in properties.findall(W + lost):
            properties.remove(mark)
    assert compare(tmp_path, edit_tree(draft, root)).proposals == ()


def test_an_edit_is_found_by_the_binding_alone(draft: bytes, tmp_path: Path) -> None:
    root = read_part(draft)
    for properties in root.iter(W + "sdtPr"):
        for lost in ("tag", "alias", "id"):
            for mark in properties.findall(W + lost):
                properties.remove(mark)
    next(text for text in root.iter(W + "t") if text.text == "Hà Nội").text = "Huế"
    assert summarise(compare(tmp_path, edit_tree(draft, root))) == [("correct", (MEETING,), "place", "Huế")]


def test_a_copied_field_is_noted_and_not_read(draft: bytes, tmp_path: Path) -> None:
    root = read_part(draft)
    control = next(one for one in root.iter(W + "sdt") if "Hà Nội" in "".join(text.text or "" for text in one.iter(W + "t")))
    copy = etree.fromstring(etree.tostring(control))
    ident = copy.find(f"{W}sdtPr/{W}id")
    assert ident is not None
    ident.set(W + "val", "12345")
    paragraph_with(root, "Lời của mẫu").append(copy)
    found = compare(tmp_path, edit_tree(draft, root))
    assert found.proposals == ()
    assert "draft-control-copied" in codes(found)


def test_a_sentence_without_its_bookmark_is_found_by_its_fields(draft: bytes, tmp_path: Path) -> None:
    root = read_part(draft)
    for mark in list(root.iter(W + "bookmarkStart", W + "bookmarkEnd")):
        mark.getparent().remove(mark)  # type: ignore[union-attr]  # a bookmark stands in a paragraph
    found = compare(tmp_path, edit(edit_tree(draft, root), (" diễn ra tại ", " được tổ chức tại ")))
    assert ("reword", (MEETING,), None, "Ngày 26/4/2024, cuộc họp tham vấn lần thứ 12 được tổ chức tại Hà Nội") in summarise(found)


def test_half_a_bookmark_and_an_empty_control_crash_nothing(draft: bytes, tmp_path: Path) -> None:
    root = read_part(draft)
    ends = list(root.iter(W + "bookmarkEnd"))
    for mark in ends[::2]:
        mark.getparent().remove(mark)  # type: ignore[union-attr]  # as above
    content = next(root.iter(W + "sdtContent"))
    content.getparent().remove(content)  # type: ignore[union-attr]  # as above
    compare(tmp_path, edit_tree(draft, root))


# --- three ways ------------------------------------------------------------------------------------------------------


def test_a_fact_that_changed_meanwhile_is_a_conflict_and_not_applied(draft: bytes, tmp_path: Path) -> None:
    now = replace_fact(TRADE, claim=Statistic(indicator="kim ngạch", value=Decimal("2700000000"), unit="USD", period="2024"))
    found = compare(tmp_path, edit(draft, ("2,6 tỷ USD", "3 tỷ USD")), make_view(now))
    assert found.proposals[0].conflict == "the registry now says 2700000000, the draft was made with 2600000000"
    assert not found.proposals[0].applicable


def test_what_the_registry_already_says_is_not_proposed_again(draft: bytes, tmp_path: Path) -> None:
    now = replace_fact(MEETING, date=Dated(edtf="2024-04-27"))
    assert compare(tmp_path, edit(draft, ("Ngày 26/4/2024", "Ngày 27/4/2024")), make_view(now)).proposals == ()
    reworded = replace_fact(MEETING, wording="Ngày 26/4/2024, cuộc họp tham vấn lần thứ 12 được tổ chức tại Hà Nội")
    assert compare(tmp_path, edit(draft, (" diễn ra tại ", " được tổ chức tại ")), make_view(reworded)).proposals == ()
    gone = [fact for fact in FACTS if fact.id != PLAN]
    assert compare(tmp_path, delete_paragraph(draft, "Hai bên ký", as_tracked=False), make_view(gone)).proposals == ()


def test_a_rewording_of_a_fact_that_changed_is_a_conflict(draft: bytes, tmp_path: Path) -> None:
    now = replace_fact(MEETING, claim=Meeting(name="cuộc họp khác", ordinal=13))
    found = compare(tmp_path, edit(draft, (" diễn ra tại ", " được tổ chức tại ")), make_view(now))
    assert found.proposals[0].conflict == "the fact changed since the draft was made"


def test_a_fact_that_is_gone_is_a_conflict(draft: bytes, tmp_path: Path) -> None:
    found = compare(tmp_path, edit(draft, ("2,6 tỷ USD", "3 tỷ USD")), make_view([fact for fact in FACTS if fact.id != TRADE]))
    assert found.proposals[0].conflict == "the registry no longer holds this fact"


def test_a_draft_of_another_registry_is_refused(draft: bytes, tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="another project"):
        compare(tmp_path, draft, make_view([]))


# --- laws ------------------------------------------------------------------------------------------------------------

_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\u2028\u2029"), max_size=60)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(_WORDS, min_size=1, max_size=4))
def test_an_untouched_draft_of_any_words_proposes_nothing(words: list[str], tmp_path: Path) -> None:
    from html import escape
    from unicodedata import normalize

    texts = [escape(normalize("NFC", text)) for text in words]
    body = "".join(f"<p>x{span(MEETING, 'sentence', f'{text}')}{text} {span(MEETING, 'date', text)}.</p>" for text in texts)
    found = compare(tmp_path, render_draft(make_page(body)))
    assert (found.proposals, found.problems) == ((), ())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False))
def test_what_word_does_to_runs_on_saving_proposes_nothing(chance: random.Random, draft: bytes, tmp_path: Path) -> None:
    root = read_part(draft)
    for run in list(root.iter(W + "r")):
        text = run.find(W + "t")
        if text is not None and text.text and len(text.text) > 1 and chance.random() < 0.5:
            cut = chance.randrange(1, len(text.text))
            second = etree.fromstring(etree.tostring(run))
            second_text = second.find(W + "t")
            assert second_text is not None
            second.set(W + "rsidR", "00C0FFEE")
            text.text, second_text.text = text.text[:cut], text.text[cut:]
            run.addnext(second)
            second.addprevious(etree.Element(W + "proofErr", {W + "type": "spellStart"}))
    for properties in root.iter(W + "sdtPr"):
        if chance.random() < 0.3:
            for lost in properties.findall(W + chance.choice(["tag", "alias", "id"])):
                properties.remove(lost)
    found = compare(tmp_path, edit_tree(draft, root))
    assert (found.proposals, found.problems) == ((), ())


def test_a_draft_made_without_facts_is_compared_by_its_words(tmp_path: Path) -> None:
    changed = edit(render_draft(facts=()), ("2,6 tỷ USD", "3 tỷ USD"))
    assert summarise(compare_and_read(tmp_path, changed)) == [("correct", (TRADE,), "value", "3000000000")]


def compare_and_read(folder: Path, data: bytes) -> Comparison:
    draft = open_draft(folder, data)
    assert draft.facts == {}
    assert draft.briefing == "viet-nam-nga"
    return compare_draft(draft, make_view())

"""A small draft with its registry, and edits of its XML as Word writes them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import msgspec
from lxml import etree

from briefgen.drafts.compare import compare_draft
from briefgen.drafts.draft import Draft, read_draft
from briefgen.drafts.proposals import Comparison
from briefgen.model import Agreement, Basis, Claim, Conflict, Dated, Fact, Meeting, Question, Statistic, Status, View
from briefgen.render.docx import render_docx
from docx_support import W, change_part, make_page, read_parts, write_parts

MEETING, TRADE, PLAN = "meeting-0a1b2c3d", "statistic-4e5f6071", "agreement-8293a4b5"


def make_fact(ident: str, claim: Claim, edtf: str | None) -> Fact:
    return Fact(
        id=ident,
        key=ident,
        claim=claim,
        label=ident,
        parties=("RUS", "VNM"),
        date=Dated(edtf=edtf, basis=Basis.STATED),
        topics=(),
        evidence=(),
        status=Status.SINGLE_SOURCE,
    )


FACTS = (
    make_fact(MEETING, Meeting(name="cuộc họp tham vấn", ordinal=12, place="Hà Nội"), "2024-04-26"),
    make_fact(TRADE, Statistic(indicator="kim ngạch", value=Decimal("2600000000"), unit="USD", period="2024"), "2024"),
    make_fact(PLAN, Agreement(name="Kế hoạch hợp tác"), "XXXX-08-29"),
)
QUESTION = Question(id="question-77", code="year-unknown", facts=(PLAN,), values={})


def span(fact: str, field: str, words: str) -> str:
    return f'<span class="fact" data-fact="{fact}" data-field="{field}">{words}</span>'


def sample() -> str:
    """Three sentences with values, a table that repeats one, a question, a sentence without inner values, and words of the template."""
    meeting = f"{span(MEETING, 'date', 'Ngày 26/4/2024')}, {span(MEETING, 'name', 'cuộc họp tham vấn')} lần thứ "
    meeting += f"{span(MEETING, 'ordinal', '12')} diễn ra tại {span(MEETING, 'place', 'Hà Nội')}"
    trade = f"Kim ngạch năm {span(TRADE, 'period', '2024')} đạt {span(TRADE, 'value', '2,6 tỷ USD')}"
    asked = '<span class="query" data-query="Năm nào?" data-code="year-unknown">ngày 29/8</span>'
    plan = f"Hai bên ký Kế hoạch hợp tác {span(PLAN, 'date', asked)}"
    note = '<span class="footnote" id="fn-1">Báo Thử: <q>họp lần thứ 12</q>.</span>'
    return make_page(
        f'<h2 id="h-1">1. Lịch sử</h2><p>{span(MEETING, "sentence", meeting)}.{note} {span(TRADE, "sentence", trade)}.</p>'
        f"<p>{span(PLAN, 'sentence', plan)}.</p>"
        '<h2 id="h-2">2. Bảng</h2><table class="data"><tbody><tr><td>Kim ngạch</td>'
        f"<td>{span(TRADE, 'value', '2,6 tỷ USD')}</td></tr></tbody></table>"
        f"<p>{span(MEETING, 'sentence', 'Cuộc họp thứ 12 là cuộc gần nhất')}. Lời của mẫu.</p>"
    ).replace("<title>", '<meta name="briefgen.briefing" content="viet-nam-nga"><title>')


def render_draft(html: str | None = None, facts: Sequence[Fact] = FACTS) -> bytes:
    return render_docx(html or sample(), {}, cut_off="2024-04-27", facts=facts)


def make_view(facts: Sequence[Fact] = FACTS, questions: Sequence[Question] = (QUESTION,), conflicts: Sequence[Conflict] = ()) -> View:
    return View(sources=(), facts=tuple(facts), conflicts=tuple(conflicts), lifecycles=(), questions=tuple(questions), problems=())


def replace_fact(ident: str, **changes: object) -> tuple[Fact, ...]:
    return tuple(msgspec.structs.replace(fact, **changes) if fact.id == ident else fact for fact in FACTS)


def open_draft(folder: Path, data: bytes) -> Draft:
    path = folder / "draft.docx"
    path.write_bytes(data)
    return read_draft(path)


def compare(folder: Path, data: bytes, view: View | None = None) -> Comparison:
    return compare_draft(open_draft(folder, data), view or make_view())


def edit(data: bytes, *changes: tuple[str, str]) -> bytes:
    """Replace stretches of document.xml, each the first of its kind."""
    for change in changes:
        data = change_part(data, change)
    return data


def edit_tree(data: bytes, change: etree._Element) -> bytes:
    """The package with another document part."""
    return write_parts(read_parts(data) | {"word/document.xml": etree.tostring(change, encoding="UTF-8")})


def paragraph_with(root: etree._Element, words: str) -> etree._Element:
    return next(p for p in root.iter(W + "p") if words in "".join(t.text or "" for t in p.iter(W + "t")))


def tracked(kind: str, words: str, number: int = 900) -> str:
    """A tracked insertion or deletion as Word writes it."""
    tag = "t" if kind == "ins" else "delText"
    return (
        f'<w:{kind} w:id="{number}" w:author="Biên tập viên" w:date="2024-05-01T08:00:00Z">'
        f'<w:r w:rsidR="00AB12CD"><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r></w:{kind}>'
    )


_COMMENT = (
    '<w:comment w:id="{number}" w:author="Biên tập viên" w:date="2024-05-01T08:00:00Z">'
    '<w:p w14:paraId="{number:08}"><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>'
)
_THREADS = (
    b'<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
    b'<w15:commentEx w15:paraId="0000AAAA" w15:done="0"/></w15:commentsEx>'
)
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def reply(data: bytes, words: str, *, threaded: bool = True, number: int = 9) -> bytes:
    """A reply to the first comment as Word writes it; or a comment of its own at the same words, as older programs do."""
    parts = read_parts(data)
    comments = parts["word/comments.xml"].decode()
    if "0000AAAA" not in comments:
        first = comments.index("<w:p>", comments.index("<w:comment "))
        comments = comments[:first] + f'<w:p {_W14} w14:paraId="0000AAAA">' + comments[first + len("<w:p>") :]
    written = _COMMENT.format(words=words, number=number).replace("<w:comment ", f"<w:comment {_W14} ")
    comments = comments.replace("</w:comments>", written + "</w:comments>")
    parts["word/comments.xml"] = comments.encode()
    document = parts["word/document.xml"].decode()
    document = document.replace(
        '<w:commentRangeStart w:id="0"/>', '<w:commentRangeStart w:id="0"/>' + f'<w:commentRangeStart w:id="{number}"/>'
    )
    document = document.replace(
        '<w:commentRangeEnd w:id="0"/>',
        f'<w:commentRangeEnd w:id="0"/><w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>',
    )
    parts["word/document.xml"] = document.encode()
    if threaded:
        before = parts.get("word/commentsExtended.xml", _THREADS).decode()
        entry = f'<w15:commentEx w15:paraId="{number:08}" w15:paraIdParent="0000AAAA" w15:done="0"/></w15:commentsEx>'
        parts["word/commentsExtended.xml"] = before.replace("</w15:commentsEx>", entry).encode()
    return write_parts(parts)


def summarise(comparison: Comparison) -> list[tuple[str, tuple[str, ...], str | None, str | None]]:
    return [(one.action.value if one.action else "claim", one.targets, one.field, one.value or one.after) for one in comparison.proposals]

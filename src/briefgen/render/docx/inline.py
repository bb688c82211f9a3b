"""Running text: one small function per inline element of docs/html.md."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from briefgen.render.docx.draft import Draft, Look, classes_of, fail, field_runs, run, words
from briefgen.render.docx.facts import make_mark
from briefgen.render.docx.ooxml import Element, R, tag, w, worded

Writer = Callable[[Draft, Element, Look], list[Element]]
PLAIN = Look()
_STOPS = frozenset(".,;:!?…")
_STYLED = {"derived": "Derived", "provisional": "Provisional"}
_WRAPPING = frozenset({*_STYLED, "query"})


def write_inline(draft: Draft, element: Element, look: Look = PLAIN) -> list[Element]:
    """The runs for the element's content: its text, its inline children and their tails."""
    made = words(draft, look, element.text)
    for child in element:
        made += write_element(draft, child, look)
        made += _write_tail(draft, child.tail or "", look, made)
    return made


def _write_tail(draft: Draft, tail: str, look: Look, made: list[Element]) -> list[Element]:
    """The words after a child; a bookmark that ends with a control takes the full stop after it.

    LibreOffice 7.4 writes a control twice when a bookmark ends right behind it.
    """
    if tail[:1] in _STOPS and len(made) > 1 and made[-1].tag == tag("bookmarkEnd") and made[-2].tag == tag("sdt"):
        return [*words(draft, look, tail[:1]), made.pop(), *words(draft, look, tail[1:])]
    return words(draft, look, tail)


def write_element(draft: Draft, element: Element, look: Look) -> list[Element]:
    """The runs for one inline element."""
    writer = INLINE.get(str(element.tag))
    if writer is None:
        raise fail(element, "this element cannot stand in running text")
    return writer(draft, element, look)


def write_em(draft: Draft, element: Element, look: Look) -> list[Element]:
    return write_inline(draft, element, look.within(italic=not look.italic))


def write_strong(draft: Draft, element: Element, look: Look) -> list[Element]:
    return write_inline(draft, element, look.within(bold=True))


def write_q(draft: Draft, element: Element, look: Look) -> list[Element]:
    return write_inline(draft, element, look.within(style="Source Words"))


def write_time(draft: Draft, element: Element, look: Look) -> list[Element]:
    return write_inline(draft, element, look)


def write_br(draft: Draft, _element: Element, look: Look) -> list[Element]:
    return [run(draft, look, w("br"))]


def write_a(draft: Draft, element: Element, look: Look) -> list[Element]:
    """A link: to a caption as a cross-reference field, to another place of the document, or to the web."""
    target = element.get("href") or ""
    if target.startswith("#"):
        return _write_reference(draft, element, target[1:], look)
    check_address(element, target)
    part = draft.footnotes.part if look.note else draft.house.document.part
    link = w("hyperlink", *write_inline(draft, element, look.within(style="Hyperlink")), history=1)
    link.set(f"{{{R}}}id", draft.link(part, target))
    return [link]


def check_address(element: Element, address: str) -> None:
    """Only plain web addresses leave the document: no scripts, files or shares that a click would open."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise fail(element, f"the address {address!r} is none") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or any(letter <= " " for letter in address):
        raise fail(element, f"the address {address!r} is not of the web")


def _write_reference(draft: Draft, element: Element, ident: str, look: Look) -> list[Element]:
    anchor = draft.anchor(ident)
    shown = "".join(map(str, element.itertext())).strip()
    if shown and draft.labels.get(ident) == shown:
        return field_runs(draft, look, f"REF {anchor} \\h", shown)
    return [w("hyperlink", *write_inline(draft, element, look.within(style="Hyperlink")), anchor=anchor, history=1)]


# --- spans ---------------------------------------------------------------------------------------------------------


def write_span(draft: Draft, element: Element, look: Look) -> list[Element]:
    """A span by its classes: what it is first, then how it looks."""
    classes = classes_of(element)
    for name in classes & _STYLED.keys():
        look = look.within(style=_STYLED[name])
    writers = [writer for name, writer in SPANS.items() if name in classes]
    if not classes or len(writers) > 1 or classes - SPANS.keys() - _STYLED.keys():
        raise fail(element, "this span is unknown")
    return (writers[0] if writers else write_inline)(draft, element, look)


def write_mark(draft: Draft, element: Element, look: Look) -> list[Element]:
    """An as-of mark that cannot stand in the margin, told apart from the words that follow."""
    return [*write_inline(draft, element, look.within(style="Mark Text")), *words(draft, PLAIN, " ")]


def write_label(draft: Draft, element: Element, look: Look) -> list[Element]:
    return write_inline(draft, element, look.within(style="Label"))


def write_footnote(draft: Draft, element: Element, look: Look) -> list[Element]:
    """The reference to a note; two in a row are told apart by a comma."""
    if look.note:
        raise fail(element, "a footnote stands in a footnote")
    content = write_inline(draft, element, PLAIN.within(note=True))
    reference = [draft.footnotes.add(content)]
    if ident := element.get("id"):
        reference = draft.mark(ident, *reference) if ident in draft.linked else reference
    if _follows_note(element):
        return [run(draft, Look(style="footnote reference"), worded("t", ",")), *reference]
    return reference


def write_noteref(draft: Draft, element: Element, look: Look) -> list[Element]:
    """The number of an earlier note, as a field that follows it when notes come and go."""
    link = element.find("a")
    if link is None or look.note:
        raise fail(element, "a pointer to a note is a link, and stands in no note")
    sign = Look(style="footnote reference")
    pointer = field_runs(draft, sign, f"NOTEREF {draft.anchor((link.get('href') or '').removeprefix('#'))} \\h", plain_text(link))
    return [run(draft, sign, worded("t", ",")), *pointer] if _follows_note(element) else pointer


def _follows_note(element: Element) -> bool:
    before = element.getprevious()
    return before is not None and bool(classes_of(before) & {"footnote", "noteref"}) and not before.tail


def write_query(draft: Draft, element: Element, look: Look) -> list[Element]:
    """A question to the editor, as a comment on the words in doubt; comments cannot stand in notes."""
    content = write_inline(draft, element, look)
    return content if look.note else comment_on(draft, element, content)


def comment_on(draft: Draft, query: Element, content: list[Element]) -> list[Element]:
    """The content with the query's wording as a comment on it."""
    wording = query.get("data-query") or ""
    if not wording:
        return content
    about = next((one.get("data-fact") for one in (query, *query.iterancestors("span")) if one.get("data-fact")), None)
    question = {"question": query.get("data-question") or "", "fact": about or "", "code": query.get("data-code") or ""}
    return draft.comments.add(wording, question, content)


def write_fact(draft: Draft, element: Element, look: Look) -> list[Element]:
    """Words that a fact carries: a bound control round plain words, a bookmark round words that hold more than that."""
    fact, name = element.get("data-fact"), element.get("data-field") or "sentence"
    if fact is None:
        raise fail(element, "a fact has no data-fact")
    if look.note or len(fact.split()) != 1:  # words that rest on no fact, or on several, are no field to correct
        return write_inline(draft, element, look)
    mark = make_mark(fact, name, draft.facts.occurrence(fact, name))
    *wrapping, inner = list_wrapping(element)
    if len(inner) or not inner.text:
        draft.facts.stretch(fact, name)
        return draft.bookmark(mark, *write_inline(draft, element, look))
    for one in (*wrapping[1:], inner):
        look = _look_within(one, look)
    control = draft.facts.control(fact, name, inner.text, run(draft, look, worded("t", inner.text)))
    made = [*draft.bookmark(mark), control]  # a mere point before the control, because of the fault named in _write_tail
    for one in (inner, *reversed(wrapping)):
        made = comment_on(draft, one, made) if "query" in classes_of(one) else made
    return made


def list_wrapping(element: Element) -> list[Element]:
    """The element and those within it, one in the other, that hold nothing but the next; the last holds the words."""
    chain = [element]
    while len(chain[-1]) == 1 and not chain[-1].text and not chain[-1][0].tail and _is_wrapping(chain[-1][0]):
        chain.append(chain[-1][0])
    return chain


def _is_wrapping(element: Element) -> bool:
    classes = classes_of(element)
    return element.tag in {"em", "strong", "time"} or (element.tag == "span" and bool(classes) and classes <= _WRAPPING)


def _look_within(element: Element, look: Look) -> Look:
    styled = sorted(classes_of(element) & _STYLED.keys())
    if styled:
        look = look.within(style=_STYLED[styled[0]])
    return look.within(italic=look.italic or element.tag == "em", bold=look.bold or element.tag == "strong")


INLINE: dict[str, Writer] = {
    "a": write_a,
    "br": write_br,
    "em": write_em,
    "q": write_q,
    "span": write_span,
    "strong": write_strong,
    "time": write_time,
}
SPANS: dict[str, Writer] = {
    "fact": write_fact,
    "footnote": write_footnote,
    "label": write_label,
    "mark": write_mark,
    "noteref": write_noteref,
    "query": write_query,
}


def plain_text(element: Element) -> str:
    """The element's words without its footnotes."""
    parts = [element.text or ""]
    for child in element:
        if not classes_of(child) & {"footnote", "noteref"}:
            parts.append(plain_text(child))
        parts.append(child.tail or "")
    return "".join(parts)

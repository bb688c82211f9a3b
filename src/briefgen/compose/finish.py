"""The last hand on a document: numbers of headings, tables and figures, its contents, unique ids."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import lxml.html
from lxml.html import HtmlElement
from markupsafe import Markup

from briefgen.compose.wording import Wording
from briefgen.model import Problem, Record

# What HTML and XML cannot hold: control characters, halves of pairs, noncharacters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
PLAIN = "data-plain"  # a heading that is neither numbered nor in the contents
CHANGED = Markup('<span class="changed"></span>')  # stands behind what changed since the earlier edition
_MARKABLE = ("p", "li", "tr")  # what a bar can stand beside


class Finished(Record):
    html: str
    pictures: frozenset[str]
    problems: tuple[Problem, ...]


def finish_document(raw: str, wording: Wording, lint: Callable[[HtmlElement], tuple[Problem, ...]]) -> Finished:
    """The document with its structure numbered, after ``lint`` has read it as the templates made it."""
    root = lxml.html.document_fromstring(_FORBIDDEN.sub("", unicodedata.normalize("NFC", raw)))
    problems = lint(root)
    _unwrap_literals(root)
    _mark_changed(root)
    _number_headings(root)
    _number_captions(root, wording)
    _fill_contents(root)
    _drop_blanks(root)
    _ask_once(root)
    _number_notes(root)
    pictures = frozenset(image.get("src", "") for image in root.iter("img"))
    html = lxml.html.tostring(root, encoding="unicode", method="html")
    return Finished(html=f"<!DOCTYPE html>\n{html}\n", pictures=pictures, problems=problems)


def _unwrap_literals(root: HtmlElement) -> None:
    for span in root.xpath("//span[@class='literal']"):
        span.drop_tag()


def _mark_changed(root: HtmlElement) -> None:
    """The class ``changed`` for each paragraph, item and row that says something else than the earlier edition did.

    The section on changes says so itself, and has none.
    """
    for sign in root.xpath("//span[@class='changed']"):
        parents = list(sign.iterancestors())
        block = next((parent for parent in parents if parent.tag in _MARKABLE), None)
        if block is not None and not any(parent.get("id") == "changes" for parent in parents) and "changed" not in block.classes:
            block.classes.add("changed")
        sign.drop_tree()


def _ask_once(root: HtmlElement) -> None:
    """A question is put at the first place that raises it."""
    asked: set[str] = set()
    for span in root.xpath("//span[@class='query']"):
        question = span.get("data-query", "")
        if question in asked:
            span.drop_tag()
        asked.add(question)


def _number_notes(root: HtmlElement) -> None:
    """A pointer to an earlier note says that note's number, as the writers will count it."""
    numbers = {f"#{note.get('id')}": str(number) for number, note in enumerate(root.xpath("//span[@class='footnote']"), start=1)}
    for link in root.xpath("//span[@class='noteref']/a"):
        link.text = numbers[link.get("href", "")]


def _headings(root: HtmlElement) -> list[HtmlElement]:
    return [h for h in root.iter("h2", "h3") if not any(parent.tag == "nav" for parent in h.iterancestors())]


def _number_headings(root: HtmlElement) -> None:
    """``4.`` and ``4.1.``, with ids for those without one. A heading with ``data-plain`` keeps its words."""
    second = third = 0
    for heading in (one for one in _headings(root) if one.get(PLAIN) is None):
        if heading.tag == "h2":
            second, third = second + 1, 0
            number = f"{second}. "
        else:
            third += 1
            number = f"{second}.{third}. "
        heading.set("id", heading.get("id") or f"h-{second}-{third}")
        heading.text = number + (heading.text or "").lstrip()


def _number_captions(root: HtmlElement, wording: Wording) -> None:
    """``Bảng 2.`` before each caption, as its label; ids for tables and figures without one."""
    for tag, name in (("caption", "table"), ("figcaption", "figure")):
        for number, caption in enumerate(root.iter(tag), start=1):
            label = lxml.html.Element("span", {"class": "label"})
            label.text, label.tail = f"{wording.labels[name]} {number}.", f" {(caption.text or '').lstrip()}"
            caption.text = None
            caption.insert(0, label)
            owner = caption.getparent()
            if owner is not None and not owner.get("id"):
                owner.set("id", f"{name}-{number}")


def _fill_contents(root: HtmlElement) -> None:
    """The entries of ``nav#contents``: every numbered heading, by its words."""
    for listing in root.xpath("//nav[@id='contents']/ol"):
        for heading in (one for one in _headings(root) if one.get(PLAIN) is None):
            item = lxml.html.Element("li", {"class": f"level-{heading.tag[1]}"})
            link = lxml.html.Element("a", {"href": f"#{heading.get('id')}"})
            link.text = " ".join(_words(heading).split())
            item.append(link)
            listing.append(item)


def _words(heading: HtmlElement) -> str:
    """The heading's words without its notes."""
    skipped = {note for note in heading.iter("span") if note.get("class") in ("footnote", "noteref")}
    pieces = [heading.text or ""]
    for element in heading.iterdescendants():
        inside = any(parent in skipped for parent in (element, *element.iterancestors()))
        pieces.append("" if inside else element.text or "")
        pieces.append("" if any(parent in skipped for parent in element.iterancestors()) else element.tail or "")
    return "".join(pieces)


def _drop_blanks(root: HtmlElement) -> None:
    """Blank lines that the templates leave between blocks become one line's end."""
    for element in root.iter():
        if element.tail and not element.tail.strip() and "\n" in element.tail:
            element.tail = "\n"
        if element.text and not element.text.strip() and "\n" in element.text:
            element.text = "\n"

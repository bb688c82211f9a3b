"""Stretches of a paragraph's words: what changed in them, the runs and the controls that hold them, and runs cut where one begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from difflib import SequenceMatcher

from briefgen.render.docx.ooxml import Element, tag, worded

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


def text_of(element: Element) -> str:
    """The words, without those of deletions."""
    return "".join(text.text or "" for text in element.iter(tag("t")))


def find_changes(before: str, after: str) -> Iterator[tuple[int, int, str]]:
    """Stretches of ``after`` that are new, each with the words that stood in their place."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    offsets = [0]
    for token in new:
        offsets.append(offsets[-1] + len(token))
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield offsets[c], offsets[d], "".join(old[a:b])


def list_controls(paragraph: Element) -> list[tuple[Element, tuple[int, int]]]:
    """The controls, and where their words begin and end in the paragraph's."""
    controls, offset = [], 0
    for element in paragraph.iter(tag("t"), tag("sdt")):
        if element.tag == tag("sdt"):
            controls.append((element, (offset, offset + len(text_of(element)))))
        else:
            offset += len(element.text or "")
    return controls


def free_control(control: Element) -> None:
    """Take the words out of their control; the empty bookmark before it is drawn round them, and keeps their fact."""
    content, mark, parent = control.find(tag("sdtContent")), control.getprevious(), control.getparent()
    for child in [] if content is None else list(content):
        control.addprevious(child)
    if mark is not None and mark.tag == tag("bookmarkEnd"):
        control.addprevious(mark)
    if parent is not None:
        parent.remove(control)


def list_runs(paragraph: Element) -> list[Element]:
    """The runs that say something, in their order."""
    return [run for run in paragraph.iter(tag("r")) if run.find(tag("t")) is not None]


def index_of(runs: Sequence[Element], run: Element | None) -> int:
    return len(runs) if run is None else next(number for number, one in enumerate(runs) if one is run)


def split_at(paragraph: Element, offset: int) -> Element | None:
    """The run that begins at the offset, cut off the one before if need be; None at the end."""
    position = 0
    for run in list_runs(paragraph):
        if position == offset:
            return run
        text = text_of(run)
        if position < offset < position + len(text):
            return _cut(run, text, offset - position)
        position += len(text)
    return None


def _cut(run: Element, text: str, length: int) -> Element:
    second = deepcopy(run)
    for one, words in ((run, text[:length]), (second, text[length:])):
        for old in one.findall(tag("t"))[1:]:
            one.remove(old)
        first = one.find(tag("t"))
        if first is not None:
            one.replace(first, worded("t", words))
    run.addnext(second)
    return second

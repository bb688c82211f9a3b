"""Which part of a saved article is what: passes over its parts, each settling those it is sure of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from briefgen.articles.datelines import read_dateline
from briefgen.articles.draft import Role
from briefgen.articles.parts import Part, fold, is_drawn_from, is_item, is_name, is_open, is_prose, matches
from briefgen.articles.rules import compile_rule
from briefgen.model import BlockKind

_CAPTION_WORDS = 60  # a photo's caption with its credit; longer ones are text that ends with one
_FORM = 4  # lines between two of a sign-up form's
_REACH = 60  # lines of a page's head in which its title may stand
_HEAD = 12  # parts that may stand before the first paragraph
_ROLE_KINDS = {  # of several roles the last decides
    Role.FRONT: BlockKind.FURNITURE,
    Role.TABLE: BlockKind.TABLE,
    Role.ASIDE: BlockKind.FURNITURE,
    Role.CAPTION: BlockKind.CAPTION,
}


def classify_parts(parts: Sequence[Part], title: str | None) -> None:
    """Set the kind of every part. ``title`` is what the front matter or page gives, for finding it in the text."""
    for settle in (_settle_roles, _settle_tables, _settle_by_words, _settle_forms, _settle_boxes):
        settle(parts)
    if title is not None:
        _settle_given_title(parts, fold(title))
    _settle_snippets(parts)
    first, last = _find_prose(parts)
    _settle_head(parts, first)
    if title is not None and not any(part.kind is BlockKind.TITLE for part in parts):
        _take_front_title(parts, title)
    _settle_captions(parts)
    _settle_foot(parts, last)
    for part in parts:
        part.kind = part.kind or BlockKind.BODY
    _settle_lead(parts)


def _settle_roles(parts: Sequence[Part]) -> None:
    for part in parts:
        for role, kind in _ROLE_KINDS.items():
            if role in part.roles:
                part.kind = BlockKind.MASTHEAD if role is Role.ASIDE and not is_prose(part) and matches(part, "masthead") else kind


def _settle_tables(parts: Sequence[Part]) -> None:
    """Two or more rows in a row, cells apart by tabs, bars or wide gaps: a table pasted as text."""
    rows = [
        part.kind is None and part.words <= _CAPTION_WORDS and matches(part, "row") and read_dateline(part.text) is None for part in parts
    ]
    for i, part in enumerate(parts):
        if rows[i] and ((i > 0 and rows[i - 1]) or (i + 1 < len(parts) and rows[i + 1])):
            part.kind = BlockKind.TABLE


def _settle_by_words(parts: Sequence[Part]) -> None:
    for part in parts:
        if part.kind is None:
            part.kind = _kind_by_words(part)


def _kind_by_words(part: Part) -> BlockKind | None:
    if part.text.startswith(("http://", "https://", "www.")) and " " not in part.text:
        return BlockKind.ADDRESS
    if read_dateline(part.text) is not None:
        return BlockKind.DATELINE
    if part.words > _CAPTION_WORDS:
        return None
    if Role.HEADING not in part.roles and _is_credited(part):
        return BlockKind.CAPTION
    for key, kind in (("teaser_line", BlockKind.TEASER), ("furniture", BlockKind.FURNITURE), ("signup", BlockKind.FURNITURE)):
        if matches(part, key):
            return kind
    return BlockKind.BYLINE if not is_prose(part) and matches(part, "byline") else None


def _is_credited(part: Part) -> bool:
    """Ends with a credit ("… (Ảnh: BNG)."), or has the words of a caption."""
    ends = [match.end() for match in compile_rule("blocks", "credit").finditer(part.text[-2000:])]
    tail = part.text[-2000:]
    if ends and len(tail[max(ends) :].strip(' .;)”"')) == 0:
        return True
    return part.words <= _CAPTION_WORDS // 2 and matches(part, "caption_words")


def _settle_forms(parts: Sequence[Part]) -> None:
    """Lines within a sign-up form: between two that are surely of it, and a label right before the first."""
    asked = [i for i, part in enumerate(parts) if part.kind is BlockKind.FURNITURE and matches(part, "signup")]
    for i, j in pairwise(asked):
        if j - i <= _FORM:
            for part in parts[i + 1 : j]:
                part.kind = part.kind or (BlockKind.FURNITURE if part.words < _CAPTION_WORDS // 2 else None)
    for i in asked[:1]:
        label = parts[i - 1] if i else None
        if label is not None and label.kind is None and is_open(label) and label.words <= 8:
            label.kind = BlockKind.FURNITURE


def _settle_boxes(parts: Sequence[Part]) -> None:
    """Lists of other stories: a label and the titles under it, up to the next prose or, after an end label, the file's end."""
    inside = False
    seen_prose = 0
    for i, part in enumerate(parts):
        if part.kind in (None, BlockKind.DATELINE, BlockKind.FURNITURE):
            if seen_prose >= 1 and matches(part, "end_box") and not _goes_on(parts[i + 1 :], seen_prose):
                _close(parts[i:])
                return
            if matches(part, "teaser_box"):
                inside, part.kind = True, BlockKind.TEASER
                continue
        if is_prose(part) and part.kind is None:
            inside = False
            seen_prose += 1
        elif inside and part.kind in (None, BlockKind.DATELINE, BlockKind.CAPTION):
            part.kind = BlockKind.TEASER


def _goes_on(rest: Sequence[Part], seen: int) -> bool:
    """Whether so much prose follows that the label stood in the middle of the article."""
    return sum(1 for part in rest if part.kind is None and is_prose(part)) > seen


def _close(parts: Sequence[Part]) -> None:
    masthead = False
    for part in parts:
        masthead = masthead or matches(part, "masthead")
        if part.kind not in (BlockKind.MASTHEAD, BlockKind.FURNITURE, BlockKind.BYLINE):
            part.kind = BlockKind.MASTHEAD if masthead else BlockKind.TEASER


def _settle_given_title(parts: Sequence[Part], title: str) -> None:
    """The line that the front matter's or the page's title repeats, perhaps behind a saver's tag or before an outlet's name."""
    for part in parts[:_REACH]:
        if part.kind is not None and Role.TITLE not in part.roles:
            continue
        line = fold(part.text)
        if line == title or (part.words >= 4 and (title.endswith(line) or title.startswith(line))):
            part.kind = BlockKind.TITLE
            return


def _take_front_title(parts: Sequence[Part], title: str) -> None:
    """A title that only the front matter prints: its words there are the title's block."""
    for part in parts:
        at = part.text.find(title) if Role.FRONT in part.roles else -1
        if at > 0:
            part.start, part.text, part.kind = part.start + at, title, BlockKind.TITLE
            part.end = part.start + len(title)
            return


def _settle_snippets(parts: Sequence[Part]) -> None:
    """A search engine's snippet before the article: cut off with dots, and all of it comes again below."""
    below = ""
    for part in [part for part in parts if part.kind in (None, BlockKind.CAPTION)][:4]:
        if not part.text.endswith(("...", "…")):
            continue
        below = below or " ".join(fold(other.text) for other in parts)
        rest = below.replace(fold(part.text), "", 1)
        sentences = [fold(one) for one in part.text.replace("- ", ". ").split(". ")]
        repeated = sum(len(one) for one in sentences if one and one in rest)
        if repeated > 0.8 * sum(map(len, sentences)):
            part.kind = BlockKind.TEASER


def _find_prose(parts: Sequence[Part]) -> tuple[int, int]:
    """The first and the last paragraph of prose; (-1, -1) where there is none."""
    prose = [i for i, part in enumerate(parts) if part.kind is None and is_prose(part)]
    return (prose[0], prose[-1]) if prose else (-1, -1)


def _settle_head(parts: Sequence[Part], first: int) -> None:
    """What stands before the first paragraph: the title, names, crumbs and buttons."""
    head = [part for part in parts[: max(first, 0)] if part.kind is None][:_HEAD] if first >= 0 else list(parts)
    title = next((part for part in parts if part.kind is BlockKind.TITLE), None) or _choose_title(head)
    for part in head:
        if part is title or part.kind is not None:
            continue
        if title is not None and fold(part.text) == fold(title.text):
            part.kind = BlockKind.FURNITURE
        elif matches(part, "outlet_name"):
            part.kind = BlockKind.MASTHEAD
        elif is_name(part.text):
            part.kind = BlockKind.BYLINE
        elif part.words <= 3 or matches(part, "crumbs"):
            part.kind = BlockKind.FURNITURE
    if title is not None:
        title.kind = BlockKind.TITLE


def _choose_title(head: Sequence[Part]) -> Part | None:
    """The first marked line of the head that is long enough to be a title, else the first line that is."""
    lines = [part for part in head if part.kind is None and _may_be_title(part)]
    marked = [part for part in lines if Role.TITLE in part.roles or Role.HEADING in part.roles]
    return next(iter([*marked, *lines]), None)


def _may_be_title(part: Part) -> bool:
    return (
        4 <= part.words <= 40
        and not matches(part, "crumbs")
        and not matches(part, "outlet_name")
        and not part.text.endswith((":", ";", "."))
    )


def _settle_captions(parts: Sequence[Part]) -> None:
    """Short lines among the prose that repeat it, or each other, or stand before a credit."""
    counts = Counter(fold(part.text) for part in parts)
    title = next((part for part in parts if part.kind is BlockKind.TITLE), None)
    lead = next((part for part in parts if part.kind is None and is_prose(part)), None)
    for i, part in enumerate(parts):
        if part.kind is not None or Role.HEADING in part.roles or part.words > _CAPTION_WORDS or is_item(part):
            continue
        near = [other.text for other in (title, lead, *parts[max(0, i - 1) : i + 2]) if other is not None and other is not part]
        repeated = counts[fold(part.text)] > 1 and part.words < 12
        copied = part.words >= 6 and is_open(part) and is_drawn_from(part.text, near)
        if repeated or copied or (part.words <= _CAPTION_WORDS // 2 and _before_credit(parts, i)):
            part.kind = BlockKind.CAPTION


def _before_credit(parts: Sequence[Part], i: int) -> bool:
    """The next line is a credit and nothing else ("Ảnh: ASEAN.ORG")."""
    if i + 1 >= len(parts) or parts[i + 1].kind is not BlockKind.CAPTION:
        return False
    credit = compile_rule("blocks", "credit").match(parts[i + 1].text)
    return credit is not None and credit.end() >= len(parts[i + 1].text) - 1


def _settle_foot(parts: Sequence[Part], last: int) -> None:
    """What follows the last paragraph: writers, the newspaper about itself, buttons."""
    masthead = False
    for part in parts[max(last - 1, 0) : last]:  # a name, with a leftover paragraph behind it
        if part.kind is None and part.words <= 5 and is_name(part.text):
            part.kind = BlockKind.BYLINE
    for part in parts[last + 1 :] if last >= 0 else ():
        masthead = masthead or (part.kind in (None, BlockKind.BYLINE, BlockKind.FURNITURE) and matches(part, "masthead"))
        if masthead and part.kind in (None, BlockKind.FURNITURE, BlockKind.ADDRESS, BlockKind.BYLINE):
            part.kind = BlockKind.MASTHEAD
        elif part.kind is None:
            part.kind = _kind_in_foot(part)


def _kind_in_foot(part: Part) -> BlockKind:
    if is_name(part.text):
        return BlockKind.BYLINE
    if not is_open(part) or is_item(part) or part.words >= 15 or Role.HEADING in part.roles:
        return BlockKind.BODY
    return BlockKind.FURNITURE


def _settle_lead(parts: Sequence[Part]) -> None:
    """The first paragraph, where the story goes on below it."""
    body = [part for part in parts if part.kind is BlockKind.BODY]
    prose = [part for part in body if is_prose(part)]
    if len(prose) >= 2 and body[0] is prose[0] and prose[0].words <= 120:
        prose[0].kind = BlockKind.LEAD

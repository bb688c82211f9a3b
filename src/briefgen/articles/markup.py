"""Markdown's marks, and the front matter that stands before them: what to drop, and what the marks say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from briefgen.articles.strand import Edit

_FRONT_LIMIT = 20_000  # characters; whatever is longer is no front matter
_FRONT = regex.compile(r"\s*(---|\+\+\+)[ \t]*\n(?P<body>(?:(?!\1)[^\n]*\n)*?)(?:\1|\.\.\.)[ \t]*(?:\n|$)")
_IMAGE = regex.compile(
    r"!\[(?P<alt>[^\[\]\n]{0,500})\]\((?P<url>[^()\s]{0,2000}(?:\([^()\s]{0,200}\))?[^()\s]{0,500})(?:\s+\"[^\"\n]{0,300}\")?\)"
)
_LINK = regex.compile(
    r"(?<!!)\[(?P<text>[^\[\]\n]{1,500}(?:\[[^\[\]\n]{0,200}\][^\[\]\n]{0,500})?)\]\((?P<url>(?:https?:|/|#|mailto:|\.)[^()\s]{0,2000}(?:\([^()\s]{0,200}\))?[^()\s]{0,500})(?:\s+\"[^\"\n]{0,300}\")?\)"
)
_REFERENCE_LINK = regex.compile(r"(?<!!)\[(?P<text>[^\[\]\n]{1,500})\]\[[^\[\]\n]{0,100}\]")
_REFERENCE = regex.compile(r"^ {0,3}\[[^\[\]\n]{1,100}\]:\s*\S+[^\n]*$", regex.MULTILINE)
_AUTOLINK = regex.compile(r"<(https?://[^<>\s]{1,2000})>")
_HEADING = regex.compile(r"^ {0,3}#{1,6}[ \t]+(?=\S)", regex.MULTILINE)
_CLOSING = regex.compile(r"[ \t]+#{1,6}[ \t]*$")
_UNDERLINE = regex.compile(r"^(?:=+|-{3,})[ \t]*$", regex.MULTILINE)
_RULE = regex.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$", regex.MULTILINE)
_FENCE = regex.compile(r"^ {0,3}(?:```|~~~)[^\n]*$", regex.MULTILINE)
_STRONG = regex.compile(r"(\*\*|__)(?=\S)(?P<text>[^\n*_]{1,1000}?)(?<=\S)\1")
_EMPHASIS = regex.compile(r"(?<![\w*_])([*_])(?=[^\s*_])(?P<text>[^\n*_]{1,1000}?)(?<=[^\s*_])\1(?![\w*_])")
_QUOTE = regex.compile(r"^[ \t]*>[ \t]?", regex.MULTILINE)
_ESCAPE = regex.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!|>~\"'])")
_TAG = regex.compile(
    r"</?(?:br|p|div|span|b|i|em|strong|u|a|img|center|font|figure|figcaption|sup|sub|small|iframe)(?:\s[^<>]{0,2000})?/?>",
    regex.IGNORECASE,
)
_EMOJI_CODE = regex.compile(r":(?!\d)[a-z][a-z0-9_+-]{1,30}:")
_TABLE_ROW = regex.compile(r"^[ \t]*\|[^\n]*\|[ \t]*$", regex.MULTILINE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link's text and address, by their places in the strand that was marked up."""

    text: tuple[int, int]
    url: tuple[int, int]


@dataclass(slots=True)
class Markup:
    """What the marks say: edits that drop them; headings, captions and tables by their places before the edits."""

    edits: list[Edit] = field(default_factory=list)
    headings: list[tuple[int, int]] = field(default_factory=list)
    captions: list[tuple[int, int]] = field(default_factory=list)
    tables: list[tuple[int, int]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def find_front_matter(text: str) -> tuple[int, int, str] | None:
    """Start and end of the YAML (``---``) or TOML (``+++``) block at a file's head, and its sign; None where there is none."""
    match = _FRONT.match(text[:_FRONT_LIMIT])
    if match is None or ":" not in match["body"] + "=" or not regex.search(r"^[\w-]+\s*[:=]", match["body"], regex.MULTILINE):
        return None
    return match.start(1), match.end(), match[1]


def read_markup(text: str, start: int, *, full: bool) -> Markup:
    """The marks of ``text`` from ``start`` on; in a file that is not declared Markdown (``full`` is False) only unmistakable ones."""
    markup = Markup()
    for reader in (_read_images, _read_links, _read_headings, _read_strong, _read_tags):
        reader(text, start, markup)
    if full:
        _read_quotes_and_emphasis(text, start, markup)
    return markup


def _read_images(text: str, start: int, markup: Markup) -> None:
    for match in _IMAGE.finditer(text, start):
        markup.edits += (Edit(match.start(), match.start("alt"), "\n"), Edit(match.end("alt"), match.end(), "\n"))
        if match["alt"].strip():
            markup.captions.append(match.span("alt"))


def _read_links(text: str, start: int, markup: Markup) -> None:
    for match in _LINK.finditer(text, start):
        markup.links.append(Link(match.span("text"), match.span("url")))
        markup.edits += (Edit(match.start(), match.start("text")), Edit(match.end("text"), match.end(), _after_link(text, match.end())))
    for match in _REFERENCE_LINK.finditer(text, start):
        markup.edits += (Edit(match.start(), match.start("text")), Edit(match.end("text"), match.end()))
    markup.edits += (Edit(*match.span()) for match in _REFERENCE.finditer(text, start))
    for match in _AUTOLINK.finditer(text, start):
        markup.links.append(Link(match.span(1), match.span(1)))
        markup.edits += (Edit(match.start(), match.start(1)), Edit(match.end(1), match.end()))


def _after_link(text: str, end: int) -> str:
    """A link with a capital glued to it was a line of its own."""
    return "\n" if text[end : end + 1].isupper() else ""


def _read_headings(text: str, start: int, markup: Markup) -> None:
    for match in _HEADING.finditer(text, start):
        end = _line_end(text, match.end())
        closing = _CLOSING.search(text, max(match.end(), end - 20), end)
        stop = closing.start() if closing else end
        markup.headings.append((match.end(), stop))
        markup.edits += (Edit(match.start(), match.end()), Edit(stop, end))
    for match in _UNDERLINE.finditer(text, start):
        above = text.rfind("\n", 0, max(match.start() - 1, 0)) + 1
        if start <= above < match.start() and text[above : match.start()].strip():
            markup.headings.append((above, match.start() - 1))
            markup.edits.append(Edit(*match.span()))
    markup.edits += (Edit(*match.span()) for match in _RULE.finditer(text, start))
    markup.edits += (Edit(*match.span()) for match in _FENCE.finditer(text, start))
    markup.tables += (match.span() for match in _TABLE_ROW.finditer(text, start))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _drop_around(match: regex.Match[str], group: str) -> Iterator[Edit]:
    yield Edit(match.start(), match.start(group))
    yield Edit(match.end(group), match.end())


def _read_strong(text: str, start: int, markup: Markup) -> None:
    for match in _STRONG.finditer(text, start):
        markup.edits += _drop_around(match, "text")
        if _fills_line(text, *match.span()):
            markup.headings.append(match.span("text"))


def _fills_line(text: str, start: int, end: int) -> bool:
    """Whether only blanks stand beside the stretch in its line; a look at its neighbours, however long the line is."""
    before, after = text[max(0, start - 40) : start].rpartition("\n"), text[end : end + 40].partition("\n")
    alone = not before[2].strip() and not after[0].strip()
    return alone and (bool(before[1]) or start < 40) and (bool(after[1]) or end + 40 >= len(text))


def _read_tags(text: str, start: int, markup: Markup) -> None:
    for match in _TAG.finditer(text, start):
        name = match[0].strip("</>").split(None, 1)[0].lower().rstrip("/")
        markup.edits.append(Edit(match.start(), match.end(), "\n" if name in ("br", "p", "div", "figure", "figcaption", "center") else ""))
    markup.edits += (Edit(*span) for span in find_comments(text, start))
    markup.edits += (Edit(*match.span()) for match in _EMOJI_CODE.finditer(text, start))


def find_comments(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Where HTML comments lie; one that never ends is none."""
    while (start := text.find("<!--", start)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return
        yield start, end + 3
        start = end + 3


def _read_quotes_and_emphasis(text: str, start: int, markup: Markup) -> None:
    for match in _EMPHASIS.finditer(text, start):
        markup.edits += _drop_around(match, "text")
    for pattern in (_QUOTE, _ESCAPE):
        markup.edits += (Edit(*match.span()) for match in pattern.finditer(text, start))

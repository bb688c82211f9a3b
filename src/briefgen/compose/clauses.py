"""Reading a source's clause so that it can be told: its verb, its capital, its end, and whether its words go stale."""

from __future__ import annotations

import re
from functools import lru_cache

from briefgen.compose.names import party_words
from briefgen.compose.wording import Wording, load_wording
from briefgen.model import Evidence, Fact

_END = " \t\n,;:.…"
_SPACE = re.compile(r"\s+")


def tidy(content: str) -> str:
    """The clause on one line, without the punctuation around it."""
    return _SPACE.sub(" ", content).strip(_END).strip('“”"').strip()


def find_clause(content: str, evidence: tuple[Evidence, ...]) -> tuple[str, int] | None:
    """The quote (as a person reads it) that holds the clause word by word, and where in it; None for a paraphrase."""
    for piece in evidence:
        reading = _SPACE.sub(" ", piece.reading)
        place = reading.casefold().find(content.casefold())
        if place >= 0:
            return reading, place
    return None


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)", re.IGNORECASE)


def is_stale(content: str, wording: Wording) -> bool:
    """Whether the clause counts time from its day ("năm nay"), so that it may only be quoted."""
    if any(re.search(pattern, content) for pattern in wording.relative_patterns):
        return True
    return bool(wording.relative) and _any_of(wording.relative).search(content) is not None


def lower_first(content: str, wording: Wording) -> str:
    """The clause with a small first letter where its first word is one that is capital only at a sentence's start."""
    first = content.split(" ", 1)[0]
    return content[0].lower() + content[1:] if first.lower() in wording.lowercase_starts and first[0].isupper() else content


def first_upper(name: str) -> str:
    return name[:1].upper() + name[1:]


def lower_noun(name: str, nouns: tuple[str, ...], keep: tuple[str, ...] = ()) -> str:
    """A name with a small first letter where it begins with one of these nouns: "cuộc họp Quan chức cao cấp"."""
    starts = any(name.startswith(noun) for noun in nouns)
    kept = any(name.startswith(noun) for noun in keep)
    return name[0].lower() + name[1:] if name and starts and not kept else name


def drop_echo(verb: str, content: str) -> str:
    """The clause without the verb, or a first word that ends the verb already ("trao đổi về" + "về hợp tác")."""
    if content.lower().startswith(verb.lower() + " "):
        return content[len(verb) + 1 :]
    first, _, rest = content.partition(" ")
    return rest if rest and verb.split()[-1] == first.lower() else content


def drop_verb_end(content: str, wording: Wording) -> str:
    """A clause to be quoted without the word that belongs to the verb before it ("trao đổi | về hợp tác")."""
    first, _, rest = content.partition(" ")
    return rest if rest and first.casefold() in wording.verb_ends else content


def source_wording(text: str, wording: Wording) -> Wording:
    """The wording of the language that a source's words are in: letters beyond ASCII are Vietnamese here."""
    return wording if text.isascii() else load_wording("vi")


def drop_lead(quote: str, wording: Wording) -> str:
    """A quote without the word that only joins it to what went before ("trong đó Nga …")."""
    lead = next((word for word in wording.leads if quote.casefold().startswith(word + " ")), "")
    return quote[len(lead) :].lstrip(" ,")


def drop_ordinal(name: str) -> str:
    """A Vietnamese name without the number of its session, which another language puts elsewhere."""
    return re.sub(r"\s+lần thứ\s+\w+", "", name)


def says_ordinal(name: str, ordinal: int, wording: Wording) -> bool:
    """Whether a meeting's name tells the number of its session: "lần thứ ba", "26th"."""
    return any(word in name for word in wording.ordinal_words) or re.search(rf"\b{ordinal}(?:st|nd|rd|th)\b", name) is not None


def event_name(name: str, wording: Wording) -> str:
    """A meeting's name as a noun, without what the sentence says itself: that it took place, and when."""
    wording = source_wording(name, wording)
    for pattern in wording.event_tails:
        name = re.sub(pattern, "", name) or name
    verb = max((verb for verb in wording.event_verbs if name.casefold().startswith(verb)), key=len, default=None)
    return wording.event_verbs[verb] + name[len(verb) :] if verb else name


def shorten(content: str, wording: Wording, words: int) -> str:
    """The clause without its elaborations ("…, nhất là …"), from the last backwards, until it has at most so many words.

    What is left is whole; a clause that cannot be cut so is returned as it is.
    """
    while len(content.split()) > words:
        cuts = [place for start in wording.elaborations if (place := content.rfind(start)) > 0]
        if not cuts or len(content[: max(cuts)].split()) < 4:
            return content
        content = content[: max(cuts)].rstrip(_END)
    return content


def lead_verb(act: str, content: str, fact: Fact, wording: Wording) -> str:
    """The verb of a statement: the source's own where it is one of the act's and leads into the clause, else the act's first."""
    verbs = wording.acts.get(act, wording.acts["other"])
    before = _before(content, fact)
    if before is None:  # an editor's words: the source's verb still says how it was said
        return _first_verb(verbs, fact) or verbs[0]
    fitting = [verb for verb in verbs if before.endswith(" " + verb) or before == verb]
    return max(fitting, key=len, default=verbs[0])


def _first_verb(verbs: tuple[str, ...], fact: Fact) -> str | None:
    """The one of these verbs that the quotes have first, the longest where several begin together."""
    found = _any_of(verbs).search(" ".join(_SPACE.sub(" ", piece.reading) for piece in fact.evidence))
    return found.group().lower() if found else None


def _before(content: str, fact: Fact) -> str | None:
    found = find_clause(content, fact.evidence)
    return _strip_lead(found[0][: found[1]].lower()) if found else None


def _strip_lead(text: str) -> str:
    text = text.rstrip(' ,:“"')
    for word in ("rằng", "that"):
        if text.endswith(" " + word):
            text = text[: -len(word)].rstrip(" ,")
    return text


def with_addressee(content: str, addressee: str | None, fact: Fact, wording: Wording) -> str:
    """The clause with its subject, where the source has the addressee's name between verb and clause ("đề nghị Nga | tiếp tục …")."""
    found = find_clause(content, fact.evidence)
    if not addressee or not found:
        return content
    before = found[0][: found[1]].rstrip()
    named = [word for word in party_words(addressee, wording) if before.endswith(" " + word)]
    return f"{max(named, key=len)} {content}" if named else content


def quote_window(reading: str, limit: int, whole: int = 0) -> str:
    """A quote as printed in a note: whole up to ``whole`` letters, else its beginning cut at a word's border and ended with "…"."""
    text = _SPACE.sub(" ", reading).strip()
    if len(text) <= max(limit, whole):
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(_END + "-–") + "…"

"""People, bare offices, pronouns and groups in a text.

Annotations: ``PERSON`` (:class:`Person`; the span holds the titles before the name and in apposition behind it), ``TITLE`` (a
:class:`Title` without a name), ``PRONOUN`` (:class:`Pronoun`: ông, nhà lãnh đạo Nga, he), ``TOGETHER`` (:class:`Group`: hai bên).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

import regex
from msgspec.structs import replace

from briefgen.extract.annotations import Annotation
from briefgen.extract.entities import is_country
from briefgen.extract.people.names import begins_name, match_name
from briefgen.extract.people.offices import read_title
from briefgen.extract.people.records import Group, Person, Pronoun, Title
from briefgen.extract.people.repeat import find_repeated, short_names
from briefgen.extract.people.rules import GAP, load_rules, spell_name, squeeze
from briefgen.extract.people.scan import Scan

_GAP = regex.compile(GAP)
_COMMA = regex.compile(r",\s(?:the\s|a\s|an\s|là\s)?|\s[–—-]\s(?=\p{Lu})|\s\((?=\p{Lu})")
_APPOSED = regex.compile(r",\s(?:the\s|a\s|an\s)?$|\s[–—-]\s$")
_CLOSE = regex.compile(r"\)")
_NAME_BEFORE = regex.compile(r"(?<!\p{L})(?:\p{Lu}[\p{L}'’.]*+(?:-\p{L}++)*+\s){1,5}+$")


def find_people(text: str, language: str, entities: Sequence[Annotation]) -> list[Annotation]:
    """All annotations of people in the reading text, in order; ``entities`` are those of :func:`find_entities` on the same text."""
    rules = load_rules("en" if language == "en" else "vi")
    scan = Scan(text, rules, entities)
    chains = list(_read_chains(scan))
    people = _name_chains(scan, chains)
    others = scan.others
    people += _name_addressed(scan, others, people)
    people = _add_appositions(scan, people, chains)
    people += _name_by_known(scan, chains, people)
    people += find_repeated(text, people, rules.language)
    people = _drop_inner(people)
    rest = [*_others(scan, others, people)]
    taken = bytearray(len(text))
    for each in [*people, *rest]:
        if each.label in {"PERSON", "TOGETHER"}:
            taken[each.start : each.end] = b"\1" * (each.end - each.start)
    titles = [a for a in _bare_titles(scan, chains, people) if not taken[a.start]]
    return sorted([*people, *titles, *rest], key=lambda a: (a.start, -a.end))


# --- Chains of offices ----------------------------------------------------------------------------------------------------

Chain = tuple[Title, ...]


def _read_chains(scan: Scan) -> Iterator[Chain]:
    """Offices that follow one another by comma or "kiêm": two offices of one person, as long as no name stands between."""
    chain: list[Title] = []
    end = 0
    for start in sorted(scan.heads):
        if start < end:
            continue
        title = read_title(scan, scan.heads[start])
        if chain and not _joined(scan, chain[-1], title):
            yield tuple(chain)
            chain = []
        chain.append(title)
        end = title.end
    if chain:
        yield tuple(chain)


def _joined(scan: Scan, first: Title, second: Title) -> bool:
    between = second.start - first.end
    return 0 < between < 24 and scan.rules.join.fullmatch(scan.text, first.end, second.start) is not None


def _name_chains(scan: Scan, chains: Sequence[Chain]) -> list[Annotation]:
    """The people whose name follows their offices."""
    people = []
    for chain in chains:
        at = _skip_honorifics(scan, chain[-1].end)
        end = match_name(scan.text, at, scan.rules, scan.starts) if at else None
        if end is None:
            at, end = _name_in_commas(scan, chain[-1].end)
        if at is None or end is None or not _is_person(scan, chain[0].start, at, end):
            continue
        people.append(_person(scan, _own_titles(scan, chain), at, end))
    return people


_INSET = regex.compile(r",\s")
_CLOSED = regex.compile(r",|\s\(")


def _name_in_commas(scan: Scan, at: int) -> tuple[int | None, int | None]:
    """The name set behind an office: the foreign secretary, Enrique Manalo, said; Tổng thống Nga, ông Vladimir Putin, nói."""
    comma = _INSET.match(scan.text, at)
    if comma is None:
        return None, None
    name = _skip_honorifics(scan, comma.end() - 1)
    end = match_name(scan.text, name, scan.rules, scan.starts) if name else None
    addressed = name is not None and name > comma.end()
    if name is None or end is None or " " not in scan.text[name:end] or not (addressed or scan.rules.language == "en"):
        return None, None
    return (name, end) if _CLOSED.match(scan.text, end) else (None, None)


def _own_titles(scan: Scan, chain: Chain) -> Chain:
    """The titles before a name that are its own: a first one of another country behind a name is that one's apposition."""
    last = chain[-1]
    first = 0
    for position, title in enumerate(chain[:-1]):
        other = title.party and last.party and title.party != last.party
        behind = (
            position == 0
            and title.party
            and _APPOSED.search(scan.text, max(0, title.start - 8), title.start)
            and _name_ends(scan, title.start)
        )
        if other or behind:
            first = position + 1
    return chain[first:]


def _name_ends(scan: Scan, at: int) -> bool:
    """Whether a capitalised word stands before the comma before ``at``."""
    before = scan.text[max(0, at - 40) : at].rstrip(" ,–—-").split()
    return bool(before) and before[-1][0].isupper() and before[-1] not in scan.rules.not_names


def _skip_honorifics(scan: Scan, at: int) -> int | None:
    """Where a name could begin after a title that ends at ``at``."""
    gap = _GAP.match(scan.text, at)
    if gap is None:
        return None
    at = gap.end()
    for _ in range(3):
        match = scan.rules.honorific.match(scan.text, at)
        if match is None:
            break
        at = match.end()
    return int(at)


def _is_person(scan: Scan, start: int, name: int, end: int) -> bool:
    """Whether it is a living person that is named, not a monument or a street that bears the name."""
    if squeeze(scan.text[name:end]) in scan.rules.not_people:
        return False
    return scan.rules.not_person.search(scan.text[max(0, start - 24) : start]) is None


def _person(scan: Scan, titles: Chain, at: int, end: int, start: int | None = None, gender: str | None = None) -> Annotation:
    name = spell_name(scan.text[at:end])
    party = next((t.party for t in reversed(titles) if t.party and not t.former), next((t.party for t in titles if t.party), None))
    first = min([t.start for t in titles] + [at if start is None else start])
    if scan.rules.language == "vi" and " Thị " in name:
        gender = "f"
    value = Person(name=name, titles=titles, party=party, start=at, end=end, gender=gender)
    return Annotation(label="PERSON", start=first, end=end, value=value)


def _name_by_known(scan: Scan, chains: Sequence[Chain], people: Sequence[Annotation]) -> list[Annotation]:
    """Chủ tịch Kim, Tổng thống Moon: one word that alone could be anything, but is of a person named in full."""
    words = {word for a in people for word in short_names(cast(Person, a.value), scan.rules.language)}
    used = {title.start for a in people for title in cast(Person, a.value).titles}
    found = []
    for chain in chains:
        word = _ONE_WORD.match(scan.text, chain[-1].end)
        if word and word[1] in words and chain[0].start not in used and word.start(1) not in scan.starts:
            found.append(_person(scan, chain, word.start(1), word.end(1)))
    return found


_ONE_WORD = regex.compile(r" (\p{Lu}\p{Ll}++)(?! ?\p{Lu})")


def _drop_inner(people: Sequence[Annotation]) -> list[Annotation]:
    """The people in order, without those that stand inside another (King Sultan Ibrahim)."""
    kept: list[Annotation] = []
    for each in sorted(people, key=lambda a: (a.start, -a.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


# --- Names without an office before them -----------------------------------------------------------------------------------


def _name_addressed(scan: Scan, others: Sequence[Annotation], people: Sequence[Annotation]) -> list[Annotation]:
    """ông Vương Nghị, Mr Widodo: a form of address and a name."""
    taken = {cast(Person, a.value).start for a in people}
    inside = bytearray(len(scan.text))
    for head in scan.heads.values():
        inside[head.start : head.end] = b"\1" * (head.end - head.start)
    found = []
    for word in others:
        if word.label not in {"HONORIFIC", "LEADER"} or inside[word.start]:
            continue
        match = scan.rules.honorific.match(scan.text, word.start)
        party, start, at = (None, word.start, match.end() - 1) if match else _of_counterpart(scan, word)
        at = _skip_honorifics(scan, at) if at else None
        end = match_name(scan.text, at, scan.rules, scan.starts) if at and at not in taken else None
        if at and end and _is_person(scan, word.start, at, end) and not _is_office(scan, at):
            taken.add(at)
            each = _person(scan, (), at, end, start, _gender(scan, word))
            found.append(replace(each, value=replace(cast(Person, each.value), party=party)) if party else each)
    return found


def _of_counterpart(scan: Scan, word: Annotation) -> tuple[str | None, int, int | None]:
    """his Chinese counterpart Liang Guoqiang, người đồng cấp Lào Bounthong: whose it is, and where the name can begin."""
    if word.label != "LEADER":
        return None, word.start, None
    gap = scan.rules.of.match(scan.text, word.end)
    behind = scan.starts.get(gap.end()) if gap else None
    if behind is not None and (party := _party_of(behind)):
        return party, word.start, behind.end
    owner = next((owner for back in (1, 2, 3) if (owner := scan.ends.get(word.start - back))), None)
    comma = _INSET.match(scan.text, word.end)  # her Polish counterpart, Jan Kowalczyk,
    at = comma.end() - 1 if comma else word.end
    return (_party_of(owner), owner.start, at) if owner else (None, word.start, at)


def _gender(scan: Scan, word: Annotation) -> str | None:
    said = scan.text[word.start : word.end].split()[0].rstrip(".")
    return scan.rules.genders.get(said) or scan.rules.genders.get(said.lower())


def _is_office(scan: Scan, at: int) -> bool:
    return at in scan.heads


def _add_appositions(scan: Scan, people: Sequence[Annotation], chains: Sequence[Chain]) -> list[Annotation]:
    """People with the offices that stand behind their name: ông A, Bộ trưởng Ngoại giao Trung Quốc; and names with nothing else."""
    starts = {chain[0].start: chain for chain in chains}
    used = {title.start for a in people for title in cast(Person, a.value).titles}
    named = [_with_apposition(scan, each, starts, used) for each in people]
    used |= {title.start for a in named for title in cast(Person, a.value).titles}
    return named + list(_bare_before(scan, chains, used))


def _with_apposition(scan: Scan, each: Annotation, starts: dict[int, Chain], used: set[int]) -> Annotation:
    comma = _COMMA.match(scan.text, each.end)
    chain = _chain_at(scan, comma.end(), starts) if comma else None
    if chain is None:
        return each
    own = tuple(title for title in chain if title.start not in used)
    if not own or own[0] is not chain[0]:
        return each
    person = cast(Person, each.value)
    whole = _person(scan, (*person.titles, *own), person.start, person.end, each.start, person.gender)
    close = _CLOSE.match(scan.text, own[-1].end)
    return Annotation(label="PERSON", start=each.start, end=close.end() if close and "(" in comma[0] else own[-1].end, value=whole.value)


def _chain_at(scan: Scan, at: int, starts: dict[int, Chain]) -> Chain | None:
    """The chain that begins at ``at``, in English also after the country that owns it (China's foreign minister)."""
    if chain := starts.get(at):
        return chain
    owner = scan.starts.get(at)
    if scan.rules.language == "en" and owner is not None:
        return next((chain for gap in (1, 2, 3) if (chain := starts.get(owner.end + gap))), None)
    return None


def _bare_before(scan: Scan, chains: Sequence[Chain], used: set[int]) -> Iterator[Annotation]:
    """Đỗ Hùng Việt, Trưởng SOM: a full name without anything before it, known by the office behind it."""
    for chain in chains:
        if chain[0].start in used:
            continue
        start = _with_owner(scan, chain[0].start)
        comma = _APPOSED.search(scan.text, max(0, start - 8), start)
        first = max(0, comma.start() - 50) if comma else 0
        before = _NAME_BEFORE.search(f"{scan.text[first : comma.start()]} ") if comma else None
        if comma is None or before is None:
            continue
        at = first + before.start()
        end = match_name(scan.text, at, scan.rules, scan.starts)
        sure = scan.rules.language == "en" or begins_name(scan.text, at, scan.rules, scan.starts)
        if end is not None and end == comma.start() and sure and " " in scan.text[at:end]:
            used |= {title.start for title in chain}
            person = _person(scan, chain, at, end)
            yield Annotation(label="PERSON", start=at, end=chain[-1].end, value=person.value)


def _with_owner(scan: Scan, start: int) -> int:
    """Where an English title begins with the country that owns it: China's foreign minister."""
    owner = next((owner for gap in (2, 3) if (owner := scan.ends.get(start - gap)) and scan.text[owner.end] in "'’"), None)
    return owner.start if owner and scan.rules.language == "en" else start


# --- What stands for people --------------------------------------------------------------------------------------------------


def _bare_titles(scan: Scan, chains: Sequence[Chain], people: Sequence[Annotation]) -> Iterator[Annotation]:
    """Offices without a name that stand for their holder: not "các Bộ trưởng", not "Hội nghị Bộ trưởng"."""
    used = {title.start for a in people for title in cast(Person, a.value).titles}
    for chain in chains:
        if any(title.start in used for title in chain):
            continue
        title = chain[0]
        if scan.rules.not_holder.search(scan.text[max(0, title.start - 24) : title.start]):
            continue
        if scan.rules.not_person.search(scan.text[max(0, title.start - 24) : title.start]) or _is_event(scan, title):
            continue
        yield Annotation(label="TITLE", start=title.start, end=chain[-1].end, value=title)


def _is_event(scan: Scan, title: Title) -> bool:
    """ "Bộ trưởng Ngoại giao ASEAN - Nga" names a conference, "Trưởng SOM các nước" several: no one's office."""
    if "minister" in title.key and title.party and not is_country(title.party):
        return True
    return scan.rules.several.match(scan.text, title.end) is not None or (title.key == "minister" and bool(_PAIR.search(title.text)))


_PAIR = regex.compile(r"\w\s?[-–]\s?\p{Lu}")
_THE = regex.compile(r"\b(?:the|his|her|their)\s$", regex.IGNORECASE)
_FOLLOWED = regex.compile(r"\s(?=\p{Lu})")


def _others(scan: Scan, others: Sequence[Annotation], people: Sequence[Annotation]) -> Iterator[Annotation]:
    covered = [(a.start, a.end) for a in people]
    position = last = 0
    for word in others:
        while position < len(covered) and covered[position][1] <= word.start:
            position += 1
        if word.start < last or (position < len(covered) and covered[position][0] <= word.start):
            continue
        if found := _understand(scan, word):
            last = found.end
            yield found


def _understand(scan: Scan, word: Annotation) -> Annotation | None:
    if word.label == "TOGETHER":
        covering = scan.starts.get(word.start)
        if scan.text[word.end : word.end + 1] in {"'", "’"}:
            return None  # the Foreign Ministers' Meeting
        return (
            None
            if covering and covering.end > word.end
            else Annotation(label="TOGETHER", start=word.start, end=word.end, value=Group(kind=str(word.value)))
        )
    if word.label == "PRONOUN":
        return (
            None
            if _FOLLOWED.match(scan.text, word.end)
            else Annotation(label="PRONOUN", start=word.start, end=word.end, value=Pronoun(gender=_gender(scan, word)))
        )
    if word.label == "LEADER":
        gap = scan.rules.of.match(scan.text, word.end)
        entity = scan.starts.get(gap.end()) if gap else None
        if entity is None:
            owner = scan.ends.get(word.start - 1)
            if owner is None and scan.rules.language == "en" and not _THE.search(scan.text, max(0, word.start - 5), word.start):
                return None
            party, start, end = (str(owner.value), owner.start, word.end) if owner else (None, word.start, word.end)
        else:
            party, start, end = _party_of(entity), word.start, entity.end
        return Annotation(label="PRONOUN", start=start, end=end, value=Pronoun(party=party))
    return None


def _party_of(entity: Annotation) -> str | None:
    if entity.label in {"PARTY", "ADJ"}:
        return str(entity.value)
    return getattr(entity.value, "party", None)

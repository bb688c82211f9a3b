"""An office in the text, from its head (Thứ trưởng) over field, organisation, country and place to its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import regex

from briefgen.extract.annotations import Annotation
from briefgen.extract.entities import Body, is_country
from briefgen.extract.people.names import begins_name, is_syllable
from briefgen.extract.people.records import Title
from briefgen.extract.people.rules import squeeze
from briefgen.extract.people.scan import Scan

_WINDOW = 48  # characters before a head that can belong to the title
_COMPLEMENTS = 7
_FIELD_WORDS = 9
_SMALL = 4  # small words in a row inside the name of an organisation
_WORD = regex.compile(r"[\p{L}\p{N}&/+'’-]+")
_CAPITAL = regex.compile(r"\p{Lu}[\p{L}-]*+")
_BLANK = regex.compile(r"[ \t]*\n?[ \t]*")
_OWNER = regex.compile(r"(?:['’]s?)?\s")
# Whom a bare place name after a head makes a title of.
_LOCAL = frozenset({"governor", "party-secretary", "chair", "vice-chair", "director", "politburo", "general-secretary"})
_WITH_FIELD = frozenset({"minister", "deputy-minister", "foreign-minister", "committee", "director", "deputy-prime-minister"})


class _Draft:
    """A title while it is read."""

    def __init__(self, head: Annotation) -> None:
        self.key, self.start, self.end = str(head.value), head.start, head.end
        self.parties: list[Annotation] = []
        self.organisation: tuple[int, int] | None = None
        self.field: str | None = None
        self.host: str | None = None
        self.place: str | None = None
        self.former = self.acting = False


def read_title(scan: Scan, head: Annotation) -> Title:
    """The office that ``head`` begins or stands in, as far as its words go."""
    draft = _Draft(head)
    for _ in range(_COMPLEMENTS):
        if not any(step(scan, draft) for step in _next_steps(scan, draft)):
            break
    _extend_left(scan, draft)
    text = squeeze(scan.text[draft.start : draft.end])
    return Title(
        key=draft.key,
        text=text,
        start=draft.start,
        end=draft.end,
        organisation=_organisation(scan, draft),
        party=_choose_party(draft.parties),
        host=draft.host,
        field=draft.field,
        former=draft.former,
        acting=draft.acting,
    )


Step = Callable[[Scan, _Draft], bool]
_NEXT = regex.compile(r"\s+([^\s,.;:]++)")


def _next_steps(scan: Scan, draft: _Draft) -> tuple[Step, ...]:
    """What the next word can go on with: told by the word, an entity, another office that begins there; nothing else is tried."""
    word = _NEXT.match(scan.text, draft.end)
    if word is None:
        return ()
    at = word.start(1)
    entity = scan.starts.get(at)
    first = "party" if entity is not None and entity.label != "MASK" else "office" if at in scan.heads else ""
    return _steps(scan.rules.starters.get(word[1].casefold(), _NO_WAYS), first, word[1][0] == "(")


_NO_WAYS: frozenset[str] = frozenset()


@cache
def _steps(names: frozenset[str], first: str, bracket: bool) -> tuple[Step, ...]:
    ways = {*names, "open", *(["rank"] if bracket else []), *([first] if first == "office" else [])}
    steps = tuple(step for name, step in _STEPS if name in ways)
    return (_read_party, *steps) if first == "party" else steps


# --- To the right ------------------------------------------------------------------------------------------------------


def _read_rank(scan: Scan, draft: _Draft) -> bool:
    if (match := scan.rules.rank.match(scan.text, draft.end)) or (match := scan.rules.paren.match(scan.text, draft.end)):
        draft.end = match.end()
    return match is not None


def _read_field(scan: Scan, draft: _Draft) -> bool:
    if draft.field or draft.key not in _WITH_FIELD:
        return False
    match = scan.rules.field.match(scan.text, draft.end) or (_of_field(scan, draft) if scan.rules.language == "en" else None)
    if match:
        draft.field, draft.end = squeeze(match["field"]), match.end()
    return match is not None


def _read_open_field(scan: Scan, draft: _Draft) -> bool:
    """A ministry that the pack does not know, or knows in part, where a country or a name ends it (Công nghiệp và Công nghệ thông tin)."""
    if draft.key not in {"minister", "deputy-minister"} or scan.rules.language != "vi" or draft.parties:
        return False
    gap = _BLANK.match(scan.text, draft.end)
    at = int(gap.end())
    if not gap[0] or not (scan.text[at : at + 1].isupper() or scan.text.startswith("và ", at)):
        return False
    end = _run_to_name(scan, at)
    if end is None:
        return False
    field = squeeze(scan.text[at if draft.field is None else draft.end - len(draft.field) : end])
    draft.field, draft.end = field.removeprefix(f"{scan.rules.pack.offices['ministry']} "), end
    return True


def _run_to_name(scan: Scan, at: int) -> int | None:
    """Where the words from ``at`` on end before a person's or country's name; None where none follows within a few words."""
    end = None
    for _ in range(_FIELD_WORDS):
        entity = scan.starts.get(at)
        if (entity is not None and entity.label != "MASK") or begins_name(scan.text, at, scan.rules, scan.starts):
            return end
        word = _next_word(scan, at)
        if word is None or at in scan.heads or (word[0] in scan.rules.stops and word[0] not in scan.rules.joiners):
            return None
        if scan.text[word.end() : word.end() + 1] != " ":
            return None
        end = None if word[0] in scan.rules.joiners else int(word.end())
        at = word.end() + 1
    return None


def _next_word(scan: Scan, at: int) -> Any:
    """The word at ``at``, or a compound that only looks as if a verb began it (thông tin, phát triển)."""
    return scan.rules.compound.match(scan.text, at) or _WORD.match(scan.text, at)


def _of_field(scan: Scan, draft: _Draft) -> Any:
    """minister of foreign affairs, Minister for Trade."""
    gap = scan.rules.of.match(scan.text, draft.end)
    return scan.rules.field.match(scan.text, gap.end() - 1) if gap else None


def _read_party(scan: Scan, draft: _Draft) -> bool:
    gap = scan.rules.of.match(scan.text, draft.end)
    entity = scan.starts.get(gap.end()) if gap else _body_after(scan, draft)
    if entity is None or entity.label == "MASK" or (entity.label == "PLACE" and draft.key not in _LOCAL):
        return False
    if isinstance(entity.value, Body):
        if draft.key in _WITH_FIELD and entity.value.name.startswith(scan.rules.ministry):
            draft.field = draft.field or entity.value.name.removeprefix(scan.rules.ministry)
        draft.organisation = (entity.start, entity.end) if _code(entity) else draft.organisation or (entity.start, entity.end)
    draft.parties.append(entity)
    draft.end = entity.end
    return True


def _read_region(scan: Scan, draft: _Draft) -> bool:
    """vùng Primorsky, bang Victoria, tỉnh Quảng Ninh: one foreign word, two Vietnamese ones, or a place of the pack."""
    gap = scan.rules.region.match(scan.text, draft.end) if draft.key in _LOCAL else None
    if gap is None:
        return False
    entity = scan.starts.get(gap.end())
    if entity is not None:
        draft.end = entity.end
        return True
    word = _CAPITAL.match(scan.text, gap.end())
    if word is None:
        return False
    second = _CAPITAL.match(scan.text, word.end() + 1) if is_syllable(word[0]) else None
    draft.end = second.end() if second else word.end()
    return True


def _body_after(scan: Scan, draft: _Draft) -> Annotation | None:
    """A second body right behind the first: the Communist Party of Vietnam Central Committee."""
    body = scan.starts.get(draft.end + 1) if draft.parties else None
    return body if body is not None and body.label == "BODY" else None


def _read_host(scan: Scan, draft: _Draft) -> bool:
    gap = scan.rules.at.match(scan.text, draft.end)
    entity = scan.starts.get(gap.end()) if gap else None
    if entity is None or entity.label == "MASK" or draft.host or draft.key not in {"ambassador", "envoy"}:
        return False
    draft.place, draft.end = scan.text[entity.start : entity.end], entity.end
    draft.host = _code(entity) or draft.place
    return True


def _read_organisation(scan: Scan, draft: _Draft) -> bool:
    gap = scan.rules.organisation.match(scan.text, draft.end)
    end = _organisation_end(scan, gap.start("head"), gap.end(), draft) if gap else None
    if gap is None or end is None:
        return False
    draft.organisation = draft.organisation or (gap.start("head"), end)
    draft.end = end
    return True


def _organisation_end(scan: Scan, start: int, end: int, draft: _Draft) -> int:
    """How far the organisation's name goes whose first words are ``start`` to ``end``: to a person's name, a verb, five small words."""
    company = scan.rules.company.match(scan.text, start) is not None
    at, small = end, 0
    for number in range(15):
        gap = _BLANK.match(scan.text, at)
        if gap is None or not gap[0]:
            break
        entity = scan.starts.get(gap.end())
        if entity is not None and entity.label not in {"BODY", "MASK"}:
            draft.parties.append(entity)
            return entity.end
        if entity is not None:
            at = end = entity.end
            small = 0
            continue
        word = _next_word(scan, gap.end())
        if word is None or (word[0] in scan.rules.stops and not _joins(scan, word[0], word.end())):
            break
        if not (company and number == 0) and begins_name(scan.text, gap.end(), scan.rules, scan.starts):
            return at
        small = small + 1 if word[0][0].islower() else 0
        if small > _SMALL:
            break
        at = word.end()
        end = end if small else at
    return at if small == 1 else end


def _joins(scan: Scan, word: str, end: int) -> bool:
    """Whether "và" stands inside a name: Ủy ban Cải cách và Phát triển Quốc gia, not Chủ tịch Quốc hội và Thủ tướng."""
    after = end + 1
    if word not in scan.rules.joiners or not scan.text[after : after + 1].isupper():
        return False
    return after not in scan.heads and after not in scan.starts and not begins_name(scan.text, after, scan.rules, scan.starts)


def _read_task(scan: Scan, draft: _Draft) -> bool:
    """phụ trách thương mại và đầu tư: up to six small words or names of fields."""
    gap = scan.rules.about.match(scan.text, draft.end, draft.end + _WINDOW)  # bounded: regex first looks for "charge" as far as it may
    body = scan.starts.get(gap.end()) if gap else None
    if gap is None or (body is not None and body.label == "BODY"):
        return False
    at, end = gap.end(), None
    for _ in range(8):
        word = _WORD.match(scan.text, at)
        if word is None or (word[0] in scan.rules.stops and word[0] not in scan.rules.joiners):
            break
        if begins_name(scan.text, at, scan.rules, scan.starts) or at in scan.heads:
            break
        entity = scan.starts.get(at)
        after = entity.end if entity is not None else word.end()
        end = end if word[0] in scan.rules.joiners else after
        step = _BLANK.match(scan.text, after)
        if step is None or not step[0]:
            break
        at = step.end()
    if end is None:
        return False
    draft.end = end
    return True


def _read_office(scan: Scan, draft: _Draft) -> bool:
    """Cố vấn của Thủ tướng, Trợ lý Tổng thống Nga: the office of another."""
    if draft.key not in {"envoy", "spokesperson", "director", "committee"}:
        return False
    gap = scan.rules.of.match(scan.text, draft.end)
    head = scan.heads.get(gap.end()) if gap else None
    if head is None:
        return False
    draft.end = head.end
    return True


_STEPS: tuple[tuple[str, Step], ...] = (
    ("task", _read_task),
    ("rank", _read_rank),
    ("field", _read_field),
    ("open", _read_open_field),
    ("region", _read_region),
    ("party", _read_party),
    ("organisation", _read_organisation),
    ("host", _read_host),
    ("office", _read_office),
)


# --- To the left ---------------------------------------------------------------------------------------------------------


def _extend_left(scan: Scan, draft: _Draft) -> None:
    """former and acting; in English also fields and the country before: Russia's first deputy foreign minister."""
    if scan.rules.language == "en":
        _extend_english(scan, draft)
    word, start = _word_before(scan.text, draft.start)
    if word in scan.rules.former:
        draft.former, draft.start = True, start
    elif word in scan.rules.acting:
        draft.acting, draft.start = True, start
    if scan.rules.language == "en" and not draft.parties:
        _read_owner(scan, draft)


def _extend_english(scan: Scan, draft: _Draft) -> None:
    match = scan.rules.left.search(_before(scan.text, draft.start))
    if match is None:
        if draft.key in _WITH_FIELD and (start := _unknown_field(scan, draft.start)) < draft.start:
            draft.field, draft.start = draft.field or squeeze(scan.text[start : draft.start]), start
        return
    draft.start -= len(match[0])
    if draft.key in _WITH_FIELD:
        draft.field = draft.field or squeeze(scan.rules.deputy.sub("", match[0])) or None
    if draft.key in {"minister", "foreign-minister"} and scan.rules.deputy.search(match[0]):
        draft.key = f"deputy-{draft.key}"


_UNKNOWN_FIELDS = 3  # words


def _unknown_field(scan: Scan, start: int) -> int:
    """Where an office begins with a field that the pack lacks (Water Minister): capitals that are no usual word and no country."""
    for _ in range(_UNKNOWN_FIELDS):
        match = scan.rules.capitals.search(_before(scan.text, start))
        if match is None:
            break
        word, at = match[0].split()[0], start - len(match[0])
        if word in scan.rules.not_names or word.lower() in scan.rules.stops or at in scan.starts or at in scan.heads:
            break
        start = at
    return start


def _read_owner(scan: Scan, draft: _Draft) -> None:
    for back in (1, 2, 3):
        owner = scan.ends.get(draft.start - back)
        if owner and _OWNER.fullmatch(scan.text, owner.end, draft.start):
            draft.parties.append(owner)
            if back == 1:
                draft.start = owner.start
                draft.organisation = draft.organisation or ((owner.start, owner.end) if owner.label == "BODY" else None)
            return


def _word_before(text: str, at: int) -> tuple[str, int]:
    """The word before ``at`` in lower case and where it begins; ex-minister has a hyphen between."""
    end = at
    while end and text[end - 1] in " \n-":
        end -= 1
    start = end
    while start and text[start - 1].isalpha():
        start -= 1
    return text[start:end].lower(), start


def _before(text: str, at: int) -> str:
    return text[max(0, at - _WINDOW) : at]


# --- What was read --------------------------------------------------------------------------------------------------------


def _code(entity: Annotation) -> str | None:
    """The code behind an entity: the country before an organisation in a pair, the country of a body or place."""
    if entity.label in {"PARTY", "ADJ"}:
        return str(entity.value)
    if entity.label == "PAIR" and isinstance(entity.value, tuple):
        return next((code for code in entity.value if is_country(code)), str(entity.value[0]))
    party: str | None = getattr(entity.value, "party", None)
    return party


def _choose_party(entities: Sequence[Annotation]) -> str | None:
    """Whose office it is: the country last named (Trưởng SOM ASEAN của Việt Nam), else the organisation."""
    codes = [code for entity in entities if (code := _code(entity))]
    countries = [code for entity, code in zip(entities, map(_code, entities), strict=True) if code and _is_country(entity, code)]
    return countries[-1] if countries else codes[-1] if codes else None


def _is_country(entity: Annotation, code: str) -> bool:
    return is_country(code) and entity.label != "PLACE"


def _organisation(scan: Scan, draft: _Draft) -> str | None:
    owner = next((scan.text[e.start : e.end] for e in draft.parties if e.label in {"PARTY", "PAIR"}), None)
    if draft.organisation is not None:
        return squeeze(scan.text[slice(*draft.organisation)])
    offices: Mapping[str, str] = scan.rules.pack.offices
    name = f"{offices['ministry']} {draft.field}" if draft.field and "minister" in draft.key else offices.get(draft.key)
    if name is None:
        return owner
    if owner is None or scan.rules.language != "vi":
        return name
    return squeeze(f"{name} {owner} tại {draft.place}" if draft.place else f"{name} {owner}")

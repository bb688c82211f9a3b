"""Who speaks: an actor's words as printed, and the party it speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from briefgen.compose.claims import claim_of
from briefgen.compose.clauses import lower_noun
from briefgen.compose.dossier import Dossier
from briefgen.compose.glossary import is_foreign, name_in, translate
from briefgen.compose.names import is_party_code, party_name, party_words
from briefgen.compose.wording import LANGUAGES, join_words, load_wording, mark
from briefgen.edtf import disjoint
from briefgen.model import Fact, Participant, Record, Role

_NOTE = re.compile(r"\s*\(([^()]*)\)\s*$")
_BEHALF = re.compile(r"(?:thay mặt|on behalf of)\s+(.+)")


class Speaker(Record):
    """One actor: what is printed, and the parties it stands for."""

    words: Markup
    parties: tuple[str, ...]


def split_actors(actor: str, dossier: Dossier) -> tuple[str, ...]:
    """The actors that a claim joins by ``;``; a comma joins only codes and known people, since a title may hold one."""
    if ";" in actor:
        return tuple(part.strip() for part in actor.split(";") if part.strip())
    parts = tuple(part.strip() for part in actor.split(","))
    known = all(_is_known(_NOTE.sub("", part), dossier) for part in parts)
    return parts if known else (actor.strip(),)


def _is_known(name: str, dossier: Dossier) -> bool:
    return is_party_code(name) or name in dossier.roles


def name_speaker(fact: Fact, actor: str, dossier: Dossier) -> Speaker:
    """The actors of a fact in words, with the titles they held at its date."""
    speakers = [_name_one(fact, part, dossier) for part in split_actors(actor, dossier)]
    ordered = in_order((party for speaker in speakers for party in speaker.parties), dossier)
    if len(speakers) > 1 and all(is_party_code(part) for part in split_actors(actor, dossier)):
        names = [party_name(code, dossier.wording) for code in ordered]
        return Speaker(words=mark(fact.id, "actor", join_words(dossier.wording, names)), parties=ordered)
    return Speaker(words=join_words(dossier.wording, [speaker.words for speaker in speakers]), parties=ordered)


def _name_one(fact: Fact, actor: str, dossier: Dossier) -> Speaker:
    note = _NOTE.search(actor)
    name = _NOTE.sub("", actor)
    words, parties = _name_known(fact, name, dossier)
    if note is None:
        return Speaker(words=words, parties=parties)
    codes = tuple(code.strip() for code in re.split("[,;]", note.group(1)))
    if all(map(is_party_code, codes)):
        return _for_parties(fact, words, codes, dossier)
    return _with_note(fact, words, parties, note.group(1), dossier)


def _for_parties(fact: Fact, words: Markup, codes: tuple[str, ...], dossier: Dossier) -> Speaker:
    """ "hai bên (ASEAN, RUS)" are those parties by name; "phái đoàn Nga (RUS)" speaks for one."""
    ordered = in_order(codes, dossier)
    if len(codes) == 1:
        return Speaker(words=words, parties=ordered)
    return Speaker(
        words=mark(fact.id, "actor", join_words(dossier.wording, [party_name(code, dossier.wording) for code in ordered])), parties=ordered
    )


def in_order(codes: Iterable[str], dossier: Dossier) -> tuple[str, ...]:
    """The codes once each, the briefing's own parties first and in its order."""
    return tuple(sorted(dict.fromkeys(codes), key=lambda code: (dossier.parties.index(code) if code in dossier.parties else 99, code)))


def _with_note(fact: Fact, words: Markup, parties: tuple[str, ...], note: str, dossier: Dossier) -> Speaker:
    """ "(thay mặt ASEAN)" follows the name; another note says who speaks for the party, and is printed in its place."""
    behalf = _BEHALF.match(note)
    if behalf:
        spoken = escape(dossier.wording.on_behalf).format(actor=words, party=behalf.group(1))
        return Speaker(words=spoken, parties=(*parties, *(p for p in parties_named(behalf.group(1), dossier) if p not in parties)))
    return Speaker(words=mark(fact.id, "actor", name_in(note, dossier.wording)), parties=parties)


def _name_known(fact: Fact, name: str, dossier: Dossier) -> tuple[Markup, tuple[str, ...]]:
    if is_party_code(name):
        return mark(fact.id, "actor", party_name(name, dossier.wording)), (name,)
    role = role_at(name, fact, dossier)
    if role is not None:
        return mark(fact.id, "actor", titled(role, name, dossier)), role.parties[:1] if len(role.parties) == 1 else ()
    parties = parties_named(name, dossier)
    if len(parties) == 1 and name in _names_of(parties[0]):
        return mark(fact.id, "actor", party_name(parties[0], dossier.wording)), parties
    return mark(fact.id, "actor", name_in(lower_noun(name, dossier.wording.actor_nouns), dossier.wording)), parties


def parties_named(text: str, dossier: Dossier) -> tuple[str, ...]:
    """The parties, the briefing's first, by whose name or code the text calls them."""
    known = dict.fromkeys((*dossier.parties, *dossier.wording.parties, *dossier.codes))
    return tuple(code for code in known if _says_party(text, code))


@lru_cache(maxsize=512)
def _names_of(code: str) -> tuple[str, ...]:
    """The party's code and its names in every language that a source may be in."""
    return (code, *dict.fromkeys(name for language in LANGUAGES for name in party_words(code, load_wording(language))))


def _says_party(text: str, code: str) -> bool:
    return any(name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in _names_of(code))


def role_at(person: str, fact: Fact, dossier: Dossier) -> Fact | None:
    """The office in which a person stands in the fact's own article, else one whose date does not speak against it."""
    stems = {evidence.article for evidence in fact.evidence}
    fitting = [role for role in dossier.roles.get(person, ()) if not disjoint(role.date.edtf, fact.date.edtf)]
    return min(fitting, key=lambda role: _rank(role, person, stems), default=None)


def _rank(role: Fact, person: str, stems: set[str]) -> tuple[bool, bool, int, str]:
    """The same article first; then an office said before the name, which is how it is addressed; then the shorter."""
    claim = claim_of(role, Role)
    here = any(evidence.article in stems for evidence in role.evidence)
    before = any(evidence.reading.startswith(claim.role) and evidence.reading.endswith(person) for evidence in role.evidence)
    return not here, not before, len(claim.role), role.id


def titled(role: Fact, person: str, dossier: Dossier) -> str:
    """The office and the name, with the country where the office does not say it."""
    return office_and_name(claim_of(role, Role).role, person, role.parties, dossier)


def office_and_name(title: str, person: str, parties: tuple[str, ...], dossier: Dossier) -> str:
    """``Thứ trưởng Ngoại giao Nga Andrey Rudenko``, ``Russia’s Deputy Minister of Foreign Affairs Andrey Rudenko``."""
    title = dossier.wording.title_terms.get(title, title)
    whole = translate(f"{_with_country(title, parties, dossier)} {person}", dossier.wording) if is_foreign(title, dossier.wording) else None
    return whole or f"{title_words(title, parties, dossier)} {person}"


def title_words(title: str, parties: tuple[str, ...], dossier: Dossier) -> str:
    """An office in the language of the document; in its own where the glossary does not cover it."""
    title = dossier.wording.title_terms.get(title, title)
    return translate(_with_country(title, parties, dossier), dossier.wording) or _with_country(title, parties, dossier)


def _with_country(title: str, parties: tuple[str, ...], dossier: Dossier) -> str:
    if (
        len(parties) != 1
        or party_name(parties[0], dossier.wording) in title
        or parties_named(title, dossier)
        or any(word in title for word in dossier.wording.no_country)
    ):
        return title
    if not dossier.wording.glossary:
        return f"{title} {party_name(parties[0], dossier.wording)}"
    return f"{title} {party_name(parties[0], load_wording('vi'))}" if is_foreign(title, dossier.wording) else title


def name_participant(fact: Fact, person: Participant, field: str, dossier: Dossier) -> Markup:
    """A chair or participant in words: office and name, or only the one that is known."""
    title = (person.role or "").split(",")[0].strip()
    if title and person.name:
        words = office_and_name(title, person.name, (person.party,) if person.party else (), dossier)
    else:
        words = title_words(title, (), dossier) if title else person.name or ""
    return mark(fact.id, field, words or (party_name(person.party, dossier.wording) if person.party else ""))

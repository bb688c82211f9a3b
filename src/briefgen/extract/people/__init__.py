"""People in running text: by an office or a form of address and a name, never from a list of people."""

from briefgen.extract.people.find import find_people
from briefgen.extract.people.parties import complete_parties, guess_party
from briefgen.extract.people.records import Group, Person, Pronoun, Title
from briefgen.extract.people.resolve import find_candidates, resolve_people

__all__ = ["Group", "Person", "Pronoun", "Title", "complete_parties", "find_candidates", "find_people", "guess_party", "resolve_people"]

"""People in running text: by an office or a form of address and a name, never from a list of people."""

from briefgen.extract.people.find import find_people
from briefgen.extract.people.records import Group, Person, Pronoun, Title
from briefgen.extract.people.resolve import find_candidates, resolve_people

__all__ = ["Group", "Person", "Pronoun", "Title", "find_candidates", "find_people", "resolve_people"]

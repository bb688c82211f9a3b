"""What a sentence must hold for a pattern to fit at all: the cheap question asked before the dear one.

A pattern over labels fits only where certain labels stand; of fifteen patterns of a kind, few have all of theirs in a given sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Needs = tuple[frozenset[str], ...]


class Index:
    """Patterns by the rarest thing that each needs, so that those which cannot fit a sentence are not even looked at."""

    def __init__(self, every: Sequence[Needs]) -> None:
        self._needs = every
        self._free = [number for number, needs in enumerate(every) if not needs]
        self._by_character: dict[str, list[int]] = {}
        for number, needs in enumerate(every):
            for character in min(needs, key=len, default=frozenset[str]()):
                self._by_character.setdefault(character, []).append(number)

    def list_possible(self, present: frozenset[str]) -> list[int]:
        """The numbers of the patterns that a sentence with these characters may fit, in order."""
        near = {number for character in self._by_character.keys() & present for number in self._by_character[character]}
        possible = [number for number in near if not any(map(present.isdisjoint, self._needs[number]))]
        return sorted([*possible, *self._free])


def index_needs(every: Sequence[Needs]) -> Index:
    """The index of patterns, each given by its needs."""
    return Index(every)


def find_needs(tokens: Sequence[tuple[str, str]]) -> Needs:
    """The sets of characters of which every text that the pattern fits holds at least one each.

    ``tokens`` are ``(what, quantifier)``: ``(``, ``|``, ``)`` or the characters that the token stands for; empty for one that says nothing.
    """
    return tuple(_read_alternatives(iter(tokens))[0])


def _read_alternatives(tokens: Iterator[tuple[str, str]]) -> tuple[list[frozenset[str]], str]:
    """The needs up to the closing bracket, and the quantifier behind it."""
    branches: list[list[frozenset[str]]] = [[]]
    closing = ""
    for what, quantifier in tokens:
        if what == ")":
            closing = quantifier
            break
        if what == "|":
            branches.append([])
        elif what == "(":
            inner, behind = _read_alternatives(tokens)
            branches[-1] += inner if _is_needed(behind) else []
        elif what and _is_needed(quantifier):
            branches[-1].append(frozenset(what))
    return _join(branches), closing


def _join(branches: list[list[frozenset[str]]]) -> list[frozenset[str]]:
    """Of several ways any may be taken: what is surely there is something that one of them needs."""
    if len(branches) == 1:
        return branches[0]
    if not all(branches):
        return []
    return [frozenset().union(*(min(branch, key=len) for branch in branches))]


def _is_needed(quantifier: str) -> bool:
    return not quantifier.startswith(("?", "*", "{,", "{0"))

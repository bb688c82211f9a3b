"""What a sentence must hold for a pattern to fit at all: the cheap question asked before the dear one.

A pattern over labels fits only where certain labels stand; of fifteen patterns of a kind, few have all of theirs in a given sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Needs = tuple[frozenset[str], ...]


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

"""The same story twice: fingerprints of texts, and which articles are copies of which.

MinHash over shingles of three words (the ``rensa`` library): the share of equal numbers in two fingerprints estimates the
share of shingles that both texts hold. Two reports on yearly sessions share words and formulas but few runs of three.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import regex

_PERMUTATIONS = 128
_SEED = 42
_DIGITS = 8  # hexadecimal digits of one 32-bit number
_SHINGLE = 3
# Shared shingles of copies with a new headline, another lead and some sentences cut lie above, of yearly sessions' reports
# with half their words in common below 0.35.
COPY_SHARE = 0.5
_WORD = regex.compile(r"[\p{L}\p{N}]+")


def make_fingerprint(text: str) -> str | None:
    """The fingerprint of an article's own words, None for fewer than 20: too few to tell copies from chance."""
    from rensa import RMinHash

    words = _WORD.findall(text.casefold())
    if len(words) < 20:
        return None
    shingles = sorted({" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)})
    minhash = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    minhash.update(shingles)
    return "".join(f"{number:08x}" for number in minhash.digest())


def compare_fingerprints(one: str, other: str) -> float:
    """The estimated share of three-word runs that two texts have in common, 0 to 1."""
    pairs = zip(_numbers(one), _numbers(other), strict=False)
    return sum(a == b for a, b in pairs) / _PERMUTATIONS


def group_copies(articles: Iterable[tuple[str, str | None, str | None]]) -> dict[str, str]:
    """For each article (stem, fingerprint, EDTF of publication) the stem of its origin: the earliest of its copies.

    Undated ones count as later than dated ones; ties go by stem. An article that is no copy is its own origin.
    """
    ordered = sorted(articles, key=lambda one: (one[2] is None, one[2] or "", one[0]))
    origins: dict[str, str] = {}
    index: dict[tuple[int, str], list[int]] = {}
    prints = [one[1] for one in ordered]
    for i, (stem, fingerprint, _) in enumerate(ordered):
        origins[stem] = stem
        if fingerprint is None:
            continue
        for j in _find_candidates(index, fingerprint, i):
            other = prints[j]
            if other is not None and compare_fingerprints(fingerprint, other) >= COPY_SHARE:
                origins[stem] = origins[ordered[j][0]]
                break
    return origins


def _find_candidates(index: dict[tuple[int, str], list[int]], fingerprint: str, i: int) -> list[int]:
    """Earlier articles that agree in a band of two numbers (at half the shingles shared one is missed in 10⁸); files this one."""
    found: set[int] = set()
    for at in range(0, len(fingerprint), _DIGITS * 2):
        bucket = index.setdefault((at, fingerprint[at : at + _DIGITS * 2]), [])
        found.update(bucket)
        bucket.append(i)
    return sorted(found)


def _numbers(fingerprint: str) -> Iterable[str]:
    return (fingerprint[at : at + _DIGITS] for at in range(0, len(fingerprint), _DIGITS))


def describe_origins(origins: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The copies of each origin that has any, by stem."""
    groups: dict[str, list[str]] = {}
    for stem, origin in origins.items():
        if stem != origin:
            groups.setdefault(origin, []).append(stem)
    return {origin: tuple(sorted(copies)) for origin, copies in sorted(groups.items())}

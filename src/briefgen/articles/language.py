"""Which language a text is in, by its letters and its commonest words."""

from __future__ import annotations

from collections import Counter
from functools import cache

import regex

from briefgen.articles.rules import load_rules

_WORD = regex.compile(r"\p{L}+")
_LETTER = regex.compile(r"\p{L}")
_SAMPLE = 50_000


def detect_language(text: str) -> str:
    """BCP 47 of the language that most of the text is in (``vi``, ``en``, …), ``und`` where it cannot be told."""
    sample = text[:_SAMPLE].lower()
    letters = len(_LETTER.findall(sample))
    if not letters:
        return "und"
    return _by_letters(sample, letters) or _by_words(sample)


def is_supported(language: str) -> bool:
    """Whether facts can be read in the language."""
    return language in load_rules("languages")["supported"]


def _by_letters(sample: str, letters: int) -> str | None:
    counts = Counter(sample)
    # A Vietnamese text has about a quarter of such letters; a quoted name in another language a handful.
    if sum(counts[letter] for letter in load_rules("languages")["vietnamese_letters"]) > letters * 0.08:
        return "vi"
    for language, pattern in _scripts().items():
        if len(pattern.findall(sample)) > letters * (0.1 if language == "ja" else 0.4):
            return language
    return None


def _by_words(sample: str) -> str:
    words = Counter(_WORD.findall(sample))
    total = sum(words.values())
    shares = {language: sum(words[word] for word in set(known.split())) for language, known in load_rules("languages")["words"].items()}
    best = max(sorted(shares), key=lambda language: shares[language])
    return best if shares[best] >= max(2, total * 0.1) else "und"


@cache
def _scripts() -> dict[str, regex.Pattern[str]]:
    # Japanese before Chinese: its texts hold both kana and Han letters.
    scripts = load_rules("languages")["scripts"]
    ordered = sorted(scripts.items(), key=lambda item: item[0] != "ja")
    return {language: regex.compile(rf"\p{{{script}}}") for language, script in ordered}

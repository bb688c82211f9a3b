"""How a sentence was read, as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.extract.explain import Explanation, Labelled
from briefgen.model import Mention


def describe_explanation(explanation: Explanation) -> str:
    """The sentence with its labels in brackets, then a line for each pattern, mention, slot and refusal."""
    lines = [f"[{explanation.start}:{explanation.end}] {explanation.block}", "  " + " ".join(map(_describe_token, explanation.tokens))]
    lines += [f"  ~ {name}: {words}" for name, words in explanation.patterns]
    for mention in explanation.mentions:
        lines += _describe_mention(mention)
    lines += [f"  ✗ {mention.rule}: {mention.label}: {reason}" for mention, reason in explanation.refused]
    return "\n".join(lines)


def _describe_token(token: Labelled) -> str:
    words = " ".join(token.words.split())
    return f"[{words}|{token.label}]" if token.label else words


def _describe_mention(mention: Mention) -> Iterator[str]:
    yield f"  ✓ {mention.rule}: {mention.label} ({' '.join(mention.parties) or '–'}, {mention.date.edtf or '–'})"
    for name, slot in mention.slots.items():
        yield f"      {name} = {slot.value}  ({slot.how})"

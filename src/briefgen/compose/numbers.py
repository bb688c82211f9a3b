"""Numbers in words: CLDR's signs, the source's own digits."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal

from briefgen.compose.wording import Wording

_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e\d+)?")
_SIGNS = str.maketrans({"*": "×", "/": "÷", "-": "−"})
YEARS = range(1000, 2200)


def plain_number(value: Decimal, wording: Wording) -> str:
    """The number with all its digits and no more: ``2,6``."""
    return str(format_decimal(value.normalize(), locale=wording.locale, decimal_quantization=False))


def scaled_number(value: Decimal, wording: Wording) -> str:
    """``2600000000`` as ``2,6 tỷ``: the greatest scale that leaves at most four decimals is taken."""
    for size, name in wording.numbers.scales:
        part = value / size
        if abs(part) >= 1 and -int(part.normalize().as_tuple().exponent) <= 4:
            return f"{plain_number(part, wording)} {name}"
    return plain_number(value, wording)


def amount_words(value: Decimal, unit: str, wording: Wording, qualifier: str | None = None) -> str:
    """A number with its unit and what the source says of its exactness: ``hơn 2,6 tỷ USD``."""
    units = wording.numbers.units
    printed = units.get(unit, units["other"]).replace("{n}", scaled_number(value, wording)).replace("{unit}", unit)
    return wording.qualifiers.get(qualifier or "", "{value}").replace("{value}", printed)


def percent_words(value: Decimal, wording: Wording) -> str:
    """``12,5%``; the sign is left to the sentence ("tăng", "giảm")."""
    return wording.numbers.units["percent"].replace("{n}", plain_number(abs(value), wording))


def significant_digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def round_to(value: Decimal, digits: int) -> Decimal:
    """The value at so many significant digits: a derived number is never more exact than what it was made from."""
    if not value:
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() - digits + 1), rounding=ROUND_HALF_UP)


def formula_words(formula: str, wording: Wording) -> str:
    """``2.6e9 / 1.125`` as ``2,6 tỷ ÷ 1,125``; years stay as they are."""

    def rewrite(match: re.Match[str]) -> str:
        value = Decimal(match.group())
        return match.group() if value in YEARS and value == value.to_integral() else scaled_number(value, wording)

    return _NUMBER.sub(rewrite, formula).translate(_SIGNS)

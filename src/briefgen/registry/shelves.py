"""Where to look for a mention's partners in a large group: only where one that fits can be, so that merging grows with the archive."""

from __future__ import annotations

from briefgen.edtf import bounds
from briefgen.model import Meeting, Mention, Role, Statistic

Shelves = tuple[list[str], list[str]]


def find_shelves(mention: Mention) -> Shelves:
    """The shelves that a mention is kept on, and those on which all that :func:`briefgen.registry.fitting.fits` may admit are kept."""
    claim = mention.claim
    if isinstance(claim, Meeting):
        kept, looked = _by_time(mention.date.edtf)
        always = [f"@{mention.article}", *([f"#{claim.ordinal}"] if claim.ordinal is not None else [])]
        return [*always, *kept], [*always, *looked]
    if isinstance(claim, Statistic):
        value = [str(claim.value.normalize())]
        return value, value
    if isinstance(claim, Role) and not claim.holder:
        return _by_parties(mention.parties)
    return [""], [""]


def _by_time(edtf: str | None) -> Shelves:
    """Days of one month meet those of the same month, and what is only known to the year; that meets all of the year."""
    known = bounds(edtf)
    if not known:
        return [], []
    (first, last), month = known, known[0][:7]
    years = sorted({first[:4], last[:4]})
    if last.startswith(month):
        return [month, f"{years[0]}-all"], [month, f"{years[0]}-wide"]
    return [f"{year}-{shelf}" for year in years for shelf in ("all", "wide")], [f"{year}-all" for year in years]


def _by_parties(parties: tuple[str, ...]) -> Shelves:
    """An office of some parties meets those of the same, and those without; one without meets all."""
    name = ",".join(sorted(parties))
    return [name, "all"], [name, ""] if name else ["all"]

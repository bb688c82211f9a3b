"""How fast the registry takes in articles, gives a briefing's facts, and follows a change of one article.

    python benchmarks/registry.py --articles 10000 [--registry URL]

Articles are made up: 30 mentions each, of all kinds, spread over twelve years, forty pairs of parties and a few hundred people, so that
some merge as those of a real archive do. The same facts come out on every machine.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from briefgen.model import (
    Agreement,
    Basis,
    Claim,
    Commitment,
    Dated,
    Evidence,
    Meeting,
    Mention,
    Milestone,
    Participant,
    Role,
    SourceInfo,
    Statement,
    Statistic,
)
from briefgen.registry import Registry, make_entry, open_registry
from briefgen.registry.writing import Entry

_MENTIONS = 30
_CODES = (
    "RUS",
    "CHN",
    "USA",
    "JPN",
    "KOR",
    "IND",
    "AUS",
    "FRA",
    "DEU",
    "LAO",
    "KHM",
    "THA",
    "IDN",
    "SGP",
    "MYS",
    "PHL",
    "GBR",
    "ITA",
    "NLD",
    "CAN",
)
_PAIRS = [tuple(sorted(("VNM", code))) for code in _CODES] + [tuple(sorted(("ASEAN", code))) for code in _CODES]
_SERIES = (
    "Đối thoại chiến lược quốc phòng",
    "Ủy ban liên chính phủ",
    "Tham vấn chính trị",
    "Hội nghị cấp cao",
    "Cuộc họp quan chức cao cấp",
)
_TOPICS = ("trade", "defence", "energy", "education", "health", "south-china-sea", "coc", "tourism")
_WORDS = (
    "hợp",
    "tác",
    "song",
    "phương",
    "tiếp",
    "tục",
    "tăng",
    "cường",
    "lĩnh",
    "vực",
    "thương",
    "mại",
    "đầu",
    "tư",
    "quốc",
    "phòng",
    "giáo",
    "dục",
    "văn",
    "hóa",
    "du",
    "lịch",
    "năng",
    "lượng",
    "công",
    "nghệ",
    "khu",
    "vực",
)


def make_article(number: int, articles: int) -> Entry:
    """The article of that number among so many; what it says lies around its own date."""
    chance = random.Random(number)
    day = 1 + number * 4380 // max(articles, 1)
    date = f"{2012 + day // 365:04}-{1 + day % 365 // 31:02}-{1 + day % 28:02}"
    parties = chance.choice(_PAIRS)
    stem = f"article-{number:07}"
    mentions = [make_mention(stem, i, chance, parties, date) for i in range(_MENTIONS)]
    source = SourceInfo(
        stem=stem,
        path=f"seeds/{stem}.txt",
        sha256=hashlib.sha256(stem.encode()).hexdigest(),
        language="vi",
        origin="",
        outlet=f"Báo {number % 60}",
        published=date,
    )
    return make_entry(source, mentions, extractor="bench")


def make_mention(stem: str, place: int, chance: random.Random, parties: tuple[str, ...], date: str) -> Mention:
    claim, day = make_claim(chance, date)
    quote = " ".join(chance.choices(_WORDS, k=24))
    return Mention(
        id=f"{stem}-{place}",
        article=stem,
        claim=claim,
        label=quote[:80],
        parties=parties,
        date=Dated(edtf=day, basis=Basis.STATED if day else None),
        topics=tuple(sorted(set(chance.choices(_TOPICS, k=2)))),
        evidence=(Evidence(article=stem, start=place * 400, end=place * 400 + len(quote), quote=quote, reading=quote),),
        slots={},
        rule="bench/made",
    )


def make_claim(chance: random.Random, date: str) -> tuple[Claim, str | None]:
    """Half of all claims are statements, as in real articles."""
    year, person = int(date[:4]), f"Người Thứ {chance.randrange(400)}"
    match chance.randrange(20):
        case 0 | 1:
            return Meeting(name=chance.choice(_SERIES), ordinal=year - 2000, participants=(Participant(name=person),)), date[
                : chance.choice((7, 10))
            ]
        case 2:
            return Meeting(name="hội đàm", participants=(Participant(name=person), Participant(name="Bùi Thanh Sơn"))), date
        case 3:
            return Milestone(event="level", level=chance.choice(("strategic-partner", "comprehensive-partner"))), date
        case 4 | 5:
            name = f"Hiệp định về {chance.choice(_WORDS)} {chance.choice(_WORDS)}"
            return Agreement(name=name, form="agreement", stage=chance.choice(("mentioned", "negotiating", "signed"))), date
        case 6 | 7:
            value = Decimal(chance.randrange(10, 99)) * 10**8
            return Statistic(
                indicator=chance.choice(("exports", "imports", "trade-turnover")), value=value, unit="USD", period=str(year - 1)
            ), str(year - 1)
        case 8:
            return Commitment(actor=person, action=" ".join(chance.choices(_WORDS, k=9)), due=str(year + 1)), date
        case 9 | 10:
            return Role(person=person, role=chance.choice(("Bộ trưởng", "Thứ trưởng", "Đại sứ"))), date
        case _:
            return Statement(
                actor=person, act=chance.choice(("affirm", "propose", "agree")), content=" ".join(chance.choices(_WORDS, k=14))
            ), date


def make_articles(count: int) -> Iterator[Entry]:
    return (make_article(number, count) for number in range(count))


class Clock:
    """Seconds since it was started: of the wall, and of the processor, which other programs on the machine change little."""

    def __init__(self) -> None:
        self._started = (time.perf_counter(), time.process_time())
        self._left_out = [0.0, 0.0]

    def leave_out(self, articles: Iterator[Entry]) -> Iterator[Entry]:
        """The articles; making them is no part of what is measured."""
        while True:
            began = Clock()
            article = next(articles, None)
            self._left_out = [out + spent for out, spent in zip(self._left_out, began.read(), strict=True)]
            if article is None:
                return
            yield article

    def read(self) -> tuple[float, float]:
        now = (time.perf_counter(), time.process_time())
        wall, processor = (n - s - out for n, s, out in zip(now, self._started, self._left_out, strict=True))
        return wall, processor


def measure(registry: Registry, count: int) -> float:
    """Fill the registry, select, update; prints a line for each and returns the processor's seconds of the build."""
    clock = Clock()
    registry.put_articles(clock.leave_out(make_articles(count)))
    stored = clock.read()
    registry.refresh()
    built = clock.read()
    print(
        f"{count:>8} articles, {count * _MENTIONS} mentions: {built[1]:.1f} s of the processor ({stored[1]:.1f} storing), {built[0]:.1f} s"
    )
    print(f"{'':>8} {count / built[1]:.0f} articles, {count * _MENTIONS / built[1]:.0f} mentions a second of the processor")
    clock = Clock()
    view = registry.view(parties=["RUS"], kinds=["agreement", "milestone", "statistic"])
    print(f"{'':>8} selection of one briefing's facts: {len(view.facts)} facts in {clock.read()[1]:.2f} s")
    clock = Clock()
    registry.put_article(make_article(count // 2, count + 1).source, make_article(count + 7, count).mentions, extractor="bench")
    registry.refresh()
    update = clock.read()[1]
    print(f"{'':>8} update by one article: {update:.3f} s, a {built[1] / update:.0f}th of the build", flush=True)
    return built[1]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--registry", metavar="URL", help="an empty database; without it a file that is gone afterwards")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small, large = (Path(folder) / name for name in ("small.sqlite", "large.sqlite"))
        with open_registry(small) as registry:
            tenth = measure(registry, max(given.articles // 10, 1))
        with open_registry(given.registry or large) as registry:
            whole = measure(registry, given.articles)
        size = large.stat().st_size / 1e6 if large.exists() else 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"growth from a tenth to the whole: {whole / tenth:.1f} times the time; peak memory {peak:.0f} MB; file {size:.0f} MB")


if __name__ == "__main__":
    main()

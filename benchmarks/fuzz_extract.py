"""Some thousand damaged and hostile articles, each read or refused: make fuzz-extract, or benchmarks/fuzz_extract.py [--inputs 3000].

Prints what took longest by the megabyte (processor time of reading and extraction together) and ends with 1 where something crashed, was
neither read nor refused, or took longer than allowed. ``--megabyte`` sets the length of the texts made of one thing repeated.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from briefgen.articles.reader import read_article
from briefgen.extract.extractor import extract_mentions, prepare_languages
from briefgen.extract.packs import load_packs

ROOT = Path(__file__).resolve().parents[1]
MEGABYTE = 1_000_000
FIXED = 0.05  # seconds that any file may take, however short
ALLOWED = 12.0  # seconds a megabyte: the densest text takes half of that on a free core; what grows with the square takes minutes
MARKS = ("\u202e", "\u200f", "\u2066", "\u200b", "\x00", "\x1b", "\u0301", "(", "“", "\r", "<div>", "&#", "\ufeff", "---\n", "|")
REPEATED = {
    "brackets": "(" * 100_000,
    "nested brackets": "(" * 50_000 + ")" * 50_000,
    "mixed brackets": "[{(" * 30_000,
    **{
        f"{words!r} for ever": words
        for words in (
            *("Bộ trưởng ", "Bộ trưởng Ngoại giao, ", "Chủ tịch Hội đồng Quản trị ", "President of the ", "Mr. ", "ông Vương Nghị, "),
            *("khẳng định, ", "hai bên nhất trí và ", "he said that she said that ", "đề nghị ", "cam kết sẽ "),
            *(
                ", ",
                ",",
                "; ",
                '" ',
                ". ",
                "a.",
                "1.",
                "… ",
                "- ",
                "_",
                "*",
                "# ",
                "> ",
                "[a](",
                "&amp;",
                "<div>",
                "http://",
                "a@",
                "\t",
                "\n",
            ),
            *("1", "12/", "1 000 ", "28/9, ", "năm 2020, 2021 và ", "ngày ", "2,6 tỷ USD, ", "tăng 5% so với cùng kỳ ", "lần thứ 3 và 4 "),
            *("hai mươi ", "từ 5 đến 7 ", "+84 ", "Nguyễn Văn ", "A", "Xa-xa-", "a", "a\u0301\u0301", "\u202eNga\u200f nói "),
            *(
                "Nga ",
                "ASEAN - ",
                "Việt Nam-Nga-",
                "Hiệp định ",
                "Kế hoạch (CPA) ",
                "hội nghị lần thứ ",
                "chuyến thăm Nga của ",
                "của ",
                "và ",
            ),
        )
    },
}


# Dense text that repeats nothing, so that it is read to its last word.
DENSE: dict[str, Callable[[random.Random], str]] = {
    "dates": lambda chance: f"{chance.randrange(1, 29)}/{chance.randrange(1, 13)}/{chance.randrange(1950, 2030)}, ",
    "sums": lambda chance: f"{chance.randrange(1000) / 10:.1f} tỷ USD, ",
    "ordinals": lambda chance: f"lần thứ {chance.randrange(1, 999)}, ",
    "names": lambda chance: f"ông {chance.choice('ABCDGHKLMNST')}{chance.choice('aeiou')}{chance.choice('lmnrst')}ov, ",
}


def list_repeated(size: int) -> Iterator[tuple[str, bytes]]:
    """One thing for ever behind a real article's head, and a whole archive on one line."""
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    head = seeds[0] + "\n"
    for name, words in REPEATED.items():
        raw = words.encode()
        yield name, head.encode() + (raw if len(raw) > MEGABYTE // 20 else raw * (size // len(raw)))
    line = " ".join(" ".join(seeds).split()).encode()
    for name, make in DENSE.items():
        chance = random.Random(name)
        yield f"{name}, no two alike", (head + "".join(make(chance) for _ in range(size // 12))).encode()
    yield "all on one line", line * (size // len(line) + 1)
    yield "one line without stops", (line * (size // len(line) + 1)).replace(b".", b" ").replace(b";", b" ")


def list_damaged(count: int) -> Iterator[tuple[str, bytes]]:
    """Seeds cut, flipped, shuffled, marked, repeated: several kinds of damage on top of each other."""
    seeds = [path.read_bytes() for path in sorted((ROOT / "seeds").glob("*.txt"))]
    for number in range(count):
        chance = random.Random(number)
        raw = seeds[number % len(seeds)]
        for _ in range(chance.randrange(1, 4)):
            raw = damage(raw or b"x", chance)
        yield f"damaged {number}", raw


def damage(raw: bytes, chance: random.Random) -> bytes:
    at, size = chance.randrange(len(raw)), chance.randrange(1, 400)
    pieces = [raw[i : i + size] for i in range(0, len(raw), size)]
    match chance.randrange(6):
        case 0:
            return raw[:at] + raw[at + size :]
        case 1:
            return bytes(b ^ (1 << chance.randrange(8)) if chance.random() < 0.01 else b for b in raw)
        case 2:
            chance.shuffle(pieces)
            return b"".join(pieces)
        case 3:
            return chance.choice(MARKS).encode().join(pieces)
        case 4:
            return raw[:at] + raw[at : at + size] * 20 + raw[at + size :]
        case _:
            return b" ".join(chance.sample(words := raw.split(), len(words)))


def read_one(path: Path) -> str:
    """``read`` or ``refused``, or what is wrong."""
    result = read_article(path, path.parent)
    if result.article is None:
        return "refused" if result.problems else "neither read nor refused"
    mentions = extract_mentions(result.article, load_packs()).mentions
    text = result.article.text
    exact = all(text[e.start : e.end] == e.quote for mention in mentions for e in mention.evidence)
    return "read" if exact else "a quote does not stand in the text"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=3000)
    parser.add_argument("--megabyte", type=int, default=MEGABYTE, help="bytes of the repeated texts")
    options = parser.parse_args()
    prepare_languages()
    seen: dict[str, int] = {}
    slowest: list[tuple[float, float, str]] = []
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        for name, raw in (*list_repeated(options.megabyte), *list_damaged(options.inputs)):
            path.write_bytes(raw)
            began = time.process_time()
            try:
                outcome = read_one(path)
            except Exception:  # what the fuzzer looks for: any exception is a finding, listed with its input
                outcome = f"crashed: {traceback.format_exc(limit=-1).splitlines()[-1]}"
            spent = time.process_time() - began
            rate = spent / (len(raw) / MEGABYTE)
            seen[outcome] = seen.get(outcome, 0) + 1
            slowest.append((rate if spent > FIXED else 0.0, spent, name))
            if outcome not in ("read", "refused") or (spent > FIXED and rate > ALLOWED and spent > 1):
                faults.append(f"{name}: {outcome}, {spent:.2f} s, {rate:.1f} s/MB")
    print(", ".join(f"{count} {outcome}" for outcome, count in sorted(seen.items())))
    print(f"within a second a megabyte: {sum(rate <= 1 for rate, _, _ in slowest)} of {len(slowest)}")
    for rate, spent, name in sorted(slowest, reverse=True)[:15]:
        print(f"  {rate:6.2f} s/MB  {spent:6.2f} s  {name}")
    print("\n".join(faults) or "no faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""How fast facts are read: make bench-extract, or python benchmarks/extract.py [--megabytes 50] [--tokenizer PYTHON].

The text is made from the project's own articles (seeds and the subject pack's corpus): article ``n`` has the paragraphs of one of them in
another order, with other years and figures, so that little of what was read once can be remembered. The same text comes out everywhere.
In one run, over the same text: a bare pass (all phrases in one Aho-Corasick automaton, and one regular expression for figures, doing
nothing with what they find), underthesea's tokenizers (where ``--tokenizer`` names a Python that has them), and the extraction. All
times are processor time of one process, save those of ``jobs``, which are of the clock; memory is the highest that a process reached.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import ahocorasick_rs
import regex

import briefgen
from briefgen.articles.reader import read_article
from briefgen.extract.entities import entity_phrases
from briefgen.extract.extractor import extract_mentions, prepare_languages
from briefgen.extract.packs import LANGUAGES, load_packs

ROOT = Path(__file__).resolve().parents[1]
CORPUS = Path(briefgen.__file__).parent / "packs" / "subjects" / "diplomacy" / "corpus"
MEGABYTE = 1_000_000
SAMPLE = 2 * MEGABYTE  # for the tokenizers, of which one is slow
TOKENIZE = """
import sys, time
from underthesea import word_tokenize
from underthesea.pipeline.word_tokenize.regex_tokenize import tokenize
text = sys.stdin.buffer.read().decode()
word_tokenize("Việt Nam")
for name, read in (("regex", tokenize), ("words", word_tokenize)):
    began = time.process_time()
    for line in text.splitlines():
        read(line)
    print(name, time.process_time() - began)
"""


# --- The text ---------------------------------------------------------------------------------------------------------


def load_originals() -> list[str]:
    """The project's own articles."""
    return [path.read_text(encoding="utf-8") for folder in (ROOT / "seeds", CORPUS) for path in sorted(folder.glob("*.txt"))]


def make_text(originals: list[str], number: int) -> str:
    """Article ``number``: the head of one of the originals as it is, its other paragraphs shuffled, years and figures changed."""
    chance = random.Random(number)
    lines = originals[number % len(originals)].splitlines()
    head, body = lines[:6], lines[6:]
    chance.shuffle(body)
    later = chance.randrange(-6, 3)
    text = "\n".join([*head, *body])
    text = re.sub(r"\b20[12]\d\b", lambda m: str(int(m[0]) + later), text)
    return re.sub(r"(?<=\d,)\d+|(?<=\d\.)\d{3}", lambda m: "".join(chance.choice("123456789") for _ in m[0]), text)


def make_texts(originals: list[str], size: int) -> Iterator[tuple[int, str]]:
    """Numbered articles until they are ``size`` bytes together."""
    number = made = 0
    while made < size:
        text = make_text(originals, number)
        yield number, text
        made += len(text.encode())
        number += 1


# --- What is measured ---------------------------------------------------------------------------------------------------


class Times:
    """Processor time spent on reading files, on extraction and on the bare pass, and on how many bytes and mentions."""

    def __init__(self) -> None:
        self.bytes = self.mentions = 0
        self.read = self.extract = self.bare = 0.0


def measure(size: int) -> Times:
    """One process's way through ``size`` bytes, article by article: nothing is kept."""
    originals, times, bare = load_originals(), Times(), make_bare_pass()
    load_packs()
    prepare_languages()
    with tempfile.TemporaryDirectory() as folder:
        for number, text in make_texts(originals, size):
            path = Path(folder) / f"{number % 8}.txt"
            path.write_text(text, encoding="utf-8")
            times.bytes += len(text.encode())
            began = time.process_time()
            bare(text)
            times.bare += (passed := time.process_time()) - began
            article = read_article(path, Path(folder)).article
            times.read += (ready := time.process_time()) - passed
            if article is not None:
                times.mentions += len(extract_mentions(article, load_packs()).mentions)
            times.extract += time.process_time() - ready
    return times


def make_bare_pass() -> Callable[[str], object]:
    """All phrases of both languages in one automaton, and every figure: the least that any way of reading must do."""
    words = [phrase.text for code in LANGUAGES for phrase in load_packs().languages[code].lexicon.phrases]
    names = [phrase.text for code in LANGUAGES for phrase in entity_phrases(code)]
    automaton = ahocorasick_rs.AhoCorasick(sorted({text.lower() for text in [*words, *names]}), store_patterns=False)
    figures = regex.compile(r"\d+(?:[.,/:-]\d+)*+%?")
    return lambda text: (automaton.find_matches_as_indexes(text.lower(), overlapping=True), figures.findall(text))


def report_size(size: int) -> tuple[Times, float]:
    """The measures of a process of its own, and the megabytes that it held at most."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, size).result()


def _measured(size: int) -> tuple[Times, float]:
    times = measure(size)
    return times, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_jobs(size: int, jobs: int) -> tuple[float, str]:
    """Seconds of the clock that so many processes need, and a digest of all they found."""
    originals = load_originals()
    load_packs()
    prepare_languages()
    numbers = [number for number, _ in make_texts(originals, size)]
    digest = hashlib.sha256()
    with ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
        list(pool.map(_find_ids, [0] * jobs * 2))  # the processes are up
        began = time.perf_counter()
        for ids in pool.map(_find_ids, numbers, chunksize=4):
            digest.update(ids.encode())
        return time.perf_counter() - began, digest.hexdigest()


def _find_ids(number: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{number}.txt"
        path.write_text(make_text(load_originals(), number), encoding="utf-8")
        article = read_article(path, Path(folder)).article
    return " ".join(m.id for m in extract_mentions(article, load_packs()).mentions) if article else ""


def measure_growth(sizes: tuple[int, ...]) -> list[tuple[float, float]]:
    """Megabytes of one article and seconds a megabyte to extract it."""
    originals, found = load_originals(), []
    prepare_languages()
    for size in sizes:
        body = "\n".join(text for _, text in make_texts(originals[1:2], size))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "long.txt"
            path.write_text(originals[1] + "\n" + body, encoding="utf-8")
            article = read_article(path, Path(folder)).article
        assert article is not None  # a seed with more of the same
        began = time.process_time()
        extract_mentions(article, load_packs())
        megabytes = len(article.text.encode()) / MEGABYTE
        found.append((megabytes, (time.process_time() - began) / megabytes))
    return found


def measure_tokenizers(python: str) -> dict[str, float]:
    """Megabytes a second of underthesea's two tokenizers, by name; none where that Python has no underthesea."""
    text = "\n".join(text for _, text in make_texts(load_originals(), SAMPLE)).encode()
    try:
        done = subprocess.run([python, "-c", TOKENIZE], input=text, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return {}
    return {name: len(text) / MEGABYTE / float(seconds) for name, seconds in (line.split() for line in done.stdout.decode().splitlines())}


# --- The report ---------------------------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=50)
    parser.add_argument("--tokenizer", default="", help="a Python with underthesea")
    options = parser.parse_args()
    whole = int(options.megabytes * MEGABYTE)
    _, small_memory = report_size(whole // 10)
    times, memory = report_size(whole)
    size = times.bytes / MEGABYTE
    speed = size / times.extract
    print(f"{size:.1f} MB in articles of the project's own text, {times.mentions} mentions; load {os.getloadavg()[0]:.1f}")
    print(f"extraction         {speed:8.2f} MB/s a core, {times.mentions / times.extract:.0f} mentions/s (aim: 2 MB/s)")
    print(f"reading files      {size / times.read:8.2f} MB/s a core")
    print(f"bare pass          {size / times.bare:8.2f} MB/s a core; extraction takes {times.extract / times.bare:.1f} x as long")
    for name, rate in (measure_tokenizers(options.tokenizer) if options.tokenizer else {}).items():
        print(f"underthesea {name:6} {rate:8.2f} MB/s a core; extraction takes {rate / speed:.2f} x as long")
    print(f"memory             {small_memory:.0f} MB for {size / 10:.1f} MB of text, {memory:.0f} MB for {size:.1f} MB")
    (one, first), (two, second) = measure_jobs(whole // 10, 1), measure_jobs(whole // 10, 2)
    same = "the same output" if first == second else "OTHER OUTPUT"
    print(f"jobs               1: {one:.1f} s, 2: {two:.1f} s, {one / two:.2f} x (aim: 1.8 x), {same}")
    growth = ", ".join(f"{size:.2f} MB: {seconds:.2f} s/MB" for size, seconds in measure_growth((50_000, 200_000, 800_000)))
    print(f"one article        {growth}")


if __name__ == "__main__":
    main()

"""Ten thousand damaged inputs through every reader: make fuzz, or benchmarks/fuzz.py [--inputs 10000] [--seed 1] [--guided SECONDS].

Each reader runs in a process of its own. An input must be read or refused in its own words: an exception that is not ours, a hang (more
than ``HANG`` seconds) or memory that grows over the run is a fault, printed with the input, which is kept in ``.tools/fuzz``. With
``--guided`` atheris then looks for new paths through the program by itself, so many seconds for each reader (make fuzz-guided).
"""

from __future__ import annotations

import argparse
import ctypes
import faulthandler
import gc
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from fuzz_extract import damage

ROOT = Path(__file__).resolve().parents[1]
FINDINGS = ROOT / ".tools" / "fuzz"
HANG = 60  # seconds on the clock, on a machine that others use too; the slowest input takes one
GROWTH = 30_000_000  # bytes that a process may grow by over the last four fifths of its inputs
TOKENS = [
    *(
        "{{ 7*7 }}",
        "{% for %}",
        "<script>",
        "</p>",
        "<!--",
        "-->",
        "<![CDATA[",
        "&lt;",
        "&#xD800;",
        "&#0;",
        "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    ),
    *(
        "---\n",
        "+++\n",
        "*a",
        "&a ",
        "!!python/object:os.system ",
        "[" * 300,
        "{" * 300,
        "'''",
        '"""',
        "\\ud800",
        "\\u0000",
        "\x00",
        "\x1b[2J",
    ),
    *(
        "9" * 5000,
        "-1",
        "1e999",
        "NaN",
        "null",
        "true",
        "0000-00-00",
        "2024-02-31",
        "9999-12-31",
        "../../x",
        "file:///etc/passwd",
        "javascript:x",
    ),
    *(
        "\u202e",
        "\ufeff",
        "\ud7ff",
        "a\u0301" * 50,
        "<w:tbl>",
        '<w:gridSpan w:val="99999999"/>',
        "<w:vMerge/>",
        "</w:p>",
        'w:id="-1"',
        "\n" * 50,
    ),
]

Reader = Callable[[bytes, Path], object]


# --- what is driven ---------------------------------------------------------------------------------------------------------


def read_as(ending: str) -> Reader:
    def read(content: bytes, folder: Path) -> None:
        from briefgen.articles.reader import read_article
        from briefgen.extract.extractor import extract_mentions
        from briefgen.extract.packs import load_packs

        path = folder / f"article{ending}"
        path.write_bytes(content)
        result = read_article(path, folder)
        assert result.article is not None or result.problems, "neither read nor refused"
        if result.article is not None:
            text = result.article.text
            for mention in extract_mentions(result.article, load_packs()).mentions:
                assert all(text[e.start : e.end] == e.quote for e in mention.evidence), "a quote does not stand in the text"

    return read


def read_sidecar(content: bytes, folder: Path) -> None:
    from briefgen.articles.reader import read_article

    (folder / "article.txt").write_text(
        "Quan hệ Nga - ASEAN\n\n26/4/2024\n\nNgày 26/4/2024, Nga và ASEAN đã họp tại Hà Nội.", encoding="utf-8"
    )
    (folder / "article.yaml").write_bytes(content)
    assert read_article(folder / "article.txt", folder).article is not None


def read_settings(content: bytes, folder: Path) -> None:
    from briefgen.compose import load_briefing
    from briefgen.pipeline.briefings import check_parties

    path = folder / "briefing.toml"
    path.write_bytes(content)
    check_parties(load_briefing(path), path)


def read_log(content: bytes, folder: Path) -> None:
    from briefgen.registry import read_decisions

    (folder / "log.jsonl").write_bytes(content)
    decisions, problems = read_decisions(folder)
    assert decisions or problems or not content.strip(), "lines were lost"


def read_returned(content: bytes, folder: Path) -> None:
    from briefgen.drafts.draft import read_draft

    path = folder / "draft.docx"
    path.write_bytes(content)
    read_draft(path)


def verify(ending: str) -> Reader:
    def check(content: bytes, folder: Path) -> None:
        from briefgen.verification.verify import verify_file

        path = folder / f"document{ending}"
        path.write_bytes(content)
        verify_file(path, [folder])

    return check


# --- what it is driven with -------------------------------------------------------------------------------------------------


def list_texts() -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / "seeds").glob("*.txt"))]


def list_pages() -> list[bytes]:
    data = b'<script type="application/ld+json">{"headline": "T"}</script>'
    head = b'<html lang="vi"><head><meta property="og:title" content="T">' + data + b"</head><body>"
    return [head + b"<p>" + text.replace(b"\n", b"</p>\n<p>") + b"</p><table><tr><td>1<td>2<tr><td>3<td>4</table>" for text in list_texts()]


def list_marked() -> list[bytes]:
    front = b"---\ntitle: T\ndate: 2024-04-26\nauthor: [A, B]\nurl: https://a.example/b\n---\n# T\n\n"
    front += b"| a | b |\n|---|---|\n\n[x](http://y.example) **z**\n\n"
    return [front + text for text in list_texts()]


def list_words() -> list[bytes]:
    from docx import Document

    made = []
    for text in list_texts():
        document, buffer = Document(), io.BytesIO()
        for line in text.decode("utf-8-sig").splitlines():
            document.add_paragraph(line)
        table = document.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(1, 1)).text = "Kim ngạch"
        document.save(buffer)
        made.append(buffer.getvalue())
    return made


def list_pdfs() -> list[bytes]:
    from briefgen.render.pdf import import_weasyprint

    html = import_weasyprint().HTML
    return [
        html(string=f"<pre>{text.decode('utf-8-sig')[:3000]}</pre>").write_pdf(uncompressed_pdf=bool(n % 2))
        for n, text in enumerate(list_texts())
    ]


def list_finished(ending: str) -> list[bytes]:
    """Documents as the program makes them, of the smallest seeds."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "briefgen", "--quiet", "--project", ROOT, "build", "--output", folder, "--format", ending]
        subprocess.run(command, check=False, capture_output=True, timeout=300)
        return [path.read_bytes() for path in sorted(Path(folder).glob(f"*.{ending}"))]


def list_sidecars() -> list[bytes]:
    plain = 'title: "T: U"\noutlet: Báo Một\nauthor: A\npublished: 2024-04-26\naddress: https://a.example/x\n'
    plain += "retrieved: 27/4/2024\nlanguage: vi\n"
    return [plain.encode(), b'{"title": "T", "published": "2024-04"}', b"title: >\n  a\n  b\noutlet: |\n  c\n", b"a: &a [x]\ntitle: *a\n"]


def list_settings() -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / "reports" / "briefings").glob("*.toml"))]


def list_logs() -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / "reports" / "decisions").glob("*.jsonl"))]


TARGETS: dict[str, tuple[Reader, Callable[[], list[bytes]], float]] = {  # with the share of all inputs
    "text": (read_as(".txt"), list_texts, 0.15),
    "markdown": (read_as(".md"), list_marked, 0.08),
    "page": (read_as(".html"), list_pages, 0.1),
    "word": (read_as(".docx"), list_words, 0.1),
    "pdf": (read_as(".pdf"), list_pdfs, 0.07),
    "sidecar": (read_sidecar, list_sidecars, 0.15),
    "settings": (read_settings, list_settings, 0.12),
    "decisions": (read_log, list_logs, 0.1),
    "returned": (read_returned, lambda: list_finished("docx"), 0.07),
    "verified-docx": (verify(".docx"), lambda: list_finished("docx"), 0.03),
    "verified-pdf": (verify(".pdf"), lambda: list_finished("pdf"), 0.03),
}


def mutate(corpus: list[bytes], chance: random.Random) -> bytes:
    """An input with one to four damages; of an archive, mostly within its parts, so that the archive itself is sound."""
    raw = chance.choice(corpus)
    if raw.startswith(b"PK") and chance.random() < 0.8:
        return mutate_archive(raw, chance)
    for _ in range(chance.randrange(1, 5)):
        raw = mutate_once(raw or b"x", chance)
    return raw


def mutate_once(raw: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.5:
        at, token = chance.randrange(len(raw) + 1), chance.choice(TOKENS).encode("utf-8", "surrogatepass")
        return raw[:at] + token + raw[at + chance.choice((0, 0, 1, len(token))) :]
    return damage(raw, chance)


def mutate_archive(raw: bytes, chance: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels", ".json"))]
        chosen = set(chance.sample(names, min(len(names), chance.choice((1, 1, 2)))))
        for name in old.namelist():
            content = old.read(name)
            if name in chosen:
                content = mutate_once(content or b"x", chance)
            if name not in chosen or chance.random() > 0.03:
                new.writestr(name, content)
    return made.getvalue()


# --- the run ----------------------------------------------------------------------------------------------------------------


def memory_held() -> int:
    """Bytes that the process holds, without those that the allocator keeps for later: one long input leaves forty megabytes."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def list_inputs(corpus: list[bytes], count: int, seed: int) -> Iterator[bytes]:
    yield from corpus
    for number in range(count):
        yield mutate(corpus, random.Random(f"{seed}-{number}"))


def drive(target: str, count: int, seed: int) -> dict[str, object]:
    """What became of the inputs of one reader, its slowest input, and how much its process grew."""
    from briefgen.errors import BriefgenError

    reader, make_corpus, _ = TARGETS[target]
    corpus = make_corpus()
    read = refused = 0
    faults: list[str] = []
    slowest, held = 0.0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, content in enumerate(list_inputs(corpus, count, seed)):
            keep(target, content, "running")
            faulthandler.dump_traceback_later(HANG, exit=True)
            began = time.process_time()
            try:
                reader(content, folder)
                read += 1
            except BriefgenError:
                refused += 1
            except Exception:  # what is looked for: any other exception is a finding, listed with its input
                path = keep(target, content, f"{seed}-{number}")
                faults.append(f"{path}: {traceback.format_exc(limit=-2).strip()}")
            slowest = max(slowest, time.process_time() - began)
            if number == len(corpus) + count // 5:
                held = memory_held()
    faulthandler.cancel_dump_traceback_later()
    grown = memory_held() - held
    if grown > GROWTH:
        faults.append(f"the process grew by {grown / 1e6:.0f} MB")
    return {"read": read, "refused": refused, "slowest": slowest, "held": held, "grown": grown, "faults": faults}


def keep(target: str, content: bytes, name: str) -> Path:
    FINDINGS.mkdir(parents=True, exist_ok=True)
    path = FINDINGS / f"{target}-{name}"
    path.write_bytes(content)
    return path


def drive_apart(target: str, count: int, seed: int) -> bool:
    """Runs one reader's inputs in a process of its own and prints a line for it; True where all is well."""
    command = [sys.executable, __file__, "--target", target, "--inputs", str(count), "--seed", str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=3600)
    if done.returncode:
        print(f"{target:14} died or hung on {FINDINGS / target}-running\n{done.stderr[-3000:]}")
        return False
    found = json.loads(done.stdout.splitlines()[-1])
    print(
        f"{target:14}{found['read'] + found['refused'] + len(found['faults']):7}{found['read']:7}{found['refused']:9}"
        f"{found['slowest']:10.2f} s{found['held'] / 1e6:8.0f} MB{found['grown'] / 1e6:+8.1f} MB{len(found['faults']):8}",
        *found["faults"],
        sep="\n",
        flush=True,
    )
    return not found["faults"]


def guide(target: str, seconds: int) -> None:
    """Atheris on one reader until the seconds are over; it ends the process with an error where it finds something."""
    import atheris

    with atheris.instrument_imports(include=["briefgen"]):
        import briefgen.articles.reader
        import briefgen.compose
        import briefgen.drafts.draft
        import briefgen.registry
        import briefgen.verification.verify  # noqa: F401 - instrumented before they run
    from briefgen.errors import BriefgenError

    reader, make_corpus, _ = TARGETS[target]
    folder = Path(tempfile.mkdtemp())
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, content in enumerate(make_corpus()):
        (corpus / str(number)).write_bytes(content)

    def run_one(content: bytes) -> None:
        with suppress(BriefgenError):
            reader(content, folder)

    limits = [
        f"-max_total_time={seconds}",
        f"-timeout={HANG}",
        "-rss_limit_mb=2500",
        "-max_len=200000",
        f"-artifact_prefix={FINDINGS}/{target}-",
    ]
    atheris.Setup([sys.argv[0], *limits, str(corpus)], run_one)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", choices=TARGETS)
    parser.add_argument("--guided", type=int, default=0)
    options = parser.parse_args()
    FINDINGS.mkdir(parents=True, exist_ok=True)
    if options.target:
        if options.guided:
            guide(options.target, options.guided)
        else:
            print(json.dumps(drive(options.target, options.inputs, options.seed)))
        return 0
    if options.guided:
        return guide_all(options.guided)
    print(f"{'reader':14}{'inputs':>7}{'read':>7}{'refused':>9}{'slowest':>12}{'memory':>11}{'growth':>11}{'faults':>8}")
    well = [drive_apart(target, max(1, round(options.inputs * share)), options.seed) for target, (_, _, share) in TARGETS.items()]
    return 0 if all(well) else 1


def guide_all(seconds: int) -> int:
    codes = []
    for target in TARGETS:
        command = [sys.executable, __file__, "--target", target, "--guided", str(seconds)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds + 600)
        codes.append(done.returncode)
        print(f"{target:14}", done.stderr.strip().splitlines()[-1] if not done.returncode else done.stderr[-3000:], flush=True)
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())

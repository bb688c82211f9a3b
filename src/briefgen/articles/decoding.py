"""A file's bytes as text, or the reason why they are none."""

from __future__ import annotations

import unicodedata

import regex

from briefgen.articles.language import detect_language
from briefgen.articles.problems import find_line, refuse, warn
from briefgen.articles.rules import compile_rule, load_rules
from briefgen.model import Problem

_BOMS = (  # the longer first: UTF-32's begins with UTF-16's
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE = 200_000  # characters looked at when judging an encoding: enough for a verdict, and bounded for large files
_SAVE_AS_UTF8 = "Save the file as UTF-8 and run again."
_WORD = regex.compile(r"[^\s,.;:()\"“”!]+")

Decoded = tuple[str | None, list[Problem]]


def decode_bytes(data: bytes, file: str) -> Decoded:
    """The text as it lies on disk (a byte order mark stays, newlines are untouched), or None and the reason.

    Unicode by its mark or its form; else Windows-1258, or what charset-normalizer is sure of. Mojibake and the legacy
    Vietnamese font encodings (TCVN3, VNI, VIQR) are recognised and refused.
    """
    text, problems = _decode(data, file)
    if text is None:
        return None, problems
    found = [*problems, *_judge_text(text, file)]
    return (None if any(one.severity == "error" for one in found) else text), found


def _decode(data: bytes, file: str) -> Decoded:
    wide = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None) or _guess_wide(data)
    if wide is not None:
        return _decode_as(data, wide, file)
    if _is_binary(data):
        return None, [refuse(file, "article-binary", "Not a text file", "Remove it, or save the article's text instead.")]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        return _decode_legacy(data, file, error)


def _decode_as(data: bytes, encoding: str, file: str) -> Decoded:
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "replace").count("\n") + 1
        return None, [refuse(file, "article-encoding", f"Broken {encoding.upper()} text at byte {error.start}", _SAVE_AS_UTF8, line)]


def _guess_wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its ASCII part is zero."""
    sample = data[:4000]
    if len(sample) < 4 or len(data) % 2:
        return None
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if high > half * 0.2 and low < half * 0.02:
        return "utf-16-le"
    return "utf-16-be" if low > half * 0.2 and high < half * 0.02 else None


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, bytes([*range(9), 11, *range(14, 32), 127])))
    return b"\0" in sample or controls > len(sample) * 0.02


def _decode_legacy(data: bytes, file: str, error: UnicodeDecodeError) -> Decoded:
    if _is_broken_utf8(data):
        line = data.count(b"\n", 0, error.start) + 1
        return None, [refuse(file, "article-encoding", f"Broken UTF-8 text at byte {error.start}", _SAVE_AS_UTF8, line)]
    for encoding in load_rules("encodings")["candidates"]:
        text = _try_decode(data, encoding)
        if text is not None and _is_vietnamese(text):
            return text, []
    western = data.decode("latin-1")
    if _find_font_encoding(western[:_SAMPLE]) is not None:
        return western, []  # judged, and refused, like the same letters in a Unicode file
    return _decode_by_guess(data, file)


def _is_broken_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is sound UTF-8: a cut or damaged file, not another encoding."""
    sample = data[:_SAMPLE].decode("utf-8", "replace")
    sound = sum(1 for character in sample if character > "\x7f" and character != "\ufffd")
    return sound > 3 * sample.count("\ufffd")


def _try_decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_vietnamese(text: str) -> bool:
    words = _WORD.findall(unicodedata.normalize("NFC", text[:_SAMPLE]))
    proper = set(load_rules("encodings")["proper"])
    # Some of these words hold no mark at all ("trong", "cho"): those say nothing about the encoding.
    return sum(1 for word in words if word in proper and not word.isascii()) >= max(2, len(words) * 0.02)


def _decode_by_guess(data: bytes, file: str) -> Decoded:
    from charset_normalizer import from_bytes

    text = _try_decode(data, "cp1252")
    encoding = "cp1252"
    if text is None or detect_language(text) != "en":
        best = from_bytes(data[:_SAMPLE]).best()
        encoding = best.encoding if best is not None else ""
        text = _try_decode(data, encoding) if best is not None else None
    if text is None:
        return None, [refuse(file, "article-encoding", "The encoding could not be told", _SAVE_AS_UTF8)]
    remedy = "Check the text in `briefgen articles`; if letters are wrong, save the file as UTF-8."
    return text, [warn(file, "encoding-guessed", f"Not Unicode; read as {encoding}", remedy)]


def _judge_text(text: str, file: str) -> list[Problem]:
    sample = text[:_SAMPLE]
    wrong = _find_font_encoding(sample)
    if wrong is not None:
        return [refuse(file, "article-mojibake", f"Vietnamese text in a legacy encoding: {wrong}", "Convert it to Unicode, save as UTF-8.")]
    return [*_judge_mojibake(sample, file), *_judge_replacements(sample, file)]


def _find_font_encoding(sample: str) -> str | None:
    rules = load_rules("encodings")
    words = sample.split()
    proper = set(rules["proper"])
    right = sum(1 for word in words if word in proper and not word.isascii())
    for name, looks in rules["wrong"].items():
        known = set(looks)
        hits = sum(1 for word in words if word in known)
        if hits >= 3 and hits > right and hits > len(words) * 0.01:
            return str(name)
    return None


def _judge_mojibake(sample: str, file: str) -> list[Problem]:
    hits = list(compile_rule("encodings", "mojibake").finditer(sample))
    if not hits:
        return []
    line = find_line(sample, hits[0].start())
    shown = sample[max(0, hits[0].start() - 8) : hits[0].end() + 8].replace("\n", " ")
    if len(hits) >= 3 and len(hits) > len(sample) / 300:  # a stray curly quote or two in a long text does no harm
        message = f"Letters are garbled (“{shown}”): UTF-8 that was read as another encoding"
        return [refuse(file, "article-mojibake", message, "Save the article again from its page, as UTF-8.", line)]
    return [
        warn(file, "letters-garbled", f"A few characters are garbled (“{shown}”)", "Correct them in a fresh copy if they matter.", line)
    ]


def _judge_replacements(sample: str, file: str) -> list[Problem]:
    count = sample.count("\ufffd")
    if not count:
        return []
    line = find_line(sample, sample.index("\ufffd"))
    if count > max(2, len(sample) / 200):
        message = f"{count} characters were lost when the file was saved (�)"
        return [refuse(file, "article-encoding", message, "Save the article again from its page, as UTF-8.", line)]
    return [
        warn(
            file,
            "letters-lost",
            f"{count} character(s) were lost when the file was saved (�)",
            "Save the article again if they matter.",
            line,
        )
    ]

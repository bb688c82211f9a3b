"""The same document by other programs, for benchmarks/table.py: run by the Python that has them (.tools/peers)."""

from __future__ import annotations

import re
import sys
from pathlib import Path


def prepare(parts: Path) -> None:
    """What the peers start from: HTML with picture files, Typst source of it, and a Word template with a loop over its paragraphs."""
    import pypandoc
    from docx import Document

    html = (parts / "document.html").read_text(encoding="utf-8")
    png = re.sub(r"chart:([a-z0-9-]+)", lambda match: str(parts / f"{match[1]}.png"), html)
    (parts / "peer.html").write_text(png, encoding="utf-8")
    source = pypandoc.convert_text(html.replace("chart:", ""), "typst", format="html", extra_args=["--standalone"])
    source = re.sub(r'image\("([a-z0-9-]+)"', r'image("\1.path.svg"', source)
    # Labels of notes have no place in pandoc's output where the note's anchor was dropped.
    source = re.sub(r"#link\(<[^>]*>\)", "", source)
    (parts / "peer.typ").write_text(source, encoding="utf-8")
    template = Document()
    template.add_paragraph("{%p for line in lines %}")
    template.add_paragraph("{{ line }}")
    template.add_paragraph("{%p endfor %}")
    template.save(str(parts / "template.docx"))
    plain = pypandoc.convert_text(html, "plain", format="html", extra_args=["--wrap=none"])
    (parts / "peer.txt").write_text(plain, encoding="utf-8")


def pandoc(parts: Path) -> None:
    import pypandoc

    pypandoc.convert_file(str(parts / "peer.html"), "docx", outputfile=str(parts / "pandoc.docx"))


def docxtpl(parts: Path) -> None:
    from docxtpl import DocxTemplate

    lines = [line for line in (parts / "peer.txt").read_text(encoding="utf-8").splitlines() if line.strip()]
    template = DocxTemplate(str(parts / "template.docx"))
    template.render({"lines": lines}, autoescape=True)
    template.save(str(parts / "docxtpl.docx"))


def typst(parts: Path) -> None:
    import typst as compiler

    compiler.compile(str(parts / "peer.typ"), output=str(parts / "typst.pdf"), root=str(parts))


if __name__ == "__main__":
    {"prepare": prepare, "pandoc": pandoc, "docxtpl": docxtpl, "typst": typst}[sys.argv[1]](Path(sys.argv[2]))

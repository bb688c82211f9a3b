"""The same document by other programs, for benchmarks/table.py: run by the Python that has them (.tools/peers)."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path


def prepare(parts: Path) -> None:
    """What the peers start from: HTML with picture files, its words as Typst source, and a Word template that loops over its paragraphs."""
    import pypandoc
    from docx import Document

    html = (parts / "document.html").read_text(encoding="utf-8")
    png = re.sub(r"chart:([a-z0-9-]+)", lambda match: str(parts / f"{match[1]}.png"), html)
    (parts / "peer.html").write_text(png, encoding="utf-8")
    template = Document()
    template.add_paragraph("{%p for line in lines %}")
    template.add_paragraph("{{ line }}")
    template.add_paragraph("{%p endfor %}")
    template.save(str(parts / "template.docx"))
    plain = pypandoc.convert_text(html, "plain", format="html", extra_args=["--wrap=none"])
    (parts / "peer.txt").write_text(plain, encoding="utf-8")
    # The same words and charts; no tables, tags or notes at the feet of pages.
    words = [f"#{json.dumps(line, ensure_ascii=False)}\n" for line in plain.splitlines() if line.strip()]
    pictures = [f'#image("{path.name}")\n' for path in sorted(parts.glob("*.path.svg"))]
    (parts / "peer.typ").write_text("\n".join((*words, *pictures)), encoding="utf-8")


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

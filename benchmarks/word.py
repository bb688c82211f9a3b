"""Seconds that the Word document of N facts takes, beyond imports: python benchmarks/word.py [N]; 700 facts are to take under 0.5."""

from __future__ import annotations

import sys
import time

from briefgen.render.docx import render_docx

FACT = (
    '<p><span class="fact" data-fact="meeting-{0:08x}" data-field="sentence">Ngày <span class="fact" data-fact="meeting-{0:08x}" '
    'data-field="date">26/4/2024</span>, hai bên họp lần thứ {0}</span>.<span class="footnote" id="fn-{0}">Báo Thử: '
    '<q>họp lần thứ {0}</q> <a href="https://example.org/{0}">bài {0}</a>.</span></p>'
)


def main(count: int) -> None:
    facts = "".join(FACT.format(number) for number in range(count))
    html = f'<!DOCTYPE html><html lang="vi"><head><title>Bench</title></head><body class="theme-house">{facts}</body></html>'
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        made = render_docx(html, {}, cut_off="2024-04-27")
        taken.append(time.perf_counter() - began)
    print(f"{count} facts: {min(taken):.3f} s at best, {max(taken):.3f} s at worst, {len(made)} bytes")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 700)

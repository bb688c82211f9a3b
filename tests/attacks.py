"""What hostile material tries, as data: each attack's words stand in an article's sentences and in what it says of itself."""

from __future__ import annotations

from typing import NamedTuple


class Attack(NamedTuple):
    """``words`` go into a sentence; ``mark`` is a made-up word beside them that proves that the sentence was carried through."""

    name: str
    words: str

    @property
    def mark(self) -> str:
        return "dấu" + "".join(letter for letter in self.name if letter.isalpha())


def list_attacks(listener: str, secret: str) -> tuple[Attack, ...]:
    """The attacks; ``listener`` is an address (host:port) that must never hear from us, ``secret`` a file that must never be read."""
    web, file = f"http://{listener}", f"file://{secret}"
    words = {
        # the template engine
        "expression": "{{ 7 * 191 }} {{ ''.__class__.__mro__ }} {{ config }}",
        "statement": "{% include 'sections/sources.html' %}{% raw %}",
        "comment": "{# lặng #}",
        "format": "%(title)s {0.__class__} ${HOME} $(touch x)",
        # HTML
        "script": f"<script src={web}/s.js>fetch('{web}')</script>",
        "handler": f"<img src={web}/i.png onerror=alert(1)>",
        "svg": f"<svg onload=alert(1)><image href='{file}'/></svg>",
        "frame": f"<iframe src='{file}'></iframe>",
        "link": f"<link rel=stylesheet href={web}/l.css>",
        "style": f"<style>@import url({web}/c.css); body {{ background: url({file}) }}</style>",
        "refresh": f"<meta http-equiv=refresh content='0;url={web}'>",
        "entities": f"&lt;script src={web}/e.js&gt;&lt;/script&gt;",
        "twice": f"&amp;lt;iframe src={web}/t&amp;gt;",
        "closing": "</q></span></p></body></html><h1>",
        "attribute": '" onmouseover="alert(1)" x=\'',
        "xxe": f'<!DOCTYPE x [<!ENTITY leak SYSTEM "{file}">]>&leak;',
        "cdata": "]]> <![CDATA[ x ]]> <?php echo 1 ?>",
        "fetch": f"<a href='{web}/a' ping='{web}/p'>tin</a>",
        "scheme": "[tin](javascript:alert(1)) [tin](data:text/html;base64,PHNjcmlwdD4=) [tin](vbscript:x)",
        "picture": f"![ảnh]({web}/m.png) ![ảnh]({file})",
        "chart": "<img src='chart:timeline'> chart:../../x",
        # PDF
        "pdfscript": "/JavaScript << /S /JavaScript /JS (app.alert(1)) >>",
        "pdflaunch": ">> /OpenAction << /S /Launch /F (calc.exe) >> endobj",
        # Word
        "include": f'{{ INCLUDETEXT "{file}" }} {{ INCLUDEPICTURE "{web}/w.png" \\d }}',
        "dde": '{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc" }',
        "field": "<w:fldSimple w:instr=' DDEAUTO cmd '/><w:instrText>INCLUDETEXT</w:instrText>",
        "relation": f"<Relationship TargetMode='External' Target='{web}/r.dotm'/>",
        # spreadsheets
        "formula": "=cmd|'/C calc'!A0",
        "formulaplus": "+SUM(1+1)*cmd|' /C calc'!A0",
        "formulaminus": "-2+3+cmd|' /C calc'!A0",
        "formulaat": "@SUM(1,1)",
        "hyperlink": f'=HYPERLINK("{web}/h","xem")',
        # what is not seen, or not what it seems
        "escape": "\x1b[2J\x1b]0;tên\x07\x1b[31m",
        "controls": "a\x01b\x08c\x7fd\x9b2Je\ufffef",
        "bidi": "\u202etxet\u202c \u2066x\u2069 \u200f\u061c",
        "invisible": "a\u200bb\u200dc\ufeffd\U000e0041e",
        "surrogates": "\U0001f600 \U0010ffff",
        "marks": "a" + "\u0301" * 200,
        # places
        "path": f"../../../../etc/passwd {file} {secret} \\\\evil\\share",
        "url": f"{web}/u {web.replace('http', 'https')}/v ftp://{listener}/f",
        "long": "dài" * 2000,
    }
    return tuple(Attack(name, text) for name, text in words.items())

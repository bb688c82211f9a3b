"""A template from elsewhere: it reaches nothing but the facts, and ends, in one line that names its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.compose import templates
from briefgen.compose.templates import make_environment, render_template
from briefgen.errors import TemplateError

Render = Callable[[str], str]


@pytest.fixture
def render(tmp_path: Path) -> Render:
    root = tmp_path / "project" / "reports" / "templates"
    (root / "documents").mkdir(parents=True)
    (tmp_path / "secret.html").write_text("CANARY", encoding="utf-8")

    def render_text(text: str) -> str:
        (root / "documents" / "x.html").write_text(text, encoding="utf-8")
        return render_template(make_environment([root], "vi", {"say": render_text, "doc": templates}), "documents/x.html")

    return render_text


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ ''|attr('__class__') }}",
        "{{ '{0.__class__}'.format(1) }}",
        "{{ '%s'|format(''.__class__) }}",
        "{{ ['x']|map(attribute='__class__')|list|first.__name__ }}",
        "{{ say.__globals__ }}",
        "{{ say.__code__ }}",
        "{{ doc.__builtins__ }}",
        "{{ doc.__loader__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ namespace.__init__ }}",
        "{{ _.__globals__ }}",
        "{{ (1).bit_length.__self__.__class__ }}",
        "{{ config }}",
        "{{ request.environ }}",
        "{% import 'os' as os %}",
        "{% include '../../../secret.html' %}",
        "{% include '/etc/passwd' %}",
        "{% include 'documents/../../../../secret.html' %}",
    ],
)
def test_no_way_leads_out_of_the_sandbox(render: Render, text: str) -> None:
    with pytest.raises(TemplateError) as caught:
        render(text)
    assert "documents/x.html" in str(caught.value)
    assert "CANARY" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "takes longer than"),
        ("{{ range(99999)|select('in', range(99999)|list)|list|length }}", "takes longer than"),
        ("{% for a in range(99999) %}{% for b in range(99999) %}xxxxxxxx{% endfor %}{% endfor %}", "million characters"),
        ("{{ 'x' * 10**11 }}", "more memory"),
        ("{{ 'x'.ljust(10**11) }}", "more memory"),
        ("{{ '%99999999999d' % 1 }}", "more memory"),
        ("{% set n = namespace(s='xx') %}{% for i in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}", "more memory"),
        ("{{ 10**(10**9) }}", "an exponent over 64"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "calls itself without end"),
        ("{% include 'documents/x.html' %}", "calls itself without end"),
        ("{% extends 'documents/x.html' %}", "calls itself without end"),
    ],
)
def test_what_has_no_end_is_ended(render: Render, text: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "SECONDS", 0.5)
    monkeypatch.setattr(templates, "MEMORY", 300_000_000)
    monkeypatch.setattr(templates, "LONGEST", 1_000_000)
    with pytest.raises(TemplateError, match=says) as caught:
        render(text)
    assert "documents/x.html" in str(caught.value)


def test_a_template_within_its_limits_is_rendered_and_the_limits_are_lifted_again(render: Render) -> None:
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_AS)
    assert render("{{ 2**10 }}{% for n in range(3) %}{{ n }}{% endfor %}") == "1024012"
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] == 0

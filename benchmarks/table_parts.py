"""The single parts that benchmarks/table.py measures, each in a process of its own."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

SHEETS = ("sheet-0.css", "sheet-1.css", "sheet-2.css")


def dump(project: Path, target: Path) -> None:
    """The project's first briefing as files: page, charts and sheets for WeasyPrint, the document for our writers."""
    from briefgen.compose import compose_briefing, load_briefing
    from briefgen.pipeline.pictures import Pictures
    from briefgen.pipeline.registry import open_project_registry, update_registry
    from briefgen.project import Project, list_briefings
    from briefgen.render.html import parse_document
    from briefgen.render.pdf import describe_cut_off, read_day, read_sheets
    from briefgen.render.pdf_prepare import prepare_page

    target.mkdir()
    place = Project(project)
    settings = load_briefing(list_briefings(place)[0])
    with open_project_registry(place, str(target / "registry.sqlite")) as registry:
        update_registry(place, registry)
        composition = compose_briefing(registry.view(scope=settings.name), settings, templates=(place.templates,))
    root, cut_off = parse_document(composition.html), composition.cut_off or ""
    sheets = [*read_sheets(composition.theme, place.templates), describe_cut_off(root, read_day(cut_off), cut_off)]
    for name, sheet in zip(SHEETS, sheets, strict=True):
        (target / name).write_text(sheet, encoding="utf-8")
    pictures, page = Pictures(), prepare_page(root)
    charts: dict[str, object] = {}
    for chart in composition.charts:
        for form, ending in (("svg-text", "svg"), ("svg-path", "path.svg"), ("png", "png")):
            (target / f"{chart.name}.{ending}").write_bytes(pictures.draw(chart, form, composition.theme))  # type: ignore[arg-type]
        page = page.replace(f"chart:{chart.name}", (target / f"{chart.name}.svg").as_uri())
        charts[chart.name] = chart
    (target / "page.html").write_text(page, encoding="utf-8")
    (target / "document.html").write_text(composition.html, encoding="utf-8")
    import msgspec

    (target / "charts.json").write_bytes(msgspec.json.encode(charts))
    (target / "meta.json").write_text(json.dumps({"theme": composition.theme, "cut_off": cut_off}), encoding="utf-8")


def weasyprint(parts: Path) -> None:
    """Bare WeasyPrint: the same page, sheets, charts and fonts, without our fetcher, tags, claims and attachments."""
    from briefgen.render.fonts import use_carried_fonts

    with use_carried_fonts():
        import weasyprint

        sheets = [weasyprint.CSS(filename=str(parts / name)) for name in SHEETS]
        weasyprint.HTML(filename=str(parts / "page.html")).write_pdf(str(parts / "bare.pdf"), stylesheets=sheets)


def pdf(parts: Path) -> None:
    """Our PDF writer alone."""
    from briefgen.render.pdf import render_pdf

    meta = json.loads((parts / "meta.json").read_text(encoding="utf-8"))
    charts = {name: (parts / f"{name}.svg").read_bytes() for name in json.loads((parts / "charts.json").read_bytes())}
    html = (parts / "document.html").read_text(encoding="utf-8")
    (parts / "ours.pdf").write_bytes(render_pdf(html, charts, theme=meta["theme"], cut_off=meta["cut_off"], resources=parts))


def docx(parts: Path) -> None:
    """Our DOCX writer alone."""
    import msgspec

    from briefgen.model import Chart
    from briefgen.render.docx import ChartImage, render_docx

    meta = json.loads((parts / "meta.json").read_text(encoding="utf-8"))
    charts = {
        name: ChartImage(svg=(parts / f"{name}.path.svg").read_bytes(), png=(parts / f"{name}.png").read_bytes(), chart=chart)
        for name, chart in msgspec.json.decode((parts / "charts.json").read_bytes(), type=dict[str, Chart]).items()
    }
    (parts / "ours.docx").write_bytes(render_docx((parts / "document.html").read_text(encoding="utf-8"), charts, cut_off=meta["cut_off"]))


def registry(count: int) -> dict[str, float]:
    """Processor seconds of putting so many made-up articles into a registry, and one more."""
    from briefgen.registry import open_registry
    from registry import make_article, make_articles

    entries, extra = list(make_articles(count)), [make_article(count + number, count + 10) for number in range(5)]
    with tempfile.TemporaryDirectory() as folder, open_registry(Path(folder) / "r.sqlite") as opened:
        began = time.process_time()
        opened.put_articles(iter(entries))
        opened.refresh()
        whole = time.process_time() - began
        single = []
        for entry in extra:
            began = time.process_time()
            opened.put_articles(iter([entry]))
            opened.refresh()
            single.append(time.process_time() - began)
    return {"all": whole, "one": min(single)}


def facts(count: int) -> dict[str, float]:
    """Processor seconds of composing and writing the briefing of so many made-up articles, and the facts that it tells."""
    from briefgen.compose import BriefingSettings, compose_briefing
    from briefgen.compose.briefing import Policies
    from briefgen.pipeline.documents import gather_material, make_docx, make_pdf
    from briefgen.pipeline.pictures import Pictures
    from briefgen.project import Project
    from briefgen.registry import open_registry
    from registry import make_articles

    with tempfile.TemporaryDirectory() as folder:
        with open_registry(Path(folder) / "r.sqlite") as opened:
            opened.put_articles(make_articles(count))
            opened.refresh()
            view = opened.view()
        parties = max(
            {fact.parties for fact in view.facts if len(fact.parties) == 2},
            key=lambda pair: sum(fact.parties == pair for fact in view.facts),
        )
        policies = Policies(positions=10**6, card_positions=10**6, figures=10**6)
        began = time.process_time()
        composition = compose_briefing(view, BriefingSettings(title="T", name="t", parties=parties, policies=policies))
        material, project, pictures = gather_material(composition, view), Project(Path(folder)), Pictures()
        make_pdf(material, project, pictures)
        make_docx(material, project, pictures, {})
        seconds = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"seconds": seconds, "facts": len(composition.facts), "memory": memory}


def main() -> None:
    name, *arguments = sys.argv[1:]
    if name == "dump":
        dump(Path(arguments[0]), Path(arguments[1]))
    elif name in ("weasyprint", "pdf", "docx"):
        {"weasyprint": weasyprint, "pdf": pdf, "docx": docx}[name](Path(arguments[0]))
    else:
        print(json.dumps({"registry": registry, "facts": facts}[name](int(arguments[0]))))


if __name__ == "__main__":
    main()

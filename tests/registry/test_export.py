"""The fact export, and the view as tables and as linked data."""

from __future__ import annotations

import copy
import csv
import io
import json
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.model import Action, View
from briefgen.registry import export_facts, export_linked, make_data_package, make_decision, open_registry, write_facts
from support import SEEDS, mentions_from_gold, source_from_gold, stems

Item = dict[str, object]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with open_registry(tmp_path_factory.mktemp("export") / "registry.sqlite") as registry:
        for stem in stems():
            registry.put_article(source_from_gold(stem), mentions_from_gold(stem))
        yield registry.view()


@pytest.fixture(scope="module")
def items(view: View) -> list[Item]:
    return list(export_facts(view))


COMMON = {"id", "kind", "label", "parties", "date", "date_basis", "date_note", "topics", "evidence", "status", "derived_from"}
BY_KIND = {
    "meeting": {"name", "ordinal", "place", "mode", "chairs", "participants", "stage"},
    "milestone": {"event", "level"},
    "agreement": {"name", "form", "stage", "period"},
    "statistic": {"indicator", "value", "unit", "qualifier", "period", "change"},
    "commitment": {"actor", "action", "due"},
    "statement": {"actor", "act", "addressee", "content"},
    "role": {"person", "holder", "role", "organisation", "period"},
}


def test_every_fact_has_the_fields_of_its_kind(items: list[Item]) -> None:
    assert {str(item["kind"]) for item in items} == set(BY_KIND)
    for item in items:
        assert COMMON | BY_KIND[str(item["kind"])] <= set(item)


def test_quotes_are_the_words_of_the_file_at_their_place(items: list[Item]) -> None:
    texts = {stem: (SEEDS / f"{stem}.txt").read_bytes().decode() for stem in stems()}
    for item in items:
        assert item["evidence"]
        for one in item["evidence"]:  # type: ignore[attr-defined]
            assert texts[one["article"]][one["start"] : one["end"]] == one["quote"]


def test_a_value_is_a_plain_number(items: list[Item]) -> None:
    values = {item["value"] for item in items if item["kind"] == "statistic"}
    assert values == {2600000000, 2311111111, 1000000}
    assert all(isinstance(value, int) for value in values)
    assert {"value": 12.5, "base": "2020-01/2020-06"} in [item["change"] for item in items if item["kind"] == "statistic"]


def test_each_gold_fact_comes_out_with_the_values_it_has_in_its_article(items: list[Item]) -> None:
    """Merging loses nothing: some line quotes the fact's words and says what its article says."""
    for stem in stems():
        for mention in mentions_from_gold(stem):
            first = mention.evidence[0]
            lines = [
                item
                for item in items
                if item["kind"] == mention.rule.partition("/")[2]
                and any((one["article"], one["start"]) == (stem, first.start) for one in item["evidence"])  # type: ignore[attr-defined]
            ]
            stage = getattr(mention.claim, "stage", None)
            wanted = [item for item in lines if item.get("stage") == stage and item["parties"] == list(mention.parties)]
            dates = {str(item["date"]) for item in wanted}
            assert str(mention.date.edtf) in dates or any(date.startswith(f"{mention.date.edtf}-") for date in dates), mention.id


def test_an_earlier_state_quotes_only_its_own_words_and_names_its_fact(items: list[Item]) -> None:
    plans = [item for item in items if item["kind"] == "agreement" and item["period"] == "2021/2025"]
    assert {item["stage"]: {one["article"][:3] for one in item["evidence"]} for item in plans} == {  # type: ignore[attr-defined]
        "implementing": {"000", "001", "002"},
        "negotiating": {"001"},
        "concluded": {"002"},
    }
    whole = next(item for item in plans if item["state_of"] is None)
    assert {item["state_of"] for item in plans if item is not whole} == {whole["id"]}


def test_the_export_is_the_same_every_time_and_one_object_a_line(view: View) -> None:
    files = [io.BytesIO(), io.BytesIO()]
    lines = [write_facts(view, file) for file in files]
    assert files[0].getvalue() == files[1].getvalue()
    assert len([json.loads(line) for line in files[0].getvalue().splitlines()]) == lines[0]


# --- Tables -----------------------------------------------------------------------------------------------------------


def test_the_tables_hold_what_their_description_says(view: View) -> None:
    files = make_data_package(view)
    package = json.loads(files["datapackage.json"])
    for resource in package["resources"]:
        rows = list(csv.DictReader(io.StringIO(files[resource["path"]].decode())))
        assert list(rows[0]) == [field["name"] for field in resource["schema"]["fields"]]
        keys = [tuple(row[name] for name in resource["schema"]["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys) > 0


@pytest.mark.slow
def test_the_package_is_valid_for_frictionless(view: View, tmp_path: Path) -> None:
    from frictionless import Package

    for name, content in make_data_package(view).items():
        (tmp_path / name).write_bytes(content)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])


# --- Linked data ------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_evidence_is_web_annotations_and_derivation_is_prov(view: View) -> None:
    from rdflib import Graph, Namespace
    from rdflib.namespace import PROV, RDF

    decision = make_decision(Action.APPROVE, [view.facts[0].id], reason="đã xem", author="Lê An", at="2024-05-01")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own parser uses what rdflib calls old
        graph = Graph().parse(data=json.dumps(export_linked(view, [decision])), format="json-ld")
    oa = Namespace("http://www.w3.org/ns/oa#")
    annotations = list(graph.subjects(RDF.type, oa.Annotation))
    assert len(annotations) == sum(len(item["evidence"]) for item in export_facts(view))
    for annotation in annotations:
        target = graph.value(annotation, oa.hasTarget)
        assert (graph.value(annotation, oa.hasBody), RDF.type, PROV.Entity) in graph
        assert (graph.value(target, oa.hasSource), RDF.type, PROV.Entity) in graph
        selectors = {graph.value(one, RDF.type): one for one in graph.objects(target, oa.hasSelector)}
        assert graph.value(selectors[oa.TextQuoteSelector], oa.exact)
        start, end = (graph.value(selectors[oa.TextPositionSelector], name) for name in (oa.start, oa.end))
        assert int(str(start)) < int(str(end))
    assert len(list(graph.subjects(RDF.type, PROV.Derivation))) == sum(fact.derived_from is not None for fact in view.facts)
    (activity,) = graph.subjects(RDF.type, PROV.Activity)
    assert graph.value(activity, PROV.wasAssociatedWith) is not None
    undefined = [term for triple in graph for term in triple if str(term).startswith("bg:")]
    assert not undefined
    assert Namespace("urn:briefgen:term:") in {str(namespace) for _, namespace in graph.namespaces()}


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> Item:
    """The linked export of the seeds with a decision of each sort that shows in it."""
    with open_registry(tmp_path_factory.mktemp("linked") / "registry.sqlite") as registry:
        for stem in stems():
            registry.put_article(source_from_gold(stem), mentions_from_gold(stem))
        plain = registry.view()
        by = {"reason": "đã xem", "author": "Lê An", "at": "2024-05-01"}
        made = [make_decision(Action.APPROVE, [plain.facts[0].id], **by), make_decision(Action.REJECT, [plain.facts[1].id], **by)]
        made += [make_decision(Action.ANSWER, [plain.conflicts[0].id], value="giữ cả hai", **by)]
        made += [make_decision(Action.ANSWER, [plain.questions[0].id], value="chưa rõ", **by)]
        made += [make_decision(Action.UNDO, [made[0].id], **by)]
        registry.put_decisions(made)
        return export_linked(registry.view(), made)


def find_violations(document: Item) -> list[str]:
    """What breaks the shapes, in words; read and checked without network."""
    from pyshacl import validate
    from rdflib import Graph

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of rdflib and pyshacl themselves
        graph = Graph().parse(data=json.dumps(document), format="json-ld")
        shapes = Graph().parse(Path(__file__).parent / "shapes.ttl", format="turtle")
        conforms, _, text = validate(graph, shacl_graph=shapes)
    return [] if conforms else str(text).splitlines()


@pytest.mark.slow
def test_the_linked_export_keeps_the_rules_of_web_annotation_and_prov(ruled: Item) -> None:
    assert find_violations(ruled) == []


@pytest.mark.slow
def test_the_shapes_find_what_is_wrong(ruled: Item) -> None:
    nodes: list[Item] = copy.deepcopy(ruled["@graph"])  # type: ignore[arg-type]
    annotation = next(node for node in nodes if node["type"] == "Annotation")
    annotation["target"]["selector"] = [{"type": "TextPositionSelector", "start": 9, "end": 3}]  # type: ignore[index]
    activity = next(node for node in nodes if node["type"] == "prov:Activity")
    activity["wasAssociatedWith"] = annotation["id"]
    said = "\n".join(find_violations({**ruled, "@graph": nodes}))
    assert "LessThanConstraintComponent" in said
    assert "ClassConstraintComponent" in said


@pytest.mark.slow
def test_every_prov_term_is_one_of_prov_o(ruled: Item) -> None:
    from rdflib import Graph
    from rdflib.namespace import PROV

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = Graph().parse(data=json.dumps(ruled), format="json-ld")
    used = {str(term) for triple in graph for term in triple if str(term).startswith(str(PROV))}
    assert len(used) > 8
    assert [term for term in used if term not in PROV] == []

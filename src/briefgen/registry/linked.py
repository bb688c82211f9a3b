"""The view as linked data: evidence as W3C Web Annotations, derivation and decisions as PROV-O, in one JSON-LD document.

The context stands in the document, so that nothing is fetched to read it; its terms mean what ``anno.jsonld`` and PROV-O define.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from briefgen.model import Conflict, Decision, Derivation, Fact, SourceInfo, View
from briefgen.registry.export import export_facts
from briefgen.registry.rules import load_context

Node = dict[str, Any]

_PREFIX = "urn:briefgen:"

# What the fact export calls otherwise here, or what stands in nodes of its own.
_OWN_NODES = {"id", "kind", "label", "evidence", "derived_from", "decisions", "state_of"}


def export_linked(view: View, decisions: Iterable[Decision] = ()) -> Node:
    """The document: sources, facts (with their earlier states), one annotation a piece of evidence, conflicts and decisions."""
    items = {item["id"]: item for item in export_facts(view)}
    facts = {fact.id: fact for fact in view.facts}
    made = list(decisions)
    present = {*items, *(one.id for one in view.conflicts)}
    ruled_on = {target for one in made for target in one.targets if _target_kind(target) != "decision"}
    return {
        "@context": load_context(),
        "@graph": [
            *(_source_node(one) for one in view.sources),
            *(_fact_node(item, facts.get(name)) for name, item in items.items()),
            *(_annotation(item["id"], number, one) for item in items.values() for number, one in enumerate(item["evidence"], start=1)),
            *(_conflict_node(one) for one in view.conflicts),
            *(_decision_node(one) for one in made),
            *({"id": _urn(_target_kind(one), one), "type": "prov:Entity"} for one in sorted(ruled_on - present)),
            *(_agent_node(name) for name in sorted({one.author for one in made})),
        ],
    }


def _urn(kind: str, name: str) -> str:
    return f"{_PREFIX}{kind}:{quote(name, safe='')}"


def _source_node(source: SourceInfo) -> Node:
    known = {
        "dcterms:title": source.title,
        "dcterms:publisher": source.outlet,
        "dcterms:creator": source.author,
        "dcterms:issued": source.published,
        "dcterms:language": source.language,
        "schema:url": source.address,
        "schema:sha256": source.sha256,
        "bg:path": source.path,
        "bg:origin": source.origin,
        "bg:originalOutlet": source.original_outlet,
    }
    return {"id": _urn("article", source.stem), "type": ["prov:Entity", "schema:NewsArticle"], **_present(known)}


def _present(known: Node) -> Node:
    return {name: value for name, value in known.items() if value not in (None, [], "")}


def _fact_node(item: Node, fact: Fact | None) -> Node:
    """A fact's claim field by field; what it was drawn from, reckoned from and ruled by as PROV."""
    said = {f"bg:{name}": _value(value) for name, value in item.items() if name not in _OWN_NODES}
    articles = sorted({one["article"] for one in item["evidence"]})
    node = {
        "id": _urn("fact", item["id"]),
        "type": ["prov:Entity", f"bg:{item['kind'].capitalize()}"],
        "label": item["label"],
        **_present(said),
    }
    node["wasDerivedFrom"] = [_urn("article", one) for one in articles]
    if item["state_of"]:
        node["prov:specializationOf"] = {"id": _urn("fact", item["state_of"])}
    if fact is not None and fact.derived_from:
        node["wasDerivedFrom"] += [_urn("fact", one) for one in fact.derived_from.facts]
        node["qualifiedDerivation"] = _derivation(fact.derived_from, articles)
    if fact is not None and fact.decisions:
        node["wasInfluencedBy"] = [_urn("decision", one) for one in fact.decisions]
    return node


def _value(value: object) -> object:
    if isinstance(value, dict):
        return _present({f"bg:{name}": _value(one) for name, one in value.items()})
    return [_value(one) for one in value] if isinstance(value, list) else value


def _derivation(derivation: Derivation, articles: Iterable[str]) -> Node:
    """From other facts, or from the articles whose words hold both numbers."""
    drawn_from = [_urn("fact", one) for one in derivation.facts] or [_urn("article", one) for one in articles]
    return {"type": "prov:Derivation", "bg:formula": derivation.formula, "entity": drawn_from}


def _annotation(fact: str, number: int, evidence: Node) -> Node:
    """The words in the source that say so: by quotation and by position in the text as saved."""
    return {
        "id": f"{_urn('evidence', fact)}:{number}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": _urn("fact", fact),
        "target": {
            "type": "SpecificResource",
            "source": _urn("article", evidence["article"]),
            "selector": [
                {"type": "TextQuoteSelector", "exact": evidence["quote"]},
                {"type": "TextPositionSelector", "start": evidence["start"], "end": evidence["end"]},
            ],
        },
    }


def _conflict_node(conflict: Conflict) -> Node:
    sides = [{"bg:value": side.value, "bg:fact": {"id": _urn("fact", side.fact)}} for side in conflict.sides]
    settled = {"wasInfluencedBy": _urn("decision", conflict.decision)} if conflict.decision else {}
    return {
        "id": _urn("conflict", conflict.id),
        "type": ["prov:Entity", "bg:Conflict"],
        "bg:kind": conflict.kind.value,
        "bg:field": conflict.field,
        "bg:side": sides,
        **settled,
    }


def _decision_node(decision: Decision) -> Node:
    at = decision.at if "T" in decision.at else f"{decision.at}T00:00:00"
    known = {"bg:field": decision.field, "bg:value": decision.value, "bg:scope": decision.scope}
    return {
        "id": _urn("decision", decision.id),
        "type": "prov:Activity",
        "bg:action": decision.action.value,
        "bg:reason": decision.reason,
        "endedAtTime": at,
        "wasAssociatedWith": _urn("editor", decision.author),
        **_present({"used": [_urn(_target_kind(one), one) for one in decision.targets if _target_kind(one) != "decision"]}),
        **_present({"wasInformedBy": [_urn("decision", one) for one in decision.targets if _target_kind(one) == "decision"]}),
        **_present(known),
    }


def _target_kind(target: str) -> str:
    """What a decision's target is, by its id: of the kinds of ids only those of facts begin otherwise."""
    kind = target.partition("-")[0]
    return kind if kind in _TARGETS else "fact"


_TARGETS = ("decision", "conflict", "question")


def _agent_node(name: str) -> Node:
    return {"id": _urn("editor", name), "type": ["prov:Agent", "prov:Person"], "label": name}

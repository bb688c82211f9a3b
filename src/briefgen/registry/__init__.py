"""Mentions and decisions in, facts out: what many articles say together. The only stage with a database."""

from briefgen.registry.assembly import TOO_EARLY
from briefgen.registry.datapackage import make_data_package
from briefgen.registry.decisions import append_decision, make_decision, read_decisions
from briefgen.registry.export import export_facts, write_facts
from briefgen.registry.linked import export_linked
from briefgen.registry.merged import digest_of
from briefgen.registry.registry import Registry, make_entry, open_registry, source_of

__all__ = [
    "TOO_EARLY",
    "Registry",
    "append_decision",
    "digest_of",
    "export_facts",
    "export_linked",
    "make_data_package",
    "make_decision",
    "make_entry",
    "open_registry",
    "read_decisions",
    "source_of",
    "write_facts",
]

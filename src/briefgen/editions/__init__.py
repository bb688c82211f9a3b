"""Published briefings: what each said and was made from, locked in a file of its own, and compared fact by fact."""

from briefgen.editions.compare import Snapshot, compare_snapshots, snapshot_of
from briefgen.editions.lock import lock_conflicts, lock_facts, lock_questions
from briefgen.editions.records import Edition, Input, LogInput, Output, Program, Sentence
from briefgen.editions.text import decode_edition, encode_edition

__all__ = [
    "Edition",
    "Input",
    "LogInput",
    "Output",
    "Program",
    "Sentence",
    "Snapshot",
    "compare_snapshots",
    "decode_edition",
    "encode_edition",
    "lock_conflicts",
    "lock_facts",
    "lock_questions",
    "snapshot_of",
]

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model import Mention
from briefgen.registry.merge import merge_group
from briefgen.registry.packing import UNPACKABLE, pack_mention, pack_merged, unpack_mention, unpack_merged
from registry.test_laws import CLAIMS, DATES
from support import make_mention, mentions_from_gold, stems

MENTIONS = st.builds(make_mention, st.sampled_from("ab"), CLAIMS, date=DATES)


@given(MENTIONS)
def test_what_is_stored_comes_back_as_it_was(mention: Mention) -> None:
    (merged,) = merge_group("key", [mention])
    assert unpack_mention(pack_mention(mention)) == mention
    assert unpack_merged(pack_merged(merged)) == merged


def test_a_fact_keeps_its_history_and_its_clashes() -> None:
    level = [one for stem in stems() for one in mentions_from_gold(stem) if one.id in ("001-milestone-04", "002-milestone-02")]
    (merged,) = merge_group("key", level)
    assert len(merged.states) == 2
    assert unpack_merged(pack_merged(merged)) == merged


@pytest.mark.parametrize("packed", [b"", b"nothing of ours", zlib.compress(b"\x80")])
def test_what_another_version_stored_is_told_and_not_read_as_something_else(packed: bytes) -> None:
    with pytest.raises(UNPACKABLE):
        unpack_mention(packed)

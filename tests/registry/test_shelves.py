from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.model import Meeting
from briefgen.registry.fitting import fits
from briefgen.registry.keys import group_key
from briefgen.registry.shelves import find_shelves
from registry.test_laws import CLAIMS, DATES, PARTIES
from support import make_mention

MENTIONS = st.builds(
    make_mention,
    st.sampled_from("ab"),
    CLAIMS,
    date=st.one_of(DATES, st.sampled_from(["2018-10-30/2018-11-02", "2018-12-30/2019-01-02", "2018/2019", "2019", "2018-11-15"])),
    parties=st.one_of(PARTIES, st.just(())),
)


@settings(max_examples=400)
@given(MENTIONS, MENTIONS)
def test_whatever_fits_is_found_on_the_shelves_where_it_is_looked_for(one, other) -> None:  # type: ignore[no-untyped-def]
    if group_key(one) == group_key(other) and fits(one, other):
        assert set(find_shelves(one)[0]) & set(find_shelves(other)[1])
        assert set(find_shelves(other)[0]) & set(find_shelves(one)[1])


def test_talks_of_another_month_are_not_looked_at() -> None:
    talks = Meeting(name="hội đàm")
    may, june, year = (find_shelves(make_mention("a", talks, date=date)) for date in ("2021-05-04", "2021-06-04", "2021"))
    elsewhere = find_shelves(make_mention("b", talks, date="2021-06-30"))
    assert not set(may[0]) & set(elsewhere[1])
    assert set(june[0]) & set(elsewhere[1])
    assert set(year[0]) & set(elsewhere[1])

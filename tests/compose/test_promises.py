"""A promise is told once."""

from __future__ import annotations

from briefgen.compose.promises import drop_restated
from briefgen.model import Commitment, Fact, Statement
from compose.makers import make_fact

QUOTE = "Lào khẳng định sẵn sàng mở thêm cửa khẩu với các nước láng giềng"
PROMISE = make_fact(Commitment(actor="LAO", action="mở thêm cửa khẩu với các nước láng giềng"), QUOTE)


def statement(content: str, quote: str = QUOTE) -> Fact:
    return make_fact(Statement(actor="LAO", act="affirm", content=content), quote)


def test_a_statement_of_a_promise_s_own_words_is_left_out() -> None:
    again = statement("sẵn sàng mở thêm cửa khẩu với các nước láng giềng")
    assert drop_restated([again, PROMISE], [PROMISE]) == (PROMISE,)


def test_a_statement_that_says_more_than_the_promise_stays() -> None:
    more = statement("coi trọng quan hệ lâu đời, sẵn sàng mở thêm cửa khẩu với các nước láng giềng")
    less = statement("sẵn sàng mở thêm cửa khẩu")
    assert drop_restated([more, less], [PROMISE]) == (more, less)

"""Rows sorted by a column."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccc_tui.resources.filtering import Problem
from ccc_tui.resources.sorting import Sort, chinese_order, parse_sort, sort_rows
from tests.resources.test_filtering import Line, columns


def sorted_by(column: str, values: list[Any], *, reverse: bool = False) -> list[Any]:
    rows = [Line(**{column: value}) for value in values]
    return [getattr(row, column) for row in sort_rows(rows, Sort(column, reverse), columns())]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("trunks", [-1, 2, 9, 15, 1200, None, None]),
        ("number", ["010", "0285", "13900000001", "9", None]),
        ("city", ["Aba", "beijing", "北京", "成都", "广州", "上海", "天津", None]),
        ("person", ["李娜", "王小明", "赵敏", None]),
        ("active", [False, True, None]),
        ("created", [datetime(2020, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC), None]),
        ("groups", [("一线",), ("VIP", "x")][::-1]),
    ],
)
def test_each_kind_has_its_order_and_what_is_absent_is_last_in_both_directions(column: str, values: list[Any]) -> None:
    present = [value for value in values if value is not None]
    absent = [None] * (len(values) - len(present))
    assert sorted_by(column, values[::-1]) == values
    assert sorted_by(column, values, reverse=True) == present[::-1] + absent


@given(st.lists(st.tuples(st.integers(0, 3) | st.none(), st.text(max_size=3))), st.booleans())
def test_equal_rows_keep_their_order(values: list[tuple[int | None, str]], reverse: bool) -> None:
    rows = [Line(trunks=trunks, note=note) for trunks, note in values]
    found = sort_rows(rows, Sort("trunks", reverse), columns())
    for wanted in {trunks for trunks, _note in values}:
        assert [row.note for row in found if row.trunks == wanted] == [
            note for trunks, note in values if trunks == wanted
        ]


@given(st.text())
def test_every_text_has_an_order(text: str) -> None:
    assert isinstance(chinese_order(text), bytes)


def test_rare_characters_follow_the_common_ones() -> None:
    assert sorted(["镕", "张", "王", "﨏", "abc"], key=chinese_order) == ["abc", "王", "张", "镕", "﨏"]


def test_a_column_is_named_as_in_filters_and_a_minus_reverses() -> None:
    assert parse_sort("Trunks", columns()) == Sort("trunks")
    assert parse_sort("-short note", columns()) == Sort("note", reverse=True)
    found = parse_sort("trunk", columns())
    assert isinstance(found, Problem)
    assert found.words == "no column trunk; did you mean trunks?"
    assert sort_rows([Line()], Sort("gone"), columns()) == [Line()]

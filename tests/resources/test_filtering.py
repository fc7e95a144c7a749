"""Filter texts: what they mean, and which rows match."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccc_tui.callcenter.models import OutboundNumber, PhoneNumber
from ccc_tui.i18n import use_language
from ccc_tui.resources import OUTBOUND_NUMBERS, PHONE_NUMBERS, RESOURCES
from ccc_tui.resources.filtering import Filter, Matcher, parse, quote
from ccc_tui.resources.folding import area_code, fold, fold_with_places
from ccc_tui.resources.table import Column, Kind


@dataclass(frozen=True)
class Line:
    """A row of every kind of column."""

    number: str | None = None
    province: str | None = None
    city: str | None = None
    person: str | None = None
    trunks: int | None = None
    created: datetime | None = None
    active: bool | None = None
    groups: tuple[str, ...] = ()
    note: str | None = None


def columns(count: list[str] | None = None) -> tuple[Column[Line], ...]:
    def said(row: Line) -> str | None:
        if count is not None:
            count.append(row.note or "")
        return row.note

    return (
        Column(id="number", title="Number", kind=Kind.NUMBER),
        Column(id="province", title="Province", kind=Kind.PLACE),
        Column(id="city", title="City", kind=Kind.PLACE),
        Column(id="person", title="Name", kind=Kind.PERSON),
        Column(id="trunks", title="Trunks", kind=Kind.COUNT),
        Column(id="created", title="Created", kind=Kind.TIME),
        Column(id="active", title="In use", kind=Kind.FLAG),
        Column(id="groups", title="Groups", value=lambda row: [*row.groups]),
        Column(id="note", title="Short note", words=said),
    )


ROWS = (
    Line("02855500001", "四川", "成都", "王小明", 15, datetime(2024, 5, 1, 12, tzinfo=UTC), True, ("一线", "VIP")),
    Line("08335550001", "四川", "乐山", "曾志伟", 1200, datetime(2023, 5, 1, 12, tzinfo=UTC), False, ("二线",)),
    Line("13900000001", "四川", "成都", "Li Na", 9, None, True, (), 'Say "hi" to ＣＣＣ'),
    Line("02355500001", "重庆", "重庆", None, None, None, None, (), "028 is not its code"),
    Line(None, None, None, "单田芳"),
)


def numbers(text: str, rows: tuple[Line, ...] = ROWS) -> list[str | None]:
    matcher = Matcher(columns())
    wanted = matcher.parse(text)
    assert not wanted.problems
    return [row.number for row in matcher.matching(rows, wanted)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("成都", ROWS[:1] + ROWS[2:3]),
        ("四川 乐山", ROWS[1:2]),
        ("province:四川 city!=成都", ROWS[1:2]),
        ("city：成都", ROWS[:1] + ROWS[2:3]),
        ("city=成", ()),
        ("city~都", ROWS[:1] + ROWS[2:3]),
        ("city!~都", (ROWS[1], ROWS[3], ROWS[4])),
        ("province~si", ROWS[:3]),
        ("sichuan", ROWS[:3]),
        ("province:sc", ROWS[:3]),
        ("chongqing", ROWS[3:4]),
        ("wxm", ROWS[:1]),
        ("name:zengzhiwei", ROWS[1:2]),
        ("shantianfang", ROWS[4:]),
        ("LI", ROWS[2:3]),
        ("ccc", ROWS[2:3]),
        ("ｃＣｃ", ROWS[2:3]),
        ('"say ""hi"" to"', ROWS[2:3]),
        ("“028 is”", ROWS[3:4]),
        ('"short note"~code', ROWS[3:4]),
        ("SHORT-NOTE~code", ROWS[3:4]),
        ("028", (ROWS[0], ROWS[2], ROWS[3])),
        ("city:028", (ROWS[0], ROWS[2])),
        ("0833", ROWS[1:2]),
        ("trunks>10", ROWS[:2]),
        ("trunks>=15 trunks<1,200", ROWS[:1]),
        ("trunks:1200", ROWS[1:2]),
        ("trunks:1,200", ROWS[1:2]),
        ("trunks<=15", (ROWS[0], ROWS[2])),
        ("created>2023", ROWS[:1]),
        ("created>=2023-05-01 created<=2023-05-01", ROWS[1:2]),
        ("created:2024-05", ROWS[:1]),
        ("active:yes", (ROWS[0], ROWS[2])),
        ("active:false", ROWS[1:2]),
        ("groups:vip", ROWS[:1]),
        ("groups~线", ROWS[:2]),
        ('person:""', ROWS[3:4]),
        ('person!="" city:""', ROWS[4:]),
        ("", ROWS),
        ("  ", ROWS),
        ("city:", ROWS),
        ("trunks>", ROWS),
        ('""', ROWS),
    ],
)
def test_a_filter_leaves_the_rows_in_which_every_term_matches(text: str, expected: tuple[Line, ...]) -> None:
    assert numbers(text) == [row.number for row in expected]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cty:成都", "no column cty; did you mean city?"),
        ("xyzzy:1", "no column xyzzy"),
        ("http://example.com", "no column http"),
        ("city>3", "City has no order: use : or ~"),
        ("trunks>many", "Trunks cannot be compared with many"),
        ("created<yesterday", "Created cannot be compared with yesterday"),
    ],
)
def test_what_cannot_be_understood_is_said(text: str, said: str) -> None:
    assert [problem.words for problem in parse(text, columns()).problems] == [said]


def test_a_term_with_an_unknown_column_is_searched_as_it_stands_and_quoted_it_is_no_column() -> None:
    row = Line(note="see http://example.com")
    matcher = Matcher(columns())
    assert matcher.matching((row, *ROWS), matcher.parse("http://example")) == [row]
    quoted = matcher.parse('"http://example"')
    assert not quoted.problems
    assert matcher.matching((row, *ROWS), quoted) == [row]


def test_columns_are_known_by_id_by_title_in_both_languages_and_by_further_names() -> None:
    known = OUTBOUND_NUMBERS.columns
    use_language("zh")
    try:
        for name in ("province", "Province", "省份"):
            assert parse(f"{name}:四川", known).terms[0].columns == (known[1],), name
    finally:
        use_language("en")
    telecom = OutboundNumber(number="1", provider="中国电信", provider_short_name="电信")
    matcher = Matcher(known)
    for text in ("carrier:电信", "carrier:中国电信", "carrier~国", "provider:中国电信"):
        assert matcher.matching([telecom], matcher.parse(text)) == [telecom], text
    assert not matcher.matching([telecom], matcher.parse("carrier!=电信"))


def test_words_and_what_the_service_sent_both_match() -> None:
    row = PhoneNumber(number="1", usage="Inbound", allow_outbound=False)
    matcher = Matcher(PHONE_NUMBERS.columns)
    for text in ("usage:in", "usage:inbound", "usage!=out", "allow_outbound:no"):
        assert matcher.matching([row], matcher.parse(text)) == [row], text
    assert not matcher.matching([row], matcher.parse("usage!=in"))


@given(st.text())
def test_no_text_makes_the_parser_or_the_matcher_raise(text: str) -> None:
    for resource in RESOURCES:
        parse(text, resource.columns)
    matcher = Matcher(columns())
    assert len(matcher.matching(ROWS, matcher.parse(text))) <= len(ROWS)


@given(st.lists(st.sampled_from([*'abc省028 :=~!<>"“＂ \0\n', "city", "trunks>", '""'])).map("".join))
def test_no_mixture_of_signs_makes_the_parser_raise(text: str) -> None:
    matcher = Matcher(columns())
    matcher.matching(ROWS, matcher.parse(text))


@given(st.text().filter(lambda text: fold(text).strip("\0") and "\0" not in text))
def test_a_quoted_text_is_one_term_that_finds_the_text(text: str) -> None:
    wanted = parse(quote(text), columns())
    assert [(term.columns, term.op, term.value) for term in wanted.terms] == [(None, "~", fold(text))]
    assert not wanted.problems
    row = Line(note=text)
    assert Matcher(columns()).matching([row], wanted) == [row]


@given(st.text())
def test_folding_is_done_once_and_tells_where_each_character_comes_from(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    folded, places = fold_with_places(text)
    assert len(folded) == len(places)
    assert all(0 <= place < len(text) for place in places)


@given(st.lists(st.sampled_from(["0", "2", "8", "成", "都", "c", "i", "t", "y", ":", "~", "a"]), max_size=8))
def test_narrowing_finds_what_a_fresh_filter_finds(keys: list[str]) -> None:
    matcher = Matcher(columns())
    text = ""
    for key in keys:
        text += key
        assert list(matcher.matching(ROWS, matcher.parse(text))) == list(
            Matcher(columns()).matching(ROWS, parse(text, columns()))
        )


def test_an_extended_text_looks_only_at_what_matched_before() -> None:
    matcher = Matcher(columns())
    assert matcher.parse("成都 13").narrows(matcher.parse("成"))
    assert matcher.parse("city:成都").narrows(Filter())
    assert not matcher.parse("028").narrows(matcher.parse("02"))
    assert not matcher.parse("city:成都").narrows(matcher.parse("city:成"))
    assert not matcher.parse("成").narrows(matcher.parse("成都"))


def test_ten_thousand_rows_are_read_once() -> None:
    read: list[str] = []
    rows = [Line(f"028555{n:05}", "四川", "成都", note=f"note {n}") for n in range(10_000)]
    matcher = Matcher(columns(read))
    matcher.prepare(rows)
    first = len(read)
    assert first <= 2 * len(rows)
    found: Any = None
    for text in ("n", "no", "note", "note 1", "note 12", "note 1", "note 123", "028", "x", 'sichuan "note 77"'):
        found = matcher.matching(rows, matcher.parse(text))
    assert len(found) == 111
    assert len(read) == first, "no row's text is made again"
    matcher.matching(rows, matcher.parse("note~77"))
    matcher.matching(rows, matcher.parse("note~7"))
    assert len(read) == first


def test_rows_that_are_gone_are_forgotten() -> None:
    matcher = Matcher(columns())
    for page in range(200):
        rows = [Line(f"{page}-{n}") for n in range(100)]
        matcher.matching(rows, matcher.parse("1"))
    assert len(matcher._texts) < 6_000


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("01055500001", "010"),
        ("02855500001", "028"),
        ("083355500001", "0833"),
        ("083xxxx0019", None),
        ("13900000001", None),
        ("4005502812", None),
        ("010", None),
        ("", None),
    ],
)
def test_the_area_code_is_what_a_number_begins_with(number: str, code: str | None) -> None:
    assert area_code(number) == code

"""Documents out of bytes: both formats, every damage, and nothing but `MalformedReply` for the rest."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ccc_tui.cloud import tolerance
from ccc_tui.cloud.api_model import ApiModel, Count, Flag, Moment, listed
from ccc_tui.cloud.errors import MalformedReply
from ccc_tui.cloud.parsing import parse, parse_document
from ccc_tui.cloud.text import clean

JSON = '{"Code": "OK", "Data": {"List": [{"City": "乐山", "Number": 2500000000}, {}], "TotalCount": "1"}}'
XML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<R><Code>OK</Code><Data><List><City>乐山</City><Number>025</Number>'
    "</List><List/><TotalCount>1</TotalCount></Data></R>"
)


def code_of(content: bytes, content_type: str = "") -> str:
    with pytest.raises(MalformedReply) as refused:
        parse_document(content, content_type)
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None
    return refused.value.code.removeprefix("Client.Reply.")


class Row(ApiModel):
    number: str | None = None
    city: str | None = None
    trunks: Count | None = None
    test_only: Flag | None = None
    created_time: Moment | None = None


class Rows(ApiModel):
    code: str | None = None
    rows: tuple[Row, ...] = listed("List")
    first: Row | None = None


BLOCKS = ("".join(map(chr, range(start, start + 256))) for start in range(0, 0x110000, 256))
# Every character that is removed or replaced. Most blocks hold none, and are cleaned whole to save time.
UNCLEAN = [
    character for block in BLOCKS if clean(block) != block for character in block if clean(character) != character
]
SCALARS = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(max_size=5)
ROWS = st.fixed_dictionaries({}, optional={name: SCALARS | st.sampled_from(UNCLEAN) for name in (
    "Number", "City", "Trunks", "TestOnly", "CreatedTime", "New", "Num\u200bber", "number", "code")})  # fmt: skip
DOCUMENTS = st.fixed_dictionaries({}, optional={"Code": SCALARS, "List": ROWS | st.lists(ROWS, max_size=3) | SCALARS,
                                                "First": ROWS | SCALARS})  # fmt: skip


@given(DOCUMENTS, st.booleans())
def test_the_fast_way_and_the_slow_way_read_the_same(document: dict[str, Any], ascii_only: bool) -> None:
    content = json.dumps(document, ensure_ascii=ascii_only).encode(errors="surrogatepass")
    try:
        slowly = tolerance.read(Rows, parse_document(content))
    except MalformedReply as refused:
        with pytest.raises(MalformedReply, match=refused.code):
            parse(content, "", Rows)
        return
    found = parse(content, "", Rows)
    assert found.declared() == slowly.declared()
    assert found.model_fields_set == slowly.model_fields_set
    json.dumps(found.model_extra, ensure_ascii=False).encode()


@pytest.mark.parametrize("ascii_only", [True, False])
def test_every_character_that_a_terminal_would_obey_is_found(ascii_only: bool) -> None:
    for character in UNCLEAN:
        content = json.dumps({"Code": f"a{character}b"}, ensure_ascii=ascii_only).encode(errors="surrogatepass")
        with suppress(MalformedReply):  # a lone surrogate that is not escaped is not UTF-8
            assert parse(content, "", Rows).code == clean(f"a{character}b")


def test_escapes_may_be_in_upper_case() -> None:
    for escape in (b"\\u001B", b"\\uFEFF", b"\\uD83D\\uDE00", b"\\uD800", b"\\u202E"):
        (code,) = json.loads(b'["' + escape + b'"]')
        assert parse(b'{"Code": "' + escape + b'"}', "", Rows).code == clean(code)


@pytest.mark.parametrize("name", ["\ud800x", "a\x1b[31mb", "\u202ex"])
def test_the_names_of_unknown_fields_are_cleaned(name: str) -> None:
    found = parse(json.dumps({name: {name: 1}, "First": {name: [name]}}).encode(), "", Rows)
    assert found.model_extra == {clean(name): {clean(name): 1}}
    assert found.first is not None
    assert found.first.model_extra == {clean(name): [clean(name)]}


def test_a_field_is_called_by_the_service_s_name_only() -> None:
    found = parse(b'{"code": "A", "rows": []}', "", Rows)
    assert (found.code, found.model_extra) == (None, {"code": "A", "rows": []})


def test_a_text_that_came_as_a_fraction_is_not_rounded() -> None:
    for sent in ("1059803544828509.10", "1e3"):
        assert parse(f'{{"Code": {sent}}}'.encode(), "", Rows).code == sent


def test_many_rows_are_read_as_few_are() -> None:
    rows = [{"City": "乐山😀" * (row % 9), "Number": f"0{row}", "Trunks": row} for row in range(2_000)]
    for indent in (None, 2):
        found = parse(json.dumps({"List": rows}, ensure_ascii=False, indent=indent).encode(), "", Rows)
        assert [(row.city, row.number, row.trunks) for row in found.rows] == [tuple(row.values()) for row in rows]


def test_decimal_fractions_stay_as_they_were_written() -> None:
    assert parse_document(b'{"Id": 1059803544828509.10, "N": 1e3}') == {"Id": "1059803544828509.10", "N": "1e3"}


def test_the_last_of_two_keys_counts() -> None:
    assert parse_document(b'{"Code": "A", "Code": "B"}') == {"Code": "B"}


def test_xml_reads_as_json_would_have_it() -> None:
    assert parse_document(XML.encode()) == {
        "Code": "OK",
        "Data": {"List": [{"City": "乐山", "Number": "025"}, ""], "TotalCount": "1"},
    }


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("<R/>", {}),
        ("<R><A/></R>", {"A": ""}),
        ("<A>1</A><B>2</B>", {"A": "1", "B": "2"}),
        ('<?xml version="1.0"?>\n<A>1</A>\n<A>2</A>', {"A": ["1", "2"]}),
        ("<A><X>1</X></A>\n<B>2</B>\n", {"A": {"X": "1"}, "B": "2"}),
        ("<R xmlns='urn:x' xmlns:y='urn:y'><y:A>1</y:A></R>", {"A": "1"}),
        ("<R><A>a &amp; b &#20048;<![CDATA[<c>]]></A></R>", {"A": "a & b 乐<c>"}),
        ("<!-- c --><R><!-- c --><A> 1 </A>text</R>", {"A": " 1 "}),
        ("<R a='1'><A b='2'>3</A></R>", {"A": "3"}),
    ],
)
def test_shapes_of_xml(text: str, document: dict[str, Any]) -> None:
    assert parse_document(text.encode()) == document


@pytest.mark.parametrize("cut_at", range(1, len(JSON)))
def test_json_that_breaks_off_is_truncated(cut_at: int) -> None:
    assert code_of(JSON[:cut_at].encode()) == "Truncated"


@pytest.mark.parametrize("cut_at", range(XML.index("<R>") + 1, len(XML)))
def test_xml_that_breaks_off_is_truncated(cut_at: int) -> None:
    assert code_of(XML[:cut_at].encode()) == "Truncated"


def test_xml_without_a_root_that_breaks_off_is_truncated() -> None:
    assert code_of(b"<Code>OK</Code><Data><Li") == "Truncated"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "Empty"),
        (b" \r\n\t", "Empty"),
        (b"\xef\xbb\xbf", "Empty"),
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (b"\n <HTML><body>Log in", "HTML"),
        (b"<!-- saved --> <!-- twice --><html>", "HTML"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html/>', "HTML"),
        (b"<html " + b" " * 500_000, "HTML"),
        (b"502 Bad Gateway", "Malformed"),
        (b"OK", "Malformed"),
        (b"[]", "Malformed"),
        (b"null", "Malformed"),
        (b'"text"', "Malformed"),
        (b"12", "Malformed"),
        (b"<R>text</R>", "Malformed"),
        (b'{"a": 1}}', "Malformed"),
        (b'{"a" 1}', "Malformed"),
        (b'{"a": 1} {"b": 2}', "Malformed"),
        (b'{"a": \x00<<1}', "Malformed"),
        (b"<R><A></B></R>", "Malformed"),
        (b"<R>&nbsp;</R>", "Malformed"),
        (b"<R>\x00</R>", "Malformed"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "Malformed"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "Malformed"),
        (b"[" * 100_000, "Malformed"),
        (b"<a>" * 100_000 + b"</a>" * 100_000, "Malformed"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "Forbidden"),
        (b'<?xml version="1.0"?>\n<!-- x --><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "Forbidden"),
        ("{'Code': '乐山'}".encode("gbk"), "Charset"),
        (b"\xff\xfe\x00", "Charset"),
        (b'{"a": "\xff"}', "Charset"),
    ],
)
def test_what_is_no_reply_is_named(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_an_entity_bomb_is_refused_before_it_grows() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    assert code_of(f'<!DOCTYPE a [<!ENTITY e0 "x">{entities}]><a>&e11;</a>'.encode()) == "Forbidden"


def test_comments_before_a_document_take_no_time() -> None:
    assert parse_document(b"<!-- a -->" * 300 + b"<R><A>1</A></R>") == {"A": "1"}


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (JSON.encode(), "text/plain; charset=iso-8859-1"),
        (JSON.encode(), 'application/json; charset="no-such-charset"'),
        (b"\xef\xbb\xbf" + JSON.encode(), "text/html"),
        (JSON.encode("gbk"), "application/json;charset=GBK"),
        (JSON.encode("gb18030"), "application/json; charset = 'gb18030'"),
        (JSON.encode("utf-16"), ""),
        (JSON.encode("utf-16-le"), "application/json"),
        (JSON.encode("utf-16-be"), ""),
    ],
)
def test_text_is_read_in_the_charset_that_it_has(content: bytes, content_type: str) -> None:
    assert parse_document(content, content_type) == json.loads(JSON)


def test_the_charset_of_an_xml_declaration_counts() -> None:
    content = XML.replace("UTF-8", "GBK").encode("gbk")
    assert parse_document(content)["Data"]["List"][0] == {"City": "乐山", "Number": "025"}


@pytest.mark.parametrize("name", ["idna", "punycode", "hex", "rot13", "unicode_escape", "undefined", "utf-7"])
def test_a_codec_that_is_none_of_a_gateway_s_is_not_used(name: str) -> None:
    assert code_of(b'{"a": "\xff"}', f"text/plain; charset={name}") == "Charset"


@given(st.binary(max_size=200), st.text(max_size=30))
@example(b"\xff\xfe<\x00", "")
@example(b'{"a":"\\ud800"}', "")
@example(b"<?xml encoding='idna'?>\xff", "charset=undefined")
def test_no_bytes_raise_anything_else(content: bytes, content_type: str) -> None:
    for damaged in (content, b"{" + content, b"<a>" + content, JSON.encode()[: len(content)] + content):
        with suppress(MalformedReply):
            assert isinstance(parse_document(damaged, content_type), dict)


@pytest.mark.parametrize("text", [JSON, XML])
def test_a_reply_cut_inside_a_character_is_truncated(text: str) -> None:
    content = text.encode()
    inside = [position for position in range(1, len(content)) if content[position] & 0xC0 == 0x80]
    assert inside
    assert {code_of(content[:position]) for position in inside} == {"Truncated"}

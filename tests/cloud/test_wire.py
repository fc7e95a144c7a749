"""Documents out of bytes: both formats, every damage, and nothing but `MalformedReply` for the rest."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ccc_tui.cloud import wire
from ccc_tui.cloud.errors import MalformedReply
from ccc_tui.cloud.wire import parse
from ccc_tui.cloud.wire_json import read_json
from ccc_tui.cloud.wire_xml import read_xml

JSON = '{"Code": "OK", "Data": {"List": [{"City": "乐山", "Number": 2500000000}, {}], "TotalCount": "1"}}'
XML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<R><Code>OK</Code><Data><List><City>乐山</City><Number>025</Number>'
    "</List><List/><TotalCount>1</TotalCount></Data></R>"
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=25,
)


def cut(text: str, sizes: list[int]) -> list[str]:
    pieces, at = [], 0
    for size in sizes:
        pieces.append(text[at : at + size])
        at += size
    return [*pieces, text[at:]]


def code_of(content: bytes, content_type: str = "") -> str:
    with pytest.raises(MalformedReply) as refused:
        parse(content, content_type)
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None
    return refused.value.code.removeprefix("Client.Reply.")


@given(VALUES, st.lists(st.integers(0, 12), max_size=30), st.sampled_from([None, 1]))
def test_json_in_pieces_is_json(value: Any, sizes: list[int], indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    pieces = [piece for piece in cut(text, sizes) if piece]
    assert read_json(iter(pieces)) == value


@given(
    st.text('{}[]",:0123456789eE+-.truefalsn\\u \n', max_size=40), st.lists(st.integers(0, 6), max_size=12)
)
@example('{"a":1,}', [3])
@example("[1 2]", [])
@example('{"a":1}}', [])
@example("[12,34]", [2, 1])
def test_what_the_standard_library_refuses_is_refused_in_pieces_too(text: str, sizes: list[int]) -> None:
    try:
        expected, fails = json.loads(text, parse_float=str), False
    except ValueError:
        expected, fails = None, True
    pieces = [piece for piece in cut(text, sizes) if piece]
    try:
        assert read_json(iter(pieces)) == expected
    except MalformedReply:
        assert fails
    else:
        assert not fails


def test_a_large_document_is_read_as_a_small_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"City": "乐山😀" * (row % 9), "Number": f"0{row}", "Trunks": row} for row in range(2_000)]
    document = {"Data": {"List": rows, "TotalCount": 2_000}, "Code": "OK"}
    for indent in (None, 2):
        content = json.dumps(document, ensure_ascii=False, indent=indent).encode()
        monkeypatch.setattr(wire, "_PIECE", 997)
        assert parse(content) == document


def test_decimal_fractions_stay_as_they_were_written() -> None:
    assert parse(b'{"Id": 1059803544828509.10, "N": 1e3}') == {"Id": "1059803544828509.10", "N": "1e3"}


def test_the_last_of_two_keys_counts() -> None:
    assert parse(b'{"Code": "A", "Code": "B"}') == {"Code": "B"}


def test_xml_reads_as_json_would_have_it() -> None:
    assert parse(XML.encode()) == {
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
    assert parse(text.encode()) == document


@given(st.lists(st.integers(0, 9), max_size=40))
def test_xml_in_pieces_is_xml(sizes: list[int]) -> None:
    body = XML.partition("?>\n")[2]
    first, *rest = [piece for piece in cut(body, sizes) if piece]
    assert read_xml(iter([first, *rest])) == parse(XML.encode())


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
    assert parse(b"<!-- a -->" * 300 + b"<R><A>1</A></R>") == {"A": "1"}


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
    assert parse(content, content_type) == json.loads(JSON)


def test_the_charset_of_an_xml_declaration_counts() -> None:
    content = XML.replace("UTF-8", "GBK").encode("gbk")
    assert parse(content)["Data"]["List"][0] == {"City": "乐山", "Number": "025"}


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
            assert isinstance(parse(damaged, content_type), dict)

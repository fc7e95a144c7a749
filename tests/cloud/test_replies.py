"""What is kept of replies: readable, without secrets, in bounded memory."""

import json
from hashlib import shake_128
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from ccc_tui.cloud.auth.credential import Credential, StaticCredentials
from ccc_tui.cloud.call_log import CallLog
from ccc_tui.cloud.errors import CloudError
from ccc_tui.cloud.replies import LONGEST_REPLY, MOST_BYTES, Reply, ReplyStore, readable
from ccc_tui.cloud.text import clean
from tests.cloud.service import LIST, client

KEY = Credential("LTAI5tKeyIdKeyId", SecretStr('se"cr<e>t/Value+12='), SecretStr("CAISto/ken+to=ken=="))
PARTS = ("LTAI5tKeyIdKeyId", 'se"cr<e>t/Value+12=', "CAISto/ken+to=ken==")


def text_of(body: str | bytes, content_type: str = "application/json") -> str:
    return readable(body if isinstance(body, bytes) else body.encode(), content_type, KEY.hide).text


def escaped(part: str) -> str:
    """Return a text as Gson writes it, slashes escaped as well."""
    codes = "".join(f"\\u{ord(character):04x}" if character in "=<>&'+" else character for character in part)
    return codes.replace('"', '\\"').replace("/", "\\/")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    "spell",
    [
        json.dumps,
        lambda part: f'"{escaped(part)}"',
        lambda part: f'"{quote(part, safe="")}"',
        lambda part: f'"{quote(quote(part, safe="~"), safe="~")}"',
        lambda part: json.dumps("".join(f"{c}" for c in part)),
    ],
)
def test_a_key_that_the_service_echoes_is_hidden_however_it_is_spelled(part: str, spell: Any) -> None:
    text = text_of(f'{{"Code":"Odd","Message":{spell(part)},"RequestId":"R-1"}}')
    assert "(hidden)" in text
    assert json.loads(text)["RequestId"] == "R-1"
    assert part not in str(json.loads(text))


@pytest.mark.parametrize("part", PARTS)
def test_a_key_in_xml_is_hidden(part: str) -> None:
    spelled = part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for form in (spelled, spelled.replace('"', "&quot;")):
        assert text_of(f"<R><M>{form}</M><RequestId>R-1</RequestId></R>", "text/xml") == (
            "<R><M>(hidden)</M><RequestId>R-1</RequestId></R>"
        )


def test_the_string_to_sign_is_hidden_and_what_follows_stays() -> None:
    body = {"Message": 'server string to sign is:POST&%2F&"x"&AccessKeyId%3DLTAIother', "RequestId": "R-1"}
    kept = json.loads(text_of(json.dumps(body, separators=(",", ":"))))
    assert "LTAIother" not in str(kept)
    assert kept["RequestId"] == "R-1"
    header = {"Authorization": "ACS3-HMAC-SHA256 Credential=LTAIother,SignedHeaders=host,Signature=0a1b", "Next": 1}
    kept = json.loads(text_of(json.dumps(header, separators=(",", ":"))))
    assert "LTAIother" not in str(kept)
    assert "0a1b" not in str(kept)
    assert kept["Next"] == 1
    assert "LTAIother" not in text_of('server CanonicalRequest is "POST" LTAIother', "text/plain")


def test_a_secret_at_the_end_of_what_is_kept_is_hidden_whole() -> None:
    secret = "A" * 400
    key = Credential("LTAI5tKeyIdKeyId", SecretStr(secret))
    for before in range(LONGEST_REPLY - 420, LONGEST_REPLY + 10, 30):
        reply = readable(b"x" * before + secret.encode() * 3, "text/plain", key.hide)
        assert "A" not in reply.text
        assert len(reply.content) <= LONGEST_REPLY


def test_control_characters_are_gone_and_escapes_are_read() -> None:
    assert text_of('{"a":"\\u534e\\u4e1c\\u001b[2J\\u202e \\\\u534e \\u0022"}') == (
        '{"a":"华东\\u001b[2J\\u202e \\\\u534e \\u0022"}'
    )
    assert text_of(b'{"a":"\x1b[2Jx\xe2\x80\xae"}\n\x00') == '{"a":"x"} '


@pytest.mark.parametrize(("content_type", "encoding"), [("text/xml; charset=GBK", "gbk"), ("text/xml", "utf-16")])
def test_other_encodings_are_read(content_type: str, encoding: str) -> None:
    assert text_of("<R>华东</R>".encode(encoding), content_type) == "<R>华东</R>"


@pytest.mark.parametrize("charset", ["utf-16", "hex", "no-such", "idna", "undefined"])
def test_no_character_set_breaks_it(charset: str) -> None:
    assert "R" in text_of(b"<R>\xff</R>", f"text/xml; charset={charset}")


@given(st.binary(max_size=400), st.sampled_from(["", "application/json", "text/xml; charset=gb18030"]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_readable(body: bytes, content_type: str) -> None:
    text = text_of(body, content_type)
    assert clean(text) == text


def test_a_long_reply_is_cut_between_characters() -> None:
    reply = readable(("华" * 100_000).encode(), "text/plain", KEY.hide)
    assert reply.is_cut
    assert LONGEST_REPLY - 3 <= len(reply.content) <= LONGEST_REPLY
    assert set(reply.text) == {"华"}
    assert not readable(b"x" * LONGEST_REPLY, "text/plain", KEY.hide).is_cut
    assert readable(b"x" * (LONGEST_REPLY + 1), "text/plain", KEY.hide).is_cut


def noise(length: int, seed: int = 0) -> bytes:
    """Return bytes that cannot be compressed."""
    return shake_128(bytes([seed])).digest(length)


def test_memory_is_bounded_and_the_oldest_go_first() -> None:
    store = ReplyStore()
    for call in range(1, 101):
        store.keep(call, Reply(noise(LONGEST_REPLY, call), is_cut=False))
        assert store.size <= MOST_BYTES
    kept = [call for call in range(1, 101) if store.get(call) is not None]
    assert kept == list(range(101 - len(store), 101))
    assert len(store) == MOST_BYTES // LONGEST_REPLY - 1  # what cannot be compressed grows a little


def test_replies_are_kept_compressed_and_come_back_as_they_were() -> None:
    store = ReplyStore()
    page = Reply(
        json.dumps([{"Number": f"028555{n:05}", "Province": "四川"} for n in range(100)]).encode(), is_cut=True
    )
    for call in range(1, 501):
        store.keep(call, page)
    assert store.size < 500 * len(page.content) / 5
    assert len(store) == 500
    assert store.get(1) == store.get(500) == page


def test_the_reply_of_a_second_try_takes_the_place_of_the_first() -> None:
    store = ReplyStore(100)
    store.keep(1, Reply(noise(60, 1), is_cut=False))
    first = store.size
    store.keep(1, Reply(noise(60, 2), is_cut=False))
    assert (store.size, len(store)) == (first, 1)
    assert store.get(1) == Reply(noise(60, 2), is_cut=False)
    store.keep(2, Reply(noise(101), is_cut=False))
    assert (store.size, len(store)) == (0, 0)
    assert store.get(2) is None
    store.drop(3)


def test_replies_of_calls_that_are_forgotten_go_with_them() -> None:
    call_log = CallLog(length=2)
    call_log.replies = store = ReplyStore()
    for _ in range(3):
        store.keep(call_log.open(LIST, {}, limit=1).number, Reply(b"x", is_cut=False))
    assert [store.get(number) is not None for number in (1, 2, 3)] == [False, True, True]


async def test_the_call_log_has_what_the_inspector_needs() -> None:
    answers = iter(
        [
            httpx.Response(429, json={"Code": "Throttling.User", "Message": "slow down", "RequestId": "R-1"}),
            httpx.Response(404, json={"Code": "NotExists.UserId", "Message": "no user", "RequestId": "R-2"}),
        ]
    )
    asking = client(
        transport=httpx.MockTransport(lambda _request: next(answers)), credentials=StaticCredentials("test", None, KEY)
    )
    asking.call_log.replies = ReplyStore()
    async with asking:
        with pytest.raises(CloudError) as raised:
            await asking.call(LIST, {"InstanceId": "a"})
    (call,) = asking.call_log
    assert (call.method, call.signature, call.credentials) == ("POST", "v3", "test")
    assert call.endpoint.startswith("http")
    assert call.waited >= 0
    assert call.failure is not raised.value
    assert call.failure is not None
    assert (call.failure.code, call.failure.message, call.failure.status) == ("NotExists.UserId", "no user", 404)
    assert call.failure.__traceback__ is None
    reply = asking.call_log.replies.get(call.number)
    assert reply is not None
    assert json.loads(reply.text)["RequestId"] == "R-2"
    assert asking.call_log.find(call.number) is call
    assert asking.call_log.find(99) is None
    assert asking.call_log.find(None) is None


async def test_nothing_is_kept_unless_asked_for() -> None:
    asking = client(transport=httpx.MockTransport(lambda _request: httpx.Response(200, json={"Code": "OK"})))
    async with asking:
        await asking.call(LIST)
    assert asking.call_log.replies is None

"""The error tables: a class and words for every code that a service or this client can send."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ccc_tui
from ccc_tui.callcenter.errors import MESSAGES, TRY_AGAIN, explain, facts
from ccc_tui.cloud import errors
from ccc_tui.cloud.errors import (
    CredentialsError,
    InvalidRequest,
    MalformedReply,
    PermissionDenied,
    ServiceError,
    ServiceUnavailable,
    service_error_class,
)
from ccc_tui.cloud.response import Envelope

ROOMS = [Path(ccc_tui.__file__).parent / room for room in ("cloud", "callcenter", "resources")]
# Codes of the operations' documentation pages and of Alibaba Cloud's common error codes, and the class of each.
SERVICE = {
    "Throttled": "Throttling Throttling.User Throttling.Api HTTP.429",
    "ServiceUnavailable": "InternalError InternalService.Failure ServiceUnavailable HTTP.500 HTTP.502 HTTP.503",
    "NonceUsed": "SignatureNonceUsed",
    "ClockSkewed": "InvalidTimeStamp.Expired",
    "AuthenticationFailed": "InvalidAccessKeyId.NotFound InvalidAccessKeyId.Inactive SignatureDoesNotMatch"
    " IncompleteSignature InvalidSecurityToken.Expired InvalidSecurityToken.Malformed MissingSecurityToken",
    "PermissionDenied": "Forbidden Forbidden.RAM NoPermission Permission.Common Permission.User Permission.SkillGroup",
    "NotFound": "NotExists.InstanceId NotExists.UserId NotExists.SkillGroupId NotExists.Other",
    "InvalidRequest": "Parameter.Minimum Parameter.Maximum Parameter.Blank Parameter.Empty Parameter.Null"
    " Parameter.Enumeration MissingInstanceId InvalidParameter InvalidAction.NotFound InvalidApi.NotFound"
    " InvalidProduct.NotFound NoSuchVersion InvalidVersion InvalidProtocol.NeedSsl InvalidTimeStamp.Format"
    " HTTP.403 HTTP.404 HTTP.407 HTTP.501",
}
UNKNOWN, UNKNOWN_RETRYABLE = "The service refused the call.", "The call failed."
CODES = [(code, name) for name, codes in SERVICE.items() for code in codes.split()]


def raised() -> Iterator[tuple[str, str]]:
    """Yield each class of an error and the code that the sources give it."""
    for room in ROOMS:
        for path in room.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(func=ast.Name(name), args=[ast.Constant(str(code)), *_]):
                        if code.startswith("Client."):
                            yield name, code


def test_the_sources_are_searched_for_codes() -> None:
    found = {code for _name, code in raised()}
    assert {"Client.Timeout", "Client.Disconnected", "Client.Reply.HTML", "Client.Credentials.Missing"} <= found


def test_each_code_of_ours_is_raised_as_one_class_and_has_words_of_its_own() -> None:
    pairs = set(raised())
    codes = [code for _name, code in pairs]
    assert sorted(codes) == sorted(set(codes))
    from_variables = {f"Client.Reply.{problem}" for problem in ("Forbidden", "Malformed", "Truncated")}
    assert {*codes, *from_variables} == {prefix for prefix in MESSAGES if prefix.startswith("Client.")}


@pytest.mark.parametrize(("code", "name"), CODES)
def test_each_code_of_the_service_has_its_class_and_its_words(code: str, name: str) -> None:
    kind = service_error_class(code, 400)
    assert kind is getattr(errors, name)
    assert explain(kind(code, status=400)).what not in {UNKNOWN, UNKNOWN_RETRYABLE}


def test_no_prefix_is_in_two_classes_and_each_has_words() -> None:
    prefixes = [prefix for one in ServiceError.__subclasses__() for prefix in one.codes]
    assert sorted(prefixes) == sorted(set(prefixes))
    assert set(prefixes) <= set(MESSAGES)


@pytest.mark.parametrize("message", MESSAGES.values(), ids=list(MESSAGES))
def test_words_are_sentences(message: tuple[str, str, bool]) -> None:
    what, remedy, _doctor = message
    assert what.endswith(".")
    assert remedy.endswith((".", "{install}"))


def test_the_longest_prefix_decides() -> None:
    inactive, other = (explain(InvalidRequest(f"InvalidAccessKeyId.{end}", status=403)) for end in ("Inactive", "Odd"))
    assert inactive.what == MESSAGES["InvalidAccessKeyId.Inactive"].what
    assert other.what == MESSAGES["InvalidAccessKeyId"].what
    assert service_error_class("HTTP.501", 501) is InvalidRequest
    assert service_error_class("HTTP.500", 500) is ServiceUnavailable


def test_an_unknown_code_is_judged_by_its_status_and_explained_by_whether_a_retry_may_help() -> None:
    assert service_error_class("Odd", 503) is ServiceUnavailable
    assert service_error_class("Odd", 418) is InvalidRequest
    assert explain(ServiceUnavailable("Odd")).what == UNKNOWN_RETRYABLE
    assert explain(ServiceUnavailable("Odd")).remedy == TRY_AGAIN
    assert explain(InvalidRequest("Odd")).what == UNKNOWN


@pytest.mark.parametrize("code", [prefix for prefix in MESSAGES if prefix.startswith("Client.")])
def test_the_service_cannot_choose_the_words_of_this_client_s_own_failures(code: str) -> None:
    error = Envelope.of({"Code": code}).error(400, None)
    assert isinstance(error, InvalidRequest)
    assert explain(error).what == UNKNOWN


def test_a_denied_call_names_the_action_to_ask_for() -> None:
    error = PermissionDenied("Forbidden.RAM", "no such right")
    assert "ccc:List*." in explain(error).remedy
    error.operation = "ListOutboundNumbersOfUser"
    assert "ccc:ListOutboundNumbersOfUser." in explain(error).remedy
    assert explain(error).said == "no such right"


def test_a_missing_library_names_the_command_that_installs_it() -> None:
    remedy = explain(CredentialsError("Client.Credentials.LibraryMissing")).remedy
    assert "pip install" in remedy
    assert "{" not in remedy


@pytest.mark.parametrize("said", ["the reply was empty", "The reply was empty.", "Try again"])
def test_a_message_that_repeats_the_words_is_left_out(said: str) -> None:
    assert explain(MalformedReply("Client.Reply.Empty", said)).said == ""


def test_facts_are_what_a_ticket_asks_for() -> None:
    error = InvalidRequest("Parameter.Minimum", "small", status=400, request_id="R-1")
    error.tries = 3
    assert facts(error) == "Parameter.Minimum · HTTP 400 · RequestId R-1 · after 3 tries"
    assert facts(MalformedReply("Client.Reply.Empty")) == "Client.Reply.Empty"


VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(
        [code for code, _name in CODES] + ["\x1b[2J{action}", "{0}", "%s", "Client.NoId", "\ud800", 10**4000]
    )
    | st.lists(st.text())
    | st.dictionaries(st.text(), st.text())
)
FIELDS = st.sampled_from(["Code", "code", "CODE", "Message", "message", "RequestId", "Recommend", "Success", "Error"])


@given(st.dictionaries(FIELDS, VALUES), st.integers(100, 999))
def test_whatever_the_service_sends_becomes_words(document: dict[str, object], status: int) -> None:
    error = Envelope.of(document).error(status, None) or ServiceError(f"HTTP.{status}", status=status)
    explanation = explain(error)
    assert explanation.what
    assert explanation.remedy
    assert not any(mark in explanation.what + explanation.remedy for mark in "{}")
    shown = [*explanation, facts(error), error.recommend or "", str(error)]
    assert all(text.isprintable() or not any(map(_obeyed, text)) for text in shown)


def _obeyed(character: str) -> bool:
    """Whether a terminal obeys a character, or an output cannot be written with it."""
    return ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 or 0xD800 <= ord(character) < 0xE000


SECRET = "LTAI5tSecretOfTests"


@given(
    st.text(), st.sampled_from(["string to sign", "StringToSign", "canonical request", "CanonicalRequest"]), st.text()
)
def test_an_echoed_string_to_sign_is_hidden(before: str, name: str, between: str) -> None:
    message = f"{before} server {name}{' is:' + between}POST&%2F&AccessKeyId%3D{SECRET}"
    error = Envelope.of({"Code": "SignatureDoesNotMatch", "Message": message}).error(400, None)
    assert error is not None
    assert SECRET not in "".join([*explain(error), facts(error), str(error), repr(error)])

"""Every code has its own words."""

import re
from pathlib import Path

import pytest
from ccc_tui.callcenter.errors import OTHER, REMEDIES, TRANSIENT, explain, facts

import ccc_tui
from ccc_tui.cloud import errors
from ccc_tui.cloud.errors import CloudError, InvalidRequest, MalformedReply, ServiceUnavailable

ROOMS = [Path(ccc_tui.__file__).parent / room for room in ("cloud", "callcenter")]
SOURCES = {
    path: path.read_text(encoding="utf-8")
    for room in ROOMS
    for path in room.glob("*.py")
    if path.name not in {"remedies.py", "errors.py"}
}
OURS = sorted(
    {code for text in SOURCES.values() for code in re.findall(r'"(Client\.[A-Za-z.]*[A-Za-z])"', text)}
)
SERVICE = """
Throttling Throttling.User Throttling.Api InternalError InternalService.Failure ServiceUnavailable
SignatureNonceUsed InvalidTimeStamp.Expired InvalidAccessKeyId.NotFound InvalidAccessKeyId.Inactive
SignatureDoesNotMatch IncompleteSignature InvalidSecurityToken.Expired InvalidSecurityToken.Malformed Forbidden
Forbidden.RAM NoPermission Permission.Common Permission.User Permission.SkillGroup NotExists.InstanceId
NotExists.UserId NotExists.SkillGroupId Parameter.Minimum Parameter.Maximum Parameter.Blank Parameter.Empty
Parameter.Null Parameter.Enumeration MissingInstanceId InvalidParameter InvalidAction.NotFound
InvalidProduct.NotFound NoSuchVersion InvalidProtocol.NeedSsl HTTP.403 HTTP.404 HTTP.407 HTTP.429 HTTP.502
"""


def entry(code: str) -> str | None:
    return next((start for start, *_ in REMEDIES if code.startswith(start)), None)


def test_the_sources_name_our_codes() -> None:
    assert {"Client.Timeout", "Client.Reply.HTML", "Client.Credentials.Missing"} <= set(OURS)


@pytest.mark.parametrize("code", [*OURS, *SERVICE.split()])
def test_every_code_is_explained(code: str) -> None:
    explanation = explain(CloudError(code))
    assert (explanation.what, explanation.remedy) not in {TRANSIENT, OTHER}
    assert explanation.what.endswith(".")
    assert explanation.remedy


@pytest.mark.parametrize("code", OURS)
def test_every_code_of_ours_is_explained_by_itself_or_its_family(code: str) -> None:
    assert entry(code) in {code, "Client.Credentials", "Client.Reply"}


@pytest.mark.parametrize("code", OURS)
def test_every_code_of_ours_stands_in_the_documentation_of_the_errors(code: str) -> None:
    documented = " ".join(vars(errors)[name].__doc__ or "" for name in vars(errors) if name[0].isupper())
    parent, _, last = code.rpartition(".")
    assert f"``{code}``" in documented or (f"``{parent}." in documented and f"``.{last}``" in documented)


def test_no_entry_hides_another() -> None:
    starts = [start for start, *_ in REMEDIES]
    hidden = [late for at, late in enumerate(starts) for early in starts[:at] if late.startswith(early)]
    assert hidden == []


def test_a_code_that_nobody_knows_is_explained_by_its_kind() -> None:
    assert explain(ServiceUnavailable("Odd")).what == TRANSIENT[0]
    assert explain(InvalidRequest("Odd")).what == OTHER[0]


def test_the_service_s_own_words_are_kept() -> None:
    assert explain(CloudError("Forbidden.RAM", "no such right")).said == "no such right"


def test_facts_are_what_a_ticket_asks_for() -> None:
    error = InvalidRequest("Parameter.Minimum", "small", status=400, request_id="R-1")
    error.tries = 3
    assert facts(error) == "Parameter.Minimum · HTTP 400 · RequestId R-1 · after 3 tries"
    assert facts(MalformedReply("Client.Reply.Empty")) == "Client.Reply.Empty"

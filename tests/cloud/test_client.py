"""Calls: what is sent, what comes back, what is tried again, and how each ends."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from ccc_tui.cloud.call_log import CallState
from ccc_tui.cloud.errors import (
    CallTimedOut,
    ClockSkewed,
    CloudError,
    InvalidRequest,
    MalformedReply,
    ServiceUnavailable,
    Throttled,
)
from ccc_tui.cloud.operation import Operation
from ccc_tui.cloud.response import Response
from ccc_tui.cloud.retry import RetryPolicy
from ccc_tui.simulator import Fault, Simulator, running
from tests.cloud.gateway import assert_v1, assert_v3
from tests.cloud.service import LIST, OK, SIMULATOR_KEY, Client, client, http, refusal, serving, silence


def of_simulator(simulator: Simulator, **options: Any) -> Client:
    return client(transport=httpx.ASGITransport(simulator), credentials=SIMULATOR_KEY, **options)


async def test_a_call_is_signed_sent_and_answered() -> None:
    async with serving(http(OK)) as service, client(service.origin) as asking:
        reply = await asking.call(LIST, {"InstanceId": "ccc-test", "PageNumber": 1, "Absent": None})
    (request,) = service.requests
    assert_v3(request)
    assert (request.method, request.headers["accept"]) == ("POST", "application/json")
    assert request.parameters == {"InstanceId": "ccc-test", "PageNumber": "1"}
    assert reply.envelope() == OK
    (call,) = asking.call_log
    assert call.parameters == {"InstanceId": "ccc-test", "PageNumber": "1"}
    assert (call.state, call.status, call.code, call.request_id) == (CallState.DONE, 200, "OK", "R-1")
    assert (call.tries, call.limit, call.size) == (1, 4, len(reply.body))
    assert call.latency is not None


async def test_the_older_signature_and_xml_are_asked_for_in_the_query() -> None:
    xml = b"<R><Code>OK</Code><RequestId>R-1</RequestId></R>"
    async with (
        serving(http(xml, content_type="text/xml")) as service,
        client(service.origin, signature="v1", wire_format="xml") as asking,
    ):
        assert (await asking.call(LIST)).envelope() == OK
    assert_v1(service.requests[0])
    assert service.requests[0].parameters["Format"] == "XML"


async def test_an_operation_that_is_not_declared_is_refused_before_anything_is_sent() -> None:
    async with serving(http(OK)) as service, client(service.origin) as asking:
        with pytest.raises(ValueError, match="not among the declared"):
            await asking.call(Operation("ListUsers", "2020-07-01", Response))
    assert service.requests == []
    assert len(asking.call_log) == 0


def test_an_operation_that_writes_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match="not a reading operation"):
        Operation("CreateInstance", "2020-07-01", Response)


@pytest.mark.parametrize("fault", [Fault.ERROR_500, Fault.UNAVAILABLE, Fault.NONCE_USED, Fault.ERROR_IN_200,
                                   Fault.LOWER_CASE, Fault.RESET, Fault.TRUNCATE, Fault.EMPTY, Fault.HTML,
                                   Fault.THROTTLE(retry_after_ms=1)])  # fmt: skip
async def test_an_accident_is_tried_again(fault: Fault) -> None:
    simulator = Simulator()
    simulator.fail_next(fault, times=2)
    async with of_simulator(simulator) as asking:
        await asking.call(LIST)
    (call,) = asking.call_log
    assert (call.state, call.tries) == (CallState.DONE, 3)
    nonces = {request.headers["x-acs-signature-nonce"] for request in simulator.requests}
    assert len(nonces) == 3


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.TRUNCATE, Fault.EMPTY])
async def test_an_accident_of_a_real_connection_is_tried_again(fault: Fault) -> None:
    simulator = Simulator()
    simulator.fail_next(fault, times=2)
    with running(simulator) as url:
        async with client(url, credentials=SIMULATOR_KEY) as asking:
            await asking.call(LIST)
    assert [call.tries for call in asking.call_log] == [3]


@pytest.mark.parametrize(
    ("fault", "kind", "code"),
    [
        (Fault.FORBIDDEN, CloudError, "Forbidden.RAM"),
        (Fault.ERROR, InvalidRequest, "InvalidParameter"),
        (Fault.MALFORMED, MalformedReply, "Client.Reply.Malformed"),
    ],
)
async def test_what_comes_again_is_not_tried_again(fault: Fault, kind: type[CloudError], code: str) -> None:
    simulator = Simulator()
    simulator.fail_next(fault, times=9)
    async with of_simulator(simulator) as asking:
        with pytest.raises(kind) as failure:
            await asking.call(LIST)
    error = failure.value
    assert (error.code, error.retryable, error.tries, error.operation) == (code, False, 1, LIST.action)
    assert len(simulator.requests) == 1
    (call,) = asking.call_log
    assert (call.state, call.code, call.status) == (CallState.FAILED, code, error.status)


async def test_tries_come_to_an_end() -> None:
    async with serving(refusal("InternalError", 500, "oops")) as service, client(service.origin) as asking:
        with pytest.raises(ServiceUnavailable) as failure:
            await asking.call(LIST)
    assert len(service.requests) == failure.value.tries == 4
    assert str(failure.value) == "InternalError: oops · HTTP 500 · RequestId R-no"


async def test_a_pause_is_as_long_as_the_service_asks() -> None:
    seen: list[float | None] = []
    answers = (refusal("Throttling.User", 429, x_acs_retry_after="7"), http(OK))
    async with serving(*answers) as service, client(service.origin) as asking:
        asking.call_log.subscribe(lambda call: seen.append(call.next_try))
        await asking.call(LIST)
    (pause,) = filter(None, seen)
    assert 0.007 <= pause <= 0.0077


async def test_a_pause_beyond_the_deadline_is_not_waited_for() -> None:
    answer = refusal("Throttling.User", 429, x_acs_retry_after="60000")
    async with serving(answer) as service, client(service.origin) as asking:
        with pytest.raises(Throttled) as failure:
            await asking.call(LIST)
    assert (failure.value.retryable, failure.value.retry_after, failure.value.tries) == (True, 60.0, 1)


async def test_a_silent_server_is_asked_again_within_the_deadline() -> None:
    policy = RetryPolicy(retries=9, deadline=0.6, base=0.001)
    async with serving(silence) as service, client(service.origin, retry=policy) as asking:
        with pytest.raises(CallTimedOut) as failure:
            await asking.call(LIST)
        assert 2 <= len(service.requests) <= 4
    assert (failure.value.code, failure.value.retryable) == ("Client.Timeout", True)


async def test_a_cancelled_call_leaves_nothing_behind() -> None:
    async with serving(silence) as service, client(service.origin) as asking:
        task = asyncio.create_task(asking.call(LIST))
        await service.asked.wait()
        before = asyncio.all_tasks()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await service.left.wait()
        assert service.open == 0
        assert asyncio.all_tasks() < before
    (call,) = asking.call_log
    assert call.state is CallState.CANCELLED
    assert call.latency is not None


@contextmanager
def web_server() -> Iterator[tuple[str, list[str]]]:
    """A server of files, as the standard library has it: it knows GET alone."""
    methods: list[str] = []

    class Files(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"Code": "OK"}')

        def log_request(self, code: Any = "-", size: Any = "-") -> None:
            methods.append(self.command)

        def log_message(self, format: str, *_: Any) -> None:  # noqa: A002 - the base class's name
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", methods
        server.shutdown()
        thread.join()


async def test_a_server_without_post_is_asked_with_get_from_then_on() -> None:
    with web_server() as (url, methods):
        async with client(url) as asking:
            await asking.call(LIST, {"A": "1"})
            await asking.call(LIST)
    assert methods == ["POST", "GET", "GET"]


async def test_calls_that_learn_it_together_all_go_on_with_get() -> None:
    with web_server() as (url, methods):
        async with client(url) as asking:
            await asyncio.gather(*(asking.call(LIST) for _ in range(5)))
    assert methods.count("GET") == 5


async def test_a_server_with_neither_is_told_so() -> None:
    async with serving(http(b"<html>no</html>", 405)) as service, client(service.origin) as asking:
        with pytest.raises(InvalidRequest) as failure:
            await asking.call(LIST)
    assert [request.method for request in service.requests] == ["POST", "GET"]
    assert failure.value.code == "HTTP.405"


async def test_a_wrong_clock_is_corrected_once_and_for_all() -> None:
    simulator = Simulator(clock=lambda: time.time() + 7_200)
    async with of_simulator(simulator) as asking:
        assert asking.clock_offset == timedelta()
        await asking.call(LIST)
        await asking.call(LIST)
    assert [call.tries for call in asking.call_log] == [2, 1]
    assert abs(asking.clock_offset - timedelta(hours=2)) < timedelta(seconds=3)


async def test_a_clock_that_is_a_little_wrong_is_measured_but_not_corrected() -> None:
    simulator = Simulator(clock=lambda: time.time() + 300)
    async with of_simulator(simulator) as asking:
        await asking.call(LIST)
    assert [call.tries for call in asking.call_log] == [1]
    assert abs(asking.clock_offset - timedelta(minutes=5)) < timedelta(seconds=3)
    assert abs(_signed_ago(simulator)) < 60


def _signed_ago(simulator: Simulator) -> float:
    signed = simulator.requests[-1].headers["x-acs-date"]
    return time.time() - time.mktime(time.strptime(signed, "%Y-%m-%dT%H:%M:%SZ")) + time.timezone


async def test_a_clock_that_cannot_be_corrected_is_an_error() -> None:
    async with serving(refusal("InvalidTimeStamp.Expired")) as service, client(service.origin) as asking:
        with pytest.raises(ClockSkewed):
            await asking.call(LIST)
    assert len(service.requests) == 1


async def test_closing_ends_the_connections() -> None:
    async with serving(http(OK)) as service:
        async with client(service.origin) as asking:
            await asking.call(LIST)
            await asking.call(LIST)
            assert service.open == 1
        await service.left.wait()
        assert service.open == 0


async def test_calls_share_a_few_connections() -> None:
    async with serving(http(OK)) as service, client(service.origin) as asking:
        await asyncio.gather(*(asking.call(LIST) for _ in range(40)))
        assert len(service.requests) == 40
        assert service.open <= 8

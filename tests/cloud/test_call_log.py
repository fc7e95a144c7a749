"""The record of calls: bounded, sent to each subscriber, and never changed afterwards."""

import pytest

from ccc_tui.cloud.call_log import Call, CallLog, CallState
from tests.cloud.service import LIST


def test_the_last_calls_are_kept_oldest_first() -> None:
    call_log = CallLog(length=3)
    for page in range(5):
        call_log.open(LIST, {"PageNumber": str(page)}, limit=1)
    assert [call.number for call in call_log] == [3, 4, 5]
    assert len(call_log) == 3


def test_a_step_changes_the_record_in_its_place() -> None:
    call_log = CallLog()
    first, _ = (call_log.open(LIST, {}, limit=4) for _ in range(2))
    done = call_log.update(first, state=CallState.DONE, status=200)
    assert [call.state for call in call_log] == [CallState.DONE, CallState.WAITING]
    assert (done.number, done.status, done.ended) == (1, 200, True)
    assert not first.ended


def test_a_call_that_was_forgotten_does_not_push_out_a_newer_one() -> None:
    call_log = CallLog(length=2)
    first, *_ = (call_log.open(LIST, {}, limit=1) for _ in range(3))
    call_log.update(first, state=CallState.DONE)
    assert [call.number for call in call_log] == [2, 3]


def test_listeners_hear_each_step_until_they_stop() -> None:
    call_log = CallLog()
    heard: list[CallState] = []
    stop = call_log.subscribe(lambda call: heard.append(call.state))
    call = call_log.open(LIST, {}, limit=1)
    call = call_log.update(call, state=CallState.SENT)
    stop()
    stop()
    call_log.update(call, state=CallState.DONE)
    assert heard == [CallState.WAITING, CallState.SENT]


def test_a_listener_may_stop_while_it_listens() -> None:
    call_log = CallLog()
    heard: list[int] = []

    def once(call: Call) -> None:
        heard.append(call.number)
        stop()

    stop = call_log.subscribe(once)
    call_log.subscribe(lambda call: heard.append(-call.number))
    call_log.open(LIST, {}, limit=1)
    call_log.open(LIST, {}, limit=1)
    assert heard == [1, -1, -2]


def test_a_record_keeps_the_parameters_as_they_were() -> None:
    parameters = {"InstanceId": "ccc-test"}
    call = CallLog().open(LIST, parameters, limit=1)
    parameters["InstanceId"] = "another"
    assert call.parameters == {"InstanceId": "ccc-test"}
    with pytest.raises(AttributeError):
        call.status = 200  # type: ignore[misc]  # what is tested

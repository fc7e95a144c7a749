"""The record of calls: bounded, told to whoever listens, and never changed afterwards."""

import pytest

from ccc_tui.cloud.journal import Call, CallState, Journal
from tests.cloud.service import LIST


def test_the_last_calls_are_kept_oldest_first() -> None:
    journal = Journal(length=3)
    for page in range(5):
        journal.open(LIST, {"PageNumber": str(page)}, limit=1)
    assert [call.number for call in journal] == [3, 4, 5]
    assert len(journal) == 3


def test_a_step_changes_the_record_in_its_place() -> None:
    journal = Journal()
    first, _ = (journal.open(LIST, {}, limit=4) for _ in range(2))
    done = journal.update(first, state=CallState.DONE, status=200)
    assert [call.state for call in journal] == [CallState.DONE, CallState.WAITING]
    assert (done.number, done.status, done.ended) == (1, 200, True)
    assert not first.ended


def test_a_call_that_was_forgotten_does_not_push_out_a_newer_one() -> None:
    journal = Journal(length=2)
    first, *_ = (journal.open(LIST, {}, limit=1) for _ in range(3))
    journal.update(first, state=CallState.DONE)
    assert [call.number for call in journal] == [2, 3]


def test_listeners_hear_each_step_until_they_stop() -> None:
    journal = Journal()
    heard: list[CallState] = []
    stop = journal.listen(lambda call: heard.append(call.state))
    call = journal.open(LIST, {}, limit=1)
    call = journal.update(call, state=CallState.SENT)
    stop()
    stop()
    journal.update(call, state=CallState.DONE)
    assert heard == [CallState.WAITING, CallState.SENT]


def test_a_listener_may_stop_while_it_listens() -> None:
    journal = Journal()
    heard: list[int] = []

    def once(call: Call) -> None:
        heard.append(call.number)
        stop()

    stop = journal.listen(once)
    journal.listen(lambda call: heard.append(-call.number))
    journal.open(LIST, {}, limit=1)
    journal.open(LIST, {}, limit=1)
    assert heard == [1, -1, -2]


def test_a_record_keeps_the_parameters_as_they_were() -> None:
    parameters = {"InstanceId": "ccc-test"}
    call = Journal().open(LIST, parameters, limit=1)
    parameters["InstanceId"] = "another"
    assert call.parameters == {"InstanceId": "ccc-test"}
    with pytest.raises(AttributeError):
        call.status = 200  # type: ignore[misc]  # what is tested

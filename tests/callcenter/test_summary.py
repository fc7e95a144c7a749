"""What all call centers have together."""

from ccc_tui.callcenter.models import Instance, PhoneNumber, User
from ccc_tui.callcenter.summary import summarize_instances

LOW = PhoneNumber(number="2", usage="Outbound", test_only=True, remaining_time=12, allow_outbound=True, trunks=1)
EMPTY = PhoneNumber(number="1", usage="Outbound", test_only=True, remaining_time=0, trunks=2)
OTHER = PhoneNumber(number="3", usage="Bidirection", remaining_time=7, allow_outbound=True)
UNKNOWN = PhoneNumber(number="4", test_only=True)
INSTANCES = [
    Instance(instance_id="a", status="Stopped", max_online_agents=5, admins=(User(user_id="u"),)),
    Instance(instance_id="b", status="Running", max_online_agents=9, phone_numbers=(LOW, OTHER, EMPTY, UNKNOWN)),
    Instance(instance_id="c"),
]


def test_urgent_issues_come_first_then_call_centers_then_admins() -> None:
    issues = summarize_instances(INSTANCES).issues
    found = [(each.center, each.issue.kind, each.issue.position) for each in issues]
    assert found == [(1, "number", 2), (1, "number", 0), (0, "instance", 0), (0, "admin", 0)]


def test_numbers_are_counted_by_usage_and_by_whether_they_may_dial_out() -> None:
    found = summarize_instances(INSTANCES)
    assert found.usage == {"Outbound": 2, "Bidirection": 1, None: 1}
    assert (found.numbers, found.dial_out) == (4, 2)


def test_test_numbers_with_the_fewest_minutes_come_first() -> None:
    assert [test.number.number for test in summarize_instances(INSTANCES).tests] == ["1", "2", "4"]


def test_seats_and_trunks_of_those_that_have_some_the_most_first() -> None:
    found = summarize_instances(INSTANCES)
    assert found.seats == [(1, 9), (0, 5)]
    assert found.trunks == [(1, 3)]


def test_accounts_are_counted() -> None:
    mine, other = Instance(instance_id="a"), Instance(instance_id="b")
    mine.belongs_to("desk")
    other.belongs_to("desk")
    assert summarize_instances([mine, other]).accounts == {"desk": 2}
    assert not summarize_instances([Instance()]).accounts

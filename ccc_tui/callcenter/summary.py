"""What all call centers have together: states, usage of numbers, test numbers, seats, trunks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ccc_tui.callcenter.health import health_issues

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ccc_tui.callcenter.health import HealthIssue
    from ccc_tui.callcenter.models import Instance, PhoneNumber


class CenterIssue(NamedTuple):
    """A problem, and the call center that has it."""

    center: int  # position of the call center
    instance: Instance
    issue: HealthIssue


class TrialNumber(NamedTuple):
    """A test number, and where it stands."""

    center: int  # position of the call center
    instance: Instance
    position: int  # in the call center
    number: PhoneNumber


class Summary(NamedTuple):
    """What some call centers have together.

    Attributes:
        issues: urgent ones first, then call centers that do not run, then the others.
        accounts: how many call centers each account lists, where several were asked.
        usage: how many numbers are used in which way, by the service's word; None where it does not say.
        dial_out: how many numbers may be dialed with.
        tests: test numbers; those with the fewest minutes first, those without a count last.
        seats: most agents online, by the position of the call center; the largest first.
        trunks: likewise, of all numbers of a call center.
    """

    issues: Sequence[CenterIssue]
    accounts: Counter[str]
    usage: Counter[str | None]
    numbers: int
    dial_out: int
    tests: Sequence[TrialNumber]
    seats: Sequence[tuple[int, int]]
    trunks: Sequence[tuple[int, int]]


def summarize_instances(instances: Sequence[Instance]) -> Summary:
    """Return what these call centers have together. Looks at every number."""
    issues: list[CenterIssue] = []
    tests: list[TrialNumber] = []
    usage: Counter[str | None] = Counter()
    trunks: list[tuple[int, int]] = []
    dial_out = 0
    for index, instance in enumerate(instances):
        issues += (CenterIssue(index, instance, issue) for issue in health_issues(instance))
        lines = 0
        for position, number in enumerate(instance.phone_numbers):
            usage[number.usage] += 1
            lines += number.trunks or 0
            dial_out += bool(number.allow_outbound)
            if number.test_only:
                tests.append(TrialNumber(index, instance, position, number))
        trunks.append((index, lines))
    seats = ((index, instance.max_online_agents or 0) for index, instance in enumerate(instances))
    return Summary(
        sorted(issues, key=_by_urgency),
        Counter(instance.account for instance in instances if instance.account),
        usage,
        sum(usage.values()),
        dial_out,
        sorted(tests, key=lambda test: _minutes(test.number)),
        _largest_first(seats),
        _largest_first(trunks),
    )


def _by_urgency(found: CenterIssue) -> tuple[bool, bool, int]:
    issue = found.issue
    minutes = found.instance.phone_numbers[issue.position].remaining_time if issue.kind == "number" else None
    return (not issue.urgent, issue.kind == "admin", minutes or 0)


def _minutes(number: PhoneNumber) -> tuple[bool, int]:
    return (number.remaining_time is None, number.remaining_time or 0)


def _largest_first(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted((pair for pair in pairs if pair[1]), key=lambda pair: -pair[1])

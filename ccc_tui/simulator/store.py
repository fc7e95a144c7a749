"""The world that all operations of one simulator answer from."""

from collections import Counter
from typing import Final, Literal, get_args

from ccc_tui.simulator import data, scales
from ccc_tui.simulator.cities import masked
from ccc_tui.simulator.entities import Instance, Number, Rows, User
from ccc_tui.simulator.errors import ApiError, unknown_operation
from ccc_tui.simulator.faults import Fault
from ccc_tui.simulator.parameters import Parameters
from ccc_tui.simulator.roster import Roster

Scale = Literal["small", "large", "huge"]
# What is special about an account:
# only-2017, only-2020: the other API version is not served, or not allowed.
# denied: the lists of users, skill groups and numbers are not allowed.
# moving-total: a row disappears from each list after each of its pages.
# many-users: more users (12,345) than 100 pages can hold.
# masked: every number is masked.
# personal-unserved: personal numbers are not among the outbound numbers.
Scenario = Literal[
    "default", "only-2017", "only-2020", "denied", "moving-total", "many-users", "masked", "personal-unserved"
]
SCENARIOS: Final[tuple[Scenario, ...]] = get_args(Scenario)
SCALES: Final[tuple[Scale, ...]] = get_args(Scale)
MANY_USERS: Final = 12_345
# What throttled call centers ask for: long enough to be seen, short enough to be waited for.
_RETRY_AFTER_MS: Final = 800
_ALWAYS_ALLOWED: Final = frozenset(
    {"ListInstancesOfUser", "ListOutboundNumbersOfUser", "ListOutboundPhoneNumberOfUser", "GetNumberLocation"}
)


class Store:
    """The call centers of one account.

    Args:
        scale: amount of data.
        scenario: what is special about the account.
        trouble: whether the instances of the demo that fail on purpose do so.
    """

    def __init__(self, scale: Scale, scenario: Scenario, *, trouble: bool) -> None:
        self.is_large = scale == "large"
        self.scenario = scenario
        self._trouble = trouble
        self._calls: Counter[tuple[str, str]] = Counter()
        self._pages: Counter[tuple[tuple[str, str], ...]] = Counter()
        self._rosters: dict[str, Roster] = {}
        if scale == "large":
            self._instances = scales.large()
        elif scale == "huge":
            self._instances = Rows((scales.huge(),))
        elif scenario == "many-users":
            self._instances = Rows((scales.huge(MANY_USERS),))
        else:
            self._instances = Rows(data.INSTANCES)

    @property
    def personal_served(self) -> bool:
        """Whether personal numbers are among the outbound numbers."""
        return self.scenario != "personal-unserved"

    def authorize(self, action: str, version: str) -> None:
        """Raise ApiError if the account may not use an operation."""
        if self.scenario == "only-2017" and version != "2017-07-05":
            raise unknown_operation()
        if self.scenario == "only-2020" and version != "2020-07-01":
            raise Fault.FORBIDDEN(code="Forbidden").error()
        if self.scenario == "denied" and action not in _ALWAYS_ALLOWED:
            message = f"User not authorized to operate on the specified resource. Action: ccc:{action}"
            raise Fault.FORBIDDEN(message=message).error()

    def instances_2017(self) -> Rows[Instance]:
        """Return the call centers that the 2017 API knows."""
        rows = self._instances
        return Rows(tuple(one for one in rows.given if one.generation != "new"), rows.more, rows.make)

    def instances_2020(self) -> Rows[Instance]:
        """Return the call centers that the 2020 API knows."""
        rows = self._instances
        return Rows(tuple(one for one in rows.given if one.id_2020), rows.more, rows.make)

    def roster_2017(self, instance_id: str) -> Roster:
        """Return a call center by its 2017 id."""
        return self._found(instance_id, "id_2017")

    def roster_2020(self, instance_id: str) -> Roster:
        """Return a call center by its 2020 id."""
        return self._found(instance_id, "id_2020")

    def roster(self, instance: Instance) -> Roster:
        """Return the roster of a call center, always the same one."""
        if instance.domain not in self._rosters:
            self._rosters[instance.domain] = Roster(instance)
        return self._rosters[instance.domain]

    def shown(self, number: Number) -> Number:
        """Return a number as the account sees it."""
        if self.scenario != "masked":
            return number
        return number._replace(number=masked(number.number), place=number.city)

    def vanished(self, parameters: Parameters) -> int:
        """Count a page of a list, and return how many rows have disappeared from it since the first page."""
        if self.scenario != "moving-total" or parameters.action == "ListInstancesOfUser":
            return 0
        self._pages[parameters.list_id] += 1
        return self._pages[parameters.list_id] - 1

    def delay_of(self, instance: Instance, user: User) -> int:
        """Return the delay of a troubled call center in milliseconds, or raise its ApiError."""
        trouble = instance.trouble if self._trouble else None
        if trouble is None:
            return 0
        if trouble.kind == "slow":
            return Fault.SLOW.delay_ms
        if trouble.kind == "throttled":
            key = (instance.domain, user.login)
            self._calls[key] += 1
            if trouble.throttled is not None and self._calls[key] > trouble.throttled:
                return 0
        raise _FAULTS[trouble.kind].error()

    def _found(self, instance_id: str, version: Literal["id_2017", "id_2020"]) -> Roster:
        known = self._rosters.get(instance_id)
        if known is not None and getattr(known.instance, version) == instance_id:
            return known
        made = [scales.large_instance(instance_id)] if self.is_large else []
        for instance in (*self._instances.given, *made):
            if instance is not None and getattr(instance, version) == instance_id:
                return self.roster(instance)
        raise ApiError(404, "NotExists.InstanceId", f"The specified instance {instance_id} does not exist.")


_FAULTS: Final = {
    "throttled": Fault.THROTTLE(retry_after_ms=_RETRY_AFTER_MS),
    "error": Fault.ERROR_500,
    "forbidden": Fault.FORBIDDEN,
}

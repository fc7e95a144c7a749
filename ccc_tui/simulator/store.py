"""What the operations look things up in."""

from collections.abc import Iterator
from typing import Literal

from ccc_tui.simulator import data, large
from ccc_tui.simulator.entities import Instance, User
from ccc_tui.simulator.errors import ApiError
from ccc_tui.simulator.faults import Fault

Scale = Literal["small", "large"]
# What the throttled call centers ask for: long enough to be seen, short enough to be waited for.
_RETRY_AFTER_MS = 800


class Store:
    """The call centers of one account, and how often the ones that throttle were asked."""

    def __init__(self, scale: Scale, *, trouble: bool) -> None:
        self.is_large = scale == "large"
        self._trouble = trouble
        self._calls: dict[tuple[str, str], int] = {}

    def instances(self) -> Iterator[Instance]:
        """Yield all call centers, each made when it is its turn."""
        return map(large.instance, range(large.INSTANCES)) if self.is_large else iter(data.INSTANCES)

    def instances_2020(self, start: int, stop: int) -> tuple[int, Iterator[Instance]]:
        """Return how many call centers the 2020 API knows, and some of them."""
        if self.is_large:
            return large.INSTANCES, map(large.instance, range(large.INSTANCES)[start:stop])
        known = [one for one in data.INSTANCES if one.id_2020]
        return len(known), iter(known[start:stop])

    def instance_2017(self, instance_id: str) -> Instance:
        """Return a call store by its 2017 id."""
        if self.is_large:
            found = large.find(instance_id)
        else:
            found = next((one for one in data.INSTANCES if one.id_2017 == instance_id), None)
        return found or _no_instance(instance_id)

    def instance_2020(self, instance_id: str) -> Instance:
        """Return a call store by its 2020 id."""
        if self.is_large:
            found = large.find(instance_id)
        else:
            found = next((one for one in data.INSTANCES if one.id_2020 == instance_id), None)
        return found or _no_instance(instance_id)

    def delay_of(self, instance: Instance, user: User) -> int:
        """Return by how many milliseconds a troubled call store is late.

        Raises:
            ApiError: it does worse.
        """
        trouble = instance.trouble if self._trouble else None
        if trouble is None:
            return 0
        if trouble.kind == "slow":
            return Fault.SLOW.delay_ms
        if trouble.kind == "throttled":
            key = (instance.domain, user.login)
            self._calls[key] = self._calls.get(key, 0) + 1
            if trouble.throttled is not None and self._calls[key] > trouble.throttled:
                return 0
        raise _FAULTS[trouble.kind].error()


_FAULTS = {
    "throttled": Fault.THROTTLE(retry_after_ms=_RETRY_AFTER_MS),
    "error": Fault.ERROR_500,
    "forbidden": Fault.FORBIDDEN,
}


def _no_instance(instance_id: str) -> Instance:
    raise ApiError(404, "NotExists.InstanceId", f"The specified instance {instance_id} does not exist.")

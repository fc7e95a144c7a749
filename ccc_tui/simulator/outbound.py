"""The numbers that a person may dial with: invented one by one, the same every time."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from ccc_tui.simulator.cities import PROVIDERS, RUN, City, Provider, city_at, number_in
from ccc_tui.simulator.entities import Instance, User

# One number in so many is nationwide: it has neither province nor city.
_NATIONWIDE_EVERY: Final = 97
# One number in so many comes masked.
_MASKED_EVERY: Final = 400


class OutboundNumber(NamedTuple):
    """A row of ListOutboundNumbersOfUser."""

    number: str
    place: City | None
    provider: Provider


# The sample row of the API page, third in every list that is long enough.
SAMPLE: Final = OutboundNumber("083xxxx0019", City("四川", "乐山", "0833"), PROVIDERS[0])
_SAMPLE_AT: Final = 2


def outbound_number(index: int, count: int) -> OutboundNumber:
    """Return the index-th of a person's ``count`` numbers."""
    if index == min(_SAMPLE_AT, count - 1):
        return SAMPLE
    provider = PROVIDERS[index // RUN % len(PROVIDERS)]
    if index % _NATIONWIDE_EVERY == _NATIONWIDE_EVERY - 1:
        return OutboundNumber(f"40055{index:05}", None, provider)
    place = city_at(index)
    number = number_in(place, index + 1)
    if index % _MASKED_EVERY == _MASKED_EVERY - 1:
        number = f"{number[:3]}xxxx{number[-4:]}"
    return OutboundNumber(number, place, provider)


def positions(instance: Instance, user: User, group_ids: frozenset[str]) -> Sequence[int]:
    """Return which of a person's numbers belong to some skill groups; no group at all means to all of them.

    A number belongs to one group; runs of numbers take turns.
    """
    if not group_ids or not instance.groups:
        return range(user.outbound)
    turns = len(instance.groups)
    wanted = {turn for turn, group in enumerate(instance.groups) if instance.group_id(group) in group_ids}
    return [index for index in range(user.outbound) if index // RUN % turns in wanted]

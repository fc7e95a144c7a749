"""Numbers that a call center lists: its hotlines, sales lines and test numbers."""

from typing import Final

from ccc_tui.simulator.cities import CITIES, number_in
from ccc_tui.simulator.entities import Number, Usage

_USAGES: Final[tuple[Usage, ...]] = ("Bidirection", "Bidirection", "Outbound", "Inbound")
_NAMES: Final = {"Bidirection": "客服专线", "Outbound": "外呼专线", "Inbound": "客服热线"}
_TRUNKS: Final = (15, 30, 60, 8)
_FIRST: Final = 90_000


def lines(first: int, count: int, cities: str = "上海 北京 成都") -> tuple[Number, ...]:
    """Return ordinary numbers of some cities; `first` keeps those of two call centers apart."""
    places = [city for city in CITIES if city.name in cities.split()]
    rows = []
    for index in range(count):
        city, usage = places[index * len(places) // count], _USAGES[index % len(_USAGES)]
        number = number_in(city, _FIRST + first + index)
        name = f"{city.name} {_NAMES[usage]}"
        rows.append(Number(number, name, usage, usage != "Inbound", _TRUNKS[index % len(_TRUNKS)]))
    return tuple(rows)


def test_number(city: int, serial: int, minutes: int) -> Number:
    """Return a test number with so many minutes left."""
    return Number(number_in(CITIES[city], serial), "测试号码", "Outbound", trunks=1, test_minutes=minutes)

"""Cities, carriers, and invented numbers: an area code, then 555."""

from typing import Final, NamedTuple
from zlib import crc32


class City(NamedTuple):
    """A city with its area code and the length of its local numbers."""

    province: str
    name: str
    code: str
    digits: int = 8


class Provider(NamedTuple):
    """A carrier: the fields Provider, ProviderShortName and ProviderType."""

    name: str
    short_name: str
    kind: str


CITIES: Final = (
    City("四川", "成都", "028"),
    City("四川", "乐山", "0833", 7),
    City("浙江", "杭州", "0571"),
    City("上海", "上海", "021"),
    City("北京", "北京", "010"),
    City("广东", "广州", "020"),
    City("广东", "深圳", "0755"),
    City("江苏", "南京", "025"),
    City("江苏", "苏州", "0512"),
    City("湖北", "武汉", "027"),
    City("陕西", "西安", "029"),
    City("重庆", "重庆", "023"),
    City("天津", "天津", "022"),
    City("山东", "青岛", "0532"),
    City("福建", "厦门", "0592", 7),
    City("湖南", "长沙", "0731"),
    City("河南", "郑州", "0371"),
    City("辽宁", "沈阳", "024"),
    City("云南", "大理白族自治州", "0872", 7),
    City("新疆维吾尔自治区", "乌鲁木齐", "0991", 7),
    City("内蒙古自治区", "呼和浩特", "0471", 7),
    City("西藏", "拉萨", "0891", 7),
    City("海南", "海口", "0898"),
    City("黑龙江", "哈尔滨", "0451"),
)
PROVIDERS: Final = (
    Provider("中国电信", "电信", "China Telecom"),
    Provider("中国联通", "联通", "China Unicom"),
    Provider("中国移动", "移动", "China Mobile"),
    Provider("China Telecom", "CT", "Fixed line"),
)
# Carriers assign numbers in runs, so neighbors in a list share a city.
RUN: Final = 6


def city_at(index: int) -> City:
    """Return the city of the index-th number of a long list; runs are shuffled, always in the same way."""
    return CITIES[index // RUN * 7 % len(CITIES)]


def number_in(city: City, serial: int) -> str:
    """Return an invented number in a city, unique for serials up to 99,999."""
    local = f"555{serial:05}" if city.digits == 8 else f"55{serial:05}"  # noqa: PLR2004 - 8 or 7 digits
    return city.code + local


def city_of(number: str) -> City | None:
    """Return the city of a number's area code; of a mobile number an invented one; else None."""
    if len(number) == len("13900000001") and number.startswith("1"):
        return CITIES[crc32(number[:7].encode()) % len(CITIES)]
    return next((city for city in CITIES if number.startswith(city.code)), None)


def masked(number: str) -> str:
    """Return a number with its middle hidden, as the service masks it."""
    return f"{number[:3]}xxxx{number[-4:]}"

"""Where numbers belong, and how an invented number looks: an area code, then 555."""

from typing import Final, NamedTuple


class City(NamedTuple):
    """A city with its area code; cities with a four-digit code mostly have local numbers of seven digits."""

    province: str
    city: str
    code: str
    digits: int = 8


class Provider(NamedTuple):
    """A carrier, as the fields Provider, ProviderShortName and ProviderType name it."""

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
# Carriers hand numbers out in runs, so that neighbours in a list share a city.
RUN: Final = 6


def city_at(index: int) -> City:
    """Return the place of the index-th number of a long list; runs are shuffled, always in the same way."""
    return CITIES[index // RUN * 7 % len(CITIES)]


def number_in(place: City, serial: int) -> str:
    """Return an invented number in a place; another serial is another number, up to 99,999."""
    local = f"555{serial:05}" if place.digits == 8 else f"55{serial:05}"  # noqa: PLR2004 - 8 or 7 digits
    return place.code + local


def city_of(number: str) -> City | None:
    """Return the place that a number's area code names, or None."""
    return next((place for place in CITIES if number.startswith(place.code)), None)

"""The call centers of the demo: believable first, then one for every state that a screen must survive.

Everything is invented. Times are fixed, so that two runs show the same.
"""

from typing import Final

from ccc_tui.simulator.cities import CITIES, number_in
from ccc_tui.simulator.entities import Instance, Number, SkillGroup, Trouble, Usage, User, uuid_of

_USAGES: Final[tuple[Usage, ...]] = ("Bidirection", "Bidirection", "Outbound", "Inbound")
_LINES: Final = {"Bidirection": "客服专线", "Outbound": "外呼专线", "Inbound": "客服热线"}
_TRUNKS: Final = (15, 30, 60, 8)


def _numbers(first: int, count: int, cities: str = "上海 北京 成都") -> tuple[Number, ...]:
    """Return ordinary numbers of some cities; ``first`` keeps those of two call centers apart."""
    places = [place for place in CITIES if place.city in cities.split()]
    rows = []
    for index in range(count):
        place, usage = places[index * len(places) // count], _USAGES[index % len(_USAGES)]
        number = number_in(place, 90_000 + first + index)
        words = f"{place.city} {_LINES[usage]}"
        rows.append(Number(number, words, usage, usage != "Inbound", _TRUNKS[index % len(_TRUNKS)]))
    return tuple(rows)


def _test(place: int, serial: int, minutes: int) -> Number:
    """Return a test number with so many minutes left."""
    return Number(number_in(CITIES[place], serial), "测试号码", "Outbound", trunks=1, test_minutes=minutes)


_SALES_AND_SERVICE: Final = (
    SkillGroup("skg-default", "默认技能组"),
    SkillGroup("skg-sales", "华东销售组"),
    SkillGroup("skg-aftersales", "售后服务组"),
)
_DEMO_USER: Final = User("demo", "演示坐席 Demo", 64, phone="13900000064", department="Demo")
_LONG_NAME: Final = (
    "全国客户服务与投诉受理及售后回访一体化运营中心（含夜间值守）" * 7 + " — the end of a very long name"
)

INSTANCES: Final = (
    Instance(
        "hd-service",
        "华东客服中心",
        "华东区客户服务与回访，7×24 小时",
        created_ms=1_592_186_400_000,
        agents=320,
        groups=_SALES_AND_SERVICE,
        users=(
            User("wangxm", "王小明", 3120, phone="13900000001", department="客户服务部"),
            User("lina", "李娜", 18, phone="13900000002", department="回访组"),
            User("zhaomin", "赵敏", 0, phone="13900000003", department="质检组"),
            User("", "", 5, parts="ids", user_id="9d-487c-96ad-9181d85cf802", in_2020=False),
            User("agent01", "陈一", 240, admin=False),
        ),
        numbers=(
            *_numbers(0, 16, "杭州 上海 南京 苏州 厦门"),
            _test(0, 99_001, 480),
            Number("4005550199", "全国统一热线", "Inbound", allow_outbound=False, trunks=120),
        ),
    ),
    Instance(
        "huabei-sales",
        "Huabei Sales",
        "Outbound sales, Beijing and Tianjin",
        created_ms=1_601_517_600_000,
        agents=150,
        groups=(SkillGroup("skg-default", "Default"), SkillGroup("skg-bj", "Beijing"), SkillGroup("skg-tj", "Tianjin")),
        users=(
            User("chenyu", "陈宇", 12_480, phone="13900000011", department="Sales"),
            User("alice", "Alice Chen", 350, phone="13900000012", department="Sales"),
            User("bob", "Bob Li", 42, department="Sales operations"),
        ),
        numbers=_numbers(40, 12, "北京 天津"),
    ),
    Instance(
        "111",
        "测试11111",
        "测试11111",
        status="Creating",
        generation="uuid",
        uuid="ef1e71e9-ae9d-487c-96ad-9181d85cf802",
        created_ms=1_537_867_125_000,
        users=(
            User("", "", 0, parts="ids", user_id="9d-487c-96ad-9181d85cf802", in_2020=False),
            User("云呼测试", "云呼测试", 6, parts="detail", phone="13209090909", department="云呼测试"),
        ),
        numbers=(Number("02500000000", "Ali Telecom"),),
    ),
    Instance(
        "ccc-test",
        "ccc-test",
        "The instance of the API page's example",
        created_ms=1_594_000_000_000,
        agents=10,
        groups=(SkillGroup("skg-default", "default"), SkillGroup("skg-default2", "default 2")),
        users=(User("user-test", "user-test", 1, phone="13900000021"),),
        numbers=_numbers(60, 2),
    ),
    Instance(
        "hotline-en",
        "Hotline EN",
        "English hotline; its test numbers run out",
        created_ms=1_656_633_600_000,
        agents=20,
        users=(User("emma", "Emma Wilson", 24, phone="13900000031", department="Hotline"),),
        numbers=(_test(3, 99_012, 12), _test(4, 99_013, 0), *_numbers(70, 4)),
    ),
    Instance(
        "xinan-support",
        "西南支持中心",
        "2017 年迁移前创建：实例和用户 ID 都是 UUID",
        generation="uuid",
        uuid=uuid_of("xinan-support"),
        created_ms=1_512_086_400_000,
        agents=80,
        groups=(SkillGroup("skg-default", "默认技能组"), SkillGroup("skg-chengdu", "成都组")),
        users=(
            User("liuyang", "刘洋", 126, user_id=uuid_of("liuyang"), phone="13900000041", department="支持"),
            User("zhoujie", "周洁", 30, user_id=uuid_of("zhoujie"), phone="13900000042"),
        ),
        numbers=_numbers(80, 7, "成都 乐山 重庆 大理白族自治州"),
    ),
    Instance(
        "jiu-rexian",
        "旧热线",
        "1.0 实例，未迁移：只有 2017-07-05 接口认识它",
        status="Stopped",
        generation="old",
        uuid=uuid_of("jiu-rexian"),
        created_ms=1_498_838_400_000,
        agents=12,
        users=(User("sunli", "孙丽", 9, user_id=uuid_of("sunli"), phone="13900000051", in_2020=False),),
        numbers=_numbers(90, 3),
    ),
    Instance(
        "trial-2019", "体验中心 2019", "试用到期", status="Released", created_ms=1_556_640_000_000, agents=5, groups=()
    ),
    Instance(
        "demo-throttled",
        "Demo: throttled twice, then fine",
        "限流演示：每位用户的前两次外呼号码查询被限流，然后恢复",
        users=(_DEMO_USER,),
        numbers=_numbers(100, 2),
        trouble=Trouble("throttled", 2),
    ),
    Instance(
        "demo-always-throttled",
        "Demo: always throttled",
        "限流演示：外呼号码查询一直被限流",
        users=(_DEMO_USER,),
        numbers=_numbers(102, 2),
        trouble=Trouble("throttled"),
    ),
    Instance(
        "demo-slow",
        "Demo: slow (1.5 s a call)",
        "慢速演示：每次外呼号码查询需要 1.5 秒",
        users=(_DEMO_USER,),
        numbers=_numbers(104, 2),
        trouble=Trouble("slow"),
    ),
    Instance(
        "demo-error",
        "Demo: answers 500",
        "故障演示：外呼号码查询总是返回 500",
        users=(_DEMO_USER,),
        numbers=_numbers(106, 2),
        trouble=Trouble("error"),
    ),
    Instance(
        "demo-forbidden",
        "Demo: no permission",
        "权限演示：外呼号码查询被拒绝",
        users=(_DEMO_USER,),
        numbers=_numbers(108, 2),
        trouble=Trouble("forbidden"),
    ),
    Instance("demo-long-name", _LONG_NAME, _LONG_NAME, users=(User("long", _LONG_NAME, 7),), numbers=_numbers(110, 1)),
    Instance(
        "demo-emoji",
        "👩‍👩‍👧‍👦 客服 🇨🇳🇸🇬 مركز الاتصال",
        "Family emoji, flags, Arabic, and \u202eturned around\u202c",
        users=(User("layla", "ليلى \u2067أحمد\u2069", 12, phone="13900000061"), User("zoe", "Zoë 👩🏽‍💻 e\u0301", 3)),
        numbers=(Number("02155591001", "📞 שירות לקוחות ☎️"), *_numbers(112, 1)),
    ),
    Instance(
        "demo-markup",
        "Demo: [/] [@click=app.quit]x[/]",
        "[b]not bold[/i] [/v1/x] [link=https://example.com]link[/link] &lt;b&gt; <b>",
        users=(User("markup", "[red]Mark[/] [/", 8, phone="[/]"),),
        numbers=(Number("02155592001", "[/v1/x] [@click=app.bell]bell[/]"),),
    ),
    Instance(
        "demo-escapes",
        "Demo: \x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b1mCSI\x00\x08\x7f",
        "\x1b[2J\x1b[H\x1b]52;c;aGVsbG8=\x07line one\r\nline two\ttab\u200bzero width",
        users=(User("escape", "\x1b[1;5mEsc\x1b[m \x1bP$q\x1b\\", 8),),
        numbers=(Number("02155593001", "\x1b]8;;https://example.com\x1b\\link\x1b]8;;\x1b\\"),),
    ),
    Instance(
        "demo-no-name",
        "",
        "The service sends no InstanceName for this one",
        users=(User("nora", "Nora", 5),),
        groups=(),
    ),
    # The second instance of the API page's sample carries neither id nor name.
    Instance("", "", users=(_DEMO_USER._replace(parts="detail", outbound=0),), numbers=_numbers(116, 1), groups=()),
)

"""The call centers of the demo: believable first, then one for every state that a screen must survive.

Everything is invented. Times are fixed, so that two runs show the same.
"""

from typing import Any, Final

from ccc_tui.simulator.cities import CITIES, number_in
from ccc_tui.simulator.entities import Block, Instance, Number, Rows, SkillGroup, Trouble, User, uuid_of
from ccc_tui.simulator.hd_service import HD_SERVICE
from ccc_tui.simulator.lines import lines, test_number

_DEFAULT: Final = SkillGroup("skg-default", "默认技能组")
_HOTLINE: Final = SkillGroup("skg-hotline", "热线组", description="Answers the numbers that customers call")
_FRONT_DESK: Final = User("frontdesk", "前台 Front desk", ("skg-hotline",), admin=False, role="Agent")
_DEMO_USER: Final = User("demo", "演示坐席 Demo", ("skg-default",), phone="13900000064", department="Demo")
_LONG_NAME: Final = (
    "全国客户服务与投诉受理及售后回访一体化运营中心（含夜间值守）" * 7 + " — the end of a very long name"
)


def _center(
    domain: str,
    name: str,
    description: str = "",
    *,
    users: tuple[User, ...] = (_DEMO_USER,),
    numbers: tuple[Number, ...] = (),
    unlisted: tuple[Number, ...] = (),
    block: Block | None = None,
    groups: tuple[SkillGroup, ...] = (_DEFAULT,),
    **details: Any,
) -> Instance:
    """Return a call center whose numbers, but for those of the block, belong to a hotline group with one agent."""
    return Instance(
        domain,
        name,
        description,
        users=Rows((*users, _FRONT_DESK)),
        numbers=tuple(number._replace(groups=("skg-hotline",)) for number in (*numbers, *unlisted)),
        listed=len(numbers),
        block=block or Block(),
        groups=(*groups, _HOTLINE),
        **details,
    )


def _ordinary(count: int, first: int, *also: tuple[str, int]) -> Block:
    """Return numbers of the default group; `also` are groups with the first so many of them."""
    return Block(count, ("skg-default",), 30_000 + first, also)


INSTANCES: Final = (
    HD_SERVICE,
    _center(
        "huabei-sales",
        "Huabei Sales",
        "Outbound sales, Beijing and Tianjin",
        created_ms=1_601_517_600_000,
        agents=150,
        groups=(
            SkillGroup("skg-default", "Default"),
            SkillGroup("skg-bj", "Beijing"),
            SkillGroup("skg-tj", "Tianjin"),
            SkillGroup("skg-key", "Key accounts"),
            SkillGroup("skg-ops", "Sales operations"),
        ),
        users=(
            User("chenyu", "陈宇", ("skg-default", "skg-bj", "skg-tj"), phone="13900000011", department="Sales"),
            User("alice", "Alice Chen", ("skg-key",), phone="13900000012", department="Sales"),
            User("bob", "Bob Li", ("skg-ops",), department="Sales operations"),
        ),
        block=Block(12_480, ("skg-default", "skg-bj", "skg-tj"), 10_000, (("skg-key", 350), ("skg-ops", 42))),
        numbers=lines(40, 12, "北京 天津"),
        unlisted=(Number("4005550188", "hd-service has it too"),),
    ),
    _center(
        "111",
        "测试11111",
        "测试11111",
        status="Creating",
        generation="uuid",
        uuid="ef1e71e9-ae9d-487c-96ad-9181d85cf802",
        created_ms=1_537_867_125_000,
        users=(
            User("", "", (), parts="ids", user_id="9d-487c-96ad-9181d85cf802", in_2020=False),
            User("云呼测试", "云呼测试", ("skg-default",), parts="detail", phone="13209090909", department="云呼测试"),
        ),
        numbers=(Number("02500000000", "Ali Telecom"),),
        block=_ordinary(6, 0),
    ),
    _center(
        "ccc-test",
        "ccc-test",
        "The instance of the API page's example",
        created_ms=1_594_000_000_000,
        agents=10,
        groups=(SkillGroup("skg-default", "default"), SkillGroup("skg-default2", "default 2")),
        block=Block(1, ("skg-default", "skg-default2"), has_sample=True),
        users=(User("user-test", "user-test", ("skg-default", "skg-default2"), phone="13900000021"),),
        numbers=lines(60, 2),
    ),
    _center(
        "hotline-en",
        "Hotline EN",
        "English hotline; its test numbers run out",
        created_ms=1_656_633_600_000,
        agents=20,
        users=(User("emma", "Emma Wilson", ("skg-default",), phone="13900000031", department="Hotline"),),
        numbers=(test_number(3, 99_012, 12), test_number(4, 99_013, 0), *lines(70, 4)),
        block=_ordinary(24, 200),
    ),
    _center(
        "xinan-support",
        "西南支持中心",
        "2017 年迁移前创建：实例和用户 ID 都是 UUID",
        generation="uuid",
        uuid=uuid_of("xinan-support"),
        created_ms=1_512_086_400_000,
        agents=80,
        groups=(
            SkillGroup("skg-default", "默认技能组"),
            SkillGroup("skg-chengdu", "成都组"),
            SkillGroup("skg-escalation", "升级组"),
        ),
        users=(
            User(
                "liuyang",
                "刘洋",
                ("skg-default", "skg-chengdu"),
                user_id=uuid_of("liuyang"),
                phone="13900000041",
                department="支持",
            ),
            User("zhoujie", "周洁", ("skg-escalation",), user_id=uuid_of("zhoujie"), phone="13900000042"),
        ),
        numbers=(
            *lines(80, 6, "成都 乐山 重庆 大理白族自治州"),
            Number("02855580001", "不允许外呼，用途却是外呼", "Outbound", allow_outbound=False),
        ),
        block=Block(126, ("skg-default", "skg-chengdu"), 31_000, (("skg-escalation", 30),)),
    ),
    _center(
        "jiu-rexian",
        "旧热线",
        "1.0 实例，未迁移：只有 2017-07-05 接口认识它",
        status="Stopped",
        generation="old",
        uuid=uuid_of("jiu-rexian"),
        created_ms=1_498_838_400_000,
        agents=12,
        users=(User("sunli", "孙丽", ("skg-default",), user_id=uuid_of("sunli"), phone="13900000051", in_2020=False),),
        numbers=lines(90, 3),
        block=_ordinary(9, 400),
    ),
    # The two API versions disagree on its status.
    Instance(
        "trial-2019",
        "体验中心 2019",
        "试用到期",
        status="Released",
        status_2020="STOPPED",
        created_ms=1_556_640_000_000,
        agents=5,
    ),
    _center(
        "demo-throttled",
        "Demo: throttled twice, then fine",
        "限流演示：每位用户的前两次外呼号码查询被限流，然后恢复",
        numbers=lines(100, 2),
        block=_ordinary(64, 500),
        trouble=Trouble("throttled", 2),
    ),
    _center(
        "demo-always-throttled",
        "Demo: always throttled",
        "限流演示：外呼号码查询一直被限流",
        numbers=lines(102, 2),
        block=_ordinary(64, 600),
        trouble=Trouble("throttled"),
    ),
    _center(
        "demo-slow",
        "Demo: slow (1.5 s a call)",
        "慢速演示：每次外呼号码查询需要 1.5 秒",
        numbers=lines(104, 2),
        block=_ordinary(64, 700),
        trouble=Trouble("slow"),
    ),
    _center(
        "demo-error",
        "Demo: answers 500",
        "故障演示：外呼号码查询总是返回 500",
        numbers=lines(106, 2),
        block=_ordinary(64, 800),
        trouble=Trouble("error"),
    ),
    _center(
        "demo-forbidden",
        "Demo: no permission",
        "权限演示：外呼号码查询被拒绝",
        numbers=lines(108, 2),
        block=_ordinary(64, 900),
        trouble=Trouble("forbidden"),
    ),
    _center(
        "demo-long-name",
        _LONG_NAME,
        _LONG_NAME,
        users=(User("long", _LONG_NAME, ("skg-default",)),),
        numbers=lines(110, 1),
        block=_ordinary(7, 1_000),
    ),
    _center(
        "demo-emoji",
        "👩‍👩‍👧‍👦 客服 🇨🇳🇸🇬 مركز الاتصال",
        "Family emoji, flags, Arabic, and \u202eturned around\u202c",
        users=(
            User("layla", "ليلى \u2067أحمد\u2069", ("skg-default",), phone="13900000061"),
            User("zoe", "Zoë 👩🏽‍💻 e\u0301", ("skg-emoji",)),
        ),
        numbers=(Number("02155591001", "📞 שירות לקוחות ☎️"), *lines(112, 1)),
        groups=(_DEFAULT, SkillGroup("skg-emoji", "👩🏽‍💻 组")),
        block=_ordinary(12, 1_100, ("skg-emoji", 3)),
    ),
    _center(
        "demo-markup",
        "Demo: [/] [@click=app.quit]x[/]",
        "[b]not bold[/i] [/v1/x] [link=https://example.com]link[/link] &lt;b&gt; <b>",
        users=(User("markup", "[red]Mark[/] [/", ("skg-default",), phone="[/]"),),
        numbers=(Number("02155592001", "[/v1/x] [@click=app.bell]bell[/]"),),
        block=_ordinary(8, 1_200),
    ),
    _center(
        "demo-escapes",
        "Demo: \x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b1mCSI\x00\x08\x7f",
        "\x1b[2J\x1b[H\x1b]52;c;aGVsbG8=\x07line one\r\nline two\ttab\u200bzero width",
        users=(User("escape", "\x1b[1;5mEsc\x1b[m \x1bP$q\x1b\\", ("skg-default",)),),
        numbers=(Number("02155593001", "\x1b]8;;https://example.com\x1b\\link\x1b]8;;\x1b\\"),),
        block=_ordinary(8, 1_300),
    ),
    _center(
        "demo-no-name",
        "",
        "The service sends no InstanceName for this one",
        users=(User("nora", "Nora", ("skg-default",)),),
        block=_ordinary(5, 1_400),
    ),
    _center(
        "huanan-cloud",
        "华南云呼中心",
        "2020 年后创建：只有 2020-07-01 接口认识它",
        generation="new",
        created_ms=1_735_689_600_000,
        users=(User("huangmei", "黄梅", ("skg-default",), phone="13900000071", department="华南"),),
        numbers=lines(120, 3, "广州 深圳"),
        block=_ordinary(36, 1_500),
    ),
    # The second instance of the API page's sample carries neither id nor name.
    Instance("", "", users=Rows((_DEMO_USER._replace(parts="detail"),)), numbers=lines(116, 1), listed=1),
)

# Numbers of the account that no call center has.
UNASSIGNED: Final = tuple(Number(number_in(city, 80_001)) for city in CITIES[2:7])

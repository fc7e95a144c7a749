"""The first call center of the demo: 212 users, 3,154 numbers, and each kind of misconfiguration once."""

from typing import Final

from ccc_tui.simulator.cities import CITIES
from ccc_tui.simulator.entities import Block, Instance, Number, Rows, SkillGroup, User
from ccc_tui.simulator.lines import lines, test_number

_GROUPS: Final = (
    SkillGroup("skg-default", "默认技能组"),
    SkillGroup("skg-sales", "华东销售组", description="外呼销售"),
    SkillGroup("skg-aftersales", "售后服务组", description="售后与投诉"),
    SkillGroup("skg-callback", "回访组"),
    SkillGroup("skg-night", "夜班组", description="22:00–8:00"),
    SkillGroup("skg-hotline", "热线组", description="实例列表中的号码"),
    SkillGroup("skg-inbound", "呼入组", description="只有呼入号码"),
    SkillGroup("skg-legacy", "历史技能组", description="有号码，没有坐席"),
    SkillGroup("skg-training", "培训组", description="有坐席，没有号码"),
    SkillGroup("skg-chat", "在线客服组", "CHAT", "网页与 App 在线咨询"),
)

_USERS: Final = (
    User(
        "wangxm", "王小明", ("skg-default", "skg-sales", "skg-aftersales"), phone="13900000001", department="客户服务部"
    ),
    User("lina", "李娜", ("skg-callback",), phone="13900000002", department="回访组"),
    User("zhaomin", "赵敏", ("skg-inbound",), phone="13900000003", department="质检组"),
    # Known to 2017-07-05 only: to 2020-07-01 her group has no users.
    User("", "", ("skg-legacy",), parts="ids", user_id="9d-487c-96ad-9181d85cf802", in_2020=False),
    User("agent01", "陈一", ("skg-night",), admin=False, phone="13900000101", role="Manager"),
    User("agent02", "陈二", (), admin=False, phone="13900000102", role="Agent"),
    User(
        "agent03",
        "陈三",
        ("skg-default",),
        admin=False,
        phone="13900000103",
        role="Agent",
        mode="OFFICE_PHONE",
        device_state="OFFLINE",
    ),
    User("agent04", "陈四", ("skg-default",), admin=False, role="Agent", mode="OFF_SITE"),
    User("agent05", "陈五", ("skg-training",), admin=False, phone="13900000105", role="Agent"),
    User("agent06", "陈六", ("skg-chat",), admin=False, phone="13900000106", role="Agent"),
    User("agent07", "陈七", ("skg-sales",), admin=False, phone="13900000107", role="Agent"),
    User("agent08", "陈八", ("skg-aftersales",), admin=False, phone="13900000108", role="Agent", mode="OFF_SITE"),
)
_AGENTS: Final = 201
_FIRST_AGENT: Final = 9
_CLASSES: Final = (
    ("skg-default",),
    ("skg-sales",),
    ("skg-default", "skg-aftersales"),
    ("skg-hotline",),
    ("skg-hotline", "skg-inbound", "skg-chat"),
)
_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙朱马胡"
_GIVEN_NAMES: Final = (
    "伟",
    "芳",
    "娜",
    "敏",
    "静",
    "磊",
    "洋",
    "艳",
    "勇",
    "杰",
    "娟",
    "涛",
    "明月",
    "志强",
    "晓燕",
    "建国",
)


def _agent(index: int) -> User:
    """Return one of the ordinary agents."""
    serial = _FIRST_AGENT + index
    name = _SURNAMES[serial % len(_SURNAMES)] + _GIVEN_NAMES[serial // len(_SURNAMES) % len(_GIVEN_NAMES)]
    groups = _CLASSES[index % len(_CLASSES)]
    return User(f"agent{serial:02}", name, groups, admin=False, phone=f"13900000{serial + 100}", role="Agent")


_LISTED: Final = (
    *lines(0, 16, "杭州 上海 南京 苏州 厦门"),
    test_number(0, 99_001, 480),
    Number("4005550199", "全国统一热线", "Inbound", allow_outbound=False, trunks=120),
)
_UNLISTED: Final = (
    Number("05715558001", "呼入一线", "Inbound", groups=("skg-inbound",)),
    Number("05715558002", "呼入二线", "Inbound", groups=("skg-inbound",)),
    *(Number(f"0571555810{serial}", "历史号码", groups=("skg-legacy",)) for serial in range(5)),
    Number("05715558201", "既无技能组也无归属"),
    Number("05715558202", "已停用", groups=("skg-default",), active=False),
    Number("05715558203", "归属已离职的坐席", owner="lizhi"),
    Number("05715558204", "个人号码，也在技能组中", groups=("skg-night",), owner="agent07"),
    Number("05715558205", "个人号码", owner="agent07"),
    Number("05715558206", "个人号码", owner="agent08"),
    Number("05715558207", "个人呼入号码", "Inbound", owner="agent08"),
    Number("4005550188", "与 huabei-sales 重复", groups=("skg-hotline",)),
    Number("02155590777", "城市与区号不符", groups=("skg-hotline",), place=CITIES[2]),
)

HD_SERVICE: Final = Instance(
    "hd-service",
    "华东客服中心",
    "华东区客户服务与回访，7×24 小时",
    created_ms=1_592_186_400_000,
    agents=320,
    users=Rows(_USERS, _AGENTS, _agent),
    numbers=(*(number._replace(groups=("skg-hotline",)) for number in _LISTED), *_UNLISTED),
    listed=len(_LISTED),
    block=Block(
        3120,
        ("skg-default", "skg-sales", "skg-aftersales"),
        also=(("skg-callback", 18), ("skg-night", 239)),
        has_sample=True,
    ),
    groups=_GROUPS,
)

"""Every field of the two documentation pages, on the screen, from either wire format."""

from collections.abc import AsyncIterator

import pytest

from ccc_tui.settings import Settings
from ccc_tui.ui.panes.outbound import Ids
from tests.callcenter.samples import INSTANCES_JSON, INSTANCES_XML, NUMBERS_JSON, NUMBERS_XML
from tests.ui.stage import INSTANCES, NUMBERS, Canned, Stage, on_stage

USER = {"instance": "ccc-test", "user": "user-test@ccc-test"}


@pytest.fixture(params=["json", "xml"])
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """The dashboard, wide enough for every column, over the samples in one of the two formats."""
    documents = {
        "json": Canned(**{INSTANCES: INSTANCES_JSON, NUMBERS: NUMBERS_JSON}),
        "xml": Canned(**{INSTANCES: INSTANCES_XML, NUMBERS: NUMBERS_XML}),
    }
    settings = Settings(wire_format=request.param)
    async with on_stage(documents[request.param], settings=settings, size=(240, 40)) as stage:
        yield stage


def row_of(stage: Stage, label: str) -> str:
    """Return what the overview shows beside a label."""
    found = [line for line in stage.pane().splitlines() if line[3:].startswith(f"{label}  ")]
    assert len(found) == 1, (label, stage.pane())
    return found[0][3 + len(label) :].strip()


async def test_the_overview_shows_every_field_of_the_first_instance(stage: Stage) -> None:
    heading, description = (line.strip(" ▌") for line in stage.pane().splitlines()[1:3])
    assert heading == "测试11111  ◐ creating · ef1e71e9-ae9d-487c-96ad-9181d85cf802"
    assert description == "测试11111"
    shown = {
        "Instance id": "ef1e71e9-ae9d-487c-96ad-9181d85cf802",
        "Domain name": "111",
        "Console": "ccc.aliyun.com/workbench/111",
        "Recordings size": "at most 100 GB",
        "Recordings kept": "0 days",
        "Storage bucket": "cloudcallcenter-online",
        "Owner": "1059803544828509",
        "Tenant id": "acc2985",
        "Directory id": "无",
        "2017-07-05": "ef1e71e9-ae9d-487c-96ad-9181d85cf802",
        "2020-07-01": "not served by this endpoint",
    }
    assert {label: row_of(stage, label) for label in shown} == shown
    assert "Seats   at most 100" in stage.pane()
    assert "Numbers 0 " in stage.pane()
    assert "0 admins · 0 numbers" in stage.line("footer")


async def test_the_time_of_creation_is_local_and_has_its_age(stage: Stage) -> None:
    # 1537867125000 is 09:18:45 UTC on 2018-09-25; the tests live in Shanghai.
    assert row_of(stage, "Created").startswith("2018-09-25 17:18 · ")
    assert row_of(stage, "Created").endswith(" years ago")


async def test_what_the_service_did_not_send_is_a_dash_and_never_a_blank(stage: Stage) -> None:
    await stage.go_to_instance(1)
    await stage.until_shown("2020-07-01")
    for label in ("Instance id", "Created", "Recordings size", "Storage bucket"):
        assert row_of(stage, label) == "—"
    heading, description = (line.strip(" ▌") for line in stage.pane().splitlines()[1:3])
    assert (heading, description) == ("(no name)  ? no state · no id", "—")


async def test_the_admins_tab_shows_every_field_of_both_admins(stage: Stage) -> None:
    await stage.go_to_instance(1)
    await stage.press("2")
    await stage.until_shown("132****0909", "1***@123.com", "1059****8509")
    await stage.press("v")
    await stage.until_shown("13209090909")
    first, second = (line.split() for line in stage.pane().splitlines()[2:4])
    assert first == ["▌", "—", "—", "—", "—", "—", "9d-487c-96ad-9181d85cf802", "1059803544828509",
                     "ef1e71e9-ae9d-487c-96ad-9181d85cf802"]  # fmt: skip
    assert second == ["云呼测试", "云呼测试", "13209090909", "123@123.com", "云呼测试", "—", "—", "—"]


async def test_the_numbers_tab_shows_every_field_of_the_number(stage: Stage) -> None:
    await stage.go_to_instance(1)
    await stage.press("3")
    await stage.until_shown("Trunks")
    heading, row = (line.split() for line in stage.pane().splitlines()[1:3])
    assert heading == ["Number", "Usage", "Test", "Outbound", "Trunks", "Description", "Number", "id",
                       "Instance", "id"]  # fmt: skip
    number = "02500000000" if stage.screen._settings.wire_format == "xml" else "2500000000"
    assert row == ["▌", number, "⇄", "both", "no", "·", "100", "min", "allowed", "15", "Ali", "Telecom",
                   "51349d57-e7a1-4dba-bd16-34d93251207d", "ef1e71e9-ae9d-487c-96ad-9181d85cf802"]  # fmt: skip


async def test_the_outbound_tab_shows_the_number_its_place_and_the_total(stage: Stage) -> None:
    await stage.screen.detail.open_user(Ids(USER["instance"], USER["user"]))
    await stage.until_shown("083xxxx0019")
    await stage.quiet()
    assert stage.pane().splitlines()[3].split()[:4] == ["▌", "083xxxx0019", "四川", "乐山"]
    assert "user-test@ccc-test · ccc-test" in stage.line("heading")
    assert "all skill groups" in stage.line("heading")
    assert "page 1 of 1 · rows 1–1 of 1 · all can be loaded" in stage.line("footer")
    assert "as of " in stage.line("footer")


async def test_the_tree_shows_state_name_and_counts(stage: Stage) -> None:
    assert "▸ ◐ 测试11111" in stage.text()
    assert "creating" in stage.text()
    await stage.go_to_instance(1)
    await stage.press("right")
    await stage.until_shown("▾ Admins")
    lines = [line.split("│")[0].strip("▌").split() for line in stage.lines()]
    assert ["▾", "?", "(no", "name)", "no", "state"] in lines
    assert ["▾", "Admins", "2"] in lines
    assert ["▸", "Numbers", "1"] in lines

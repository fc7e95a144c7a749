"""A list that is declared here, and nowhere else, has a pane, a printing command, paging, copying and every format."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ccc_tui import resources
from ccc_tui.callcenter.client import CallCenterClient
from ccc_tui.callcenter.page import Page
from ccc_tui.callcenter.responses import DataResponse
from ccc_tui.cloud.api_model import ApiModel, Count
from ccc_tui.cloud.operation import Operation
from ccc_tui.resources.table import Column, Kind, PageRequest, Resource, Scope, ScopeKind, Tab
from tests.cli.conftest import Answer, Ended, canned, cli, key
from tests.cli.conftest import Canned as Server
from tests.ui.stage import INSTANCES, Canned, Wire, document, on_stage

__all__ = ["canned", "cli", "key"]  # fixtures
TOTAL = 130


class ContactFlow(ApiModel):
    contact_flow_id: str | None = None
    display_name: str | None = None
    version: Count | None = None


LIST_CONTACT_FLOWS = Operation("ListContactFlows", "2020-07-01", DataResponse[ContactFlow])


async def load(client: CallCenterClient, scope: Scope, request: PageRequest) -> Page[ContactFlow]:
    parameters = {"InstanceId": scope.instance_id, **request.parameters()}
    return (await client.call(LIST_CONTACT_FLOWS, parameters, priority=request.priority)).page()


FLOWS: Resource[ContactFlow] = Resource(
    id="flows",
    title="Contact flows",
    command="flows",
    help="Print the contact flows of a call center.",
    tab=Tab("flows", "Flows", "Show the contact flows."),
    scope=ScopeKind.INSTANCE,
    key=lambda flow: flow.contact_flow_id,
    load=load,
    paged=True,
    operations=lambda: frozenset({LIST_CONTACT_FLOWS}),
    row_name=("{n} flow", "{n} flows"),
    empty="This call center has no contact flows.",
    columns=(
        Column(id="contact_flow_id", title="Flow id", kind=Kind.ID),
        Column(id="display_name", title="Name"),
        Column(id="version", title="Version", kind=Kind.COUNT),
    ),
)


@pytest.fixture(autouse=True)
def _declared() -> Iterator[None]:
    resources.RESOURCES.append(FLOWS)
    yield
    resources.RESOURCES.remove(FLOWS)


def flows(parameters: dict[str, str]) -> dict[str, Any]:
    page, size = int(parameters["PageNumber"]), int(parameters["PageSize"])
    rows = [
        {"ContactFlowId": f"flow-{n}", "DisplayName": f"=流程{n}", "Version": n}
        for n in range((page - 1) * size, min(page * size, TOTAL))
    ]
    data = {"List": rows, "PageNumber": page, "PageSize": size, "TotalCount": TOTAL}
    return {"Code": "OK", "RequestId": f"R-{page}", "HttpStatusCode": 200, "Data": data}


@pytest.fixture
def printed(cli: Callable[..., Ended], canned: Server) -> Callable[..., Ended]:
    """Run the list's printing command against a server on loopback."""
    canned.answer = lambda _action, parameters: Answer(json.dumps(flows(parameters)).encode())
    return lambda *arguments: cli("flows", "--instance", "a", *arguments)


def test_it_is_printed_in_every_format(printed: Callable[..., Ended], canned: Server) -> None:
    page = printed("-o", "json", "--page", "2", "--page-size", "50").document
    assert (page["instance_id"], page["page_number"], page["loaded"]) == ("a", 2, 50)
    assert (page["total_count"], page["complete"], page["request_ids"]) == (TOTAL, False, ["R-2"])
    assert page["flows"][0] == {"contact_flow_id": "flow-50", "display_name": "=流程50", "version": 50}
    assert canned.calls[-1] == ("ListContactFlows", {"InstanceId": "a", "PageNumber": "2", "PageSize": "50"})
    whole = printed("-o", "json", "--all").document
    assert (whole["loaded"], whole["complete"], whole["page_number"]) == (TOTAL, True, None)
    lines = printed("-o", "jsonl", "--all").out.splitlines()
    assert len(lines) == TOTAL
    assert json.loads(lines[-1])["contact_flow_id"] == "flow-129"
    rows = list(csv.DictReader(io.StringIO(printed("-o", "csv", "--all", "--csv-safe").out)))
    assert rows[7] == {"instance_id": "a", "contact_flow_id": "flow-7", "display_name": "'=流程7", "version": "7"}
    assert "| flow-7 | =流程7 | 7 |" in printed("-o", "md", "--all").out
    table = printed("-o", "table", "--all").out.splitlines()
    assert table[0].split() == ["Flow", "id", "Name", "Version"]
    assert table[8].split() == ["flow-7", "=流程7", "7"]


def test_its_call_center_must_be_named(cli: Callable[..., Ended], key: None) -> None:
    ended = cli("flows")
    assert ended.status == 2
    assert "--instance is required." in ended.err


async def test_it_has_a_pane_that_is_paged_and_copied_from() -> None:
    centers = document({"InstanceId": "a", "InstanceName": "A"}, {"InstanceId": "b", "InstanceName": "B"})
    wire = Wire(Canned(**{INSTANCES: centers, "ListContactFlows": flows}))
    async with on_stage(wire) as stage:
        await stage.quiet()
        # A pane that is not shown asks for nothing.
        assert {asked.action for asked in wire.asked} == {INSTANCES}
        await stage.screen.action_show_tab(7)
        await stage.until_shown("7 Flows 130", "page 1 of 3", "rows 1–50 of 130", "flow-7")
        await stage.press("tab", "]", "down")
        await stage.until_shown("page 2 of 3", "▌ flow-51")
        assert json.loads(stage.screen.pane.text_to_copy(whole_row=True) or "") == {
            "contact_flow_id": "flow-51",
            "display_name": "=流程51",
            "version": 51,
        }
        await stage.press("A")
        await stage.until_shown("all 130 loaded")
        await stage.quiet()
        before = len(wire.asked)
        await stage.screen.action_show_tab(1)
        await stage.go_to_instance(1)
        await stage.until_shown("Instance id      b")
        assert len(wire.asked) == before
        await stage.screen.action_show_tab(7)
        await stage.until_shown("page 1 of 3", "flow-0")
        assert wire.asked[before].parameters["InstanceId"] == "b"

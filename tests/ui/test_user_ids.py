"""Tab 4: by which ids a user is asked for, and which others are offered where the service does not know those."""

import json

from tests.ui.stage import INSTANCES, NUMBERS, Canned, Wire, document, on_stage, page_of, refusal
from tests.ui.test_outbound import opened

OLD_NUMBERS = "ListOutboundPhoneNumberOfUser"
UUID = "ef1e71e9-ae9d-487c-96ad-9181d85cf802"


def known_as(*ids: tuple[str, str]) -> Canned:
    """Return a server whose lists have one id of an admin, and who knows the admin's numbers by other ids."""

    def answer(parameters: dict[str, str]) -> dict[str, object]:
        if (parameters["InstanceId"], parameters["UserId"]) in ids:
            return page_of([{"Number": "02102100210"}], 1)
        known = {instance for instance, _user in ids}
        return refusal("NotExists.UserId" if parameters["InstanceId"] in known else "NotExists.InstanceId", 404)

    admin = {"UserId": "u-1", "Detail": {"LoginName": "li", "DisplayName": "Li"}}
    center = {"InstanceId": UUID, "DomainName": "a", "ConsoleUrl": "https://x/workbench/a-2?lang=zh"}
    return Canned(**{INSTANCES: document({**center, "Admin": {"User": admin}}), NUMBERS: answer, OLD_NUMBERS: answer})


async def test_ids_of_2017_are_asked_of_2017_and_no_others_unasked() -> None:
    wire = Wire(known_as(("a-2", "li@a-2")))
    async with on_stage(wire) as stage:
        await opened(stage, (0, 0), "NotExists.InstanceId · enter tries one of 5 other ids")
        calls = [asked for asked in wire.asked if asked.action != INSTANCES]
        assert [(asked.action, asked.parameters["InstanceId"], asked.user) for asked in calls] == [
            (OLD_NUMBERS, UUID, "u-1")
        ]
        assert "Li  u-1" in stage.line("heading")
        assert "2017" in stage.line("heading")


async def test_other_ids_are_offered_in_their_order_with_what_they_are_made_of_and_tried_by_enter() -> None:
    wire = Wire(known_as(("a-2", "li@a-2")))
    async with on_stage(wire) as stage:
        await opened(stage, (0, 0), "enter tries one of 5 other ids")
        rows = [line.split() for line in stage.pane().splitlines()[3:8]]
        assert rows == [
            ["▌", "u-1", "a-2", "2020-07-01", "ConsoleUrl,", "UserId"],
            ["li@a-2", "a-2", "2020-07-01", "ConsoleUrl,", "LoginName"],
            ["u-1", "a", "2020-07-01", "DomainName,", "UserId"],
            ["li@a", "a", "2020-07-01", "DomainName,", "LoginName"],
            [f"li@{UUID}", UUID, "2020-07-01", "InstanceId,", "LoginName"],
        ]
        copied = json.loads(stage.screen.pane.text_to_copy(whole_row=True) or "")
        assert (copied["instance_id"], copied["user_id"]) == ("a-2", "u-1")
        await stage.press("enter")
        await stage.until_shown("NotExists.UserId · enter tries one of 4 other ids")
        await stage.press("enter")
        await stage.until_shown("02102100210", "rows 1–1 of 1")
        assert "Li  li@a-2 · a-2" in stage.line("heading")
        assert [asked.user for asked in wire.numbers()] == ["u-1", "li@a-2"]


async def test_where_no_ids_are_left_the_failure_is_explained() -> None:
    server = known_as()
    server.answers[INSTANCES] = document({"InstanceId": "a", "DomainName": "a", "Admin": {"User": {"UserId": "li@a"}}})
    async with on_stage(server) as stage:
        await opened(stage, (0, 0), "enter tries 1 other id")
        assert "2017-07-05   listed" in stage.pane()
        await stage.press("enter")
        await stage.until_said("✗ There is no such call center.", "u type another id")


async def test_an_admin_without_any_id_cannot_be_asked_for() -> None:
    server = known_as()
    server.answers[INSTANCES] = document({"InstanceName": "A", "Admin": {"User": {"Detail": {"Email": "li@a"}}}})
    async with on_stage(server) as stage:
        await stage.open_admin(0, 0)
        await stage.until_said("✗ The user id or the instance id is missing.", "u type another id")

"""Lists that 2020-07-01 serves page by page for one call center."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccc_tui.cloud.errors import ConfigurationError, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.page import Page
    from ccc_tui.cloud.operation import Operation
    from ccc_tui.resources.table import PageRequest, Scope


async def load_served(
    client: CallCenterClient,
    operation: Operation[Any],
    scope: Scope,
    request: PageRequest,
    extra: Mapping[str, str | None],
) -> Page[Any]:
    """Load one page.

    Args:
        client: makes the call.
        operation: what to call.
        scope: names the call center.
        request: which page.
        extra: further parameters; empty ones are not sent.

    Raises:
        NotFound: no 2020-07-01 id of the call center is known.
        CloudError: the call failed.
    """
    sent = {name: value for name, value in extra.items() if value}
    parameters = {"InstanceId": instance_id_2020(scope), **request.parameters(), **sent}
    page: Page[Any] = (await client.call(operation, parameters, priority=request.priority)).page()
    return page


def one_group(scope: Scope) -> str | None:
    """Return the one skill group of the scope; None where there is none.

    Raises:
        ConfigurationError: there are several.
    """
    if len(scope.skill_group_ids) > 1:
        raise ConfigurationError("Client.OneSkillGroup")
    return next(iter(scope.skill_group_ids), None)


def instance_id_2020(scope: Scope) -> str:
    """Return the id of the scope's call center in 2020-07-01: the listed one, else the likeliest.

    Raises:
        NotFound: there is none.
    """
    from ccc_tui.callcenter.ids import instance_ids
    from ccc_tui.callcenter.models import VERSION_2020

    if scope.instance is None:
        found = scope.instance_id
    else:
        found = scope.instance.ids.get(VERSION_2020) or next(iter(instance_ids(scope.instance)), None)
    if not found:
        raise NotFound("Client.NoId")
    return found

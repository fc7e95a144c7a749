"""Lists of 2020-07-01 as rows, asked page by page."""

from typing import Any

import httpx

from tests.simulator.reference import V2020, Call, v3

Json = dict[str, Any]
HD = "hd-service"


async def reply(client: httpx.AsyncClient, action: str, version: str = V2020, /, **parameters: object) -> Json:
    """Return the whole reply; a parameter that is None is left out."""
    texts = {name: str(value) for name, value in parameters.items() if value is not None}
    body: Json = (await client.send(v3(Call(action, version, texts)))).json()
    return body


async def rows(client: httpx.AsyncClient, action: str, **parameters: object) -> list[Json]:
    """Return all rows of a list, which must be as many as the service promises."""
    found: list[Json] = []
    for number in range(1, 101):
        body = await reply(client, action, PageNumber=number, PageSize=100, **parameters)
        assert body["Code"] == "OK", body
        found += body["Data"]["List"]
        if number * 100 >= body["Data"]["TotalCount"]:
            break
    assert len(found) == body["Data"]["TotalCount"]
    return found


async def outbound(client: httpx.AsyncClient, user: str, instance: str = HD, **parameters: object) -> list[str]:
    """Return the numbers that a user may dial with."""
    found = await rows(client, "ListOutboundNumbersOfUser", InstanceId=instance, UserId=user, **parameters)
    return [row["Number"] for row in found]

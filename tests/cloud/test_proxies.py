"""Proxies of the environment: used for the service, never for this machine."""

from contextlib import AsyncExitStack
from typing import Any

import pytest

from ccc_tui.cloud.auth.aliyun_config import Entry, Fields
from ccc_tui.cloud.auth.chain import obtain
from ccc_tui.cloud.errors import CloudError, ConfigurationError
from ccc_tui.cloud.retry import RetryPolicy
from tests.cloud.network import FIELDS
from tests.cloud.service import LIST, OK, Service, client, http, serving

VARIABLES = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy")


async def proxy_and_service(
    stack: AsyncExitStack, monkeypatch: pytest.MonkeyPatch, variable: str, answer: dict[str, Any]
) -> tuple[Service, Service]:
    """Start both, and name the proxy in the environment."""
    proxy = await stack.enter_async_context(serving(http(b"", 502)))
    service = await stack.enter_async_context(serving(http(answer)))
    monkeypatch.setenv(variable, proxy.origin)
    return proxy, service


@pytest.mark.parametrize("variable", VARIABLES)
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_an_endpoint_on_loopback_is_never_proxied(
    monkeypatch: pytest.MonkeyPatch, variable: str, host: str
) -> None:
    async with AsyncExitStack() as stack:
        proxy, service = await proxy_and_service(stack, monkeypatch, variable, OK)
        async with client(service.origin.replace("127.0.0.1", host)) as asking:
            await asking.call(LIST)
        assert proxy.requests == []


@pytest.mark.parametrize("origin", ["http://127.1.2.3:1", "http://[::1]:1", "https://[::1]:1"])
async def test_other_addresses_of_loopback_are_never_proxied(monkeypatch: pytest.MonkeyPatch, origin: str) -> None:
    async with serving(http(b"", 502)) as proxy:
        monkeypatch.setenv("ALL_PROXY", proxy.origin)
        async with client(origin, retry=RetryPolicy(retries=0)) as asking:
            with pytest.raises(CloudError) as failure:
                await asking.call(LIST)
        assert failure.value.code == "Client.Connect"
        assert proxy.requests == []


async def test_a_proxy_that_cannot_be_used_does_not_matter_on_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "gopher://proxy.example.com")
    async with serving(http(OK)) as service, client(service.origin) as asking:
        await asking.call(LIST)
    with pytest.raises(ConfigurationError, match="proxy"):
        client("https://ccc.cn-shanghai.aliyuncs.com")


async def test_the_service_itself_is_asked_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(http(b"", 502)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.origin)
        async with client("https://ccc.cn-shanghai.aliyuncs.com", retry=RetryPolicy(retries=0)) as asking:
            with pytest.raises(CloudError) as failure:
                await asking.call(LIST)
        assert failure.value.code == "Client.Proxy"
        assert [request.method for request in proxy.requests] == ["CONNECT"]


@pytest.mark.parametrize("variable", VARIABLES)
async def test_a_credentials_uri_on_loopback_is_never_proxied(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    async with AsyncExitStack() as stack:
        answer = FIELDS | {"Code": "Success"}
        proxy, keeper = await proxy_and_service(stack, monkeypatch, variable, answer)
        entry = Entry("desk", "CredentialsURI", None, Fields({"credentials_uri": f"{keeper.origin}/key"}))
        key = await obtain(entry, environ=Fields({}), aliyun_config=None)
        assert key.access_key_id == "STS.fetched"
        assert proxy.requests == []

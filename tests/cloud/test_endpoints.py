"""Region and explicit endpoint to origin, and everything that is refused."""

import importlib
import subprocess
import sys

import httpx
import pytest

from ccc_tui.cloud.endpoints import DEFAULT_REGION, endpoint_url
from ccc_tui.cloud.errors import ConfigurationError


@pytest.mark.parametrize(
    ("region", "url"),
    [
        (DEFAULT_REGION, "https://ccc.cn-shanghai.aliyuncs.com"),
        ("cn-hangzhou", "https://ccc.cn-hangzhou.aliyuncs.com"),
        (" CN-Shanghai ", "https://ccc.cn-shanghai.aliyuncs.com"),
        ("cn-beijing", "https://ccc.aliyuncs.com"),
        ("cn-shanghai-finance-1", "https://ccc.aliyuncs.com"),
        ("cn-nowhere-9", "https://ccc.cn-nowhere-9.aliyuncs.com"),
    ],
)
def test_a_region_has_its_host(region: str, url: str) -> None:
    assert endpoint_url(region, None) == url
    assert endpoint_url(region, "  ") == url


@pytest.mark.parametrize("package", ["alibabacloud_ccc20170705", "alibabacloud_ccc20200701"])
def test_the_map_is_that_of_the_official_client(package: str) -> None:
    models = importlib.import_module("alibabacloud_tea_openapi.models")
    client = importlib.import_module(f"{package}.client").Client(
        models.Config(access_key_id="a", access_key_secret="b", region_id="cn-shanghai")
    )
    for region, host in (client._endpoint_map | {"cn-shanghai": client._endpoint}).items():
        assert endpoint_url(region, None) == f"https://{host}"


@pytest.mark.parametrize("region", ["", " ", "cn shanghai", "cn/shanghai", "evil.example/", "-cn", "中国", "a" * 64])
def test_a_region_that_is_none_is_refused(region: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        endpoint_url(region, None)
    assert refusal.value.code == "Client.Endpoint"


@pytest.mark.parametrize(
    ("explicit", "url"),
    [
        ("ccc-vpc.cn-shanghai.aliyuncs.com", "https://ccc-vpc.cn-shanghai.aliyuncs.com"),
        ("HTTPS://CCC.Example.COM/", "https://ccc.example.com"),
        ("  https://ccc.example.com  ", "https://ccc.example.com"),
        ("ccc.example.com:8443", "https://ccc.example.com:8443"),
        ("https://ccc.example.com:443", "https://ccc.example.com"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://127.8.9.10:8000/", "http://127.8.9.10:8000"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://LOCALHOST", "http://localhost"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("http://[0:0:0:0:0:0:0:1]", "http://[::1]"),
        ("localhost:8000", "https://localhost:8000"),
        ("::1", "https://[::1]"),
        ("2001:db8::1", "https://[2001:db8::1]"),
        ("[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
        ("192.0.2.7", "https://192.0.2.7"),
        ("my_gateway.internal", "https://my_gateway.internal"),
    ],
)
def test_an_explicit_endpoint_wins(explicit: str, url: str) -> None:
    assert endpoint_url("no region at all", explicit) == url
    assert str(httpx.URL(url)) in {url, f"{url}/"}


@pytest.mark.parametrize(
    ("explicit", "word"),
    [
        ("http://ccc.cn-shanghai.aliyuncs.com", "use https://ccc.cn-shanghai.aliyuncs.com"),
        ("http://192.0.2.7", "this machine only"),
        ("http://localhost.example.com", "this machine only"),
        ("http://127.0.0.1.example.com", "this machine only"),
        ("http://localhost.", "no host name"),
        ("http://[::ffff:127.0.0.1]", "this machine only"),
        ("http://[::2]", "this machine only"),
        ("http://0.0.0.0", "this machine only"),
        ("http://127.1", "cannot exist"),
        ("http://2130706433", "cannot exist"),
        ("http://0x7f.0.0.1", "cannot exist"),
        ("https://256.0.0.1", "cannot exist"),
        ("ftp://ccc.example.com", "begin with https://"),
        ("://ccc.example.com", "begin with https://"),
        ("https://", "no host name"),
        ("https:///", "no host name"),
        ("https://.", "no host name"),
        ("https://-a.example", "cannot exist"),
        ("https://a..example", "cannot exist"),
        ("https://" + "a." * 130 + "example", "cannot exist"),
        ("https://user:hunter2@ccc.example.com", "user name"),
        ("https://hunter2@127.0.0.1", "user name"),
        ("http://127.0.0.1@evil.example", "user name"),
        ("https://ccc.example.com/path", "no path"),
        ("https://ccc.example.com//", "no path"),
        ("https://ccc.example.com?", "no path"),
        ("https://ccc.example.com?token=hunter2", "no path"),
        ("https://ccc.example.com#", "no path"),
        ("https://ccc.example.com/#hunter2", "no path"),
        ("https://ccc.example.com:0", "port"),
        ("https://ccc.example.com:65536", "port"),
        ("https://ccc.example.com:eight", "port"),
        ("https://[::1", "brackets"),
        ("https://[127.0.0.1]", "brackets"),
        ("https://[fe80::1%25eth0]", "cannot exist"),
        ("fe80::1%eth0", "port"),
        ("https://ccc.example.com\\@evil.example", "backslash"),
        ("https://ccc.exa\nmple.com", "a space, a backslash"),
        ("https://ccc.exa\tmple.com", "a space, a backslash"),
        ("https://ccc example.com", "a space, a backslash"),
        ("https://例子.example", "character"),
        ("https://\u202eexample", "character"),
    ],
)
def test_other_endpoints_are_refused_in_clear_words(explicit: str, word: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        endpoint_url("cn-shanghai", explicit)
    assert refusal.value.code == "Client.Endpoint"
    assert word in refusal.value.message
    assert "hunter2" not in str(refusal.value)


def test_settings_may_import_it_early() -> None:
    names = "{'httpx', 'pydantic', 'textual'}"
    code = f"import sys, ccc_tui.cloud.endpoints; print(*{names}.intersection(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ""

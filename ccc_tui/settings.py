"""What a person has chosen: by flag, by environment, or in the configuration file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Settings:
    """Every choice, made. None and empty mean that nobody chose.

    Attributes:
        demo: whether the built-in call center is asked, in process.
        profile: profile of the aliyun CLI's configuration.
        region: region id, such as ``cn-shanghai``.
        endpoint: host or URL of the service.
        api_version: which API version is asked.
        signature: ``v3`` for ACS3-HMAC-SHA256, ``v1`` for the older RPC signature.
        wire_format: what the service answers in.
        timeout: seconds that a call may take, its retries included.
        rate: calls a second; 0 for no limit.
        retries: further tries after the first.
        language: ``en`` or ``zh``.
        config_file: the configuration file that was read.
        log_file: where to log, or None.
        log_level: the least severe level that is logged.
        instance: id of the call center to open.
        user: id of the user whose numbers to open.
        skill_groups: ids of the skill groups to choose from.
        page: page to open, from 1.
        page_size: rows of a page.
        mouse: whether the dashboard uses the mouse.
        sources: where each value came from, by name: ``flag``, ``environment``, ``file``, ``default``.
    """

    demo: bool = False
    profile: str | None = None
    region: str | None = None
    endpoint: str | None = None
    api_version: Literal["auto", "2017-07-05", "2020-07-01"] = "auto"
    signature: Literal["v3", "v1"] = "v3"
    wire_format: Literal["json", "xml"] = "json"
    timeout: float = 30.0
    rate: float = 10.0
    retries: int = 3
    language: Literal["en", "zh"] = "en"
    config_file: Path | None = None
    log_file: Path | None = None
    log_level: str = "INFO"
    instance: str | None = None
    user: str | None = None
    skill_groups: tuple[str, ...] = ()
    page: int = 1
    page_size: int = 50
    mouse: bool = True
    sources: Mapping[str, str] = field(default_factory=dict)

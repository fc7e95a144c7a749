"""The access keys that are on this machine, to choose from. Nothing here holds a secret."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from ccc_tui import session
from ccc_tui.cloud.auth.aliyun_config import STATIC_MODES, read_config
from ccc_tui.cloud.auth.chain import find_credentials
from ccc_tui.cloud.auth.credential import StaticCredentials, abbreviate
from ccc_tui.cloud.errors import CredentialsError
from ccc_tui.cloud.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ccc_tui.cloud.auth.aliyun_config import Entry

_ENVIRONMENT = "environment"


class Profile(NamedTuple):
    """One source of an access key.

    Attributes:
        name: what ``--profile`` takes; None for the key that is found without it.
        title: what it is called on the screen.
        key: mode and the abbreviated id of the key, or what is wrong with it.
        region: the profile's own region.
        source: where it is written.
        description: as `Session.credentials` has it, to tell which is in use.
    """

    name: str | None
    title: str
    key: str
    region: str | None
    source: str
    description: str

    def is_used_by(self, profiles: str | None, credentials: str) -> bool:
        """Return whether a session uses it.

        Args:
            profiles: names of `Settings.profile`, separated by commas.
            credentials: where the session's key comes from.
        """
        if profiles:
            return self.name is not None and self.name in {name.strip() for name in profiles.split(",")}
        return self.name is None or credentials.startswith(f"{self.description} (")


def profiles() -> list[Profile]:
    """Return the key of the environment, where there is one, and the profiles of the aliyun CLI.

    Raises:
        CredentialsError: the file of the aliyun CLI cannot be read.
    """
    return [*_of_environment(), *_of_file(session.ALIYUN_CONFIG)]


def _of_environment() -> Iterator[Profile]:
    try:
        source = find_credentials(profile=None, environ=os.environ, aliyun_config=session.ALIYUN_CONFIG)
    except CredentialsError as error:
        if f"missing from the {_ENVIRONMENT}" in error.message:
            yield Profile(None, _ENVIRONMENT, error.message, None, _ENVIRONMENT, _ENVIRONMENT)
        return
    if not source.description.startswith("profile "):  # else it is one of the file
        key = abbreviate(source.key.access_key_id) if isinstance(source, StaticCredentials) else ""
        yield Profile(None, source.description, key, source.region_id, _ENVIRONMENT, source.description)


def _of_file(path: Path) -> Iterator[Profile]:
    seen: set[str] = set()
    for entry in read_config(path).entries:
        if entry.name not in seen:  # of several with one name, the aliyun command uses the first
            seen.add(entry.name)
            yield Profile(
                entry.name,
                clean(entry.name),
                _key(entry),
                entry.region_id and clean(entry.region_id),
                "aliyun CLI",
                entry.title,
            )


def _key(entry: Entry) -> str:
    """Return the mode and the abbreviated id of a profile's key, or what is wrong with it."""
    try:
        entry.check()
    except CredentialsError as error:
        return error.message
    if entry.mode in STATIC_MODES:
        return f"{entry.mode} {clean(abbreviate(entry.fields.text('access_key_id')))}"
    return entry.mode
